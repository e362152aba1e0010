package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Observation;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.State;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;
import paxos.trace.TraceReader;
import paxos.view.timeline.Timeline;

class TraceFilesTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");
    private static final Message MESSAGE = new Message.NextBallot(new Ballot(3));

    @TempDir
    private Path folder;

    // ---- Reading

    @Test
    void aLegislatorsRecordIsReadThroughAllItsLivesAndNumberedOnce() throws Exception {
        Path file = write("alpha", "trace.jsonl", header("alpha", "first"), event(0, 0, 1, "alpha", opened()),
                event(1, 5, 1, "alpha", new Happening.Closed()), header("alpha", "second"), event(0, 900, 1, "alpha", opened()));
        try (TraceFiles files = TraceFiles.open(List.of(file))) {
            List<Event> events = read(files);
            assertEquals(List.of(0L, 1L, 2L), events.stream().map(Event::number).toList());
            assertEquals(List.of(opened(), new Happening.Closed(), opened()), events.stream().map(Event::what).toList());
            assertEquals(TIME.plusMillis(900), events.getLast().at());
        }
    }

    @Test
    void theOlderPartOfATraceComesFirstHoweverItIsNamed() throws Exception {
        Path newer = write("alpha", "trace.jsonl", header("alpha", "a"), event(1, 1, 1, "alpha", new Happening.Closed()));
        Path older = write("alpha", "trace.1.jsonl", header("alpha", "a"), event(0, 0, 1, "alpha", opened()));
        for (List<Path> typed : List.of(List.of(folder), List.of(folder.resolve("alpha")), List.of(newer, older), List.of(older, newer))) {
            try (TraceFiles files = TraceFiles.open(typed)) {
                assertEquals(List.of(opened(), new Happening.Closed()), read(files).stream().map(Event::what).toList(), typed.toString());
                assertEquals("alpha/trace.jsonl", files.title());
            }
        }
    }

    /// Gamma's clock is an hour behind: as it tells, it received before anybody sent.
    @Test
    void severalRecordsBecomeOneInWhichNothingComesBeforeItsCause() throws Exception {
        write("gamma", "trace.jsonl", header("gamma", "g"), event(0, -3_600_000, 0, "gamma", opened()),
                event(1, -3_599_980, 7, "gamma", received("alpha", "a-1")), event(2, -3_599_970, 8, "gamma", sent("g-1", "alpha")));
        write("alpha", "trace.jsonl", header("alpha", "a"), event(0, 0, 0, "alpha", opened()),
                event(1, 10, 6, "alpha", sent("a-1", "gamma")), event(2, 40, 9, "alpha", received("gamma", "g-1")));
        try (TraceFiles files = TraceFiles.open(List.of(folder))) {
            List<Event> events = read(files);
            assertEquals(LongStream.range(0, 6).boxed().toList(), events.stream().map(Event::number).toList());
            List<Happening> told = events.stream().map(Event::what).toList();
            assertTrue(told.indexOf(sent("a-1", "gamma")) < told.indexOf(received("alpha", "a-1")), told.toString());
            assertTrue(told.indexOf(sent("g-1", "alpha")) < told.indexOf(received("gamma", "g-1")), told.toString());
            assertEquals("2 traces: alpha, gamma", files.title());
            assertEquals(new Parliament(NAMES), files.parliament());
            assertEquals(Map.of("beta", Observation.State.NO_TELEMETRY), files.telemetry());
        }
    }

    @Test
    void whatWasSkimmedIsFoundAgainWholeWhereverItWas() throws Exception {
        for (String name : NAMES) {
            List<String> newer = new ArrayList<>(List.of(header(name, name)));
            List<String> older = new ArrayList<>(newer);
            for (int i = 0; i < 1000; i++) {
                (i < 300 ? older : newer).add(event(i, i, i, name, new Happening.Stepped(State.afterRestart(Ledger.BLANK),
                        new Explanation(Reason.PROMISED, new Ballot(i), name + " did " + i + "."))));
            }
            write(name, "trace.1.jsonl", older.toArray(String[]::new));
            write(name, "trace.jsonl", newer.toArray(String[]::new));
        }
        for (List<Path> typed : List.of(List.of(folder), List.of(folder.resolve("beta")), List.of(folder.resolve("beta/trace.jsonl")))) {
            try (TraceFiles files = TraceFiles.open(typed)) {
                List<Event> whole = read(files);
                List<Event> skimmed = new ArrayList<>();
                files.read(false, skimmed::add, _ -> true);
                assertNotEquals(whole, skimmed);
                for (int number : List.of(0, 1, 299, 300, 500, whole.size() - 1)) {
                    List<Event> again = files.recall(number);
                    assertEquals(whole.subList(number, Math.min(whole.size(), number + TraceReader.AGAIN)), again, typed + " from " + number);
                }
                assertEquals(List.of(), files.recall(whole.size()));
                assertEquals(List.of(), files.recall(-1));
            }
        }
    }

    /// What is skimmed leaves out what a step knows; the ledger is known from what was written.
    @Test
    void theTimelineKnowsTheLedgersOfWhatWasSkimmed() throws Exception {
        Ledger promised = Ledger.BLANK.withNextBal(new Ballot(3));
        State state = State.afterRestart(promised);
        Path file = write("alpha", "trace.jsonl", header("alpha", "a"), event(0, 0, 0, "alpha", opened()),
                event(1, 1, 1, "alpha", new Happening.Wrote(Ledger.BLANK, promised)),
                event(2, 1, 1, "alpha", new Happening.Stepped(state, new Explanation(Reason.PROMISED, new Ballot(3), "So."))));
        for (boolean all : List.of(true, false)) {
            try (TraceFiles files = TraceFiles.open(List.of(file))) {
                Timeline timeline = new Timeline(files.parliament());
                files.read(all, timeline::take, _ -> true);
                assertEquals(promised, timeline.lane("alpha").ledger());
                assertEquals(2, timeline.lane("alpha").next(), "nothing is missing in its record");
            }
        }
    }

    @Test
    void ofAWholeParliamentEverybodysRecordIsThere() throws Exception {
        Path file = write("", "export.jsonl", header("", "x"), event(0, 0, 0, "beta", opened()));
        try (TraceFiles files = TraceFiles.open(List.of(file))) {
            assertEquals("export.jsonl", files.title());
            assertEquals(Map.of(), files.telemetry());
        }
    }

    @Test
    void whatIsCutShortIsReadAndSaid() throws Exception {
        Path file = write("alpha", "trace.jsonl", header("alpha", "a"), event(0, 0, 0, "alpha", opened()));
        Files.writeString(file, Files.readString(file) + event(1, 1, 1, "alpha", new Happening.Closed()).substring(0, 30));
        try (TraceFiles files = TraceFiles.open(List.of(file))) {
            List<Event> events = new ArrayList<>();
            TraceFiles.Read read = files.read(true, events::add, _ -> true);
            assertEquals(1, events.size());
            assertTrue(read.remark().orElseThrow().contains("breaks off in the middle of its last line"), read.remark().orElseThrow());
        }
    }

    @Test
    void readingTellsHowFarItIsAndCanBeBrokenOff() throws Exception {
        write("alpha", "trace.jsonl", header("alpha", "a"), event(0, 0, 0, "alpha", opened()));
        write("beta", "trace.jsonl", header("beta", "b"), event(0, 0, 0, "beta", opened()));
        try (TraceFiles files = TraceFiles.open(List.of(folder))) {
            List<Double> shares = new ArrayList<>();
            assertEquals(Optional.empty(), files.read(true, _ -> { }, shares::add).remark());
            assertEquals(0, shares.getFirst());
            assertEquals(1, shares.getLast());
            assertEquals(shares.stream().sorted().toList(), shares);
            assertTrue(shares.contains(0.4), shares.toString());

            List<Event> events = new ArrayList<>();
            TraceFiles.Read read = files.read(true, events::add, share -> share < 0.4);
            assertEquals(List.of("alpha"), events.stream().map(Event::node).toList());
            assertEquals("It was not read to its end, as somebody broke that off. Events that were read: 1.", read.remark().orElseThrow());
        }
    }

    // ---- What does not go together

    @Test
    void aFileThatIsNamedTwiceCountsOnce() throws Exception {
        Path file = write("alpha", "trace.jsonl", header("alpha", "a"), event(0, 0, 0, "alpha", opened()));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (TraceFiles files = TraceFiles.open(List.of(file, folder.resolve("alpha/../alpha/trace.jsonl"), link))) {
            assertEquals(1, read(files).size());
        }
    }

    @Test
    void whatIsNoTraceIsRefusedInASentence() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "Dear diary");
        assertRefused(".*notes\\.txt is no trace of a parliament.*", text);
        assertRefused("There is no file .*nowhere.*", folder.resolve("nowhere"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused("There is no trace\\.jsonl in .*empty nor in a folder in it\\. Name a trace.*", empty);
    }

    @Test
    void tracesOfTwoParliamentsAreRefused() throws Exception {
        Path here = write("alpha", "trace.jsonl", header("alpha", "a"));
        Path there = write("other", "trace.jsonl", TraceFormat.write(new TraceHeader(List.of("alpha", "beta"), "beta", "b")));
        assertRefused(".*alpha.trace\\.jsonl is of a parliament of alpha, beta, gamma, and .*other.trace\\.jsonl of one of alpha, beta\\. .*",
                here, there);
    }

    @Test
    void twoTracesThatMayTellTheSameAreRefused() throws Exception {
        Path one = write("alpha", "trace.jsonl", header("alpha", "a"));
        Path copy = write("copy", "trace.jsonl", header("alpha", "a"));
        Path whole = write("", "whole.jsonl", header("", "w"));
        assertRefused(".* and .* are both of alpha, and the same may be in both\\. Open one of them\\.", one, copy);
        assertRefused(".*whole\\.jsonl has the whole parliament in it already\\. Open it alone\\.", one, whole);
    }

    private static void assertRefused(String sentence, Path... typed) {
        UsageError refused = assertThrows(UsageError.class, () -> TraceFiles.open(List.of(typed)));
        assertTrue(refused.getMessage().matches(sentence), refused.getMessage());
    }

    // ---- Making traces

    private Path write(String in, String name, String... lines) throws IOException {
        Path file = Files.createDirectories(folder.resolve(in)).resolve(name);
        return Files.writeString(file, Stream.of(lines).map(line -> line + "\n").reduce("", String::concat));
    }

    private static String header(String recordedBy, String born) {
        return TraceFormat.write(new TraceHeader(NAMES, recordedBy, born));
    }

    private static String event(long number, long millis, long lamport, String node, Happening what) {
        return new TraceFormat(NAMES).write(new Event(number, TIME.plusMillis(millis), lamport, node, what));
    }

    private static Happening opened() {
        return new Happening.Opened("127.0.0.1:8000", State.afterRestart(Ledger.BLANK));
    }

    private static Happening sent(String id, String to) {
        return new Happening.Sent(id, to, MESSAGE);
    }

    private static Happening received(String from, String id) {
        return new Happening.Received(Optional.of(from), Optional.of(id), MESSAGE);
    }

    private static List<Event> read(TraceFiles files) {
        List<Event> events = new ArrayList<>();
        TraceFiles.Read read = files.read(true, events::add, _ -> true);
        assertEquals(Optional.empty(), read.remark());
        assertEquals(events.size(), read.events());
        return events;
    }
}
