package paxos.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Watches `decree.txt` as it is on the disk, whoever wrote it: what `cat` would show. Reads on a thread of its own, so
/// that a slow disk never holds the screen up.
public final class DecreeFile implements AutoCloseable {

    /// How often the file is looked at.
    private static final Duration EVERY = Duration.ofMillis(250);
    /// More than any decree takes; a longer file is cut.
    private static final int MOST_BYTES = 32;

    private final Path file;
    private final Thread watcher;
    private volatile Optional<String> text = Optional.empty();

    /// Begins to watch.
    ///
    /// @param folder the legislator's folder; need not exist yet
    public DecreeFile(Path folder) {
        file = folder.resolve("decree.txt");
        watcher = Thread.ofVirtual().name("watch-" + file).start(this::watch);
    }

    /// What the file held when it was last looked at; empty where there is none.
    public Optional<String> text() {
        return text;
    }

    private void watch() {
        try {
            while (true) {
                text = read();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> read() {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("unreadable");
        }
    }

    /// Ends the watch.
    @Override
    public void close() {
        watcher.interrupt();
    }
}
