package paxos.view.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paxos.synod.Parliament;
import paxos.trace.Event;

/// What the timeline is drawn on: lanes, arrows and ballots, and where on both axes each event is.
final class Sheet {

    /// How far before its arrival an arrow begins whose departure was not seen, in milliseconds.
    static final double UNSEEN_WALK = 90;
    /// No messenger is shown to walk for less, in milliseconds, whatever the clocks say.
    static final double LEAST_WALK = 0.05;
    /// Of what a clock said that was set forward, no more than so many of the latest arrows, ballots, and entries of each lane are
    /// put back.
    private static final int MOST_PUT_BACK = 4_096;
    /// Of a clock that was set forward by less, in microseconds, what was placed meanwhile is left as it is.
    private static final long SLIGHT_LEAP = 20_000;

    /// What is kept.
    ///
    /// @param arrows  how many at least
    /// @param entries how many on each lane at least
    /// @param ballots how many
    /// @param number  the last number for steps, arrows, entries and events: past that, they begin anew
    record Bounds(int arrows, int entries, int ballots, int number) {
    }

    /// Told where the picture changes.
    @FunctionalInterface
    interface Changes {

        /// All right of these places may have changed.
        void from(double wall, double step);
    }

    /// An event that is being taken down.
    ///
    /// @param at     whose lane it is on
    /// @param time   what that one's clock said
    /// @param number the event's
    record Telling(Growing at, long time, int number) {

        Lane.Note note(Spot spot) {
            return new Lane.Note(spot, at.index, time);
        }
    }

    private final Bounds bounds;
    private final Changes changes;
    private final int here;
    private final Map<String, Growing> growing = new LinkedHashMap<>();
    private final List<Lane> lanes;
    private final Arrows arrows;
    private final Ballots ballots;
    private final WallClocks clocks;
    private final WallAxis axis = new WallAxis();
    /// The last step, and the rightmost place.
    private int frontier;
    private double reach;
    private long events;
    /// What to add to an event's number here to have its number in the log.
    private long base;
    private int lastNumber;
    /// Whether the clocks were corrected, and what is placed is yet to be placed anew.
    private boolean outdated;
    private long placedAt;

    /// @param here whose clock is that of this machine
    Sheet(Parliament parliament, String here, Bounds bounds, Changes changes) {
        this.bounds = bounds;
        this.changes = changes;
        this.here = parliament.legislators().indexOf(here);
        clocks = new WallClocks(parliament.legislators(), here);
        arrows = new Arrows(parliament.legislators(), bounds.arrows());
        ballots = new Ballots(parliament, bounds.ballots());
        for (String name : parliament.legislators()) {
            growing.put(name, new Growing(growing.size(), new Lane(name, bounds.entries())));
        }
        lanes = growing.values().stream().map(each -> each.lane).toList();
    }

    // ---- Events

    /// Begins with an event; empty for one of a legislator that is not of this parliament.
    Optional<Telling> begin(Event event) {
        Growing at = growing.get(event.node());
        if (at == null) {
            return Optional.empty();
        }
        events++;
        long time = clocks.read(at.index, WallClocks.micros(event.at()), axis.latest());
        return Optional.of(new Telling(at, time, number(event.number(), at, time)));
    }

    /// Ends with an event. Placing everything anew takes long where much is kept: it is not done for every few events.
    void end() {
        if (outdated && events - placedAt >= (arrows.next() - arrows.first()) / 8) {
            placeAnew();
        }
    }

    /// Events of a log are numbered upwards. Should numbers begin anew all the same, they are counted on from the last.
    private int number(long inLog, Growing at, long time) {
        boolean full = Math.max(Math.max(frontier, arrows.next()), at.lane.next()) >= bounds.number();
        if (full || inLog - base > bounds.number()) {
            beginAnew(inLog, at.index, time);
        } else if (inLog - base < lastNumber) {
            base = inLog - lastNumber - 1;
        }
        lastNumber = (int) (inLog - base);
        return lastNumber;
    }

