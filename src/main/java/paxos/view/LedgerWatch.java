package paxos.view;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import paxos.synod.Ledger;

/// Looks again and again at the files of legislators of whom nothing is heard, on a thread of its own, so that a slow disk
/// never holds the screen up.
public final class LedgerWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(500);

    private final List<String> legislators;
    private final LedgerFiles files;
    private final Predicate<String> wanted;
    private final Map<String, Ledger> seen = new ConcurrentHashMap<>();
    private final Thread watcher;

    /// Begins to watch.
    ///
    /// @param wanted whether a legislator's files are worth a look now; asked on the watching thread
    public LedgerWatch(Collection<String> legislators, LedgerFiles files, Predicate<String> wanted) {
        this.legislators = List.copyOf(legislators);
        this.files = files;
        this.wanted = wanted;
        watcher = Thread.ofVirtual().name("watches-ledgers").start(this::watch);
    }

    /// What a legislator's files said when they were last looked at; empty where there were none, or are not wanted.
    public Optional<Ledger> ledger(String legislator) {
        return Optional.ofNullable(seen.get(legislator));
    }

    private void watch() {
        try {
            while (true) {
                legislators.forEach(this::look);
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String name) {
        try {
            Optional<Ledger> now = wanted.test(name) ? files.read(name) : Optional.empty();
            now.ifPresentOrElse(ledger -> seen.put(name, ledger), () -> seen.remove(name));
        } catch (IOException betweenTwoWrites) {
            // The next look finds them whole, or what was seen before is all that there is to show.
        }
    }

    /// Ends the watch.
    @Override
    public void close() {
        watcher.interrupt();
    }
}
