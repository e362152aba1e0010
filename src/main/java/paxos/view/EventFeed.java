package paxos.view;

import java.util.List;
import java.util.function.Consumer;
import paxos.trace.Event;
import paxos.trace.EventLog;

/// Reads what is new in the log, once a pulse. A pulse takes a bounded number of events, so that a flood is shown over
/// several pulses and never holds one up.
public final class EventFeed {

    private final EventLog log;
    private long next;

    /// Begins with the oldest event that the log still has.
    public EventFeed(EventLog log) {
        this.log = log;
    }

    /// Hands over what is new since the last call, at most [EventLog#BATCH] events.
    ///
    /// @return how many there were
    public int poll(Consumer<Event> reader) {
        List<Event> events = log.from(next);
        for (Event event : events) {
            // First, so that an event which a reader cannot take does not come again in each pulse.
            next = event.number() + 1;
            reader.accept(event);
        }
        return events.size();
    }
}
