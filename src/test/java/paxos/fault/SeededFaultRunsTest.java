package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paxos.audit.Check;
import paxos.audit.Findings;
import paxos.trace.Event;
import paxos.trace.Happening;

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

    private void run(long seed) throws Exception {
        try (FaultRun run = new FaultRun(seed, Files.createDirectory(folder.resolve("run-" + seed)), Set.of())) {
            run.play();
            run.leave();
            run.assertOneDecree();
            Findings findings = run.audit();
            assertTrue(findings.isGreen(), () -> "The audit found: " + findings);
            for (Check check : Check.values()) {
                assertTrue(findings.of(check).made() > 0, () -> check + " was never made");
            }
            run.events().forEach(this::count);
        }
    }

    private void count(Event event) {
        String kind = event.what().getClass().getSimpleName();
        happened.merge(switch (event.what()) {
            case Happening.Crashed(var why, _) when why.endsWith("as was asked.") -> "struck down";
            case Happening.Lost(_, _, _, var why) when why.endsWith("is cut.") -> "cut off";
            case Happening.Lost(_, _, _, var why) when why.startsWith("Chance") -> "lost by chance";
            case Happening.Tampered(_, _, var how) when how.contains("tears") -> "torn";
            case Happening.Discarded(_, _, _, var why) when why.contains("by hand") -> "sent away";
            case Happening.Stepped stepped -> stepped.why().reason().name();
            default -> kind;
        }, 1L, Long::sum);
    }

    /// Else it would be easy.
    private void assertEverythingHappened() {
        System.out.println(new TreeMap<>(happened));
    }
}
