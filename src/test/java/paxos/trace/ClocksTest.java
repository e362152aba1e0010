package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No message seems to arrive before it was sent, and no more is changed than that needs.
class ClocksTest {

    private static final long MILLI = 1000;
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    private final Clocks clocks = new Clocks("alpha");

    private static Instant at(long micros) {
        return Instant.parse("2026-11-23T08:00:00Z").plus(micros, ChronoUnit.MICROS);
    }

    private boolean message(String from, long sentAt, String to, long receivedAt) {
        return clocks.message(from, at(sentAt), to, at(receivedAt));
    }

    private List<Long> corrections(String... names) {
        return List.of(names).stream().map(clocks::correctionMicros).toList();
    }

    @Test
    void clocksThatDoNotContradictTheMessagesAreLeftAlone() {
        assertFalse(message("alpha", 0, "beta", 40 * MILLI));
        assertFalse(message("beta", 50 * MILLI, "alpha", 51 * MILLI));
        assertFalse(message("beta", 60 * MILLI, "alpha", 60 * MILLI));
        assertEquals(List.of(0L, 0L, 0L), corrections("alpha", "beta", "nobody"));
        assertSame(Instant.EPOCH, clocks.corrected("beta", Instant.EPOCH));
    }

    @Test
    void aClockThatIsBehindIsPutInTheMiddleBetweenThereAndBack() {
        // Beta's clock is 90 seconds behind, and each message takes 10 ms.
        long behind = 90 * SECOND;
        assertTrue(message("alpha", 0, "beta", 10 * MILLI - behind));
        message("beta", 20 * MILLI - behind, "alpha", 30 * MILLI);
        assertTrue(message("alpha", 40 * MILLI, "beta", 49 * MILLI - behind), "the first correction made it take no time at all");
        assertEquals(List.of(0L, behind + MILLI / 2), corrections("alpha", "beta"));
        assertEquals(at(MILLI / 2), clocks.corrected("beta", at(-behind)));
        assertFalse(message("alpha", 60 * MILLI, "beta", 70 * MILLI - behind), "nothing new");
    }

    @Test
    void aClockThatIsAheadIsHeldBack() {
        message("alpha", 0, "beta", 5 * MINUTE + 4 * MILLI);
        assertTrue(message("beta", 5 * MINUTE + 10 * MILLI, "alpha", 12 * MILLI));
        assertEquals(List.of(0L, -5 * MINUTE - MILLI), corrections("alpha", "beta"));
    }

    @Test
    void theReferenceKeepsItsTimeAlsoWhereItsOwnClockIsTheOddOne() {
        Clocks others = new Clocks("gamma");
        for (String name : List.of("alpha", "beta")) {
            others.message(name, at(0), "gamma", at(MILLI - MINUTE));
            others.message("gamma", at(10 * MILLI - MINUTE), name, at(11 * MILLI));
        }
        others.message("alpha", at(0), "beta", at(MILLI));
        assertEquals(0, others.correctionMicros("gamma"));
        assertTrue(Math.abs(others.correctionMicros("alpha") + MINUTE) <= MILLI);
        assertTrue(Math.abs(others.correctionMicros("beta") + MINUTE) <= MILLI);
    }

    @Test
    void messagesOneWayOnlyAreCorrectedByNoMoreThanTheyNeed() {
        message("alpha", 0, "beta", -3 * SECOND);
        assertEquals(List.of(0L, 3 * SECOND), corrections("alpha", "beta"));
        message("gamma", 0, "alpha", -2 * SECOND);
        assertEquals(List.of(0L, 3 * SECOND, -2 * SECOND), corrections("alpha", "beta", "gamma"));
    }

    @Test
    void twoWhoNeverTalkAreComparedByWayOfOthers() {
        message("beta", 0, "gamma", -MINUTE + MILLI);
        message("gamma", -MINUTE + 2 * MILLI, "beta", 3 * MILLI);
        message("gamma", -MINUTE, "delta", -3 * MINUTE + MILLI);
        message("delta", -3 * MINUTE, "gamma", -MINUTE + MILLI);
        assertEquals(0, corrections("alpha").getFirst(), "who has no messages");
        assertEquals(MINUTE, clocks.correctionMicros("gamma") - clocks.correctionMicros("beta"), MILLI);
        assertEquals(2 * MINUTE, clocks.correctionMicros("delta") - clocks.correctionMicros("gamma"), MILLI);
        message("alpha", 0, "beta", 7 * SECOND);
        message("beta", 7 * SECOND, "alpha", 0);
        assertEquals(List.of(0L, -7 * SECOND, MINUTE - 7 * SECOND, 3 * MINUTE - 7 * SECOND),
                corrections("alpha", "beta", "gamma", "delta"));
    }

