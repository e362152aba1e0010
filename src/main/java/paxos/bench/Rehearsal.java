package paxos.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Send;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.trace.Event;
import paxos.trace.Happening;

/// A parliament on a simulated clock, which goes as fast as the machine can: the real protocol, and every event that real
/// nodes would record. All legislators start ballots; messengers walk for some milliseconds, and some get lost; now and
/// then somebody crashes and comes back. The same seed makes the same run.
public final class Rehearsal {

    /// How many messages are sent in a second, on the whole.
    static final int MESSAGES_A_SECOND = 2_000;

    /// When it begins.
    static final Instant BEGINNING = Instant.parse("2026-11-23T08:00:00Z");
    private static final long MILLI = 1_000;
    private static final long SECOND = 1_000_000;
    private static final double LOST = 0.01;
    private static final double SLOW = 0.05;
    private static final long PATIENCE = 100 * MILLI;
    private static final long BETWEEN_CRASHES = 20 * SECOND;

    /// Something that is to happen.
    ///
    /// @param at     in microseconds from the beginning
    /// @param number tells apart, and puts in order, what happens at the same time
    private record Due(long at, long number, Runnable action) {
    }

    private record Letter(String from, String to, Message message, String id, long lamport, int life) {
    }

    /// A legislator and its ledger.
    private static final class Seat {
        private final Legislator legislator;
        private final String address;
        /// Messages to itself that have not arrived yet.
        private final Deque<Letter> own = new ArrayDeque<>();
        private State state = State.afterRestart(Ledger.BLANK);
        private boolean open;
        /// Counts its openings, so that what belongs to an earlier one is told apart.
        private int life;
        private long lamport;
        private long messages;
        private int tries;
        /// When it last began a ballot because somebody asked for it.
        private long began;

        Seat(Legislator legislator, String address) {
            this.legislator = legislator;
            this.address = address;
        }

        String name() {
            return legislator.name();
        }
    }

    private final Parliament parliament;
    private final Consumer<Event> out;
    private final SplittableRandom chance;
    private final List<Seat> seats = new ArrayList<>();
    private final PriorityQueue<Due> agenda = new PriorityQueue<>((one, other) ->
            one.at() != other.at() ? Long.compare(one.at(), other.at()) : Long.compare(one.number(), other.number()));
    private long now;
    /// When something happened last.
    private long latest;
    private long dues;
    private long events;
    private long sent;
    private boolean ending;

    /// @param out takes the events, in causal order
    public Rehearsal(Parliament parliament, long seed, Consumer<Event> out) {
        this.parliament = parliament;
        this.out = out;
        this.chance = new SplittableRandom(seed);
        for (String name : parliament.legislators()) {
            seats.add(new Seat(new Legislator(parliament, name), "127.0.0.1:" + (8000 + seats.size())));
        }
    }

    /// Lets them deliberate until so many messages were sent from one legislator to another, and what was begun then is
    /// finished.
    ///
    /// @return how many it were, not many more
    public long run(long messages) {
        seats.forEach(this::open);
        after(0, () -> tick(messages));
        after(BETWEEN_CRASHES, this::crashSomebody);
        while (!agenda.isEmpty()) {
            Due next = agenda.poll();
            now = next.at();
            next.action().run();
        }
        // What was planned for later than that did not happen.
        now = latest;
        seats.stream().filter(seat -> seat.open).forEach(seat -> record(seat, seat.lamport, new Happening.Closed()));
        return sent;
    }

    private void after(long micros, Runnable action) {
        agenda.add(new Due(now + micros, dues++, action));
    }

    /// Keeps the pace.
    private void tick(long messages) {
        ending = sent >= messages;
        if (ending) {
            return;
        }
        if (sent < now * MESSAGES_A_SECOND / SECOND) {
            List<Seat> free = seats.stream().filter(this::isFree).toList();
            if (!free.isEmpty()) {
                propose(free.get(chance.nextInt(free.size())));
            }
        }
        after(MILLI, () -> tick(messages));
    }

    /// A ballot of which a message got lost stands still until somebody starts another.
    private boolean isFree(Seat seat) {
        return seat.open && (seat.state.slip() instanceof Slip.Idle || now - seat.began > PATIENCE);
    }

    private void propose(Seat seat) {
        seat.tries = 0;
        seat.began = now;
        step(seat, new Input.Propose(chance.nextBoolean() ? Optional.empty() : Optional.of(new Decree(chance.nextInt(100)))));
    }

    // ---- A legislator

