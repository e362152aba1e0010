package paxos.fault;

import java.io.IOException;
import paxos.node.Envelope;
import paxos.node.Network;

/// Messengers that walk for a while before the message is sent.
///
/// Those whose walks are equally long arrive in the order in which they set out; one that walks for a shorter time may
/// overtake. [FaultyLinks] makes some of them walk longer.
public final class Delay implements Network {

    /// The longest walk, in milliseconds.
    public static final int LONGEST_MILLIS = 10_000;

    /// How many messengers may be on their way; one more is lost.
    static final int MOST_ON_THEIR_WAY = Walk.MOST_ON_THEIR_WAY;

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

    /// How long a messenger walks that has to walk for so much longer, in milliseconds.
    static int walk(int millis, int longer) {
        return Math.min(millis + longer, LONGEST_MILLIS);
    }

    @Override
    public String address() {
        return inner.address();
    }

    @Override
    public Walking open(Receiver receiver) throws IOException {
        return new Walking(inner.open(receiver), receiver);
    }

    /// The messengers of a network that is open.
    final class Walking implements Open {

        private final Open open;
        private final Receiver receiver;
        private final Walk walk;

        private Walking(Open open, Receiver receiver) {
            this.open = open;
            this.receiver = receiver;
            this.walk = new Walk("messengers-of-" + address(), open::send);
        }

        @Override
        public void send(Envelope envelope) {
            send(envelope, 0);
        }

        /// Sends a messenger who walks for so much longer; in all not for longer than [#LONGEST_MILLIS].
        ///
        /// @param longer in milliseconds, 0 to [#LONGEST_MILLIS]
        void send(Envelope envelope, int longer) {
            int walks = walk(millis, longer);
            if (walks == 0) {
                open.send(envelope);
                return;
            }
            switch (walk.setOut(envelope, walks)) {
                case ON_ITS_WAY -> { }
                // What is behind knows what to say of messages that come too late.
                case OVER -> open.send(envelope);
                case TOO_MANY -> receiver.lost(envelope,
                        "It was not sent, as %d messengers are on their way already; this one was to go to %s."
                                .formatted(MOST_ON_THEIR_WAY, envelope.to()));
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
            walk.end().forEach(envelope -> receiver.lost(envelope, "%s %s while its messenger to %s was on its way."
                    .formatted(envelope.from().orElse("The sender"), what, envelope.to())));
        }
    }
}
