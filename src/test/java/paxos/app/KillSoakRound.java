package paxos.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import paxos.node.file.DecreeView;
import paxos.synod.Decree;

/// A parliament of processes from its first ballot on: they are killed and started again, their wires cut and mended, while
/// ballots are held; in the end all is mended, ballots are held until all know the decree, and what is left is checked.
///
/// One thread plays it; [#close] may be called by any, and ends all processes.
final class KillSoakRound implements AutoCloseable {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta");
    /// The fewest and most legislators that a round can have.
    static final int FEWEST = 3;
    static final int MOST = NAMES.size();

    /// What a loaded machine may take, and no machine should.
    private static final Duration ALL_LISTEN = Duration.ofSeconds(90);
    private static final Duration ALL_KNOW = Duration.ofSeconds(90);
    /// How long a ballot has before another is asked for.
    private static final Duration ONE_BALLOT = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final List<String> names;
    private final RandomGenerator random;
    private final int millis;
    private final KillSoakWires wires;
    private final KillSoakProcesses processes;
    private final Map<String, Set<String>> decrees = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final long patience;
    private long waited;
    private long asked;
    private long cuts;
    private long slowed;

    /// What came of it.
    ///
    /// @param decrees    what stood in any `decree.txt`
    /// @param violations what is wrong, in sentences; empty where all is well
    record Outcome(KillSoakFigures figures, Set<String> decrees, List<String> violations) {
    }

    /// @param home   an empty folder
    /// @param size   how many legislators
    /// @param random decides on all that is done, and when
    /// @param millis how long it lasts, without the mending; half as long again where the machine is slow
    /// @param secret what all have in their configurations
    KillSoakRound(Path home, int size, RandomGenerator random, int millis, Optional<String> secret) throws IOException {
        this.names = NAMES.subList(0, size);
        this.random = random;
        this.millis = millis;
        this.patience = TimeUnit.MILLISECONDS.toNanos(millis / 2);
        this.wires = new KillSoakWires(names);
        this.processes = new KillSoakProcesses(home, names, wires, secret);
        names.forEach(name -> decrees.put(name, new TreeSet<>()));
    }

    /// Plays it.
    Outcome play() throws IOException, InterruptedException {
        long began = 0;
        for (KillSoakScript.Timed each : KillSoakScript.of(random, names, millis)) {
            if (began == 0 && each.millis() > 0) {
                if (!untilAllListen()) {
                    return check();
                }
                began = System.nanoTime();
            }
            if (each.deed() instanceof KillSoakScript.Deed.Ballot) {
                began += untilMostListen();
            }
            TimeUnit.NANOSECONDS.sleep(each.millis() == 0 ? 0 : began + TimeUnit.MILLISECONDS.toNanos(each.millis()) - System.nanoTime());
            act(each.deed());
            look();
        }
        mend();
        processes.dismiss();
        look();
        return check();
    }

    /// On a loaded machine processes start so slowly that hardly a ballot would be held between two kills. So no ballot is
    /// asked for before there is a majority, and the time stands still meanwhile; but not for ever.
    ///
    /// @return for how long it stood still, in nanoseconds
    private long untilMostListen() throws InterruptedException {
        long began = System.nanoTime();
        while (2 * names.stream().filter(processes::isListening).count() <= names.size() && waited + System.nanoTime() - began < patience) {
            Thread.sleep(LOOK);
        }
        long passed = System.nanoTime() - began;
        waited += passed;
        return passed;
    }

    private void act(KillSoakScript.Deed deed) throws IOException, InterruptedException {
        switch (deed) {
            case KillSoakScript.Deed.Start(String name) -> processes.start(name);
            case KillSoakScript.Deed.Kill(List<String> killed) -> processes.kill(killed);
            case KillSoakScript.Deed.Ballot(String name, Optional<Integer> wish) -> asked += processes.ballot(name, wish) ? 1 : 0;
            case KillSoakScript.Deed.Wires(List<KillSoakWires.Wire> some, KillSoakRelay.State state) -> {
                for (KillSoakWires.Wire wire : some) {
                    wires.set(wire, state);
                }
                switch (state) {
                    case KillSoakRelay.State.Passes passes -> slowed += passes.equals(KillSoakRelay.State.CLEAR) ? 0 : some.size();
                    case KillSoakRelay.State.Silent _, KillSoakRelay.State.Refuses _ -> cuts += some.size();
                }
            }
        }
    }

