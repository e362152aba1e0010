package paxos.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import paxos.app.KillSoakRelay.State;
import paxos.app.KillSoakWires.Wire;

/// What is done to a parliament, and when: all of it from one source of chance, so that the same seed does the same.
final class KillSoakScript {

    /// Something that is done.
    sealed interface Deed {

        /// A process is started; nothing is done where it runs.
        record Start(String name) implements Deed {
        }

        /// `kill -9`, of all these at once; restarts follow as deeds of their own.
        record Kill(List<String> names) implements Deed {
        }

        /// A ballot is asked for.
        ///
        /// @param wish the decree that is typed; empty where Ctrl+Z's signal does it
        record Ballot(String name, Optional<Integer> wish) implements Deed {
        }

        /// Wires are cut, slowed or mended.
        record Wires(List<Wire> wires, State state) implements Deed {
        }
    }

    /// @param millis when: what is done at 0 begins the round, and the time runs from when all processes listen
    record Timed(int millis, Deed deed) {
    }

    private static final int SLOWEST = 300;
    private static final int FLOOD = 1_800;
    private static final int FLOOD_GAP = 5;
    private static final int AFTER_FLOOD = 3_000;
    private static final List<Integer> EDGES = List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);

    private final RandomGenerator random;
    private final List<String> names;
    private final List<Wire> wires;
    private final List<Timed> deeds = new ArrayList<>();

    private KillSoakScript(RandomGenerator random, List<String> names) {
        this.random = random;
        this.names = names;
        this.wires = KillSoakWires.all(names);
    }

    /// Makes up a round.
    ///
    /// @param millis how long it lasts, without the mending
    /// @return in the order of their times
    static List<Timed> of(RandomGenerator random, List<String> names, int millis) {
        KillSoakScript script = new KillSoakScript(random, names);
        names.forEach(name -> script.add(0, new Deed.Start(name)));
        int at = script.random.nextInt(3) == 0 ? 1 + script.gap() : script.contest(millis / 2);
        for (; at < millis; at += script.gap()) {
            script.something(at);
        }
        if (script.random.nextInt(3) == 0 && millis > FLOOD * FLOOD_GAP + AFTER_FLOOD) {
            script.flood(1 + script.upTo(millis - FLOOD * FLOOD_GAP - AFTER_FLOOD));
        }
        script.deeds.removeIf(each -> each.millis() > millis);
        script.deeds.sort(Comparator.comparingInt(Timed::millis));
        return List.copyOf(script.deeds);
    }

    /// The first decision would be made at once: here it is in dispute for a while. All wires are slow, and one president
    /// after the other is killed or cut off about when its ballot begins, so that the next finds a majority without its vote.
    ///
    /// @return when it is over
    private int contest(int millis) {
        wires.forEach(wire -> add(0, new Deed.Wires(List.of(wire), slow())));
        int until = millis / 4 + upTo(millis - millis / 4);
        for (int at = 1; at < until; at += 100 + upTo(900)) {
            String president = ballots(at).getFirst();
            int soon = at + upTo(4 * SLOWEST);
            List<Wire> own = wires.stream().filter(wire -> wire.from().equals(president) || wire.to().equals(president)).toList();
            switch (random.nextInt(4)) {
                case 0 -> kill(soon);
                case 1 -> {
                    add(soon, new Deed.Kill(List.of(president)));
                    add(soon + upTo(2_500), new Deed.Start(president));
                }
                default -> {
                    add(soon, new Deed.Wires(own, new State.Silent()));
                    for (Wire wire : own) {
                        add(soon + upTo(Math.max(0, until - soon)), new Deed.Wires(List.of(wire), slow()));
                    }
                }
            }
        }
        add(until, new Deed.Wires(wires, State.CLEAR));
        return until;
    }

    private int gap() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> upTo(20);
            case 2, 3 -> 50 + upTo(400);
            default -> 300 + upTo(900);
        };
    }

    private void something(int at) {
        int chance = random.nextInt(100);
        if (chance < 50) {
            ballots(at);
        } else if (chance < 65) {
            // At their most delicate: while ballots are held.
            ballots(at);
            kill(at + upTo(random.nextBoolean() ? 60 : 600));
        } else if (chance < 73) {
            add(at, new Deed.Wires(some(wires), new State.Silent()));
        } else if (chance < 78) {
            add(at, new Deed.Wires(some(wires), new State.Refuses()));
        } else if (chance < 84) {
            part(at, at + 500 + upTo(4_000), random.nextBoolean() ? new State.Silent() : new State.Refuses());
        } else if (chance < 91) {
            some(wires).forEach(wire -> add(at, new Deed.Wires(List.of(wire), slow())));
        } else {
            add(at, new Deed.Wires(random.nextBoolean() ? wires : some(wires), State.CLEAR));
        }
    }

    /// @return where
    private List<String> ballots(int at) {
        List<String> presidents = shuffled(names).subList(0, 1 + random.nextInt(Math.min(4, names.size())));
        for (String name : presidents) {
            add(at + (random.nextBoolean() ? 0 : upTo(30)), new Deed.Ballot(name, wish()));
        }
        return presidents;
    }

    /// So many ballots, with nothing in their way, that ledgers get long; then all are killed, and those that are started
    /// compact their ledgers, while some are killed once more.
    private void flood(int at) {
        int over = at + FLOOD * FLOOD_GAP;
        deeds.removeIf(each -> at <= each.millis() && each.millis() <= over);
        names.forEach(name -> add(at, new Deed.Start(name)));
        add(at, new Deed.Wires(wires, State.CLEAR));
        List<String> presidents = shuffled(names).subList(0, 2);
        for (int i = 0; i < FLOOD; i++) {
            add(at + i * FLOOD_GAP, new Deed.Ballot(presidents.get(i % 2), Optional.of(i)));
        }
        add(over, new Deed.Kill(names));
        names.forEach(name -> add(over, new Deed.Start(name)));
        kill(over + upTo(1_500));
    }

    private Optional<Integer> wish() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> Optional.empty();
            case 3 -> Optional.of(EDGES.get(random.nextInt(EDGES.size())));
            default -> Optional.of(random.nextInt(1_000));
        };
    }

    /// One, two, a majority or all; each is back at once, in a moment or after a while.
    private void kill(int at) {
        int majority = names.size() / 2 + 1;
        int count = switch (random.nextInt(10)) {
            case 0 -> names.size();
            case 1, 2 -> majority;
            case 3, 4 -> Math.min(2, names.size());
            default -> 1;
        };
        List<String> killed = List.copyOf(shuffled(names).subList(0, count));
        add(at, new Deed.Kill(killed));
        for (String name : killed) {
            add(at + switch (random.nextInt(3)) {
                case 0 -> 0;
                case 1 -> upTo(50);
                default -> 50 + upTo(2_500);
            }, new Deed.Start(name));
        }
    }

    /// Parts the parliament in two, until it is mended.
    private void part(int at, int until, State state) {
        List<String> side = shuffled(names).subList(0, 1 + random.nextInt(names.size() - 1));
        List<Wire> between = wires.stream().filter(wire -> side.contains(wire.from()) != side.contains(wire.to())).toList();
        add(at, new Deed.Wires(between, state));
        add(until, new Deed.Wires(between, State.CLEAR));
    }

    private State slow() {
        return new State.Passes(upTo(SLOWEST), upTo(SLOWEST));
    }

    private <T> List<T> some(List<T> all) {
        return List.copyOf(shuffled(all).subList(0, 1 + random.nextInt(Math.max(1, all.size() / 2))));
    }

    private <T> List<T> shuffled(List<T> all) {
        List<T> copy = new ArrayList<>(all);
        Collections.shuffle(copy, Random.from(random));
        return copy;
    }

    private int upTo(int most) {
        return random.nextInt(most + 1);
    }

    /// In the order in which they were thought of where they are done at the same time.
    private void add(int millis, Deed deed) {
        deeds.add(new Timed(millis, deed));
    }
}
