package paxos.fault;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.trace.Happening;

/// Messengers that wait at the legislator's door until somebody lets them in, one by one and in any order, or sends them
/// away. What the legislator says to itself needs no messenger and never waits.
///
/// Arrivals are recorded as [Happening.Held], and what is sent away as [Happening.Discarded]; a message that is let in is
/// received like any other. Messengers who wait at the door outlast a crash: what is lost with the slip is inside. So a class
/// sees what a restarted president makes of an answer to the ballot of before. Where the legislator leaves, they are sent away.
///
/// A president that was outbid waits here too, before it tries again: see [PauseSwitch].
///
/// All methods may be called from any thread and return at once; what they let in is received in the order of the calls,
/// a moment later. A messenger that waits is told by its number, which no other ever has; a call for one that does not wait
/// any more does nothing and returns false.
public final class Hold implements Network {

    /// How many messengers may wait; one more is sent away.
    public static final int MOST_WAITING = 1_000;

    private final Network inner;
    private final InstantSource clock;

    // Guarded by this, which nobody holds while the legislator receives a message: that may take long.
    private final List<Waiting> waiting = new ArrayList<>();
    private Optional<Session> open = Optional.empty();
    /// Takes notes for the record, also while the legislator is away; empty before it first came.
    private Optional<Receiver> record = Optional.empty();
    private long numbers;
    private int retries;
    private int retriesLetGo;
    private long releases;
    private Optional<List<Waiting>> snapshot = Optional.empty();

    // Written with the lock held.
    private volatile boolean holding;
    private volatile long version;

    /// Lets everybody in, at first.
    ///
    /// @param inner brings the messages
    public Hold(Network inner) {
        this(inner, InstantSource.system());
    }

    /// Lets everybody in, at first.
    ///
    /// @param inner brings the messages
    /// @param clock says when a message arrived
    public Hold(Network inner, InstantSource clock) {
        this.inner = inner;
        this.clock = clock;
    }

    /// A messenger that waits.
    ///
    /// @param number   tells it from all others
    /// @param envelope what it brings
    /// @param arrived  since when it waits
    /// @param copy     whether it is a copy that [#duplicate] made
    public record Waiting(long number, Envelope envelope, Instant arrived, boolean copy) {
    }

    // ---- What a person does

    /// Has messengers wait from now on; or lets in all that wait, in their order, and then whoever comes. Nobody overtakes
    /// those who were let in.
    ///
    /// @return whether that changed anything
    public synchronized boolean hold(boolean wanted) {
        if (holding == wanted) {
            return false;
        }
        int count = waiting.size();
        holding = wanted;
        if (!wanted) {
            releases++;
            notifyAll();
            open.ifPresentOrElse(session -> {
                session.door.letIn(waiting.stream().map(Waiting::envelope).toList());
                waiting.clear();
            }, () -> sendAllAway("Nobody was there when messengers were held no longer."));
        }
        note(wanted ? "Messengers that come are held."
                : open.isEmpty() ? "Messengers are held no longer."
                : "Messengers are held no longer. %s".formatted(switch (count) {
                    case 0 -> "None was waiting.";
                    case 1 -> "The one that was waiting is let in.";
                    default -> "The %d that were waiting are let in.".formatted(count);
                }));
        changed();
        return true;
    }

    /// Whether messengers that come now wait.
    public boolean isHolding() {
        return holding;
    }

    /// Lets one in.
    ///
    /// @return false also while the legislator is away
    public synchronized boolean deliver(long number) {
        return open.isPresent() && at(number, place -> {
            open.get().door.letIn(List.of(waiting.remove(place).envelope()));
            return true;
        });
    }

    /// Lets the first one in.
    ///
    /// @return false where none waits
    public synchronized boolean deliverNext() {
        return !waiting.isEmpty() && deliver(waiting.getFirst().number());
    }

    /// The next thing that waits happens: the first messenger is let in; where none waits, the president tries again.
    ///
    /// @return false where nothing waits
    public synchronized boolean step() {
        return deliverNext() || letRetryGo();
    }

    /// Sends one away.
    public synchronized boolean drop(long number) {
        return at(number, place -> {
            discard(waiting.remove(place).envelope(), "It was sent away by hand, while messengers were held.");
            return true;
        });
    }

    /// Has a copy of one wait right behind it.
    ///
    /// @return false also where so many wait that there is no room for a copy
    public synchronized boolean duplicate(long number) {
        return at(number, place -> {
            if (!isRoom()) {
                return false;
            }
            await(place + 1, waiting.get(place).envelope(), true);
            return true;
        });
    }

    /// Puts one at another place in the order.
    ///
    /// @param place 0 for the first; the end of the row where fewer wait
    /// @throws IllegalArgumentException for a negative place
    public synchronized boolean move(long number, int place) {
        if (place < 0) {
            throw new IllegalArgumentException("The first place is 0; there is no place %d.".formatted(place));
        }
        return at(number, from -> {
            int to = Math.min(place, waiting.size() - 1);
            if (to != from) {
                Waiting moved = waiting.remove(from);
                waiting.add(to, moved);
                record(new Happening.Intervened("The messenger with %s from %s waits in place %d of %d now, not in place %d.".formatted(
                        moved.envelope().message().getClass().getSimpleName(), moved.envelope().from().orElse("somebody who did not sign"),
                        to + 1, waiting.size(), from + 1)));
            }
            return true;
        });
    }

