package paxos.synod;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A parliament in bad weather. One seed gives everything: how many legislators there are, what they wish, the order in
/// which messages come, which are lost, doubled or cut off, who crashes when, and when a pause ends.
///
/// It keeps the caller's duties of the package comment: write, then send, then step again; a message to oneself comes
/// back as an input. A crash can come between any two of these, and between two sends.
final class Simulation {

    /// What happened how often, over a run; to show that the runs are not vacuous.
    enum Count {
        STEPS, BALLOTS_STARTED, BALLOTS_FREE, BALLOTS_BOUND, WISHES_GIVEN_UP, OUTBID, REFUSED, PASSED, LATE, TRIED_AGAIN,
        MESSAGES_LOST, VOTES_LOST, MESSAGES_DOUBLED, CRASHES, CRASHES_BEFORE_WRITING, CRASHES_BEFORE_SENDING
    }

    private record Flight(int from, int to, Message message) {
    }

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta");

    private final Conduct conduct;
    private final SplittableRandom random;
    private final Parliament parliament;
    private final List<Legislator> legislators;
    private final History history;
    private final Ledger[] ledgers;
    private final Slip[] slips;
    private final Set<Integer> down = new HashSet<>();
    /// Pairs of from and to, one way each.
    private final Set<List<Integer>> cuts = new HashSet<>();
    private final List<Flight> inFlight = new ArrayList<>();
    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private final List<String> trace = new ArrayList<>();
    private final boolean traced;
    private boolean calm;

    // The weather, in percent.
    private final int losses;
    private final int doubles;
    private final int crashes;
    private final int crashesInStep;
    private final int proposals;
    private final int disorder;

    Simulation(long seed, Conduct conduct, Set<History.Rule> rules, boolean traced) {
        this.conduct = conduct;
        this.traced = traced;
        random = new SplittableRandom(seed);
        int size = oneOf(3, 3, 3, 3, 3, 4, 4, 5, 6, 7);
        parliament = new Parliament(NAMES.subList(0, size));
        legislators = parliament.legislators().stream().map(name -> new Legislator(parliament, name)).toList();
        history = new History(parliament, rules);
        ledgers = Stream.generate(() -> Ledger.BLANK).limit(size).toArray(Ledger[]::new);
        slips = Stream.generate(Slip.Idle::new).limit(size).toArray(Slip[]::new);
        losses = oneOf(0, 1, 5, 20);
        doubles = oneOf(0, 20, 50);
        crashes = oneOf(0, 1, 3);
        crashesInStep = oneOf(0, 1, 4, 10);
        proposals = oneOf(1, 2, 6);
        disorder = oneOf(0, 30, 100);
        Stream.of(Count.values()).forEach(count -> counts.put(count, 0));
    }

    /// Plays a run in bad weather.
    ///
    /// @throws History.Violation where a rule is broken
    Simulation storm() {
        propose(anybody());
        for (int tick = random.nextInt(100, 360); tick > 0; tick--) {
            tick();
        }
        return this;
    }

    /// The weather clears: everybody comes back, every message arrives, and one legislator starts a ballot, and once
    /// more above what it was refused for. Nobody else does.
    Simulation calm() {
        calm = true;
        for (int i = 0; i < legislators.size(); i++) {
            restart(i);
        }
        deliverAll();
        int president = anybody();
        propose(president);
        deliverAll();
        tryAgain(president);
        deliverAll();
        return this;
    }

    private void tick() {
        int dice = random.nextInt(100);
        if (dice < proposals) {
            propose(anybody());
        } else if (dice < proposals + 8) {
            tryAgain(anybody());
        } else if (dice < proposals + 8 + crashes) {
            crash(anybody());
        } else if (dice < proposals + 20) {
            restart(anybody());
        } else if (dice < proposals + 22) {
            cutOrMend();
        } else if (!inFlight.isEmpty()) {
            deliverOne();
        }
    }

    private void cutOrMend() {
        if (random.nextInt(3) == 0) {
            cuts.clear();
        } else {
            cuts.add(List.of(anybody(), anybody()));
        }
    }

    private void deliverOne() {
        Flight flight = inFlight.get(chance(disorder) ? random.nextInt(inFlight.size()) : 0);
        boolean toMyself = flight.from() == flight.to();
        if (!toMyself && chance(doubles)) {
            count(Count.MESSAGES_DOUBLED);
        } else {
            inFlight.remove(flight);
        }
        boolean lost = !toMyself && (chance(losses) || cuts.contains(List.of(flight.from(), flight.to())));
        if (lost || down.contains(flight.to())) {
            note("lost: %s", flight);
            count(Count.MESSAGES_LOST);
            if (flight.message() instanceof Message.Voted) {
                count(Count.VOTES_LOST);
            }
        } else {
            deliver(flight);
        }
    }

    private void deliverAll() {
        while (!inFlight.isEmpty()) {
            deliver(inFlight.removeFirst());
        }
    }

