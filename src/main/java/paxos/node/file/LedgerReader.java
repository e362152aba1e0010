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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paxos.synod.Ledger;

/// Reads a ledger file from its first line to its last and believes nothing that this program would not have written.
final class LedgerReader {

    /// What a ledger file says.
    ///
    /// @param ledger     the last ledger written
    /// @param writes     how many writes there were
    /// @param length     how many bytes of the file are good; what follows them broke off
    /// @param unfinished whether the newline of the last line is missing
    record Found(Ledger ledger, long writes, long length, boolean unfinished) {
    }

    private static final int VERSION = 1;
    private static final String HEADER = "paxos ledger, version " + VERSION + ", of ";
    /// No line is longer, in bytes: a file name has 255 at most.
    private static final int LONGEST_LINE = 1024;
    private static final Pattern VERSION_IN_HEADER = Pattern.compile("paxos ledger, version ([1-9]\\d{0,8})\\b.*");

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

    /// Reads it all.
    ///
    /// @param file for the sentences
    /// @param name whose ledger it must be
    /// @throws IOException where it cannot be read, or is damaged
    static Found read(Path file, String name, InputStream in) throws IOException {
        return last(file, name, in, 1).getLast();
    }

    /// Reads it all, and keeps what it said after each of its last writes; of a file with few of them, first what it said
    /// before any.
    ///
    /// @param most how many at most, at least 1
    /// @return oldest first, never empty
    /// @throws IOException as [#read]
    static List<Found> last(Path file, String name, InputStream in, int most) throws IOException {
        return new LedgerReader(file, name, in).last(most);
    }

    /// The first line of a legislator's ledger.
    static String header(String name) {
        return Seal.seal(HEADER + name);
    }

    private List<Found> last(int most) throws IOException {
        readHeader();
        Deque<Found> last = new ArrayDeque<>();
        last.add(new Found(Ledger.BLANK, 0, position, false));
        for (Optional<Line> next = nextLine(); next.isPresent(); next = nextLine()) {
            Line line = next.get();
            Found before = last.getLast();
            long number = before.writes() + 1;
            if (!line.ended() && LedgerLine.breaksOff(line.text(), number)) {
                break;
            }
            last.add(new Found(checked(line.text(), number, before.ledger()), number, position, !line.ended()));
            if (last.size() > most) {
                last.removeFirst();
            }
            if (!line.ended()) {
                // Who writes the file meanwhile may go on here.
                break;
            }
        }
        return List.copyOf(last);
    }

    /// A ledger file is moved into its place with its header in it: no crash leaves it without.
    private void readHeader() throws IOException {
        Line line = nextLine().orElseThrow(() -> {
            lineNumber = 1;
            return damaged("is missing: the file is empty");
        });
        checkSeal(line.text());
        if (!line.ended()) {
            throw damaged("breaks off");
        }
        if (line.text().equals(header(name))) {
            return;
        }
        String text = Seal.textOf(line.text());
        if (text.startsWith(HEADER)) {
            throw new IOException(("%s is the ledger of %s, not of %s, so its promises are another's. Put each "
                    + "legislator's folder back in its own place.").formatted(file, text.substring(HEADER.length()), name));
        }
        Matcher version = VERSION_IN_HEADER.matcher(text);
        if (version.matches() && Integer.parseInt(version.group(1)) > VERSION) {
            throw new IOException(("%s was written by a newer version of this program (format %s; this program knows "
                    + "format %s). Start that version.").formatted(file, version.group(1), VERSION));
        }
        throw damaged("is not the first line of a ledger");
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

    private void checkSeal(String line) throws IOException {
        if (!Seal.isOn(line)) {
            throw damaged("is no line of a ledger");
        }
        if (!Seal.isWholeOn(line)) {
            throw damaged("does not match its checksum");
        }
    }

    /// The next line without its newline; empty at the end of the file.
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
