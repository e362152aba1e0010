package paxos.view.timeline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// What the space-time diagram shows, made from events: a lane for each legislator, an arrow for each message.
///
/// Events come in an order in which nothing comes before its cause, numbered upwards. Should a cause come late all the same,
/// its arrow is found and completed. Of a legislator whose own record is not among them, only that is known which the others
/// noticed.
///
/// Clocks of several machines differ, and may be set at any time. Events are placed by clocks that are corrected, from what
/// the messages tell of them, so that none arrives before it was sent; whatever is learnt later moves what is placed. So no
/// arrow ever runs backwards or stands upright, on either axis. For one thread at a time.
public final class Timeline {

    /// How many arrows are kept at least; of older ones, whole pages make way.
    public static final int MOST_ARROWS = 1_500_000;
    /// How many entries are kept on each lane at least.
    static final int MOST_ENTRIES = 400_000;
    /// Numbers stay below what fits into an `int`, with some to spare.
    private static final int LAST_NUMBER = Integer.MAX_VALUE - 1024;

    private final Parliament parliament;
    private final Sheet sheet;
    private final Scribe scribe;
    private final List<Watch> watches = new ArrayList<>();

    /// An empty timeline, by the clock of the legislator that is first in the configuration.
    public Timeline(Parliament parliament) {
        this(parliament, parliament.legislators().getFirst());
    }

    /// An empty timeline.
    ///
    /// @param here the legislator whose clock is the one that [#now], [#clockAt] and [#placeOf] go by: one of this process,
    ///             where there is any
    /// @throws IllegalArgumentException where that is no legislator
    public Timeline(Parliament parliament, String here) {
        this(parliament, here, new Sheet.Bounds(MOST_ARROWS, MOST_ENTRIES, Ballots.MOST, LAST_NUMBER));
    }

    /// An empty timeline of a record that goes on, perhaps all day: it reaches further back than the log, but not much, as
    /// what has left the log cannot be told of any more. No more is kept than of a timeline that is read from a file.
    ///
    /// @param kept how many events the log keeps
    static Timeline ofLog(Parliament parliament, String here, int kept) {
        // A message takes two events at least; what is written, three, and there are several lanes; a ballot takes dozens.
        return new Timeline(parliament, here, new Sheet.Bounds(Math.min(MOST_ARROWS, kept / 2), Math.min(MOST_ENTRIES, kept / 8),
                Math.clamp(kept / 20, 1, Ballots.MOST), LAST_NUMBER));
    }

    Timeline(Parliament parliament, String here, Sheet.Bounds bounds) {
        requireMember(parliament, here);
        this.parliament = parliament;
        this.sheet = new Sheet(parliament, here, bounds, this::changed);
        this.scribe = new Scribe(sheet);
    }

    private static void requireMember(Parliament parliament, String name) {
        if (!parliament.has(name)) {
            throw new IllegalArgumentException(name + " is no legislator of " + parliament.legislators() + ".");
        }
    }

    /// Takes in an event. One of a legislator that is not of this parliament is passed over.
    public void take(Event event) {
        scribe.take(event);
    }

    private void changed(double wall, double step) {
        for (Watch watch : watches) {
            watch.wall = Math.min(watch.wall, wall);
            watch.step = Math.min(watch.step, step);
        }
    }

    // ---- Reading

    /// Whose timeline it is.
    public Parliament parliament() {
        return parliament;
    }

    /// The lanes, in the order of the configuration.
    public List<Lane> lanes() {
        return sheet.lanes();
    }

    /// The lane of this legislator.
    ///
    /// @throws IllegalArgumentException where there is no such legislator
    public Lane lane(String name) {
        requireMember(parliament, name);
        return sheet.lanes().get(parliament.legislators().indexOf(name));
    }

    /// All arrows that are kept.
    public Arrows arrows() {
        return sheet.arrows();
    }

    /// What is known of a ballot; empty for one never heard of.
    public Optional<BallotFacts> ballot(Ballot ballot) {
        return sheet.ballots().get(ballot);
    }

    /// The last ballot below this one of which a quorum is known.
    public Optional<BallotFacts> begunBelow(Ballot ballot) {
        return sheet.ballots().begunBelow(ballot);
    }

