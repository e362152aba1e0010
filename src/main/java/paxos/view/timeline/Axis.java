package paxos.view.timeline;

/// What the timeline's horizontal axis measures.
public enum Axis {
    /// The wall clock, in milliseconds from the first event; time in which nothing happens is shortened.
    WALL_CLOCK,
    /// Steps that follow from one another: a message arrives at least one step after it was sent.
    LOGICAL_STEPS
}
