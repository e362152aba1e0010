package paxos.trace;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What the file system refuses, in words.
final class Trouble {

    private Trouble() {
    }

    /// Why, to follow a colon; the file is named before it.
    static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "Permission denied";
            case NoSuchFileException _ -> "No such file";
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            case ClosedChannelException _ -> "It was closed";
            case IOException other when other.getMessage() != null -> other.getMessage();
            case IOException other -> other.getClass().getSimpleName();
        };
    }
}
