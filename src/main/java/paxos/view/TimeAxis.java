package paxos.view;

import java.time.Duration;
import java.time.Instant;

/// Turns the wall clock into places on the time axis, in milliseconds from its left end.
///
/// A class does not want to watch nothing happen, nor to see a whole ballot in one vertical stroke. So a pause counts
/// for at most [#LONGEST_GAP], and things that happen one after the other are at least [#SHORTEST_GAP] apart, however
/// fast the machine. In between the axis is true to the clock. Order is never changed.
final class TimeAxis {

    /// What two things in sequence are apart at least, in milliseconds.
    static final double SHORTEST_GAP = 70;
    /// What a pause counts for at most, in milliseconds; longer than any usual messenger's walk.
    static final double LONGEST_GAP = 1_500;

    private Instant last;
    private double place;

    /// The place of something that happens now, and moves the axis on to it.
    ///
    /// @param at    when it happened
    /// @param apart whether to keep it apart from what was last placed; otherwise both may belong to one step
    double place(Instant at, boolean apart) {
        if (last != null) {
            place += Math.clamp(millisSinceLast(at), apart ? SHORTEST_GAP : 0, LONGEST_GAP);
        }
        last = at;
        return place;
    }

    /// The place that the wall clock has reached, without moving the axis.
    double now(Instant at) {
        return last == null ? 0 : place + Math.clamp(millisSinceLast(at), 0, LONGEST_GAP);
    }

    private double millisSinceLast(Instant at) {
        return Duration.between(last, at).toNanos() / 1e6;
    }
}
