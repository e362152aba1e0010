package paxos.bench;

import java.util.Collection;

/// The middle of what was measured several times: what one bad moment of the machine does not change.
final class Median {

    private Median() {
    }

    /// Half of the values are not above it and half not below it; between two in the middle, it is half-way.
    ///
    /// @param values one at least
    static double of(Collection<? extends Number> values) {
        double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
