package paxos.node.file;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import paxos.synod.Ledger;

/// Keeps the views of a ledger that is open: the decree's at once, the others a little behind, so that no message waits for
/// four files that nobody reads where there is a ledger. Closing brings all of them up to date, unless a write has failed.
///
/// [#show] and [#close] are for one thread.
final class ViewsBehind {

    private final Views views;
    private final Executor later;

    // Guarded by this.
    private Ledger latest;
    private boolean scheduled;
    private Optional<IOException> trouble = Optional.empty();

    // Guarded by the views: whoever writes them may take long.
    private Ledger written;
    private boolean closed;

    /// @param later  where the views that need not be written at once are written
    /// @param ledger what all views say now
    ViewsBehind(Views views, Executor later, Ledger ledger) {
        this.views = views;
        this.later = later;
        this.latest = ledger;
        this.written = ledger;
    }

    /// Makes the views say what this ledger says.
    ///
    /// @throws IOException where one cannot be written, or could not be since the last time; then this object is of no more use
    void show(Ledger ledger) throws IOException {
        views.update(View.DECREE, latest(), ledger);
        boolean toDo;
        synchronized (this) {
            latest = ledger;
            toDo = !scheduled;
            scheduled = true;
        }
        if (toDo) {
            later.execute(this::catchUp);
        }
        synchronized (this) {
            if (trouble.isPresent()) {
                throw trouble.get();
            }
        }
    }

    private synchronized Ledger latest() {
        return latest;
    }

    private void catchUp() {
        Ledger next;
        synchronized (this) {
            scheduled = false;
            next = latest;
        }
        try {
            write(next);
        } catch (IOException failed) {
            synchronized (this) {
                trouble = Optional.of(failed);
            }
        }
    }

    private void write(Ledger next) throws IOException {
        synchronized (views) {
            if (!closed) {
                for (View view : View.values()) {
                    if (view != View.DECREE) {
                        views.update(view, written, next);
                    }
                }
                written = next;
            }
        }
    }

    /// Ends it: nothing is written to the views afterwards.
    ///
    /// @param bringUpToDate whether they are to say what the ledger says first; not where a write has failed
    /// @throws IOException where one cannot be written
    void close(boolean bringUpToDate) throws IOException {
        try {
            if (bringUpToDate) {
                write(latest());
            }
        } finally {
            synchronized (views) {
                closed = true;
            }
        }
    }
}
