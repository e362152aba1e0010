package paxos.ui.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javafx.scene.canvas.Canvas;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Arrows;
import paxos.view.timeline.Segment;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// Shows the messengers that are on their way, anew in each pulse, over the tiles. The canvas is no wider than they need:
/// laying a large one over the picture costs as much as the picture.
final class Movers extends Canvas {

    /// How many are shown at most, the newest.
    static final int MOST = 160;

    private static final double WIDTH_STEP = 256;
    private static final double ROOM = 12;

    private final ToDoubleFunction<String> walk;

    /// @param walk how long the messengers of a legislator walk now, in milliseconds
    Movers(ToDoubleFunction<String> walk) {
        this.walk = walk;
        setMouseTransparent(true);
        setManaged(false);
    }

    /// @param nowOnClock the place that the clock has reached, on the axis of the wall clock
    /// @return how many are shown
    int show(Timeline timeline, Viewport view, Look look, Emphasis emphasis, double nowOnClock) {
        List<Arrow> walking = walking(timeline, view);
        setVisible(!walking.isEmpty());
        if (walking.isEmpty()) {
            return 0;
        }
        Map<Integer, Double> ys = view.ys();
        Arrows arrows = timeline.arrows();
        List<Segment> lines = walking.stream().map(arrow -> Segment.walking(arrows, arrow.number(), view, ys.get(arrows.from(arrow.number())),
                ys.get(arrows.to(arrow.number())), nowOnClock, walk.applyAsDouble(arrow.from()))).toList();
        double left = Math.max(0, Math.floor(lines.stream().mapToDouble(Segment::x1).min().orElse(0) - ROOM));
        double right = Math.min(view.width(), lines.stream().mapToDouble(Segment::x2).max().orElse(0) + ROOM);
        if (right <= left) {
            setVisible(false);
            return 0;
        }
        double needed = Math.min(view.width(), Math.ceil((right - left) / WIDTH_STEP) * WIDTH_STEP);
        if (getWidth() != needed || getHeight() != view.height()) {
            setWidth(needed);
            setHeight(view.height());
        }
        setLayoutX(left);
        getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
        Viewport part = view.withFrom(view.place(left));
        ArrowPainter painter = new ArrowPainter(new CanvasPen(getGraphicsContext2D()), look);
        LabelPainter labels = new LabelPainter(new CanvasPen(getGraphicsContext2D()), part, look);
        for (int i = 0; i < walking.size(); i++) {
            Segment line = lines.get(i);
            Arrow arrow = walking.get(i);
            boolean faded = emphasis.fades(arrows, arrow.number());
            Segment shifted = new Segment(line.x1() - left, line.y1(), line.x2() - left, line.y2());
            painter.paint(arrow, shifted, faded, emphasis.isPicked(arrow.number()));
            if (Math.abs(shifted.y2() - shifted.y1()) > view.laneDistance() / 2) {
                labels.paint(arrow, shifted, faded);
            }
        }
        return walking.size();
    }

    private static List<Arrow> walking(Timeline timeline, Viewport view) {
        List<Arrow> walking = new ArrayList<>();
        Arrows arrows = timeline.arrows();
        if (timeline.walking() > 0) {
            arrows.walking(number -> {
                if (arrows.start(view.axis(), number) <= view.to() && view.lanes().contains(arrows.from(number))
                        && view.lanes().contains(arrows.to(number))) {
                    walking.add(arrows.get(number));
                }
            });
        }
        return walking.subList(Math.max(0, walking.size() - MOST), walking.size());
    }
}