    private void deliver(Flight flight) {
        boolean mayBeUnsigned = flight.message() instanceof Message.Success || flight.message() instanceof Message.HigherBallot;
        Optional<String> from = mayBeUnsigned && chance(20) ? Optional.empty() : Optional.of(name(flight.from()));
        step(flight.to(), new Input.Receive(from, flight.message()));
    }

    private void propose(int i) {
        if (!down.contains(i)) {
            Optional<Decree> wish = random.nextInt(4) == 0 ? Optional.empty()
                    : Optional.of(new Decree(1000 * (i + 1) + random.nextInt(3)));
            wish.ifPresent(history::wished);
            step(i, new Input.Propose(wish));
        }
    }

    /// The pause of a legislator ends: the one it waits for, or one that no longer matters.
    private void tryAgain(int i) {
        if (!down.contains(i) && slips[i] instanceof Slip.Outbid outbid) {
            count(Count.TRIED_AGAIN);
            step(i, new Input.TryAgain(outbid.ballot()));
        } else if (!down.contains(i) && !ledgers[i].lastTried().isNone()) {
            step(i, new Input.TryAgain(ledgers[i].lastTried()));
        }
    }

    private void crash(int i) {
        if (down.add(i)) {
            note("%s crashes", name(i));
            count(Count.CRASHES);
            slips[i] = new Slip.Idle();
            inFlight.removeIf(flight -> flight.from() == i && flight.to() == i);
            if (random.nextBoolean()) {
                // Back before the messages on their way have come.
                restart(i);
            }
        }
    }

    private void restart(int i) {
        if (down.remove(i)) {
            note("%s restarts with %s", name(i), ledgers[i]);
            State state = conduct.restart(ledgers[i]);
            slips[i] = state.slip();
            write(i, state.ledger());
        }
    }

    private void step(int i, Input input) {
        Step step = conduct.step(legislators.get(i), new State(ledgers[i], slips[i]), input);
        note("%s", step.why().sentence());
        tally(step.why());
        boolean crashing = !calm && chance(crashesInStep);
        boolean beforeFirst = crashing && random.nextBoolean();
        int sends = step.sends().size();
        int leaving = crashing ? random.nextInt(sends + 1) : sends;
        if (conduct.sendsBeforeItWrites()) {
            send(i, step, beforeFirst ? 0 : leaving);
            if (!crashing) {
                write(i, step.next().ledger());
            }
        } else if (!beforeFirst) {
            write(i, step.next().ledger());
            send(i, step, leaving);
        }
        slips[i] = step.next().slip();
        if (crashing) {
            count(beforeFirst ? Count.CRASHES_BEFORE_WRITING : Count.CRASHES_BEFORE_SENDING);
            crash(i);
        }
    }

    private void write(int i, Ledger ledger) {
        if (!ledger.equals(ledgers[i])) {
            ledgers[i] = ledger;
            history.wrote(name(i), ledger);
        }
    }

    private void send(int i, Step step, int leaving) {
        List<Send> sends = step.sends().subList(0, leaving);
        if (!sends.isEmpty()) {
            switch (sends.getFirst().message()) {
                case Message.NextBallot(var b) -> history.started(name(i), b);
                case Message.BeginBallot _ -> history.began(name(i), (Slip.Polling) step.next().slip());
                case Message.LastVote _, Message.Voted _, Message.Success _, Message.HigherBallot _ -> {
                }
            }
        }
        for (Send send : sends) {
            inFlight.add(new Flight(i, NAMES.indexOf(send.to()), send.message()));
        }
    }

    private void tally(Explanation why) {
        count(Count.STEPS);
        switch (why.reason()) {
            case STARTED -> count(Count.BALLOTS_STARTED);
            case BEGUN_FREE -> count(Count.BALLOTS_FREE);
            case BEGUN_BOUND -> {
                count(Count.BALLOTS_BOUND);
                if (why.sentence().contains("is given up")) {
                    count(Count.WISHES_GIVEN_UP);
                }
            }
            case OUTBID -> count(Count.OUTBID);
            case REFUSED -> count(Count.REFUSED);
            case PASSED -> count(Count.PASSED);
            case LATE -> count(Count.LATE);
            default -> {
            }
        }
        if (conduct == Conduct.HONEST && why.reason().kind() == Reason.Kind.ALARM) {
            throw new AssertionError("Nobody broke a rule, and yet: " + why.sentence());
        }
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private int anybody() {
        return random.nextInt(legislators.size());
    }

    private String name(int i) {
        return parliament.legislators().get(i);
    }

    private void count(Count count) {
        counts.merge(count, 1, Integer::sum);
    }

    private void note(String format, Object... values) {
        if (traced) {
            trace.add(format.formatted(values));
        }
    }

    // What came of it.

    History history() {
        return history;
    }

    int count(Count... summed) {
        return Stream.of(summed).mapToInt(counts::get).sum();
    }

    /// The last lines of what happened; empty where it was not traced.
    String lastLines(int lines) {
        return trace.stream().skip(Math.max(0, trace.size() - lines)).collect(joining("\n"));
    }
}
