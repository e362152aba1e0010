package paxos.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to add to the wall clocks of several machines so that no message seems to arrive before it was sent.
///
/// While the clocks do not contradict the messages, that is nothing. Else each message says: the receiver's correction
/// is above the sender's by no less than it seemed to arrive too early. Between those bounds each node's correction
/// is put in the middle, as a message takes about as long there as back. The reference node keeps its own time.
///
/// Should no correction fit all messages, a clock was set meanwhile: then only the latest messages count.
///
/// For one thread. A message costs no more than a comparison, unless it contradicts the corrections as they are.
public final class Clocks {

    /// The greatest difference of two clocks that is corrected: 100 years.
    private static final long MOST_SECONDS = 100L * 365 * 24 * 3600;
    private static final long SECOND = 1_000_000;
    /// No message went there. Above the sum of as many differences as a trace can have legislators.
    private static final long UNKNOWN = Long.MAX_VALUE / 2;

    private final Map<String, Integer> indices = new HashMap<>();
    /// By sender and receiver: the least time, in microseconds, that a message seemed to take.
    private final List<long[]> least = new ArrayList<>();
    private long[] corrections = new long[0];

    /// @param reference the node whose clock is right by definition
    public Clocks(String reference) {
        index(reference);
    }

    /// Takes into account a message between two nodes.
    ///
    /// @param sentAt     as the sender's clock said
    /// @param receivedAt as the receiver's clock said
    /// @return whether corrections have changed by it, of these nodes or others
    public boolean message(String from, Instant sentAt, String to, Instant receivedAt) {
        int sender = index(from);
        int receiver = index(to);
        long time = micros(sentAt, receivedAt);
        if (sender == receiver || time >= least.get(sender)[receiver]) {
            return false;
        }
        least.get(sender)[receiver] = time;
        if (time + corrections[receiver] - corrections[sender] >= 0) {
            return false;
        }
        if (!correct()) {
            least.forEach(row -> Arrays.fill(row, UNKNOWN));
            least.get(sender)[receiver] = time;
            correct();
        }
        return true;
    }

    /// What is to be added to this node's clock, in microseconds; 0 for one of whom nothing is known.
    public long correctionMicros(String node) {
        Integer index = indices.get(node);
        return index == null ? 0 : corrections[index];
    }

    /// A time of this node's clock, corrected.
    public Instant corrected(String node, Instant at) {
        long correction = correctionMicros(node);
        return correction == 0 ? at : at.plus(correction, ChronoUnit.MICROS);
    }

    private int index(String node) {
        Integer known = indices.get(node);
        if (known != null) {
            return known;
        }
        int index = indices.size();
        indices.put(node, index);
        least.replaceAll(row -> grown(row, UNKNOWN));
        long[] row = new long[index + 1];
        Arrays.fill(row, UNKNOWN);
        least.add(row);
        corrections = grown(corrections, 0);
        return index;
    }

    private static long[] grown(long[] row, long filler) {
        long[] grown = Arrays.copyOf(row, row.length + 1);
        grown[row.length] = filler;
        return grown;
    }

    /// Rounded down, so that what is not negative here is not negative in nanoseconds either.
    private static long micros(Instant from, Instant to) {
        long seconds = Math.clamp(to.getEpochSecond() - from.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return seconds * SECOND + Math.floorDiv(to.getNano() - from.getNano(), 1000);
    }

    // ---- Difference constraints: correction(i) − correction(j) ≤ least(i, j)

    /// Corrects the nodes one after the other, each in the middle of what those before it leave to it.
    ///
    /// @return whether there are corrections that fit all messages
    private boolean correct() {
        Optional<long[][]> tightest = tightest();
        tightest.ifPresent(bounds -> corrections = within(bounds));
        return tightest.isPresent();
    }

    private static long[] within(long[][] bounds) {
        long[] corrections = new long[bounds.length];
        for (int i = 1; i < bounds.length; i++) {
            long low = -UNKNOWN;
            long high = UNKNOWN;
            for (int j = 0; j < i; j++) {
                low = bounds[j][i] == UNKNOWN ? low : Math.max(low, corrections[j] - bounds[j][i]);
                high = bounds[i][j] == UNKNOWN ? high : Math.min(high, corrections[j] + bounds[i][j]);
            }
            corrections[i] = low == -UNKNOWN || high == UNKNOWN ? Math.clamp(0L, low, high) : low + (high - low) / 2;
        }
        return corrections;
    }

    /// What the messages between all nodes together say of each pair: the lengths of the shortest ways. As these can be
    /// made no tighter, whatever is chosen within them for some nodes leaves room for the others.
    ///
    /// @return empty where they contradict each other: there is a way round with a length below 0
    private Optional<long[][]> tightest() {
        long[][] bounds = least.stream().map(long[]::clone).toArray(long[][]::new);
        int size = bounds.length;
        for (int i = 0; i < size; i++) {
            bounds[i][i] = 0;
        }
        for (int by = 0; by < size; by++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    if (bounds[i][by] != UNKNOWN && bounds[by][j] != UNKNOWN) {
                        bounds[i][j] = Math.min(bounds[i][j], bounds[i][by] + bounds[by][j]);
                    }
                }
                // At once: going round and round, the lengths would soon leave what fits into a long.
                if (bounds[i][i] < 0) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(bounds);
    }
}
