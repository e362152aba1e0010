package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lines are cut right wherever the stream is torn, and neither a line nor a stream can be too much.
class LineReaderTest {

    /// Gives a few bytes at a time, as a network does.
    private static InputStream torn(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 5 : 100_000)));
            }
        };
    }

    private static List<String> lines(InputStream in) throws Exception {
        LineReader reader = new LineReader(in);
        List<String> lines = new ArrayList<>();
        for (Optional<List<String>> next = reader.next(); next.isPresent(); next = reader.next()) {
            lines.addAll(next.get());
        }
        return lines;
    }

    @Test
    void linesAreCutWhereverTheStreamIsTorn() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                lines.add("ä🐟".repeat(random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(5)));
            }
            String text = String.join("\n", lines) + "\nthe last has no end";
            assertEquals(lines, lines(torn(text.getBytes(UTF_8), random)), "seed " + seed);
        }
    }

    @Test
    void aLineOfAMebibyteIsReadAndNoneIsLonger() throws Exception {
        String longest = "x".repeat(LineReader.LONGEST - 1);
        assertEquals(List.of(longest, ""), lines(torn((longest + "\n\n").getBytes(UTF_8), new Random(1))));
        assertThrows(LineReader.TooLong.class, () -> lines(torn((longest + "x\n").getBytes(UTF_8), new Random(1))));
    }

    @Test
    void itTellsHowMuchItRead() throws Exception {
        LineReader reader = new LineReader(new ByteArrayInputStream("one\ntwo".getBytes(UTF_8)));
        assertEquals(Optional.of(List.of("one")), reader.next());
        assertEquals(7, reader.lastRead());
    }

    @Test
    void aPaceIsKeptAfterTheFirstBurst() throws InterruptedException {
        Pace pace = new Pace(Limits.Observing.STANDARD.withRate(1_000_000, 1_000_000));
        long began = System.nanoTime();
        pace.keep(1_000_000);
        for (int i = 0; i < 5; i++) {
            pace.keep(20_000);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.toMillis() >= 100, took.toString());
    }
}
