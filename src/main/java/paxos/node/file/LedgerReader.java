package paxos.node.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import paxos.synod.Ledger;

/// Reads a ledger file from its first line to its last and believes nothing that this program would not have written.
final class LedgerReader {

    /// What a ledger file says.
    ///
    /// @param ledger     the last ledger written
    /// @param writes     how many writes there were, also those whose lines the file no longer has
    /// @param length     how many bytes of the file are good; what follows them broke off
    /// @param unfinished whether the newline of the last line is missing
    record Found(Ledger ledger, long writes, long length, boolean unfinished) {
    }

    /// No line is longer, in bytes: a file name has 255 at most.
    private static final int LONGEST_LINE = 1024;
    /// In bytes, the least that a disk writes at once; others are multiples of it.
    private static final int SECTOR = 512;

    private final Path file;
    private final String name;
    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_LINE];
    private long lineNumber;
    private long position;

    private record Line(String text, boolean ended) {
    }

    private LedgerReader(Path file, String name, InputStream in) {
        this.file = file;
        this.name = name;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /// Reads it all, and keeps what it said after each of its last writes; of a file with few of them, first what it said
    /// before any. Of a file that was compacted, no more than the lines it has.
    ///
    /// @param file for the sentences
    /// @param name whose ledger it must be
    /// @param most how many at most, at least 1
    /// @return oldest first, never empty
    /// @throws IOException where it cannot be read, or is damaged
    static List<Found> last(Path file, String name, InputStream in, int most) throws IOException {
        return new LedgerReader(file, name, in).last(most);
    }

    private List<Found> last(int most) throws IOException {
        LedgerHeader header = readHeader();
        // A first line that has none before it follows the blank ledger as any does: it only must agree with itself.
        Found before = new Found(Ledger.BLANK, header.from() - 1, position, false);
        Deque<Found> last = new ArrayDeque<>();
        if (header.isWhole()) {
            last.add(before);
        }
        for (Optional<Line> next = nextLine(); next.isPresent(); next = nextLine()) {
            Line line = next.get();
            long number = before.writes() + 1;
            if (!line.ended() && LedgerLine.breaksOff(line.text(), number) || beginsInALostSector(line, before.length()) && in.read() < 0) {
                break;
            }
            before = new Found(checked(line.text(), number, before.ledger()), number, position, !line.ended());
            last.add(before);
            if (last.size() > most) {
                last.removeFirst();
            }
            if (!line.ended()) {
                // Who writes the file meanwhile may go on here.
                break;
            }
        }
        if (last.isEmpty()) {
            // It was moved into its place with its lines in it: no crash leaves it without.
            lineNumber = 2;
            throw damaged("is missing or breaks off: the file has no write, and says that it begins with number " + header.from());
        }
        return List.copyOf(last);
    }

    /// A ledger file is moved into its place with its header in it: no crash leaves it without.
    private LedgerHeader readHeader() throws IOException {
        Line line = nextLine().orElseThrow(() -> {
            lineNumber = 1;
            return damaged("is missing: the file is empty");
        });
        checkSeal(line.text());
        if (!line.ended()) {
            throw damaged("breaks off");
        }
        String text = Seal.textOf(line.text());
        OptionalInt version = LedgerHeader.version(text);
        if (version.isPresent() && version.getAsInt() > LedgerHeader.NEWEST) {
            throw new IOException(("%s was written by a newer version of this program (format %s; this program knows "
                    + "format %s). Start that version.").formatted(file, version.getAsInt(), LedgerHeader.NEWEST));
        }
        LedgerHeader header = LedgerHeader.parse(text).orElseThrow(() -> damaged("is not the first line of a ledger"));
        if (!header.name().equals(name)) {
            throw new IOException(("%s is the ledger of %s, not of %s, so its promises are another's. Put each "
                    + "legislator's folder back in its own place.").formatted(file, header.name(), name));
        }
        return header;
    }

    private Ledger checked(String line, long number, Ledger before) throws IOException {
        checkSeal(line);
        LedgerLine read = LedgerLine.parse(Seal.textOf(line))
                .orElseThrow(() -> damaged("has a right checksum, but is no line that this program writes"));
        if (read.number() != number) {
            throw damaged("has the number %s where %s is due: %s".formatted(read.number(), number,
                    read.number() < number ? "a line is repeated or out of its place" : "a line is missing"));
        }
        Optional<String> wrong = Succession.wrongIn(before, read.ledger());
        if (wrong.isPresent()) {
            throw damaged(wrong.get() + ", which no legislator does");
        }
        return read.ledger();
    }

    /// Whether zeros stand in place of the line's beginning, up to where a sector ends, and nowhere else.
    private static boolean beginsInALostSector(Line line, long start) {
        int zeros = 0;
        while (zeros < line.text().length() && line.text().charAt(zeros) == 0) {
            zeros++;
        }
        return zeros > 0 && (start + zeros) % SECTOR == 0 && line.text().indexOf(0, zeros) < 0;
    }

    private void checkSeal(String line) throws IOException {
        if (!Seal.isOn(line)) {
            throw damaged("is no line of a ledger");
        }
        if (!Seal.isWholeOn(line)) {
            throw damaged("does not match its checksum");
        }
    }

    /// The next line without its newline; empty at the end of the file. Zeros at the end of the file belong to no line.
    private Optional<Line> nextLine() throws IOException {
        int length = 0;
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        lineNumber++;
        while (next >= 0 && next != '\n') {
            if (length == LONGEST_LINE) {
                throw damaged("is longer than any line of a ledger");
            }
            buffer[length] = (byte) next;
            length++;
            next = in.read();
        }
        boolean ended = next == '\n';
        // A file may have grown before its bytes came: then zeros stand in their place.
        while (!ended && length > 0 && buffer[length - 1] == 0) {
            length--;
        }
        position += ended ? length + 1 : length;
        return Optional.of(new Line(decoded(length), ended));
    }

    private String decoded(int length) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, 0, length)).toString();
        } catch (CharacterCodingException noText) {
            throw damaged("is not text");
        }
    }

    private IOException damaged(String wrong) {
        return Trouble.damaged(file, lineNumber, wrong);
    }
}
