package paxos.view;

import java.time.Duration;
import java.time.Instant;

/// Turns the wall clock into places on the time axis, in milliseconds from its left end.
///
/// A class does not want to watch nothing happen, nor to see a whole ballot in one vertical stroke. So a time in which
/// no messenger is on the way counts for at most [#LONGEST_IDLE_GAP], and things that happen one after the other are at
/// least [#SHORTEST_GAP] apart, however fast the machine. In between the axis is true to the clock. Order is never
/// changed.
final class TimeAxis {

    /// What two things in sequence are apart at least, in milliseconds.
    static final double SHORTEST_GAP = 70;
    /// What idle time counts for at most, in milliseconds.
    static final double LONGEST_IDLE_GAP = 400;
    /// What any time counts for at most, in milliseconds: as long as a messenger may walk.
    static final double LONGEST_GAP = 10_000;

    private Instant last;
    private double place;

    /// The place of something that happens now, and moves the axis on to it.
    ///
    /// @param at    when it happened
    /// @param apart whether to keep it apart from what was last placed; otherwise both may belong to one step
    /// @param idle  whether no messenger was on the way
    double place(Instant at, boolean apart, boolean idle) {
        if (last != null) {
            place += Math.clamp(millisSinceLast(at), apart ? SHORTEST_GAP : 0, longest(idle));
        }
        last = at;
        return place;
    }

    /// The place that the wall clock has reached, without moving the axis.
    double now(Instant at, boolean idle) {
        return last == null ? 0 : place + Math.clamp(millisSinceLast(at), 0, longest(idle));
    }

    private static double longest(boolean idle) {
        return idle ? LONGEST_IDLE_GAP : LONGEST_GAP;
    }

    private double millisSinceLast(Instant at) {
        return Duration.between(last, at).toNanos() / 1e6;
    }
}
