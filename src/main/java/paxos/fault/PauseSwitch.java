package paxos.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import paxos.node.Pauses;

/// The pauses of presidents that were outbid, with a switch: without pauses, two presidents outbid each other for ever, unless
/// chance parts them.
///
/// While the legislator's messengers are held, its next try waits after the pause, like a messenger: see
/// [Hold#retryWaits] and [Hold#letRetryGo].
public final class PauseSwitch implements Pauses {

    private final Pauses pauses;
    private final Hold hold;

    /// Written with the lock held.
    private volatile boolean off;

    /// With pauses, at first.
    ///
    /// @param pauses how long they are while they are on
    /// @param hold   what holds the legislator's messengers
    public PauseSwitch(Pauses pauses, Hold hold) {
        this.pauses = pauses;
        this.hold = hold;
    }

    /// Switches the pauses off, or on again; also the one that lasts now is over then. Recorded at the legislator, if it is in
    /// the chamber. From any thread.
    ///
    /// @return whether that changed anything
    public synchronized boolean off(boolean wanted) {
        if (off == wanted) {
            return false;
        }
        off = wanted;
        notifyAll();
        hold.note(wanted ? "Pauses are off: who is outbid tries again at once." : "Pauses are on: who is outbid waits a while.");
        return true;
    }

    /// Whether presidents try again at once. From any thread.
    public boolean isOff() {
        return off;
    }

    @Override
    public Duration before(int tries) {
        return off ? Duration.ZERO : pauses.before(tries);
    }

    @Override
    public void await(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        synchronized (this) {
            for (long left = end - System.nanoTime(); left > 0 && !off; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
        hold.awaitRetry();
    }
}
