package paxos.view.timeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Takes events down: what each of them adds to the lanes, to the arrows and to what is known of ballots.
final class Scribe {

    /// How far before its arrival an arrow begins whose departure was not seen, in milliseconds.
    static final double UNSEEN_WALK = 90;
    /// No messenger is shown to walk for less, in milliseconds, whatever the clocks say.
    static final double LEAST_WALK = 0.05;
    /// No further back than so many messages is looked for those that somebody did not live to read.
    static final int MOST_UNREAD = 20_000;
    /// Of a clock that was set forward, no more than so many of the latest arrows, and entries of each lane, are put back.
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

        /// All right of this place, on both axes, may have changed.
        void from(double wall, double step);
    }

    /// A legislator's lane while it grows.
    private static final class Growing {
        private final int index;
        private final Lane lane;
        private double wall;
        private int step;
        /// What it is answering now: the number of the event that set it going; −1 between two steps.
        private int cause = NONE;
        /// The arrow that it is answering; −1 where it is none.
        private int arrow = NONE;
        private final Set<String> reachedBy = new HashSet<>();
        /// Who could not reach it any more, since it came or went.
        private final Set<String> missedBy = new HashSet<>();
        /// When it could not be reached by anybody any more: a corrected time.
        private long missedAt;

        Growing(int index, Lane lane) {
            this.index = index;
            this.lane = lane;
        }

        void betweenSteps() {
            cause = NONE;
            arrow = NONE;
        }
    }

    /// An event that is being taken down.
    ///
    /// @param at     whose lane it is on
    /// @param time   what that one's clock said
    /// @param number the event's
    private record Telling(Growing at, long time, int number) {
    }

    private static final int NONE = Arrows.NONE;
    private static final int ALL = Integer.MAX_VALUE;

    private final Bounds bounds;
    private final Changes changes;
    private final Map<String, Growing> lanes = new LinkedHashMap<>();
    private final List<Lane> order;
    private final WallClocks clocks;
    private final WallAxis axis = new WallAxis();
    private final Arrows arrows;
    private final Ballots ballots;
    private final int here;
    /// The last step and the rightmost place of all.
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
    Scribe(Parliament parliament, String here, Bounds bounds, Changes changes) {
        this.bounds = bounds;
        this.changes = changes;
        this.here = parliament.legislators().indexOf(here);
        clocks = new WallClocks(parliament.legislators(), here);
        arrows = new Arrows(parliament.legislators(), bounds.arrows());
        ballots = new Ballots(parliament, bounds.ballots());
        for (String name : parliament.legislators()) {
            lanes.put(name, new Growing(lanes.size(), new Lane(name, bounds.entries())));
        }
        order = lanes.values().stream().map(each -> each.lane).toList();
    }

    /// Takes in an event. One of a legislator that is not of this parliament is passed over.
    void take(Event event) {
        Growing at = lanes.get(event.node());
        if (at == null) {
            return;
        }
        events++;
        long time = clocks.read(at.index, WallClocks.micros(event.at()), axis.latest());
        Telling told = new Telling(at, time, number(event, at, time));
        switch (event.what()) {
            case Happening.Opened opened -> opened(told, opened.state().ledger());
            case Happening.Crashed _ -> gone(told, Lane.Standing.CRASHED);
            case Happening.Closed _ -> gone(told, Lane.Standing.LEFT);
            case Happening.Forgot _ -> at.lane.forget(note(told, unprompted(told)));
            case Happening.Wrote(Ledger before, Ledger after) -> wrote(told, before, after);
            case Happening.Stepped stepped -> stepped(told, stepped);
            case Happening.Sent sent -> sent(told, sent, event.lamport());
            case Happening.HandedOver handed -> handedOver(told, handed);
            case Happening.Lost lost -> lost(told, lost);
            case Happening.Received received -> received(told, received);
            case Happening.PeerSeen(String peer, boolean reachable) -> peerSeen(told, peer, reachable);
            case Happening.Missed _ -> missed(told);
            case Happening.Dropped _ -> { }
        }
        if (outdated && events - placedAt >= (arrows.next() - arrows.first()) / 8) {
            placeAnew();
        }
    }

    /// Events of a log are numbered upwards. Should numbers begin anew all the same, they are counted on from the last.
    private int number(Event event, Growing at, long time) {
        boolean full = Math.max(Math.max(frontier, arrows.next()), at.lane.next()) >= bounds.number();
        if (full || event.number() - base > bounds.number()) {
            beginAnew(event.number(), at.index, time);
        } else if (event.number() - base < lastNumber) {
            base = event.number() - lastNumber - 1;
        }
        lastNumber = (int) (event.number() - base);
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
        for (Growing each : lanes.values()) {
            boolean known = each.lane.next() > 0;
            each.lane.clear();
            each.step = 0;
            each.betweenSteps();
            if (known) {
                each.lane.gap(new Lane.Note(new Spot(each.wall, 0, 0), by, time));
            }
        }
        changes.from(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    // ---- Where it is

    private double place(Telling told) {
        return axis.place(clocks.corrected(told.at().index, told.time()), arrows.walking() == 0);
    }

    /// Where something happens that belongs to the step which the legislator is taking.
    private Spot during(Telling told) {
        return spot(told.at(), place(told), told.at().step, told.number());
    }

    /// Where something happens that no message led to: later than all that happened so far.
    private Spot unprompted(Telling told) {
        return spot(told.at(), place(told), frontier + 1, told.number());
    }

    /// Where others notice something about a legislator.
    private Spot noticed(Growing at, Telling told) {
        return spot(at, place(told), Math.max(at.step, frontier), told.number());
    }

    private Spot spot(Growing at, double wall, int step, int number) {
        at.wall = Math.max(at.wall, wall);
        at.step = step;
        frontier = Math.max(frontier, step);
        reach = Math.max(reach, at.wall);
        changes.from(at.wall, at.step);
        return new Spot(at.wall, at.step, number);
    }

    private static Lane.Note note(Telling told, Spot spot) {
        return new Lane.Note(spot, told.at().index, told.time());
    }

    /// Where a message ended that its receiver did not read.
    private Spot endOf(int arrow, Telling told) {
        return new Spot(Math.max(place(told), arrows.start(Axis.WALL_CLOCK, arrow) + LEAST_WALK),
                (int) arrows.start(Axis.LOGICAL_STEPS, arrow) + 1, told.number());
    }

    private void settle(int arrow, Fate fate, Spot end, Telling told) {
        arrows.settle(arrow, fate, end, told.at().index, told.time());
        frontier = Math.max(frontier, end.step());
        reach = Math.max(reach, end.wall());
        changes.from(arrows.start(Axis.WALL_CLOCK, arrow), arrows.start(Axis.LOGICAL_STEPS, arrow));
    }

    // ---- Coming and going

    private void opened(Telling told, Ledger ledger) {
        Growing at = told.at();
        // A process that was killed says nothing of its messengers. Should one of them arrive all the same, that counts.
        giveUp(walkersOf(at), Fate.LOST, told);
        giveUp(unreadBy(at), Fate.LOST, told);
        at.betweenSteps();
        forgetWhomItReached(at);
        at.missedBy.clear();
        at.lane.read(ledger, note(told, unprompted(told)));
    }

    /// A crash, or leaving: what was handed over and not read is lost with the legislator.
    private void gone(Telling told, Lane.Standing how) {
        Growing at = told.at();
        at.betweenSteps();
        forgetWhomItReached(at);
        at.missedBy.clear();
        at.lane.stand(how, note(told, unprompted(told)), told.number());
        giveUp(unreadBy(at), Fate.LOST, told);
        if (how == Lane.Standing.LEFT) {
            giveUp(walkersOf(at), Fate.LOST, told);
        }
    }

    private void forgetWhomItReached(Growing gone) {
        lanes.values().forEach(each -> each.reachedBy.remove(gone.lane.name()));
    }

    private List<Integer> walkersOf(Growing sender) {
        List<Integer> walkers = new ArrayList<>();
        arrows.walking(arrow -> {
            if (arrows.from(arrow) == sender.index) {
                walkers.add(arrow);
            }
        });
        return walkers;
    }

    private List<Integer> unreadBy(Growing receiver) {
        List<Integer> unread = new ArrayList<>();
        for (int arrow = Math.max(arrows.first(), arrows.next() - MOST_UNREAD); arrow < arrows.next(); arrow++) {
            if (arrows.to(arrow) == receiver.index && arrows.fate(arrow) == Fate.HANDED_OVER) {
                unread.add(arrow);
            }
        }
        return unread;
    }

    private void giveUp(List<Integer> those, Fate fate, Telling told) {
        those.forEach(arrow -> settle(arrow, fate, endOf(arrow, told), told));
    }

    /// What is told of messages while the record has a gap is not known: those on their way probably arrived.
    private void missed(Telling told) {
        told.at().betweenSteps();
        giveUp(walkersOf(told.at()), Fate.HANDED_OVER, told);
        told.at().lane.gap(note(told, unprompted(told)));
    }

    /// A legislator that does something is in the chamber, whatever was known of it. (What it did before others missed it may
    /// be heard after that.)
    private void active(Telling told, Spot spot) {
        Growing at = told.at();
        boolean away = switch (at.lane.standing()) {
            case OPEN -> false;
            case UNREACHABLE -> clocks.corrected(at.index, told.time()) > at.missedAt;
            case UNKNOWN, CRASHED, LEFT -> true;
        };
        if (away) {
            at.lane.stand(Lane.Standing.OPEN, note(told, spot), told.number());
        }
    }

    /// A peer is unreachable while nobody reaches it: one alone may be cut off itself.
    private void peerSeen(Telling told, String name, boolean reachable) {
        Growing peer = lanes.get(name);
        if (peer == null || peer == told.at()) {
            return;
        }
        String by = told.at().lane.name();
        Lane.Standing standing = peer.lane.standing();
        boolean wasHere = standing == Lane.Standing.OPEN || standing == Lane.Standing.UNKNOWN;
        if (reachable) {
            peer.reachedBy.add(by);
            // Who crashed or left here is back where somebody first missed it: that it was reached may be old news.
            boolean back = peer.missedBy.remove(by);
            if (standing == Lane.Standing.UNREACHABLE || standing == Lane.Standing.UNKNOWN || !wasHere && back) {
                peer.lane.stand(Lane.Standing.OPEN, note(told, noticed(peer, told)), told.number());
            }
        } else {
            peer.reachedBy.remove(by);
            peer.missedBy.add(by);
            if (peer.reachedBy.isEmpty() && wasHere) {
                peer.lane.stand(Lane.Standing.UNREACHABLE, note(told, noticed(peer, told)), told.number());
                peer.missedAt = clocks.corrected(told.at().index, told.time());
                forgetWhomItReached(peer);
                giveUp(walkersOf(peer), Fate.LOST, told);
            }
        }
    }

    // ---- Steps

    /// A ledger is written in the course of a step; where no message led to that, somebody asked for it.
    private void wrote(Telling told, Ledger before, Ledger after) {
        Spot spot = inStep(told);
        if (!after.prevVote().equals(before.prevVote())) {
            after.prevVote().ifPresent(vote -> ballots.voted(vote.ballot(), vote.decree(), told.at().index));
        }
        told.at().lane.write(before, after, note(told, spot), told.at().cause);
    }

    private void stepped(Telling told, Happening.Stepped stepped) {
        Growing at = told.at();
        Spot spot = inStep(told);
        Ledger ledger = stepped.state().ledger();
        if (ledger != at.lane.ledger() && !ledger.equals(at.lane.ledger())) {
            at.lane.catchUp(ledger, note(told, spot));
        }
        active(told, spot);
        if (at.arrow != NONE && arrows.has(at.arrow)) {
            arrows.judge(at.arrow, stepped.why().reason());
            changes.from(arrows.start(Axis.WALL_CLOCK, at.arrow), arrows.start(Axis.LOGICAL_STEPS, at.arrow));
        }
        at.betweenSteps();
    }

    private Spot inStep(Telling told) {
        if (told.at().cause != NONE) {
            return during(told);
        }
        told.at().cause = told.number();
        return unprompted(told);
    }

    // ---- Messages

    private void sent(Telling told, Happening.Sent sent, long lamport) {
        Growing at = told.at();
        Growing to = lanes.get(sent.to());
        Spot spot = during(told);
        active(told, spot);
        switch (sent.message()) {
            case Message.NextBallot(Ballot ballot) -> ballots.started(ballot, note(told, spot));
            case Message.BeginBallot begin when to != null ->
                ballots.begun(begin.ballot(), begin.decree(), to.index, note(told, spot));
            case Message.BeginBallot _, Message.LastVote _, Message.Voted _, Message.Success _, Message.HigherBallot _ -> { }
        }
        if (to == null || to == at) {
            return; // What a legislator says to itself is no arrow.
        }
        int known = arrows.find(at.index, to.index, sent.id(), sent.message(), MOST_UNREAD);
        if (known != NONE && arrows.fate(known).isRead() && arrows.startEvent(known) == NONE) {
            setOutLate(known, told, spot, lamport);
            return;
        }
        if (known != NONE && arrows.fate(known) == Fate.WALKING) {
            // Its id is in use again: no more will be told of this one.
            settle(known, Fate.LOST, endOf(known, told), told);
        }
        arrows.add(at.index, to.index, sent.message(), sent.id(), lamport, spot, told.time());
    }

    /// Its arrival was told of before. It set out before that, whatever the sender was told to have done meanwhile.
    private void setOutLate(int arrow, Telling told, Spot spot, long lamport) {
        changes.from(arrows.start(Axis.WALL_CLOCK, arrow), arrows.start(Axis.LOGICAL_STEPS, arrow));
        Spot start = new Spot(Math.min(spot.wall(), arrows.end(Axis.WALL_CLOCK, arrow) - LEAST_WALK),
                Math.min(spot.step(), (int) arrows.end(Axis.LOGICAL_STEPS, arrow) - 1), told.number());
        arrows.setOut(arrow, start, told.time(), lamport);
        changes.from(start.wall(), start.step());
        compareClocks(arrow, told.at().index, arrows.to(arrow), arrows.endTime(arrow), told.number());
    }

    private void handedOver(Telling told, Happening.HandedOver handed) {
        int arrow = found(told, handed.to(), handed.id(), handed.message(), each -> !arrows.fate(each).isRead());
        if (arrow != NONE) {
            settle(arrow, Fate.HANDED_OVER, endOf(arrow, told), told);
        }
    }

    private void lost(Telling told, Happening.Lost lost) {
        int arrow = found(told, lost.to(), lost.id(), lost.message(), each -> !arrows.fate(each).isRead());
        if (arrow != NONE) {
            settle(arrow, Fate.LOST, endOf(arrow, told), told);
        }
    }

    private int found(Telling told, String to, String id, Message message, IntPredicate fits) {
        Growing receiver = lanes.get(to);
        int arrow = receiver == null ? NONE : arrows.find(told.at().index, receiver.index, id, message, ALL);
        return arrow != NONE && fits.test(arrow) ? arrow : NONE;
    }

    private void received(Telling told, Happening.Received received) {
        Growing at = told.at();
        Growing from = received.from().map(lanes::get).orElse(null);
        at.cause = told.number();
        at.arrow = NONE;
        if (from == null || from == at) {
            active(told, spot(at, place(told), at.step + 1, told.number()));
        } else {
            active(told, arrived(told, from, received));
        }
        if (from != null && received.message() instanceof Message.Voted voted) {
            ballots.voted(voted.ballot(), voted.decree(), from.index);
        }
    }

    private Spot arrived(Telling told, Growing from, Happening.Received received) {
        Growing at = told.at();
        String id = received.id().orElse("");
        int arrow = arrows.find(from.index, at.index, id, received.message(), ALL);
        boolean startSeen = arrow != NONE && arrows.startEvent(arrow) != NONE;
        if (startSeen) {
            compareClocks(arrow, from.index, at.index, told.time(), told.number());
        }
        double place = Math.max(at.wall, place(told));
        if (startSeen && arrows.fate(arrow).isRead()) {
            Arrow original = arrows.get(arrow);
            arrow = arrows.add(from.index, at.index, received.message(), id, original.lamport(), original.start(),
                    arrows.startTime(arrow));
        } else if (!startSeen) {
            arrow = arrows.add(from.index, at.index, received.message(), id, 0, new Spot(place - UNSEEN_WALK, at.step, NONE), told.time());
        }
        Spot spot = spot(at, Math.max(place, arrows.start(Axis.WALL_CLOCK, arrow) + LEAST_WALK),
                Math.max(at.step, (int) arrows.start(Axis.LOGICAL_STEPS, arrow)) + 1, told.number());
        settle(arrow, Fate.RECEIVED, spot, told);
        at.arrow = arrow;
        return spot;
    }

    // ---- Clocks

    private void compareClocks(int arrow, int from, int to, long received, int number) {
        switch (clocks.message(from, arrows.startTime(arrow), to, received, number)) {
            case NOTHING -> { }
            case CORRECTED -> outdated = true;
            case SET_FORWARD -> {
                long now = clocks.corrected(to, received);
                long leap = clocks.corrected(from, arrows.startTime(arrow)) - now;
                if (leap > SLIGHT_LEAP) {
                    arrows.putBack(MOST_PUT_BACK, clocks, from, now, leap);
                    order.forEach(lane -> lane.putBack(MOST_PUT_BACK, clocks, from, now, leap));
                    outdated = true;
                }
            }
        }
    }

    /// Places everything by the clocks as they are corrected now. As that takes long where much is kept, it is not done for
    /// every few events.
    private void placeAnew() {
        Stretches stretches = new Stretches(arrows.next() - arrows.first());
        arrows.times(clocks, stretches);
        order.forEach(lane -> lane.times(clocks, stretches));
        stretches.layOut(axis);
        ballots.place(clocks, axis);
        reach = arrows.place(clocks, axis);
        for (Growing each : lanes.values()) {
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

    List<Lane> lanes() {
        return order;
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
