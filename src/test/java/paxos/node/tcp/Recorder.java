package paxos.node.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import paxos.node.Envelope;
import paxos.node.Logs;
import paxos.node.Network;
import paxos.trace.Happening;

/// Writes down all that a network tells, and lets a test wait for it.
final class Recorder implements Network.Receiver {

    private final List<String> told = new ArrayList<>();
    private long dropped;

    @Override
    public void received(Envelope envelope) {
        tell("received " + envelope.id().orElse("?"));
    }

    @Override
    public void handedOver(Envelope envelope) {
        tell("handed over " + envelope.id().orElse("?"));
    }

    @Override
    public void lost(Envelope envelope, String why) {
        tell("lost " + envelope.id().orElse("?") + ": " + why);
    }

    @Override
    public void dropped(String from, String why, long times) {
        synchronized (this) {
            dropped += times;
        }
        tell("dropped: " + why);
    }

    @Override
    public void noted(Happening what) {
        tell("noted " + what);
    }

    @Override
    public void peerSeen(String peer, boolean reachable) {
        tell(peer + (reachable ? " is there" : " is away"));
    }

    /// How much was dropped, whether it was told by itself or not.
    synchronized long dropped() {
        return dropped;
    }

    private synchronized void tell(String what) {
        told.add(what);
        notifyAll();
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    synchronized List<String> told(String prefix) {
        return told.stream().filter(what -> what.startsWith(prefix)).toList();
    }

    void await(String what) throws InterruptedException {
        await(what, 1);
    }

    /// Waits until this was told so many times.
    void await(String what, int times) throws InterruptedException {
        await(what, all -> all.stream().filter(what::equals).count() >= times);
    }

    synchronized void await(String what, Predicate<List<String>> enough) throws InterruptedException {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (!enough.test(told)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited for: " + what + "; told: " + told);
            }
            wait(left);
        }
    }
}
