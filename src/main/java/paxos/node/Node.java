package paxos.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Reason;
import paxos.synod.Send;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// One legislator at work. One thread at a time has its state: it takes an input, steps, makes the ledger durable, sends,
/// and records what happened. Mostly that is the node's own; whoever brings a message while nothing else is to be done does it
/// in its place, as to wake another thread takes about as long as the rest of the step.
///
/// The methods may be called from any thread and return at once; what they ask for happens on the node's own thread,
/// before any message that is still waiting. A future that fails does so with an [IOException] whose message is a
/// sentence for a person.
public final class Node implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

    /// How many messages may wait; whoever brings one more waits with it. More would be no help to anybody: in a flood, each
    /// message of a ballot waits behind so many.
    static final int WAITING_MESSAGES = 256;
    /// How many requests may wait; one more is refused.
    static final int WAITING_REQUESTS = 64;

    private final String name;
    private final Protocol protocol;
    private final Disk disk;
    private final Network network;
    private final Pauses pauses;
    private final Hazard hazard;
    private final EventLog log;

    private final Inbox inbox;
    private final Thread thread;

    // All below is for whoever is at work.
    private final String born = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private Session session;
    /// Written by whoever is at work, read by anybody.
    private volatile long lamport;
    private long messages;

    /// A node that is not open yet; its thread waits for [#open].
    ///
    /// @param legislator who it is
    /// @param disk       where its ledger is kept
    /// @param network    how its messages travel
    /// @param pauses     how long it waits when outbid
    /// @param log        where it records what happens
    public Node(Legislator legislator, Disk disk, Network network, Pauses pauses, EventLog log) {
        this(legislator.name(), legislator::step, disk, network, pauses, Hazard.NONE, log);
    }

    /// A node that may be struck down, and may break rules; it is not open yet.
    ///
    /// @param name     the legislator's name
    /// @param protocol by which rules it acts
    /// @param hazard   what may strike it down
    public Node(String name, Protocol protocol, Disk disk, Network network, Pauses pauses, Hazard hazard, EventLog log) {
        this.name = name;
        this.protocol = protocol;
        this.disk = disk;
        this.network = network;
        this.pauses = pauses;
        this.hazard = hazard;
        this.log = log;
        this.inbox = new Inbox(name, this::orFailStop);
        this.thread = Thread.ofPlatform().name("node-" + name).daemon().start(this::work);
    }

    /// The legislator's name.
    public String name() {
        return name;
    }

    /// Enters the chamber, at first or after a crash: reads the ledger and listens. Does nothing where it is open.
    public CompletableFuture<Void> open() {
        return inbox.request(this::doOpen);
    }

    /// Starts a ballot; fails where the node is not open.
    ///
    /// @param wish the decree wished for; empty means the ballot's number
    public CompletableFuture<Void> propose(Optional<Decree> wish) {
        return inbox.request(() -> {
            if (session == null) {
                throw new IOException(name() + " is not in the chamber and can start no ballot. Restart it first.");
            }
            session.tries = 0;
            step(new Input.Propose(wish));
            if (session == null) {
                throw new IOException(name() + " crashed before it could start the ballot.");
            }
        });
    }

    /// Crashes: loses the slip and what waits, resets the connections with no flush and no goodbye, keeps the ledger.
    /// Does nothing where it is not open.
    public CompletableFuture<Void> crash() {
        return inbox.request(() -> crash(name() + " was crashed on request.", false));
    }

    /// Forgets the parliament: crashes where it is open, then empties its folder. It stays crashed.
    public CompletableFuture<Void> forget() {
        return inbox.request(() -> {
            crash(name() + " was crashed to forget the parliament.", false);
            disk.forget();
            record(new Happening.Forgot());
        });
    }

    /// Damages the disk on purpose, while the legislator is away.
    ///
    /// @param how a sentence for the record
    public CompletableFuture<Void> damage(Disk.Damage damage, String how) {
        return inbox.request(() -> {
            if (session != null) {
                throw new IOException("%s is in the chamber, and its disk in use. Crash it first.".formatted(name));
            }
            Ledger before = disk.history(1).getLast();
            disk.damage(damage);
            record(new Happening.Tampered(before, disk.history(1).getLast(), how));
        });
    }

    /// Puts into the record what somebody did on purpose to what is around this legislator. Returns at once.
    public void note(Happening what) {
        log.append(name, lamport, what);
    }

    /// Leaves in good order and ends the node's thread; waits for it, for five seconds at most.
    @Override
    public void close() {
        inbox.lastRequest(this::leave);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- At work

    private void work() {
        while (!inbox.isClosed()) {
            try {
                inbox.doNext();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void orFailStop(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error defect) {
            failStop(defect);
        }
    }

    /// A node that does not understand itself must not go on voting.
    private void failStop(Throwable defect) {
        LOGGER.error("{} met a defect in this program", name(), defect);
        try {
            crash("%s crashed itself because of a defect in this program: %s".formatted(name(), defect), true);
        } catch (RuntimeException | Error another) {
            LOGGER.error("{} met another one while it crashed", name(), another);
        }
    }

    private void doOpen() throws IOException {
        if (session != null) {
            return;
        }
        Disk.Open openDisk = disk.open();
        Session opening = new Session(openDisk, State.afterRestart(openDisk.ledger()));
        try {
            opening.network = network.open(opening);
        } catch (IOException | RuntimeException failed) {
            openDisk.close();
            throw failed;
        }
        session = opening;
        record(new Happening.Opened(network.address(), session.state));
        if (!protocol.off().isEmpty()) {
            record(new Happening.Rules(protocol.off()));
        }
    }

    private void leave() {
        Session left = session;
        session = null;
        try {
            if (left != null) {
                left.endPause();
                try {
                    left.network.close();
                } finally {
                    left.disk.close();
                }
                record(new Happening.Closed());
            }
        } finally {
            inbox.close();
        }
    }

    private void take(Envelope envelope) {
        lamport = Math.max(lamport, envelope.lamport().orElse(0)) + 1;
        record(new Happening.Received(envelope.from(), envelope.id(), envelope.message()));
        step(new Input.Receive(envelope.from(), envelope.message()));
    }

    private void step(Input input) {
        State before = session.state;
        Step step = protocol.step(before, input);
        State next = step.next();
        if (!write(before.ledger(), next.ledger())) {
            return;
        }
        session.state = next;
        record(new Happening.Stepped(next, step.why()));
        for (Send send : step.sends()) {
            if (isStruck(new Hazard.Moment.BeforeSend(send))) {
                return;
            }
            send(send);
            if (isStruck(new Hazard.Moment.AfterSend(send))) {
                return;
            }
        }
        if (step.why().reason() == Reason.PASSED) {
            session.tries = 0;
        }
        if (next.slip() instanceof Slip.Outbid outbid && !(before.slip() instanceof Slip.Outbid)) {
            pauseThenTryAgain(outbid);
        }
    }

    /// Makes the ledger durable where it changed. Where that fails, the node crashes itself: it never sends what it
    /// could not write.
    private boolean write(Ledger before, Ledger after) {
        if (after.equals(before)) {
            return true;
        }
        if (isStruck(new Hazard.Moment.BeforeWrite(before, after))) {
            return false;
        }
        try {
            session.disk.write(after);
        } catch (IOException failed) {
            crash("%s crashed itself, as it could not write its ledger: %s".formatted(name(), failed.getMessage()), true);
            return false;
        }
        record(new Happening.Wrote(before, after));
        return !isStruck(new Hazard.Moment.AfterWrite(before, after));
    }

    private boolean isStruck(Hazard.Moment moment) {
        Optional<String> why = hazard.strikes(moment);
        why.ifPresent(sentence -> crash(sentence, false));
        return why.isPresent();
    }

    private void send(Send send) {
        lamport++;
        messages++;
        Envelope envelope = new Envelope(name(), send.to(), send.message(), born + "-" + messages, lamport);
        record(new Happening.Sent(envelope.id().orElseThrow(), send.to(), send.message()));
        if (send.to().equals(name())) {
            Session now = session;
            inbox.messageToMyself(() -> now.run(() -> take(envelope)));
        } else {
            session.network.send(envelope);
        }
    }

    private void pauseThenTryAgain(Slip.Outbid outbid) {
        Session now = session;
        now.tries++;
        Duration pause = pauses.before(now.tries);
        now.endPause();
        now.pause = Thread.ofVirtual().name(name() + "-pause").start(() -> {
            try {
                pauses.await(pause);
                now.bring(() -> step(new Input.TryAgain(outbid.ballot())));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void crash(String why, boolean byItself) {
        if (session == null) {
            return;
        }
        Session crashed = session;
        session = null;
        crashed.endPause();
        try {
            crashed.network.crash();
        } finally {
            crashed.disk.close();
            lamport++;
            record(new Happening.Crashed(why, byItself));
        }
    }

    private void record(Happening what) {
        log.append(name(), lamport, what);
    }

    /// From one opening to the next crash. What reaches a session that is over is gone with it.
    private final class Session implements Network.Receiver {

        private final Disk.Open disk;
        private Network.Open network;
        private State state;
        private int tries;
        private Thread pause;

        Session(Disk.Open disk, State state) {
            this.disk = disk;
            this.state = state;
        }

        /// Queues what is only of use while this session lasts; waits while too much is queued.
        void bring(Runnable action) {
            try {
                inbox.message(() -> run(action));
            } catch (InterruptedException interrupted) {
                // Somebody ends the session.
                Thread.currentThread().interrupt();
            }
        }

        /// Does it if this session still lasts.
        void run(Runnable action) {
            if (session == this) {
                action.run();
            }
        }

        void endPause() {
            if (pause != null) {
                pause.interrupt();
            }
        }

        @Override
        public void received(Envelope envelope) {
            try {
                inbox.messageAtOnce(() -> run(() -> take(envelope)));
            } catch (InterruptedException interrupted) {
                // Somebody ends the session.
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void handedOver(Envelope envelope) {
            // Straight into the record: the state is not touched, and after a crash it is as true as before.
            log.append(name(), envelope.lamport().orElseThrow(),
                    new Happening.HandedOver(envelope.id().orElseThrow(), envelope.to(), envelope.message()));
        }

        @Override
        public void lost(Envelope envelope, String why) {
            log.append(name(), envelope.lamport().orElseThrow(),
                    new Happening.Lost(envelope.id().orElseThrow(), envelope.to(), envelope.message(), why));
        }

        @Override
        public void dropped(String from, String why, long times) {
            bring(() -> record(new Happening.Dropped(from, why, times)));
        }

        @Override
        public void noted(Happening what) {
            note(what);
        }

        @Override
        public void peerSeen(String peer, boolean reachable) {
            bring(() -> record(new Happening.PeerSeen(peer, reachable)));
        }
    }
}
