package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFeedTest {

    @TempDir
    private Path folder;

    /// A file of another kind may be gigabytes without a newline.
    @Test
    void theBufferGrowsToTheLongestLineAndNoFurther() throws Exception {
        Path file = Files.writeString(folder.resolve("junk"), "x".repeat(5 * TraceFormat.LONGEST_LINE) + "\nend\n");
        for (int piece : new int[] {1_000, 1 << 14, 1 << 18}) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                LineFeed feed = new LineFeed(channel, 0, piece);
                int lines = 0;
                while (feed.fill()) {
                    while (feed.hasLine()) {
                        lines++;
                        assertEquals(lines, feed.line());
                        assertEquals(lines == 1 ? 0 : 5L * TraceFormat.LONGEST_LINE + 1, feed.position());
                        assertEquals(lines == 2, feed.isWhole());
                        feed.past(feed.newline());
                    }
                    assertTrue(feed.bytes().length <= TraceFormat.LONGEST_LINE + 2, "it is " + feed.bytes().length);
                }
                assertEquals(2, lines);
                assertEquals(Files.size(file), feed.position());
            }
        }
    }
}
