package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Cuts a stream into lines, as many at a time as have come. Bounded in space.
final class LineReader {

    /// The longest line, in bytes, its newline counted.
    static final int LONGEST = 1 << 20;

    private static final int USUAL = 64 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[USUAL];
    private int filled;
    private int lastRead;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// Waits for something to come.
    ///
    /// @return the lines that are complete now, perhaps none, without their newlines; empty at the end of the stream
    /// @throws TooLong for a line of more than [#LONGEST] bytes
    Optional<List<String>> next() throws IOException, TooLong {
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                throw new TooLong();
            }
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        lastRead = in.read(buffer, filled, buffer.length - filled);
        if (lastRead < 0) {
            return Optional.empty();
        }
        int unsearched = filled;
        filled += lastRead;
        return Optional.of(cut(unsearched));
    }

    /// How many bytes the last [#next] took.
    int lastRead() {
        return lastRead;
    }

    private List<String> cut(int unsearched) {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        for (int i = unsearched; i < filled; i++) {
            if (buffer[i] == '\n') {
                lines.add(new String(buffer, begin, i - begin, UTF_8));
                begin = i + 1;
            }
        }
        if (begin > 0) {
            // Else a long line that comes byte by byte would be copied as often as it has bytes.
            filled -= begin;
            System.arraycopy(buffer, begin, buffer, 0, filled);
        }
        return lines;
    }

    /// A line without an end.
    static final class TooLong extends Exception {

        private static final long serialVersionUID = 1;
    }
}
