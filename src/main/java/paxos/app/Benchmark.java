package paxos.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Something that can be measured.
sealed interface Benchmark {

    /// How fast a long timeline is opened and drawn.
    ///
    /// @param messages of how many messages the trace is
    /// @param seed     what decides over all chances in it
    record OfTimeline(int messages, long seed) implements Benchmark {
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
