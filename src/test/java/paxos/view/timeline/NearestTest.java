package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

class NearestTest {

    private static final Message NEXT = new Message.NextBallot(new Ballot(0));
    private static final Parliament PARLIAMENT = new Parliament(List.of("alpha", "beta", "gamma"));
    private static final double REACH = 6;

    private final Timeline timeline = new Timeline(PARLIAMENT);
    private final Viewport view = view(List.of(0, 1, 2));
    private int events;

    private static Viewport view(List<Integer> lanes) {
        return new Viewport(Axis.WALL_CLOCK, 0, 1, 800, 2 * Viewport.MARGIN + Viewport.RULER + 200, lanes, 0);
    }

    private void record(String node, double millis, Happening what) {
        timeline.take(new Event(events++, Throng.BEGIN.plusNanos((long) (millis * 1e6)), 1, node, what));
    }

    private void sent(String from, String id, String to, double at) {
        record(from, at, new Happening.Sent(id, to, NEXT));
    }

    private void received(String to, String id, String from, double at) {
        record(to, at, new Happening.Received(Optional.of(from), Optional.of(id), NEXT));
    }

    private static Optional<Integer> arrow(Optional<Hit> hit) {
        return hit.map(each -> each instanceof Hit.Message(int arrow, _) ? arrow : -1);
    }

    private Optional<Hit> at(Viewport seen, double x, double y) {
        return new Nearest(timeline, seen, 0, _ -> 400).at(x, y, REACH);
    }

    private Optional<Integer> arrowAt(double x, double y) {
        return arrow(at(view, x, y));
    }

    /// From alpha at 0 to gamma at 400: 200 pixels down.
    private void oneArrow() {
        sent("alpha", "a", "gamma", 0);
        received("gamma", "a", "alpha", 400);
    }

    @Test
    void theLineOfAMessageIsHit() {
        oneArrow();
        double top = view.rowY(0);
        assertEquals(Optional.of(0), arrowAt(100, top + 50));
        assertEquals(Optional.of(0), arrowAt(100, top + 50 + 6));
        assertEquals(Optional.empty(), arrowAt(100, top + 50 + 7.5), "farther than it may be");
        assertEquals(Optional.empty(), arrowAt(300, top + 50));
        assertEquals(Optional.empty(), at(view(List.of(0, 1)), 100, top + 50), "a lane of it is hidden");
        assertEquals(Optional.empty(), at(view(List.of()), 100, top + 50));
        assertEquals(Optional.of(0), arrow(at(view(List.of(2, 0)), 200, (view.rowY(0) + view.rowY(2)) / 2)));
    }

    @Test
    void ofTwoTheNearerIsMeantAndOfTwoThatAreOneTheLatest() {
        oneArrow();
        sent("alpha", "b", "gamma", 410);
        received("gamma", "b", "alpha", 420);
        sent("alpha", "c", "gamma", 418);
        received("gamma", "c", "alpha", 428);
        double middle = (view.rowY(0) + view.rowY(2)) / 2 + 30;
        assertEquals(Optional.of(1), arrowAt(417, middle));
        assertEquals(Optional.of(2), arrowAt(423, middle));
        received("gamma", "c", "alpha", 428);
        assertEquals(Optional.of(3), arrowAt(423, middle), "the copy lies over it");
    }

    @Test
    void aLostMessageEndsAtItsCross() {
        sent("alpha", "a", "gamma", 0);
        record("alpha", 400, new Happening.Lost("a", "gamma", NEXT, "lost"));
        double top = view.rowY(0);
        assertEquals(Optional.of(0), arrowAt(400, top + 200 * Segment.LOST_AT));
        assertEquals(Optional.of(0), arrowAt(200, top + 100 * Segment.LOST_AT));
        assertEquals(Optional.empty(), arrowAt(400, top + 185));
    }

    @Test
    void whereTheDepartureWasNotSeenOnlyTheSecondHalfIsDrawn() {
        received("gamma", "a", "alpha", 0);
        record("gamma", 1_000, new Happening.Missed(1));
        received("gamma", "b", "alpha", 1_010);
        double end = timeline.arrows().end(Axis.WALL_CLOCK, 1);
        double top = view.rowY(0);
        double quarter = end - 0.75 * Sheet.UNSEEN_WALK;
        assertEquals(Optional.empty(), arrowAt(quarter, top + 50));
        assertEquals(Optional.of(1), arrowAt(end - 0.25 * Sheet.UNSEEN_WALK, top + 150));
    }

    @Test
    void oneOnItsWayIsHitAsFarAsItHasCome() {
        sent("alpha", "a", "gamma", 0);
        double top = view.rowY(0);
        Nearest half = new Nearest(timeline, view, 200, _ -> 400);
        assertEquals(Optional.of(0), arrow(half.at(100, top + 50, REACH)));
        assertEquals(Optional.of(0), arrow(half.at(190, top + 95 - 6, REACH)));
        assertEquals(Optional.empty(), half.at(250, top + 125, REACH), "it has not got there");
        Nearest late = new Nearest(timeline, view, 4_000, _ -> 400);
        assertEquals(Optional.of(0), arrow(late.at(370, top + 185, REACH)));
        assertEquals(Optional.empty(), late.at(700, top + 185, REACH), "it waits before the door");
        assertEquals(Optional.empty(), late.at(422, top + 211, REACH), "and does not walk through it");
        Viewport steps = new Viewport(Axis.LOGICAL_STEPS, 0, 64, 800, view.height(), view.lanes(), 0);
        assertEquals(Optional.of(0), arrow(new Nearest(timeline, steps, 200, _ -> 400).at(16, top + 50, REACH)), "half a step");
    }

