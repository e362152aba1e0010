package paxos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import paxos.node.Envelope;

/// Messengers on their way. Those whose walks are equally long arrive in the order in which they set out. One thread has an
/// eye on all of them and says of each that it has arrived, when its time has come.
final class Walk {

    /// How many messengers may be on their way; there is no room for one more.
    static final int MOST_ON_THEIR_WAY = 10_000;

    private static final Duration LAST_STEPS = Duration.ofSeconds(2);

    private final Consumer<Envelope> arrived;
    private final Thread clock;

    // Guarded by this.
    private final PriorityQueue<Messenger> onTheirWay = new PriorityQueue<>(
            Comparator.comparingLong(Messenger::arrival).thenComparingLong(Messenger::number));
    private long setOut;
    private boolean over;

    /// @param thread  the name of its thread
    /// @param arrived told of each, on that thread; may block, which makes the others late
    Walk(String thread, Consumer<Envelope> arrived) {
        this.arrived = arrived;
        this.clock = Thread.ofVirtual().name(thread).start(this::work);
    }

    private record Messenger(Envelope envelope, long arrival, long number) {
    }

    /// What became of a messenger that was to set out.
    enum Start { ON_ITS_WAY, TOO_MANY, OVER }

    /// Sends a messenger on its way.
    ///
    /// @param millis how long it walks, at least 0
    Start setOut(Envelope envelope, int millis) {
        synchronized (this) {
            if (over) {
                return Start.OVER;
            }
            if (onTheirWay.size() == MOST_ON_THEIR_WAY) {
                return Start.TOO_MANY;
            }
            onTheirWay.add(new Messenger(envelope, System.nanoTime() + millis * 1_000_000L, setOut++));
            notifyAll();
            return Start.ON_ITS_WAY;
        }
    }

    /// Ends it, and waits for its thread, briefly. From then on nobody arrives.
    ///
    /// @return those that were on their way, in the order in which they had set out; empty the second time
    List<Envelope> end() {
        List<Messenger> lost;
        synchronized (this) {
            over = true;
            lost = new ArrayList<>(onTheirWay);
            onTheirWay.clear();
        }
        clock.interrupt();
        Waits.join(clock, LAST_STEPS);
        lost.sort(Comparator.comparingLong(Messenger::number));
        return lost.stream().map(Messenger::envelope).toList();
    }

    private void work() {
        try {
            while (true) {
                arrived.accept(nextToArrive());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Envelope nextToArrive() throws InterruptedException {
        while (true) {
            if (over) {
                throw new InterruptedException();
            }
            if (onTheirWay.isEmpty()) {
                wait();
                continue;
            }
            long left = onTheirWay.element().arrival() - System.nanoTime();
            if (left <= 0) {
                return onTheirWay.remove().envelope();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
