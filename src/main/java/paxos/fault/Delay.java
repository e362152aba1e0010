package paxos.fault;

import java.io.IOException;
import paxos.node.Network;

/// Messengers that walk for a while before the message is sent.
public final class Delay implements Network {

    /// The longest walk, in milliseconds.
    public static final int LONGEST_MILLIS = 10_000;

    private final Network inner;
    private volatile int millis;

    /// @param inner  sends the message at the end of the walk
    /// @param millis how long a messenger walks, 0 to [#LONGEST_MILLIS]
    public Delay(Network inner, int millis) {
        this.inner = inner;
        this.millis = millis;
    }

    /// How long a messenger that sets out now walks, in milliseconds.
    public int millis() {
        return millis;
    }

    /// Changes how long messengers walk; those on their way keep their time. From any thread.
    ///
    /// @param changed 0 to [#LONGEST_MILLIS]
    public void setMillis(int changed) {
        millis = changed;
    }

    @Override
    public String address() {
        return inner.address();
    }

    @Override
    public Open open(Receiver receiver) throws IOException {
        return inner.open(receiver);
    }
}
