package paxos.node.tcp;

import java.time.Duration;
import paxos.node.Network;

/// Tells the legislator what came and was dropped: each by itself while there is little of it, and what is beyond that
/// summed up once a second, so that a flood fills nobody's record and yet is counted. Safe for any thread.
final class DropReports {

    /// How many a second are told by themselves.
    static final int EACH = 10;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String me;
    private final Network.Receiver receiver;
    private final Crew crew;

    // Guarded by this.
    private long begun = System.nanoTime();
    private int told;
    private long untold;
    private String lastFrom = "";
    private String lastWhy = "";

    /// @param crew whose end is the end of all reports
    DropReports(String me, Network.Receiver receiver, Crew crew) {
        this.me = me;
        this.receiver = receiver;
        this.crew = crew;
    }

    /// Something was dropped. May wait, as the receiver may.
    ///
    /// @param from an address
    /// @param why  a sentence
    void dropped(String from, String why) {
        if (isToldByItself(from, why)) {
            receiver.dropped(from, why, 1);
        }
    }

    private synchronized boolean isToldByItself(String from, String why) {
        long now = System.nanoTime();
        if (untold == 0 && now - begun >= SECOND.toNanos()) {
            begun = now;
            told = 0;
        }
        if (told < EACH) {
            told++;
            return true;
        }
        if (untold == 0) {
            crew.start(me + "-sums-up", this::sumUp);
        }
        untold++;
        lastFrom = from;
        lastWhy = why;
        return false;
    }

    private void sumUp() {
        try {
            Thread.sleep(SECOND);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return;
        }
        long times;
        String from;
        String why;
        synchronized (this) {
            times = untold;
            from = lastFrom;
            why = times == 1 ? lastWhy : "%s (And %d more in that second.)".formatted(lastWhy, times - 1);
            untold = 0;
            told = 0;
            begun = System.nanoTime();
        }
        receiver.dropped(from, why, times);
    }
}
