package paxos.bench;

import java.util.List;
import java.util.function.Consumer;
import paxos.trace.Event;
import paxos.view.timeline.Timeline;

/// Draws a timeline in a few ways, and tells how long that takes.
@FunctionalInterface
public interface Frames {

    /// Draws nothing.
    Frames NONE = (_, _, _) -> { };

    /// Measures.
    ///
    /// @param timeline a run of many messages; the measuring thread is its only one from now on
    /// @param more     what happens next, for as long as following it takes
    /// @param print    takes a line for each thing that was measured
    /// @throws InterruptedException where the measuring thread is interrupted
    void measure(Timeline timeline, List<Event> more, Consumer<String> print) throws InterruptedException;
}
