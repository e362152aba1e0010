package paxos.bench;

import java.util.Arrays;
import java.util.Locale;

/// How long each of some things took, in nanoseconds.
final class Latencies {

    private final long[] sorted;
    private final long total;

    /// @param nanos of each, in the order in which they were done, one after the other
    Latencies(long[] nanos) {
        this.sorted = nanos.clone();
        Arrays.sort(sorted);
        this.total = Arrays.stream(nanos).sum();
    }

    /// What so many hundredths of them took at most, in milliseconds.
    double percentile(int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    /// How many there were in a second.
    double rate() {
        return sorted.length / (total / 1e9);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.3f ms, p99 %.3f ms, %.0f/s", percentile(50), percentile(99), rate());
    }
}
