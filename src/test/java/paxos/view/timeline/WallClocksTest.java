package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import paxos.view.timeline.WallClocks.Finding;

/// The first clock is right; of the second, a test says how far it is ahead. Messages walk for a millisecond. Times are in
/// microseconds.
class WallClocksTest {

    private static final long SECOND = 1_000_000;
    private static final long WALK = 1_000;

    private final WallClocks clocks = new WallClocks(List.of("alpha", "beta", "gamma"), "alpha");
    private long now = 1_000 * SECOND;
    private long ahead;
    private int event;

    private long read(int clock) {
        return clocks.read(clock, now + clock * ahead, now);
    }

    private Finding message(int from, long walk) {
        long sent = read(from);
        now += walk;
        Finding finding = clocks.message(from, sent, 1 - from, read(1 - from), event++);
        now += SECOND;
        return finding;
    }

    /// How far the second clock is ahead after all.
    private long wrong() {
        return clocks.corrected(1, read(1)) - clocks.corrected(0, read(0));
    }

    @Test
    void clocksThatAgreeAreLeftAlone() {
        assertEquals(Finding.NOTHING, message(0, WALK));
        assertEquals(Finding.NOTHING, message(1, WALK));
        assertEquals(Finding.NOTHING, message(1, 0));
        assertEquals(0, wrong());
    }

    @Test
    void aClockThatIsAheadIsPutRight() {
        ahead = 300 * SECOND;
        message(0, WALK);
        assertEquals(Finding.CORRECTED, message(1, WALK));
        assertEquals(0, wrong(), WALK);
        assertEquals(Finding.NOTHING, message(0, WALK));
        assertEquals(Finding.NOTHING, message(1, WALK));
    }

    @Test
    void aCorrectionThatNobodyWouldSeeIsNotWorthMentioning() {
        ahead = 600;
        message(0, 100);
        assertEquals(Finding.NOTHING, message(1, 100), "half a millisecond too early");
        assertEquals(0, wrong(), 100, "but it counts");
    }

    @Test
    void aClockThatIsSetForwardGoesOnAsIfItHadNotBeenHoweverOften() {
        for (long by : new long[] {60 * SECOND, 3 * SECOND, SECOND, 100_000}) {
            message(0, WALK);
            message(1, WALK);
            message(0, WALK);
            long before = wrong();
            ahead += by;
            assertEquals(Finding.SET_FORWARD, message(1, WALK), "by " + by);
            assertEquals(before, wrong(), 2 * WALK, "by " + by);
            for (int i = 0; i < 6; i++) {
                assertEquals(Finding.NOTHING, message(i % 2, WALK), "by " + by + ": that was all");
            }
        }
    }

    @Test
    void whatIsLearntAfterwardsOfAnotherClockMovesTheOneThatWasSetNoMore() {
        ahead = 300 * SECOND;
        message(0, WALK);
        message(1, WALK);
        ahead += 10 * SECOND;
        assertEquals(Finding.SET_FORWARD, message(1, WALK));
        long sent = clocks.read(2, now + 60 * SECOND, now);
        assertEquals(Finding.CORRECTED, clocks.message(2, sent, 0, clocks.read(0, now + WALK, now), event++));
        assertEquals(0, wrong(), 2 * WALK);
    }

    @Test
    void aClockThatIsSetBackGoesOnFromWhereTheOthersAre() {
        message(0, WALK);
        message(1, WALK);
        ahead = -3_600 * SECOND;
        assertEquals(Finding.NOTHING, message(0, WALK));
        assertEquals(0, wrong(), WALK);
        long here = now + ahead;
        assertEquals(clocks.lastReading(1), clocks.reading(1, here), "so it does for whoever only asks");
        ahead -= 500;
        long before = clocks.reading(1, now);
        read(1);
        assertEquals(before, clocks.reading(1, now), "a clock that trembles was not set");
    }

    @Test
    void whatWasRightForThePastStaysRightForIt() {
        ahead = 300 * SECOND;
        message(0, WALK);
        message(1, WALK);
        long past = clocks.corrected(1, 0, 0);
        assertEquals(clocks.corrected(1, 0), past);
        ahead += 10 * SECOND;
        int set = event;
        assertEquals(Finding.SET_FORWARD, message(1, WALK));
        ahead -= 5_000;
        message(0, WALK);
        message(1, WALK);
        ahead += 2_500;
        message(0, 100);
        message(1, 100);
        assertNotEquals(past, clocks.corrected(1, 0), "learnt since");
        assertEquals(0, wrong(), 10_000);
        assertEquals(past, clocks.corrected(1, 0, set - 1));
        assertEquals(clocks.corrected(1, 0), clocks.corrected(1, 0, set));
        clocks.renumbered();
        assertEquals(clocks.corrected(1, 0), clocks.corrected(1, 0, 0));
    }

    @Test
    void ofVeryManyErasTheOldestAreJoined() {
        long first = 0;
        for (int era = 0; era < 200; era++) {
            message(0, WALK);
            message(1, WALK);
            ahead -= 4_000;
            message(0, WALK);
            message(1, WALK);
            ahead += 50_000;
            message(1, WALK);
            first = era == 2 ? clocks.corrected(1, 0, 0) : first;
        }
        assertNotEquals(first, clocks.corrected(1, 0, 0));
        assertEquals(0, wrong(), 10_000);
    }

    @Test
    void anyInstantIsATime() {
        assertEquals(0, WallClocks.micros(Instant.EPOCH));
        assertEquals(1_500_000, WallClocks.micros(Instant.EPOCH.plusMillis(1_500)));
        assertEquals(-500_000, WallClocks.micros(Instant.EPOCH.minusMillis(500)));
        assertEquals(-1, WallClocks.micros(Instant.EPOCH.minusNanos(1)), "rounded down");
        assertTrue(WallClocks.micros(Instant.MAX) > WallClocks.micros(Instant.parse("9999-12-31T23:59:59Z")));
        assertTrue(WallClocks.micros(Instant.MIN) < WallClocks.micros(Instant.parse("0001-01-01T00:00:00Z")));
    }
}
