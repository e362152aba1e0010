package paxos.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import paxos.node.Envelope;

/// The door of a legislator. Messengers go through it on their own feet, or are let in by hand; who was let in goes first,
/// and nobody overtakes.
///
/// Those who are let in are brought in by a thread of the door's own, so that nobody who lets them in ever waits for the
/// legislator.
final class Door {

    private static final Duration LAST_STEPS = Duration.ofSeconds(2);

    private final Consumer<Envelope> receiver;
    private final Thread hand;

    // Guarded by this, which is not held while the legislator receives a message.
    private final Queue<Envelope> letIn = new ArrayDeque<>();
    private boolean busy;
    private int passing;
    private boolean shut;

    /// @param thread   the name of its thread
    /// @param receiver who is behind the door; may block
    Door(String thread, Consumer<Envelope> receiver) {
        this.receiver = receiver;
        this.hand = Thread.ofVirtual().name(thread).start(this::work);
    }

    /// Lets messengers in, in this order, and after those who were let in before.
    synchronized void letIn(Collection<Envelope> envelopes) {
        letIn.addAll(envelopes);
        notifyAll();
    }

    /// How many were let in and are still on the threshold.
    synchronized int onTheThreshold() {
        return letIn.size();
    }

    /// Whether a messenger may go through now, on its own feet. If so, it must say [#passed] afterwards.
    synchronized boolean mayPass() {
        if (shut || busy || !letIn.isEmpty()) {
            return false;
        }
        passing++;
        return true;
    }

    /// A messenger is through.
    synchronized void passed() {
        passing--;
        if (!letIn.isEmpty()) {
            // Nobody else waits for it, and to wake somebody for nothing takes longer than a message needs.
            notifyAll();
        }
    }

    /// Waits until all who were let in are through, or the door is shut.
    synchronized void awaitClear() throws InterruptedException {
        while (!shut && (busy || !letIn.isEmpty())) {
            wait();
        }
    }

    /// Shuts it: nobody is brought in any more.
    ///
    /// @return who was let in and is still on the threshold
    synchronized List<Envelope> shut() {
        shut = true;
        List<Envelope> left = List.copyOf(letIn);
        letIn.clear();
        notifyAll();
        return left;
    }

    /// Ends its thread, after it was shut, and waits for that, briefly.
    void end() {
        hand.interrupt();
        Waits.join(hand, LAST_STEPS);
    }

    private void work() {
        try {
            while (true) {
                receiver.accept(next());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Envelope next() throws InterruptedException {
        busy = false;
        notifyAll();
        while (letIn.isEmpty() || passing > 0) {
            if (shut) {
                throw new InterruptedException();
            }
            wait();
        }
        busy = true;
        return letIn.remove();
    }
}
