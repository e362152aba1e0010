package paxos.node.tcp;

import java.time.Duration;
import paxos.node.Network;

/// Tells the legislator what came and was dropped: each by itself while there is little of it. Of a flood only sums are told,
/// at first after a second, then after twice as long each time, up to a minute, until there was none in that time. So nobody
/// can fill the record with junk, and yet all of it is counted. Safe for any thread.
final class DropReports {

    /// How many are told by themselves, when there were none for long; from then on, one more each second.
    static final int EACH = 30;

    private static final long SECOND = 1_000_000_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String me;
    private final Network.Receiver receiver;
    private final Crew crew;

    // Guarded by this.
    private double credit = EACH;
    private long counted = System.nanoTime();
    private boolean flood;
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
        credit = Math.min(EACH, credit + (now - counted) / (double) SECOND);
        counted = now;
        if (!flood && credit >= 1) {
            credit--;
            return true;
        }
        untold++;
        lastFrom = from;
        lastWhy = why;
        if (!flood) {
            flood = true;
            crew.start(me + "-sums-up", this::sumUp);
        }
        return false;
    }

    private void sumUp() {
        try {
            Duration period = SHORTEST;
            while (true) {
                Thread.sleep(period);
                long times;
                String from;
                String why;
                synchronized (this) {
                    if (untold == 0) {
                        flood = false;
                        return;
                    }
                    times = untold;
                    from = lastFrom;
                    why = times == 1 ? lastWhy : "%s (And %d more within %s.)".formatted(lastWhy, times - 1, Shown.seconds(period));
                    untold = 0;
                }
                receiver.dropped(from, why, times);
                period = period.compareTo(LONGEST.dividedBy(2)) <= 0 ? period.multipliedBy(2) : LONGEST;
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
