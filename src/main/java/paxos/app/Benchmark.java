package paxos.app;

/// Something that can be measured.
sealed interface Benchmark {

    /// How fast a long timeline is opened and drawn.
    ///
    /// @param messages of how many messages the trace is
    /// @param seed     what decides over all chances in it
    record OfTimeline(int messages, long seed) implements Benchmark {
    }

    /// How fast the program starts.
    ///
    /// @param rounds how often each way to start it is measured
    record OfStartup(int rounds) implements Benchmark {
    }
}
