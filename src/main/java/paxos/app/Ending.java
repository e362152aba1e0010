package paxos.app;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The wish that the program end, from wherever it comes; once wished, it ends within five seconds.
final class Ending {

    private static final Duration AT_MOST = Duration.ofMillis(4500);

    private final CountDownLatch wished = new CountDownLatch(1);
    private final AtomicBoolean watched = new AtomicBoolean();
    private final PrintStream err;

    /// @param err where it is said if the end had to be forced
    Ending(PrintStream err) {
        this.err = err;
    }

    /// Wishes for the end. Returns at once; once more changes nothing.
    void wish() {
        if (watched.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("ending").start(this::force);
        }
        wished.countDown();
    }

    /// Whether the end was wished for.
    boolean isWished() {
        return wished.getCount() == 0;
    }

    /// Waits for the wish.
    void await() throws InterruptedException {
        wished.await();
    }

    /// Waits for the wish, for this long at most.
    ///
    /// @return whether it came
    boolean await(Duration atMost) throws InterruptedException {
        return wished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Does this once the end is wished for, on a thread of its own.
    void then(Runnable action) {
        Thread.ofPlatform().daemon().name("ending-action").start(() -> {
            try {
                wished.await();
                action.run();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void force() {
        try {
            Thread.sleep(AT_MOST);
        } catch (InterruptedException interrupted) {
            return;
        }
        err.println("paxos: It did not end in good order within %d ms, and was cut off. What is in the ledgers is safe."
                .formatted(AT_MOST.toMillis()));
        Runtime.getRuntime().halt(Failure.EXIT_CODE);
    }
}
