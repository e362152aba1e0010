package paxos.view.timeline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import paxos.trace.Clocks;

/// The wall clocks of all legislators, made to agree: corrected so that no message arrives before it was sent, and going on
/// from where they were where one was set meanwhile. All times are in microseconds; legislators go by their place in the
/// parliament.
///
/// What one clock says is first [#read]; that is worth keeping, and never changes. [#corrected] makes of it a time that can
/// be compared with those of other clocks; it changes whenever more is learnt about the clocks.
final class WallClocks {

    /// A clock that goes back by more than this was set.
    static final long SET = 1_000;
    /// Whether a correction changed by less is not worth placing anew what is placed.
    private static final long SLIGHT = 1_000;
    /// How many eras are told apart; the oldest are joined to the next.
    private static final int MOST_ERAS = 64;
    private static final long UNKNOWN = Long.MAX_VALUE;
    /// Before all other times.
    private static final long NEVER = Long.MIN_VALUE / 2;
    /// About 30,000 years: differences of such times fit into a `long`.
    private static final long MOST_SECONDS = 1_000_000_000_000L;

    /// What a message tells about the clocks.
    enum Finding {
        /// Nothing new, or nothing that would be seen.
        NOTHING,
        /// What is [#corrected] is not what it was before.
        CORRECTED,
        /// The sender's clock was set forward, and is from now on read as if it had not been.
        SET_FORWARD
    }

    /// A time that ended as clocks no longer were as they had been: set, or away from each other bit by bit.
    ///
    /// @param end the number of the first event after it
    private record Era(int end, long[] corrections) {
    }

    private final List<String> names;
    private final String reference;
    private Clocks clocks;
    /// What each clock said last.
    private final long[] last;
    /// What is added to a clock as it was set.
    private final long[] put;
    /// What the corrections were when the clocks began to be compared anew.
    private final long[] before;
    private final long[] corrections;
    /// The past, oldest first: what was found right for it stays right, whatever happens to the clocks now.
    private final List<Era> eras = new ArrayList<>();
    /// The corrections when things were placed.
    private final long[] placed;
    /// By sender and receiver: the least time that a message seemed to take. (Asked first: it spares the corrected clocks
    /// most messages.)
    private final long[][] least;

    /// @param reference whose clock is right by definition
    WallClocks(List<String> names, String reference) {
        this.names = names;
        this.reference = reference;
        clocks = new Clocks(reference);
        last = new long[names.size()];
        Arrays.fill(last, NEVER);
        put = new long[names.size()];
        before = new long[names.size()];
        corrections = new long[names.size()];
        placed = new long[names.size()];
        least = new long[names.size()][names.size()];
        forget();
    }

    private void forget() {
        for (long[] row : least) {
            Arrays.fill(row, UNKNOWN);
        }
    }

    /// Takes note of what a clock says now.
    ///
    /// @param latest the latest corrected time of all, or [Long#MIN_VALUE]; a clock that was set back goes on from there
    /// @return the time to keep
    long read(int clock, long micros, long latest) {
        if (micros < last[clock] - SET && latest != Long.MIN_VALUE) {
            put[clock] = Math.max(put[clock], latest - corrections[clock] - micros);
        }
        last[clock] = micros;
        return micros + put[clock];
    }

    /// What a clock says that nothing is recorded by.
    long reading(int clock, long micros) {
        return micros + put[clock];
    }

    /// What a clock said last; the earliest time of all as long as it said nothing.
    long lastReading(int clock) {
        return last[clock] == NEVER ? NEVER : reading(clock, last[clock]);
    }

    /// A time of now that can be compared with others.
    ///
    /// @param time as it was read
    long corrected(int clock, long time) {
        return time + corrections[clock];
    }

    /// A time that can be compared with others.
    ///
    /// @param time  as it was read
    /// @param event the number of the event at which it was read
    long corrected(int clock, long time, int event) {
        int low = 0;
        int high = eras.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (event < eras.get(middle).end()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return time + (low < eras.size() ? eras.get(low).corrections()[clock] : corrections[clock]);
    }

    /// Takes note that the numbers of events begin anew.
    void renumbered() {
        eras.clear();
    }

    /// Takes a message into account.
    ///
    /// @param sent     as the sender's clock was read
    /// @param received as the receiver's clock was read
    /// @param event    the number of the event that is being taken in
    Finding message(int from, long sent, int to, long received, int event) {
        long time = received + before[to] - sent - before[from];
        if (time >= least[from][to]) {
            return Finding.NOTHING;
        }
        least[from][to] = time;
        if (!clocks.message(names.get(from), instant(sent + before[from]), names.get(to), instant(received + before[to]))) {
            return Finding.NOTHING;
        }
        if (!fits()) {
            put[from] -= corrected(from, sent) - corrected(to, received);
            eras.add(new Era(event, corrections.clone()));
            if (eras.size() > MOST_ERAS) {
                eras.removeFirst();
            }
            System.arraycopy(corrections, 0, before, 0, before.length);
            clocks = new Clocks(reference);
            forget();
            return Finding.SET_FORWARD;
        }
        long most = 0;
        for (int i = 0; i < corrections.length; i++) {
            corrections[i] = before[i] + clocks.correctionMicros(names.get(i));
            most = Math.max(most, Math.abs(corrections[i] - placed[i]));
        }
        return most > SLIGHT ? Finding.CORRECTED : Finding.NOTHING;
    }

    /// Takes note that all has been placed by the corrections as they are.
    void placed() {
        System.arraycopy(corrections, 0, placed, 0, placed.length);
    }

    /// Whether the new corrections are right for all messages so far: if not, a clock was set meanwhile.
    private boolean fits() {
        for (int from = 0; from < least.length; from++) {
            for (int to = 0; to < least.length; to++) {
                if (least[from][to] != UNKNOWN && least[from][to] + clocks.correctionMicros(names.get(to))
                        - clocks.correctionMicros(names.get(from)) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// An instant in microseconds of the epoch.
    static long micros(Instant at) {
        return Math.clamp(at.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS) * 1_000_000 + at.getNano() / 1000;
    }
}
