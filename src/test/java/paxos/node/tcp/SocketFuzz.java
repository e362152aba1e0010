package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import paxos.node.VirtualThreads;
import paxos.synod.Ledger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A parliament that keeps deciding while strangers do to its nodes' doors all that a stranger can, and has lost nothing by
/// it afterwards: no thread, no socket, no memory.
@Command(name = "SocketFuzz", sortOptions = false, description = "Attacks a live parliament, which goes on deciding.")
final class SocketFuzz implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// After a long attack, what it came to is summed up once a minute, and then once more.
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(3);
    /// Some sockets of others may be about to close.
    private static final int SOME_FILES = 8;
    /// The record keeps some thousand events, and the audit some ten thousand facts, which they had not before.
    private static final long SOME_HEAP = 64L << 20;
    /// How many ballots must be decided meanwhile; a small attack goes on until they are.
    private static final int A_FEW = 5;
    /// More than the 256 connections that a node takes.
    private static final int A_SIEGE = 300;
    /// What the record of one node may be burdened with: ten, and what sums up the others.
    private static final int REPORTS_A_SECOND = 12;

    @Option(names = "--connections", defaultValue = "10000", description = "How many, but for the streams (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--seed", defaultValue = "1", description = "Of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--at-once", defaultValue = "500", description = "How many strangers at most (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(names = "--sieges", defaultValue = "4",
            description = "How often one node gets " + A_SIEGE + " half-open connections at once (default: ${DEFAULT-VALUE}).")
    private int sieges;

    @Option(names = "--patience", defaultValue = "12000",
            description = "How long a stranger keeps a connection for nothing, at most, in milliseconds (default: ${DEFAULT-VALUE}).")
    private int patienceMillis;

    @Option(names = "--stream", defaultValue = "1073741824", description = "How many bytes each stream has (default: ${DEFAULT-VALUE}).")
    private long streamBytes;

    @Option(names = "--secret", description = "The members have a secret, and the strangers do not know it.")
    private boolean secret;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    private final Map<Attack, AtomicLong> attacks = new EnumMap<>(Attack.class);
    private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private String figures = "";
    private long refused;
    private long undecided;

    /// Ends with 0 when all is well, with 1 and a sentence for each fault when not.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SocketFuzz()).execute(arguments));
    }

    /// An attack of this size; read [#faults] afterwards.
    static SocketFuzz run(int connections, long seed, int patienceMillis, long streamBytes, boolean secret) throws Exception {
        SocketFuzz fuzz = new SocketFuzz();
        fuzz.connections = connections;
        fuzz.seed = seed;
        fuzz.atOnce = 200;
        fuzz.sieges = 1;
        fuzz.patienceMillis = patienceMillis;
        fuzz.streamBytes = streamBytes;
        fuzz.secret = secret;
        fuzz.work();
        return fuzz;
    }

    /// What was not as it should be, a sentence each.
    List<String> faults() {
        return List.copyOf(faults);
    }


    long attacks(Attack kind) {
        return attacks.get(kind).get();
    }

    @Override
    public Integer call() throws Exception {
        System.out.printf("seed %d%n", seed);
        work();
        System.out.print(figures);
        faults.forEach(System.out::println);
        return faults.isEmpty() ? 0 : 1;
    }

    private record Footprint(List<String> threads, long platformThreads, long files, long heap) {

        static Footprint now() throws IOException {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                return new Footprint(VirtualThreads.beginning("").stream().filter(name -> !name.isEmpty()).sorted().toList(),
                        ManagementFactory.getThreadMXBean().getThreadCount(), files.count(), runtime.totalMemory() - runtime.freeMemory());
            }
        }

        private Map<String, Long> roles() {
            return threads.stream().filter(name -> name.matches("(alpha|beta|gamma|delta)-.*"))
                    .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        }

        @Override
        public String toString() {
            return "%d virtual and %d platform threads, %d files and sockets, %.1f MiB".formatted(
                    roles().values().stream().mapToLong(Long::longValue).sum(), platformThreads, files, heap / 1048576.0);
        }
    }

    private void work() throws Exception {
        for (Attack attack : Attack.values()) {
            attacks.put(attack, new AtomicLong());
        }
        Path folder = Files.createTempDirectory("besieged");
        try (BesiegedParliament parliament = new BesiegedParliament(folder, secret ? Optional.of(new Secret("correct horse battery staple")) : Optional.empty())) {
            everyoneDecides(parliament, "before the attack");
            Footprint before = Footprint.now();
            long began = System.nanoTime();
            AtomicBoolean over = new AtomicBoolean();
            Thread ballots = Thread.ofPlatform().name("starts-ballots").start(() -> decideUntil(over, parliament));
            long streamed = attack(parliament);
            over.set(true);
            ballots.join();
            double seconds = (System.nanoTime() - began) / 1e9;
            everyoneDecides(parliament, "after the attack");
            Footprint after = awaitQuiet(before);
            judge(before, after, parliament, seconds);
            Map<String, Ledger> ledgers = parliament.leave();
            require(BesiegedParliament.areSound(ledgers), "The ledgers are not sound: %s.", ledgers);
            figures = figures(parliament, before, after, seconds, streamed);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void everyoneDecides(BesiegedParliament parliament, String when) throws Exception {
        for (String name : parliament.names()) {
            require(parliament.decides(name, PATIENCE), "A ballot of %s %s was not decided in %d s.", name, when, PATIENCE.toSeconds());
        }
    }

    private void decideUntil(AtomicBoolean over, BesiegedParliament parliament) {
        try {
            while (!over.get()) {
                long began = System.nanoTime();
                if (parliament.decides(BesiegedParliament.PRESIDENT, PATIENCE)) {
                    latencies.add(System.nanoTime() - began);
                } else {
                    undecided++;
                }
            }
        } catch (Exception failed) {
            faults.add("No ballot could be started any more: " + failed);
        }
    }

    // ---- The attack

    /// @return how many bytes were sent in streams
    private long attack(BesiegedParliament parliament) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Semaphore room = new Semaphore(atOnce);
        // On threads of the system: virtual ones would take turns with those of the nodes.
        try (ExecutorService strangers = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("a-stranger").factory())) {
            List<Future<Long>> streams = new ArrayList<>();
            for (Torrent kind : Torrent.values()) {
                SplittableRandom its = random.split();
                streams.add(strangers.submit(() -> pour(kind, parliament, its)));
            }
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; i < connections || latencies.size() < A_FEW && System.nanoTime() < deadline; i++) {
                if (sieges > 0 && i % Math.max(1, connections / sieges) == connections / (2 * sieges)) {
                    besiege(strangers, parliament, random.split(), parliament.names().get((int) ((long) i * sieges / connections % 4)));
                }
                room.acquire();
                SplittableRandom its = random.split();
                Attack attack = Attack.any(its);
                strangers.submit(() -> {
                    try {
                        attack(attack, parliament, its);
                    } finally {
                        room.release();
                    }
                });
            }
            long streamed = 0;
            for (Future<Long> stream : streams) {
                streamed += stream.get();
            }
            return streamed;
        }
    }

    private void attack(Attack attack, BesiegedParliament parliament, SplittableRandom random) {
        // The president and one other get the most of it.
        List<String> names = parliament.names();
        String target = names.get(random.nextInt(10) < 8 ? random.nextInt(2) : random.nextInt(names.size()));
        attacks.get(attack).incrementAndGet();
        try (Attack.Stranger stranger = stranger(parliament, target, random)) {
            attack.on(stranger);
        } catch (IOException turnedAway) {
            countRefused();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void countRefused() {
        refused++;
    }

    private Attack.Stranger stranger(BesiegedParliament parliament, String target, SplittableRandom random) throws IOException {
        List<String> others = parliament.names().stream().filter(name -> !name.equals(target)).toList();
        return Attack.Stranger.at(parliament.addresses.get(target), random, target, others, patienceMillis);
    }

    /// More half-open connections at once than a node takes, and half as many for its record.
    private void besiege(ExecutorService strangers, BesiegedParliament parliament, SplittableRandom random, String target) {
        for (int i = 0; i < A_SIEGE * 3 / 2; i++) {
            SplittableRandom its = random.split();
            Attack attack = i < A_SIEGE ? Attack.HALF_OPEN : Attack.OBSERVES_AND_NEVER_READS;
            attacks.get(attack).incrementAndGet();
            strangers.submit(() -> {
                try (Attack.Stranger stranger = stranger(parliament, target, its)) {
                    stranger.write(attack == Attack.HALF_OPEN ? "NextBallot\r\nballot: 1".getBytes(UTF_8)
                            : WireFormat.encodeObserve("somebody", stranger.target(), -1));
                    Thread.sleep(patienceMillis);
                } catch (IOException turnedAway) {
                    countRefused();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /// Streams that go on and on.
    private enum Torrent {
        /// Never an end of a line.
        ONE_LINE,
        /// Never an empty line.
        LINES,
        /// Messages one after the other, each nearly as long as one may be.
        MESSAGES,
        /// Said to whoever shows its record.
        TO_OBSERVED
    }

    private long pour(Torrent kind, BesiegedParliament parliament, SplittableRandom random) {
        long poured = 0;
        while (poured < streamBytes) {
            try (Attack.Stranger stranger = stranger(parliament, parliament.names().get(kind.ordinal() % 4), random)) {
                Socket socket = stranger.socket();
                OutputStream out = socket.getOutputStream();
                byte[] some = some(kind, stranger);
                if (kind == Torrent.TO_OBSERVED) {
                    out.write(WireFormat.encodeObserve("somebody", stranger.target(), -1));
                }
                while (poured < streamBytes) {
                    out.write(some);
                    poured += some.length;
                }
            } catch (IOException turnedAway) {
                // On with the rest.
                countRefused();
            }
        }
        return poured;
    }

    private static byte[] some(Torrent kind, Attack.Stranger stranger) {
        return switch (kind) {
            case ONE_LINE, TO_OBSERVED -> "x".repeat(65_536).getBytes(UTF_8);
            case LINES -> ("y: " + "z".repeat(1019) + "\r\n").repeat(64).getBytes(UTF_8);
            case MESSAGES -> {
                String message = new String(stranger.harmless(true), UTF_8);
                yield message.replace("\r\n\r\n", "\r\nx-filling: " + "w".repeat(7_900) + "\r\n\r\n").repeat(8).getBytes(UTF_8);
            }
        };
    }

    // ---- Afterwards

    /// Waits until the strangers' last connections have run out.
    private static Footprint awaitQuiet(Footprint before) throws Exception {
        long deadline = System.nanoTime() + UNTIL_QUIET.toNanos();
        Footprint now = Footprint.now();
        while ((!isQuiet(before, now) || now.heap() > before.heap() + SOME_HEAP) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            now = Footprint.now();
        }
        return now;
    }

    private static boolean isQuiet(Footprint before, Footprint now) {
        return now.files() <= before.files() + SOME_FILES
                && now.roles().entrySet().stream().allMatch(role -> role.getValue() <= before.roles().getOrDefault(role.getKey(), 0L));
    }

    private void judge(Footprint before, Footprint after, BesiegedParliament parliament, double seconds) {
        after.roles().forEach((role, number) -> require(number <= before.roles().getOrDefault(role, 0L),
                "There are %d threads called %s, and there were %d before.", number, role, before.roles().getOrDefault(role, 0L)));
        require(after.platformThreads() <= before.platformThreads() + SOME_FILES, "There are %d platform threads, and there were %d before.",
                after.platformThreads(), before.platformThreads());
        require(after.files() <= before.files() + SOME_FILES, "%d files and sockets are open, and %d were before.", after.files(), before.files());
        require(after.heap() <= before.heap() + SOME_HEAP, "The heap holds %d bytes, and held %d before.", after.heap(), before.heap());
        require(undecided == 0, "%d ballots were not decided in %d s while the attack went on.", undecided, PATIENCE.toSeconds());
        require(latencies.size() >= A_FEW, "Only %d ballots were decided.", latencies.size());
        parliament.droppedAt().forEach((name, reports) -> require(reports <= REPORTS_A_SECOND * (seconds + 5),
                "The record of %s got %d reports of junk in %.0f s.", name, reports, seconds));
        require(parliament.findings().isGreen(), "The audit found: %s.", parliament.findings());
    }

    private void require(boolean holds, String sentence, Object... of) {
        if (!holds) {
            faults.add(sentence.formatted(of));
        }
    }

    /// What was done, and what it came to, in some lines.
    String figures() {
        return figures;
    }

    private String figures(BesiegedParliament parliament, Footprint before, Footprint after, double seconds, long streamed) {
        List<Long> sorted = latencies.stream().sorted().toList();
        String reports = parliament.dropped().entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(12)
                .map(report -> "%,10d  %s%n".formatted(report.getValue(), report.getKey()))
                .collect(Collectors.joining());
        return """
                %,d connections and %,d MiB of streams in %.0f s; %,d connections were ended by a node
                %s
                %,d ballots decided, %d not; latency in ms: median %.1f, 99 %% %.1f, longest %.1f
                before: %s
                after:  %s
                %,d events, %d not read here; lost between members: %s; reports of junk: %s; of all:
                %s""".formatted(attacks.values().stream().mapToLong(AtomicLong::get).sum(), streamed >> 20, seconds, refused, attacks,
                sorted.size(), undecided, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1), before, after,
                parliament.events(), parliament.unread(), parliament.lost(), parliament.droppedAt(), reports);
    }

    private static double millis(List<Long> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size()))) / 1e6;
    }
}
