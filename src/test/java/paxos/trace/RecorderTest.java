package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(20)
class RecorderTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    private static final long PLENTY = 1 << 20;

    @TempDir
    private Path parliament;

    private final EventLog log = log("2026-11-23T08:00:00.000000Z", 10_000);

    private static EventLog log(String at, int capacity) {
        return new EventLog(InstantSource.fixed(Instant.parse(at)), capacity);
    }

    private Path file(String name) {
        return parliament.resolve(name).resolve("trace.jsonl");
    }

    private Path older(String name) {
        return parliament.resolve(name).resolve("trace.1.jsonl");
    }

    private Recorder start(EventLog of, long most, TraceFile.Opener opener) {
        return Recorder.start(of, NAMES, Map.of("alpha", file("alpha"), "beta", file("beta")), most, opener);
    }

    private void record(Runnable deeds) {
        try (Recorder _ = start(log, PLENTY, TraceFile::append)) {
            deeds.run();
        }
    }

    private static void happens(EventLog to, String node, int first, int count) {
        for (int i = first; i < first + count; i++) {
            to.append(node, i, new Happening.Dropped("127.0.0.1:" + i, "It is number " + i + "."));
        }
    }

    /// What a file says.
    private record Found(List<TraceHeader> headers, List<Event> events, Optional<String> remark) {

        static Found in(Path file) throws UnreadableTrace {
            List<TraceHeader> headers = new ArrayList<>();
            List<Event> events = new ArrayList<>();
            try (TraceReader reader = TraceReader.open(file)) {
                TraceReading reading = reader.read(new TraceReader.Sink() {
                    @Override
                    public void header(TraceHeader header) {
                        headers.add(header);
                    }

                    @Override
                    public void take(Event event) {
                        events.add(event);
                    }
                }, TraceReader.Progress.NONE);
                return new Found(headers, events, reading.remark());
            }
        }
    }

    private List<Event> of(String node) {
        return log.from(0).stream().filter(event -> event.node().equals(node)).toList();
    }

    // ---- What is recorded

    @Test
    void eachLegislatorHasItsOwnRecord() throws Exception {
        record(() -> {
            happens(log, "alpha", 0, 3);
            happens(log, "beta", 3, 2);
            happens(log, "alpha", 5, 1);
            happens(log, "gamma", 6, 1);
        });
        assertEquals(new Found(List.of(new TraceHeader(NAMES, "alpha", log.born())), of("alpha"), Optional.empty()), Found.in(file("alpha")));
        assertEquals(new Found(List.of(new TraceHeader(NAMES, "beta", log.born())), of("beta"), Optional.empty()), Found.in(file("beta")));
        assertEquals(4, of("alpha").size());
        assertFalse(Files.exists(parliament.resolve("gamma")), "nobody asked for gamma's");
    }

    @Test
    void whatHappenedBeforeIsRecordedToo() throws Exception {
        happens(log, "alpha", 0, 5);
        record(() -> { });
        assertEquals(of("alpha"), Found.in(file("alpha")).events());
    }

    @Test
    void moreThanOneBatchIsRecorded() throws Exception {
        happens(log, "alpha", 0, EventLog.BATCH + 10);
        record(() -> { });
        assertEquals(EventLog.BATCH + 10, Found.in(file("alpha")).events().size());
    }

    /// A second process that was refused the folder must not write into it.
    @Test
    void nothingIsWrittenBeforeSomethingHappens() {
        record(() -> happens(log, "beta", 0, 1));
        assertFalse(Files.exists(parliament.resolve("alpha")));
    }

    @Test
    void whatHappensIsInTheFileAsSoonAsNothingMoreWaits() throws Exception {
        Semaphore flushed = new Semaphore(0);
        try (Recorder _ = start(log, PLENTY, path -> new FilterOutputStream(new FileOutputStream(path.toFile(), true)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                super.flush();
                flushed.release();
            }
        })) {
            for (int i = 1; i <= 3; i++) {
                happens(log, "alpha", i, 1);
                int due = i;
                while (!Files.exists(file("alpha")) || Files.readString(file("alpha")).lines().count() < 1 + due) {
                    assertTrue(flushed.tryAcquire(10, TimeUnit.SECONDS), "event " + i + " is not flushed");
                }
            }
        }
    }

    // ---- One process after the other

    @Test
    void theNextProcessGoesOnInTheSameFile() throws Exception {
        record(() -> happens(log, "alpha", 0, 3));
        EventLog next = log("2026-11-23T09:00:00Z", 100);
        happens(next, "alpha", 0, 2);
        start(next, PLENTY, TraceFile::append).close();
        Found found = Found.in(file("alpha"));
        assertEquals(List.of(log.born(), next.born()), found.headers().stream().map(TraceHeader::born).toList());
        assertEquals(List.of(0L, 1L, 2L, 0L, 1L), found.events().stream().map(Event::number).toList());
        assertEquals(Optional.empty(), found.remark());
    }

    @Test
    void aLineThatTheLastProcessDidNotFinishIsEndedFirst() throws Exception {
        record(() -> happens(log, "alpha", 0, 3));
        String whole = Files.readString(file("alpha"));
        Files.writeString(file("alpha"), whole.substring(0, whole.length() - 20));
        record(() -> { });
        Found found = Found.in(file("alpha"));
        assertEquals(List.of(0L, 1L, 0L, 1L, 2L), found.events().stream().map(Event::number).toList());
        assertEquals(2, found.headers().size());
        assertTrue(found.remark().orElseThrow().startsWith("One line of"), found.remark().get());
    }

    @Test
    void theTraceOfAnotherParliamentBecomesTheOlderPart() throws Exception {
        for (String other : List.of(TraceFormat.write(new TraceHeader(List.of("beta", "alpha", "gamma"), "alpha", "k1")) + "\n",
                TraceFormat.write(new TraceHeader(TraceHeader.VERSION + 1, NAMES, "alpha", "k1")) + "\n", "Dear diary,\n", "{", "\n")) {
            Files.createDirectories(parliament.resolve("alpha"));
            Files.writeString(file("alpha"), other);
            EventLog next = log("2026-11-23T09:00:00Z", 100);
            happens(next, "alpha", 0, 2);
            start(next, PLENTY, TraceFile::append).close();
            assertEquals(2, Found.in(file("alpha")).events().size(), other);
            assertEquals(1, Found.in(file("alpha")).headers().size(), other);
            assertEquals(other, Files.readString(older("alpha")));
        }
    }

    @Test
    void anEmptyFileIsBegun() throws Exception {
        Files.createDirectories(parliament.resolve("alpha"));
        Files.writeString(file("alpha"), "");
        record(() -> happens(log, "alpha", 0, 2));
        assertEquals(2, Found.in(file("alpha")).events().size());
        assertFalse(Files.exists(older("alpha")));
    }

    // ---- Bounds

    @Test
    void aFileThatGetsTooLongBecomesTheOlderPart() throws Exception {
        long most = 3_000;
        try (Recorder _ = start(log, most, TraceFile::append)) {
            happens(log, "alpha", 0, 100);
        }
        Found now = Found.in(file("alpha"));
        Found before = Found.in(older("alpha"));
        assertTrue(Files.size(file("alpha")) <= most && Files.size(older("alpha")) <= most);
        assertTrue(Files.size(older("alpha")) > most - 200, "it is used up");
        List<Event> kept = new ArrayList<>(before.events());
        kept.addAll(now.events());
        assertEquals(of("alpha").subList(100 - kept.size(), 100), kept, "the newest, without a gap");
        assertTrue(kept.size() < 100);
        assertEquals(1, now.headers().size());
        assertEquals(1, before.headers().size());
        assertEquals(Optional.empty(), now.remark());
        assertEquals(Optional.empty(), before.remark());
    }

    @Test
    void theBoundHoldsFromOneProcessToTheNext() throws Exception {
        long most = 3_000;
        for (int process = 0; process < 12; process++) {
            EventLog next = log("2026-11-23T09:00:00Z", 100);
            happens(next, "alpha", 0, 5);
            start(next, most, TraceFile::append).close();
            assertTrue(Files.size(file("alpha")) <= most, "after process " + process);
            assertEquals(Optional.empty(), Found.in(file("alpha")).remark());
        }
        assertTrue(Files.size(older("alpha")) <= most);
    }

    @Test
    void aFileWithoutRoomForAHeaderBecomesTheOlderPartAsItIs() throws Exception {
        record(() -> happens(log, "alpha", 0, 20));
        String full = Files.readString(file("alpha"));
        EventLog next = log("2026-11-23T09:00:00Z", 100);
        happens(next, "alpha", 0, 2);
        start(next, full.length() + 10, TraceFile::append).close();
        assertEquals(full, Files.readString(older("alpha")));
        assertEquals(2, Found.in(file("alpha")).events().size());
    }

    @Test
    void theOlderPartIsBesideTheFile() {
        assertEquals(Path.of("a", "trace.1.jsonl"), Recorder.older(Path.of("a", "trace.jsonl")));
        assertEquals(Path.of("a", "trace.1"), Recorder.older(Path.of("a", "trace")));
        assertEquals(Path.of(".trace.1"), Recorder.older(Path.of(".trace")));
    }

    // ---- Forgetting

    @Test
    void whoForgetsTheParliamentForgetsItsTrace() throws Exception {
        try (Recorder _ = start(log, 3_000, TraceFile::append)) {
            happens(log, "alpha", 0, 60);
            happens(log, "beta", 60, 2);
            log.append("alpha", 63, new Happening.Forgot());
            happens(log, "alpha", 64, 2);
        }
        assertEquals(of("alpha").subList(60, 63), Found.in(file("alpha")).events());
        assertFalse(Files.exists(older("alpha")));
        assertEquals(2, Found.in(file("beta")).events().size());
    }

    @Test
    void aTraceThatNobodyRecordsIntoCanBeRemoved() throws Exception {
        try (Recorder _ = start(log, 3_000, TraceFile::append)) {
            happens(log, "alpha", 0, 60);
        }
        Files.writeString(parliament.resolve("alpha").resolve("ledger.txt"), "kept");
        assertTrue(Files.exists(older("alpha")));
        Recorder.forget(file("alpha"));
        Recorder.forget(file("alpha"));
        try (var left = Files.list(parliament.resolve("alpha"))) {
            assertEquals(List.of("ledger.txt"), left.map(path -> path.getFileName().toString()).toList());
        }
    }

    // ---- Where it goes wrong

    @Test
    void aRecorderThatFallsBehindSaysHowManyItMissed() throws Exception {
        EventLog little = log("2026-11-23T08:00:00Z", 10);
        happens(little, "beta", 0, 1);
        happens(little, "alpha", 1, 24);
        little.append("beta", 30, new Happening.Closed());
        start(little, PLENTY, TraceFile::append).close();
        List<Event> events = Found.in(file("alpha")).events();
        Instant at = Instant.parse("2026-11-23T08:00:00Z");
        assertEquals(new Event(15, at, 16, "alpha", new Happening.Missed(16)), events.getFirst());
        assertEquals(List.of(15L, 16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L), events.stream().map(Event::number).toList());
        assertEquals(List.of(new Event(24, at, 30, "beta", new Happening.Missed(16)), new Event(25, at, 30, "beta", new Happening.Closed())),
                Found.in(file("beta")).events());
    }

    /// The legislators of this test go on, while the disk takes nothing at all.
    @Test
    void noLegislatorWaitsForTheDiskAndTheGapIsNoted() throws Exception {
        EventLog little = log("2026-11-23T08:00:00Z", 10);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (Recorder _ = start(little, PLENTY, path -> {
            stuck.countDown();
            awaitUninterruptibly(free);
            return TraceFile.append(path);
        })) {
            happens(little, "alpha", 0, 1);
            assertTrue(stuck.await(10, TimeUnit.SECONDS));
            happens(little, "alpha", 1, 50);
            assertEquals(51, little.next());
            free.countDown();
        }
        List<Event> events = Found.in(file("alpha")).events();
        assertEquals(new Happening.Missed(40), events.get(1).what());
        assertEquals(List.of(0L, 40L, 41L, 42L, 43L, 44L, 45L, 46L, 47L, 48L, 49L, 50L), events.stream().map(Event::number).toList());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                assertTrue(latch.await(10, TimeUnit.SECONDS));
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoseFileCannotBeWrittenIsRecordedNoLongerAndThatIsSaidOnce() throws Exception {
        List<ILoggingEvent> said = saidWhile(() -> {
            try (Recorder _ = start(log, PLENTY, path -> path.equals(file("alpha")) ? new FullDisk() : TraceFile.append(path))) {
                happens(log, "alpha", 0, 3);
                happens(log, "beta", 3, 1);
                happens(log, "alpha", 4, 5_000);
                happens(log, "beta", 5_004, 1);
            }
        });
        assertEquals(2, Found.in(file("beta")).events().size());
        assertEquals(1, said.size());
        assertEquals("WARN", said.getFirst().getLevel().toString());
        assertEquals("The trace of alpha is no longer recorded, as %s cannot be written: No space left on device. alpha goes on without. Make room or mend the folder, then start the program again."
                .formatted(file("alpha")), said.getFirst().getFormattedMessage());
    }

    private static List<ILoggingEvent> saidWhile(Runnable deeds) {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Recorder.class);
        said.start();
        logger.addAppender(said);
        logger.setAdditive(false);
        try {
            deeds.run();
        } finally {
            logger.detachAppender(said);
            logger.setAdditive(true);
        }
        return said.list;
    }

    /// Takes nothing.
    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int any) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void aFolderInTheWayIsLeftAlone() throws Exception {
        Files.createDirectories(file("alpha").resolve("kept"));
        assertEquals(1, saidWhile(() -> record(() -> {
            happens(log, "alpha", 0, 3);
            happens(log, "beta", 3, 2);
        })).size());
        assertTrue(Files.exists(file("alpha").resolve("kept")));
        assertEquals(2, Found.in(file("beta")).events().size());
        assertThrows(UnreadableTrace.class, () -> TraceReader.open(file("alpha")));
    }
}
