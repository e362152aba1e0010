package paxos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder of a long program, removed when it is closed, and where the program is ended from outside as well.
public final class Scratch implements AutoCloseable {

    private final Path folder;
    private final Thread sweeper = new Thread(this::sweep, "sweeper");

    /// Makes a folder.
    ///
    /// @param name what its name begins with
    public Scratch(String name) throws IOException {
        folder = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(sweeper);
    }

    /// Where it is.
    public Path folder() {
        return folder;
    }

    /// Removes all that is in it; what somebody still writes meanwhile stays.
    private void sweep() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            System.err.println("Not all of " + folder + " could be removed: " + stays.getMessage());
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(sweeper);
        sweep();
    }
}
