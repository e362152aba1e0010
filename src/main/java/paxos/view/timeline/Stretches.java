package paxos.view.timeline;

import java.util.Arrays;

/// When something was on its way or happened: what the axis of the wall clock is laid out by.
final class Stretches {

    private long[] begins;
    private long[] ends;
    private int begun;
    private int ended;

    /// @param expected about how many there will be
    Stretches(int expected) {
        begins = new long[Math.max(16, expected)];
        ends = new long[Math.max(16, expected)];
    }

    /// Something began at one time and ended at another, in microseconds of the epoch; perhaps the same.
    void add(long from, long to) {
        begin(from);
        if (ended == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ended);
        }
        ends[ended++] = to;
    }

    /// Something began and goes on.
    void begin(long from) {
        if (begun == begins.length) {
            begins = Arrays.copyOf(begins, 2 * begun);
        }
        begins[begun++] = from;
    }

    /// Lays out an axis, from its left end.
    void layOut(WallAxis axis) {
        Arrays.sort(begins, 0, begun);
        Arrays.sort(ends, 0, ended);
        axis.clear();
        int begin = 0;
        int end = 0;
        while (begin < begun) {
            boolean begins = end == ended || this.begins[begin] <= ends[end];
            axis.place(begins ? this.begins[begin] : ends[end], begin == end);
            begin += begins ? 1 : 0;
            end += begins ? 0 : 1;
        }
        for (; end < ended; end++) {
            axis.place(ends[end], false);
        }
    }
}
