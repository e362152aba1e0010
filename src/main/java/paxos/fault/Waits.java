package paxos.fault;

import java.time.Duration;

/// Waiting for the end of a thread.
final class Waits {

    private Waits() {
    }

    /// Waits for the thread's end, for this long at most; not at all where that is the thread that asks.
    static void join(Thread thread, Duration atMost) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
