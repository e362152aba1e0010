package paxos.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;

/// The quick reader is good for nothing but speed, so the one thing to test is that it never says anything else than the
/// slow one.
class PlainLineTest {

    private final TraceFormat format = new TraceFormat(Samples.LEGISLATORS);
    private final PlainLine plain = new PlainLine(Samples.LEGISLATORS);
    private final Map<String, Integer> indices = Glimpse.indices(Samples.LEGISLATORS);

    /// All that a glimpse shows.
    private record Seen(Glimpse.Kind kind, long number, long at, long lamport, int node, int peer, boolean reachable, long id,
            Glimpse.Type type, int ballot, int decree, int voteBallot, Reason reason, long missed, Ledger before, Ledger after) {

        static Seen in(Glimpse glimpse) {
            return new Seen(glimpse.kind(), glimpse.number(), glimpse.atMicros(), glimpse.lamport(), glimpse.node(), glimpse.peer(),
                    glimpse.reachable(), glimpse.id(), glimpse.type(), glimpse.ballot(), glimpse.decree(), glimpse.voteBallot(),
                    glimpse.reason(), glimpse.missed(), glimpse.before(), glimpse.after());
        }
    }

    private static List<Event> everything() {
        List<Event> all = new ArrayList<>(Samples.events());
        all.addAll(Run.of(Samples.LEGISLATORS, 7, 40));
        return all;
    }

    private Optional<Seen> quick(String line) {
        byte[] bytes = ("junk\n" + line + "\n").getBytes(UTF_8);
        Glimpse glimpse = new Glimpse();
        int newline = plain.read(bytes, 5, glimpse);
        if (newline < 0) {
            return Optional.empty();
        }
        assertEquals(bytes.length - 1, newline, line);
        return Optional.of(Seen.in(glimpse));
    }

    private Optional<Seen> slow(String line) {
        try {
            return Optional.of(Seen.in(new Glimpse().show(format.read(line), indices)));
        } catch (UnreadableTrace unreadable) {
            return Optional.empty();
        }
    }

    @Test
    void itReadsTheSameAsTheSlowReader() {
        Map<Glimpse.Kind, Integer> read = new EnumMap<>(Glimpse.Kind.class);
        for (Event event : everything()) {
            String line = format.write(event);
            Optional<Seen> quick = quick(line);
            if (quick.isPresent()) {
                assertEquals(slow(line), quick, line);
                read.merge(quick.get().kind(), 1, Integer::sum);
            }
        }
        assertEquals(EnumSet.of(Glimpse.Kind.SENT, Glimpse.Kind.HANDED_OVER, Glimpse.Kind.LOST, Glimpse.Kind.RECEIVED,
                Glimpse.Kind.STEPPED, Glimpse.Kind.WROTE), read.keySet(), "the kinds of which there are many");
    }

    /// Were it to leave lines to the slow reader, nobody would notice but by the clock.
    @Test
    void itLeavesNoneOfTheManyLinesToTheSlowReader() {
        for (Event event : everything()) {
            boolean common = switch (event.what()) {
                case Happening.Sent _, Happening.HandedOver _, Happening.Lost _, Happening.Stepped _, Happening.Wrote _ -> true;
                // A Success that does not say its ballot comes from a C++ node only.
                case Happening.Received _ -> true;
                case Happening.Opened _, Happening.Crashed _, Happening.Closed _, Happening.Forgot _, Happening.Dropped _,
                        Happening.PeerSeen _, Happening.Missed _ -> false;
            };
            String line = format.write(event);
            assertEquals(common && !line.contains("\"type\":\"Success\",\"decree\""), quick(line).isPresent(), line);
        }
    }

    /// One byte of a line is changed, left out or doubled.
    @Test
    void aLineThatIsTheLeastBitDifferentIsReadAsTheSlowReaderReadsItOrLeftToIt() {
        Random chance = new Random(11);
        int differentAndRead = 0;
        for (Event event : everything()) {
            String line = format.write(event);
            int seen = partThatIsLookedAt(event, line);
            for (int i = 0; i < 40; i++) {
                int place = chance.nextInt(seen);
                String piece = switch (chance.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> line.substring(place, place + 1).repeat(2);
                    case 2 -> Character.toString(chance.nextInt(' ', 0x7f));
                    default -> Character.toString("\"\\{}[],:-0127e.\u00e9".charAt(chance.nextInt(16)));
                };
                String changed = line.substring(0, place) + piece + line.substring(place + 1);
                Optional<Seen> quick = quick(changed);
                if (quick.isPresent()) {
                    assertEquals(slow(changed), quick, changed);
                    differentAndRead += changed.equals(line) ? 0 : 1;
                }
            }
        }
        assertTrue(differentAndRead > 1_000, "many changes leave a line that can be read: " + differentAndRead);
    }

