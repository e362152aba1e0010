package paxos.view.timeline;

import java.util.ArrayList;
import java.util.List;

/// Turns the wall clock into places on the time axis, in milliseconds from its left end, and back.
///
/// A class does not want to watch nothing happen: a time in which nothing happens and no messenger is on the way counts
/// for at most [#LONGEST_IDLE], and while one is, for at most [#LONGEST_WAIT]. All else is true to the clock.
public final class WallAxis {

    /// What idle time counts for at most, in milliseconds.
    static final double LONGEST_IDLE = 400;
    /// What a time counts for at most in which nothing happens but that messengers walk, in milliseconds: as long as one may
    /// be told to walk. Of one that walks for longer, nothing more will be heard.
    static final double LONGEST_WAIT = 10_000;
    /// How many shortened times are told apart; the oldest are joined to one.
    static final int MOST_BREAKS = 10_000;

    /// From a break on, the clock and the axis go on together.
    ///
    /// @param micros where on the clock, in microseconds of the epoch
    /// @param place  where on the axis
    /// @param cut    how much time was left out just before, in milliseconds
    private record Break(long micros, double place, double cut) {
    }

    private final List<Break> breaks = new ArrayList<>();
    private long latest = Long.MIN_VALUE;

    /// The place of something that happened at this time. The axis grows as far as that.
    ///
    /// @param idle whether no messenger was on the way
    double place(long micros, boolean idle) {
        if (breaks.isEmpty()) {
            breaks.add(new Break(micros, 0, 0));
        } else {
            double gap = (micros - latest) / 1e3;
            double longest = longest(idle);
            if (gap > longest) {
                breaks.add(new Break(micros, placeOf(latest) + longest, gap - longest));
                joinOldest();
            }
        }
        latest = Math.max(latest, micros);
        return placeOf(micros);
    }

    private static double longest(boolean idle) {
        return idle ? LONGEST_IDLE : LONGEST_WAIT;
    }

    private void joinOldest() {
        if (breaks.size() > MOST_BREAKS) {
            int joined = MOST_BREAKS / 10;
            Break first = breaks.getFirst();
            Break last = breaks.get(joined);
            double cut = (last.micros - first.micros) / 1e3 - (last.place - first.place);
            breaks.set(joined, new Break(last.micros, last.place, cut));
            breaks.subList(1, joined).clear();
        }
    }

    /// Forgets what was placed.
    void clear() {
        breaks.clear();
        latest = Long.MIN_VALUE;
    }

    /// The latest time that has a place; [Long#MIN_VALUE] as long as none has.
    long latest() {
        return latest;
    }

    /// The place that the clock has reached; the axis does not grow.
    double now(long micros, boolean idle) {
        if (breaks.isEmpty()) {
            return 0;
        }
        return placeOf(latest) + Math.clamp((micros - latest) / 1e3, 0, longest(idle));
    }

    /// The place of a time that the axis has reached: the left end for one before that, and for a time that was left out
    /// where the axis goes on. 0 as long as nothing happened.
    double placeOf(long micros) {
        if (breaks.isEmpty()) {
            return 0;
        }
        int low = breaks.getLast().micros <= micros ? breaks.size() - 1 : 0; // As it is mostly.
        int high = breaks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (breaks.get(middle).micros <= micros) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Break from = breaks.get(low);
        double place = Math.max(0, from.place + (micros - from.micros) / 1e3);
        return low + 1 < breaks.size() ? Math.min(place, breaks.get(low + 1).place) : place;
    }

    /// What the clock said at a place, in microseconds of the epoch; 0 as long as nothing happened. Where time was left out, it
    /// runs on as usual and leaps at the end.
    long microsAt(double place) {
        if (breaks.isEmpty()) {
            return 0;
        }
        Break from = breaks.get(lastBreak(place));
        return from.micros + Math.round((place - from.place) * 1e3);
    }

    /// How much time, in milliseconds, was left out at breaks between two places, by the break's place.
    void cuts(double from, double to, CutReader reader) {
        for (int i = Math.max(0, lastBreak(from)); i < breaks.size() && breaks.get(i).place <= to; i++) {
            Break each = breaks.get(i);
            if (each.cut > 0 && each.place >= from) {
                reader.cut(each.place, each.cut);
            }
        }
    }

    /// Told of time that was left out.
    @FunctionalInterface
    public interface CutReader {

        /// @param place  on the axis, where the time after it begins
        /// @param millis how much was left out
        void cut(double place, double millis);
    }

    private int lastBreak(double place) {
        int low = 0;
        int high = breaks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (breaks.get(middle).place <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
