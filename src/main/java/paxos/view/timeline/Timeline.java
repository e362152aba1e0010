package paxos.view.timeline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

/// What the space-time diagram shows, made from events: a lane for each legislator, an arrow for each message.
///
/// Events come in an order in which nothing comes before its cause, numbered upwards. Of a legislator whose own record is
/// not among them, only that is known which the others noticed. For one thread at a time.
public final class Timeline {

    /// How many arrows are kept at least; of older ones, whole pages make way.
    public static final int MOST_ARROWS = 1_500_000;
    /// How many entries are kept on each lane at least.
    static final int MOST_ENTRIES = 400_000;
    /// How many messages are remembered whose arrival may still be told of.
    static final int MOST_OPEN = 20_000;
    /// How far before its arrival an arrow begins whose departure was not seen, in milliseconds.
    static final double UNSEEN_WALK = 90;
    /// No messenger is shown to walk for less, in milliseconds, whatever the clocks say.
    static final double LEAST_WALK = 0.05;

    /// A legislator's lane while it grows.
    private static final class Growing {
        private final int index;
        private final Lane lane;
        private double wall;
        private int step;
        /// What it is answering now: the number of the event that set it going; −1 between two steps.
        private int cause = -1;
        /// The arrow that it is answering; −1 where it is none.
        private int arrow = -1;
        private final Set<String> reachedBy = new HashSet<>();

        Growing(int index, Lane lane) {
            this.index = index;
            this.lane = lane;
        }
    }

    private final Parliament parliament;
    private final Map<String, Growing> lanes = new LinkedHashMap<>();
    private final List<Lane> order;
    private final WallAxis axis = new WallAxis();
    private final Arrows arrows;
    private final Ballots ballots;
    /// The arrows whose end may still become known, by sender and id, oldest first.
    private final SequencedMap<Long, Integer> open = new LinkedHashMap<>();
    private final List<Watch> watches = new ArrayList<>();
    private int walking;
    private int frontier;
    private long events;

    /// An empty timeline.
    public Timeline(Parliament parliament) {
        this.parliament = parliament;
        arrows = new Arrows(parliament.legislators(), MOST_ARROWS);
        ballots = new Ballots(parliament);
        for (String name : parliament.legislators()) {
            lanes.put(name, new Growing(lanes.size(), new Lane(name, MOST_ENTRIES)));
        }
        order = lanes.values().stream().map(each -> each.lane).toList();
    }

    // ---- Taking in

    /// Takes in an event. One of a legislator that is not of this parliament is passed over.
    public void take(Event event) {
        Growing at = lanes.get(event.node());
        if (at == null) {
            return;
        }
        events++;
        int number = (int) event.number();
        switch (event.what()) {
            case Happening.Opened opened -> opened(at, opened, event);
            case Happening.Crashed _ -> gone(at, Lane.Standing.CRASHED, event);
            case Happening.Closed _ -> gone(at, Lane.Standing.LEFT, event);
            case Happening.Forgot _ -> at.lane.forget(unprompted(at, event));
            case Happening.Wrote wrote -> wrote(at, wrote, event);
            case Happening.Stepped(_, Explanation why) -> stepped(at, why, event);
            case Happening.Sent sent -> sent(at, sent, event);
            case Happening.HandedOver handed -> handedOver(at, handed.id(), event);
            case Happening.Lost lost -> lost(at, lost.id(), event);
            case Happening.Received received -> received(at, received, event, number);
            case Happening.PeerSeen(String peer, boolean reachable) -> peerSeen(event, at, peer, reachable);
            case Happening.Missed _ -> at.lane.gap(unprompted(at, event));
            case Happening.Dropped _ -> { }
        }
    }

    /// Where something happens that belongs to the step which the legislator is taking.
    private Spot during(Growing at, Event event) {
        at.wall = Math.max(at.wall, place(event));
        return spot(at, event);
    }

    /// Where something happens that no message led to: later than all that happened so far.
    private Spot unprompted(Growing at, Event event) {
        at.wall = Math.max(at.wall, place(event));
        at.step = frontier + 1;
        frontier = at.step;
        return spot(at, event);
    }

