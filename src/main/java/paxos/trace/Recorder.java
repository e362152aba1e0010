package paxos.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what happens at the legislators of this process into a file for each, on a thread of its own: no legislator
/// ever waits for a trace. Where the recorder falls behind, it notes how many events it missed.
///
/// A file is begun with the first event of its legislator, and goes on where an earlier process ended. It is bounded:
/// where it gets too long, it becomes the older part (`trace.1.jsonl` beside `trace.jsonl`), in the place of the one
/// before. A legislator that forgets the parliament forgets its trace. Nothing is made durable: a trace is no ledger, and
/// a crash of the machine may cost its end.
public final class Recorder implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Recorder.class);

    /// How long a file gets, in bytes; with its older part, a trace takes at most twice as much.
    public static final long MOST_BYTES = 32L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// How long events are gathered: where much happens, it is fifty writes a second, not one for each event.
    private static final Duration GATHER = Duration.ofMillis(20);

    private final EventLog log;
    private final TraceFormat format;
    private final Thread thread;
    private volatile long until = Long.MAX_VALUE;

    // All below is the thread's own.
    private final Map<String, Keeping> kept = new LinkedHashMap<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

    /// What is kept of one legislator.
    private static final class Keeping {
        private final TraceFile file;
        /// How many events were missed since its last one.
        private long missed;

        Keeping(TraceFile file) {
            this.file = file;
        }
    }

    private Recorder(EventLog log, List<String> legislators, Map<String, Path> files, long most,
            TraceFile.Opener opener) {
        this.log = log;
        this.format = new TraceFormat(legislators);
        files.forEach((node, file) -> kept.put(node,
                new Keeping(new TraceFile(file, new TraceHeader(legislators, node, log.born()), most, opener))));
        this.thread = Thread.ofPlatform().daemon().name("recorder").unstarted(this::run);
    }

    /// Begins to record, with the oldest event that the log still has.
    ///
    /// @param legislators all legislators, in the order of the configuration
    /// @param files       the file for each legislator whose trace is to be kept
    public static Recorder start(EventLog log, List<String> legislators, Map<String, Path> files) {
        return start(log, legislators, files, MOST_BYTES, TraceFile::append);
    }

    static Recorder start(EventLog log, List<String> legislators, Map<String, Path> files, long most,
            TraceFile.Opener opener) {
        Recorder recorder = new Recorder(log, legislators, files, most, opener);
        recorder.thread.start();
        return recorder;
    }

    /// Where the older part of a trace file is, if it has one.
    public static Path older(Path file) {
        return TraceFile.older(file);
    }

    /// Removes a trace file that nobody records into, and its older part; does nothing where there is none.
    ///
    /// @throws IOException where that cannot be done
    public static void forget(Path file) throws IOException {
        TraceFile.remove(file);
    }

    /// Records what has happened up to now, and ends; gives a disk that takes nothing two seconds.
    @Override
    public void close() {
        until = log.next();
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- On the recorder's thread

    private void run() {
        try {
            work();
        } catch (RuntimeException | Error defect) {
            LOGGER.error("No trace is recorded any more, because of a defect in this program", defect);
        } finally {
            List.copyOf(kept.keySet()).forEach(node -> attempt(node, keeping -> keeping.file.close()));
        }
    }

    private void work() {
        long next = 0;
        while (next < until) {
            for (Event event : log.from(next)) {
                long missed = event.number() - next;
                kept.values().forEach(keeping -> keeping.missed += missed);
                attempt(event.node(), keeping -> record(event, keeping));
                next = event.number() + 1;
            }
            if (log.next() == next) {
                List.copyOf(kept.keySet()).forEach(node -> attempt(node, keeping -> keeping.file.flush()));
            }
            try {
                if (log.await(next, Duration.ofSeconds(1))) {
                    Thread.sleep(GATHER);
                }
            } catch (InterruptedException closed) {
                // The rest is recorded, then it ends.
            }
        }
    }

    private void record(Event event, Keeping keeping) throws IOException {
        if (event.what() instanceof Happening.Forgot) {
            keeping.file.forget();
            keeping.missed = 0;
        }
        if (keeping.missed > 0) {
            write(new Event(event.number() - 1, event.at(), event.lamport(), event.node(),
                    new Happening.Missed(keeping.missed)), keeping.file);
            keeping.missed = 0;
        }
        write(event, keeping.file);
    }

    private void write(Event event, TraceFile file) throws IOException {
        line.reset();
        format.append(event, line);
        file.write(line);
    }

    private interface Action {
        void on(Keeping keeping) throws IOException;
    }

    /// Does it, if this legislator is recorded; where that fails, it is recorded no longer.
    private void attempt(String node, Action action) {
        Keeping keeping = kept.get(node);
        if (keeping == null) {
            return;
        }
        try {
            action.on(keeping);
        } catch (IOException failed) {
            kept.remove(node);
            LOGGER.warn("The trace of {} is no longer recorded, as {} cannot be written: {}. {} goes on without. Make room "
                    + "or mend the folder, then start the program again.",
                    node, keeping.file.path(), Trouble.reason(failed), node);
            giveUp(keeping);
        }
    }

    private static void giveUp(Keeping keeping) {
        try {
            keeping.file.close();
        } catch (IOException again) {
            // That it cannot be written was said.
        }
    }
}
