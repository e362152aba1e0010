package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Reading a log on from somewhere, of some legislators, with a note where it forgot.
class LogReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123456Z");
    private static final Happening SEEN = new Happening.PeerSeen("gamma", true);

    private final EventLog log = new EventLog(() -> NOW, 10);

    /// Alpha's and beta's in turn, from alpha's 0 on; the Lamport clock is 100 plus the number.
    private void append(int events) {
        for (int i = 0; i < events; i++) {
            log.append(log.next() % 2 == 0 ? "alpha" : "beta", 100 + log.next(), SEEN);
        }
    }

    private LogReader reader(long after, String... nodes) {
        return new LogReader(log, Set.of(nodes), after);
    }

    private static String shown(List<Event> events) {
        return String.join(" ", events.stream()
                .map(event -> event.node() + event.number() + (event.what() instanceof Happening.Missed(var n) ? "-" + n : ""))
                .toList());
    }

    @Test
    void onlyWhatIsAskedForIsReadAndEachOnce() {
        append(5);
        LogReader reader = reader(-1, "alpha");
        assertEquals("alpha0 alpha2 alpha4", shown(reader.read()));
        assertEquals("", shown(reader.read()));
        append(3);
        assertEquals("alpha6", shown(reader.read()));
        assertEquals("beta5 beta7", shown(reader(3, "beta").read()));
        assertEquals("alpha4 beta5 alpha6 beta7", shown(reader(3, "beta", "alpha").read()));
        assertEquals("", shown(reader(-1, "gamma").read()));
    }

    @Test
    void whereTheLogForgotThereIsANoteInThePlaceOfTheLastThatIsGone() {
        append(4);
        LogReader reader = reader(-1, "beta");
        assertEquals("beta1 beta3", shown(reader.read()));
        append(12);
        List<Event> events = reader.read();
        assertEquals("beta5-2 beta7 beta9 beta11 beta13 beta15", shown(events));
        assertEquals(new Event(5, NOW, 107, "beta", new Happening.Missed(2)), events.getFirst());
        assertEquals("", shown(reader.read()));
        assertEquals("alpha5-6 beta5-6 delta5-6 epsilon5-6 gamma5-6 zeta5-6",
                shown(reader(-1, "zeta", "beta", "gamma", "delta", "epsilon", "alpha").read().subList(0, 6)));
        assertEquals("beta7", shown(reader(5, "beta").read().subList(0, 1)), "whoever has read the note goes on after it");
        assertEquals("gamma5-6", shown(reader(-1, "gamma").read()), "of whom nothing is kept, perhaps something was");
    }

    @Test
    void aNumberThatTheLogHasNotReachedIsAsGoodAsNone() {
        append(4);
        assertEquals("", shown(reader(3, "alpha", "beta").read()), "the last there is");
        assertEquals("alpha0 alpha2", shown(reader(4, "alpha").read()));
        assertEquals("alpha0 alpha2", shown(reader(Long.MAX_VALUE, "alpha").read()));
        assertEquals("alpha0 alpha2", shown(reader(Long.MIN_VALUE, "alpha").read()));
    }

    @Test
    void itWaitsForWhatItHasNotRead() throws Exception {
        LogReader reader = reader(-1, "alpha");
        assertFalse(reader.await(Duration.ofMillis(1)));
        append(2);
        assertTrue(reader.await(Duration.ofHours(1)));
        reader.read();
        assertFalse(reader.await(Duration.ofMillis(1)));
    }

    @Test
    void anEventOfAnotherRecordIsKeptAsItWasRecordedButForItsNumber() {
        append(1);
        log.append(new Event(77, Instant.EPOCH, 5, "delta", SEEN));
        Event known = new Event(2, Instant.EPOCH, 6, "delta", SEEN);
        log.append(known);
        assertEquals(List.of(new Event(1, Instant.EPOCH, 5, "delta", SEEN), known), log.from(1));
    }
}
