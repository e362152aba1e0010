package paxos.node.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.synod.Ledger;

/// `ledger.txt`, open: what was written in it stays, and each write goes to its end. Where it grows long, a file that has
/// its last lines only takes its place.
final class LedgerFile implements AutoCloseable {

    /// Its name in the legislator's folder.
    static final String NAME = "ledger.txt";

    private static final Logger LOGGER = LoggerFactory.getLogger(LedgerFile.class);

    private final Storage storage;
    private final Path file;
    private final String name;
    private final Compaction compaction;
    /// The last lines, as many as a compaction keeps.
    private final Deque<LedgerLine> last = new ArrayDeque<>();
    private FileChannel channel;
    private Object identity;
    private Ledger ledger;
    private long writes;
    private long length;
    /// How long it may grow until a compaction is tried.
    private long compactBeyond;

    private LedgerFile(Storage storage, Path file, String name, Compaction compaction, FileChannel channel,
            List<LedgerReader.Found> found) throws IOException {
        this.storage = storage;
        this.file = file;
        this.name = name;
        this.compaction = compaction;
        this.channel = channel;
        this.identity = attributes(file).fileKey();
        for (LedgerReader.Found line : found) {
            if (line.writes() > 0) {
                keep(new LedgerLine(line.writes(), line.ledger()));
            }
        }
        this.ledger = found.getLast().ledger();
        this.writes = found.getLast().writes();
        this.length = found.getLast().length();
        this.compactBeyond = compaction.whileOpen();
    }

