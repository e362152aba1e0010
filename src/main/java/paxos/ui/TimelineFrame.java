package paxos.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import paxos.view.Lane;

/// One frame's geometry: which pixel a place on the time axis and a lane have.
final class TimelineFrame {

    private static final double MARGIN = 18;

    private final double width;
    private final double height;
    private final double left;
    private final double from;
    private final double now;
    private final double pixelsPerMilli;
    private final double laneDistance;
    private final Map<String, Double> lanes = new HashMap<>();

    /// @param width          of the whole, in pixels
    /// @param height         of the whole, in pixels
    /// @param left           where the diagram begins, right of the names
    /// @param from           the place at the diagram's left edge, in milliseconds
    /// @param now            the place that the clock has reached
    /// @param pixelsPerMilli how wide a millisecond is
    TimelineFrame(double width, double height, double left, double from, double now, double pixelsPerMilli, List<Lane> order) {
        this.width = width;
        this.height = height;
        this.left = left;
        this.from = from;
        this.now = now;
        this.pixelsPerMilli = pixelsPerMilli;
        this.laneDistance = (height - 2 * MARGIN) / Math.max(1, order.size() - 1);
        for (int i = 0; i < order.size(); i++) {
            double y = order.size() == 1 ? height / 2 : MARGIN + i * laneDistance;
            // In the middle of a pixel, so that lanes are sharp.
            lanes.put(order.get(i).name(), Math.round(y) + 0.5);
        }
    }

    double x(double place) {
        return left + (place - from) * pixelsPerMilli;
    }

    double y(String legislator) {
        return lanes.get(legislator);
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /// Where the diagram begins.
    double left() {
        return left;
    }

    /// The place that the clock has reached.
    double now() {
        return now;
    }

    double laneDistance() {
        return laneDistance;
    }

    /// Whether any of this stretch of places is within the diagram.
    boolean shows(double start, double end) {
        return x(end) >= left && x(start) <= width;
    }
}