    @Test
    void aClockThatWasSetMeanwhileIsCorrectedByTheLatestMessages() {
        message("alpha", 0, "beta", -MINUTE);
        message("beta", -MINUTE, "alpha", 0);
        assertEquals(MINUTE, clocks.correctionMicros("beta"));
        assertFalse(message("alpha", MINUTE, "beta", 2 * MINUTE), "it might have taken so long");
        assertTrue(message("beta", 2 * MINUTE, "alpha", MINUTE));
        assertEquals(-MINUTE, clocks.correctionMicros("beta"));
        assertFalse(message("alpha", 2 * MINUTE, "beta", 3 * MINUTE + MILLI));
        assertTrue(message("beta", 4 * MINUTE, "alpha", 3 * MINUTE - 2), "what was before is forgotten");
        assertEquals(-MINUTE - (MILLI + 2) / 2, clocks.correctionMicros("beta"));
    }

    @Test
    void aMessageToOneselfSaysNothing() {
        assertFalse(message("beta", 0, "beta", -SECOND));
        assertEquals(0, clocks.correctionMicros("beta"));
    }

    @Test
    void whatArrivedANanosecondTooEarlyIsCorrectedByAMicrosecond() {
        assertTrue(clocks.message("alpha", Instant.ofEpochSecond(5), "beta", Instant.ofEpochSecond(5).minusNanos(1)));
        assertEquals(1, clocks.correctionMicros("beta"));
        assertTrue(clocks.message("alpha", Instant.ofEpochSecond(5, 1), "gamma", Instant.ofEpochSecond(5)));
        assertEquals(1, clocks.correctionMicros("gamma"));
    }

    @Test
    void timesThatAreNoTimesDoNoHarm() {
        List<Instant> times = List.of(Instant.MIN, Instant.MAX, Instant.EPOCH);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            clocks.message("n" + random.nextInt(64), times.get(random.nextInt(3)), "n" + random.nextInt(64), times.get(random.nextInt(3)));
        }
        for (int i = 0; i < 64; i++) {
            assertTrue(Math.abs(clocks.correctionMicros("n" + i)) <= 64 * 100L * 365 * 24 * 3600 * SECOND);
        }
    }

    private record Sent(String from, long sentAt, String to, long receivedAt) {
    }

    @Test
    void withAnyClocksAndAnyWalksNoMessageArrivesBeforeItWasSent() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(6);
            long[] ahead = random.longs(size, -5 * MINUTE, 5 * MINUTE).toArray();
            Clocks corrected = new Clocks("0");
            List<Sent> messages = new ArrayList<>();
            int changes = 0;
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(size);
                int to = random.nextInt(size);
                // The last node takes part in nothing.
                if (from == to || size > 3 && Math.max(from, to) == size - 1) {
                    continue;
                }
                long now = i * 10 * MILLI;
                long walk = random.nextInt(20) == 0 ? random.nextLong(MINUTE) : random.nextLong(5 * MILLI);
                messages.add(new Sent(from + "", now + ahead[from], to + "", now + walk + ahead[to]));
                Sent last = messages.getLast();
                changes += corrected.message(last.from(), at(last.sentAt()), last.to(), at(last.receivedAt())) ? 1 : 0;
                for (Sent message : i % 10 == 0 ? messages : List.of(last)) {
                    assertFalse(corrected.corrected(message.to(), at(message.receivedAt()))
                            .isBefore(corrected.corrected(message.from(), at(message.sentAt()))), "seed " + seed + ": " + message);
                }
                assertEquals(0, corrected.correctionMicros("0"));
            }
            assertTrue(changes < 10 * size * size, "seed " + seed + ": it changed " + changes + " times");
            for (int i = 0; i < size; i++) {
                // Whoever exchanged enough messages, is corrected to within what a message takes.
                if (size <= 3 || i < size - 1) {
                    assertEquals(ahead[0] - ahead[i], corrected.correctionMicros(i + ""), 20 * MILLI, "seed " + seed);
                }
            }
        }
    }
}
