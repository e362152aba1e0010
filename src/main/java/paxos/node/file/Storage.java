package paxos.node.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/// All that is ever done to a file here. It is a class of its own so that a test can record the order of these calls,
/// or let one of them fail.
class Storage {

    /// A file that is being prepared has this at the end of its name until it is moved into its place.
    static final String PREPARED = ".new";

    FileChannel open(Path file, OpenOption... how) throws IOException {
        return FileChannel.open(file, how);
    }

    /// Writes all the bytes at the channel's position.
    void append(FileChannel file, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /// On return, what was written to the file survives a loss of power.
    void force(FileChannel file) throws IOException {
        file.force(true);
    }

    void truncate(FileChannel file, long length) throws IOException {
        file.truncate(length);
    }

    /// Puts a file in the place of another, if there is one; no reader ever finds neither or half of one.
    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes a file, if it is there; never a folder.
    void delete(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "It is a folder");
        }
        Files.deleteIfExists(file);
    }

    void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    /// On return, which files the folder has survives a loss of power. Windows knows no such call, and needs none.
    void forceFolder(Path folder) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    // ---- Made of the above

    /// Makes the folder and those above it, where they are missing, so that they survive a loss of power.
    final void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above != null) {
            makeFolder(above);
        }
        try {
            createFolder(folder);
        } catch (FileAlreadyExistsException exists) {
            // Another process may have made it just now; a file in its place is an error.
            if (!Files.isDirectory(folder)) {
                throw exists;
            }
        }
        if (above != null) {
            forceFolder(above);
        }
    }

    /// Gives the file this content; a reader finds the old content or the new one, never half of it.
    ///
    /// @param durable whether the content must be on the disk before it takes its place
    final void replace(Path file, byte[] content, boolean durable) throws IOException {
        move(prepare(file, content, durable), file);
    }

    /// The first half of [#replace].
    ///
    /// @return the file that has the content now, to be moved to its place
    final Path prepare(Path file, byte[] content, boolean durable) throws IOException {
        Path prepared = prepared(file);
        try (FileChannel channel = open(prepared, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            append(channel, content);
            if (durable) {
                force(channel);
            }
        }
        return prepared;
    }

    static Path prepared(Path file) {
        return file.resolveSibling(file.getFileName() + PREPARED);
    }

    /// Whether there is anything by this name, be it a link to nowhere. Where that cannot be told, it is an error:
    /// [Files#exists] would say no.
    static boolean isThere(Path file) throws IOException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }
}
