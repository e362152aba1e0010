package paxos.ui.timeline;

import javafx.scene.paint.Color;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Fate;
import paxos.view.timeline.Segment;

/// Paints messages: in their ballot's colour, their type by weight, dash and head, their fate at the tip.
final class ArrowPainter {

    private static final double HEAD = 8;
    private static final double SPREAD = 0.42;
    private static final double WAITS = 6.5;

    private final Pen pen;
    private final Look look;

    ArrowPainter(Pen pen, Look look) {
        this.pen = pen;
        this.look = look;
    }

    /// @param faded  whether others are to stand out
    /// @param picked whether it is the one that was picked
    void paint(Arrow arrow, Segment line, boolean faded, boolean picked) {
        Color colour = faint(look.tone(arrow.message().ballot().number()), faded ? Emphasis.FADED
                : arrow.fate().isLost() || arrow.fate() == Fate.IGNORED ? 0.6 : 1);
        Stroke stroke = Stroke.of(arrow.message());
        if (picked) {
            pen.line(line.x1(), line.y1(), line.x2(), line.y2(), faint(colour, 0.25), stroke.width() + 8);
        }
        // Where the departure was not seen: only that it came from there.
        Segment seen = arrow.startSeen() ? line : line.secondHalf();
        pen.line(seen.x1(), seen.y1(), seen.x2(), seen.y2(), colour, stroke.width(), stroke.dashes());
        switch (arrow.fate()) {
            case WALKING -> pen.disc(line.x2(), line.y2(), 4.5, colour);
            case HELD -> pause(line.x2(), line.y2(), colour);
            case LOST, DISCARDED -> cross(pen, line.x2(), line.y2(), 5, faint(look.danger(), faded ? Emphasis.FADED : 1));
            case REFUSED -> {
                head(stroke.head(), line, colour);
                bar(line, faint(look.danger(), faded ? Emphasis.FADED : 1));
            }
            case HANDED_OVER, RECEIVED, IGNORED -> head(stroke.head(), line, colour);
        }
    }

    private static double angle(Segment line) {
        return Math.atan2(line.y2() - line.y1(), line.x2() - line.x1());
    }

    static Color faint(Color colour, double opacity) {
        return opacity == 1 ? colour : colour.deriveColor(0, 1, 1, opacity);
    }

    private void head(Stroke.Head head, Segment line, Color colour) {
        double angle = angle(line);
        double x = line.x2();
        double y = line.y2();
        double leftX = x - HEAD * Math.cos(angle - SPREAD);
        double leftY = y - HEAD * Math.sin(angle - SPREAD);
        double rightX = x - HEAD * Math.cos(angle + SPREAD);
        double rightY = y - HEAD * Math.sin(angle + SPREAD);
        switch (head) {
            case POINT -> pen.polygon(new double[] {x, leftX, rightX}, new double[] {y, leftY, rightY}, colour);
            case OPEN -> {
                pen.line(leftX, leftY, x, y, colour, 2);
                pen.line(rightX, rightY, x, y, colour, 2);
            }
            case RING -> {
                pen.disc(x, y, 5, look.paper());
                pen.ring(x, y, 5, colour, 2.4);
            }
        }
    }

    /// At the tip: it waits to be delivered.
    private void pause(double x, double y, Color colour) {
        pen.disc(x, y, WAITS, look.paper());
        pen.ring(x, y, WAITS, colour, 1.8);
        pen.box(x - 2.8, y - 3, 1.9, 6, 0, colour);
        pen.box(x + 0.9, y - 3, 1.9, 6, 0, colour);
    }

    /// Across the tip: refused.
    private void bar(Segment line, Color colour) {
        double half = 8;
        double angle = angle(line);
        pen.line(line.x2() - half * Math.sin(angle), line.y2() + half * Math.cos(angle),
                line.x2() + half * Math.sin(angle), line.y2() - half * Math.cos(angle), colour, 3);
    }

    static void cross(Pen pen, double x, double y, double half, Color colour) {
        pen.line(x - half, y - half, x + half, y + half, colour, 2.6);
        pen.line(x - half, y + half, x + half, y - half, colour, 2.6);
    }
}
