package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TraceIndexTest {

    @Test
    void anEventIsFoundFromTheLastMarkThatIsNotBehindIt() {
        TraceIndex index = new TraceIndex(true);
        assertTrue(index.isEmpty());
        for (int i = 0; i < 1_000; i++) {
            index.add(10L * i, 5_000L * i);
        }
        for (int event : new int[] {0, 9, 10, 11, 655, 9_990, 20_000}) {
            int mark = index.before(event);
            long expected = Math.min(event / 10, 999);
            assertEquals(10 * expected, index.first(mark));
            assertEquals(5_000 * expected, index.position(mark));
        }
    }
}
