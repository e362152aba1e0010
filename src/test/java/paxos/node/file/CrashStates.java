package paxos.node.file;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import paxos.node.Disk;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import picocli.CommandLine;

/// Restarts a legislator on each state its disk could be in if power failed at any moment of a run, and checks that nothing
/// is missing that others were told of. In the manner of ALICE (Pillai et al., "All File Systems Are Not Created Equal",
/// OSDI 2014) and of SQLite's tests: what was done to the files is recorded, the disk is a [DiskModel].
final class CrashStates implements AutoCloseable {

    /// How much is tried.
    ///
    /// @param steps        of a run
    /// @param combinations about how many combinations of changes in the folder are tried at each moment
    /// @param stride       at each how-many-th byte an append may break off; 1 for each
    /// @param recoveries   one in so many restarts is itself cut off at each moment
    /// @param violations   after so many it ends
    record Effort(int steps, int combinations, int stride, int recoveries, int violations) {
    }

    /// What was tried, and what was found.
    static final class Figures {

        private long states;
        private long restarts;
        private long recoveries;
        private long writtenOn;
        private long toDisk;
        private long sends;
        private long compactions;
        private final List<String> violations = new ArrayList<>();

        /// How many states of a disk were restarted on, each of them once.
        long restarts() {
            return restarts;
        }

        /// How many states were tried: each with what others counted on then.
        long states() {
            return states;
        }

        /// How many restarts were themselves cut off at each moment.
        long recoveries() {
            return recoveries;
        }

        long sends() {
            return sends;
        }

        long compactions() {
            return compactions;
        }

        /// A sentence for each.
        List<String> violations() {
            return violations;
        }
    }

    /// What a restart made of a state of the disk.
    ///
    /// @param ledger  what it read; empty where it refused
    /// @param trouble why it refused, or what is wrong with what it left
    private record Outcome(Optional<Ledger> ledger, Optional<String> trouble) {
    }

    /// A state of the disk that was restarted on, or is known.
    private record Tried(Deed.Image image, Outcome outcome) {
    }

    private final Path scratch;
    private final Effort effort;
    private final RandomGenerator random;
    private final Figures figures = new Figures();
    /// What is in the folder that restarts find, the locks apart; empty where there is no folder.
    private Optional<Map<String, byte[]>> there = Optional.empty();
    private Map<String, Outcome> outcomes = new HashMap<>();

    CrashStates(long seed, Effort effort) throws IOException {
        this.effort = effort;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Path memory = Path.of("/dev/shm");
        scratch = Files.isWritable(memory) ? Files.createTempDirectory(memory, "crash-states") : Files.createTempDirectory("crash-states");
        Files.createDirectory(parliament());
    }

    private Path parliament() {
        return scratch.resolve("parliament");
    }

    Figures figures() {
        return figures;
    }

