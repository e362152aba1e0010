package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final long NOW = 1_795_419_392_654_431L;

    @ParameterizedTest(name = "times that are up to {0} microseconds apart")
    @ValueSource(longs = {10, 1_000_000, Integer.MAX_VALUE, 1L << 33, 1L << 50})
    void aTimeIsWhatItWasSetTo(long apart) {
        SplittableRandom chance = new SplittableRandom(apart);
        Times times = new Times(64);
        long[] expected = new long[64];
        for (int i = 0; i < 1_000; i++) {
            int at = chance.nextInt(64);
            expected[at] = NOW + chance.nextLong(-apart, apart + 1);
            times.set(at, expected[at]);
            if (i == 0) {
                Arrays.fill(expected, expected[at]);
            }
        }
        for (int at = 0; at < 64; at++) {
            assertEquals(expected[at], times.get(at), "at " + at);
        }
    }

    @Test
    void whatWasSetBeforeAFarTimeIsKept() {
        Times times = new Times(3);
        times.set(0, NOW);
        times.set(1, NOW - 5);
        times.set(2, 0);
        times.set(1, NOW + 7);
        assertEquals(NOW, times.get(0));
        assertEquals(NOW + 7, times.get(1));
        assertEquals(0, times.get(2));
    }
}
