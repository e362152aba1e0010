package paxos.trace;

import java.util.Arrays;

/// Where in a file events are: of one in about a thousand. For one thread while it grows.
final class TraceIndex {

    /// Whether these are the events that skimming gives: where the end of a line is damaged, it gives more.
    private final boolean skimmed;

    private long[] firsts = new long[64];
    private long[] positions = new long[64];
    private int size;

    TraceIndex(boolean skimmed) {
        this.skimmed = skimmed;
    }

    boolean isSkimmed() {
        return skimmed;
    }

    /// @param first    the number of an event, counted from 0: above those before
    /// @param position where its line begins, or one before it that is none of an event
    void add(long first, long position) {
        if (size == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        firsts[size] = first;
        positions[size] = position;
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// The last mark that is not behind this event; there is one.
    int before(long index) {
        int found = Arrays.binarySearch(firsts, 0, size, index);
        return found >= 0 ? found : -found - 2;
    }

    long first(int mark) {
        return firsts[mark];
    }

    long position(int mark) {
        return positions[mark];
    }
}
