package paxos.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import paxos.node.Node;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Measures what the size of a parliament costs: for each, real nodes in this process, over sockets, with forced writes.
///
/// @param print    takes a line for each size
/// @param assembly puts nodes together
/// @param names    so many legislators' names
/// @param sizes    how many legislators, the fewest first
/// @param ballots  how many ballots of each parliament count, after its first
public record ParliamentsBench(Consumer<String> print, Assembly assembly, IntFunction<List<String>> names, List<Integer> sizes,
        int ballots) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// How long events are gathered; the moments that count are those in the events.
    private static final Duration GATHER = Duration.ofMillis(2);

    /// A ballot.
    ///
    /// @param decided  in milliseconds from its start
    /// @param learned  in milliseconds from its start
    /// @param messages from one legislator to another
    private record Measured(double decided, double learned, int messages) {
    }

    /// Takes copies.
    public ParliamentsBench {
        sizes = List.copyOf(sizes);
    }

    /// Measures, size by size. Before several sizes, a parliament is measured that is not told of: else the first of them alone
    /// would pay for loading the program.
    ///
    /// @return what was measured, in the order of the sizes
    /// @throws IOException          with a sentence, where a parliament cannot be put together, or does not decide
    /// @throws InterruptedException where this thread is interrupted
    public List<ParliamentFigures> run() throws IOException, InterruptedException {
        if (sizes.size() > 1) {
            measure(sizes.getFirst());
        }
        List<ParliamentFigures> all = new ArrayList<>();
        for (int size : sizes) {
            ParliamentFigures figures = measure(size);
            print.accept(String.format(Locale.ROOT,
                    "parliament of %d: decided in %.1f ms, learned by all in %.1f ms, %d messages, first %.0f ms",
                    size, figures.decidedMillis(), figures.learnedMillis(), figures.messages(), figures.firstMillis()));
            all.add(figures);
        }
        return all;
    }

    private ParliamentFigures measure(int size) throws IOException, InterruptedException {
        List<String> legislators = names.apply(size);
        try (TemporaryFolder folder = TemporaryFolder.make("bench");
                Assembly.Assembled assembled = assembly.open(legislators, legislators, folder.path())) {
            Measured first = ballot(assembled);
            List<Measured> later = new ArrayList<>();
            for (int i = 0; i < ballots; i++) {
                later.add(ballot(assembled));
            }
            return new ParliamentFigures(size, Median.of(later.stream().map(Measured::decided).toList()),
                    Median.of(later.stream().map(Measured::learned).toList()),
                    (int) Median.of(later.stream().map(Measured::messages).toList()), first.decided());
        }
    }

    // ---- A ballot

    private static Measured ballot(Assembly.Assembled assembled) throws IOException, InterruptedException {
        EventLog log = assembled.log();
        Node president = assembled.nodes().getFirst();
        int others = assembled.nodes().size() - 1;
        long next = log.next();
        Instant began = Instant.now();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        start(president);
        Optional<Instant> decided = Optional.empty();
        Instant learned = began;
        int learners = 0;
        int messages = 0;
        while (decided.isEmpty() || learners < others) {
            List<Event> events = log.from(next);
            for (Event event : events) {
                switch (event.what()) {
                    case Happening.Sent(_, var to, _) when !to.equals(event.node()) -> messages++;
                    case Happening.Stepped(_, var why) -> {
                        switch (why.reason()) {
                            case PASSED -> {
                                decided = Optional.of(event.at());
                                learned = later(learned, event.at());
                            }
                            case LEARNT, KNOWN_BEFORE -> {
                                learners++;
                                learned = later(learned, event.at());
                            }
                            default -> { }
                        }
                    }
                    default -> { }
                }
                next = event.number() + 1;
            }
            if (events.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("A ballot among %d legislators was not over after %d s: %s, and %d of %d others have learned it. Is the machine very busy?"
                            .formatted(others + 1, PATIENCE.toSeconds(), decided.isPresent() ? "it has passed" : "it has not passed",
                                    learners, others));
                }
                if (log.await(next, Duration.ofSeconds(1))) {
                    TimeUnit.NANOSECONDS.sleep(GATHER.toNanos());
                }
            }
        }
        return new Measured(millis(began, decided.get()), millis(began, learned), messages);
    }

    private static void start(Node president) throws IOException, InterruptedException {
        try {
            president.propose(Optional.empty()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed);
        } catch (TimeoutException late) {
            throw new IOException("%s could not start a ballot within %d s. Is the machine very busy?"
                    .formatted(president.name(), PATIENCE.toSeconds()), late);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }
}
