package paxos.ui;

import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import paxos.view.Arrow;
import paxos.view.Lane;
import paxos.view.Timeline;

/// Paints one frame of the timeline: first the lanes with what lies along them, then arrows, marks and labels, and the
/// names of the lanes last.
final class TimelinePainter {

    /// How far from the left edge the names of lanes stand.
    static final double NAME_INDENT = 10;

    private static final double MARK = 8;

    private final GraphicsContext g;
    private final TimelineFrame frame;
    private final TimelineLook look;
    private final ArrowPainter arrows;
    private final LabelPainter labels;

    TimelinePainter(GraphicsContext g, TimelineFrame frame, TimelineLook look, ToDoubleFunction<String> walk) {
        this.g = g;
        this.frame = frame;
        this.look = look;
        this.arrows = new ArrowPainter(g, frame, look, walk);
        this.labels = new LabelPainter(g, frame, look);
    }

    void paint(Timeline timeline) {
        g.clearRect(0, 0, frame.width(), frame.height());
        g.setTextBaseline(VPos.CENTER);
        List<Lane> lanes = timeline.lanes();
        g.save();
        g.beginPath();
        g.rect(frame.left(), 0, frame.width() - frame.left(), frame.height());
        g.clip();
        lanes.forEach(this::paintLane);
        List<Arrow> visible = timeline.arrows().stream().filter(this::isVisible).toList();
        visible.forEach(arrows::paint);
        lanes.forEach(this::paintMarks);
        visible.forEach(arrow -> labels.paint(arrow, arrows.tip(arrow)));
        g.restore();
        lanes.forEach(this::paintName);
    }

    private boolean isVisible(Arrow arrow) {
        return frame.shows(arrow.start(), Double.isNaN(arrow.end()) ? Double.POSITIVE_INFINITY : arrow.end());
    }

    private void paintLane(Lane lane) {
        double y = frame.y(lane.name());
        g.setStroke(look.lane());
        g.setLineWidth(2);
        g.setLineDashes();
        g.strokeLine(frame.left(), y, frame.width(), y);
        for (Lane.Span span : lane.spans()) {
            double from = Math.max(frame.left(), frame.x(span.start()));
            double to = Math.min(frame.width(), frame.x(Math.min(span.end(), Math.max(frame.now(), span.start()))));
            if (to >= from) {
                paintSpan(span, from, to, y);
            }
        }
    }

    private void paintSpan(Lane.Span span, double from, double to, double y) {
        switch (span.kind()) {
            case PROMISE -> {
                g.setFill(look.tone(look.palette().of(span.ballot())).deriveColor(0, 1, 1, 0.38));
                g.fillRoundRect(from, y - 5, to - from, 10, 3, 3);
            }
            case CRASHED -> {
                hatch(from, to, y, 9, look.danger());
                ArrowPainter.cross(g, frame.x(span.start()), y, 7, look.danger());
            }
            case UNREACHABLE -> hatch(from, to, y, 5, look.muted());
        }
    }

    private void hatch(double from, double to, double y, double half, Color colour) {
        g.save();
        g.beginPath();
        g.rect(from, y - half, to - from, 2 * half);
        g.clip();
        g.setFill(look.paper());
        g.fillRect(from, y - half, to - from, 2 * half);
        g.setStroke(colour.deriveColor(0, 1, 1, 0.6));
        g.setLineWidth(1.6);
        int step = 8;
        for (double at = from - 2 * half - Math.floorMod((long) from, step); at < to; at += step) {
            g.strokeLine(at, y + half, at + 2 * half, y - half);
        }
        g.restore();
    }

    private void paintMarks(Lane lane) {
        double y = frame.y(lane.name());
        for (Lane.Mark mark : lane.marks()) {
            if (!frame.shows(mark.place(), mark.place())) {
                continue;
            }
            double x = frame.x(mark.place());
            if (mark.ballot().isNone()) {
                labels.seal(x, y, mark.decree().toString(), look.ink(look.palette().of(lane.name())));
            } else {
                diamond(x, y, look.tone(look.palette().of(mark.ballot())));
            }
        }
    }

    /// A vote.
    private void diamond(double x, double y, Color colour) {
        double[] xs = {x, x + MARK, x, x - MARK};
        double[] ys = {y - MARK, y, y + MARK, y};
        g.setFill(colour);
        g.fillPolygon(xs, ys, xs.length);
        g.setStroke(look.paper());
        g.setLineWidth(1.2);
        g.setLineDashes();
        g.strokePolygon(xs, ys, xs.length);
    }

    private void paintName(Lane lane) {
        g.setFont(look.nameFont());
        g.setFill(look.ink(look.palette().of(lane.name())));
        g.fillText(lane.name(), NAME_INDENT, frame.y(lane.name()));
    }
}
