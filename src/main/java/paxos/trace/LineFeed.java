package paxos.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// The lines of a file, one after the other, as places in a buffer: no text is made of them. For one thread.
final class LineFeed {

    /// As much as the longest line, one byte more that shows a line is longer, and a newline.
    private static final int LONGEST = TraceFormat.LONGEST_LINE + 2;

    private final FileChannel file;
    /// Grows up to the longest line, where one does not fit.
    private byte[] bytes;
    /// Where the next line begins.
    private int start;
    /// Behind the last newline in the buffer.
    private int whole;
    private int filled;
    /// How far the file was read.
    private long read;
    /// Where in the file the next line begins.
    private long position;
    private long line = 1;
    /// Whether there is but one line in the buffer, the newline of which was put there: its own was not reached.
    private boolean cut;
    /// Whether the rest of a line is passed over that was too long.
    private boolean skipping;
    private boolean ended;

    /// @param from  where to begin, in bytes
    /// @param piece how much to read at a time, in bytes
    LineFeed(FileChannel file, long from, int piece) {
        this.file = file;
        this.bytes = new byte[piece];
        this.position = from;
        this.read = from;
    }

    /// Whether there is a line in the buffer. Its end is, too.
    boolean hasLine() {
        return start < whole;
    }

    /// Reads on, a piece at a time; to be called where no line is in the buffer. Then there may be one, or not yet.
    ///
    /// @return whether to go on; if not, the file is at its end
    boolean fill() throws IOException {
        System.arraycopy(bytes, start, bytes, 0, filled - start);
        filled -= start;
        start = 0;
        whole = 0;
        cut = false;
        if (filled == LONGEST - 1) {
            cut();
            return true;
        }
        if (filled == bytes.length - 1) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, LONGEST));
        }
        int from = filled;
        int count = file.read(ByteBuffer.wrap(bytes, from, bytes.length - 1 - from), read);
        if (count < 0) {
            ended = true;
            if (filled > 0) {
                cut();
                return true;
            }
            return false;
        }
        read += count;
        filled += count;
        if (skipping) {
            skip();
        }
        findLines(from);
        return true;
    }

    private void cut() {
        bytes[filled] = '\n';
        filled++;
        whole = filled;
        cut = true;
    }

    private void skip() {
        while (start < filled && skipping) {
            skipping = bytes[start] != '\n';
            start++;
        }
        position += start;
    }

    private void findLines(int from) {
        int last = filled - 1;
        while (last >= from && bytes[last] != '\n') {
            last--;
        }
        whole = last < from ? 0 : last + 1;
    }

    /// The buffer with the line in it.
    byte[] bytes() {
        return bytes;
    }

    /// Where the line begins in the buffer.
    int start() {
        return start;
    }

    /// Where the line's newline is in the buffer.
    int newline() {
        return ByteCursor.newline(bytes, start);
    }

    /// Whether the line is in the buffer as it is in the file.
    boolean isWhole() {
        return !cut;
    }

    /// Whether the line has no newline, as the file ends before.
    boolean isTorn() {
        return ended;
    }

    /// Goes on behind this newline.
    void past(int newline) {
        position += newline - start + (cut ? 0 : 1);
        skipping = cut;
        start = newline + 1;
        line++;
    }

    /// Where the line begins in the file, in bytes.
    long position() {
        return position;
    }

    /// The number of the line, from 1 where the feed began with the file.
    long line() {
        return line;
    }
}
