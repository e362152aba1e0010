package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Input;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Clocks of several machines differ, and are set: the arrows are as long as the messengers walked all the same.
class SkewedClocksTest {

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    private final Map<Integer, Long> ahead = new HashMap<>();
    /// When each event truly happened, in milliseconds from the beginning; by its number.
    private final List<Double> truth = new ArrayList<>();
    private Timeline timeline;

    private Throng throng(int size, long seed) {
        ahead.clear();
        truth.clear();
        Throng throng = new Throng(size, seed, event -> {
            timeline.take(event);
            int node = Integer.parseInt(event.node().substring(1));
            truth.add(ChronoUnit.MICROS.between(Throng.BEGIN, event.at()) / 1e3 - ahead.getOrDefault(node, 0L) / 1e3);
        });
        timeline = new Timeline(throng.parliament);
        return throng;
    }

    private void set(Throng throng, int node, long micros) {
        throng.clock(node, micros);
        ahead.put(node, micros);
    }

    private double truth(Spot spot) {
        return truth.get((int) timeline.inLog(spot.event()));
    }

    /// How much longer or shorter arrows that were read are than their messengers walked, in milliseconds.
    private List<Double> errors() {
        List<Double> errors = new ArrayList<>();
        for (Arrow arrow : MessagesTest.all(timeline)) {
            if (arrow.fate().isRead() && arrow.startSeen()) {
                double walked = truth(arrow.end().orElseThrow()) - truth(arrow.start());
                errors.add(Math.abs(arrow.end().orElseThrow().wall() - arrow.start().wall() - walked));
            }
        }
        return errors;
    }

    /// Whatever the clocks say.
    static void assertInOrder(Timeline timeline, String what) {
        for (Arrow arrow : MessagesTest.all(timeline)) {
            arrow.end().ifPresent(end -> {
                assertTrue(end.wall() >= arrow.start().wall() + Sheet.LEAST_WALK, () -> what + ": " + arrow);
                assertTrue(end.step() >= arrow.start().step() + 1, () -> what + ": " + arrow);
            });
        }
        for (Lane lane : timeline.lanes()) {
            for (int entry = lane.first() + 1; entry < lane.next(); entry++) {
                for (Axis axis : Axis.values()) {
                    int here = entry;
                    assertTrue(lane.place(axis, entry - 1) <= lane.place(axis, entry), () -> what + ": entry " + here + " of " + lane.name());
                }
            }
        }
    }

