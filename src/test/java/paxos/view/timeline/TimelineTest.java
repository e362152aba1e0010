package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.view.Play;

class TimelineTest {

    private static final Message NEXT = new Message.NextBallot(new Ballot(0));

    private final Play play = new Play("alpha", "beta", "gamma");
    private final Timeline timeline = new Timeline(play.parliament);

    TimelineTest() {
        play.tell(timeline::take);
    }

    @Test
    void idleTimeIsShortenedAndTimeOnTheWayIsNot() {
        play.openAll();
        double opened = timeline.now(Axis.WALL_CLOCK, play.now());
        play.pass(60_000);
        assertEquals(opened + WallAxis.LONGEST_IDLE, timeline.now(Axis.WALL_CLOCK, play.now()), "nothing happened for a minute");
        play.propose("alpha", 17);
        double started = timeline.now(Axis.WALL_CLOCK, play.now());
        play.pass(3_000);
        assertEquals(started + 3_000, timeline.now(Axis.WALL_CLOCK, play.now()), "messengers walked for three seconds");
        assertEquals(play.now(), timeline.clockAt(started + 3_000));
        assertEquals(started + 3_000, timeline.placeOf(play.now()), 1e-6);
        List<Double> cuts = new ArrayList<>();
        timeline.cuts(0, started, (_, millis) -> cuts.add(millis));
        assertEquals(List.of(60_000 - WallAxis.LONGEST_IDLE), cuts);
    }

    @Test
    void theClockNeverGetsAheadOfNorBehindWhatHappened() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        assertEquals(5 * Sheet.LEAST_WALK, timeline.end(Axis.WALL_CLOCK), 1e-6, "the least walks add up");
        assertEquals(timeline.end(Axis.WALL_CLOCK), timeline.now(Axis.WALL_CLOCK, play.now()));
        assertEquals(timeline.end(Axis.LOGICAL_STEPS), timeline.now(Axis.LOGICAL_STEPS, play.now()));
        assertEquals(0, new Timeline(play.parliament).now(Axis.WALL_CLOCK, play.now()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 101})
    void aParliamentOfAnySizeHasALaneEach(int size) {
        Timeline any = new Timeline(new Throng(size, 1, _ -> { }).parliament);
        Throng throng = new Throng(size, 1, any::take);
        throng.openAll();
        throng.step(size - 1, new Input.Propose(Optional.of(new Decree(17))));
        throng.play(size == 1 ? 0 : 1);
        assertEquals(size, any.lanes().size());
        for (int i = 0; i < size; i++) {
            assertEquals("n" + i, any.lanes().get(i).name());
            assertEquals(throng.ledger(i), any.lanes().get(i).ledger());
        }
        SkewedClocksTest.assertInOrder(any, size + " legislators");
        if (size == 1) {
            for (int i = 0; i < 6; i++) {
                any.take(new Event(90 + i, Throng.BEGIN, 1, "n0", new Happening.Received(Optional.of("n0"), Optional.of("s"), NEXT)));
            }
            assertEquals(0, any.arrows().next());
        }
        assertEquals(0, any.walking());
    }

    @Test
    void whoIsNoLegislatorHasNoLane() {
        assertThrows(IllegalArgumentException.class, () -> timeline.lane("mallory"));
        assertThrows(IllegalArgumentException.class, () -> new Timeline(play.parliament, "mallory"));
    }

