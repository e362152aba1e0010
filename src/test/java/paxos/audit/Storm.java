package paxos.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import paxos.fault.BrokenRules;
import paxos.synod.Ballot;
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
import paxos.trace.Rule;

/// A parliament in bad weather, all from one seed: real legislators, whose messages get lost, come twice and in any order;
/// who crash at any moment, between two sends too. Tells the events that real nodes would record, in the order in which
/// they happen.
final class Storm {

    /// How a legislator breaks a rule.
    enum Misdeed { FORGETS_ITS_PROMISE, VOTES_BELOW_ITS_PROMISE, TAKES_NO_NOTICE_OF_VOTES, TAKES_A_SMALL_QUORUM, FORGETS_WHAT_IT_TRIED,
        TAKES_ITS_BALLOT_UP_AGAIN }

    private record Flight(int from, String id, Send send, long lamport) {
    }

    final Parliament parliament;
    private final List<Legislator> legislators;
    private final Set<Misdeed> misdeeds;
    private final List<BrokenRules> lawless;
    private SplittableRandom random;
    private final Consumer<Event> out;
    private final State[] states;
    private final boolean[] here;
    private final long[] lamports;
    private final List<Flight> flights = new ArrayList<>();
    private final int losses;
    private final int doubles;
    private final int crashes;
    private final int proposals;
    private final int disorder;
    /// Whether writes tear that were made just before a crash.
    boolean tearing;
    private long events;
    private long sent;
    /// Decrees that were entered in a ledger.
    final List<Decree> entered = new ArrayList<>();

    Storm(int size, long seed, Set<Misdeed> misdeeds, Consumer<Event> out) {
        this.parliament = new Parliament(List.of("alpha", "beta", "gamma", "delta", "epsilon").subList(0, size));
        this.legislators = parliament.legislators().stream().map(name -> new Legislator(parliament, name)).toList();
        this.random = new SplittableRandom(seed);
        this.lawless = parliament.legislators().stream().map(name -> new BrokenRules(parliament, name)).toList();
        this.misdeeds = misdeeds.isEmpty() ? EnumSet.noneOf(Misdeed.class) : EnumSet.copyOf(misdeeds);
        this.out = out;
        this.states = new State[size];
        this.here = new boolean[size];
        this.lamports = new long[size];
        losses = oneOf(0, 5, 20, 40);
        doubles = oneOf(0, 20, 50);
        crashes = oneOf(0, 1, 4);
        proposals = oneOf(1, 3, 8);
        disorder = oneOf(0, 30, 100);
        for (int i = 0; i < size; i++) {
            open(i, Ledger.BLANK);
        }
    }

    /// From now on everybody breaks these rules.
    void breakRules(Set<Rule> off) {
        lawless.forEach(each -> each.set(off));
        for (int i = 0; i < here.length; i++) {
            tellRules(i);
        }
    }

    private void tellRules(int i) {
        if (here[i] && !lawless.get(i).off().isEmpty()) {
            record(i, new Happening.Rules(lawless.get(i).off()));
        }
    }