    /// The slow reader looks at the rest, too.
    private static int partThatIsLookedAt(Event event, String line) {
        return switch (event.what()) {
            case Happening.Stepped _ -> IntStream.of(line.indexOf(",\"ledger\""), line.indexOf(",\"slip\""), line.indexOf(",\"why\""))
                    .filter(place -> place > 0).min().orElseThrow() + 5;
            case Happening.Lost _ -> line.indexOf(",\"why\"") + 5;
            default -> line.length();
        };
    }

    @Test
    void numbersOutOfRangeAreLeftToTheSlowReader() {
        String line = format.write(new Event(1, Samples.AT, 5, "alpha", new Happening.Wrote(Ledger.BLANK,
                Ledger.BLANK.withLastTried(new Ballot(Integer.MAX_VALUE)))));
        assertTrue(quick(line).isPresent());
        assertTrue(quick(line.replace("2147483647", "2147483648")).isEmpty());
        assertTrue(quick(line.replace("\"lamport\":5", "\"lamport\":9007199254740992")).isPresent());
        assertTrue(quick(line.replace("\"lamport\":5", "\"lamport\":9007199254740993")).isEmpty());
        // As a number of 64 bits, this is 1.
        assertTrue(quick(line.replace("\"lamport\":5", "\"lamport\":18446744073709551617")).isEmpty());
        assertTrue(quick(line.replace("\"n\":1", "\"n\":01")).isEmpty());
    }

    @Test
    void aNewlineIsFoundAtAnyPlace() {
        for (int length = 0; length < 40; length++) {
            // Bytes near a newline's, and above those of ASCII.
            byte[] bytes = "\u000b\u0009\u00e9x".repeat(20).getBytes(UTF_8);
            bytes[length] = '\n';
            bytes[length + 1] = '\n';
            for (int from = 0; from <= length; from++) {
                assertEquals(length, PlainLine.newline(bytes, from));
            }
            byte[] short_ = "x".repeat(length).concat("\n").getBytes(UTF_8);
            assertEquals(length, PlainLine.newline(short_, 0), "at the end of the bytes");
        }
    }

    @Test
    void aThousandNamesAreToldApart() {
        List<String> names = IntStream.range(0, 1000).mapToObj(i -> i % 2 == 0 ? "node " + i : "\"ν\\" + i).toList();
        TraceFormat its = new TraceFormat(names);
        PlainLine reader = new PlainLine(names);
        for (int i = 0; i < names.size(); i++) {
            byte[] line = (its.write(new Event(0, Samples.AT, 0, names.get(i), new Happening.Sent("1", names.get(999 - i),
                    new Message.NextBallot(new Ballot(1))))) + "\n").getBytes(UTF_8);
            Glimpse glimpse = new Glimpse();
            assertTrue(reader.read(line, 0, glimpse) > 0);
            assertEquals(i, glimpse.node());
            assertEquals(999 - i, glimpse.peer());
        }
        assertTrue(reader.read("{\"what\":\"Sent\",\"n\":1,\"at\":1,\"lamport\":1,\"node\":\"node\"\n".getBytes(UTF_8), 0, new Glimpse()) < 0);
    }

    @Test
    void idsAreToldApart() {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Glimpse glimpse = new Glimpse().show(new Event(0, Samples.AT, 0, "alpha", new Happening.HandedOver(
                    (i % 2 == 0 ? "k3-" : "k4-") + i / 2, "beta", new Message.NextBallot(new Ballot(1)))), indices);
            assertTrue(ids.add(glimpse.id()));
            assertNotEquals(0, glimpse.id());
        }
    }

    @Test
    void aGlimpseOfAMessageMakesTheMessage() {
        for (Message message : Samples.messages()) {
            Glimpse glimpse = new Glimpse().show(new Event(0, Samples.AT, 0, "alpha",
                    new Happening.Received(Optional.empty(), Optional.empty(), message)), indices);
            assertEquals(message, glimpse.message());
            assertEquals(-1, glimpse.peer());
            assertEquals(0, glimpse.id());
        }
    }

    /// One glimpse is used for all events: nothing of one must be seen in the next.
    @Test
    void nothingOfTheEventBeforeIsLeft() {
        Glimpse used = new Glimpse();
        List<Event> events = everything();
        for (Event event : events) {
            Seen fresh = Seen.in(new Glimpse().show(event, indices));
            assertEquals(fresh, Seen.in(used.show(event, indices)));
            byte[] line = (format.write(event) + "\n").getBytes(UTF_8);
            if (plain.read(line, 0, used) >= 0) {
                assertEquals(fresh, Seen.in(used));
            }
        }
    }
}
