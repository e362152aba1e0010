package paxos.view.timeline;

import java.util.Arrays;
import java.util.Optional;

/// A search for the message whose line is nearest to a pixel.
final class ArrowSearch {

    private final Timeline timeline;
    private final Arrows arrows;
    private final Viewport view;
    private final Optional<Hit.Movers> movers;
    private final double x;
    private final double y;
    private final double reach;
    private final double[] ys;
    private int candidates;
    private int nearest = Arrows.NONE;
    private double distance;

    ArrowSearch(Timeline timeline, Viewport view, Optional<Hit.Movers> movers, double x, double y, double reach) {
        this.timeline = timeline;
        this.arrows = timeline.arrows();
        this.view = view;
        this.movers = movers;
        this.x = x;
        this.y = y;
        this.reach = reach;
        distance = reach;
        ys = new double[timeline.lanes().size()];
        Arrays.fill(ys, Double.NaN);
        view.ys().forEach((lane, laneY) -> ys[lane] = laneY);
    }

    Optional<Hit> nearest() {
        boolean few = arrows.withinWhile(view.axis(), view.place(x - reach), view.place(x + reach), this::look);
        return few && nearest != Arrows.NONE ? Optional.of(new Hit.OnArrow(arrows.get(nearest))) : Optional.empty();
    }

    /// @return whether to go on
    private boolean look(int arrow) {
        double fromY = ys[arrows.from(arrow)];
        double toY = ys[arrows.to(arrow)];
        boolean walks = arrows.fate(arrow) == Fate.WALKING;
        if (!Double.isNaN(fromY) && !Double.isNaN(toY) && (!walks || movers.isPresent())) {
            candidates++;
            Segment segment = walks ? walking(arrow, fromY, toY, movers.orElseThrow()) : settled(arrow, fromY, toY);
            double away = segment.distance(x, y);
            if (away <= distance) {
                distance = away;
                nearest = arrow;
            }
        }
        return candidates <= Hit.MOST_CANDIDATES;
    }

    private Segment walking(int arrow, double fromY, double toY, Hit.Movers now) {
        double walk = now.walk().applyAsDouble(timeline.lanes().get(arrows.from(arrow)).name());
        return Segment.walking(arrows, arrow, view, fromY, toY, now.now(), walk);
    }

    private Segment settled(int arrow, double fromY, double toY) {
        Segment whole = Segment.settled(arrows, arrow, view, fromY, toY);
        return arrows.startEvent(arrow) == Arrows.NONE ? whole.secondHalf() : whole;
    }
}
