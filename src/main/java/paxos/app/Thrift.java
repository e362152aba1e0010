package paxos.app;

import java.time.Duration;

/// Keeps the heap near to what is really in use. The serial collector, left alone, looks through old objects only once they
/// fill the largest heap that it may have, and that is large, for the longest traces; and all events grow old before they are
/// forgotten. So a node that runs for a day would take a quarter of the machine's memory, for a few megabytes.
///
/// Everything that the program keeps while it runs is bounded by the program itself, so a small bound for the heap would only
/// be one more thing that can be too small.
///
/// For one thread.
final class Thrift {

    /// How much more than what was in use after the last collection is no reason for another, at least: in bytes.
    static final long SPARE = 8L << 20;
    /// And this part of it, so that a large heap is not collected more often than a small one.
    private static final int SHARE = 3;

    private static final Duration LOOK = Duration.ofSeconds(1);
    /// What a start leaves behind is collected when it is over.
    private static final Duration UNTIL_FIRST_LOOK = Duration.ofSeconds(5);

    /// The heap of a process.
    interface Heap {

        /// How much of it is in use, or was and is not collected yet: in bytes.
        long used();

        /// Collects all of it that is not in use.
        void collect();
    }

    private final Heap heap;
    private long allowed;

    Thrift(Heap heap) {
        this.heap = heap;
        this.allowed = SPARE;
    }

    /// Looks after the heap of this process, for as long as that lasts.
    ///
    /// @return ends it
    static Ended begin() {
        Thrift thrift = new Thrift(new OfThisProcess(Runtime.getRuntime()));
        return Thread.ofVirtual().name("thrift").start(thrift::work)::interrupt;
    }

    /// What is to be closed at the end.
    interface Ended extends AutoCloseable {
        @Override
        void close();
    }

    private void work() {
        try {
            Thread.sleep(UNTIL_FIRST_LOOK);
            while (true) {
                look();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /// Has the heap collected where it grew.
    void look() {
        if (heap.used() > allowed) {
            heap.collect();
            long live = heap.used();
            allowed = live + Math.max(SPARE, live / SHARE);
        }
    }

    private record OfThisProcess(Runtime runtime) implements Heap {

        @Override
        public long used() {
            return runtime.totalMemory() - runtime.freeMemory();
        }

        @Override
        public void collect() {
            runtime.gc();
        }
    }
}
