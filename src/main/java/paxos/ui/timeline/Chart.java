package paxos.ui.timeline;

import java.util.List;
import javafx.scene.paint.Color;

/// How something grows with something else, to be drawn. Both axes begin at 0.
///
/// @param title  what is shown
/// @param across what the lower axis measures, with its unit
/// @param up     what the left axis measures, with its unit
/// @param series what is drawn, in this order
public record Chart(String title, String across, String up, List<Series> series) {

    /// How the points of a series are marked.
    public enum Mark {
        /// As a line, for what was not measured but worked out.
        LINE,
        /// Each by a disc.
        POINTS,
        /// Each by a disc, joined by a faint line.
        DISCS,
        /// Each by a ring, joined by a faint line.
        RINGS
    }

    /// A place in the chart, in the axes' units.
    public record Point(double across, double up) {
    }

    /// Points that belong together.
    ///
    /// @param label  what they are, written beside the last
    /// @param points from left to right, at least one
    public record Series(String label, Color colour, Mark mark, List<Point> points) {

        /// Takes a copy of the list.
        ///
        /// @throws IllegalArgumentException where there is no point
        public Series {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("A series needs at least one point.");
            }
        }

        Point last() {
            return points.getLast();
        }
    }

    /// Takes a copy of the list.
    public Chart {
        series = List.copyOf(series);
    }

    double farthest() {
        return series.stream().flatMap(each -> each.points().stream()).mapToDouble(Point::across).max().orElse(1);
    }

    double highest() {
        return series.stream().flatMap(each -> each.points().stream()).mapToDouble(Point::up).max().orElse(1);
    }
}