    @Test
    void oneCanGoFromEntryToEntryAndFromAxisToAxis() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        for (Axis axis : Axis.values()) {
            List<Double> places = new ArrayList<>();
            OptionalDouble place = timeline.nextEntry(axis, -1);
            while (place.isPresent()) {
                places.add(place.getAsDouble());
                assertEquals(place, timeline.nextEntry(axis, Math.nextDown(place.getAsDouble())));
                place = timeline.nextEntry(axis, place.getAsDouble());
            }
            List<Double> back = new ArrayList<>();
            place = timeline.previousEntry(axis, timeline.end(axis) + 1);
            while (place.isPresent()) {
                back.addFirst(place.getAsDouble());
                place = timeline.previousEntry(axis, place.getAsDouble());
            }
            assertEquals(places, back);
            assertEquals(timeline.lanes().stream().flatMapToDouble(lane -> IntStream.range(0, lane.next())
                    .mapToDouble(entry -> lane.place(axis, entry))).distinct().sorted().boxed().toList(), places);
        }
        Lane.Entry vote = timeline.lane("beta").get(2);
        assertEquals(vote.spot().step(), timeline.translated(Axis.WALL_CLOCK, vote.spot().wall(), Axis.LOGICAL_STEPS));
        assertEquals(0, new Timeline(play.parliament).translated(Axis.WALL_CLOCK, 7, Axis.LOGICAL_STEPS));
    }

    /// Whoever looks at the newest stretch sees the same, whether the oldest pages are gone or not.
    @Test
    void whatIsKeptIsTheSameWhereTheOldestPagesAreGone() {
        Timeline all = new Timeline(new Throng(5, 8, _ -> { }).parliament);
        Timeline some = new Timeline(all.parliament(), "n0", new Sheet.Bounds(Arrows.PAGE, Lane.PAGE, 1_000, 1_000_000_000));
        Throng throng = new Throng(5, 8, event -> {
            all.take(event);
            some.take(event);
        }).storm(3, 3, 10);
        throng.openAll();
        throng.play(6 * Arrows.PAGE);
        assertTrue(some.arrows().first() > 0);
        assertEquals(all.arrows().next(), some.arrows().next());
        assertEquals(all.walking(), some.walking());
        for (int arrow = some.arrows().first(); arrow < some.arrows().next(); arrow++) {
            assertEquals(all.arrows().get(arrow), some.arrows().get(arrow));
            assertEquals(all.arrows().find(all.arrows().get(arrow).key()), some.arrows().find(some.arrows().get(arrow).key()));
        }
        for (int i = 0; i < 5; i++) {
            Lane lane = some.lanes().get(i);
            assertTrue(lane.first() > 0);
            for (int entry = lane.first(); entry < lane.next(); entry++) {
                assertEquals(all.lanes().get(i).get(entry), lane.get(entry));
            }
        }
        SplittableRandom random = new SplittableRandom(2);
        double from = some.arrows().start(Axis.WALL_CLOCK, some.arrows().first()) + 100;
        for (int i = 0; i < 50; i++) {
            double left = random.nextDouble(from, all.end(Axis.WALL_CLOCK));
            List<Integer> expected = new ArrayList<>();
            List<Integer> found = new ArrayList<>();
            all.arrows().within(Axis.WALL_CLOCK, left, left + 10, expected::add);
            some.arrows().within(Axis.WALL_CLOCK, left, left + 10, found::add);
            assertEquals(expected, found);
        }
        Causality causality = Causality.of(some, some.arrows().next() - 1);
        assertTrue(causality.concerns(0, Integer.MAX_VALUE - 1));
    }

    @Test
    void aMessageWhosePageIsGoneIsForgotten() {
        Timeline small = new Timeline(play.parliament, "alpha", new Sheet.Bounds(0, 0, 1, 1_000_000_000));
        Play long_ = new Play("alpha", "beta", "gamma");
        long_.tell(small::take);
        int count = 3 * Arrows.PAGE;
        for (int i = 0; i < count; i++) {
            long_.record("alpha", new Happening.Sent("x" + i, "beta", NEXT));
        }
        assertEquals(count - small.arrows().first(), small.walking());
        long_.record("alpha", new Happening.Lost("x0", "beta", NEXT, "It is long gone."));
        long_.record("beta", new Happening.Received(Optional.of("alpha"), Optional.of("x" + (count - 1)), NEXT));
        assertEquals(Fate.RECEIVED, small.arrows().fate(count - 1));
        assertEquals(count - small.arrows().first() - 1, small.walking());
        long_.record("beta", new Happening.Received(Optional.of("alpha"), Optional.of("x0"), NEXT));
        assertEquals(count + 1, small.arrows().next(), "its arrival is seen, its departure is not any more");
    }

    /// After 2^31 steps; here, after 300.
    @Test
    void whereNumbersWouldPassTheirBoundThePictureBeginsAnew() {
        Timeline bounded = new Timeline(new Parliament(List.of("n0", "n1", "n2")), "n0", new Sheet.Bounds(1_000, 1_000, 100, 300));
        Timeline.Watch watch = bounded.watch();
        int[] begun = {0};
        long[] last = {0};
        Throng throng = new Throng(3, 6, event -> {
            bounded.take(event);
            begun[0] += watch.changedFrom(Axis.LOGICAL_STEPS) == Double.NEGATIVE_INFINITY ? 1 : 0;
            last[0] = event.number();
            assertTrue(bounded.end(Axis.LOGICAL_STEPS) <= 302);
            assertTrue(bounded.arrows().next() <= 302);
        });
        throng.openAll();
        throng.play(2_000);
        assertTrue(begun[0] > 5, begun[0] + " sheets");
        SkewedClocksTest.assertInOrder(bounded, "on a new sheet");
        for (int i = 0; i < 3; i++) {
            assertEquals(throng.ledger(i), bounded.lanes().get(i).ledger());
            assertEquals(Lane.Change.GAP, bounded.lanes().get(i).change(0));
            assertEquals(Lane.Standing.OPEN, bounded.lanes().get(i).standing(0));
        }
        Arrow arrow = bounded.arrows().get(bounded.arrows().next() - 1);
        assertTrue(bounded.inLog(arrow.start().event()) > 300 && bounded.inLog(arrow.start().event()) <= last[0]);
        watch.close();
    }

    /// Of a record that numbers nothing, say.
    @Test
    void alsoWhereNumbersDoNotGrowThereIsAnEndToThem() {
        Timeline bounded = new Timeline(play.parliament, "alpha", new Sheet.Bounds(1_000, 1_000, 100, 300));
        for (int i = 0; i < 2_000; i++) {
            bounded.take(new Event(7, play.now(), 1, "beta", new Happening.Missed(1)));
            assertTrue(bounded.end(Axis.LOGICAL_STEPS) <= 301);
            assertTrue(bounded.lane("beta").next() <= 301);
        }
    }

    @Test
    void aLogMayHaveBegunLongAgo() {
        long first = 5_000_000_000L;
        timeline.take(new Event(first, play.now(), 1, "alpha", new Happening.Sent("a", "beta", NEXT)));
        timeline.take(new Event(first + 1, play.now(), 1, "beta", new Happening.Received(Optional.of("alpha"), Optional.of("a"), NEXT)));
        Arrow arrow = timeline.arrows().get(0);
        assertEquals(Fate.RECEIVED, arrow.fate());
        assertEquals(first, timeline.inLog(arrow.start().event()));
        assertEquals(first + 1, timeline.inLog(arrow.end().orElseThrow().event()));
    }

    /// A process that begins anew numbers its events anew, and its messages and its clock too.
    @Test
    void numbersThatBeginAnewAreCountedOn() {
        List<Event> life = new ArrayList<>();
        Play first = new Play("alpha", "beta", "gamma");
        first.tell(life::add);
        first.openAll();
        first.propose("alpha", 17);
        first.deliverAll();
        life.forEach(timeline::take);
        int arrows = timeline.arrows().next();
        life.forEach(timeline::take);
        assertEquals(2 * arrows, timeline.arrows().next());
        for (int arrow = 0; arrow < arrows; arrow++) {
            assertEquals(timeline.arrows().fate(arrow), timeline.arrows().fate(arrow + arrows));
            assertTrue(timeline.arrows().startEvent(arrow + arrows) > timeline.arrows().startEvent(2 * arrows - 1) / 2);
        }
        assertTrue(timeline.arrows().inOrder());
        assertTrue(Causality.of(timeline, arrows).isPast(timeline.arrows(), 0));
        SkewedClocksTest.assertInOrder(timeline, "two lives");
    }
}
