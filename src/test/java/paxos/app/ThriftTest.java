package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// When the heap is collected.
class ThriftTest {

    private static final long MEGA = 1L << 20;

    /// A heap of which so much is in use and so much is not.
    private static final class Heap implements Thrift.Heap {
        private long live;
        private long garbage;
        private int collections;

        @Override
        public long used() {
            return live + garbage;
        }

        @Override
        public void collect() {
            garbage = 0;
            collections++;
        }
    }

    private final Heap heap = new Heap();
    private final Thrift thrift = new Thrift(heap);

    @Test
    void aSmallHeapIsLeftAlone() {
        heap.live = Thrift.SPARE;
        thrift.cleared();
        thrift.quiet();
        assertEquals(0, heap.collections);
    }

    @Test
    void whatIsNotInUseIsCollectedInAQuietMomentWhereItGrewToMoreThanIsSpare() {
        heap.live = 5 * MEGA;
        heap.garbage = Thrift.SPARE;
        thrift.cleared();
        thrift.quiet();
        assertEquals(1, heap.collections);
        heap.garbage = Thrift.SPARE;
        thrift.cleared();
        thrift.quiet();
        assertEquals(1, heap.collections);
        heap.garbage = Thrift.SPARE + 1;
        thrift.cleared();
        thrift.quiet();
        assertEquals(2, heap.collections);
    }

    /// They are garbage soon, and Java collects them by itself.
    @Test
    void youngObjectsAreNoReason() {
        heap.live = 5 * MEGA;
        thrift.cleared();
        heap.garbage = 16 * MEGA;
        thrift.quiet();
        assertEquals(0, heap.collections);
    }

    @Test
    void nothingIsCollectedWhileBallotsGoOnButWhereMuchHasGathered() {
        heap.live = 5 * MEGA;
        thrift.cleared();
        assertEquals(0, heap.collections);
        assertCollectedBeyond(Thrift.SPARE + Thrift.PRESSING - heap.live);
        // From here on there is 5 MB more, as so much is in use.
        assertCollectedBeyond(Thrift.SPARE + Thrift.PRESSING);
    }

    /// While ballots go on: not with so much garbage, but with a byte more.
    private void assertCollectedBeyond(long garbage) {
        int before = heap.collections;
        heap.garbage = garbage;
        thrift.cleared();
        assertEquals(before, heap.collections);
        heap.garbage++;
        thrift.cleared();
        assertEquals(before + 1, heap.collections);
    }

    /// To look through a large heap takes longer, so it may grow by more.
    @Test
    void aLargeHeapIsCollectedWhereHalfOfItAndMoreIsNotInUse() {
        heap.live = 300 * MEGA;
        thrift.cleared();
        assertEquals(1, heap.collections);
        assertCollectedBeyond(400 * MEGA);
    }

    /// Where all of it is in use, a collection gives nothing, and is not tried again before there is more.
    @Test
    void aHeapThatIsInUseIsNotCollectedOverAndOver() {
        for (long live = MEGA; live <= 300 * MEGA; live += MEGA) {
            heap.live = live;
            thrift.cleared();
            thrift.quiet();
            thrift.quiet();
        }
        // By 8 MB at first, from 24 on by a third: 9, 18, 27, 37, 50, 67, 90, 121, 162, 217, 290.
        assertEquals(11, heap.collections);
    }

    @Test
    void aCollectionIsNoticed() throws InterruptedException {
        Thrift.Sentinel sentinel = new Thrift.Sentinel();
        Thread collector = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                System.gc();
                LockSupport.parkNanos(MEGA);
            }
        });
        assertTrue(sentinel.await(Duration.ofMinutes(1)));
        assertTrue(sentinel.await(Duration.ofMinutes(1)));
        collector.interrupt();
        collector.join();
    }
}
