package paxos.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Something that can be measured.
sealed interface Benchmark {

    /// How long ballots take.
    ///
    /// @param ballots how many
    record OfBallots(int ballots) implements Benchmark {
    }

    /// How fast a long timeline is opened and drawn.
    ///
    /// @param messages of how many messages the trace is
    /// @param seed     what decides over all chances in it
    record OfTimeline(int messages, long seed) implements Benchmark {
    }

    /// How much memory the program takes.
    ///
    /// @param ballots how many ballots there are before it is measured
    record OfMemory(int ballots) implements Benchmark {
    }

    /// How fast the program starts.
    ///
    /// @param rounds how often each way to start it is measured
    record OfStartup(int rounds) implements Benchmark {
    }

    /// What the size of a parliament costs.
    ///
    /// @param sizes   how many legislators, the fewest first
    /// @param ballots of how many ballots the median is told
    /// @param plot    the picture to draw, .png or .svg, where one is wanted
    record OfParliaments(List<Integer> sizes, int ballots, Optional<Path> plot) implements Benchmark {

        public OfParliaments {
            sizes = List.copyOf(sizes);
        }
    }
}
