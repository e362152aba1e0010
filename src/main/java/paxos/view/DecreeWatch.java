package paxos.view;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Looks at `decree.txt` again and again, on a thread of its own, so that a slow disk never holds the screen up.
public final class DecreeWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(250);

    private final HostedNode.DecreeFile file;
    private final Thread watcher;
    private volatile Optional<String> text = Optional.empty();

    /// Begins to watch.
    public DecreeWatch(HostedNode.DecreeFile file) {
        this.file = file;
        watcher = Thread.ofVirtual().name("watches-decree").start(this::watch);
    }

    /// What the file held when it was last looked at; empty where there was none, "?" where it could not be read.
    public Optional<String> text() {
        return text;
    }

    private void watch() {
        try {
            while (true) {
                text = look();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> look() {
        try {
            return file.read().map(String::strip);
        } catch (IOException unreadable) {
            // The node meets the same disk, and tells why it cannot go on.
            return Optional.of("?");
        }
    }

    /// Ends the watch.
    @Override
    public void close() {
        watcher.interrupt();
    }
}
