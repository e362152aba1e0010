package paxos.node.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Sentences for a person: what happened, to which file, and what to do.
final class Trouble {

    private Trouble() {
    }

    /// Something that the file system refuses.
    ///
    /// @param doing "write", "read", ...
    static IOException cannot(String doing, Path file, IOException cause) {
        String reason = reason(cause);
        return new IOException("Cannot %s %s: %s. %s".formatted(doing, file, reason, mend(reason)), cause);
    }

    /// A ledger that is not as it was written.
    ///
    /// @param line  the line's number in the file, from 1
    /// @param wrong what is wrong with it, to follow "line 7"
    static IOException damaged(Path file, long line, String wrong) {
        return new IOException(("%s, line %s, %s. Nothing is guessed and the file is left as it is. Restore it from a "
                + "copy made after its last write. Without one, this legislator's promises are lost, and only a new "
                + "parliament for everybody (start all of them with --reset) is safe.").formatted(file, line, wrong));
    }

    /// What the file system says, in words: neither a sentence nor the file's name.
    static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "Permission denied";
            case NoSuchFileException _ -> "No such file";
            case FileAlreadyExistsException _ -> "A file of that name is in the way";
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            case ClosedByInterruptException _ -> "The program was interrupted";
            case IOException other when other.getMessage() != null -> other.getMessage();
            case IOException other -> other.getClass().getSimpleName();
        };
    }

    private static String mend(String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("space") || words.contains("quota") || words.contains("too large")) {
            return "Make room on that disk, then restart this legislator.";
        }
        if (words.contains("permission") || words.contains("read-only")) {
            return "Let this user read and write the folder, then restart this legislator.";
        }
        if (words.contains("folder") || words.contains("directory") || words.contains("in the way")) {
            return "Move what is in the way out of the folder, then restart this legislator.";
        }
        return "Check that disk and folder, then restart this legislator.";
    }
}