    @Test
    void clocksThatAreMinutesApartMakeNoDifferenceToHowLongArrowsAre() {
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = random.nextInt(2, 8);
            Throng throng = throng(size, seed).walks(1_000, 8_000).storm(random.nextInt(5), random.nextInt(5), 0);
            for (int node = 0; node < size; node++) {
                set(throng, node, random.nextLong(-10 * MINUTE, 10 * MINUTE));
            }
            throng.openAll();
            throng.play(400);
            assertTrueToLife(throng, 8, "seed " + seed);
        }
    }

    @Test
    void aClockThatIsSetMeanwhileMovesNothingElse() {
        for (long leap : new long[] {-7 * MINUTE, -3 * SECOND, -50_000, 50_000, 3 * SECOND, 7 * MINUTE}) {
            for (int setting = 0; setting < 3; setting++) {
                Throng throng = throng(4, 11).walks(1_000, 8_000);
                set(throng, 1, 2 * MINUTE);
                throng.openAll();
                throng.play(300);
                set(throng, setting, ahead.getOrDefault(setting, 0L) + leap);
                throng.play(300);
                assertTrueToLife(throng, 8, "clock " + setting + " set by " + leap);
            }
        }
    }

    /// Those who sit in one process have one clock.
    @Test
    void aClockOfAllThatIsSetMovesNothing() {
        for (long leap : new long[] {-60 * MINUTE, -3 * SECOND, 3 * SECOND, 60 * MINUTE}) {
            Throng throng = throng(4, 11).walks(1_000, 8_000);
            throng.openAll();
            throng.play(300);
            for (int node = 0; node < 4; node++) {
                set(throng, node, leap);
            }
            throng.play(300);
            // Set forward, it looks like a pause.
            throng.pass(leap > 0 ? (long) (WallAxis.LONGEST_IDLE * 1e3) : 0);
            assertTrueToLife(throng, 0.1, "all set by " + leap);
        }
    }

    @Test
    void clocksThatDriftAreCorrectedAgainAndAgainAndThePastStaysAsItWas() {
        Throng throng = throng(4, 11).walks(1_000, 8_000);
        throng.openAll();
        for (int i = 0; i < 100; i++) {
            set(throng, 1, i * 600);
            set(throng, 2, -i * 100);
            throng.play(100);
        }
        assertTrueToLife(throng, 8, "drift");
    }

    private void assertTrueToLife(Throng throng, double tolerance, String what) {
        assertInOrder(timeline, what);
        double worst = errors().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        assertTrue(worst < tolerance, () -> what + ": an arrow is wrong by " + worst + " ms");
        double whole = throng.now() / 1e3;
        assertEquals(whole, timeline.end(Axis.WALL_CLOCK), 2 * tolerance + 0.01 * whole, what);
        for (Arrow arrow : MessagesTest.all(timeline)) {
            if (arrow.message() instanceof Message.NextBallot(Ballot ballot)) {
                double start = timeline.ballot(ballot).flatMap(BallotFacts::start).orElseThrow().wall();
                assertEquals(arrow.start().wall(), start, 1, () -> what + ": ballot " + ballot);
            }
        }
    }

    @Test
    void clocksThatWereSetBeforeAnEmptySheetDoNotMatterToWhatIsOnIt() {
        Throng throng = throng(4, 11).walks(1_000, 8_000);
        timeline = new Timeline(throng.parliament, "n0", new Sheet.Bounds(10_000, 1_000, 1_000, 4_000));
        IntStream.range(0, 3).forEach(throng::open);
        throng.play(200);
        set(throng, 1, SECOND);
        throng.play(200);
        set(throng, 3, 5 * MINUTE);
        throng.open(3);
        while (timeline.inLog(0) == 0) {
            throng.play(50);
        }
        set(throng, 1, 2 * SECOND);
        throng.play(300);
        assertInOrder(timeline, "on a new sheet");
        double worst = errors().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        assertTrue(worst < 8, () -> "an arrow is wrong by " + worst + " ms");
    }

    @Test
    void whatStandsOnLanesWhileNobodyWalksKeepsItsDistance() {
        Timeline quiet = new Timeline(new Parliament(List.of("alpha", "beta", "gamma")));
        Message next = new Message.NextBallot(new Ballot(0));
        for (int i = 0; i < 5; i++) {
            take(quiet, "gamma", 300_000L * i, new Happening.Missed(1));
        }
        take(quiet, "beta", 5 * MINUTE + 1_500_000, new Happening.Sent("b", "alpha", next));
        take(quiet, "alpha", 1_510_000, new Happening.Received(Optional.of("beta"), Optional.of("b"), next));
        Lane gamma = quiet.lane("gamma");
        for (int i = 0; i < 5; i++) {
            assertEquals(300.0 * i, gamma.place(Axis.WALL_CLOCK, i), 1e-6);
        }
        assertEquals(1_510, quiet.end(Axis.WALL_CLOCK), 11, "and beta's clock was put right");
    }

    @Test
    void whatWalksForLongDoesSoAlsoWhereEverythingIsPlacedAnew() {
        Timeline slow = new Timeline(new Parliament(List.of("alpha", "beta", "gamma")));
        Message next = new Message.NextBallot(new Ballot(0));
        take(slow, "gamma", 0, new Happening.Missed(1));
        take(slow, "gamma", 200_000, new Happening.Received(Optional.of("beta"), Optional.of("unseen"), next));
        take(slow, "alpha", 1_000_000, new Happening.Sent("long", "gamma", next));
        take(slow, "gamma", 4_000_000, new Happening.Received(Optional.of("alpha"), Optional.of("long"), next));
        take(slow, "alpha", 4_100_000, new Happening.Sent("for ever", "gamma", next));
        take(slow, "beta", 5 * MINUTE + 9_000_000, new Happening.Sent("b", "alpha", next));
        take(slow, "alpha", 9_010_000, new Happening.Received(Optional.of("beta"), Optional.of("b"), next));
        List<Arrow> arrows = MessagesTest.all(slow);
        assertEquals(Sheet.UNSEEN_WALK, arrows.get(0).end().orElseThrow().wall() - arrows.get(0).start().wall(), 1e-6);
        assertEquals(3_000, arrows.get(1).end().orElseThrow().wall() - arrows.get(1).start().wall(), 1e-6);
        assertEquals(4_900, arrows.get(3).start().wall() - arrows.get(2).start().wall(), 11, "while one walked");
        assertEquals(600, arrows.get(1).start().wall(), 1e-6, "shortened, as nobody walked");
    }

    @Test
    void whatIsWithinAStretchIsFoundWhereEverythingWasPlacedAnew() {
        Throng throng = throng(4, 2).storm(5, 0, 5).walks(1_000, 8_000);
        set(throng, 1, 3 * MINUTE);
        set(throng, 2, -3 * MINUTE);
        throng.openAll();
        throng.play(500);
        Arrows arrows = timeline.arrows();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double from = random.nextDouble(timeline.end(Axis.WALL_CLOCK));
            double to = from + random.nextDouble(20);
            List<Integer> found = new ArrayList<>();
            arrows.within(Axis.WALL_CLOCK, from, to, found::add);
            assertEquals(IntStream.range(0, arrows.next()).filter(arrow -> arrows.start(Axis.WALL_CLOCK, arrow) <= to
                    && arrows.end(Axis.WALL_CLOCK, arrow) >= from).boxed().toList(), found);
        }
    }

    @Test
    void alsoADepartureThatIsToldOfLateTellsAboutTheClocks() {
        Timeline late = new Timeline(new Parliament(List.of("alpha", "beta", "gamma")), "beta");
        Message next = new Message.NextBallot(new Ballot(0));
        take(late, "beta", 0, new Happening.Missed(1));
        take(late, "beta", 10_000, new Happening.Received(Optional.of("alpha"), Optional.of("a"), next));
        take(late, "alpha", 5 * MINUTE, new Happening.Sent("a", "beta", next));
        assertTrue(late.end(Axis.WALL_CLOCK) < 100, () -> "its clock is minutes ahead: " + late.end(Axis.WALL_CLOCK));
    }

    @Test
    void aDepartureJustBeforeAnArrivalThatWasToldOfFirst() {
        Timeline late = new Timeline(new Parliament(List.of("alpha", "beta", "gamma")));
        Message next = new Message.NextBallot(new Ballot(0));
        take(late, "beta", 0, new Happening.Missed(1));
        take(late, "beta", 10_000, new Happening.Received(Optional.of("alpha"), Optional.of("a"), next));
        take(late, "alpha", 9_990, new Happening.Sent("a", "beta", next));
        assertInOrder(late, "ten microseconds");
        assertEquals(10 - Sheet.LEAST_WALK, late.arrows().get(0).start().wall(), 1e-9);
    }

    private int taken;

    private void take(Timeline to, String node, long micros, Happening what) {
        to.take(new Event(taken++, Throng.BEGIN.plus(micros, ChronoUnit.MICROS), 1, node, what));
    }

    /// Of a legislator whose clock is minutes ahead, at first nothing is known but that.
    @Test
    void theFirstAnswerPutsRightWhatWasPlacedBefore() {
        Throng throng = throng(3, 5).walks(20_000, 30_000);
        set(throng, 1, 5 * MINUTE);
        throng.openAll();
        try (Timeline.Watch watch = timeline.watch()) {
            throng.step(0, new Input.Propose(Optional.empty()));
            watch.changedFrom(Axis.WALL_CLOCK);
            throng.play(1);
            assertEquals(Double.NEGATIVE_INFINITY, watch.changedFrom(Axis.WALL_CLOCK), "everything has moved");
            assertEquals(timeline.arrows().get(0).start().step(), watch.changedFrom(Axis.LOGICAL_STEPS), "but steps have not");
        }
        assertTrueToLife(throng, 30, "minutes ahead");
        BallotFacts first = timeline.ballot(new Ballot(0)).orElseThrow();
        double start = first.start().orElseThrow().wall();
        assertEquals(timeline.arrows().get(0).start().wall(), start, 1, "the ballot began where its messages set out");
        Lane ahead = timeline.lane("n1");
        double opened = ahead.place(Axis.WALL_CLOCK, 0);
        assertTrue(opened < 30, () -> "it came when the others came: " + opened);
        double arrived = timeline.arrows().get(0).end().orElseThrow().wall();
        assertEquals(Optional.of(Lane.Standing.OPEN), ahead.at(Axis.WALL_CLOCK, arrived).map(Lane.Entry::standing));
    }

    @Test
    void whatTheClockSaysHereIsWhatTheReferenceSays() {
        Throng throng = throng(3, 5);
        timeline = new Timeline(throng.parliament, "n1");
        set(throng, 1, -3 * MINUTE);
        throng.openAll();
        throng.play(100);
        Arrow last = timeline.arrows().get(timeline.arrows().next() - 1);
        Instant clock = Throng.BEGIN.plus(throng.now() - 3 * MINUTE, ChronoUnit.MICROS);
        double now = timeline.now(Axis.WALL_CLOCK, clock);
        assertEquals(timeline.end(Axis.WALL_CLOCK), now, 1);
        assertEquals(now + 100, timeline.now(Axis.WALL_CLOCK, clock.plusMillis(100)), 0.1);
        double end = last.end().orElseThrow().wall();
        assertEquals(0, ChronoUnit.MILLIS.between(clock, timeline.clockAt(end)), 2);
        assertEquals(end, timeline.placeOf(timeline.clockAt(end)), 0.002);
    }

    /// Of a trace that somebody wrote by hand, say.
    @Test
    void timesThatAreNoTimesDoNoHarm() {
        SplittableRandom random = new SplittableRandom(3);
        List<Instant> times = List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Throng.BEGIN);
        Timeline wild = new Timeline(new Parliament(List.of("n0", "n1", "n2", "n3", "n4")));
        Throng throng = new Throng(5, 3, event ->
                wild.take(new Event(event.number(), times.get(random.nextInt(4)), event.lamport(), event.node(), event.what())));
        throng.openAll();
        throng.play(2_000);
        assertInOrder(wild, "wild");
        assertTrue(Double.isFinite(wild.end(Axis.WALL_CLOCK)));
        assertTrue(Double.isFinite(wild.now(Axis.WALL_CLOCK, Instant.MAX)));
        assertTrue(wild.arrows().next() >= 2_000);
    }

    /// Where every message contradicts the clocks, everything would have to be placed anew each time.
    @Test
    void thePlacingAnewIsBounded() {
        long[] moves = {0};
        SplittableRandom random = new SplittableRandom(9);
        Timeline wild = new Timeline(new Parliament(List.of("n0", "n1", "n2", "n3", "n4")));
        Timeline.Watch watch = wild.watch();
        Throng throng = new Throng(5, 3, event -> {
            wild.take(new Event(event.number(), event.at().plus(random.nextLong(-MINUTE, MINUTE), ChronoUnit.MICROS), event.lamport(),
                    event.node(), event.what()));
            moves[0] += watch.changedFrom(Axis.WALL_CLOCK) == Double.NEGATIVE_INFINITY ? wild.arrows().next() : 0;
        });
        throng.openAll();
        throng.play(5_000);
        assertInOrder(wild, "at random");
        assertTrue(moves[0] > 0 && moves[0] <= 8 * wild.events(), () -> moves[0] + " moves for " + wild.events() + " events");
        watch.close();
    }
}
