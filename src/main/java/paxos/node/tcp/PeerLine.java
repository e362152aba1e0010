package paxos.node.tcp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import paxos.node.Envelope;
import paxos.node.Network;

/// The way to one peer. A peer that answers `KeepAlive` has its connection kept, and whoever sends writes to it. The
/// switchboard tells of its end, once it has handed on what came before: else the first message after a restart of the peer
/// would vanish into the old connection. From any other peer the connection is taken away at once, as it may be a C++ node
/// that serves one connection after the other.
///
/// Where no connection is kept, messages wait for a virtual thread, which opens one for the first of them. When nothing is to
/// be sent, that looks now and then whether the peer is there.
final class PeerLine {

    private final String me;
    private final String peer;
    private final InetSocketAddress address;
    private final Limits limits;
    private final Optional<Secret> secret;
    private final Network.Receiver receiver;
    private final DropReports reports;
    private final Switchboard switchboard;
    private final Crew crew;

    // Guarded by this.
    private final Queue<Envelope> waiting = new ArrayDeque<>();
    private boolean leaving;
    private Optional<String> ended = Optional.empty();
    private Outgoing kept;
    /// Whether the line's own thread is sending, so that nobody else may: messages go in order.
    private boolean delivering;
    private long nextLook;

    // The line's own thread only.
    private Optional<Boolean> seen = Optional.empty();
    private boolean oneMessageAConnection;

    PeerLine(String me, String peer, InetSocketAddress address, Limits limits, Optional<Secret> secret, Network.Receiver receiver,
            DropReports reports, Switchboard switchboard, Crew crew) {
        this.me = me;
        this.peer = peer;
        this.address = address;
        this.limits = limits;
        this.secret = secret;
        this.receiver = receiver;
        this.reports = reports;
        this.switchboard = switchboard;
        this.crew = crew;
    }

    /// @param firstLook when to look whether the peer is there, from now on, if nothing is to be sent before
    void start(Duration firstLook) {
        lookAgainIn(firstLook.toNanos());
        crew.start(me + "-to-" + peer, this::work);
    }

    /// Sends a message at once over the connection that is kept; where there is none, puts it into the queue; where that is
    /// impossible, the message is lost. Never waits.
    void send(Envelope envelope) {
        if (sendAtOnce(envelope)) {
            handedOver(envelope);
        } else {
            enqueue(envelope).ifPresent(why -> receiver.lost(envelope, why));
        }
    }

    private synchronized boolean sendAtOnce(Envelope envelope) {
        if (kept == null || delivering || !waiting.isEmpty()) {
            return false;
        }
        try {
            kept.send(WireFormat.encode(envelope, false));
            return true;
        } catch (IOException died) {
            // Once more on a fresh one. Should it arrive twice: a message of this protocol may.
            kept.close();
            kept = null;
            return false;
        }
    }

    private synchronized Optional<String> enqueue(Envelope envelope) {
        if (ended.isPresent()) {
            return ended;
        }
        if (waiting.size() >= limits.queue()) {
            return Optional.of("It was not sent, as %d messages wait for %s already."
                    .formatted(waiting.size(), peer));
        }
        // Else whoever asks the same again and again, in a peer's name, has the answers keep out what the peer needs. (A copy that
        // is made on purpose has the id of its original, and goes.)
        if (waiting.stream().anyMatch(each -> each.message().equals(envelope.message()) && !each.id().equals(envelope.id()))) {
            return Optional.of("It was not sent, as one that says the same waits for %s already.".formatted(peer));
        }
        waiting.add(envelope);
        notifyAll();
        return Optional.empty();
    }

    /// Sends what waits, and then ends.
    synchronized void leave() {
        leaving = true;
        notifyAll();
    }

    /// Loses what waits and what is still to come. The crew has been ended.
    ///
    /// @param what the legislator did: "crashed", "left"
    void end(String what) {
        String why = "%s %s before its messenger to %s got through.".formatted(me, what, peer);
        synchronized (this) {
            ended = Optional.of(why);
        }
        loseWaiting(why);
    }

    // ---- On the line's own thread

