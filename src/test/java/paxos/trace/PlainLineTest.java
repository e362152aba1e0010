package paxos.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.State;

/// The quick reader is good for nothing but speed, so the one thing to test is that it never says anything else than the
/// slow one.
class PlainLineTest {

    private final TraceFormat format = new TraceFormat(Samples.LEGISLATORS);
    private final PlainLine plain = new PlainLine(Samples.LEGISLATORS);

    private static List<Event> everything() {
        List<Event> all = new ArrayList<>(Samples.events());
        all.addAll(Run.of(Samples.LEGISLATORS, 7, 40));
        return all;
    }

    private Optional<Event> quick(String line) {
        byte[] bytes = ("junk\n" + line + "\n").getBytes(UTF_8);
        Event event = plain.read(bytes, 5);
        if (event != null) {
            assertEquals(bytes.length - 1, plain.newline(), line);
        }
        return Optional.ofNullable(event);
    }

    private Optional<Event> slow(String line) {
        try {
            return Optional.of(TracePass.skimmed(format.read(line)));
        } catch (UnreadableTrace unreadable) {
            return Optional.empty();
        }
    }

    @Test
    void itReadsTheSameAsTheSlowReader() {
        Set<Class<?>> read = new HashSet<>();
        for (Event event : everything()) {
            String line = format.write(event);
            Optional<Event> quick = quick(line);
            if (quick.isPresent()) {
                assertEquals(slow(line), quick, line);
                read.add(event.what().getClass());
            }
        }
        assertEquals(Set.of(Happening.Sent.class, Happening.HandedOver.class, Happening.Lost.class, Happening.Received.class,
                Happening.Stepped.class, Happening.Wrote.class), read, "the kinds of which there are many");
    }

    @Test
    void skimmingLeavesOutWhatOnlyAPersonReads() {
        for (Event event : everything()) {
            Happening expected = switch (event.what()) {
                case Happening.Stepped(_, Explanation why) -> new Happening.Stepped(State.afterRestart(Ledger.BLANK),
                        new Explanation(why.reason(), why.ballot(), ""));
                case Happening.Lost(var id, var to, var message, _) -> new Happening.Lost(id, to, message, "");
                default -> event.what();
            };
            assertEquals(Optional.of(new Event(event.number(), event.at(), event.lamport(), event.node(), expected)), slow(format.write(event)));
        }
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
                        Happening.PeerSeen _, Happening.Missed _, Happening.Held _, Happening.Discarded _, Happening.Tampered _,
                        Happening.Rules _, Happening.Intervened _ -> false;
            };
            String line = format.write(event);
            boolean plain = !line.contains("\"type\":\"Success\",\"decree\"");
            assertEquals(common && plain, quick(line).isPresent(), line);
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
                Optional<Event> quick = quick(changed);
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
    void aLedgerWithNothingBehindItsCommaIsLeftToTheSlowReader() {
        String line = format.write(new Event(1, Samples.AT, 5, "alpha", new Happening.Wrote(Ledger.BLANK,
                Ledger.BLANK.withLastTried(new Ballot(3)))));
        assertTrue(quick(line).isPresent());
        assertTrue(quick(line.replace("\"lastTried\":3", "\"lastTried\":3,")).isEmpty());
        assertTrue(quick(line.replace("\"lastTried\":3", "\"decree\":3,")).isEmpty());
        assertTrue(quick(line.replace("\"lastTried\":3", "")).isEmpty());
    }

    /// Of these, the quick reader does not look at the end; but that they have one.
    @Test
    void aStepOrALossThatBreaksOffIsLeftToTheSlowReader() {
        for (Event event : Run.of(Samples.LEGISLATORS, 7, 10)) {
            if (event.what() instanceof Happening.Stepped || event.what() instanceof Happening.Lost) {
                String line = format.write(event);
                assertTrue(quick(line).isPresent());
                assertTrue(quick(line.substring(0, line.length() - 1)).isEmpty());
                assertTrue(quick(line.substring(0, line.length() - 15)).isEmpty());
            }
        }
    }

    /// The bytes end where the line does, so whatever goes past it fails.
    @Test
    void nothingPastTheNewlineIsLookedAt() {
        List<Event> events = Run.of(Samples.LEGISLATORS, 7, 4);
        for (Event event : events) {
            String line = format.write(event);
            for (int length = 0; length <= line.length(); length++) {
                for (String end : List.of("\n", "\\\n", "\"\n", "0\n")) {
                    byte[] bytes = (line.substring(0, length) + end).getBytes(UTF_8);
                    assertTrue(plain.read(bytes, 0) == null || plain.newline() == bytes.length - 1);
                }
            }
        }
    }

    @Test
    void aNewlineIsFoundAtAnyPlace() {
        for (int length = 0; length < 40; length++) {
            // Bytes near a newline's, and above those of ASCII.
            byte[] bytes = "\u000b\u0009\u00e9x".repeat(20).getBytes(UTF_8);
            bytes[length] = '\n';
            bytes[length + 1] = '\n';
            for (int from = 0; from <= length; from++) {
                assertEquals(length, ByteCursor.newline(bytes, from));
            }
            byte[] short_ = "x".repeat(length).concat("\n").getBytes(UTF_8);
            assertEquals(length, ByteCursor.newline(short_, 0), "at the end of the bytes");
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
            Event read = reader.read(line, 0);
            assertEquals(names.get(i), read.node());
            assertEquals(names.get(999 - i), ((Happening.Sent) read.what()).to());
        }
        assertNull(reader.read("{\"what\":\"Sent\",\"n\":1,\"at\":1,\"lamport\":1,\"node\":\"node\"\n".getBytes(UTF_8), 0));
    }
}
