package paxos.node.file;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What is done to a ledger file on purpose, while nobody has it open: it is cut at its end. Then the views say what the
/// ledger says now. Where it cannot be done, nothing is changed.
///
/// @param folder the legislator's folder
/// @param name   whose it is
record Tampering(Storage storage, Path folder, String name) {

    /// Cuts off so many writes, whole, as in an older copy of the file.
    void setBack(int writes) throws IOException {
        if (writes < 1) {
            throw new IOException("A ledger is set back by one write or more, not by %s.".formatted(writes));
        }
        cut(writes, (last, file) -> {
            if (last.size() <= writes) {
                throw new IOException((last.getFirst().writes() == 0 ? "%s cannot be set back by %s: it has only %s."
                        : "%s cannot be set back by %s: it was compacted, and tells no more than what was before its last %s.")
                        .formatted(file, counted(writes), counted(last.size() - 1L)));
            }
            return last.getFirst().length();
        });
    }

    /// Cuts the last line in its middle, as a crash may.
    void tear() throws IOException {
        cut(1, (last, file) -> {
            if (last.size() == 1) {
                throw new IOException((last.getFirst().writes() == 0
                        ? "The last write to %s cannot be torn: nothing was written to it yet."
                        : "The last write to %s cannot be torn: it was compacted, and has no other.").formatted(file));
            }
            long start = last.getFirst().length();
            return start + (last.getLast().length() - start) / 2;
        });
    }

    @FunctionalInterface
    private interface Place {

        /// At which byte to cut.
        ///
        /// @param last what the file said after its last writes, oldest first
        long in(List<LedgerReader.Found> last, Path file) throws IOException;
    }

    private void cut(int writes, Place place) throws IOException {
        Path file = folder.resolve(LedgerFile.NAME);
        if (!isThere(file)) {
            throw new IOException("%s has no %s: nothing was written there that could be damaged."
                    .formatted(folder, LedgerFile.NAME));
        }
        try (FolderLock _ = FolderLock.take(storage, folder); FileChannel channel = open(file)) {
            List<LedgerReader.Found> last = LedgerReader.last(file, name, Channels.newInputStream(channel),
                    writes == Integer.MAX_VALUE ? writes : writes + 1);
            long end = place.in(last, file);
            try {
                storage.truncate(channel, end);
                storage.force(channel);
            } catch (IOException failed) {
                throw Trouble.cannot("write", file, failed);
            }
            new Views(storage, folder).rebuild(last.getFirst().ledger());
        }
    }

    private FileChannel open(Path file) throws IOException {
        try {
            return storage.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw Trouble.cannot("open", file, failed);
        }
    }

    private static boolean isThere(Path file) throws IOException {
        try {
            return Storage.isThere(file);
        } catch (IOException failed) {
            throw Trouble.cannot("read", file, failed);
        }
    }

    private static String counted(long writes) {
        return writes == 1 ? "1 write" : writes + " writes";
    }
}
