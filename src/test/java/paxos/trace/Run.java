package paxos.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Parliament;
import paxos.synod.Send;
import paxos.synod.State;
import paxos.synod.Step;

/// What a parliament on one thread records: the real core, with messages that overtake each other, get lost or come
/// unsigned, and legislators that crash. All chance comes from one seed.
final class Run {

    private record Walking(String from, String id, Send send, long lamport) {
    }

    final Parliament parliament;
    private final Random chance;
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Long> lamports = new HashMap<>();
    private final List<Walking> walking = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private int messages;

    private Run(List<String> legislators, long seed) {
        this.parliament = new Parliament(legislators);
        this.chance = new Random(seed);
    }

    /// The events of a run in which this many ballots were started.
    static List<Event> of(List<String> legislators, long seed, int ballots) {
        Run run = new Run(legislators, seed);
        legislators.forEach(run::open);
        for (int i = 0; i < ballots; i++) {
            run.ballot();
        }
        run.walkAll();
        legislators.forEach(name -> run.record(name, new Happening.Closed()));
        return List.copyOf(run.events);
    }

    private void ballot() {
        String president = anybody();
        if (chance.nextInt(4) == 0) {
            crash(anybody());
        }
        if (!states.containsKey(president)) {
            open(president);
        }
        step(president, new Input.Propose(chance.nextBoolean() ? Optional.empty() : Optional.of(new Decree(chance.nextInt(200) - 100))));
        int steps = chance.nextInt(30);
        for (int i = 0; i < steps && !walking.isEmpty(); i++) {
            walkOne();
        }
    }

    private String anybody() {
        return parliament.legislators().get(chance.nextInt(parliament.size()));
    }

    private void open(String name) {
        State state = State.afterRestart(states.containsKey(name) ? states.get(name).ledger() : Ledger.BLANK);
        states.put(name, state);
        record(name, new Happening.Opened("127.0.0.1:8000", state));
    }

    private void crash(String name) {
        record(name, new Happening.Crashed(name + " was crashed on request.", false));
        open(name);
    }

    private void walkAll() {
        while (!walking.isEmpty()) {
            walkOne();
        }
    }

    private void walkOne() {
        Walking message = walking.remove(chance.nextInt(walking.size()));
        Send send = message.send();
        boolean elsewhere = !send.to().equals(message.from());
        if (elsewhere && chance.nextInt(8) == 0) {
            record(message.from(), new Happening.Lost(message.id(), send.to(), send.message(), "Nobody opens; is " + send.to() + " there?"));
            return;
        }
        if (elsewhere) {
            record(message.from(), new Happening.HandedOver(message.id(), send.to(), send.message()));
        }
        lamports.merge(send.to(), message.lamport(), (mine, its) -> Math.max(mine, its) + 1);
        record(send.to(), new Happening.Received(Optional.of(message.from()), Optional.of(message.id()), send.message()));
        step(send.to(), new Input.Receive(message.from(), send.message()));
    }

    private void step(String name, Input input) {
        State before = states.get(name);
        Step step = new Legislator(parliament, name).step(before, input);
        if (!step.next().ledger().equals(before.ledger())) {
            record(name, new Happening.Wrote(before.ledger(), step.next().ledger()));
        }
        states.put(name, step.next());
        record(name, new Happening.Stepped(step.next(), step.why()));
        for (Send send : step.sends()) {
            messages++;
            lamports.merge(name, 1L, Long::sum);
            String id = "k3x9-" + messages;
            record(name, new Happening.Sent(id, send.to(), send.message()));
            walking.add(new Walking(name, id, send, lamports.get(name)));
        }
    }

    private void record(String name, Happening what) {
        now = now.plus(1 + chance.nextInt(2_000), ChronoUnit.MICROS);
        lamports.putIfAbsent(name, 0L);
        events.add(new Event(events.size(), now, lamports.get(name), name, what));
    }
}
