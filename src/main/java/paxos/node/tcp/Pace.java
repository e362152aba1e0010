package paxos.node.tcp;

import java.time.Duration;

/// Keeps a reader to a rate, after a first burst as fast as it comes. For one thread.
final class Pace {

    private static final long SECOND = 1_000_000_000;

    private final long burst;
    private final long rate;
    private long left;
    private long counted = System.nanoTime();

    Pace(Limits.Observing limits) {
        this.burst = limits.burst();
        this.rate = limits.rate();
        this.left = burst;
    }

    /// Waits until so many bytes may have been read.
    void keep(int bytes) throws InterruptedException {
        // First: time in which nothing came is no more than the burst, which is full then.
        catchUp();
        left -= bytes;
        while (left < 0) {
            Thread.sleep(Duration.ofNanos(-left * SECOND / rate + 1));
            catchUp();
        }
    }

    private void catchUp() {
        long now = System.nanoTime();
        long passed = Math.min(now - counted, burst * SECOND / rate);
        left = Math.min(burst, left + passed * rate / SECOND);
        counted = now;
    }
}
