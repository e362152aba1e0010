package paxos.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import paxos.view.Arrow;

/// Paints words on the timeline, where there is room: no label over another.
final class LabelPainter {

    /// Messages of one step set out within this many milliseconds.
    private static final double TOGETHER = 40;

    private final GraphicsContext g;
    private final TimelineFrame frame;
    private final TimelineLook look;
    private final Font font;
    private final double characterWidth;
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final Map<String, Double> said = new HashMap<>();

    LabelPainter(GraphicsContext g, TimelineFrame frame, TimelineLook look) {
        this.g = g;
        this.frame = frame;
        this.look = look;
        this.font = look.labelFont();
        this.characterWidth = TimelineLook.width("0", font);
    }

    /// A decree entered: its digits in a frame, just right of the place.
    void seal(double x, double y, String decree, Color colour) {
        double width = decree.length() * characterWidth + 10;
        double height = font.getSize() + 7;
        Rectangle2D seal = new Rectangle2D(x + 4, y - height / 2, width, height);
        taken.add(seal);
        g.setFill(look.paper());
        g.fillRoundRect(seal.getMinX(), seal.getMinY(), width, height, 6, 6);
        g.setStroke(colour);
        g.setLineWidth(2);
        g.setLineDashes();
        g.strokeRoundRect(seal.getMinX(), seal.getMinY(), width, height, 6, 6);
        g.setFill(colour);
        g.setFont(font);
        g.fillText(decree, seal.getMinX() + 5, y);
    }

    /// What stands along an arrow; once for all arrows that set out together and say the same. It is between the sender's
    /// lane and the next, so never on a lane; where only the arrival was seen, at the receiver's end.
    void paint(Arrow arrow, ArrowPainter.Tip tip) {
        Double before = said.put(arrow.from() + " " + arrow.label(), arrow.start());
        if (before != null && arrow.start() - before < TOGETHER) {
            return;
        }
        double fromX = frame.x(arrow.start());
        double fromY = frame.y(arrow.from());
        double whole = frame.y(arrow.to()) - fromY;
        double toMiddle = Math.copySign(frame.laneDistance() / 2, whole);
        double y = arrow.startSeen() ? fromY + toMiddle : fromY + whole - toMiddle;
        double x = fromX + 6 + (tip.x() - fromX) * Math.clamp((y - fromY) / (tip.y() - fromY), 0, 1);
        Rectangle2D room = new Rectangle2D(x, y - font.getSize() * 0.6, arrow.label().length() * characterWidth + 2,
                font.getSize() * 1.2);
        if (taken.stream().anyMatch(room::intersects)) {
            return;
        }
        taken.add(room);
        g.setFont(font);
        g.setLineDashes();
        g.setLineWidth(4);
        g.setStroke(look.paper());
        g.strokeText(arrow.label(), x, y);
        g.setFill(look.ink(look.palette().of(arrow.message().ballot())));
        g.fillText(arrow.label(), x, y);
    }
}