    /// Keeps what `decree.txt` says now.
    private void look() throws IOException {
        for (String name : names) {
            DecreeView.read(processes.parliament().resolve(name)).ifPresent(decrees.get(name)::add);
        }
    }

    // ---- The end of the round

    private void mend() throws IOException, InterruptedException {
        wires.mend();
        names.forEach(processes::start);
        if (untilAllListen()) {
            untilAllKnow();
        }
    }

    /// @return whether they do; if not, they are killed
    private boolean untilAllListen() throws IOException, InterruptedException {
        List<String> silent = names;
        for (long deadline = System.nanoTime() + ALL_LISTEN.toNanos(); !silent.isEmpty(); silent = silent.stream()
                .filter(name -> !processes.isListening(name)).toList()) {
            if (System.nanoTime() > deadline || !processes.endedByThemselves().isEmpty()) {
                violations.add("All were started, and %s did not listen within %d s.".formatted(silent, ALL_LISTEN.toSeconds()));
                processes.kill(names);
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }

    private void untilAllKnow() throws IOException, InterruptedException {
        for (long deadline = System.nanoTime() + ALL_KNOW.toNanos(); !allKnow(); ) {
            if (System.nanoTime() > deadline) {
                violations.add("All was mended and all listen, and within %d s of ballots not all know the decree; decree.txt: %s."
                        .formatted(ALL_KNOW.toSeconds(), decrees));
                return;
            }
            asked += processes.ballot(names.get(random.nextInt(names.size())), Optional.empty()) ? 1 : 0;
            for (long next = System.nanoTime() + ONE_BALLOT.toNanos(); System.nanoTime() < next && !allKnow(); ) {
                Thread.sleep(LOOK);
            }
        }
    }

    private boolean allKnow() throws IOException {
        look();
        return decrees.values().stream().noneMatch(Set::isEmpty);
    }

    private Outcome check() {
        violations.addAll(processes.complaints());
        KillSoakInk ink = new KillSoakInk(names.size(), processes.lives());
        violations.addAll(ink.violations());
        checkDecreeFiles(ink);
        long events = 0;
        long checks = 0;
        long backed = 0;
        long untold = 0;
        try {
            KillSoakTraces traces = KillSoakTraces.read(processes.parliament(), ink);
            traces.auditAsIfMoreWasLost(random);
            violations.addAll(traces.violations());
            events = traces.events();
            checks = traces.checks();
            backed = traces.backed();
            untold = traces.untold();
        } catch (UsageError unreadable) {
            violations.add("The traces cannot be read: " + unreadable.getMessage());
        }
        return new Outcome(new KillSoakFigures(1, asked, ink.ballots(), ink.passed(), ink.rivals() > 1 ? 1 : 0, processes.kills(),
                Math.max(0, processes.starts() - names.size()), processes.compacted(), cuts, slowed, events, checks, backed, untold, violations.size()),
                seenDecrees(), List.copyOf(violations));
    }

    private Set<String> seenDecrees() {
        Set<String> seen = new LinkedHashSet<>();
        decrees.values().forEach(seen::addAll);
        return seen;
    }

    /// The files that other programs read say at every moment what the ledgers say in the end.
    private void checkDecreeFiles(KillSoakInk ink) {
        Set<String> seen = seenDecrees();
        if (seen.size() > 1) {
            violations.add("Different decrees stood in decree.txt: %s.".formatted(decrees));
        }
        Set<String> entered = new LinkedHashSet<>(ink.decrees().stream().map(Decree::toString).toList());
        if (!seen.equals(entered)) {
            violations.add("In decree.txt stood %s, and in the ledgers %s.".formatted(decrees, entered));
        }
    }

    @Override
    public void close() {
        processes.close();
        wires.close();
    }
}
