package paxos.app;

import java.time.Duration;
import paxos.view.Auditor;

/// Checks what was recorded, behind the window that shows it already: it takes as long as reading it once more.
final class TraceCheck implements AutoCloseable {

    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final TraceFiles files;
    private final Auditor auditor;
    private final Thread thread = Thread.ofPlatform().name("trace-check").daemon().unstarted(this::check);
    private volatile boolean over;

    /// @param files what was recorded; nobody else reads it through these
    TraceCheck(TraceFiles files) {
        this.files = files;
        this.auditor = new Auditor(files.parliament());
        auditor.publish(0);
    }

    /// Who checks.
    Auditor auditor() {
        return auditor;
    }

    /// Begins.
    void start() {
        thread.start();
    }

    private void check() {
        files.read(false, auditor, share -> {
            auditor.publish(Math.min(share, Math.nextDown(1.0)));
            return !over;
        });
        if (!over) {
            auditor.publish(1);
        }
    }

    /// Breaks it off, and waits for that, briefly.
    @Override
    public void close() {
        over = true;
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(LAST_LOOK);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
