package paxos.view.timeline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Send;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.trace.Event;
import paxos.trace.Happening;

/// A parliament in a hurry: real legislators, whose messages walk for random times, get lost or come twice, and who crash
/// and come back; all from one seed. Tells the events that real nodes would record, in the order in which they happen,
/// each with the time that its legislator's own clock says.
final class Throng {

    static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");

    private record Flight(long due, long number, int from, Send send, String id, long lamport, boolean copy) {
    }

    final Parliament parliament;
    private final List<Legislator> legislators;
    private final SplittableRandom random;
    private final Consumer<Event> out;
    private final State[] states;
    private final long[] lamports;
    private final int[] lives;
    private final Map<Integer, Long> ahead = new HashMap<>();
    private final PriorityQueue<Flight> flying =
            new PriorityQueue<>(Comparator.comparingLong(Flight::due).thenComparingLong(Flight::number));
    /// True time, in microseconds from the beginning.
    private long now;
    private long events;
    private long sent;
    private int losses;
    private int doubles;
    private int crashes;
    private long shortestWalk = 200;
    private long longestWalk = 1_000;

    Throng(int size, long seed, Consumer<Event> out) {
        parliament = new Parliament(IntStream.range(0, size).mapToObj(i -> "n" + i).toList());
        legislators = parliament.legislators().stream().map(name -> new Legislator(parliament, name)).toList();
        random = new SplittableRandom(seed);
        this.out = out;
        states = new State[size];
        lamports = new long[size];
        lives = new int[size];
    }

    /// Makes the weather worse, in percent of messages lost, of messages doubled, and of ballots in which somebody crashes.
    Throng storm(int lost, int doubled, int crashing) {
        losses = lost;
        doubles = doubled;
        crashes = crashing;
        return this;
    }

    /// How long messengers walk, in microseconds.
    Throng walks(long shortest, long longest) {
        shortestWalk = shortest;
        longestWalk = longest;
        return this;
    }

    /// From now on a legislator's clock is ahead of the true time by this much, in microseconds; behind where below 0.
    Throng clock(int legislator, long micros) {
        ahead.put(legislator, micros);
        return this;
    }

    /// How many messages were sent by one legislator to another.
    long messages() {
        return sent;
    }

    long now() {
        return now;
    }

    /// Lets true time pass.
    void pass(long micros) {
        now += micros;
    }

    void openAll() {
        IntStream.range(0, states.length).forEach(this::open);
    }

    void open(int legislator) {
        Ledger ledger = states[legislator] == null ? Ledger.BLANK : states[legislator].ledger();
        states[legislator] = State.afterRestart(ledger);
        lives[legislator]++;
        record(legislator, new Happening.Opened("127.0.0.1:8000", states[legislator]));
    }

    void crash(int legislator) {
        flying.stream().filter(flight -> flight.from() == legislator && !flight.copy()).sorted(Comparator.comparingLong(Flight::number))
                .forEach(flight -> record(legislator, new Happening.Lost(flight.id(), flight.send().to(), flight.send().message(),
                        parliament.legislators().get(legislator) + " crashed.")));
        flying.removeIf(flight -> flight.from() == legislator);
        record(legislator, new Happening.Crashed("on request", false));
        lives[legislator] = -Math.abs(lives[legislator]);
    }

    private boolean isHere(int legislator) {
        return states[legislator] != null && lives[legislator] > 0;
    }

    /// Plays ballots until so many messages were sent.
    Throng play(long messages) {
        long until = sent + messages;
        while (sent < until) {
            int president = random.nextInt(states.length);
            now += 50;
            if (isHere(president)) {
                step(president, new Input.Propose(Optional.of(new Decree(random.nextInt(100)))));
            }
            int duel = random.nextInt(states.length);
            if (random.nextInt(10) == 0 && isHere(duel)) {
                step(duel, new Input.Propose(Optional.empty()));
            }
            if (random.nextInt(100) < crashes) {
                int victim = random.nextInt(states.length);
                if (isHere(victim)) {
                    crash(victim);
                } else {
                    lives[victim] = Math.abs(lives[victim]);
                    open(victim);
                }
            }
            arriveAll();
        }
        return this;
    }

    private void arriveAll() {
        while (!flying.isEmpty()) {
            Flight first = flying.remove();
            now = Math.max(now, first.due());
            arrive(first);
        }
        for (int i = 0; i < states.length; i++) {
            if (isHere(i) && states[i].slip() instanceof Slip.Outbid outbid && random.nextInt(2) == 0) {
                step(i, new Input.TryAgain(outbid.ballot()));
            }
        }
    }

    private void arrive(Flight flight) {
        int to = parliament.legislators().indexOf(flight.send().to());
        boolean self = to == flight.from();
        if (!self && !flight.copy() && (!isHere(to) || random.nextInt(100) < losses)) {
            record(flight.from(), new Happening.Lost(flight.id(), flight.send().to(), flight.send().message(), "It got lost."));
            return;
        }
        if (!self && !flight.copy()) {
            record(flight.from(), new Happening.HandedOver(flight.id(), flight.send().to(), flight.send().message()), flight.lamport());
        }
        if (!isHere(to)) {
            return;
        }
        lamports[to] = Math.max(lamports[to], flight.lamport()) + 1;
        String from = parliament.legislators().get(flight.from());
        record(to, new Happening.Received(Optional.of(from), Optional.of(flight.id()), flight.send().message()));
        step(to, new Input.Receive(from, flight.send().message()));
    }

    void step(int legislator, Input input) {
        State before = states[legislator];
        Step step = legislators.get(legislator).step(before, input);
        if (!step.next().ledger().equals(before.ledger())) {
            record(legislator, new Happening.Wrote(before.ledger(), step.next().ledger()));
        }
        states[legislator] = step.next();
        record(legislator, new Happening.Stepped(step.next(), step.why()));
        for (Send send : step.sends()) {
            send(legislator, send);
        }
    }

    private void send(int legislator, Send send) {
        lamports[legislator]++;
        boolean self = send.to().equals(parliament.legislators().get(legislator));
        String id = "l" + legislator + "x" + lives[legislator] + "-" + sent;
        sent += self ? 0 : 1;
        record(legislator, new Happening.Sent(id, send.to(), send.message()));
        long due = self ? now : now + random.nextLong(shortestWalk, longestWalk);
        flying.add(new Flight(due, events, legislator, send, id, lamports[legislator], false));
        if (!self && random.nextInt(100) < doubles) {
            flying.add(new Flight(due + 10, events, legislator, send, id, lamports[legislator], true));
        }
    }

    private void record(int legislator, Happening what) {
        record(legislator, what, lamports[legislator]);
    }

    private void record(int legislator, Happening what, long lamport) {
        now++;
        out.accept(new Event(events++, BEGIN.plus(now + ahead.getOrDefault(legislator, 0L), ChronoUnit.MICROS), lamport,
                parliament.legislators().get(legislator), what));
    }

    /// What a legislator has in its ledger now.
    Ledger ledger(int legislator) {
        return states[legislator].ledger();
    }

    static boolean isMessage(Event event) {
        return event.what() instanceof Happening.Sent sent && !sent.to().equals(event.node())
                && !(sent.message() instanceof Message.Success && sent.id().isEmpty());
    }
}
