package paxos.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void hundredthsAreOfThoseThatTookLess() {
        Latencies hundred = new Latencies(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());
        assertEquals(51, hundred.percentile(50));
        assertEquals(100, hundred.percentile(99));
        assertEquals(1, hundred.percentile(0));
        assertEquals(100, hundred.percentile(100));
    }

    @Test
    void theRateIsThatOfOneAfterTheOther() {
        assertEquals(500, new Latencies(new long[] {1_000_000, 3_000_000}).rate());
        assertEquals("p50 3.000 ms, p99 3.000 ms, 500/s", new Latencies(new long[] {1_000_000, 3_000_000}).toString());
    }

    @Test
    void oneIsEnough() {
        assertEquals("p50 2.000 ms, p99 2.000 ms, 500/s", new Latencies(new long[] {2_000_000}).toString());
    }
}
