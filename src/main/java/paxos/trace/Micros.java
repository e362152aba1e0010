package paxos.trace;

import java.time.Instant;

/// Instants as a trace writes them: whole microseconds since 1970-01-01T00:00Z.
final class Micros {

    /// The year 1.
    static final long LEAST = of(Instant.parse("0001-01-01T00:00:00Z"));
    /// The end of the year 9999. A difference of two such numbers fits into a `long`.
    static final long MOST = of(Instant.parse("9999-12-31T23:59:59.999999Z"));

    private static final long SECOND = 1_000_000;

    private Micros() {
    }

    static long of(Instant at) {
        return at.getEpochSecond() * SECOND + at.getNano() / 1000;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
    }
}
