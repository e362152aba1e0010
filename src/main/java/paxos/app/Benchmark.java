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
}
