package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.node.Envelope;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Vote;

/// WIRE.md, sentence by sentence.
class WireFormatTest {

    private static final int MIN = Integer.MIN_VALUE;
    private static final int MAX = Integer.MAX_VALUE;

    private final WireFormat format = new WireFormat("beta", List.of("alpha", "beta", "Zoë δ"), false);

    static Stream<Message> everyMessage() {
        return Stream.of(0, 1, MAX).map(Ballot::new).flatMap(b -> Stream.concat(
                Stream.of(new Message.NextBallot(b), new Message.HigherBallot(b), new Message.LastVote(b, Optional.empty())),
                Stream.of(MIN, -1, 0, MAX).map(Decree::new).flatMap(d -> Stream.of(
                        new Message.LastVote(b, Optional.of(new Vote(b, d))), new Message.BeginBallot(b, d),
                        new Message.Voted(b, d), new Message.Success(b, d), new Message.Success(Ballot.NONE, d)))));
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyMessageComesBackAsItWasSent(Message message) throws MalformedMessage {
        Envelope full = new Envelope("alpha", "beta", message, "abc-1", 1L << 53);
        assertEquals(new WireFormat.Arrival.Letter(full, true), format.decode(WireFormat.encode(full, true)));
        assertEquals(new WireFormat.Arrival.Letter(full, false), format.decode(WireFormat.encode(full, false)));
        Envelope foreign = new Envelope("Zoë δ", "beta", message, "x", 0);
        assertEquals(foreign, letter(WireFormat.encode(foreign, false)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NextBallot ballot:4 sender:alpha receiver:beta                                | NextBallot[ballot=4]
            LastVote ballot:4 vote_ballot_id:-1 decree:-1 sender:alpha receiver:beta      | LastVote[ballot=4, vote=Optional.empty]
            LastVote ballot:4 vote_ballot_id:2 decree:-1 sender:alpha receiver:beta       | LastVote[ballot=4, vote=Optional[Vote[ballot=2, decree=-1]]]
            BeginBallot ballot:4 decree:-2147483648 sender:alpha receiver:beta            | BeginBallot[ballot=4, decree=-2147483648]
            Voted ballot:2147483647 decree:2147483647 sender:alpha receiver:beta          | Voted[ballot=2147483647, decree=2147483647]
            Success decree:4 receiver:beta                                                | Success[ballot=none, decree=4]
            HigherBallot ballot:4 receiver:beta                                           | HigherBallot[ballot=4]
            """)
    void takesWhatACppNodeWritesInAnyOrderOfTheHeaders(String shorthand, String expected) throws MalformedMessage {
        String[] parts = shorthand.split(" ");
        Envelope envelope = letter(bytes(parts));
        assertEquals(expected, envelope.message().toString());
        assertEquals(shorthand.contains("sender") ? Optional.of("alpha") : Optional.empty(), envelope.from());
        assertEquals(Optional.empty(), envelope.id());
        assertEquals(OptionalLong.empty(), envelope.lamport());
        String[] reversed = Stream.concat(Stream.of(parts[0]), List.of(parts).reversed().stream().limit(parts.length - 1))
                .toArray(String[]::new);
        assertEquals(envelope, letter(bytes(reversed)));
    }

    @Test
    void writesTheBytesThatTheCppProgramReads() {
        assertEquals("LastVote\r\nballot: 4\r\nvote_ballot_id: -1\r\ndecree: -1\r\nsender: alpha\r\nreceiver: beta\r\n"
                + "message-id: m-1\r\nlamport: 7\r\nconnection: keep-alive\r\n\r\n",
                new String(WireFormat.encode(new Envelope("alpha", "beta",
                        new Message.LastVote(new Ballot(4), Optional.empty()), "m-1", 7), true), UTF_8));
        assertEquals("Success\r\ndecree: 4\r\nreceiver: beta\r\n\r\n",
                new String(WireFormat.encode(new Envelope(Optional.empty(), "beta",
                        new Message.Success(Ballot.NONE, new Decree(4)), Optional.empty(), OptionalLong.empty()), false), UTF_8));
    }

    @Test
    void valuesAreStrippedAndWhatIsNotKnownIsIgnored() throws MalformedMessage {
        assertEquals(new Message.NextBallot(new Ballot(4)), letter(("NextBallot\r\nballot:4\r\nsender: \t alpha \r\n"
                + "x-mood: merry: very\r\nx-mood: sad\r\nBallot: 9\r\nreceiver:    beta\t\r\n\r\n").getBytes(UTF_8)).message());
    }

    /// As `wireprobe.py` does, which measures any node and knows no names.
    @Test
    void aReceiverThatIsNobodysNameIsWhoeverReads() throws MalformedMessage {
        Envelope envelope = letter(bytes("NextBallot", "ballot:4", "sender:alpha", "receiver:node"));
        assertEquals("beta", envelope.to());
    }

    @Test
    void unknownMethodsAreNoErrorButReportedAsSuch() throws MalformedMessage {
        assertEquals(new WireFormat.Arrival.Unknown("Adjourn", true), format.decode(bytes("Adjourn", "connection:keep-alive")));
        assertEquals(new WireFormat.Arrival.Unknown("KeepAlive", false), format.decode(WireFormat.KEEP_ALIVE));
    }

    @Test
    void whoAsksForTheRecordSaysWhatItKnowsOrIsToldAll() throws MalformedMessage {
        assertEquals(new WireFormat.Arrival.Observe(7), format.decode(bytes("Observe", "sender:x", "since:7")));
        assertEquals(new WireFormat.Arrival.Observe(1L << 40), format.decode(WireFormat.encodeObserve("x", "beta", 1L << 40)));
        assertEquals(new WireFormat.Arrival.Observe(-1), format.decode(WireFormat.encodeObserve("a chamber", "beta", -1)));
        assertEquals("Observe\r\nsender: x\r\nreceiver: beta\r\nsince: -1\r\n\r\n", new String(WireFormat.encodeObserve("x", "beta", -1), UTF_8));
        for (String junk : List.of("sender:x", "since:", "since:-5", "since:x", "since:1e3", "since:99999999999999999999")) {
            assertEquals(new WireFormat.Arrival.Observe(-1), format.decode(bytes("Observe", junk)), junk);
        }
        assertThrows(IllegalArgumentException.class, () -> WireFormat.encodeObserve("x\r\nballot: 1", "beta", 0));
    }

    static Stream<Arguments> malformed() {
        String good = "sender:alpha receiver:beta";
        return Stream.of(
                of("NextBallot " + good, "NextBallot without the header ballot."),
                of("LastVote vote_ballot_id:1 decree:1 " + good, "LastVote without the header ballot."),
                of("LastVote ballot:1 decree:1 " + good, "LastVote without the header vote_ballot_id."),
                of("LastVote ballot:1 vote_ballot_id:-1 " + good, "LastVote without the header decree."),
                of("BeginBallot ballot:1 " + good, "BeginBallot without the header decree."),
                of("Voted decree:1 " + good, "Voted without the header ballot."),
                of("Success receiver:beta", "Success without the header decree."),
                of("HigherBallot receiver:beta", "HigherBallot without the header ballot."),
                of("HigherBallot ballot:1", "HigherBallot without the header receiver."),
                of("NextBallot ballot:1 receiver:beta", "NextBallot without the header sender."),
                of("Voted ballot:1 decree:1 receiver:beta", "Voted without the header sender."),
                of("NextBallot ballot:1 sender:alpha", "NextBallot without the header receiver."),
                of("NextBallot ballot:1 sender:mallory receiver:beta", "NextBallot from “mallory”, who is nobody in this parliament."),
                of("Success decree:1 sender: receiver:beta", "Success from “”, who is nobody in this parliament."),
                of("NextBallot ballot:1 sender:alpha receiver:alpha", "NextBallot for “alpha”, but this is beta: do all use the same configuration?"),
                of("NextBallot ballot:-1 " + good, "NextBallot with the ballot -1, which is below 0."),
                of("Success ballot:-7 decree:1 receiver:beta", "Success with the ballot -7, which is below 0."),
                of("LastVote ballot:1 vote_ballot_id:-2 decree:1 " + good, "LastVote with the vote_ballot_id -2, which is below -1."),
                of("NextBallot ballot:1 ballot:1 " + good, "NextBallot with the header ballot twice."),
                of("NextBallot ballot:1 receiver:beta " + good, "NextBallot with the header receiver twice."),
                of("NextBallot nonsense " + good, "NextBallot with a line that is no header: “nonsense”."),
                of("NextBallot :1 " + good, "NextBallot with a line that is no header: “: 1”."),
                of("GET\u00a0/ ballot:1", "A message begins with a method, not with “GET\u00a0/”."));
    }

    private static Arguments of(String shorthand, String sentence) {
        return Arguments.of(shorthand, sentence);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoMessageIsToldInASentence(String shorthand, String sentence) {
        assertEquals(sentence, refusal(bytes(shorthand.split(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "+1", "007", "-0", "1.0", "0x10", "2147483648", "-2147483649", "99999999999999999999",
            "١", "--1", "1 2"})
    void integersAreStrict(String value) {
        assertEquals("BeginBallot with the decree “%s”, which is no plain 32-bit integer.".formatted(value),
                refusal(bytes("BeginBallot", "ballot:1", "decree:" + value, "sender:alpha", "receiver:beta")));
        assertEquals("NextBallot with the ballot “%s”, which is no plain 32-bit integer.".formatted(value),
                refusal(bytes("NextBallot", "ballot:" + value, "sender:alpha", "receiver:beta")));
    }

    @Test
    void junkIsCutAndEscaped() {
        assertEquals("A message begins with a method, not with “GET / HTTP/1.1”.",
                refusal("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8)));
        assertEquals("A message begins with a method, not with “\\u{0}\\u{1b}[31m\\n\\u{202e}\\\\”.",
                refusal("\0\u001b[31m\n\u202e\\\r\n\r\n".getBytes(UTF_8)));
        assertEquals("A message begins with a method, not with “" + "é".repeat(60) + "…”.",
                refusal(("é".repeat(4000) + "\r\n\r\n").getBytes(UTF_8)));
        assertEquals("A message begins with a method, not with “��”.",
                refusal(new byte[] {(byte) 0xff, (byte) 0xfe, '\r', '\n', '\r', '\n'}));
        assertEquals("A message begins with a method, not with “”.", refusal("\r\n\r\n".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "naïve", "01234567890123456789012345678901234567890123456789012345678901234"})
    void aBadIdIsAsGoodAsNone(String id) throws MalformedMessage {
        assertEquals(Optional.empty(), letter(bytes("HigherBallot", "ballot:1", "receiver:beta", "message-id:" + id)).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "9007199254740993", "9223372036854775808"})
    void aBadClockIsAsGoodAsNone(String lamport) throws MalformedMessage {
        assertEquals(OptionalLong.empty(),
                letter(bytes("HigherBallot", "ballot:1", "receiver:beta", "lamport:" + lamport)).lamport());
    }

    @Test
    void nothingThatIsSentCanBringAHeaderOfItsOwn() {
        for (String bad : List.of("", " beta", "beta ", "be\r\nta", "be\nta", "be\0ta", "be\u0085ta")) {
            Message message = new Message.NextBallot(new Ballot(1));
            assertThrows(IllegalArgumentException.class,
                    () -> WireFormat.encode(new Envelope("alpha", bad, message, "m", 1), false), bad);
            assertThrows(IllegalArgumentException.class,
                    () -> WireFormat.encode(new Envelope(bad, "beta", message, "m", 1), false), bad);
            assertThrows(IllegalArgumentException.class,
                    () -> WireFormat.encode(new Envelope("alpha", "beta", message, bad, 1), false), bad);
            assertThrows(IllegalArgumentException.class, () -> new WireFormat("alpha", List.of("alpha", bad), false), bad);
        }
    }

    private Envelope letter(byte[] bytes) throws MalformedMessage {
        return assertInstanceOf(WireFormat.Arrival.Letter.class, format.decode(bytes)).envelope();
    }

    private String refusal(byte[] bytes) {
        return assertThrows(MalformedMessage.class, () -> format.decode(bytes)).getMessage();
    }

    /// "NextBallot", "ballot:4", … as it stands on the wire.
    static byte[] bytes(String... parts) {
        StringBuilder text = new StringBuilder(parts[0]).append("\r\n");
        for (int i = 1; i < parts.length; i++) {
            text.append(parts[i].replaceFirst(":", ": ")).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(UTF_8);
    }
}
