package paxos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that is gone after a measurement, or whatever the program was run for.
///
/// @param path where it is
public record TemporaryFolder(Path path) implements AutoCloseable {

    /// Makes one, on the disk where this machine keeps what is temporary.
    ///
    /// @param purpose what it is for, in a word that is in its name
    /// @throws IOException with a sentence, where it cannot be made
    public static TemporaryFolder make(String purpose) throws IOException {
        try {
            return new TemporaryFolder(Files.createTempDirectory("paxos-" + purpose + "-"));
        } catch (IOException failed) {
            throw new IOException("No temporary folder can be made in %s: %s. Make room there."
                    .formatted(System.getProperty("java.io.tmpdir"), failed.getMessage()), failed);
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> innermostFirst;
        try (Stream<Path> all = Files.walk(path)) {
            innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : innermostFirst) {
            Files.deleteIfExists(one);
        }
    }
}
