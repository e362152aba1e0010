package paxos.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import paxos.node.file.FileDisk;
import paxos.synod.Ledger;

/// The processes of a parliament, each with a configuration of its own; and what is left of those that were killed. One
/// thread uses it, but for [#close].
final class KillSoakProcesses implements AutoCloseable {

    /// More writes than a round can bring.
    private static final int ALL_WRITES = 1_000_000;
    private static final int LAST_LINES = 12;
    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final Duration BREATH = Duration.ofMillis(5);

    private record Running(NodeProcess process, int number, long born) {
    }

    private final Path home;
    private final List<String> names;
    private final Map<String, Running> running = new HashMap<>();
    /// Who has said so: what a process says is long.
    private final Set<Running> listening = new HashSet<>();
    private final List<KillSoakLife> lives = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    /// How long each ledger was when its last process had ended, in bytes.
    private final Map<String, Long> sizes = new HashMap<>();
    private int compacted;
    private int starts;
    private int kills;

    // Guarded by this.
    private final List<NodeProcess> started = new ArrayList<>();
    private boolean closed;

    /// @param home   an empty folder
    /// @param secret what is written into all configurations
    KillSoakProcesses(Path home, List<String> names, KillSoakWires wires, Optional<String> secret) throws IOException {
        this.home = home;
        this.names = names;
        Files.createDirectories(home.resolve("configs"));
        for (String name : names) {
            Files.writeString(configuration(name), names.stream().map(each -> """
                    {"ip": "127.0.0.1", "port": %d, "name": "%s"}""".formatted(wires.port(name, each), each))
                    .collect(Collectors.joining(",\n", "{%s\"legislators\": [\n".formatted(
                            secret.map("\"secret\": \"%s\",\n"::formatted).orElse("")), "\n]}\n")));
        }
    }

    private Path configuration(String name) {
        return home.resolve("configs").resolve(name + ".json");
    }

    /// The folder of the parliament.
    Path parliament() {
        return home.resolve("parliament");
    }

    // ---- What can be done to them

    /// Starts a process where none runs. It need not listen yet when this returns.
    void start(String name) {
        if (running.containsKey(name)) {
            return;
        }
        long born = System.currentTimeMillis();
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The round is over.");
            }
            NodeProcess process = NodeProcess.start(home, configuration(name).toString(), name, "--headless");
            started.add(process);
            running.put(name, new Running(process, lives(name).size() + 1, born));
        }
        starts++;
    }

    /// `kill -9`, all at once; then reads what they left behind.
    void kill(List<String> killed) throws IOException, InterruptedException {
        List<String> there = killed.stream().filter(running::containsKey).toList();
        for (String name : there) {
            if (!running.get(name).process().isAlive()) {
                complain("%s ended by itself.".formatted(name), running.get(name));
            }
        }
        there.forEach(name -> running.get(name).process().close());
        for (String name : there) {
            running.get(name).process().kill();
            kills++;
            bury(name);
        }
    }

    /// Has all leave in good order, and reads what they left behind.
    void dismiss() throws IOException, InterruptedException {
        for (String name : List.copyOf(running.keySet())) {
            if (running.get(name).process().isAlive()) {
                running.get(name).process().signal("TERM");
            }
        }
        for (String name : List.copyOf(running.keySet())) {
            try {
                int code = running.get(name).process().exitCode();
                if (code != 0) {
                    complain("%s left with the exit code %d.".formatted(name, code), running.get(name));
                }
                bury(name);
            } catch (AssertionError neverEnds) {
                complain("%s was asked to leave, and did not.".formatted(name), running.get(name));
                kill(List.of(name));
            }
        }
    }

    private void bury(String name) throws IOException {
        Running dead = running.remove(name);
        listening.remove(dead);
        dead.process().lines().stream().filter(line -> line.contains("!!!")).findFirst()
                .ifPresent(line -> complaints.add("%s raised an alarm: %s".formatted(name, line)));
        long died = System.currentTimeMillis();
        Path grave = Files.createDirectories(home.resolve("graves").resolve(Integer.toString(dead.number())).resolve(name));
        Path ledger = parliament().resolve(name).resolve("ledger.txt");
        List<Ledger> history = List.of(Ledger.BLANK);
        if (Files.exists(ledger)) {
            Long before = sizes.put(name, Files.size(ledger));
            compacted += before != null && before > Files.size(ledger) ? 1 : 0;
            Files.copy(ledger, grave.resolve("ledger.txt"));
            try {
                history = new FileDisk(grave.getParent(), name).history(ALL_WRITES);
            } catch (IOException damaged) {
                complain(damaged.getMessage(), dead);
            }
        }
        lives.add(new KillSoakLife(name, dead.number(), dead.born(), died, history));
    }

    /// Asks for a ballot, if the process is so far: before, Ctrl+Z would stop it.
    ///
    /// @param wish the decree that is typed; empty where Ctrl+Z's signal does it
    /// @return whether it was asked for
    boolean ballot(String name, Optional<Integer> wish) throws IOException, InterruptedException {
        if (!isListening(name)) {
            return false;
        }
        try {
            if (wish.isPresent()) {
                running.get(name).process().type("b %s %d".formatted(name, wish.get()));
            } else {
                running.get(name).process().signal("TSTP");
            }
            return true;
        } catch (UncheckedIOException | AssertionError gone) {
            complain("%s could not be asked for a ballot (%s).".formatted(name, gone.getMessage()), running.get(name));
            return false;
        }
    }

    private void complain(String sentence, Running process) {
        List<String> lines = process.process().lines();
        complaints.add("%s It said last: %s".formatted(sentence, lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }

    // ---- How they are

    /// Whether there is a process of this legislator, and it has said that it listens.
    boolean isListening(String name) {
        Running process = running.get(name);
        if (process == null) {
            return false;
        }
        if (!listening.contains(process)
                && process.process().lines().stream().anyMatch(line -> line.startsWith(name + " is listening on "))) {
            listening.add(process);
        }
        return listening.contains(process);
    }

    /// Who ended without being killed.
    List<String> endedByThemselves() {
        return names.stream().filter(running::containsKey).filter(name -> !running.get(name).process().isAlive()).toList();
    }

    /// What went wrong so far, in sentences.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// All processes that have ended, in the order of their ends.
    List<KillSoakLife> lives() {
        return List.copyOf(lives);
    }

    private List<KillSoakLife> lives(String name) {
        return lives.stream().filter(life -> life.name().equals(name)).toList();
    }

    /// How often a ledger was shorter than when the process before had ended.
    int compacted() {
        return compacted;
    }

    int starts() {
        return starts;
    }

    int kills() {
        return kills;
    }

    /// Kills what still runs, waits for that, and lets nothing more be started. From any thread.
    @Override
    public synchronized void close() {
        closed = true;
        started.forEach(NodeProcess::close);
        for (long deadline = System.nanoTime() + ENDING.toNanos(); started.stream().anyMatch(NodeProcess::isAlive)
                && System.nanoTime() < deadline; ) {
            LockSupport.parkNanos(BREATH.toNanos());
        }
    }
}