    /// Takes an empty sheet, on which only stands how things are.
    private void beginAnew(long number, int by, long time) {
        clocks.renumbered();
        base = number;
        lastNumber = 0;
        frontier = 0;
        arrows.clear();
        ballots.clear();
        for (Growing each : growing.values()) {
            boolean known = each.lane.next() > 0;
            each.lane.clear();
            each.renumbered();
            if (known) {
                each.lane.gap(new Lane.Note(new Spot(each.wall, 0, 0), by, time));
            }
        }
        changes.from(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    // ---- Where it is

    private double place(Telling told) {
        return axis.place(corrected(told), arrows.walking() == 0);
    }

    /// What the clock said, to be compared with what others say.
    long corrected(Telling told) {
        return clocks.corrected(told.at().index, told.time());
    }

    /// Where something happens that belongs to the step which the legislator is taking.
    Spot during(Telling told) {
        return spot(told.at(), place(told), told.at().step, told);
    }

    /// Where something happens that begins the legislator's next step.
    Spot next(Telling told) {
        return spot(told.at(), place(told), told.at().step + 1, told);
    }

    /// Where something happens that is not the legislator's doing: within its step, if it is taking one.
    Spot aside(Telling told) {
        return told.at().cause == Arrows.NONE ? unprompted(told) : during(told);
    }

    /// Where something happens that no message led to: later than all that happened so far.
    Spot unprompted(Telling told) {
        return spot(told.at(), place(told), frontier + 1, told);
    }

    /// Where others notice something about a legislator.
    Spot noticed(Growing about, Telling told) {
        return spot(about, place(told), Math.max(about.step, frontier), told);
    }

    private Spot spot(Growing at, double wall, int step, Telling told) {
        at.wall = Math.max(at.wall, wall);
        at.step = step;
        frontier = Math.max(frontier, step);
        reach = Math.max(reach, at.wall);
        changes.from(at.wall, at.step);
        return new Spot(at.wall, at.step, told.number());
    }

    // ---- Arrows

    /// Where a message is thought to have set out that comes now and whose departure was not seen.
    Spot unseen(Telling told) {
        return new Spot(Math.max(told.at().wall, place(told)) - UNSEEN_WALK, told.at().step, Arrows.NONE);
    }

    /// Ends a message where it is read.
    Spot read(int arrow, Telling told) {
        Growing at = told.at();
        Spot spot = spot(at, Math.max(place(told), startWall(arrow) + LEAST_WALK), Math.max(at.step, startStep(arrow)) + 1, told);
        settle(arrow, Fate.RECEIVED, spot, told);
        return spot;
    }

    /// Ends a message where it came without being read, so as to wait or to be sent away. Several that wait have a step each.
    void kept(int arrow, Fate fate, Telling told) {
        Growing at = told.at();
        int step = Math.max(Math.max(at.step, at.waitingStep), startStep(arrow)) + 1;
        at.waitingStep = step;
        settle(arrow, fate, new Spot(Math.max(place(told), startWall(arrow) + LEAST_WALK), step, told.number()), told);
    }

    /// Says what has become of one that has ended: it stays where it is.
    void turn(int arrow, Fate fate, Telling told) {
        arrows.settle(arrow, fate, new Spot(arrows.end(Axis.WALL_CLOCK, arrow), (int) arrows.end(Axis.LOGICAL_STEPS, arrow), told.number()),
                arrows.endBy(arrow), arrows.endTime(arrow));
        changed(arrow);
    }

    /// Ends a message in another way.
    void end(int arrow, Fate fate, Telling told) {
        settle(arrow, fate, new Spot(Math.max(place(told), startWall(arrow) + LEAST_WALK), startStep(arrow) + 1, told.number()), told);
    }

    private void settle(int arrow, Fate fate, Spot end, Telling told) {
        arrows.settle(arrow, fate, end, told.at().index, told.time());
        frontier = Math.max(frontier, end.step());
        reach = Math.max(reach, end.wall());
        changed(arrow);
    }

    /// Says where a message set out whose arrival was told of before: left of that, whatever its sender was told to have done
    /// meanwhile.
    void setOutLate(int arrow, Spot spot, Telling told, long lamport) {
        changed(arrow);
        Spot start = new Spot(Math.min(spot.wall(), arrows.end(Axis.WALL_CLOCK, arrow) - LEAST_WALK),
                Math.min(spot.step(), (int) arrows.end(Axis.LOGICAL_STEPS, arrow) - 1), told.number());
        arrows.setOut(arrow, start, told.time(), lamport);
        changed(arrow);
        compareClocks(arrow, arrows.endTime(arrow), told.number());
    }

    /// Takes note that an arrow looks otherwise.
    void changed(int arrow) {
        changes.from(startWall(arrow), startStep(arrow));
    }

    private double startWall(int arrow) {
        return arrows.start(Axis.WALL_CLOCK, arrow);
    }

    private int startStep(int arrow) {
        return (int) arrows.start(Axis.LOGICAL_STEPS, arrow);
    }

    // ---- Clocks

    /// Learns about the clocks from a message.
    ///
    /// @param received what the receiver's clock said
    /// @param number   the number of the event that is being taken down
    void compareClocks(int arrow, long received, int number) {
        int from = arrows.from(arrow);
        int to = arrows.to(arrow);
        switch (clocks.message(from, arrows.startTime(arrow), to, received, number)) {
            case NOTHING -> { }
            case CORRECTED -> outdated = true;
            case SET_FORWARD -> {
                long now = clocks.corrected(to, received);
                long leap = clocks.corrected(from, arrows.startTime(arrow)) - now;
                if (leap > SLIGHT_LEAP) {
                    arrows.putBack(MOST_PUT_BACK, clocks, from, now, leap);
                    lanes.forEach(lane -> lane.putBack(MOST_PUT_BACK, clocks, from, now, leap));
                    ballots.putBack(MOST_PUT_BACK, clocks, from, now, leap);
                    outdated = true;
                }
            }
        }
    }

    /// Places everything by the clocks as they are corrected now.
    private void placeAnew() {
        Stretches stretches = new Stretches(arrows.next() - arrows.first());
        arrows.times(clocks, stretches);
        lanes.forEach(lane -> lane.times(clocks, stretches));
        stretches.layOut(axis);
        ballots.place(clocks, axis);
        reach = arrows.place(clocks, axis);
        for (Growing each : growing.values()) {
            double last = axis.placeOf(clocks.corrected(each.index, clocks.lastReading(each.index)));
            each.wall = Math.max(last, each.lane.place(clocks, axis));
            reach = Math.max(reach, each.wall);
        }
        clocks.placed();
        outdated = false;
        placedAt = events;
        changes.from(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    // ---- What is written

    /// The lane of a legislator, while it grows; empty for somebody who is none.
    Optional<Growing> growing(String name) {
        return Optional.ofNullable(growing.get(name));
    }

    /// All lanes, while they grow.
    Iterable<Growing> growing() {
        return growing.values();
    }

    List<Lane> lanes() {
        return lanes;
    }

    Arrows arrows() {
        return arrows;
    }

    Ballots ballots() {
        return ballots;
    }

    WallAxis axis() {
        return axis;
    }

    long events() {
        return events;
    }

    /// The number that an event has in the log.
    long inLog(int event) {
        return base + event;
    }

    /// The last step.
    int frontier() {
        return frontier;
    }

    /// The rightmost place on the axis of the wall clock.
    double reach() {
        return reach;
    }

    /// The place that the clock of this machine has reached.
    double now(long micros) {
        return Math.max(reach, axis.now(clocks.corrected(here, clocks.reading(here, micros)), arrows.walking() == 0));
    }
}
