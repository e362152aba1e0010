package paxos.trace;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Lets one thread read what another takes in, so that both have something to do. The reader is at most a few batches
/// ahead.
final class ReadAhead {

    private static final int BATCHES = 4;
    private static final long PATIENCE_MILLIS = 50;

    /// A part of the file.
    ///
    /// @param position where in the file its first line begins, in bytes
    /// @param end      how far the file was read, in bytes
    /// @param header   the header that stands before its events, if one does
    /// @param events   its events
    record Batch(long position, long end, Optional<TraceHeader> header, List<Event> events) {
    }

    /// What the reading thread has to say: a batch, or how it ended.
    private sealed interface Told {
        record More(Batch batch) implements Told {
        }

        record End() implements Told {
        }

        record Defect(Throwable thrown) implements Told {
        }
    }

    /// Takes what the reading thread has read.
    interface Put {
        /// @return whether more is wanted
        boolean put(Batch batch);
    }

    /// What the reading thread does: it puts one batch after the other.
    interface Work {
        void read(Put put);
    }

    private final BlockingQueue<Told> told = new ArrayBlockingQueue<>(BATCHES);
    private volatile boolean stopped;

    /// Begins to read.
    ReadAhead(Work work) {
        Thread.ofPlatform().daemon().name("trace-reader").start(() -> {
            Told end;
            try {
                work.read(batch -> tell(new Told.More(batch)));
                end = new Told.End();
            } catch (RuntimeException | Error defect) {
                end = new Told.Defect(defect);
            }
            tell(end);
        });
    }

    private boolean tell(Told what) {
        boolean taken = false;
        while (!stopped && !taken) {
            try {
                taken = told.offer(what, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException nobodyDoes) {
                // Whoever wants this thread to end calls stop().
            }
        }
        return taken;
    }

    /// The next batch; empty where there is none.
    ///
    /// @throws InterruptedException where this thread is interrupted while it waits
    Optional<Batch> next() throws InterruptedException {
        return switch (told.take()) {
            case Told.More(Batch batch) -> Optional.of(batch);
            case Told.End() -> Optional.empty();
            case Told.Defect(Error error) -> throw error;
            case Told.Defect(Throwable defect) -> throw new IllegalStateException("The reading of a trace met a defect", defect);
        };
    }

    /// Lets the reading thread end.
    void stop() {
        stopped = true;
    }
}
