package paxos.view.timeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Which stretch of the timeline is seen, and which pixel each place has. Pixels are those of the diagram itself, right of
/// the lanes' names; y runs down.
///
/// @param axis   what the axis measures
/// @param from   the place at the left edge
/// @param scale  pixels for each unit of the axis
/// @param width  of what is seen, in pixels
/// @param height of what is seen, in pixels
/// @param lanes  the lanes that are shown, by their place in the parliament, from above
/// @param scroll how far the lanes are scrolled down, in pixels
public record Viewport(Axis axis, double from, double scale, double width, double height, List<Integer> lanes, double scroll) {

    /// What is left free above the first lane and below the last, in pixels.
    public static final double MARGIN = 18;
    /// What is left free below that for the time, in pixels.
    public static final double RULER = 16;
    /// Lanes do not come closer than this, in pixels; where there is not room for all, they are scrolled.
    public static final double CLOSEST_LANES = 16;

    /// Takes a copy of the list.
    public Viewport {
        lanes = List.copyOf(lanes);
    }

    /// The pixel of a place.
    public double x(double place) {
        return (place - from) * scale;
    }

    /// The place of a pixel.
    public double place(double x) {
        return from + x / scale;
    }

    /// The place at the right edge.
    public double to() {
        return place(width);
    }

    /// How far two neighbouring lanes are apart, in pixels.
    public double laneDistance() {
        return lanes.size() < 2 ? height : Math.max(CLOSEST_LANES, (height - 2 * MARGIN - RULER) / (lanes.size() - 1));
    }

    /// How far the lanes can be scrolled, in pixels; 0 where all fit.
    public double longestScroll() {
        return lanes.size() < 2 ? 0 : Math.max(0, laneDistance() * (lanes.size() - 1) + 2 * MARGIN + RULER - height);
    }

    /// The pixel of the row that a lane has, from above; in the middle of a pixel, so that lanes are sharp.
    public double rowY(int row) {
        double y = lanes.size() == 1 ? (height - RULER) / 2 : MARGIN + row * laneDistance() - Math.min(scroll, longestScroll());
        return Math.round(y) + 0.5;
    }

    /// The row of the lane that is nearest to a pixel; empty where none is shown.
    public OptionalInt rowAt(double y) {
        if (lanes.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.clamp(Math.round((y - rowY(0)) / laneDistance()), 0, lanes.size() - 1));
    }

    /// For each lane that is shown, by its place in the parliament, the pixel that it has.
    public Map<Integer, Double> ys() {
        Map<Integer, Double> ys = new HashMap<>();
        for (int row = 0; row < lanes.size(); row++) {
            ys.put(lanes.get(row), rowY(row));
        }
        return ys;
    }

    /// The same with another left edge.
    public Viewport withFrom(double changed) {
        return new Viewport(axis, changed, scale, width, height, lanes, scroll);
    }

    /// The same, zoomed by a factor, so that the place of one pixel stays where it is.
    public Viewport zoomed(double factor, double x) {
        double there = place(x);
        double zoomed = scale * factor;
        return new Viewport(axis, there - x / zoomed, zoomed, width, height, lanes, scroll);
    }
}
