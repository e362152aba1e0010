package paxos.view.timeline;

import java.util.List;
import paxos.trace.Event;

/// Finds events again that a timeline was made of.
@FunctionalInterface
public interface Recall {

    /// Events that are still kept, from a number on, oldest first: a bounded number of them, perhaps none.
    List<Event> from(long number);
}
