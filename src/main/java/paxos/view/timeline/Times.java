package paxos.view.timeline;

/// Times by a clock, in microseconds of the epoch. As long as they are within half an hour of the first one, which those of
/// a page mostly are, each takes four bytes rather than eight.
final class Times {

    private long first;
    private boolean begun;
    private int[] since;
    private long[] whole;

    /// @param size how many there will be
    Times(int size) {
        since = new int[size];
    }

    void set(int at, long micros) {
        if (!begun) {
            begun = true;
            first = micros;
        }
        long difference = micros - first;
        if (whole == null && difference != (int) difference) {
            whole = new long[since.length];
            for (int i = 0; i < since.length; i++) {
                whole[i] = first + since[i];
            }
            since = new int[0];
        }
        if (whole == null) {
            since[at] = (int) difference;
        } else {
            whole[at] = micros;
        }
    }

    long get(int at) {
        return whole == null ? first + since[at] : whole[at];
    }
}
