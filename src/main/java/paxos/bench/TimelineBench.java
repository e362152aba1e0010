package paxos.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;
import paxos.trace.TraceReader;
import paxos.trace.TraceReading;
import paxos.trace.UnreadableTrace;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Timeline;

/// Measures what a long run costs: to open its trace, in seconds and in bytes of heap, and to draw it.
///
/// @param print    takes a line for each thing that was measured
/// @param messages how many messages the run has
/// @param seed     what decides over all chances in it
/// @param frames   draws it
public record TimelineBench(Consumer<String> print, int messages, long seed, Frames frames) {

    private static final Parliament PARLIAMENT =
            new Parliament(List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"));
    private static final int COLLECTIONS = 3;
    /// For how many seconds more there is something to follow.
    private static final int SECONDS_MORE = 60;

    /// Makes the trace, measures, and removes it.
    ///
    /// @throws IOException          with a sentence, where there is no room for the trace, or it cannot be read again
    /// @throws InterruptedException where this thread is interrupted
    public void run() throws IOException, InterruptedException {
        run(Path.of(System.getProperty("java.io.tmpdir")));
    }

    void run(Path folder) throws IOException, InterruptedException {
        Path trace;
        try {
            trace = Files.createTempFile(folder, "paxos-bench-", ".jsonl");
        } catch (IOException failed) {
            throw new IOException("No file for the trace can be made in %s: %s. Make room there."
                    .formatted(folder, failed.getMessage()), failed);
        }
        try {
            long sent = write(trace);
            long before = usedHeap();
            Timeline timeline = open(trace);
            say("timeline heap: %.0f bytes a message", (double) (usedHeap() - before) / sent);
            frames.measure(timeline, more(timeline), print);
            Reference.reachabilityFence(timeline);
        } finally {
            Files.deleteIfExists(trace);
        }
    }

    /// What happens after all that the timeline knows.
    private List<Event> more(Timeline timeline) {
        Instant end = timeline.clockAt(timeline.end(Axis.WALL_CLOCK));
        List<Event> more = new ArrayList<>();
        new Rehearsal(PARLIAMENT, seed + 1, event -> more.add(new Event(timeline.events() + event.number(),
                end.plus(Duration.between(Rehearsal.BEGINNING, event.at())), event.lamport(), event.node(), event.what())))
                .run(SECONDS_MORE * Rehearsal.MESSAGES_A_SECOND);
        return more;
    }

    private long write(Path trace) throws IOException {
        long began = System.nanoTime();
        TraceFormat format = new TraceFormat(PARLIAMENT.legislators());
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(trace), 1 << 16)) {
            line(file, TraceFormat.write(new TraceHeader(PARLIAMENT.legislators(), "", "bench")));
            long sent = new Rehearsal(PARLIAMENT, seed, event -> line(file, format.write(event))).run(messages);
            say("timeline trace: %d messages among %d legislators, seed %d (made in %.1f s)", sent, PARLIAMENT.size(), seed,
                    seconds(began));
            return sent;
        } catch (IOException | UncheckedIOException failed) {
            throw new IOException("The trace cannot be written to %s: %s. Make room there, or ask for fewer --messages."
                    .formatted(trace, failed.getMessage()), failed);
        }
    }

    private static void line(OutputStream file, String text) {
        try {
            file.write(text.getBytes(StandardCharsets.UTF_8));
            file.write('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    private Timeline open(Path trace) throws IOException {
        Timeline timeline = new Timeline(PARLIAMENT);
        long began = System.nanoTime();
        try (TraceReader reader = TraceReader.open(trace)) {
            TraceReading reading = reader.skim(timeline::take, TraceReader.Progress.NONE);
            say("timeline open: %.2f s, %d events, %d MB", seconds(began), reading.events(), Files.size(trace) / 1_000_000);
            if (reading.remark().isPresent()) {
                throw new IOException(reading.remark().get());
            }
        } catch (UnreadableTrace unreadable) {
            throw new IOException(unreadable.getMessage(), unreadable);
        }
        return timeline;
    }

    /// In bytes, once all that nobody holds any more was thrown away.
    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private void say(String line, Object... values) {
        print.accept(String.format(Locale.ROOT, line, values));
    }
}
