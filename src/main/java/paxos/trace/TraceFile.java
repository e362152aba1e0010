package paxos.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The trace file of one legislator, while it is written, and the older part of it beside it. Nothing here is done with
/// a channel, which an interrupt would close. For one thread.
final class TraceFile {

    private static final int BUFFER = 1 << 16;

    /// How a file is opened for appending; another way lets a test see it fail.
    @FunctionalInterface
    interface Opener {
        OutputStream append(Path file) throws IOException;
    }

    private final Path file;
    private final TraceHeader header;
    private final long most;
    private final Opener opener;
    private OutputStream out;
    private long length;

    /// @param header what each part of it begins with
    /// @param most   how long a part gets at most, in bytes
    TraceFile(Path file, TraceHeader header, long most, Opener opener) {
        this.file = file;
        this.header = header;
        this.most = most;
        this.opener = opener;
    }

    /// Opens a file as it is done where no test wants it otherwise.
    static OutputStream append(Path file) throws IOException {
        return new FileOutputStream(file.toFile(), true);
    }

    /// Where the older part of a trace file is: of `trace.jsonl`, it is `trace.1.jsonl`.
    static Path older(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(dot <= 0 ? name + ".1" : name.substring(0, dot) + ".1" + name.substring(dot));
    }

    /// Removes a trace file and its older part, the older one first: what is left of a broken removal is a whole trace.
    static void remove(Path file) throws IOException {
        Files.deleteIfExists(older(file));
        Files.deleteIfExists(file);
    }

    Path path() {
        return file;
    }

    /// Appends a line; it may stay in memory until [#flush].
    ///
    /// @param line with its newline
    void write(ByteArrayOutputStream line) throws IOException {
        if (out == null) {
            open();
        }
        if (length + line.size() > most) {
            roll();
            open();
        }
        line.writeTo(out);
        length += line.size();
    }

    /// Goes on with the file of an earlier process, if it is of this parliament and has room.
    private void open() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] first = (TraceFormat.write(header) + "\n").getBytes(UTF_8);
        if (Files.exists(file) && (Files.size(file) + first.length >= most || !fits())) {
            roll();
        }
        boolean torn = isTorn();
        length = Files.exists(file) ? Files.size(file) : 0;
        out = new BufferedOutputStream(opener.append(file), BUFFER);
        if (torn) {
            append(new byte[] {'\n'});
        }
        append(first);
    }

    private void append(byte[] bytes) throws IOException {
        out.write(bytes);
        length += bytes.length;
    }

    /// Whether what the file has can be read together with what will be written. An empty file can.
    private boolean fits() throws IOException {
        String first = firstLine();
        if (first.isEmpty()) {
            return Files.size(file) == 0;
        }
        try {
            TraceHeader before = TraceFormat.readHeader(first);
            return before.legislators().equals(header.legislators()) && !before.isNewer();
        } catch (UnreadableTrace none) {
            return false;
        }
    }

    private String firstLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            int next = in.read();
            while (next >= 0 && next != '\n' && line.size() <= TraceFormat.LONGEST_LINE) {
                line.write(next);
                next = in.read();
            }
        }
        return line.toString(UTF_8);
    }

    /// Whether the last line lacks its newline, as the process before was ended while it wrote.
    private boolean isTorn() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
            end.seek(end.length() - 1);
            return end.read() != '\n';
        }
    }

    /// What was written until now becomes the older part, in the place of the one before.
    private void roll() throws IOException {
        close();
        Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Hands over to the system what was written; it need not be on the disk yet.
    void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    /// Forgets all that was written, and begins anew with the next line.
    void forget() throws IOException {
        close();
        remove(file);
    }

    /// Flushes and closes; the next line opens it again.
    void close() throws IOException {
        OutputStream closing = out;
        out = null;
        if (closing != null) {
            closing.close();
        }
    }
}
