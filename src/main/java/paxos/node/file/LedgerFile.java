package paxos.node.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import paxos.synod.Ledger;

/// `ledger.txt`, open: what was written in it stays, and each write goes to its end.
final class LedgerFile implements AutoCloseable {

    /// Its name in the legislator's folder.
    static final String NAME = "ledger.txt";

    private final Storage storage;
    private final Path file;
    private final FileChannel channel;
    private final Object identity;
    private Ledger ledger;
    private long writes;
    private long length;

    private LedgerFile(Storage storage, Path file, FileChannel channel, LedgerReader.Found found) throws IOException {
        this.storage = storage;
        this.file = file;
        this.channel = channel;
        this.identity = attributes(file).fileKey();
        this.ledger = found.ledger();
        this.writes = found.writes();
        this.length = found.length();
    }

    /// Makes the file, all at once: with its header and, unless the ledger is blank, a first line.
    static void create(Storage storage, Path file, String name, Ledger first) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(bytes(LedgerReader.header(name)));
        if (!first.equals(Ledger.BLANK)) {
            content.writeBytes(bytes(Seal.seal(new LedgerLine(1, first).text())));
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
    static LedgerFile open(Storage storage, Path file, String name) throws IOException {
        FileChannel channel;
        try {
            channel = storage.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw Trouble.cannot("open", file, failed);
        }
        try {
            LedgerReader.Found found = LedgerReader.read(file, name, Channels.newInputStream(channel));
            LedgerFile open = new LedgerFile(storage, file, channel, found);
            open.mendEnd(found.unfinished());
            return open;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /// What the file says after each of its last writes, as [LedgerReader#last] tells it. Others may have it open, and write.
    static List<LedgerReader.Found> history(Storage storage, Path file, String name, int most) throws IOException {
        FileChannel channel;
        try {
            channel = storage.open(file, StandardOpenOption.READ);
        } catch (IOException failed) {
            throw Trouble.cannot("open", file, failed);
        }
        try (channel) {
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
        byte[] line = bytes(Seal.seal(new LedgerLine(writes + 1, next).text()));
        checkUntouched();
        try {
            storage.append(channel, line);
            storage.force(channel);
        } catch (IOException failed) {
            takeBack(failed);
            throw Trouble.cannot("write", file, failed);
        }
        ledger = next;
        writes++;
        length += line.length;
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
            throw new IOException(("Nothing was written to %s: somebody else changed or replaced it while this "
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

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private static byte[] bytes(String line) {
        return (line + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
