package paxos.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import paxos.bench.ParliamentFigures;
import paxos.bench.ParliamentsBench;
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
                case Benchmark.OfParliaments(var sizes, int ballots, var plot) -> parliaments(sizes, ballots, plot);
            }
        } catch (IOException failed) {
            throw new Failure(failed.getMessage());
        }
    }

    private void parliaments(List<Integer> sizes, int ballots, Optional<Path> plot) throws IOException, InterruptedException {
        List<ParliamentFigures> figures = new ParliamentsBench(surroundings.out()::println, Assembled::open, ConfigureArguments::names,
                sizes, ballots).run();
    }
}
