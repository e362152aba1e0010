package paxos.view.timeline;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Finds what is drawn at a pixel.
///
/// @param timeline what is drawn
/// @param view     how
/// @param now      the place that the clock has reached, on the axis of the wall clock
/// @param walk     how long the messengers of a legislator walk now, in milliseconds
public record Nearest(Timeline timeline, Viewport view, double now, ToDoubleFunction<String> walk) {

    /// Where more arrows than this are in reach, none can be meant.
    static final int MOST_CANDIDATES = 20_000;
    /// How far from a lane what stands on it reaches, in pixels.
    static final double MARK = 8;
    /// How far above its lane what was done on purpose reaches, in pixels.
    static final double ABOVE = 18;
    /// Of what stands within reach of a pixel, so many are looked at at most, the latest.
    private static final int MOST_MARKS = 1_000;

    /// What is nearest to a pixel: on a lane what stands there, elsewhere a message.
    ///
    /// @param tolerance how far it may be, in pixels
    /// @return empty where nothing is in reach, or too much
    public Optional<Hit> at(double x, double y, double tolerance) {
        Optional<Hit> mark = markAt(x, y, tolerance);
        return mark.isPresent() ? mark : messageAt(x, y, tolerance);
    }

    /// What stands on the lane at a pixel; of several equally near, the latest.
    public Optional<Hit> markAt(double x, double y, double tolerance) {
        if (view.lanes().isEmpty()) {
            return Optional.empty();
        }
        int row = view.rowAt(y).orElseThrow();
        int index = view.lanes().get(row);
        if (Math.abs(y - view.rowY(row)) > MARK) {
            // A row's upper part: what stands there reaches from its own lane.
            boolean above = y < view.rowY(row) && y >= view.rowY(row) - ABOVE;
            return above ? signAt(index, x, tolerance) : Optional.empty();
        }
        Lane lane = timeline.lanes().get(index);
        // Entries stand in their order: the two on either side are the nearest.
        int right = lane.after(view.axis(), view.place(x));
        Hit.Mark nearest = null;
        for (int entry : new int[] {right - 1, right < lane.next() ? lane.after(view.axis(), lane.place(view.axis(), right)) - 1 : right}) {
            if (entry >= lane.first() && entry < lane.next()) {
                double distance = Math.abs(view.x(lane.place(view.axis(), entry)) - x);
                if (distance <= tolerance && (nearest == null || distance <= nearest.distance())) {
                    nearest = new Hit.Mark(index, entry, distance);
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /// What was done on purpose stands above the lane, whatever else is on it.
    private Optional<Hit> signAt(int index, double x, double tolerance) {
        Lane lane = timeline.lanes().get(index);
        int beyond = lane.after(view.axis(), view.place(x + tolerance));
        int first = Math.max(Math.max(lane.first(), beyond - MOST_MARKS), lane.after(view.axis(), view.place(x - tolerance)));
        Hit.Mark nearest = null;
        for (int entry = first; entry < beyond; entry++) {
            double distance = Math.abs(view.x(lane.place(view.axis(), entry)) - x);
            if (lane.change(entry).isOnPurpose() && (nearest == null || distance <= nearest.distance())) {
                nearest = new Hit.Mark(index, entry, distance);
            }
        }
        return Optional.ofNullable(nearest);
    }

    /// The message whose line is nearest to a pixel; of several equally near, the latest.
    public Optional<Hit> messageAt(double x, double y, double tolerance) {
        Map<Integer, Double> rows = view.ys();
        double[] ys = new double[timeline.lanes().size()];
        Arrays.fill(ys, Double.NaN);
        rows.forEach((lane, laneY) -> ys[lane] = laneY);
        Arrows arrows = timeline.arrows();
        Search search = new Search(ys, x, y, tolerance);
        boolean few = arrows.withinWhile(view.axis(), view.place(x - tolerance), view.place(x + tolerance), search::look);
        return few && search.nearest >= 0 ? Optional.of(new Hit.Message(search.nearest, search.distance)) : Optional.empty();
    }

    private final class Search {

        private final double[] ys;
        private final double x;
        private final double y;
        private int candidates;
        private int nearest = -1;
        private double distance;

        Search(double[] ys, double x, double y, double tolerance) {
            this.ys = ys;
            this.x = x;
            this.y = y;
            this.distance = tolerance;
        }

        /// @return whether to go on
        boolean look(int arrow) {
            Arrows arrows = timeline.arrows();
            double fromY = ys[arrows.from(arrow)];
            double toY = ys[arrows.to(arrow)];
            if (!Double.isNaN(fromY) && !Double.isNaN(toY)) {
                double away = segment(arrow, fromY, toY).distance(x, y);
                if (away <= distance) {
                    distance = away;
                    nearest = arrow;
                }
                candidates++;
            }
            return candidates <= MOST_CANDIDATES;
        }

        private Segment segment(int arrow, double fromY, double toY) {
            Arrows arrows = timeline.arrows();
            if (arrows.fate(arrow) != Fate.WALKING) {
                Segment whole = Segment.settled(arrows, arrow, view, fromY, toY);
                return arrows.startEvent(arrow) >= 0 ? whole : whole.secondHalf();
            }
            return Segment.walking(arrows, arrow, view, fromY, toY, now, walk.applyAsDouble(timeline.lanes().get(arrows.from(arrow)).name()));
        }
    }
}