    private void open(Seat seat) {
        seat.open = true;
        seat.life++;
        seat.state = State.afterRestart(seat.state.ledger());
        record(seat, seat.lamport, new Happening.Opened(seat.address, seat.state));
        for (Seat peer : seats) {
            if (peer != seat && peer.open) {
                record(seat, seat.lamport, new Happening.PeerSeen(peer.name(), true));
                record(peer, peer.lamport, new Happening.PeerSeen(seat.name(), true));
            }
        }
    }

    private void crashSomebody() {
        if (ending) {
            return;
        }
        Seat seat = seats.get(chance.nextInt(seats.size()));
        seat.open = false;
        seat.lamport++;
        record(seat, seat.lamport, new Happening.Crashed(seat.name() + " was crashed on request.", false));
        seats.stream().filter(peer -> peer.open).forEach(peer -> after(5 * MILLI, () -> {
            if (peer.open && !seat.open) {
                record(peer, peer.lamport, new Happening.PeerSeen(seat.name(), false));
            }
        }));
        after(SECOND + chance.nextLong(2 * SECOND), () -> open(seat));
        after(BETWEEN_CRASHES / 2 + chance.nextLong(BETWEEN_CRASHES), this::crashSomebody);
    }

    private void step(Seat seat, Input input) {
        State before = seat.state;
        Step step = seat.legislator.step(before, input);
        State next = step.next();
        if (!next.ledger().equals(before.ledger())) {
            record(seat, seat.lamport, new Happening.Wrote(before.ledger(), next.ledger()));
        }
        seat.state = next;
        Explanation why = step.why();
        record(seat, seat.lamport, new Happening.Stepped(next, why));
        step.sends().forEach(send -> send(seat, send));
        if (why.reason() == Reason.PASSED) {
            seat.tries = 0;
        }
        if (next.slip() instanceof Slip.Outbid outbid && !(before.slip() instanceof Slip.Outbid)) {
            pauseThenTryAgain(seat, outbid);
        }
        while (!seat.own.isEmpty()) {
            receive(seat, seat.own.remove());
        }
    }

    private void pauseThenTryAgain(Seat seat, Slip.Outbid outbid) {
        seat.tries++;
        int life = seat.life;
        long bound = 40 * MILLI << Math.min(seat.tries - 1, 6);
        after(chance.nextLong(bound), () -> {
            if (seat.open && seat.life == life && !ending) {
                step(seat, new Input.TryAgain(outbid.ballot()));
            }
        });
    }

    // ---- A messenger

    private void send(Seat seat, Send send) {
        seat.lamport++;
        seat.messages++;
        Letter letter = new Letter(seat.name(), send.to(), send.message(), "mi" + seats.indexOf(seat) + "-" + seat.messages,
                seat.lamport, seat.life);
        record(seat, seat.lamport, new Happening.Sent(letter.id(), letter.to(), letter.message()));
        if (send.to().equals(seat.name())) {
            seat.own.add(letter);
            return;
        }
        sent++;
        Seat receiver = seats.get(parliament.legislators().indexOf(send.to()));
        long walk = 300 + chance.nextLong(chance.nextDouble() < SLOW ? 30 * MILLI : 4 * MILLI);
        if (chance.nextDouble() < LOST) {
            after(walk, () -> lose(seat, letter, "The connection to %s (%s) was reset before the message was through."
                    .formatted(receiver.address, receiver.name())));
        } else {
            after(walk, () -> arrive(seat, receiver, letter));
        }
    }

    private void arrive(Seat from, Seat to, Letter letter) {
        if (!from.open || from.life != letter.life()) {
            lose(from, letter, "%s crashed before the message was handed over.".formatted(from.name()));
        } else if (!to.open) {
            lose(from, letter, "Nobody listens on %s (%s).".formatted(to.address, to.name()));
        } else {
            record(from, letter.lamport(), new Happening.HandedOver(letter.id(), letter.to(), letter.message()));
            receive(to, letter);
        }
    }

    private void receive(Seat to, Letter letter) {
        to.lamport = Math.max(to.lamport, letter.lamport()) + 1;
        record(to, to.lamport, new Happening.Received(Optional.of(letter.from()), Optional.of(letter.id()), letter.message()));
        step(to, new Input.Receive(letter.from(), letter.message()));
    }

    private void lose(Seat from, Letter letter, String why) {
        record(from, letter.lamport(), new Happening.Lost(letter.id(), letter.to(), letter.message(), why));
    }

    private void record(Seat seat, long lamport, Happening what) {
        latest = now;
        out.accept(new Event(events++, BEGINNING.plus(now, ChronoUnit.MICROS), lamport, seat.name(), what));
    }
}
