package paxos.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceReaderTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    private static final TraceHeader HEADER = new TraceHeader(NAMES, "beta", "k3x9");
    private static final String FIRST = TraceFormat.write(HEADER) + "\n";

    @TempDir
    private Path folder;

    private final TraceFormat format = new TraceFormat(NAMES);
    private final List<Event> events = Run.of(NAMES, 3, 12);

    /// What both ways of reading agree on.
    private record Found(List<Event> events, List<TraceHeader> headers, TraceReading reading) {
    }

    private Path file(String content) throws IOException {
        return Files.write(folder.resolve("trace.jsonl"), content.getBytes(UTF_8));
    }

    private String lines(List<Event> some) {
        StringBuilder lines = new StringBuilder();
        some.forEach(event -> lines.append(format.write(event)).append('\n'));
        return lines.toString();
    }

    /// More than fit into a few blocks.
    private List<Event> many() {
        List<Event> many = new ArrayList<>();
        while (many.size() < 10_000) {
            many.addAll(events);
        }
        return many;
    }

    /// Notes what it is told.
    private static final class Notes implements TraceReader.Sink {
        private final List<Event> events = new ArrayList<>();
        private final List<TraceHeader> headers = new ArrayList<>();

        @Override
        public void header(TraceHeader header) {
            headers.add(header);
        }

        @Override
        public void take(Event event) {
            events.add(event);
        }
    }

    /// Reads the file in all ways: fully, skimming, and what was skimmed once more.
    private Found read(Path file) throws UnreadableTrace {
        try (TraceReader reader = TraceReader.open(file)) {
            Notes fully = new Notes();
            TraceReading reading = reader.read(fully, TraceReader.Progress.NONE);
            assertEquals(fully.events.size(), reading.events());
            Notes skimmed = new Notes();
            assertEquals(reading, reader.skim(skimmed, TraceReader.Progress.NONE));
            assertEquals(fully.headers, skimmed.headers);
            assertEquals(fully.events.stream().map(TracePass::skimmed).toList(), skimmed.events);
            List<Event> again = new ArrayList<>();
            List<Event> some = reader.from(0);
            while (!some.isEmpty()) {
                again.addAll(some);
                some = reader.from(again.size());
            }
            assertEquals(fully.events, again);
            return new Found(fully.events, fully.headers, reading);
        }
    }

    private static void assertSays(String sentence, TraceReading reading) {
        String remark = reading.remark().orElseThrow();
        assertTrue(remark.contains(sentence), () -> remark + " should say " + sentence);
        assertTrue(remark.endsWith("."), remark);
        assertFalse(reading.cancelled());
    }

    // ---- Whole files

    @Test
    void aTraceIsReadAsItWasWritten() throws Exception {
        Found found = read(file(FIRST + lines(events)));
        assertEquals(events, found.events());
        assertEquals(List.of(HEADER), found.headers());
        assertEquals(Optional.empty(), found.reading().remark());
    }

    @Test
    void aTraceOfManyBlocksIsReadAsItWasWritten() throws Exception {
        List<Event> many = many();
        Path file = file(FIRST + lines(many));
        assertTrue(Files.size(file) > 1_000_000);
        Found found = read(file);
        assertEquals(many, found.events());
        assertEquals(List.of(HEADER), found.headers(), "once");
    }

    @Test
    void theLastLineMayLackItsNewline() throws Exception {
        Found found = read(file((FIRST + lines(events)).stripTrailing()));
        assertEquals(events, found.events());
        assertEquals(Optional.empty(), found.reading().remark());
    }

    @Test
    void anEditorsLineEndsAndEmptyLinesAreNoDamage() throws Exception {
        Found found = read(file((FIRST + "\n" + lines(events)).replace("\n", "\r\n")));
        assertEquals(events, found.events());
        assertEquals(Optional.empty(), found.reading().remark());
    }

    @Test
    void aHeaderInTheMiddleIsAnotherProcess() throws Exception {
        TraceHeader next = new TraceHeader(NAMES, "beta", "k4");
        Found found = read(file(FIRST + lines(events.subList(0, 5)) + TraceFormat.write(next) + "\n" + lines(events.subList(0, 7))));
        assertEquals(List.of(HEADER, next), found.headers());
        assertEquals(12, found.events().size());
        assertEquals(Optional.empty(), found.reading().remark());
    }

    @Test
    void aTraceWithNoEventsIsNoDamage() throws Exception {
        assertEquals(new TraceReading(0, false, Optional.empty()), read(file(FIRST)).reading());
    }

    // ---- Damage

    @Test
    void aTraceThatIsCutShortAnywhereIsReadUpToThere() throws Exception {
        // A line of each of the ways in which it is skimmed.
        List<Event> some = List.of(first(Happening.Sent.class), first(Happening.Lost.class), first(Happening.Stepped.class),
                first(Happening.Wrote.class), first(Happening.Crashed.class));
        byte[] whole = (FIRST + lines(some)).getBytes(UTF_8);
        int first = FIRST.getBytes(UTF_8).length;
        for (int length = first; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            Found found = read(file);
            String kept = new String(whole, 0, length, UTF_8);
            String last = kept.substring(kept.lastIndexOf('\n') + 1);
            long ended = kept.chars().filter(c -> c == '\n').count() - 1 + (isWhole(last) ? 1 : 0);
            assertEquals(some.subList(0, (int) ended), found.events(), "cut to " + length);
            if (last.isEmpty() || isWhole(last)) {
                assertEquals(Optional.empty(), found.reading().remark(), "cut to " + length);
            } else {
                assertSays("breaks off in the middle of its last line", found.reading());
            }
        }
    }

    private Event first(Class<? extends Happening> kind) {
        return events.stream().filter(event -> kind.isInstance(event.what())).findFirst().orElseThrow();
    }

    private boolean isWhole(String line) {
        try {
            format.read(line);
            return true;
        } catch (UnreadableTrace cut) {
            return false;
        }
    }

    @Test
    void junkInTheMiddleIsPassedOverAndSaid() throws Exception {
        Found found = read(file(FIRST + lines(events.subList(0, 3)) + "what is this?\n" + lines(events.subList(3, 6))
                + "{\"what\":\"Sang\",\"n\":1,\"at\":1,\"lamport\":1,\"node\":\"alpha\"}\n" + lines(events.subList(6, 8))));
        assertEquals(events.subList(0, 8), found.events());
        assertSays("2 lines of " + folder.resolve("trace.jsonl")
                + " could not be read and were left out; the first is line 5: The line is not JSON as it should be; it begins with “what is this?”.",
                found.reading());
    }

    @Test
    void bytesThatAreNoTextArePassedOver() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((FIRST + lines(events.subList(0, 3))).getBytes(UTF_8));
        bytes.write(new byte[] {(byte) 0xff, 0, (byte) 0xc3, '\n', '{', '"', (byte) 0xfe, '"', ':', '1', '}', '\n'});
        bytes.write(lines(events.subList(3, 5)).getBytes(UTF_8));
        Found found = read(Files.write(folder.resolve("bytes"), bytes.toByteArray()));
        assertEquals(events.subList(0, 5), found.events());
        assertSays("2 lines of", found.reading());
    }

    @Test
    void aLineWithoutEndIsPassedOverInPieces() throws Exception {
        for (int length : List.of(TraceFormat.LONGEST_LINE - 5, TraceFormat.LONGEST_LINE, TraceFormat.LONGEST_LINE + 1,
                TraceFormat.LONGEST_LINE + 2, TraceFormat.LONGEST_LINE * 3 + 17)) {
            Found found = read(file(FIRST + lines(events.subList(0, 3)) + "x".repeat(length) + "\n" + lines(events.subList(3, 9))));
            assertEquals(events.subList(0, 9), found.events(), "junk of " + length);
            assertSays("One line of", found.reading());
            assertSays("line 5: " + (length > TraceFormat.LONGEST_LINE ? "The line is longer" : "The line is not JSON"), found.reading());
        }
    }

    @Test
    void manyBlocksAfterALineWithoutEndAreReadAsTheyWereWritten() throws Exception {
        List<Event> many = many();
        Found found = read(file(FIRST + "x".repeat(2 * TraceFormat.LONGEST_LINE) + "\n" + lines(many)));
        assertEquals(many, found.events());
        assertSays("One line of", found.reading());
    }

    @Test
    void aLastLineWithoutEndIsPassedOver() throws Exception {
        Found found = read(file(FIRST + lines(events.subList(0, 3)) + "x".repeat(TraceFormat.LONGEST_LINE * 2)));
        assertEquals(events.subList(0, 3), found.events());
        assertTrue(found.reading().remark().isPresent());
    }

    @Test
    void whatANewerVersionWroteIsReadAsFarAsItIsKnown() throws Exception {
        Found found = read(file(FIRST.replace(":2,", ":3,") + lines(events.subList(0, 2))
                + "{\"what\":\"Danced\",\"n\":9,\"at\":1,\"lamport\":1,\"node\":\"alpha\"}\n"
                + lines(events.subList(2, 4)).replace("{\"what\"", "{\"mood\":[1],\"what\"")));
        assertEquals(events.subList(0, 4), found.events());
        assertSays("was written by a newer version of this program (format 3; this one knows format 2)", found.reading());
        assertSays("does not know what “Danced” is", found.reading());
    }

    @Test
    void theTraceOfAnotherParliamentInTheSameFileIsNotMixedIn() throws Exception {
        Found found = read(file(FIRST + lines(events.subList(0, 2)) + TraceFormat.write(new TraceHeader(List.of("beta", "alpha"), "", ""))
                + "\n" + lines(events.subList(2, 4))));
        assertEquals(events.subList(0, 2), found.events());
        assertSays("From line 4 on", found.reading());
    }

    // ---- What is no trace

    private void refused(Path file, String sentence) {
        String said = assertThrows(UnreadableTrace.class, () -> TraceReader.open(file)).getMessage();
        assertTrue(said.contains(sentence), said);
        assertTrue(said.contains(file.toString()), said);
    }

    @Test
    void whatIsNoTraceIsRefusedWithASentence() throws Exception {
        refused(folder.resolve("nowhere"), "There is no file");
        refused(folder, "is a folder. Name the trace in it, as ");
        refused(file(""), "is empty");
        refused(file("Dear diary,\ntoday"), "is no trace of a parliament");
        refused(file("{\"legislators\": [{\"ip\": \"127.0.0.1\", \"port\": 8000, \"name\": \"alpha\"}]}\n"), "is no trace of a parliament");
        refused(file(lines(events)), "is no trace of a parliament");
        refused(file(FIRST.substring(0, 30)), "breaks off in its first line");
        refused(file("\0".repeat(5_000_000)), "longer than any line");
        refused(file("{\"paxos-trace\":2,\"parliament\":{}}\n"), "A trace has 1 to 1000 legislators");
    }

    // ---- Progress

    @Test
    void oneHearsHowFarItGotAndCanBreakItOff() throws Exception {
        List<Event> many = many();
        Path file = file(FIRST + lines(many));
        long size = Files.size(file);
        try (TraceReader reader = TraceReader.open(file)) {
            List<Long> heard = new ArrayList<>();
            TraceReading whole = reader.read(_ -> { }, (bytes, total) -> {
                assertEquals(size, total);
                assertTrue(heard.isEmpty() || bytes >= heard.getLast());
                heard.add(bytes);
                return true;
            });
            assertFalse(whole.cancelled());
            assertEquals(0, heard.getFirst());
            assertEquals(size, heard.getLast());
            assertTrue(heard.size() > 3);

            TraceReading some = reader.read(_ -> { }, (bytes, _) -> bytes == 0);
            assertTrue(some.cancelled());
            assertTrue(some.events() > 0 && some.events() < many.size(), "read " + some.events());
            assertEquals(0, reader.read(_ -> { }, (_, _) -> false).events());
        }
    }

    @Test
    void whoeverIsInterruptedBreaksItOff() throws Exception {
        try (TraceReader reader = TraceReader.open(file(FIRST + lines(many())))) {
            Thread.currentThread().interrupt();
            TraceReading reading = reader.read(_ -> { }, TraceReader.Progress.NONE);
            assertTrue(Thread.interrupted(), "and is told so");
            assertTrue(reading.cancelled());
            assertEquals(many().size(), reader.read(_ -> { }, TraceReader.Progress.NONE).events(), "the file is still open");
        }
    }

    @Test
    void aSinkThatFailsEndsTheReading() throws Exception {
        try (TraceReader reader = TraceReader.open(file(FIRST + lines(many())))) {
            assertEquals("full", assertThrows(IllegalStateException.class, () -> reader.read(_ -> {
                throw new IllegalStateException("full");
            }, TraceReader.Progress.NONE)).getMessage());
        }
    }

    // ---- Reading some events again

    @Test
    void anyEventCanBeReadAgainWithAllThatIsInIt() throws Exception {
        List<Event> many = many();
        TraceHeader next = new TraceHeader(NAMES, "beta", "k4");
        Path file = file(FIRST + lines(many.subList(0, 3_000)) + "junk\n" + TraceFormat.write(next) + "\n" + lines(many.subList(3_000, 6_000)));
        try (TraceReader reader = TraceReader.open(file)) {
            assertEquals(List.of(), reader.from(0), "nothing was read yet");
            reader.skim(_ -> { }, TraceReader.Progress.NONE);
            for (int first : new int[] {0, 1, 700, 2_999, 3_000, 3_001, 4_711, 5_999}) {
                assertEquals(many.subList(first, Math.min(first + TraceReader.AGAIN, 6_000)), reader.from(first));
            }
            assertEquals(List.of(), reader.from(6_000));
            assertEquals(List.of(), reader.from(1L << 40));
            assertEquals(List.of(), reader.from(-1));
        }
    }

    /// Such a step was counted when it was skimmed, so it must be counted again.
    @Test
    void aStepWithADamagedEndIsReadAgainAsItWasSkimmed() throws Exception {
        String damaged = "{\"what\":\"Stepped\",\"n\":1,\"at\":1,\"lamport\":1,\"node\":\"alpha\",\"reason\":\"LATE\",\"why\":\"so}\n";
        try (TraceReader reader = TraceReader.open(file(FIRST + lines(events.subList(0, 3)) + damaged + lines(events.subList(3, 5))))) {
            assertEquals(5, reader.read(_ -> { }, TraceReader.Progress.NONE).events());
            assertEquals(events.subList(0, 5), reader.from(0));
            Notes skimmed = new Notes();
            assertEquals(6, reader.skim(skimmed, TraceReader.Progress.NONE).events());
            assertEquals(skimmed.events.get(3), reader.from(3).getFirst());
            assertEquals(events.subList(3, 5), reader.from(4));
        }
    }

    @Test
    void aFileThatIsRolledAwayMeanwhileIsStillTheSame() throws Exception {
        Path file = file(FIRST + lines(events));
        try (TraceReader reader = TraceReader.open(file)) {
            Files.move(file, folder.resolve("trace.1.jsonl"));
            file(FIRST);
            assertEquals(events.size(), reader.read(_ -> { }, TraceReader.Progress.NONE).events());
            assertEquals(events.getFirst(), reader.from(0).getFirst());
        }
    }

    @Test
    void aFileThatWasClosedCannotBeRead() throws Exception {
        TraceReader reader = TraceReader.open(file(FIRST + lines(events)));
        reader.skim(_ -> { }, TraceReader.Progress.NONE);
        reader.close();
        assertThrows(UnreadableTrace.class, () -> reader.from(0));
        assertSays("could not be read to its end: It was closed", reader.read(_ -> { }, TraceReader.Progress.NONE));
    }
}
