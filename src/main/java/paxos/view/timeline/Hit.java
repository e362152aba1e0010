package paxos.view.timeline;

import java.util.Map;
import java.util.Optional;

/// What is at a pixel of the timeline.
public sealed interface Hit {

    /// A message.
    record OnArrow(Arrow arrow) implements Hit {
    }

    /// Something on a lane.
    ///
    /// @param lane  whose, by its place in the parliament
    /// @param entry what was written or happened
    record OnLane(int lane, Lane.Entry entry) implements Hit {
    }

    /// Where there are more candidates than this, nobody could have pointed at one of them.
    int MOST_CANDIDATES = 20_000;
    /// A lost message is drawn up to this part of its way: whether its messenger came farther, nobody knows.
    double LOST_AT = 0.78;

    /// What is nearest to a pixel: on a lane what was written there, between the lanes a message.
    ///
    /// @param reach how near is near enough, in pixels
    static Optional<Hit> at(Timeline timeline, Viewport view, double x, double y, double reach) {
        Optional<Hit> onLane = onLane(timeline, view, x, y, reach);
        return onLane.isPresent() ? onLane : onArrow(timeline, view, x, y, reach);
    }

    private static Optional<Hit> onLane(Timeline timeline, Viewport view, double x, double y, double reach) {
        if (view.rowAt(y).isEmpty()) {
            return Optional.empty();
        }
        int row = view.rowAt(y).getAsInt();
        if (Math.abs(view.rowY(row) - y) > reach) {
            return Optional.empty();
        }
        int index = view.lanes().get(row);
        Lane lane = timeline.lanes().get(index);
        int last = lane.after(view.axis(), view.place(x + reach)) - 1;
        if (last < lane.first() || view.x(lane.place(view.axis(), last)) < x - reach) {
            return Optional.empty();
        }
        return Optional.of(new OnLane(index, lane.get(last)));
    }

    private static Optional<Hit> onArrow(Timeline timeline, Viewport view, double x, double y, double reach) {
        Map<Integer, Double> ys = view.ys();
        Arrows arrows = timeline.arrows();
        int[] best = {-1, 0};
        double[] nearest = {reach};
        arrows.within(view.axis(), view.place(x - reach), view.place(x + reach), number -> {
            Double fromY = ys.get(arrows.from(number));
            Double toY = ys.get(arrows.to(number));
            if (fromY == null || toY == null || arrows.fate(number) == Fate.WALKING || ++best[1] > MOST_CANDIDATES) {
                return;
            }
            double endY = arrows.fate(number) == Fate.LOST ? fromY + LOST_AT * (toY - fromY) : toY;
            double distance = distance(x, y, view.x(arrows.start(view.axis(), number)), fromY,
                    view.x(arrows.end(view.axis(), number)), endY);
            if (distance <= nearest[0]) {
                nearest[0] = distance;
                best[0] = number;
            }
        });
        return best[0] < 0 || best[1] > MOST_CANDIDATES ? Optional.empty() : Optional.of(new OnArrow(arrows.get(best[0])));
    }

    /// From a point to a segment.
    private static double distance(double x, double y, double x1, double y1, double x2, double y2) {
        double length = (x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1);
        double part = length == 0 ? 0 : Math.clamp(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0, 1);
        return Math.hypot(x - x1 - part * (x2 - x1), y - y1 - part * (y2 - y1));
    }
}
