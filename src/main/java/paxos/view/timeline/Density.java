package paxos.view.timeline;

import java.util.Arrays;

/// How many messages cross each gap between two neighbouring lanes, column of pixels by column of pixels: what is drawn
/// where there are too many for arrows.
public final class Density {

    private final int columns;
    private final int gaps;
    private final int[] counts;
    private final int[] latestBallot;
    private final boolean[] losses;
    private final boolean[] waits;

    private Density(int columns, int gaps) {
        this.columns = columns;
        this.gaps = gaps;
        counts = new int[columns * gaps];
        latestBallot = new int[columns * gaps];
        losses = new boolean[columns * gaps];
        waits = new boolean[2 * columns * gaps];
    }

    /// Of how many messages each is looked at; of more, only one in so many, which then counts for all of these. Those that
    /// got lost or wait to be read are always looked at.
    static final int LOOKED_AT = 16_384;

    /// Counts the messages of what a viewport shows. One that is longer than a column counts in each that it passes, in the
    /// gap that it is in there; one that is on its way, where it set out.
    public static Density of(Timeline timeline, Viewport view) {
        int[] rows = new int[timeline.lanes().size()];
        Arrays.fill(rows, -1);
        for (int row = 0; row < view.lanes().size(); row++) {
            rows[view.lanes().get(row)] = row;
        }
        Density density = new Density((int) Math.ceil(view.width()), Math.max(0, view.lanes().size() - 1));
        Arrows arrows = timeline.arrows();
        int each = Math.max(1, arrows.roughlyWithin(view.axis(), view.from(), view.to()) / LOOKED_AT);
        arrows.within(view.axis(), view.from(), view.to(), arrow -> {
            Fate fate = arrows.fate(arrow);
            boolean special = fate.isLost() || fate == Fate.HELD;
            if (arrow % each != 0 && !special) {
                return;
            }
            int from = rows[arrows.from(arrow)];
            int to = rows[arrows.to(arrow)];
            if (from >= 0 && to >= 0) {
                density.count(from, to, view.x(arrows.start(view.axis(), arrow)), view.x(arrows.end(view.axis(), arrow)),
                        arrows.ballot(arrow), fate, special ? 1 : each);
            }
        });
        return density;
    }

    private void count(int from, int to, double startX, double endX, int ballot, Fate fate, int times) {
        // One that walks has no end yet: it counts where it set out.
        double end = Double.isInfinite(endX) ? startX : endX;
        double way = (to - from) * (Double.isInfinite(endX) ? 0 : fate == Fate.LOST ? Segment.LOST_AT : 1);
        int crossed = Math.max(1, (int) Math.ceil(Math.abs(way)));
        for (int i = 0; i < crossed; i++) {
            int gap = to > from ? from + i : from - i - 1;
            double enters = startX + (end - startX) * part(i, way);
            double leaves = startX + (end - startX) * part(i + 1, way);
            int first = (int) Math.max(0, Math.floor(enters));
            int last = (int) Math.min(columns - 1, Math.floor(leaves));
            for (int column = first; column <= last; column++) {
                int at = column * gaps + gap;
                counts[at] += times;
                latestBallot[at] = ballot;
                losses[at] |= fate.isLost() && i == crossed - 1;
            }
        }
        int column = (int) Math.floor(end);
        if (fate == Fate.HELD && column >= 0 && column < columns) {
            waits[2 * (column * gaps + (to > from ? to - 1 : to)) + (to > from ? 1 : 0)] = true;
        }
    }

    /// Which part of its way a message has behind it where it is so many gaps away.
    private static double part(int gaps, double way) {
        return way == 0 ? 0 : Math.min(1, gaps / Math.abs(way));
    }

    /// How many columns there are.
    public int columns() {
        return columns;
    }

    /// How many gaps there are: one less than lanes.
    public int gaps() {
        return gaps;
    }

    /// How many messages are in a gap at a column.
    public int count(int column, int gap) {
        return counts[column * gaps + gap];
    }

    /// The ballot of the last message counted there.
    public int ballot(int column, int gap) {
        return latestBallot[column * gaps + gap];
    }

    /// Whether one waits in this gap at a column to be read.
    ///
    /// @param below whether at the lane below it, rather than above
    public boolean waits(int column, int gap, boolean below) {
        return waits[2 * (column * gaps + gap) + (below ? 1 : 0)];
    }

    /// Whether one of those that got lost, or was sent away, is in this gap where it ends.
    public boolean lost(int column, int gap) {
        return losses[column * gaps + gap];
    }
}
