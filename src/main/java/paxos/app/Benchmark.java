package paxos.app;

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
}
