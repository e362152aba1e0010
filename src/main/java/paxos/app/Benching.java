package paxos.app;

import java.io.IOException;
import paxos.bench.StartupBench;
import paxos.bench.TimelineBench;

/// Measures what it is asked to, and prints a line for each thing that was measured.
///
/// @param surroundings what is around the program
record Benching(Surroundings surroundings) {

    /// Measures.
    ///
    /// @throws Failure with a sentence, where that cannot be done
    void run(Benchmark benchmark) throws Failure, InterruptedException {
        try {
            switch (benchmark) {
                case Benchmark.OfTimeline(int messages, long seed) ->
                        new TimelineBench(surroundings.out()::println, messages, seed, new DrawnFrames()).run();
                case Benchmark.OfStartup(int rounds) -> new StartupBench(surroundings.out()::println, surroundings.home(), rounds,
                        Display.isReady(surroundings)).run();
            }
        } catch (IOException failed) {
            throw new Failure(failed.getMessage());
        }
    }
}
