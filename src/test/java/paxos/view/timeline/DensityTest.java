package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.State;
import paxos.trace.Event;
import paxos.trace.Happening;

class DensityTest {

    /// Counts by walking along each line as it is drawn, in small steps.
    private static int[][] bruteForce(Timeline timeline, Viewport view) {
        int columns = (int) Math.ceil(view.width());
        int[][] counts = new int[columns][Math.max(0, view.lanes().size() - 1)];
        for (Arrow arrow : MessagesTest.all(timeline)) {
            int from = view.lanes().indexOf(timeline.arrows().from(arrow.number()));
            int to = view.lanes().indexOf(timeline.arrows().to(arrow.number()));
            if (from < 0 || to < 0) {
                continue;
            }
            double start = view.x(arrow.start().on(view.axis()));
            double end = arrow.end().map(spot -> view.x(spot.on(view.axis()))).orElse(start);
            double part = arrow.fate() == Fate.LOST ? Segment.LOST_AT : 1;
            boolean[][] passed = new boolean[columns][counts.length == 0 ? 0 : counts[0].length];
            int steps = 4_000;
            for (int i = 0; i <= steps; i++) {
                double row = arrow.fate() == Fate.WALKING ? from + Math.signum(to - from) * 0.5 : from + (to - from) * part * i / steps;
                double inGap = row - Math.floor(row);
                int column = (int) Math.floor(start + (end - start) * i / steps);
                // On a lane, a line is in neither gap.
                if (inGap > 1e-9 && inGap < 1 - 1e-9 && column >= 0 && column < columns) {
                    passed[column][(int) Math.floor(row)] = true;
                }
            }
            for (int column = 0; column < columns; column++) {
                for (int gap = 0; gap < passed[column].length; gap++) {
                    counts[column][gap] += passed[column][gap] ? 1 : 0;
                }
            }
        }
        return counts;
    }