    /// What comes next, comes by another seed.
    void turn(long seed) {
        random = new SplittableRandom(seed);
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private int anybody() {
        return random.nextInt(states.length);
    }

    Storm play(int ticks) {
        propose(anybody());
        for (int tick = 0; tick < ticks; tick++) {
            int dice = random.nextInt(100);
            if (dice < proposals) {
                propose(anybody());
            } else if (dice < proposals + 6) {
                tryAgain(anybody());
            } else if (dice < proposals + 6 + crashes) {
                int victim = anybody();
                if (here[victim]) {
                    crash(victim);
                }
            } else if (dice < proposals + 18) {
                int who = anybody();
                if (!here[who]) {
                    open(who, states[who].ledger());
                }
            } else if (!flights.isEmpty()) {
                deliver();
            }
        }
        return this;
    }

    /// Everybody comes back, and all messages arrive, and those that they lead to.
    void calm() {
        for (int i = 0; i < here.length; i++) {
            if (!here[i]) {
                open(i, states[i].ledger());
            }
        }
        for (int i = 0; i < 10_000 && !flights.isEmpty(); i++) {
            arrive(flights.remove(random.nextInt(flights.size())));
        }
    }

    void propose(int i) {
        if (here[i]) {
            step(i, new Input.Propose(chance(25) ? Optional.empty() : Optional.of(new Decree(1000 + random.nextInt(4)))));
        }
    }

    private void tryAgain(int i) {
        if (here[i] && states[i].slip() instanceof Slip.Outbid outbid) {
            step(i, new Input.TryAgain(outbid.ballot()));
        }
    }

    private void deliver() {
        Flight flight = flights.remove(chance(disorder) ? random.nextInt(flights.size()) : 0);
        boolean self = flight.send().to().equals(name(flight.from()));
        if (!self && chance(doubles)) {
            flights.add(flight);
        } else if (!self && chance(losses)) {
            record(flight.from(), new Happening.Lost(flight.id(), flight.send().to(), flight.send().message(), "It got lost."));
            return;
        }
        arrive(flight);
    }

    private void arrive(Flight flight) {
        int to = parliament.legislators().indexOf(flight.send().to());
        if (here[to]) {
            lamports[to] = Math.max(lamports[to], flight.lamport()) + 1;
            record(to, new Happening.Received(Optional.of(name(flight.from())), Optional.of(flight.id()), flight.send().message()));
            step(to, new Input.Receive(name(flight.from()), flight.send().message()));
        }
    }

    private void step(int i, Input input) {
        State before = states[i];
        Step step = acted(i, before, input);
        boolean crashing = chance(crashes);
        if (!step.next().ledger().equals(before.ledger())) {
            if (crashing && chance(30)) {
                crash(i);
                return;
            }
            record(i, new Happening.Wrote(before.ledger(), step.next().ledger()));
            step.next().ledger().decree().filter(decree -> before.ledger().decree().isEmpty()).ifPresent(entered::add);
            states[i] = new State(step.next().ledger(), states[i].slip());
            if (crashing && chance(30)) {
                crash(i);
                tear(i, before.ledger());
                return;
            }
        }
        states[i] = step.next();
        record(i, new Happening.Stepped(step.next(), step.why()));
        int leaving = crashing ? random.nextInt(step.sends().size() + 1) : step.sends().size();
        for (Send send : step.sends().subList(0, leaving)) {
            lamports[i]++;
            String id = "m" + ++sent;
            record(i, new Happening.Sent(id, send.to(), send.message()));
            flights.add(new Flight(i, id, send, lamports[i]));
            if (chance(5) && events % 2 == 0) {
                record(i, new Happening.HandedOver(id, send.to(), send.message()));
            }
        }
        if (crashing) {
            crash(i);
        }
    }

    private Step acted(int i, State state, Input input) {
        Legislator legislator = legislators.get(i);
        if (misdeeds.contains(Misdeed.TAKES_NO_NOTICE_OF_VOTES) && input instanceof Input.Receive(var from, Message.LastVote(var b, _))) {
            return legislator.step(state, new Input.Receive(from, new Message.LastVote(b, Optional.empty())));
        }
        if (misdeeds.contains(Misdeed.VOTES_BELOW_ITS_PROMISE) && input instanceof Input.Receive(_, Message.BeginBallot(var b, _))
                && b.isBelow(state.ledger().nextBal())) {
            Step step = legislator.step(new State(state.ledger().withNextBal(b), state.slip()), input);
            return new Step(new State(step.next().ledger().withNextBal(state.ledger().nextBal()), step.next().slip()), step.sends(),
                    step.why());
        }
        if (misdeeds.contains(Misdeed.TAKES_A_SMALL_QUORUM)) {
            return smallQuorum(legislator, state, input);
        }
        return lawless.get(i).step(state, input);
    }

    /// The first who answers is the quorum.
    private static Step smallQuorum(Legislator legislator, State state, Input input) {
        Step step = legislator.step(state, input);
        if (!(input instanceof Input.Receive(var from, Message.LastVote last) && step.next().slip() instanceof Slip.Trying trying
                && trying.prevVotes().size() == 1)) {
            return step;
        }
        Decree decree = last.vote().map(vote -> vote.decree()).or(trying::wish).orElse(new Decree(last.ballot().number()));
        return new Step(new State(state.ledger(), new Slip.Polling(last.ballot(), trying.wish(), decree, Set.of(from.orElseThrow()),
                Set.of())), List.of(new Send(from.orElseThrow(), new Message.BeginBallot(last.ballot(), decree))), step.why());
    }

    private void crash(int i) {
        here[i] = false;
        flights.removeIf(flight -> flight.from() == i && flight.send().to().equals(name(i)));
        lamports[i]++;
        record(i, new Happening.Crashed("on request", false));
    }

    /// The last write did not get onto the disk after all; nobody has heard of it.
    private void tear(int i, Ledger before) {
        if (tearing) {
            record(i, new Happening.Tampered(states[i].ledger(), before, "The last write tore."));
            states[i] = State.afterRestart(before);
        }
    }

    void open(int i, Ledger ledger) {
        boolean forgets = misdeeds.contains(Misdeed.FORGETS_ITS_PROMISE) || lawless.get(i).off().contains(Rule.KEEP_PROMISES);
        Ledger read = forgets ? ledger.withNextBal(Ballot.NONE) : ledger;
        read = misdeeds.contains(Misdeed.FORGETS_WHAT_IT_TRIED) ? read.withLastTried(Ballot.NONE) : read;
        states[i] = State.afterRestart(read);
        here[i] = true;
        record(i, new Happening.Opened("127.0.0.1:8000", states[i]));
        tellRules(i);
        if (misdeeds.contains(Misdeed.TAKES_ITS_BALLOT_UP_AGAIN) && !read.lastTried().isNone()) {
            states[i] = new State(read, new Slip.Trying(read.lastTried(), Optional.empty(), Map.of()));
        }
    }

    private void record(int i, Happening what) {
        out.accept(new Event(events, Instant.EPOCH.plusMillis(events), lamports[i], name(i), what));
        events++;
    }

    private String name(int i) {
        return parliament.legislators().get(i);
    }
}
