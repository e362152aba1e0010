package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeAxisTest {

    private final TimeAxis axis = new TimeAxis();
    private final Instant begin = Instant.parse("2026-11-23T10:00:00Z");

    private double place(long millis, boolean apart, boolean idle) {
        return axis.place(begin.plusMillis(millis), apart, idle);
    }

    @Test
    void beginsAtZeroWithTheFirstThingThatHappens() {
        assertEquals(0, axis.now(begin, true));
        assertEquals(0, place(5_000, true, true));
    }

    @Test
    void isTrueToTheClockWhileMessengersWalk() {
        place(0, true, true);
        assertEquals(600, place(600, true, false));
        assertEquals(3_600, place(3_600, true, false));
    }

    @Test
    void shortensIdleTime() {
        place(0, true, true);
        assertEquals(TimeAxis.LONGEST_IDLE_GAP, place(3_600_000, true, true));
    }

    @Test
    void keepsApartWhatHappensInSequence() {
        place(0, true, true);
        assertEquals(TimeAxis.SHORTEST_GAP, place(0, true, false));
        assertEquals(2 * TimeAxis.SHORTEST_GAP, place(1, true, false));
    }

    @Test
    void mayPutWhatBelongsToOneStepInOnePlace() {
        place(0, true, true);
        assertEquals(0, place(0, false, false));
    }

    @Test
    void nowDoesNotMoveTheAxis() {
        place(0, true, true);
        assertEquals(250, axis.now(begin.plusMillis(250), false));
        assertEquals(TimeAxis.LONGEST_IDLE_GAP, axis.now(begin.plusSeconds(60), true));
        assertEquals(300, place(300, true, false));
    }

    /// Computers correct their clocks.
    @Test
    void aClockThatIsSetBackNeverTurnsTheOrderRound() {
        SplittableRandom random = new SplittableRandom(7);
        double last = place(0, true, true);
        for (int i = 0; i < 1_000; i++) {
            long at = random.nextLong(-100_000, 100_000);
            assertTrue(axis.now(begin.plusMillis(at), random.nextBoolean()) >= last);
            double next = place(at, random.nextBoolean(), random.nextBoolean());
            assertTrue(next >= last, "seed 7, event " + i);
            last = next;
        }
    }
}