    @Test
    void countsTheMessagesInEachGapAtEachColumn() {
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(5);
            Timeline timeline = new Timeline(new Parliament(IntStream.range(0, size).mapToObj(i -> "n" + i).toList()));
            Throng throng = new Throng(size, seed, timeline::take).storm(10, 5, 10).walks(500, 20_000);
            throng.openAll();
            throng.play(60);
            throng.step(0, new Input.Propose(Optional.empty()));
            for (Axis axis : Axis.values()) {
                List<Integer> lanes = new ArrayList<>(IntStream.range(0, size).boxed().toList());
                Collections.shuffle(lanes, random);
                lanes = lanes.subList(0, 1 + random.nextInt(size));
                double end = timeline.end(axis);
                double from = random.nextDouble(-0.1, 0.5) * end;
                Viewport view = new Viewport(axis, from, 90 / end * (1 + random.nextDouble(3)), 100, 400, lanes, 0);
                Density density = Density.of(timeline, view);
                int[][] expected = bruteForce(timeline, view);
                assertEquals(100, density.columns());
                assertEquals(lanes.size() - 1, density.gaps());
                int differing = 0;
                for (int column = 0; column < 100; column++) {
                    for (int gap = 0; gap < density.gaps(); gap++) {
                        int more = density.count(column, gap) - expected[column][gap];
                        // A line that passes a corner by a hair may be on either side of it.
                        assertTrue(Math.abs(more) <= 3, "seed " + seed + ", column " + column + ": " + more);
                        differing += more == 0 ? 0 : 1;
                    }
                }
                assertTrue(differing <= 5 * lanes.size(), "seed " + seed + ": " + differing + " columns differ");
            }
        }
    }

    private static Timeline ofSix(Happening... alphas) {
        Timeline timeline = new Timeline(new Parliament(List.of("a", "b", "c", "d", "e", "f")));
        for (int i = 0; i < alphas.length; i++) {
            timeline.take(new Event(i, Throng.BEGIN.plusMillis(10L * i), i, "a", alphas[i]));
        }
        return timeline;
    }

    private static Viewport view(List<Integer> lanes) {
        return new Viewport(Axis.WALL_CLOCK, 0, 1, 30, 300, lanes, 0);
    }

    @Test
    void aLossIsInTheGapWhereItsCrossIsDrawn() {
        Message message = new Message.NextBallot(new Ballot(6));
        Timeline timeline = ofSix(new Happening.Sent("1", "f", message), new Happening.Lost("1", "f", message, "lost"));
        Density density = Density.of(timeline, view(List.of(0, 1, 2, 3, 4, 5)));
        assertEquals(List.of(false, false, false, true, false), IntStream.range(0, 5).mapToObj(gap -> density.lost(10, gap)).toList());
        assertEquals(List.of(0, 0, 0, 1, 0), IntStream.range(0, 5).mapToObj(gap -> density.count(9, gap)).toList());
        assertFalse(density.lost(0, 0), "it was not lost where it set out");
        assertEquals(6, density.ballot(10, 3));
        Density upwards = Density.of(timeline, view(List.of(5, 4, 3, 2, 1, 0)));
        assertTrue(upwards.lost(10, 1));
        assertFalse(upwards.lost(10, 0));
        Density near = Density.of(timeline, view(List.of(0, 5)));
        assertTrue(near.lost(10, 0));
        assertEquals(1, near.count(0, 0));
        assertEquals(1, near.count(10, 0));
        assertEquals(0, near.count(11, 0));
    }

    /// However many there are, of which only some are looked at.
    @Test
    void oneThatWaitsToBeReadIsSeenAmongVeryMany() {
        Message message = new Message.NextBallot(new Ballot(6));
        Timeline timeline = ofSix();
        for (int i = 0; i < 4 * Density.LOOKED_AT; i++) {
            boolean waits = i == 2 * Density.LOOKED_AT + 1;
            Instant at = Throng.BEGIN.plusMillis(waits ? 20 : 0);
            timeline.take(new Event(2 * i, Throng.BEGIN, i, "a", new Happening.Sent("m" + i, "c", message)));
            timeline.take(new Event(2 * i + 1, at, i, waits ? "c" : "a", waits
                    ? new Happening.Held(Optional.of("a"), Optional.of("m" + i), message) : new Happening.HandedOver("m" + i, "c", message)));
        }
        Density density = Density.of(timeline, view(List.of(0, 1, 2, 3, 4, 5)));
        List<Integer> columns = IntStream.range(0, 30).filter(column -> density.waits(column, 1, true)).boxed().toList();
        assertEquals(List.of(20), columns);
        assertTrue(IntStream.range(0, 30).noneMatch(column -> density.waits(column, 0, true) || density.waits(column, 1, false)));
        assertTrue(Density.of(timeline, view(List.of(5, 4, 3, 2, 1, 0))).waits(20, 3, false), "from below");
    }

    @Test
    void oneThatWalksCountsWhereItSetOut() {
        Density density = Density.of(ofSix(new Happening.Opened("here", State.afterRestart(Ledger.BLANK)),
                new Happening.Sent("1", "d", new Message.NextBallot(new Ballot(6)))), view(List.of(0, 1, 2, 3, 4, 5)));
        assertEquals(1, density.count(10, 0));
        assertEquals(0, density.count(10, 1));
        assertEquals(0, density.count(11, 0));
    }

    @Test
    void whereNothingIsShownNothingIsCounted() {
        Timeline timeline = ofSix(new Happening.Sent("1", "f", new Message.NextBallot(new Ballot(6))));
        assertEquals(0, Density.of(timeline, view(List.of())).gaps());
        assertEquals(0, Density.of(timeline, view(List.of(3))).gaps());
        Density hidden = Density.of(timeline, view(List.of(0, 1, 2)));
        assertTrue(IntStream.range(0, 30).allMatch(column -> hidden.count(column, 0) + hidden.count(column, 1) == 0));
        assertEquals(0, Density.of(timeline, new Viewport(Axis.WALL_CLOCK, 0, 1, 0, 0, List.of(0, 1), 0)).columns());
    }
}
