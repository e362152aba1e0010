package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Reads a great many inputs as if they had come over the wire, and lines as if an observer were sent them, and checks of
/// each what [WireProperties] and [TraceProperties] say. For one thread.
@Command(name = "WireFuzz", sortOptions = false, description = "Reads inputs of all kinds as messages, and as lines of another's record.")
final class WireFuzz implements Callable<Integer> {

    /// How many inputs come from one random number, so that a failure can be found again.
    private static final int BATCH = 64;
    /// Of lines, so many fewer are tried.
    private static final int A_LINE = 10;

    @Option(names = "--inputs", defaultValue = "1000000", description = "How many (default: ${DEFAULT-VALUE}); a tenth of that of lines.")
    private long inputs;

    @Option(names = "--seed", defaultValue = "1", description = "Of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--from", defaultValue = "0", description = "With which batch of " + BATCH + " to begin: as a failure names it.")
    private long from;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    private final WireProperties wire = new WireProperties();
    private final TraceProperties trace = new TraceProperties();
    private long messages;
    private long lines;
    private byte[] last = {};

    /// Ends with 0 when all is well, with 1 and a sentence when not.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WireFuzz()).execute(arguments));
    }

    /// As many inputs of this seed. Throws an [AssertionError] where something does not hold.
    static WireFuzz run(long inputs, long seed) {
        WireFuzz fuzz = new WireFuzz();
        fuzz.inputs = inputs;
        fuzz.seed = seed;
        fuzz.work();
        return fuzz;
    }

    @Override
    public Integer call() {
        System.out.printf("seed %d%n", seed);
        long began = System.nanoTime();
        try {
            work();
        } catch (AssertionError failed) {
            System.out.println(failed.getMessage());
            return 1;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%,d inputs and %,d lines in %.0f s: %,.0f a second; %.1f %% messages, %.1f %% events; "
                + "the longest sentence has %d characters%n", messages, lines, seconds, (messages + lines) / seconds, 100 * share(), 100 * shareOfEvents(), wire.longestSentence);
        System.out.println(shown(wire.counts) + "\nlines: " + shown(trace.counts));
        return 0;
    }

    private static String shown(Map<String, Long> counts) {
        return counts.entrySet().stream().map(count -> "%s %,d".formatted(count.getKey(), count.getValue()))
                .collect(Collectors.joining("; "));
    }

    /// How many of the inputs were read as something, from 0 to 1.
    double share() {
        return share(wire.counts, "letter: ", "observe", "unknown method") / messages;
    }

    double shareOfEvents() {
        double events = share(trace.counts, "event");
        return events / (events + share(trace.counts, "unreadable"));
    }

    private static double share(Map<String, Long> counts, String... kinds) {
        double sum = 0;
        for (String kind : kinds) {
            sum += counts.entrySet().stream().filter(count -> count.getKey().startsWith(kind)).mapToLong(Map.Entry::getValue).sum();
        }
        return sum;
    }

    /// How often something came out of the inputs.
    long count(String what) {
        return counts().getOrDefault(what, 0L);
    }

    /// What came out of the inputs, and how often.
    Map<String, Long> counts() {
        return Stream.of(wire.counts, trace.counts).flatMap(counts -> counts.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void work() {
        for (long batch = from; messages < inputs; batch++) {
            try {
                work(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + batch), batch);
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("Seed %d, batch %d (try --seed %d --from %d --inputs %d): %s. The last input, in hexadecimal: %s"
                        .formatted(seed, batch, seed, batch, BATCH, failed, HexFormat.of().formatHex(last)), failed);
            }
        }
    }

    private void work(SplittableRandom random, long batch) {
        WireInputs inputs = new WireInputs(random);
        byte[] stream = {};
        for (int i = 0; i < BATCH; i++) {
            last = inputs.next();
            wire.decodes(last);
            stream = stream.length + last.length > 20_000 ? last : WireInputs.joined(stream, last);
            if (random.nextInt(8) == 0) {
                WireInputs.Altered altered = inputs.altered();
                last = altered.after().bytes();
                wire.tellsApart(altered);
                wire.isNotProven(last);
                wire.proves(altered.before().bytes(), random);
            }
            if (random.nextInt(12) == 0) {
                last = stream;
                wire.cuts(stream, random.nextBoolean(), inputs);
                stream = new byte[0];
            }
        }
        messages += BATCH;
        TraceInputs traces = new TraceInputs(random);
        for (; lines < messages / A_LINE; lines++) {
            String line = traces.next();
            last = line.getBytes(UTF_8);
            trace.reads(line);
            if (random.nextInt(4) == 0) {
                trace.tellsApart(traces.altered());
            }
        }
        if (batch % 32 == 0) {
            last = traces.stream(40);
            trace.cuts(last, inputs);
        }
    }
}
