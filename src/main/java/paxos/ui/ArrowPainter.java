package paxos.ui;

import java.util.function.ToDoubleFunction;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import paxos.view.Arrow;

/// Paints messages: in their ballot's colour, their type by weight, dash and head.
final class ArrowPainter {

    private static final double HEAD = 8;
    private static final double SPREAD = 0.42;
    /// A messenger that is on its way is shown to walk for this long at least, in milliseconds.
    private static final double SHORTEST_WALK = 120;
    /// How far a lost messenger is shown to have come: whether it came farther, nobody knows.
    private static final double LOST_AT = 0.78;

    private final GraphicsContext g;
    private final TimelineFrame frame;
    private final TimelineLook look;
    private final ToDoubleFunction<String> walk;

    ArrowPainter(GraphicsContext g, TimelineFrame frame, TimelineLook look, ToDoubleFunction<String> walk) {
        this.g = g;
        this.frame = frame;
        this.look = look;
        this.walk = walk;
    }

    /// Where an arrow's tip is now, in pixels.
    record Tip(double x, double y) {
    }

    Tip tip(Arrow arrow) {
        double fromY = frame.y(arrow.from());
        double toY = frame.y(arrow.to());
        return switch (arrow.fate()) {
            case ARRIVED -> new Tip(frame.x(arrow.end()), toY);
            case LOST -> new Tip(frame.x(arrow.end()), fromY + LOST_AT * (toY - fromY));
            case WALKING -> {
                double whole = Math.max(SHORTEST_WALK, walk.applyAsDouble(arrow.from()));
                double part = Math.clamp((frame.now() - arrow.start()) / whole, 0.03, 0.95);
                yield new Tip(frame.x(arrow.start() + part * whole), fromY + part * (toY - fromY));
            }
        };
    }

    void paint(Arrow arrow) {
        Color colour = look.tone(look.palette().of(arrow.message().ballot()));
        Tip tip = tip(arrow);
        double fromX = frame.x(arrow.start());
        double fromY = frame.y(arrow.from());
        Stroke stroke = Stroke.of(arrow.message());
        g.setStroke(arrow.fate() == Arrow.Fate.LOST ? colour.deriveColor(0, 1, 1, 0.6) : colour);
        g.setFill(colour);
        g.setLineWidth(stroke.width());
        g.setLineCap(StrokeLineCap.BUTT);
        g.setLineDashes(stroke.dashes());
        if (arrow.startSeen()) {
            g.strokeLine(fromX, fromY, tip.x(), tip.y());
        } else {
            // The departure was not seen: only that it came from there.
            g.strokeLine((fromX + tip.x()) / 2, (fromY + tip.y()) / 2, tip.x(), tip.y());
        }
        g.setLineDashes();
        switch (arrow.fate()) {
            case WALKING -> g.fillOval(tip.x() - 4.5, tip.y() - 4.5, 9, 9);
            case LOST -> cross(g, tip.x(), tip.y(), 5, look.danger());
            case ARRIVED -> paintHead(stroke.head(), tip, Math.atan2(tip.y() - fromY, tip.x() - fromX));
        }
    }

    private void paintHead(Stroke.Head head, Tip tip, double angle) {
        switch (head) {
            case POINT -> g.fillPolygon(
                    new double[] {tip.x(), tip.x() - HEAD * Math.cos(angle - SPREAD), tip.x() - HEAD * Math.cos(angle + SPREAD)},
                    new double[] {tip.y(), tip.y() - HEAD * Math.sin(angle - SPREAD), tip.y() - HEAD * Math.sin(angle + SPREAD)},
                    3);
            case BAR -> {
                double half = 7;
                g.setLineWidth(3);
                g.strokeLine(tip.x() - half * Math.sin(angle), tip.y() + half * Math.cos(angle),
                        tip.x() + half * Math.sin(angle), tip.y() - half * Math.cos(angle));
            }
            case RING -> {
                g.setFill(look.paper());
                g.fillOval(tip.x() - 5, tip.y() - 5, 10, 10);
                g.setLineWidth(2.4);
                g.strokeOval(tip.x() - 5, tip.y() - 5, 10, 10);
            }
        }
    }

    static void cross(GraphicsContext g, double x, double y, double half, Color colour) {
        g.setStroke(colour);
        g.setLineWidth(2.6);
        g.setLineDashes();
        g.strokeLine(x - half, y - half, x + half, y + half);
        g.strokeLine(x - half, y + half, x + half, y - half);
    }
}