    private Spot spot(Growing at, Event event) {
        changed(at.wall, at.step);
        return new Spot(at.wall, at.step, (int) event.number());
    }

    private double place(Event event) {
        return axis.place(micros(event.at()), walking == 0);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private void changed(double wall, int step) {
        for (Watch watch : watches) {
            watch.wall = Math.min(watch.wall, wall);
            watch.step = Math.min(watch.step, step);
        }
    }

    private void opened(Growing at, Happening.Opened opened, Event event) {
        giveUpWalkersOf(at, event);
        at.cause = -1;
        at.lane.read(opened.state().ledger(), unprompted(at, event));
    }

    /// A process that was killed says nothing of its messengers. Should one of them arrive all the same, that counts.
    private void giveUpWalkersOf(Growing at, Event event) {
        for (int arrow : open.values()) {
            if (isWalking(arrow) && arrows.from(arrow) == at.index) {
                settle(arrow, Fate.LOST, Math.max(place(event), arrows.start(Axis.WALL_CLOCK, arrow) + LEAST_WALK),
                        (int) arrows.start(Axis.LOGICAL_STEPS, arrow) + 1, (int) event.number());
            }
        }
    }

    /// A crash, or leaving: what was handed over and not read is lost with the legislator.
    private void gone(Growing at, Lane.Standing how, Event event) {
        Spot spot = unprompted(at, event);
        at.lane.stand(how, spot, spot.event());
        at.cause = -1;
        lanes.values().forEach(each -> each.reachedBy.remove(at.lane.name()));
        List<Long> unread = open.entrySet().stream().filter(each -> arrows.has(each.getValue())
                && arrows.to(each.getValue()) == at.index && arrows.fate(each.getValue()) == Fate.HANDED_OVER)
                .map(Map.Entry::getKey).toList();
        unread.forEach(key -> settle(open.remove(key), Fate.LOST, spot.wall(), spot.step(), spot.event()));
    }

    /// A ledger is written in the course of a step; where no message led to that, somebody asked for it.
    private void wrote(Growing at, Happening.Wrote wrote, Event event) {
        Spot spot = inStep(at, event);
        if (!wrote.after().prevVote().equals(wrote.before().prevVote())) {
            wrote.after().prevVote().ifPresent(vote -> ballots.voted(vote.ballot(), vote.decree(), at.index));
        }
        at.lane.write(wrote.after(), spot, at.cause);
    }

    private void stepped(Growing at, Explanation why, Event event) {
        inStep(at, event);
        if (at.arrow >= 0 && arrows.has(at.arrow)) {
            arrows.judge(at.arrow, why.reason());
        }
        at.cause = -1;
        at.arrow = -1;
    }

    private Spot inStep(Growing at, Event event) {
        if (at.cause >= 0) {
            return during(at, event);
        }
        at.cause = (int) event.number();
        at.arrow = -1;
        return unprompted(at, event);
    }

    private void sent(Growing at, Happening.Sent sent, Event event) {
        Spot spot = during(at, event);
        Growing to = lanes.get(sent.to());
        switch (sent.message()) {
            case Message.NextBallot(Ballot ballot) -> ballots.started(ballot, spot);
            case Message.BeginBallot begin when to != null -> ballots.begun(begin.ballot(), begin.decree(), to.index, spot);
            case Message.BeginBallot _, Message.LastVote _, Message.Voted _, Message.Success _, Message.HigherBallot _ -> { }
        }
        if (to == null || to == at) {
            return; // What a legislator says to itself is no arrow.
        }
        Ids.Id id = arrows.ids().shorten(sent.id());
        int arrow = arrows.add(at.index, to.index, sent.message(), id, event.lamport(), spot.wall(), spot.step(), spot.event());
        walking++;
        open.put(key(at.index, id), arrow);
        if (open.size() > MOST_OPEN) {
            int eldest = open.pollFirstEntry().getValue();
            if (isWalking(eldest)) {
                settle(eldest, Fate.LOST, spot.wall(), spot.step(), spot.event());
            }
        }
    }

    private void handedOver(Growing at, String id, Event event) {
        Integer arrow = open.get(key(at.index, arrows.ids().shorten(id)));
        if (arrow != null && isWalking(arrow)) {
            settle(arrow, Fate.HANDED_OVER, Math.max(place(event), arrows.start(Axis.WALL_CLOCK, arrow) + LEAST_WALK),
                    (int) arrows.start(Axis.LOGICAL_STEPS, arrow) + 1, (int) event.number());
        }
    }

    private void lost(Growing at, String id, Event event) {
        Integer arrow = open.remove(key(at.index, arrows.ids().shorten(id)));
        if (arrow != null && arrows.has(arrow)) {
            settle(arrow, Fate.LOST, Math.max(place(event), arrows.start(Axis.WALL_CLOCK, arrow) + LEAST_WALK),
                    (int) arrows.start(Axis.LOGICAL_STEPS, arrow) + 1, (int) event.number());
        }
    }

    private void received(Growing at, Happening.Received received, Event event, int number) {
        Growing from = received.from().map(lanes::get).orElse(null);
        at.cause = number;
        at.arrow = -1;
        at.wall = Math.max(at.wall, place(event));
        at.step++;
        if (from != null && from != at) {
            Optional<Ids.Id> id = received.id().map(arrows.ids()::shorten);
            Integer arrow = id.map(each -> open.remove(key(from.index, each))).filter(arrows::has).orElse(null);
            if (arrow == null) {
                arrow = arrows.add(from.index, at.index, received.message(), id.orElseGet(() -> arrows.ids().shorten("")), 0,
                        Math.max(0, at.wall - UNSEEN_WALK), at.step - 1, -1);
                walking++;
            }
            at.wall = Math.max(at.wall, arrows.start(Axis.WALL_CLOCK, arrow) + LEAST_WALK);
            at.step = Math.max(at.step, (int) arrows.start(Axis.LOGICAL_STEPS, arrow) + 1);
            settle(arrow, Fate.RECEIVED, at.wall, at.step, number);
            at.arrow = arrow;
        }
        if (received.message() instanceof Message.Voted voted && from != null) {
            ballots.voted(voted.ballot(), voted.decree(), from.index);
        }
        frontier = Math.max(frontier, at.step);
        spot(at, event);
    }

    private boolean isWalking(int arrow) {
        return arrows.has(arrow) && arrows.fate(arrow) == Fate.WALKING;
    }

    private void settle(int arrow, Fate fate, double wall, int step, int event) {
        changed(arrows.start(Axis.WALL_CLOCK, arrow), (int) arrows.start(Axis.LOGICAL_STEPS, arrow));
        walking -= isWalking(arrow) ? 1 : 0;
        arrows.settle(arrow, fate, wall, step, event);
    }

    /// A peer is unreachable while nobody reaches it: one alone may be cut off itself.
    private void peerSeen(Event event, Growing by, String name, boolean reachable) {
        Growing peer = lanes.get(name);
        if (peer == null || peer == by) {
            return;
        }
        Lane.Standing standing = peer.lane.standing();
        if (reachable) {
            peer.reachedBy.add(by.lane.name());
            if (standing == Lane.Standing.UNREACHABLE) {
                peer.lane.stand(Lane.Standing.OPEN, noticed(peer, event), (int) event.number());
            }
        } else {
            peer.reachedBy.remove(by.lane.name());
            if (peer.reachedBy.isEmpty() && (standing == Lane.Standing.OPEN || standing == Lane.Standing.UNKNOWN)) {
                peer.lane.stand(Lane.Standing.UNREACHABLE, noticed(peer, event), (int) event.number());
                giveUpWalkersOf(peer, event);
            }
        }
    }

    /// Where others notice something about a legislator.
    private Spot noticed(Growing at, Event event) {
        at.wall = Math.max(at.wall, place(event));
        at.step = Math.max(at.step, frontier);
        return spot(at, event);
    }

    private static long key(int from, Ids.Id id) {
        return (long) from << 48 | (long) id.beginning() << 32 | id.number() & 0xFFFFFFFFL;
    }

    // ---- Reading

    /// Whose timeline it is.
    public Parliament parliament() {
        return parliament;
    }

    /// The lanes, in the order of the configuration.
    public List<Lane> lanes() {
        return order;
    }

    /// The lane of this legislator.
    public Lane lane(String name) {
        return lanes.get(name).lane;
    }

    /// All arrows that are kept.
    public Arrows arrows() {
        return arrows;
    }

    /// What is known of a ballot; empty for one never heard of.
    public Optional<BallotFacts> ballot(Ballot ballot) {
        return ballots.get(ballot);
    }

    /// The last ballot below this one of which a quorum is known.
    public Optional<BallotFacts> begunBelow(Ballot ballot) {
        return ballots.begunBelow(ballot);
    }

    /// How many messengers are on their way, so that the picture changes with the clock alone.
    public int walking() {
        return walking;
    }

    /// How many events were taken in.
    public long events() {
        return events;
    }

    /// The place that the clock has reached.
    ///
    /// @param at the wall clock; matters to the axis of the wall clock only
    public double now(Axis on, Instant at) {
        return switch (on) {
            case WALL_CLOCK -> axis.now(micros(at), walking == 0);
            case LOGICAL_STEPS -> frontier;
        };
    }

    /// How far the events reach: the right end of an axis.
    public double end(Axis on) {
        return switch (on) {
            case WALL_CLOCK -> lanes.values().stream().mapToDouble(each -> each.wall).max().orElse(0);
            case LOGICAL_STEPS -> frontier;
        };
    }

    /// What the wall clock said at a place of its axis.
    public Instant clockAt(double place) {
        return Instant.EPOCH.plus(axis.microsAt(place), ChronoUnit.MICROS);
    }

    /// About the same place on the other axis: where the last thing stands there that was written before.
    public double translated(Axis from, double place, Axis to) {
        Lane.Entry last = null;
        for (Lane lane : order) {
            Lane.Entry entry = lane.at(from, place).orElse(null);
            last = last == null || entry != null && entry.spot().event() > last.spot().event() ? entry : last;
        }
        return last == null ? 0 : last.spot().on(to);
    }

    /// The place of the next thing written on any lane, right of a place.
    public OptionalDouble nextEntry(Axis on, double place) {
        return order.stream().filter(lane -> lane.after(on, place) < lane.next())
                .mapToDouble(lane -> lane.place(on, lane.after(on, place))).min();
    }

    /// The place of the last thing written on any lane, left of a place.
    public OptionalDouble previousEntry(Axis on, double place) {
        double before = Math.nextDown(place);
        return order.stream().filter(lane -> lane.after(on, before) > lane.first())
                .mapToDouble(lane -> lane.place(on, lane.after(on, before) - 1)).max();
    }

    /// Where on the axis of the wall clock a time is; a time that was left out is where the axis goes on.
    public double placeOf(Instant at) {
        return axis.placeAt(micros(at));
    }

    /// Where time was left out, between two places of the axis of the wall clock.
    public void cuts(double from, double to, WallAxis.CutReader reader) {
        axis.cuts(from, to, reader);
    }

    /// Begins to note for a reader where the picture changes; until it is closed.
    public Watch watch() {
        Watch watch = new Watch();
        watches.add(watch);
        return watch;
    }

    /// Where the picture has changed since its reader last asked.
    public final class Watch implements AutoCloseable {

        private double wall = Double.POSITIVE_INFINITY;
        private double step = Double.POSITIVE_INFINITY;

        private Watch() {
        }

        /// The leftmost place on an axis at which the picture has changed since this was last asked; infinite where nothing
        /// has. All right of it may have changed.
        public double changedFrom(Axis axis) {
            double from = axis == Axis.WALL_CLOCK ? wall : step;
            wall = Double.POSITIVE_INFINITY;
            step = Double.POSITIVE_INFINITY;
            return from;
        }

        /// Notes no more.
        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