    /// Tries the run of this seed.
    void run(long seed, RecordingStorage.LeftOut leftOut) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(scratch.resolve("run"));
        List<RecordedRun.Life> lives = RecordedRun.of(seed, folder, leftOut, effort.steps());
        remove(folder);
        for (RecordedRun.Life life : lives) {
            figures.toDisk += life.toDisk();
            figures.sends += life.sends();
            figures.compactions += life.compactions();
            outcomes = new HashMap<>();
            there = Optional.empty();
            explore("run %s, %s".formatted(seed, life.name()), life.name(), life.base(), life.deeds(),
                    new Obligations(life.ledger()), true);
            lay(Deed.Image.NOTHING, life.name());
        }
    }

    private void explore(String where, String name, Deed.Image base, List<Deed> deeds, Obligations obligations, boolean recoveriesToo)
            throws IOException {
        DiskModel model = new DiskModel(base, effort.combinations(), effort.stride());
        Map<String, Tried> now = states(name, model);
        for (int done = 0; done <= deeds.size() && figures.violations.size() < effort.violations(); done++) {
            String moment = "%s, after %s of %s".formatted(where, done, deeds.size());
            for (Tried tried : now.values()) {
                check(moment, tried, obligations);
            }
            if (recoveriesToo) {
                for (Tried tried : now.values()) {
                    if (random.nextInt(effort.recoveries()) == 0 && tried.outcome().ledger().isPresent()) {
                        recover(moment, name, tried, obligations);
                    }
                }
            }
            if (done < deeds.size()) {
                switch (deeds.get(done)) {
                    case Deed.Mark mark -> obligations.add(mark);
                    case Deed.ToDisk toDisk -> {
                        model.apply(toDisk);
                        now = states(name, model);
                    }
                }
            }
        }
    }

    private void check(String moment, Tried tried, Obligations obligations) {
        figures.states++;
        Optional<String> wrong = tried.outcome().trouble().or(() -> obligations.missingFrom(tried.outcome().ledger().orElseThrow())
                .map(missing -> "it reads %s, but %s".formatted(tried.outcome().ledger().orElseThrow(), missing)));
        if (wrong.isPresent() && figures.violations.size() < effort.violations()) {
            figures.violations.add("%s: %s%n%s".formatted(moment, wrong.get(), shown(tried.image())));
        }
    }

    /// Records a restart on this state, and a write after it, and tries all the states in between.
    private void recover(String moment, String name, Tried tried, Obligations obligations) throws IOException {
        figures.recoveries++;
        lay(tried.image(), name);
        List<Deed> deeds = new ArrayList<>();
        Path folder = parliament().resolve(name);
        RecordingStorage storage = new RecordingStorage(folder, deeds, RecordingStorage.LeftOut.NOTHING);
        tried.image().files().ifPresent(files -> storage.know(files.keySet()));
        Disk disk = new RecordedRun.MarkedDisk(new FileDisk(parliament(), name, storage, new Compaction(300, 300, 2), Runnable::run), deeds);
        try (Disk.Open open = disk.open()) {
            open.write(promisingMore(open.ledger()));
        } finally {
            there = onDisk(folder);
        }
        explore(moment + ", restarted", name, tried.image(), deeds, obligations.copy(), false);
    }

    private static Ledger promisingMore(Ledger ledger) {
        return ledger.withNextBal(new Ballot(ledger.nextBal().number() + 1));
    }

    private Map<String, Tried> states(String name, DiskModel model) {
        Map<String, Tried> states = new TreeMap<>();
        model.states(random, image -> {
            String key = key(image);
            if (!states.containsKey(key)) {
                states.put(key, new Tried(image, outcomes.computeIfAbsent(key, _ -> restart(name, image))));
            }
        });
        return states;
    }

    // ---- One restart

    /// What is forced after a restart matters only where the restart is cut off.
    private static final class Unforced extends Storage {

        @Override
        void force(FileChannel file) {
        }

        @Override
        void forceFolder(Path folder) {
        }
    }

    private Outcome restart(String name, Deed.Image image) {
        figures.restarts++;
        Path folder = parliament().resolve(name);
        try {
            lay(image, name);
            FileDisk disk = disk(name);
            Ledger read;
            try (Disk.Open open = disk.open()) {
                read = open.ledger();
            } catch (IOException refused) {
                return new Outcome(Optional.empty(), Optional.of("it refuses to open: " + refused.getMessage()));
            } finally {
                there = onDisk(folder);
            }
            Optional<String> trouble = viewsUnlike(read);
            if (trouble.isEmpty() && random.nextInt(50) == 0) {
                trouble = notWrittenOn(disk, read);
                there = onDisk(folder);
            }
            return new Outcome(Optional.of(read), trouble);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private FileDisk disk(String name) {
        return new FileDisk(parliament(), name, new Unforced(), new Compaction(300, 450, 2), Runnable::run);
    }

    private Optional<String> viewsUnlike(Ledger read) {
        Map<String, byte[]> files = new TreeMap<>(there.orElseThrow());
        files.remove(LedgerFile.NAME);
        for (View view : View.values()) {
            Optional<String> found = Optional.ofNullable(files.remove(view.file())).map(text -> new String(text, StandardCharsets.UTF_8));
            if (!found.equals(view.of(read))) {
                return Optional.of("%s says %s, and the ledger %s".formatted(view.file(), found, view.of(read)));
            }
        }
        return files.isEmpty() ? Optional.empty() : Optional.of("it leaves " + files.keySet());
    }

    private Optional<String> notWrittenOn(FileDisk disk, Ledger read) {
        figures.writtenOn++;
        Ledger more = promisingMore(read);
        try {
            try (Disk.Open open = disk.open()) {
                open.write(more);
            }
            try (Disk.Open open = disk.open()) {
                return open.ledger().equals(more) ? Optional.empty() : Optional.of("it wrote %s and reads %s".formatted(more, open.ledger()));
            }
        } catch (IOException refused) {
            return Optional.of("it cannot write on: " + refused.getMessage());
        }
    }

    /// Makes the folder like the image, with as few writes as it takes.
    private void lay(Deed.Image image, String name) throws IOException {
        Path folder = parliament().resolve(name);
        if (image.files().isEmpty()) {
            if (Files.exists(folder)) {
                remove(folder);
            }
            there = Optional.empty();
            return;
        }
        if (!Files.exists(folder)) {
            Files.createDirectory(folder);
            there = Optional.of(Map.of());
        }
        Map<String, byte[]> files = image.files().get();
        for (String file : there.orElse(Map.of()).keySet()) {
            if (!files.containsKey(file)) {
                Files.delete(folder.resolve(file));
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!Arrays.equals(file.getValue(), there.orElse(Map.of()).get(file.getKey()))) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
        there = image.files();
    }

    private static Optional<Map<String, byte[]>> onDisk(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(path -> !path.getFileName().toString().startsWith("lock")).toList()) {
                files.put(entry.getFileName().toString(), Files.readAllBytes(entry));
            }
        }
        return Optional.of(files);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static String key(Deed.Image image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            image.files().ifPresent(files -> new TreeMap<>(files).forEach((name, content) -> {
                digest.update("%s %s%n".formatted(name, content.length).getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }));
            return image.files().isPresent() + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String shown(Deed.Image image) {
        StringBuilder shown = new StringBuilder(image.files().isPresent() ? "" : "    no folder\n");
        image.files().ifPresent(files -> files.forEach((name, content) -> shown.append("    ").append(name).append(": ")
                .append(new String(content, StandardCharsets.UTF_8).replace("\0", "␀").replace("\n", "⏎\n        ")).append('\n')));
        return shown.toString();
    }

    @Override
    public void close() throws IOException {
        remove(scratch);
    }

    // ---- From the command line

    /// What can be asked of it.
    @CommandLine.Command(name = "CrashStates", mixinStandardHelpOptions = true,
            description = "Restarts legislators on each state their disks could be in after power failed.")
    static final class Arguments implements Callable<Integer> {

        @CommandLine.Option(names = "--seed", defaultValue = "1", description = "of the first run; the next has the next (default: 1)")
        private long seed;
        @CommandLine.Option(names = "--runs", defaultValue = "20", description = "how many runs (default: 20)")
        private int runs;
        @CommandLine.Option(names = "--minutes", defaultValue = "1440", description = "no run begins after so many (default: 1440)")
        private int minutes;
        @CommandLine.Option(names = "--steps", defaultValue = "300", description = "of each run (default: 300)")
        private int steps;
        @CommandLine.Option(names = "--combinations", defaultValue = "24",
                description = "of changes in the folder that are tried at each moment, about (default: 24)")
        private int combinations;
        @CommandLine.Option(names = "--stride", defaultValue = "1",
                description = "at each how-many-th byte an append may break off (default: 1)")
        private int stride;
        @CommandLine.Option(names = "--recoveries", defaultValue = "500",
                description = "one in so many restarts is cut off itself (default: 500)")
        private int recoveries;
        @CommandLine.Option(names = "--left-out", defaultValue = "NOTHING",
                description = "a force to leave out, to see it found: ${COMPLETION-CANDIDATES} (default: NOTHING)")
        private RecordingStorage.LeftOut leftOut;

        @Override
        public Integer call() throws IOException, InterruptedException {
            quiet();
            long start = System.nanoTime();
            try (CrashStates crashes = new CrashStates(seed, new Effort(steps, combinations, stride, recoveries, 20))) {
                int run = 0;
                while (run < runs && System.nanoTime() - start < TimeUnit.MINUTES.toNanos(minutes)
                        && crashes.figures().violations().isEmpty()) {
                    crashes.run(seed + run, leftOut);
                    run++;
                }
                Figures figures = crashes.figures();
                System.out.printf("crash states: %d tried, %d restarts, %d violations, seed %d%n", figures.states, figures.restarts,
                        figures.violations.size(), seed);
                System.out.printf("in %d runs of 3 legislators, with %d deeds to their disks, %d messages sent, %d compactions; "
                        + "%d restarts were cut off themselves, after %d it wrote on; %d seconds%n", run, figures.toDisk,
                        figures.sends, figures.compactions, figures.recoveries, figures.writtenOn,
                        (System.nanoTime() - start) / 1_000_000_000);
                figures.violations.stream().limit(3).forEach(System.out::println);
                return figures.violations.isEmpty() ? 0 : 1;
            }
        }
    }

    /// The nodes crash by design: nobody needs to be told.
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("paxos")).setLevel(Level.OFF);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Arguments()).execute(arguments));
    }
}
