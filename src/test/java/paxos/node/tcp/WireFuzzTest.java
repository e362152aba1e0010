package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The short form of [WireFuzz]: a great many inputs, good and bad, hold to what [WireProperties] and [TraceProperties] say.
@Timeout(120)
class WireFuzzTest {

    @Test
    void whateverComesIsReadAsOneThingOrRefusedInASentence() {
        WireFuzz fuzz = WireFuzz.run(20_000, 20_261_123);

        // The inputs reach deep: each message is read often, each refusal met often.
        assertTrue(fuzz.share() > 0.2 && fuzz.share() < 0.8, "share of messages: " + fuzz.share());
        assertTrue(fuzz.shareOfEvents() > 0.1 && fuzz.shareOfEvents() < 0.8, "share of events: " + fuzz.shareOfEvents());
        for (String letter : WireInputs.METHODS) {
            assertTrue(fuzz.count("letter: " + letter) > 200, letter);
        }
        for (String what : List.of("observe", "unknown method", "altered: another message", "altered: malformed", "altered: another event",
                "altered: unreadable", "stream, read to its end", "stream, given up", "stream given up", "header", "proven")) {
            assertTrue(fuzz.count(what) > 0, what);
        }
        for (String refusal : WireProperties.REFUSALS) {
            assertTrue(fuzz.count("malformed: " + refusal.strip()) > 10, refusal);
        }
    }

    @Test
    void aSeedGivesTheSameInputsAgain() {
        assertEquals(WireFuzz.run(640, 5).counts(), WireFuzz.run(640, 5).counts());
    }

    /// Else a peer could keep a core busy for as long as its line is long, squared.
    @Test
    void aLongLineThatComesByteByByteIsNotCopiedForEachByte() throws Exception {
        InputStream slow = new ByteArrayInputStream(("x".repeat(LineReader.LONGEST - 1) + "\n").getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(1, length));
            }
        };
        LineReader reader = new LineReader(slow);
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int lines = 0;
        for (Optional<List<String>> next = reader.next(); next.isPresent(); next = reader.next()) {
            lines += next.get().size();
        }
        assertEquals(1, lines);
        // Of work, not of waiting: some hundredths of a second, and a hundred times that if all is copied each time.
        long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
        assertTrue(worked < 3_000_000_000L, worked / 1_000_000 + " ms of work");
    }
}
