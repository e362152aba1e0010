package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import paxos.node.Envelope;
import paxos.node.Logs;
import paxos.node.Network;
import paxos.synod.Ballot;
import paxos.synod.Message;
import paxos.trace.Happening;

/// A network that goes nowhere, and a legislator who writes down what it is told: a test plays the rest of the world.
final class Post implements Network, Network.Receiver {

    /// All that the legislator was told but for messages, in order.
    final List<String> told = new CopyOnWriteArrayList<>();
    /// What went out.
    final List<String> sent = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final List<Open> open = new ArrayList<>();
    volatile Optional<IOException> failsToOpen = Optional.empty();
    /// Run before a message is taken.
    volatile Runnable beforeReceiving = () -> { };
    private volatile Receiver outside;

    /// Opens a network that ends at this one, and in which this is the legislator.
    Open open(Network network) throws IOException {
        Open opened = network.open(this);
        open.add(opened);
        return opened;
    }

    void close() {
        open.forEach(Open::close);
    }

    static Envelope letter(String from, String to, int number) {
        return new Envelope(from, to, new Message.NextBallot(new Ballot(number)), "m" + number, number);
    }

    /// A message from beta comes.
    void arrive(int number) {
        arrive(letter("beta", "alpha", number));
    }

    void arrive(Envelope envelope) {
        outside.received(envelope);
    }

    /// As the network below has it.
    void seen(String peer, boolean reachable) {
        outside.peerSeen(peer, reachable);
    }

    /// Waits for the next messages that the legislator receives.
    void awaitReceived(String... ids) throws InterruptedException {
        for (String id : ids) {
            String next = received.poll(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(next, id + " is not received; told: " + told);
            assertEquals(id, next);
        }
    }

    /// Waits until it is so.
    static void await(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "still not so: " + what);
            Thread.onSpinWait();
        }
    }

    /// Waits until the thread waits for somebody.
    static void awaitWaiting(Thread thread) {
        await("the thread waits", () -> thread.getState() == Thread.State.WAITING);
    }

    /// How many messages the legislator has received that nobody has waited for.
    int countReceived() {
        return received.size();
    }

    /// Messages that the legislator has received, and nobody has waited for.
    List<String> received() {
        List<String> now = new ArrayList<>();
        received.drainTo(now);
        return now;
    }

    // ---- The network below

    @Override
    public String address() {
        return "here";
    }

    @Override
    public Open open(Receiver receiver) throws IOException {
        if (failsToOpen.isPresent()) {
            throw failsToOpen.get();
        }
        outside = receiver;
        return new Open() {
            @Override
            public void send(Envelope envelope) {
                sent.add(envelope.id().orElseThrow());
            }

            @Override
            public void crash() {
                sent.add("crash");
            }

            @Override
            public void close() {
                sent.add("close");
            }
        };
    }

    // ---- The legislator

    @Override
    public void received(Envelope envelope) {
        beforeReceiving.run();
        received.add(envelope.id().orElseThrow());
    }

    @Override
    public void handedOver(Envelope envelope) {
        told.add("handed over " + envelope.id().orElseThrow());
    }

    @Override
    public void lost(Envelope envelope, String why) {
        told.add("lost %s: %s".formatted(envelope.id().orElseThrow(), why));
    }

    @Override
    public void dropped(String from, String why, long times) {
        told.add("dropped from %s: %s".formatted(from, why));
    }

    @Override
    public void noted(Happening what) {
        told.add(switch (what) {
            case Happening.Held held -> "held " + held.id().orElseThrow();
            case Happening.Discarded discarded -> "discarded %s: %s".formatted(discarded.id().orElseThrow(), discarded.why());
            case Happening.Intervened intervened -> intervened.what();
            default -> throw new AssertionError(what);
        });
    }

    @Override
    public void peerSeen(String peer, boolean reachable) {
        told.add(peer + (reachable ? " is there" : " is gone"));
    }
}
