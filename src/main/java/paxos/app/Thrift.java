package paxos.app;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;

/// Keeps the heap near to what is really in use. The serial collector, left alone, looks through old objects only once they
/// fill the largest heap that it may have, and that is large, for the longest traces; and all events grow old before they are
/// forgotten. So a node that runs for a day would take a quarter of the machine's memory, for a few megabytes.
///
/// Everything that the program keeps while it runs is bounded by the program itself, so a small bound for the heap would only
/// be one more thing that can be too small.
///
/// To collect all of it stops the program for as long as some ballots take, tens of milliseconds. So that is done in a quiet
/// moment, and while ballots go on only where much has gathered. Only old objects count: young ones come and go with every
/// ballot, and are collected in a millisecond by Java itself.
///
/// For one thread.
final class Thrift {

    /// How much more than what was in use after the last collection is no reason for another, at least: in bytes.
    static final long SPARE = 8L << 20;
    /// And this part of it, so that a large heap is not collected more often than a small one.
    private static final int SHARE = 3;
    /// How much more than that is a reason even where it is not quiet, at least; and as much as was in use: in bytes.
    static final long PRESSING = 32L << 20;

    /// It is quiet where so little was done that Java had no young objects to collect for so long.
    private static final Duration QUIET = Duration.ofMillis(500);
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
    /// What was in use when only old objects were: in bytes.
    private long old;
    private long allowed;
    private long bearable;

    Thrift(Heap heap) {
        this.heap = heap;
        allow(0);
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
            cleared();
            Sentinel sentinel = new Sentinel();
            while (true) {
                if (sentinel.await(QUIET)) {
                    cleared();
                } else {
                    quiet();
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /// To be told when young objects were collected a moment ago, so that next to all that is in use is old.
    void cleared() {
        old = heap.used();
        if (old > bearable) {
            collect();
        }
    }

    /// To be told in every quiet moment.
    void quiet() {
        if (old > allowed) {
            collect();
        }
    }

    private void collect() {
        heap.collect();
        old = heap.used();
        allow(old);
    }

    private void allow(long live) {
        allowed = live + Math.max(SPARE, live / SHARE);
        bearable = allowed + Math.max(PRESSING, live);
    }

    /// Tells when this process collected objects, young ones or all. For one thread.
    static final class Sentinel {

        private final ReferenceQueue<Object> relieved = new ReferenceQueue<>();
        private Reference<Object> post = post();

        /// Nothing else refers to its object, so that the next collection clears it.
        private Reference<Object> post() {
            return new WeakReference<>(new Object(), relieved);
        }

        /// Waits for one.
        ///
        /// @param patience how long, at most
        /// @return whether there was one since the last that was told of
        boolean await(Duration patience) throws InterruptedException {
            if (relieved.remove(patience.toMillis()) != post) {
                return false;
            }
            post = post();
            return true;
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