    private void work() {
        try {
            while (!crew.isOver()) {
                Optional<Envelope> next = await();
                if (next.isPresent()) {
                    deliver(next.get());
                    synchronized (this) {
                        delivering = false;
                    }
                } else if (isLeaving()) {
                    return;
                } else {
                    look();
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            Outgoing last = kept();
            if (last != null) {
                hangUp(last);
            }
        }
    }

    /// The next message to send; empty when it is time to look whether the peer is there, or to leave.
    private synchronized Optional<Envelope> await() throws InterruptedException {
        while (waiting.isEmpty() && !leaving) {
            long left = nextLook - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        delivering = !waiting.isEmpty();
        return Optional.ofNullable(waiting.poll());
    }

    private synchronized boolean isLeaving() {
        return leaving;
    }

    private synchronized Outgoing kept() {
        return kept;
    }

    private void deliver(Envelope envelope) {
        Outgoing connection = kept();
        if (connection != null) {
            try {
                connection.send(WireFormat.encode(envelope, false));
                handedOver(envelope);
                return;
            } catch (IOException died) {
                // Once more on a fresh one. Should it arrive twice: a message of this protocol may.
                hangUp(connection);
            }
        }
        deliverOnFresh(envelope);
    }

    private void deliverOnFresh(Envelope envelope) {
        Outgoing connection;
        try {
            connection = Outgoing.open(crew, address, secret, limits.connect());
        } catch (IOException failed) {
            String why = whyUnreachable(failed);
            lost(envelope, why);
            saw(failed instanceof Outgoing.NoChallenge);
            if (failed instanceof SocketTimeoutException || failed instanceof Outgoing.NoChallenge) {
                // Each of the others would wait as long, and the last be hours late.
                loseWaiting(why);
            }
            return;
        }
        try {
            connection.send(WireFormat.encode(envelope, true));
        } catch (IOException failed) {
            connection.close();
            lost(envelope, wasReset());
            saw(false);
            return;
        }
        if (connection.isProven()) {
            // Whoever finds a proof wrong hangs up.
            Outgoing.Answer answer = connection.answer(limits.answer());
            whyNotTaken(answer).ifPresentOrElse(why -> lost(envelope, why), () -> handedOver(envelope));
            saw(true);
            keepIfAnswered(connection, answer);
        } else {
            handedOver(envelope);
            saw(true);
            keepIfAnswered(connection, connection.answer(limits.answer()));
        }
    }

    private Optional<String> whyNotTaken(Outgoing.Answer answer) {
        return switch (answer) {
            case KEPT, NOT_KEPT, CHALLENGED -> Optional.empty();
            case CLOSED -> Optional.of(("%s hung up on it: it has another secret or another configuration than %s, or no room just now. "
                    + "Every configuration needs the same secret.").formatted(place(), me));
            case RESET -> Optional.of(wasReset());
        };
    }

    private void keepIfAnswered(Outgoing connection, Outgoing.Answer answer) {
        switch (answer) {
            case KEPT -> keep(connection);
            case CHALLENGED -> {
                reports.dropped(Shown.address(address), ("%s asks for a proof of each message: its configuration has a secret, "
                        + "and that of %s has none. Every configuration needs the same one.").formatted(peer, me));
                takeAway(connection);
            }
            case NOT_KEPT -> takeAway(connection);
            case CLOSED -> {
                if (connection.isProven()) {
                    connection.close();
                } else {
                    takeAway(connection);
                }
            }
            case RESET -> {
                connection.close();
                lookAgainIn(0);
            }
        }
    }

    private void keep(Outgoing connection) {
        oneMessageAConnection = false;
        synchronized (this) {
            kept = connection;
        }
        lookAgainIn(limits.keptLook().toNanos());
        try {
            connection.keep(switchboard, () -> hangUp(connection));
        } catch (IOException ended) {
            hangUp(connection);
        }
    }

    private void takeAway(Outgoing connection) {
        oneMessageAConnection = true;
        connection.close();
        saw(true);
    }

    /// Looks also while a connection is kept: where a cable was pulled or a machine went to sleep, nobody says goodbye on
    /// it, and what is written there vanishes without a word for minutes.
    private void look() {
        try {
            crew.letGo(crew.connect(address, limits.connect()));
            saw(true);
        } catch (IOException failed) {
            Outgoing connection = kept();
            if (connection != null) {
                hangUp(connection);
            }
            saw(false);
        }
    }

    // ---- On any thread

    /// Lets go of the kept connection, and has the line look at once whether the peer is still there.
    private void hangUp(Outgoing connection) {
        synchronized (this) {
            if (kept == connection) {
                kept = null;
                nextLook = System.nanoTime();
                notifyAll();
            }
        }
        connection.close();
    }

    // ---- What the receiver is told

    private void handedOver(Envelope envelope) {
        if (crew.isOver()) {
            // The reset may have caught up with it.
            lostByTheEnd(envelope);
        } else {
            receiver.handedOver(envelope);
        }
    }

    private void lost(Envelope envelope, String why) {
        if (crew.isOver()) {
            lostByTheEnd(envelope);
        } else {
            receiver.lost(envelope, why);
        }
    }

    /// Leaves it to [#end] to say why.
    private void lostByTheEnd(Envelope envelope) {
        Optional<String> why;
        synchronized (this) {
            why = ended;
            if (why.isEmpty()) {
                waiting.add(envelope);
            }
        }
        why.ifPresent(sentence -> receiver.lost(envelope, sentence));
    }

    private void loseWaiting(String why) {
        while (true) {
            Envelope next;
            synchronized (this) {
                next = waiting.poll();
            }
            if (next == null) {
                return;
            }
            receiver.lost(next, why);
        }
    }

    private void saw(boolean reachable) {
        lookAgainIn(nextLook(reachable).toNanos());
        if (!seen.equals(Optional.of(reachable)) && !crew.isOver() && !isLeaving()) {
            seen = Optional.of(reachable);
            receiver.peerSeen(peer, reachable);
        }
    }

    private Duration nextLook(boolean reachable) {
        return reachable && kept() != null ? limits.keptLook()
                : reachable && oneMessageAConnection ? limits.rareLook() : limits.look();
    }

    private synchronized void lookAgainIn(long nanos) {
        nextLook = System.nanoTime() + nanos;
    }

    private String whyUnreachable(IOException failed) {
        return switch (failed) {
            case Outgoing.NoChallenge _ -> "%s asked for no proof within %s: it has no secret, or is too busy. Every configuration needs the same one."
                    .formatted(place(), Shown.seconds(limits.connect()));
            case SocketTimeoutException _ -> "%s did not answer within %s.".formatted(place(), Shown.seconds(limits.connect()));
            case NoRouteToHostException _ -> "There is no way to %s.".formatted(place());
            case ConnectException _ -> "Nobody listens on %s.".formatted(place());
            default -> "%s cannot be reached: %s.".formatted(place(), failed.getMessage());
        };
    }

    private String wasReset() {
        return "The connection to %s was reset before the message was through.".formatted(place());
    }

    private String place() {
        return "%s (%s)".formatted(Shown.address(address), peer);
    }
}
