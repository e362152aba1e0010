package paxos.trace;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;

class TraceFormatTest {

    private static final TraceHeader HEADER = new TraceHeader(Samples.LEGISLATORS, "beta", "k3x9");

    private final TraceFormat format = new TraceFormat(Samples.LEGISLATORS);

    private static Event event(Happening what) {
        return new Event(12, Samples.AT, 5, "alpha", what);
    }

    // ---- There and back

    @Test
    void everyEventIsReadAsItWasWritten() throws UnreadableTrace {
        for (Event event : Samples.events()) {
            String line = format.write(event);
            assertEquals(event, format.read(line), line);
            assertFalse(line.contains("\n") || line.contains("\r"), line);
            String sent = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertEquals(event, format.read(sent), "as bytes: " + line);
        }
    }

    @Test
    void theBytesOfLinesAreThoseOfTheirText() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        List<Event> events = new ArrayList<>(Samples.events());
        events.add(event(new Happening.Dropped("“Δ𝄞\n\u0001", "ἐκκλησία", 1)));
        for (Event event : events) {
            format.append(event, lines);
            text.append(format.write(event)).append('\n');
        }
        assertEquals(text.toString(), lines.toString(StandardCharsets.UTF_8));
    }

    /// As another's text may hold it: JSON can say it, UTF-8 cannot.
    @ParameterizedTest
    @ValueSource(strings = {"\ud834", "a\ud834b", "\udd1e", "\udd1e\ud834"})
    void halfACharacterComesBackFromTheBytes(String half) throws UnreadableTrace {
        for (int length = 0; length < 10_000; length += 7) {
            Event event = event(new Happening.Dropped("x".repeat(length) + half, "why", 1));
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            format.append(event, line);
            assertEquals(event, format.read(line.toByteArray(), 0, line.size()));
        }
    }

    @Test
    void theSamplesHaveEveryKindOfHappening() {
        assertEquals(Samples.kinds().collect(toSet()), Samples.happenings().stream().map(Object::getClass).collect(toSet()));
        assertEquals(Set.of(Message.class.getPermittedSubclasses()),
                Samples.messages().stream().map(Object::getClass).collect(toSet()));
        assertEquals(Set.of(Slip.class.getPermittedSubclasses()),
                Samples.slips().stream().map(Object::getClass).collect(toSet()));
    }

    @Test
    void noTwoSamplesAreTheSameLine() {
        Set<String> lines = new HashSet<>();
        for (Happening what : new HashSet<>(Samples.happenings())) {
            assertTrue(lines.add(format.write(event(what))), () -> "again: " + what);
        }
    }

    @Test
    void theHeaderIsReadAsItWasWritten() throws UnreadableTrace {
        for (TraceHeader header : List.of(HEADER, new TraceHeader(List.of("one"), "", ""),
                new TraceHeader(Samples.LEGISLATORS, Samples.LEGISLATORS.get(2), "\"\\"))) {
            String line = TraceFormat.write(header);
            assertTrue(TraceFormat.isHeader(line), line);
            assertEquals(header, TraceFormat.readHeader(line));
        }
    }

    @Test
    void theTimeIsCutToMicroseconds() throws UnreadableTrace {
        Event fine = new Event(0, Instant.parse("1969-12-31T23:59:59.123456789Z"), 0, "alpha", new Happening.Closed());
        assertEquals(Instant.parse("1969-12-31T23:59:59.123456Z"), format.read(format.write(fine)).at());
    }

    @Test
    void theLogStampsEventsSoThatNothingIsCutLater() {
        EventLog log = new EventLog(() -> Instant.parse("2026-11-23T08:00:00.123456789Z"), 10);
        log.append("alpha", 0, new Happening.Closed());
        assertEquals(Instant.parse("2026-11-23T08:00:00.123456Z"), log.from(0).getFirst().at());
    }

    // ---- What a line looks like: a change here is a change of the format

    @Test
    void aPersonCanReadALine() {
        assertEquals("{\"paxos-trace\":2,\"legislators\":[\"alpha\",\"beta\"],\"recordedBy\":\"beta\",\"born\":\"k3x9\"}",
                TraceFormat.write(new TraceHeader(List.of("alpha", "beta"), "beta", "k3x9")));
        assertEquals("{\"what\":\"Sent\",\"n\":12,\"at\":1795420800123456,\"lamport\":5,\"node\":\"alpha\",\"id\":\"k3-1\","
                + "\"to\":\"beta\",\"message\":{\"type\":\"LastVote\",\"ballot\":4,\"vote\":[1,17]}}",
                format.write(event(new Happening.Sent("k3-1", "beta",
                        new Message.LastVote(new Ballot(4), Optional.of(new Vote(new Ballot(1), new Decree(17))))))));
        assertEquals("{\"what\":\"Wrote\",\"n\":12,\"at\":1795420800123456,\"lamport\":5,\"node\":\"alpha\",\"after\":"
                + "{\"lastTried\":0,\"nextBal\":4,\"prevVote\":[1,-17],\"decree\":17}}",
                format.write(event(new Happening.Wrote(Ledger.BLANK, new Ledger(new Ballot(0), new Ballot(4),
                        Optional.of(new Vote(new Ballot(1), new Decree(-17))), Optional.of(new Decree(17)))))));
    }

    @Test
    void theReasonOfAStepComesFirst() {
        assertEquals("{\"what\":\"Stepped\",\"n\":12,\"at\":1795420800123456,\"lamport\":5,\"node\":\"alpha\","
                + "\"reason\":\"BEGUN_FREE\",\"about\":3,\"ledger\":{\"lastTried\":3},\"slip\":{\"type\":\"Polling\",\"ballot\":3,"
                + "\"wish\":9,\"decree\":9,\"quorum\":[\"alpha\",\"beta\"],\"voters\":[\"beta\"]},\"why\":\"It begins.\"}",
                format.write(event(new Happening.Stepped(new State(Ledger.BLANK.withLastTried(new Ballot(3)),
                        new Slip.Polling(new Ballot(3), Optional.of(new Decree(9)), new Decree(9), Set.of("beta", "alpha"), Set.of("beta"))),
                        new Explanation(Reason.BEGUN_FREE, new Ballot(3), "It begins.")))));
    }

    /// Sets and maps have no order of their own, and another one in each process.
    @Test
    void theSameEventIsAlwaysTheSameLine() {
        List<String> names = IntStream.range(10, 40).mapToObj(i -> "n" + i).toList();
        Ballot ballot = new Ballot(3);
        TraceFormat its = new TraceFormat(names);
        String polling = its.write(event(new Happening.Opened("", new State(Ledger.BLANK, new Slip.Polling(ballot, Optional.empty(),
                new Decree(1), Set.copyOf(names), Set.copyOf(names))))));
        String listed = names.stream().collect(joining("\",\"", "[\"", "\"]"));
        assertTrue(polling.contains("\"quorum\":" + listed + ",\"voters\":" + listed), polling);
        String trying = its.write(event(new Happening.Opened("", new State(Ledger.BLANK, new Slip.Trying(ballot, Optional.empty(),
                names.stream().collect(toMap(name -> name, _ -> Optional.empty())))))));
        assertTrue(trying.contains(names.stream().map(name -> "\"" + name + "\":[]").collect(joining(","))), trying);
    }

    @Test
    void whatIsBlankIsLeftOut() {
        assertEquals("{\"what\":\"Stepped\",\"n\":12,\"at\":1795420800123456,\"lamport\":5,\"node\":\"alpha\","
                + "\"reason\":\"LATE\",\"why\":\"So.\"}",
                format.write(event(new Happening.Stepped(State.afterRestart(Ledger.BLANK),
                        new Explanation(Reason.LATE, Ballot.NONE, "So.")))));
    }

    // ---- What others may write

    @Test
    void keysThatAreNotKnownArePassedOverAndTheirOrderDoesNotMatter() throws UnreadableTrace {
        assertEquals(event(new Happening.Sent("k3-1", "beta", new Message.NextBallot(new Ballot(4)))),
                format.read("{\"mood\":{\"good\":[1,{\"very\":null}]},\"to\":\"beta\",\"message\":{\"weight\":2.5,\"ballot\":4,"
                        + "\"type\":\"NextBallot\"}, \"node\":\"alpha\",\"lamport\":5,\"id\":\"k3-1\",\"at\":1795420800123456,"
                        + "\"n\":12,\"what\":\"Sent\"}"));
        assertEquals(new TraceHeader(1, List.of("alpha"), "", ""),
                TraceFormat.readHeader("{\"paxos-trace\":1,\"colour\":[\"red\"],\"legislators\":[\"alpha\"]}"));
    }

    @Test
    void aHeaderOfANewerVersionIsReadAsFarAsItIsKnown() throws UnreadableTrace {
        TraceHeader newer = TraceFormat.readHeader("{\"paxos-trace\":3,\"legislators\":[\"alpha\"],\"sealed\":true}");
        assertTrue(newer.isNewer());
        assertEquals(List.of("alpha"), newer.legislators());
        assertFalse(HEADER.isNewer());
    }

    // ---- Refusals

    /// Each takes a good line and changes one thing in it.
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "Sent"        | "Sang"          | does not know what “Sang” is
            "n":12        | "n":-1          | “n” is “-1”, and should be a number from 0
            "n":12        | "n":1e2         | “n” is not a whole number
            "n":12        | "n":99999999999999999999 | “n” is “99999999999999999999”
            "n":12,       | ``              | “Sent” has no “n”
            "lamport":5   | "lamport":"5"   | “lamport” is not a whole number
            "lamport":5   | "lamport":9007199254740993 | “lamport” is “9007199254740993”
            179542080012  | 999179542080012 | “at” is “999179542080012
            "alpha"       | "mallory"       | “node” is “mallory”, who is nobody
            "beta"        | "mallory"       | “to” is “mallory”, who is nobody
            "ballot":4    | "ballot":-1     | “ballot” is “-1”
            "ballot":4    | "ballot":2147483648 | “ballot” is “2147483648”
            "ballot":4,   | ``              | “LastVote” has no “ballot”
            [1,17]        | [1]             | “vote” is not a whole number
            [1,17]        | [1,17,3]        | “vote” is not a ballot and a decree
            [1,17]        | [-1,-1]         | “vote” is “-1”
            [1,17]        | 17              | “vote” is not a list
            "LastVote"    | "LastWord"      | does not know the message “LastWord”
            "type":       | "tape":         | “message” has no “type”
            {"type"       | 4,"type"        | “message” is not an object
            }}            | }               | The line is not JSON
            }}            | }} {}           | Something follows
            {"what"       | ["what"         | The line is no JSON object
            """)
    void aLineThatIsNoEventIsRefusedWithASentence(String good, String bad, String sentence) {
        String line = format.write(event(new Happening.Sent("k3-1", "beta",
                new Message.LastVote(new Ballot(4), Optional.of(new Vote(new Ballot(1), new Decree(17)))))));
        assertTrue(line.contains(good), line);
        refused(line.replace(good, bad), sentence);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "STARTED"     | "BORED"         | does not know the reason “BORED”
            "Polling"     | "Dozing"        | does not know the slip “Dozing”
            ["beta"]      | ["mallory"]     | “voters” is “mallory”, who is nobody
            ["beta"]      | [7]             | “voters” is not text
            "above":9     | "above":-2      | “above” is “-2”
            "quorum":     | "horum":        | “Polling” has no “quorum”
            "why":"So."   | "because":"So." | “Stepped” has no “why”
            "why":"So."   | "why":null      | “why” is not text
            {"lastTried"  | 7,"x":{"l"      | “ledger” is not an object
            """)
    void aStepThatIsNoneIsRefusedWithASentence(String good, String bad, String sentence) {
        String line = "{\"what\":\"Stepped\",\"n\":12,\"at\":1,\"lamport\":5,\"node\":\"alpha\",\"reason\":\"STARTED\",\"about\":3,"
                + "\"ledger\":{\"lastTried\":3},\"slip\":{\"type\":\"Polling\",\"ballot\":3,\"above\":9,\"decree\":9,"
                + "\"quorum\":[\"alpha\",\"beta\"],\"voters\":[\"beta\"]},\"why\":\"So.\"}";
        assertTrue(line.contains(good), line);
        refused(line.replace(good, bad), sentence);
    }

    @Test
    void otherValuesThatCannotBeAreRefused() {
        String start = "{\"n\":1,\"at\":1,\"lamport\":1,\"node\":\"alpha\",";
        refused(start + "\"what\":\"PeerSeen\",\"peer\":\"mallory\",\"reachable\":true}", "“peer” is “mallory”");
        refused(start + "\"what\":\"PeerSeen\",\"peer\":\"beta\",\"reachable\":1}", "“reachable” is not true or false");
        refused(start + "\"what\":\"Missed\",\"events\":0}", "“events” is “0”");
        refused(start + "\"what\":\"Received\",\"from\":\"mallory\",\"message\":{\"type\":\"NextBallot\",\"ballot\":1}}",
                "“from” is “mallory”");
        refused(start + "\"what\":\"Stepped\",\"reason\":\"LATE\",\"why\":\"\",\"slip\":{\"type\":\"Trying\",\"ballot\":1,"
                + "\"prevVotes\":{\"mallory\":[]}}}", "“prevVotes” is “mallory”");
        refused(start.substring(0, start.length() - 1) + "}", "It has no “what”");
        refused("", "no JSON object");
        refused("null", "no JSON object");
    }

    @Test
    void junkDoesNotTakeUpTheScreen() {
        refused("\u001b[31m" + "x".repeat(5_000), "begins with “\uFFFD[31m" + "x".repeat(55) + "…”");
        refused("[".repeat(100_000), "no JSON object");
        refused("{\"a\":" + "[".repeat(100_000), "not JSON");
        refused(" ".repeat(TraceFormat.LONGEST_LINE + 1), "longer than any line");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"legislators":["alpha"]}                               | This is no trace of a parliament
            {"paxos-trace":0,"legislators":["alpha"]}               | should be a number from 1
            {"paxos-trace":"1","legislators":["alpha"]}             | “paxos-trace” is not a whole number
            {"paxos-trace":1}                                       | A trace has 1 to 1000 legislators, not 0
            {"paxos-trace":1,"legislators":["a","a"]}               | have the same name
            {"paxos-trace":1,"legislators":["a\\n"]}                | the name “a�”
            {"paxos-trace":1,"legislators":[" "]}                   | the name “ ”
            {"paxos-trace":1,"legislators":"alpha"}                 | “legislators” is not a list
            {"paxos-trace":1,"legislators":[1]}                     | “legislators” is not text
            {"paxos-trace":1,"legislators":["a"],"recordedBy":"b"}  | recorded by “b”, who is none of its legislators
            hello                                                   | not JSON
            """)
    void aLineThatIsNoHeaderIsRefusedWithASentence(String line, String sentence) {
        String said = assertThrows(UnreadableTrace.class, () -> TraceFormat.readHeader(line)).getMessage();
        assertTrue(said.contains(sentence), said);
        assertSentence(said);
    }

    @Test
    void aHeaderHasABoundedNumberOfLegislators() {
        List<String> many = Stream.iterate(0, i -> i + 1).limit(TraceHeader.MOST_LEGISLATORS + 1).map(i -> "n" + i).toList();
        assertEquals(1000, new TraceHeader(many.subList(0, 1000), "", "").legislators().size());
        assertThrows(IllegalArgumentException.class, () -> new TraceHeader(many, "", ""));
        assertThrows(IllegalArgumentException.class, () -> new TraceHeader(List.of("x".repeat(256)), "", ""));
    }

    private void refused(String line, String sentence) {
        String said = assertThrows(UnreadableTrace.class, () -> format.read(line), line).getMessage();
        assertTrue(said.contains(sentence), () -> said + " should contain " + sentence);
        assertSentence(said);
    }

    private static void assertSentence(String said) {
        assertTrue(said.endsWith(".") && Character.isUpperCase(said.charAt(0)) && said.length() < 250, said);
    }
}
