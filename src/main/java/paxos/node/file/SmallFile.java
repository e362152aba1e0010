package paxos.node.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A file that should hold no more than one integer.
final class SmallFile {

    /// How many bytes are read; more are no integer anyhow.
    static final int LIMIT = 64;

    private SmallFile() {
    }

    /// The file's text as it is, of its first [#LIMIT] bytes; empty where there is no such file.
    static Optional<String> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }
}
