package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        thrift.look();
        assertEquals(0, heap.collections);
    }

    @Test
    void whatIsNotInUseIsCollectedWhereItGrewToMoreThanIsSpare() {
        heap.live = 5 * MEGA;
        heap.garbage = Thrift.SPARE;
        thrift.look();
        assertEquals(1, heap.collections);
        heap.garbage = Thrift.SPARE;
        thrift.look();
        assertEquals(1, heap.collections);
        heap.garbage = Thrift.SPARE + 1;
        thrift.look();
        assertEquals(2, heap.collections);
    }

    /// Where all of it is in use, a collection gives nothing, and is not tried again before there is more.
    @Test
    void aHeapThatIsInUseIsNotCollectedOverAndOver() {
        for (long live = MEGA; live <= 300 * MEGA; live += MEGA) {
            heap.live = live;
            thrift.look();
            thrift.look();
        }
        // By 8 MB at first, from 24 on by a third: 9, 18, 27, 37, 50, 67, 90, 121, 162, 217, 290.
        assertEquals(11, heap.collections);
    }
}
