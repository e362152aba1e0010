package paxos.ui.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Segment;
import paxos.view.timeline.Viewport;

/// Paints words on the timeline, where there is room. Whether there is, depends on what is near a word alone, never on
/// where the picture begins: so neighbouring tiles, each painted by itself, agree on it.
final class LabelPainter {

    /// Messages of one step set out within this many pixels.
    private static final double TOGETHER = 6;

    private final Pen pen;
    private final Viewport view;
    private final Look look;
    private final Font font;
    private final double characterWidth;
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final Map<String, Double> said = new HashMap<>();

    LabelPainter(Pen pen, Viewport view, Look look) {
        this.pen = pen;
        this.view = view;
        this.look = look;
        this.font = look.labelFont();
        this.characterWidth = look.characterWidth();
    }

    /// How far a word may reach right of what it belongs to, in pixels.
    double reach() {
        return 30 * characterWidth;
    }

    /// A decree entered: its digits in a frame, just right of the place.
    void seal(double x, double y, String decree, Color colour, boolean faded) {
        double width = decree.length() * characterWidth + 10;
        double height = font.getSize() + 7;
        Rectangle2D seal = new Rectangle2D(x + 4, y - height / 2, width, height);
        taken.add(seal);
        Color shown = faded ? ArrowPainter.faint(colour, Emphasis.FADED) : colour;
        pen.box(seal.getMinX(), seal.getMinY(), width, height, 6, look.paper());
        pen.frame(seal.getMinX(), seal.getMinY(), width, height, 6, shown, 2);
        pen.text(decree, seal.getMinX() + 5, y, font, shown, Color.TRANSPARENT);
    }

    /// What stands along an arrow; once for all arrows that set out together and say the same. It is between the sender's
    /// lane and the next, so never on a lane; where only the arrival was seen, at the receiver's end.
    ///
    /// @return whether there was room
    boolean paint(Arrow arrow, Segment line, boolean faded) {
        Double before = said.get(arrow.from() + " " + arrow.label());
        if (before != null && Math.abs(line.x1() - before) < TOGETHER) {
            return false;
        }
        double whole = line.y2() - line.y1();
        double toMiddle = Math.copySign(view.laneDistance() / 2, whole);
        double y = arrow.startSeen() ? line.y1() + toMiddle : line.y2() - toMiddle;
        double x = line.x1() + 6 + (line.x2() - line.x1()) * Math.clamp((y - line.y1()) / whole, 0, 1);
        Rectangle2D room = new Rectangle2D(x, y - font.getSize() * 0.6, arrow.label().length() * characterWidth + 2,
                font.getSize() * 1.2);
        boolean free = taken.stream().noneMatch(room::intersects);
        taken.add(room);
        if (free) {
            said.put(arrow.from() + " " + arrow.label(), line.x1());
        }
        if (free && !faded) {
            pen.text(arrow.label(), x, y, font, look.ink(arrow.message().ballot().number()), look.paper());
        }
        return free && !faded;
    }
}
