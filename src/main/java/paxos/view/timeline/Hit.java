package paxos.view.timeline;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

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

    /// Where messages are now that are on their way.
    ///
    /// @param now  the place that the clock has reached, on the axis of the wall clock
    /// @param walk how long the messengers of a legislator walk now, in milliseconds
    record Movers(double now, ToDoubleFunction<String> walk) {
    }

    /// What is nearest to a pixel, of all but what is on its way.
    ///
    /// @param reach how near is near enough, in pixels
    static Optional<Hit> at(Timeline timeline, Viewport view, double x, double y, double reach) {
        return at(timeline, view, Optional.empty(), x, y, reach);
    }

    /// What is nearest to a pixel: on a lane what was written there, between the lanes a message. Of what is equally near, the
    /// latest.
    ///
    /// @param movers where messages are that are on their way; empty where these do not count
    /// @param reach  how near is near enough, in pixels
    static Optional<Hit> at(Timeline timeline, Viewport view, Optional<Movers> movers, double x, double y, double reach) {
        Optional<Hit> onLane = onLane(timeline, view, x, y, reach);
        return onLane.isPresent() ? onLane : new ArrowSearch(timeline, view, movers, x, y, reach).nearest();
    }

    private static Optional<Hit> onLane(Timeline timeline, Viewport view, double x, double y, double reach) {
        OptionalInt row = view.rowAt(y);
        if (row.isEmpty() || Math.abs(view.rowY(row.getAsInt()) - y) > reach) {
            return Optional.empty();
        }
        int index = view.lanes().get(row.getAsInt());
        Lane lane = timeline.lanes().get(index);
        int before = lane.after(view.axis(), view.place(x)) - 1;
        double away = before < lane.first() ? Double.POSITIVE_INFINITY : x - view.x(lane.place(view.axis(), before));
        int nearest = before;
        if (before + 1 < lane.next()) {
            double next = lane.place(view.axis(), before + 1);
            if (view.x(next) - x <= away) {
                nearest = lane.after(view.axis(), next) - 1;
                away = view.x(next) - x;
            }
        }
        return away <= reach ? Optional.of(new OnLane(index, lane.get(nearest))) : Optional.empty();
    }
}