    /// At whom rules were switched off anywhere between two places of an axis, and which, in the order of the configuration.
    public SequencedMap<String, Set<Rule>> rulesOff(Axis axis, double from, double to) {
        SequencedMap<String, Set<Rule>> off = new LinkedHashMap<>();
        for (Lane lane : lanes()) {
            Set<Rule> rules = lane.rulesOff(axis, from, to);
            if (!rules.isEmpty()) {
                off.put(lane.name(), rules);
            }
        }
        return off;
    }

    /// How many messengers are on their way, so that the picture changes with the clock alone.
    public int walking() {
        return sheet.arrows().walking();
    }

    /// How many events were taken in.
    public long events() {
        return sheet.events();
    }

    /// The number that an event has in the log, as far as that numbers its events upwards.
    ///
    /// @param event its number here, as in [Spot#event]
    public long inLog(int event) {
        return sheet.inLog(event);
    }

    /// The number that an event of the log has here, as in [Spot#event]; that of no event here where it was not taken in.
    public long ofLog(long number) {
        return number - sheet.inLog(0);
    }

    /// The message that an event tells was sent; empty where it is not drawn, as one to the sender itself.
    public OptionalInt arrow(Event event) {
        return event.what() instanceof Happening.Sent sent ? arrows().find(new MessageKey(event.node(), sent.id())).stream()
                .mapToInt(Integer::intValue).findFirst() : OptionalInt.empty();
    }

    /// Where on an axis an event is drawn: a message where it set out, anything else on its legislator's lane. Empty where
    /// it is not drawn.
    public OptionalDouble place(Axis on, Event event) {
        OptionalInt arrow = arrow(event);
        if (arrow.isPresent()) {
            return OptionalDouble.of(arrows().get(arrow.getAsInt()).start().on(on));
        }
        long number = ofLog(event.number());
        Lane lane = lane(event.node());
        for (int entry = lane.next() - 1; entry >= lane.first(); entry--) {
            if (lane.get(entry).spot().event() <= number) {
                return OptionalDouble.of(lane.place(on, entry));
            }
        }
        return OptionalDouble.empty();
    }

    /// The place that the clock has reached, never left of what happened.
    ///
    /// @param at the wall clock of this machine; matters to the axis of the wall clock only
    public double now(Axis on, Instant at) {
        return switch (on) {
            case WALL_CLOCK -> sheet.now(WallClocks.micros(at));
            case LOGICAL_STEPS -> sheet.frontier();
        };
    }

    /// How far what is drawn reaches: the right end of an axis.
    public double end(Axis on) {
        return switch (on) {
            case WALL_CLOCK -> sheet.reach();
            case LOGICAL_STEPS -> sheet.frontier();
        };
    }

    /// What the wall clock said at a place of its axis. (Where it was set meanwhile: as if it had not been.)
    public Instant clockAt(double place) {
        return Instant.EPOCH.plus(sheet.axis().microsAt(place), ChronoUnit.MICROS);
    }

    /// Where on the axis of the wall clock a time is; a time that was left out is where the axis goes on.
    public double placeOf(Instant at) {
        return sheet.axis().placeOf(WallClocks.micros(at));
    }

    /// About the same place on the other axis: where the last thing stands there that was written before.
    public double translated(Axis from, double place, Axis to) {
        Lane.Entry last = null;
        for (Lane lane : lanes()) {
            Lane.Entry entry = lane.at(from, place).orElse(null);
            last = last == null || entry != null && entry.spot().event() > last.spot().event() ? entry : last;
        }
        return last == null ? 0 : last.spot().on(to);
    }

    /// The place of the next thing written on any lane, right of a place.
    public OptionalDouble nextEntry(Axis on, double place) {
        return lanes().stream().filter(lane -> lane.after(on, place) < lane.next())
                .mapToDouble(lane -> lane.place(on, lane.after(on, place))).min();
    }

    /// The place of the last thing written on any lane, left of a place.
    public OptionalDouble previousEntry(Axis on, double place) {
        double before = Math.nextDown(place);
        return lanes().stream().filter(lane -> lane.after(on, before) > lane.first())
                .mapToDouble(lane -> lane.place(on, lane.after(on, before) - 1)).max();
    }

    /// Where time was left out, between two places of the axis of the wall clock.
    public void cuts(double from, double to, WallAxis.CutReader reader) {
        sheet.axis().cuts(from, to, reader);
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
            switch (axis) {
                case WALL_CLOCK -> wall = Double.POSITIVE_INFINITY;
                case LOGICAL_STEPS -> step = Double.POSITIVE_INFINITY;
            }
            return from;
        }

        /// Notes no more.
        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
