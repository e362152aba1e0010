package paxos.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import paxos.node.Envelope;
import paxos.node.Network;

/// Messengers that walk for a while before the message is sent.
///
/// Those whose walks are equally long arrive in the order in which they set out; one that walks for a shorter time may
/// overtake.
public final class Delay implements Network {

    /// The longest walk, in milliseconds.
    public static final int LONGEST_MILLIS = 10_000;

    /// How many messengers may be on their way; one more is lost.
    static final int MOST_ON_THEIR_WAY = 10_000;

    private static final Duration LAST_STEPS = Duration.ofSeconds(2);

    private final Network inner;
    private volatile int millis;

    /// @param inner  sends the message at the end of the walk
    /// @param millis how long a messenger walks, 0 to [#LONGEST_MILLIS]
    /// @throws IllegalArgumentException for any other number
    public Delay(Network inner, int millis) {
        this.inner = inner;
        this.millis = checked(millis);
    }

    /// How long a messenger that sets out now walks, in milliseconds.
    public int millis() {
        return millis;
    }

    /// Changes how long messengers walk; those on their way keep their time. From any thread.
    ///
    /// @param changed 0 to [#LONGEST_MILLIS]
    /// @throws IllegalArgumentException for any other number
    public void setMillis(int changed) {
        millis = checked(changed);
    }

    private static int checked(int millis) {
        if (millis < 0 || millis > LONGEST_MILLIS) {
            throw new IllegalArgumentException("A messenger walks for 0 to %d ms, not for %d ms."
                    .formatted(LONGEST_MILLIS, millis));
        }
        return millis;
    }

    @Override
    public String address() {
        return inner.address();
    }

    @Override
    public Open open(Receiver receiver) throws IOException {
        return new Walking(inner.open(receiver), receiver);
    }

    private record Messenger(Envelope envelope, long arrival, long number) {
    }

    /// One thread has an eye on all messengers and hands over each message when its time has come.
    private final class Walking implements Open {

        private final Open open;
        private final Receiver receiver;
        private final Thread clock;

        // Guarded by this.
        private final PriorityQueue<Messenger> onTheirWay = new PriorityQueue<>(
                Comparator.comparingLong(Messenger::arrival).thenComparingLong(Messenger::number));
        private long setOut;
        private boolean over;

        Walking(Open open, Receiver receiver) {
            this.open = open;
            this.receiver = receiver;
            this.clock = Thread.ofVirtual().name("messengers-of-" + address()).start(this::walk);
        }

        @Override
        public void send(Envelope envelope) {
            int walk = millis;
            if (walk == 0) {
                open.send(envelope);
            } else if (!setOut(envelope, walk)) {
                receiver.lost(envelope, "It was not sent, as %d messengers are on their way already; this one was to go to %s."
                        .formatted(MOST_ON_THEIR_WAY, envelope.to()));
            }
        }

        private boolean setOut(Envelope envelope, int walk) {
            synchronized (this) {
                if (!over) {
                    if (onTheirWay.size() == MOST_ON_THEIR_WAY) {
                        return false;
                    }
                    onTheirWay.add(new Messenger(envelope, System.nanoTime() + walk * 1_000_000L, setOut++));
                    notifyAll();
                    return true;
                }
            }
            // What is behind knows what to say of messages that come too late.
            open.send(envelope);
            return true;
        }

        private void walk() {
            try {
                while (true) {
                    open.send(nextToArrive());
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

        @Override
        public void crash() {
            open.crash();
            end("crashed");
        }

        @Override
        public void close() {
            end("left");
            open.close();
        }

        private void end(String what) {
            List<Messenger> lost;
            synchronized (this) {
                over = true;
                lost = new ArrayList<>(onTheirWay);
                onTheirWay.clear();
            }
            clock.interrupt();
            try {
                clock.join(LAST_STEPS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            lost.sort(Comparator.comparingLong(Messenger::number));
            lost.forEach(messenger -> receiver.lost(messenger.envelope(), "%s %s while its messenger to %s was on its way."
                    .formatted(messenger.envelope().from().orElse("The sender"), what, messenger.envelope().to())));
        }
    }
}
