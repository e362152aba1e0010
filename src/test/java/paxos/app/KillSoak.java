package paxos.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Kills a parliament's processes again and again, with `kill -9`, while it votes and its wires are cut, and checks from its
/// files that nothing was lost that anybody counted on. In rounds, each of a new parliament, so that many first decisions
/// are contested; the first round in which something is wrong is the last, and its folder is kept.
///
/// What is done, and when, follows from the seed; how the processes take turns does not. `kill -9` shows that what was said
/// had been written before; that it would also survive a loss of power is not shown by this.
@Command(name = "KillSoak", usageHelpWidth = 110,
        description = "A parliament of real processes, killed and cut off at random while it votes.")
final class KillSoak implements Callable<Integer> {

    /// How long rounds last, without the mending.
    private static final int SHORTEST_ROUND = 12_000;
    private static final int LONGEST_ROUND = 22_000;
    private static final int SECRET_LENGTH = 32;
    private static final String SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SHOWN = 20;
    private static final int TIDYING_SECONDS = 10;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "1", description = "How long (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "What is done, and when (default: another each time).")
    private Long seed;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "5",
            description = "How many legislators, 3 to 7 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--secret", description = "In every second round all have a secret in common.")
    private boolean secret;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    private final Consumer<String> out;

    private KillSoak(Consumer<String> out) {
        this.out = out;
    }

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KillSoak(System.out::println)).setExecutionExceptionHandler((failed, command, _) -> {
            if (!(failed instanceof InterruptedException)) {
                failed.printStackTrace(command.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        }).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<String> complaint = nodes < KillSoakRound.FEWEST || nodes > KillSoakRound.MOST
                ? Optional.of("The number of legislators is %d to %d, not %d.".formatted(KillSoakRound.FEWEST, KillSoakRound.MOST, nodes))
                : NodeProcess.missing();
        if (complaint.isPresent()) {
            out.accept(complaint.get());
            return CommandLine.ExitCode.USAGE;
        }
        long chosen = seed == null ? System.nanoTime() : seed;
        out.accept("kill soak: seed " + chosen);
        long began = System.nanoTime();
        KillSoakFigures all = KillSoakFigures.NONE;
        while (all.violations() == 0 && (all.rounds() == 0 || minutesSince(began) < minutes)) {
            RandomGenerator random = random(chosen, all.rounds() + 1);
            int millis = SHORTEST_ROUND + random.nextInt(LONGEST_ROUND - SHORTEST_ROUND);
            String word = secret(random);
            boolean shared = secret && all.rounds() % 2 == 1;
            all = all.plus(round(all.rounds() + 1, nodes, random, millis, shared ? Optional.of(word) : Optional.empty(), out));
        }
        out.accept("kill soak: %.1f min, %d rounds (%d with rival decrees), %s, seed %d".formatted(minutesSince(began), all.rounds(),
                all.contested(), all, chosen));
        return all.violations() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static double minutesSince(long began) {
        return (System.nanoTime() - began) / (double) TimeUnit.MINUTES.toNanos(1);
    }

    /// All the chance that there is in a round.
    ///
    /// @param number the round's, from 1
    static RandomGenerator random(long seed, int number) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    }

    /// A secret that nobody guesses.
    static String secret(RandomGenerator random) {
        return random.ints(SECRET_LENGTH, 0, SECRET_LETTERS.length()).mapToObj(i -> SECRET_LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /// Plays a round, says what came of it, and removes its folder unless something was wrong. No process survives it, and
    /// none survives the end of this program but by `kill -9`.
    ///
    /// @param number the round's, from 1
    /// @param nodes  how many legislators
    /// @param random decides on all that is done, and when
    /// @param millis how long it lasts, without the mending
    /// @param secret what all have in their configurations
    static KillSoakFigures round(int number, int nodes, RandomGenerator random, int millis, Optional<String> secret,
            Consumer<String> out) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Path folder = Files.createTempDirectory("kill-soak-");
        CountDownLatch tidy = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        boolean keep = true;
        Thread hook = null;
        try (KillSoakRound round = new KillSoakRound(folder, nodes, random, millis, secret)) {
            hook = endingWith(round, Thread.currentThread(), ended, tidy);
            KillSoakRound.Outcome outcome = round.play();
            if (ended.get()) {
                throw new InterruptedException();
            }
            keep = !outcome.violations().isEmpty();
            out.accept("round %d%s: %.0f s, decree %s, %s".formatted(number, secret.isPresent() ? " (with a secret)" : "",
                    (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1), String.join(" and ", outcome.decrees()),
                    outcome.figures()));
            outcome.violations().stream().limit(SHOWN).forEach(sentence -> out.accept("  " + sentence));
            if (keep) {
                out.accept("  All that it left is in " + folder);
            }
            return outcome.figures();
        } catch (IOException | RuntimeException failed) {
            if (ended.get()) {
                throw new InterruptedException();
            }
            throw failed;
        } finally {
            if (!keep || ended.get()) {
                remove(folder);
            }
            tidy.countDown();
            forget(hook);
        }
    }

    /// Where the program is ended, the round is, too: its processes, and its folder. Interrupted, the player may fail in many
    /// ways; none of them is worth a word then.
    private static Thread endingWith(KillSoakRound round, Thread player, AtomicBoolean ended, CountDownLatch tidy) {
        Thread hook = new Thread(() -> {
            ended.set(true);
            player.interrupt();
            round.close();
            try {
                tidy.await(TIDYING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }, "kill-soak-end");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void forget(Thread hook) {
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException ending) {
            // It runs already.
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
