package paxos.fault;

import paxos.node.Envelope;
import paxos.node.Network;
import paxos.trace.Happening;

/// Tells the legislator all that it is told itself; a decorator says what it tells otherwise.
abstract class Relay implements Network.Receiver {

    private final Network.Receiver receiver;

    /// @param receiver the legislator, or a decorator nearer to it
    Relay(Network.Receiver receiver) {
        this.receiver = receiver;
    }

    /// The legislator, or a decorator nearer to it.
    Network.Receiver receiver() {
        return receiver;
    }

    @Override
    public void received(Envelope envelope) {
        receiver.received(envelope);
    }

    @Override
    public void handedOver(Envelope envelope) {
        receiver.handedOver(envelope);
    }

    @Override
    public void lost(Envelope envelope, String why) {
        receiver.lost(envelope, why);
    }

    @Override
    public void dropped(String from, String why, long times) {
        receiver.dropped(from, why, times);
    }

    @Override
    public void noted(Happening what) {
        receiver.noted(what);
    }

    @Override
    public void peerSeen(String peer, boolean reachable) {
        receiver.peerSeen(peer, reachable);
    }
}