    @Test
    void onALaneWhatWasWrittenIsMeant() {
        oneArrow();
        Ledger promise = Ledger.BLANK.withNextBal(new Ballot(0));
        record("gamma", 400.2, new Happening.Wrote(Ledger.BLANK, promise));
        record("gamma", 400.4, new Happening.Wrote(promise, promise.withNextBal(new Ballot(3))));
        record("gamma", 420, new Happening.Wrote(promise, promise.withNextBal(new Ballot(6))));
        record("gamma", 420, new Happening.Wrote(promise, promise.withNextBal(new Ballot(9))));
        double bottom = view.rowY(2);
        assertEquals(List.of(3, 9), List.of(promiseAt(402, bottom), promiseAt(418, bottom + 5)), "the nearest, of two in one place the latest");
        assertEquals(9, promiseAt(426, bottom));
        record("gamma", 430, new Happening.Wrote(promise, promise.withNextBal(new Ballot(12))));
        assertEquals(12, promiseAt(425, bottom), "of two equally near the latest");
        record("gamma", 470, new Happening.Missed(1));
        assertEquals(Optional.empty(), at(view, 437, bottom));
        assertEquals(Optional.empty(), at(view, 380, bottom + 2));
        assertEquals(Optional.of(0), arrowAt(380, view.rowY(0) + 190), "beside the lane: the message");
    }

    private int promiseAt(double x, double y) {
        return at(view, x, y).map(hit -> hit instanceof Hit.Mark(int lane, int entry, _) && lane == 2
                ? timeline.lane("gamma").promise(entry) : -1).orElseThrow();
    }

    @Test
    void whereTooManyAreInReachNobodyIsMeant() {
        for (int i = 0; i <= Nearest.MOST_CANDIDATES; i++) {
            sent("alpha", "a" + i, "gamma", 0);
            if (i == Nearest.MOST_CANDIDATES - 1) {
                IntStream.range(0, Nearest.MOST_CANDIDATES).forEach(each -> received("gamma", "a" + each, "alpha", 400));
                assertEquals(Optional.of(Nearest.MOST_CANDIDATES - 1), arrowAt(100, view.rowY(0) + 50));
            }
        }
        received("gamma", "a" + Nearest.MOST_CANDIDATES, "alpha", 400);
        assertEquals(Optional.empty(), arrowAt(100, view.rowY(0) + 50));
    }

    /// Measured along the line as it is drawn, in small steps.
    private static double away(Arrow arrow, Viewport view, Map<Integer, Double> ys, double x, double y) {
        double fromY = ys.get(PARLIAMENT_OF_FIVE.legislators().indexOf(arrow.from()));
        double toY = ys.get(PARLIAMENT_OF_FIVE.legislators().indexOf(arrow.to()));
        double part = arrow.fate() == Fate.LOST ? Segment.LOST_AT : 1;
        double x1 = view.x(arrow.start().on(view.axis()));
        double x2 = view.x(arrow.end().orElseThrow().on(view.axis()));
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 2_000; i++) {
            double at = i / 2_000.0;
            nearest = Math.min(nearest, Math.hypot(x1 + at * (x2 - x1) - x, fromY + at * part * (toY - fromY) - y));
        }
        return nearest;
    }

    private static final Parliament PARLIAMENT_OF_FIVE = new Parliament(List.of("n0", "n1", "n2", "n3", "n4"));

    @Test
    void theNearestIsTheNearestOfAll() {
        Timeline many = new Timeline(PARLIAMENT_OF_FIVE);
        Throng throng = new Throng(5, 3, many::take).storm(10, 5, 5).walks(500, 9_000);
        throng.openAll();
        throng.play(300);
        SplittableRandom random = new SplittableRandom(1);
        int hits = 0;
        for (Axis axis : Axis.values()) {
            double end = many.end(axis);
            Viewport all = new Viewport(axis, end / 4, 1600 / end, 800, 400, List.of(4, 0, 3, 2, 1), 0);
            Map<Integer, Double> ys = all.ys();
            List<Arrow> arrows = MessagesTest.all(many).stream().filter(arrow -> arrow.end().isPresent()).toList();
            for (int i = 0; i < 120; i++) {
                double x = random.nextDouble(800);
                double y = (all.rowY(random.nextInt(4)) + random.nextDouble(10, all.laneDistance() - 10));
                double nearest = arrows.stream().mapToDouble(arrow -> away(arrow, all, ys, x, y)).min().orElseThrow();
                Optional<Hit> hit = new Nearest(many, all, 0, _ -> 0).at(x, y, REACH);
                if (nearest < REACH - 0.2) {
                    Hit.Message found = (Hit.Message) hit.orElseThrow();
                    assertEquals(nearest, away(many.arrows().get(found.arrow()), all, ys, x, y), 0.2);
                    assertEquals(nearest, found.distance(), 0.2);
                    hits++;
                } else if (nearest > REACH + 0.2) {
                    assertEquals(Optional.empty(), hit);
                }
            }
        }
        assertTrue(hits > 50, hits + " hits");
    }
}