    /// Makes the file, all at once: with its header and, unless the ledger is blank, a first line.
    static void create(Storage storage, Path file, String name, Ledger first) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(bytes(new LedgerHeader(name, 1).line()));
        if (!first.equals(Ledger.BLANK)) {
            content.writeBytes(bytes(new LedgerLine(1, first)));
        }
        try {
            storage.replace(file, content.toByteArray(), true);
            storage.forceFolder(file.getParent());
        } catch (IOException failed) {
            throw Trouble.cannot("write", file, failed);
        }
    }

    /// Reads the file, removes what broke off at its end, and makes sure that all of it is on the disk: a process
    /// that was killed between writing and forcing leaves a line that can be read and yet be lost.
    ///
    /// @throws IOException where it is damaged or another's (it is left as it is), or cannot be read
    static LedgerFile open(Storage storage, Path file, String name, Compaction compaction) throws IOException {
        FileChannel channel = channel(storage, file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            List<LedgerReader.Found> found = LedgerReader.last(file, name, Channels.newInputStream(channel), compaction.kept());
            LedgerFile open = new LedgerFile(storage, file, name, compaction, channel, found);
            open.mendEnd(found.getLast().unfinished());
            return open;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /// What the file says after each of its last writes, as [LedgerReader#last] tells it. Others may have it open, and write.
    static List<LedgerReader.Found> history(Storage storage, Path file, String name, int most) throws IOException {
        try (FileChannel channel = channel(storage, file, StandardOpenOption.READ)) {
            return LedgerReader.last(file, name, Channels.newInputStream(channel), most);
        }
    }

    private void mendEnd(boolean unfinished) throws IOException {
        try {
            if (channel.size() > length) {
                storage.truncate(channel, length);
            }
            channel.position(length);
            if (unfinished) {
                storage.append(channel, bytes(""));
                length++;
            }
            storage.force(channel);
            storage.forceFolder(file.getParent());
        } catch (IOException failed) {
            throw Trouble.cannot("write", file, failed);
        }
    }

    /// The last ledger written.
    Ledger ledger() {
        return ledger;
    }

    /// Writes the ledger at the end; on return it is on the disk.
    ///
    /// @throws IOException where it may not be; then this object is of no more use
    void append(Ledger next) throws IOException {
        Optional<String> wrong = Succession.wrongIn(ledger, next);
        if (wrong.isPresent()) {
            throw new IOException(("Nothing was written to %s: the new ledger %s. That is a defect of the program; "
                    + "restart this legislator with what it wrote before.").formatted(file, wrong.get()));
        }
        LedgerLine line = new LedgerLine(writes + 1, next);
        byte[] bytes = bytes(line);
        checkUntouched();
        try {
            storage.append(channel, bytes);
            storage.force(channel);
        } catch (IOException failed) {
            takeBack(failed);
            throw Trouble.cannot("write", file, failed);
        }
        ledger = next;
        writes++;
        length += bytes.length;
        keep(line);
    }

    /// A promise written to a file that somebody removed, replaced or wrote to is a promise lost.
    private void checkUntouched() throws IOException {
        BasicFileAttributes now;
        try {
            now = attributes(file);
        } catch (IOException failed) {
            throw Trouble.cannot("write", file, failed);
        }
        if (now.size() != length || !Objects.equals(now.fileKey(), identity)) {
            throw new IOException(("Nothing more is written to %s: somebody else changed or replaced it while this "
                    + "legislator held it open. Put the file back as it was, then restart this legislator.").formatted(file));
        }
    }

    /// After a failed force the system may show bytes that are not on the disk, and call a second force a success.
    /// So what failed is not left for the next opening to find. Where this fails too, that opening removes the rest.
    private void takeBack(IOException failed) {
        try {
            storage.truncate(channel, length);
            storage.force(channel);
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    // ---- Compaction

    /// Compacts a file that was found long; to be called before anything is written.
    ///
    /// @throws IOException as [#compactWhileOpen]
    void compactAtOpening() throws IOException {
        if (length > compaction.atOpening()) {
            compact();
        }
    }

    /// Compacts a file that has grown long.
    ///
    /// @throws IOException where it is not certain which of the two files is there after a loss of power. Both say the same
    ///                     up to now, but this object is of no more use.
    void compactWhileOpen() throws IOException {
        if (length > compactBeyond) {
            compact();
        }
    }

    /// Until the other file is in its place, nothing is lost where that fails. After that nothing is written before the
    /// folder is forced: a loss of power could bring the old file back, without what was written to the new one.
    private void compact() throws IOException {
        compactBeyond = Math.max(compaction.whileOpen(), 2 * length);
        if (last.isEmpty()) {
            return;
        }
        byte[] content = lastLines();
        if (content.length >= length) {
            return;
        }
        Object successor;
        try {
            successor = attributes(storage.prepare(file, content, true)).fileKey();
        } catch (IOException failed) {
            stayLong(failed);
            return;
        }
        checkUntouched();
        // Windows replaces no file that is open.
        close();
        try {
            storage.move(Storage.prepared(file), file);
        } catch (IOException refused) {
            reopen();
            stayLong(refused);
            return;
        }
        identity = successor;
        length = content.length;
        compactBeyond = Math.max(compaction.whileOpen(), 2 * length);
        try {
            storage.forceFolder(file.getParent());
        } catch (IOException failed) {
            throw Trouble.cannot("write", file.getParent(), failed);
        }
        reopen();
    }

    private byte[] lastLines() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(bytes(new LedgerHeader(name, last.getFirst().number()).line()));
        for (LedgerLine line : last) {
            content.writeBytes(bytes(line));
        }
        return content.toByteArray();
    }

    private void reopen() throws IOException {
        channel = channel(storage, file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        checkUntouched();
        channel.position(length);
    }

    private void stayLong(IOException why) {
        try {
            storage.delete(Storage.prepared(file));
        } catch (IOException alsoFailed) {
            // The next opening removes it.
            why.addSuppressed(alsoFailed);
        }
        LOGGER.warn("{} stays as long as it is, {} bytes, and nothing is lost: a shorter file could not be put in its place "
                + "({}). That is tried again at {} bytes, and when the legislator is restarted.", file, length,
                Trouble.reason(why), compactBeyond);
    }

    private void keep(LedgerLine line) {
        last.add(line);
        if (last.size() > compaction.kept()) {
            last.removeFirst();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private static FileChannel channel(Storage storage, Path file, OpenOption... how) throws IOException {
        try {
            return storage.open(file, how);
        } catch (IOException failed) {
            throw Trouble.cannot("open", file, failed);
        }
    }

    private static byte[] bytes(LedgerLine line) {
        return bytes(Seal.seal(line.text()));
    }

    private static byte[] bytes(String line) {
        return (line + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
