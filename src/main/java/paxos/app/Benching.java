package paxos.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import paxos.bench.BallotsBench;
import paxos.bench.MemoryBench;
import paxos.bench.StartupBench;
import paxos.bench.TimelineBench;

/// Measures what it is asked to, and prints a line for each thing that was measured.
///
/// @param surroundings what is around the program
record Benching(Surroundings surroundings) {

    /// Has a Java that is started draw its windows with no display at all, for nobody to see.
    private static final Map<String, String> OFF_SCREEN = Map.of("JDK_JAVA_OPTIONS", "-Dglass.platform=Headless -Dprism.order=sw");

    /// Measures.
    ///
    /// @throws Failure with a sentence, where that cannot be done
    void run(Benchmark benchmark) throws Failure, InterruptedException {
        try {
            switch (benchmark) {
                case Benchmark.OfBallots(int ballots) ->
                        new BallotsBench(surroundings.out()::println, ballots, Assembled::open, launcher()).run();
                case Benchmark.OfTimeline(int messages, long seed) ->
                        new TimelineBench(surroundings.out()::println, messages, seed, new DrawnFrames()).run();
                case Benchmark.OfMemory(int ballots) -> memory(ballots).run();
                case Benchmark.OfStartup(int rounds) -> new StartupBench(surroundings.out()::println, surroundings.home(), rounds,
                        Display.isReady(surroundings)).run();
            }
        } catch (IOException failed) {
            throw new Failure(failed.getMessage());
        }
    }

    private Path launcher() {
        return surroundings.home().resolve("paxos");
    }

    private MemoryBench memory(int ballots) {
        boolean display = Display.isReady(surroundings);
        return new MemoryBench(surroundings.out()::println, launcher(), Assembled::open,
                display ? Map.of() : OFF_SCREEN,
                display ? "on the display of this machine" : "off the screen, as no display can be used here", ballots);
    }
}
