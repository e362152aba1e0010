package paxos.node.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Keeps everybody else out of a legislator's folder: other processes, and this one a second time.
///
/// It takes two files. On Unix a process loses its lock on a file when it closes *any* channel of that file; so one
/// who knocks a second time in the same process, is refused and closes its channel, would open the door to other
/// processes. Therefore `lock` is where one knocks, and says who is inside; and `lock.held` is opened only by one who
/// has the lock on `lock`, so that nobody in this process ever closes a second channel of it. Neither is ever
/// removed: someone else may hold it open, waiting to lock a file that is no longer there.
final class FolderLock implements AutoCloseable {

    private static final String KNOCK = "lock";
    private static final String HELD = "lock.held";
    /// Far beyond the text, which Windows lets nobody read where it is locked.
    private static final long PLACE = Long.MAX_VALUE - 1;

    private final FileChannel knock;
    private final FileChannel held;

    private FolderLock(FileChannel knock, FileChannel held) {
        this.knock = knock;
        this.held = held;
    }

    /// Locks the folder.
    ///
    /// @throws IOException where it is locked, with who holds it as far as is known
    static FolderLock take(Storage storage, Path folder) throws IOException {
        FileChannel knock = lock(storage, folder, KNOCK);
        try {
            FileChannel held = lock(storage, folder, HELD);
            signIn(knock);
            return new FolderLock(knock, held);
        } catch (IOException | RuntimeException refused) {
            knock.close();
            throw refused;
        }
    }

    private static FileChannel lock(Storage storage, Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        FileChannel channel;
        try {
            channel = storage.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw Trouble.cannot("open", file, failed);
        }
        try {
            if (channel.tryLock(PLACE, 1, false) != null) {
                return channel;
            }
        } catch (OverlappingFileLockException twice) {
            channel.close();
            throw new IOException("This program holds %s already: one legislator cannot sit here twice. Use its window."
                    .formatted(folder), twice);
        } catch (IOException failed) {
            channel.close();
            throw Trouble.cannot("lock", file, failed);
        }
        channel.close();
        throw new IOException("%s holds %s. End that program first: a legislator has one memory and cannot sit in two places."
                .formatted(holder(folder), folder));
    }

    /// Only a help for whoever is refused: on a full disk it does without.
    private static void signIn(FileChannel lock) throws IOException {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            lock.truncate(0);
            lock.write(ByteBuffer.wrap(pid), 0);
        } catch (IOException unsigned) {
            // The lock holds all the same, unless an interrupt closed the channel.
            if (!lock.isOpen()) {
                throw new IOException("The program was interrupted while it locked the folder. Try again.", unsigned);
            }
        }
    }

    private static String holder(Path folder) {
        try {
            return SmallFile.read(folder.resolve(KNOCK)).map(text -> Long.parseLong(text.strip()))
                    .flatMap(ProcessHandle::of).map(FolderLock::described).orElse("Another process");
        } catch (IOException | NumberFormatException unknown) {
            return "Another process";
        }
    }

    private static String described(ProcessHandle process) {
        Optional<String> command = process.info().commandLine().or(() -> process.info().command())
                .map(line -> line.length() <= 200 ? line : line.substring(0, 200) + "...");
        return "Process " + process.pid() + command.map(line -> " (" + line + ")").orElse("");
    }

    /// Lets go, in this order: whoever can knock again must find the other lock free.
    @Override
    public void close() throws IOException {
        try {
            held.close();
        } finally {
            knock.close();
        }
    }
}
