package paxos.ui;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Timeline;

/// Of when the ledgers are that a Chamber shows.
///
/// @param past    when that was, as a person says it, like "14:02:11.348" or "step 312"; empty for now
/// @param entries of each legislator, by name, how it stood then and what its ledger said; empty where nothing is known
record Moment(Optional<String> past, Function<String, Optional<Lane.Entry>> entries) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /// Now, as far as the timeline has come.
    static Moment now(Timeline timeline) {
        return new Moment(Optional.empty(), name -> {
            Lane lane = timeline.lane(name);
            return lane.next() > lane.first() ? Optional.of(lane.get(lane.next() - 1)) : Optional.empty();
        });
    }

    /// A place on the timeline.
    ///
    /// @param zone whose clock the time is told by
    static Moment at(Timeline timeline, Axis axis, double place, ZoneId zone) {
        String when = switch (axis) {
            case WALL_CLOCK -> TIME.withZone(zone).format(timeline.clockAt(place));
            case LOGICAL_STEPS -> "step %d".formatted((long) Math.floor(place));
        };
        return new Moment(Optional.of(when), name -> timeline.lane(name).at(axis, place));
    }
}
