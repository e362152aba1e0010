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

    /// Reads the file in both ways: fully, and at a glance with each event looked up by its place.
    private Found read(Path file) throws UnreadableTrace {
        try (TraceReader reader = TraceReader.open(file)) {
            List<Event> fully = new ArrayList<>();
            List<TraceHeader> headers = new ArrayList<>();
            TraceReading reading = reader.read(new TraceReader.Sink<>() {
                @Override
                public void header(TraceHeader header) {
                    headers.add(header);
                }

                @Override
                public void take(Event event) {
                    fully.add(event);
                }
            }, TraceReader.Progress.NONE);
            List<Long> places = new ArrayList<>();
            List<Long> numbers = new ArrayList<>();
            TraceReading glance = reader.glance(glimpse -> {
                places.add(glimpse.position());
                numbers.add(glimpse.number());
            }, TraceReader.Progress.NONE);
            assertEquals(reading, glance);
            List<Event> lookedUp = new ArrayList<>();
            for (long place : places) {
                lookedUp.add(reader.at(place));
            }
            assertEquals(fully, lookedUp);
            assertEquals(fully.stream().map(Event::number).toList(), numbers);
            assertEquals(fully.size(), reading.events());
            return new Found(fully, headers, reading);
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
        List<Event> many = new ArrayList<>();
        while (many.size() < 20_000) {
            many.addAll(events);
        }
        Path file = file(FIRST + lines(many));
        assertTrue(Files.size(file) > 3L * TraceFormat.LONGEST_LINE);
        assertEquals(many, read(file).events());
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
        byte[] whole = (FIRST + lines(events.subList(0, 6))).getBytes(UTF_8);
        int first = FIRST.getBytes(UTF_8).length;
        for (int length = first; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            Found found = read(file);
            String kept = new String(whole, 0, length, UTF_8);
            String last = kept.substring(kept.lastIndexOf('\n') + 1);
            long ended = kept.chars().filter(c -> c == '\n').count() - 1 + (isWhole(last) ? 1 : 0);
            assertEquals(events.subList(0, (int) ended), found.events(), "cut to " + length);
            if (last.isEmpty() || isWhole(last)) {
                assertEquals(Optional.empty(), found.reading().remark(), "cut to " + length);
            } else {
                assertSays("breaks off in the middle of its last line", found.reading());
            }
        }
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
    void aLastLineWithoutEndIsPassedOver() throws Exception {
        Found found = read(file(FIRST + lines(events.subList(0, 3)) + "x".repeat(TraceFormat.LONGEST_LINE * 2)));
        assertEquals(events.subList(0, 3), found.events());
        assertTrue(found.reading().remark().isPresent());
    }

    @Test
    void whatANewerVersionWroteIsReadAsFarAsItIsKnown() throws Exception {
        Found found = read(file(FIRST.replace(":1,", ":3,") + lines(events.subList(0, 2))
                + "{\"what\":\"Danced\",\"n\":9,\"at\":1,\"lamport\":1,\"node\":\"alpha\"}\n"
                + lines(events.subList(2, 4)).replace("{\"what\"", "{\"mood\":[1],\"what\"")));
        assertEquals(events.subList(0, 4), found.events());
        assertSays("was written by a newer version of this program (format 3; this one knows format 1)", found.reading());
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

    @Test
    void aPlaceAtWhichNoEventBeginsIsRefused() throws Exception {
        try (TraceReader reader = TraceReader.open(file(FIRST + lines(events)))) {
            assertThrows(UnreadableTrace.class, () -> reader.at(0));
            assertThrows(UnreadableTrace.class, () -> reader.at(FIRST.length() + 1));
            assertThrows(UnreadableTrace.class, () -> reader.at(1L << 40));
            assertEquals(events.getFirst(), reader.at(FIRST.length()));
        }
    }

    // ---- Progress

    @Test
    void oneHearsHowFarItGotAndCanBreakItOff() throws Exception {
        List<Event> many = new ArrayList<>();
        while (many.size() < 20_000) {
            many.addAll(events);
        }
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
    void aFileThatIsRolledAwayMeanwhileIsStillTheSame() throws Exception {
        Path file = file(FIRST + lines(events));
        try (TraceReader reader = TraceReader.open(file)) {
            Files.move(file, folder.resolve("trace.1.jsonl"));
            file(FIRST);
            assertEquals(events.size(), reader.read(_ -> { }, TraceReader.Progress.NONE).events());
            assertEquals(events.getFirst(), reader.at(FIRST.length()));
        }
    }

    @Test
    void aFileThatWasClosedCannotBeRead() throws Exception {
        TraceReader reader = TraceReader.open(file(FIRST + lines(events)));
        reader.close();
        assertThrows(UnreadableTrace.class, () -> reader.at(FIRST.length()));
        assertSays("could not be read to its end: It was closed", reader.read(_ -> { }, TraceReader.Progress.NONE));
    }
}
