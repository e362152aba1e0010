package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paxos.audit.Check;
import paxos.audit.Findings;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// Crashes at the worst moments, damaged disks, partitions, messages lost, doubled, late and out of order, two hundred times
/// over: with all rules on, nobody ever finds two decrees, and the audit finds nothing.
///
/// A run that fails says its seed; `-Dtest=SeededFaultRunsTest -DfaultRuns.seed=N` runs that one again.
class SeededFaultRunsTest {

    private static final String SEED = "faultRuns.seed";
    private static final int RUNS = 200;
    private static final int AT_A_TIME = 6;

    @TempDir
    Path folder;

    private final Map<String, Long> happened = new ConcurrentHashMap<>();

    @Test
    @Timeout(300)
    void withAllRulesOnNothingThatTheBenchCanDoMakesTwoDecrees() throws Exception {
        Long one = Long.getLong(SEED);
        List<Long> seeds = one != null ? List.of(one) : LongStream.rangeClosed(1, RUNS).boxed().toList();
        List<String> failures = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            Map<Long, Future<?>> runs = new TreeMap<>();
            seeds.forEach(seed -> runs.put(seed, pool.submit(() -> {
                run(seed);
                return null;
            })));
            for (Map.Entry<Long, Future<?>> run : runs.entrySet()) {
                try {
                    run.getValue().get();
                } catch (ExecutionException failed) {
                    failures.add("The run with the seed %d failed; to run it again: -D%s=%d. %s"
                            .formatted(run.getKey(), SEED, run.getKey(), failed.getCause()));
                }
            }
        }
        assertEquals(List.of(), failures, () -> String.join("\n", failures));
        if (one == null) {
            assertEverythingHappened();
        }
    }

    /// The same chances, to see that they would show it.
    @Test
    @Timeout(60)
    void withAllRulesOffTheSameChancesMakeTwoDecreesAndTheAuditSaysSo() throws Exception {
        int contradictions = 0;
        for (long seed = 1; seed <= 12; seed++) {
            try (FaultRun run = new FaultRun(seed, Files.createDirectory(folder.resolve("lawless-" + seed)), EnumSet.allOf(Rule.class))) {
                run.play();
                run.leave();
                if (run.decrees().stream().distinct().count() > 1) {
                    contradictions++;
                    assertTrue(run.audit().of(Check.AGREEMENT).broken() > 0);
                }
            }
        }
        assertTrue(contradictions > 0);
    }

    private void run(long seed) throws Exception {
        try (FaultRun run = new FaultRun(seed, Files.createDirectory(folder.resolve("run-" + seed)), Set.of())) {
            run.play();
            run.leave();
            run.assertOneDecree();
            Findings findings = run.audit();
            assertTrue(findings.isGreen(), () -> "The audit found: " + findings);
            for (Check check : Check.values()) {
                happened.merge("checked " + check, findings.of(check).made(), Long::sum);
            }
            run.events().forEach(this::count);
            happened.merge("came twice", run.cameTwice(), Long::sum);
        }
    }

    private void count(Event event) {
        happened.merge(switch (event.what()) {
            case Happening.Crashed(var why, _) when why.endsWith("as was asked.") -> "struck down";
            case Happening.Lost(_, _, _, var why) when why.endsWith("is cut.") -> "cut off";
            case Happening.Lost(_, _, _, var why) when why.startsWith("Chance") -> "lost by chance";
            case Happening.Tampered(_, _, var how) when how.contains("tears") -> "torn";
            case Happening.Tampered(_, _, var how) when how.startsWith("A copy") -> "set back";
            case Happening.Tampered(_, _, var how) when how.startsWith("An empty disk") -> "wiped";
            case Happening.Discarded(_, _, _, var why) when why.contains("by hand") -> "sent away";
            case Happening.Stepped stepped -> stepped.why().reason().name();
            default -> event.what().getClass().getSimpleName();
        }, 1L, Long::sum);
    }

    /// Else it would be easy.
    private void assertEverythingHappened() {
        Stream<String> wanted = Stream.concat(
                Stream.of("struck down", "cut off", "lost by chance", "torn", "set back", "wiped", "sent away", "came twice",
                        "Held", "Discarded"),
                Stream.concat(Stream.of("STARTED", "OUTBID", "REFUSED", "BEGUN_FREE", "BEGUN_BOUND", "LATE", "PROMISED_BEFORE"),
                        Stream.of(Check.values()).map(check -> "checked " + check)));
        assertEquals(List.of(), wanted.filter(what -> happened.getOrDefault(what, 0L) == 0).toList());
    }
}