    /// Who waits, in order. Never changes; the same list as before where nothing changed.
    public synchronized List<Waiting> waiting() {
        if (snapshot.isEmpty()) {
            snapshot = Optional.of(List.copyOf(waiting));
        }
        return snapshot.get();
    }

    /// Another number after each change of what [#waiting], [#isHolding] and [#retryWaits] say.
    public long version() {
        return version;
    }

    // ---- The president that was outbid

    /// Whether a president's next try waits, its pause being over.
    public synchronized boolean retryWaits() {
        return retries > retriesLetGo;
    }

    /// Lets the president try again.
    ///
    /// @return false where it does not wait to
    public synchronized boolean letRetryGo() {
        if (!retryWaits()) {
            return false;
        }
        retriesLetGo++;
        changed();
        notifyAll();
        return true;
    }

    /// Waits while messengers are held, unless [#letRetryGo] comes first.
    ///
    /// @throws InterruptedException where the president need not try any more
    synchronized void awaitRetry() throws InterruptedException {
        if (!holding) {
            return;
        }
        long before = releases;
        retries++;
        changed();
        try {
            while (releases == before && retriesLetGo == 0) {
                wait();
            }
            if (releases == before) {
                retriesLetGo--;
            }
        } finally {
            retries--;
            // Leave to go that nobody is left to take does not wait for the next one.
            retriesLetGo = Math.min(retriesLetGo, retries);
            changed();
        }
    }

    /// Puts a sentence into the legislator's record, if it is in the chamber.
    synchronized void note(String sentence) {
        record(new Happening.Intervened(sentence));
    }

    /// Sends away all that wait, as for a new parliament: they are of the old one.
    public synchronized void sendAllAway(String why) {
        waiting.forEach(each -> discard(each.envelope(), why));
        waiting.clear();
        changed();
    }

    // ---- The network

    @Override
    public String address() {
        return inner.address();
    }

    @Override
    public Open open(Receiver receiver) throws IOException {
        Session session = new Session(receiver);
        synchronized (this) {
            // Before the first message can come.
            open = Optional.of(session);
            record = Optional.of(receiver);
        }
        try {
            session.network = inner.open(session);
            return session;
        } catch (IOException | RuntimeException failed) {
            session.end("did not enter", false);
            session.door.end();
            throw failed;
        }
    }

    private void received(Session session, Envelope envelope) throws InterruptedException {
        while (true) {
            synchronized (this) {
                if (session.over) {
                    return;
                }
                if (holding) {
                    arrive(envelope);
                    return;
                }
                if (session.door.mayPass()) {
                    break;
                }
            }
            session.door.awaitClear();
        }
        try {
            session.receiver().received(envelope);
        } finally {
            session.door.passed();
        }
    }

    // ---- With the lock held

    private boolean at(long number, IntPredicate action) {
        for (int place = 0; place < waiting.size(); place++) {
            if (waiting.get(place).number() == number) {
                boolean done = action.test(place);
                changed();
                return done;
            }
        }
        return false;
    }

    private void arrive(Envelope envelope) {
        if (isRoom()) {
            await(waiting.size(), envelope, false);
        } else {
            discard(envelope, "It was sent away, as %d messengers wait for %s already.".formatted(MOST_WAITING, envelope.to()));
        }
    }

    private boolean isRoom() {
        return waiting.size() + open.map(session -> session.door.onTheThreshold()).orElse(0) < MOST_WAITING;
    }

    private void await(int place, Envelope envelope, boolean copy) {
        waiting.add(place, new Waiting(numbers++, envelope, clock.instant(), copy));
        record(new Happening.Held(envelope.from(), envelope.id(), envelope.message()));
        changed();
    }

    private void discard(Envelope envelope, String why) {
        record(new Happening.Discarded(envelope.from(), envelope.id(), envelope.message(), why));
    }

    /// With the lock held, so that a message is recorded as held before it is recorded as anything else.
    private void record(Happening what) {
        record.ifPresent(receiver -> receiver.noted(what));
    }

    private void changed() {
        snapshot = Optional.empty();
        version++;
    }

    /// From one opening to the next crash.
    private final class Session extends Relay implements Open {

        private final Door door;
        private Open network;
        /// Guarded by the hold's lock.
        private boolean over;

        Session(Receiver receiver) {
            super(receiver);
            this.door = new Door("door-of-" + address(), receiver::received);
        }

        @Override
        public void send(Envelope envelope) {
            network.send(envelope);
        }

        @Override
        public void crash() {
            end("crashed", false);
            network.crash();
            door.end();
        }

        @Override
        public void close() {
            end("left", true);
            network.close();
            door.end();
        }

        /// @param forGood whether those who wait at the door are sent away, too
        private void end(String what, boolean forGood) {
            synchronized (Hold.this) {
                if (over) {
                    return;
                }
                over = true;
                door.shut().forEach(envelope -> discard(envelope, "%s %s while this messenger was on its threshold."
                        .formatted(envelope.to(), what)));
                if (forGood) {
                    sendAllAway("The legislator left while this messenger waited at its door.");
                }
                open = Optional.empty();
                changed();
            }
        }

        @Override
        public void received(Envelope envelope) {
            try {
                Hold.this.received(this, envelope);
            } catch (InterruptedException over) {
                // Somebody ends the session.
                Thread.currentThread().interrupt();
            }
        }
    }
}
