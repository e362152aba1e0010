package paxos.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import paxos.view.Arrow;
import paxos.view.Lane;
import paxos.view.Palette;
import paxos.view.Timeline;

/// Draws a stretch of the timeline. Its colours come from the style sheet (`-paxos-paper` and so on), those of
/// legislators and ballots from the palette. A message's type shows in weight, dash and head, so colour is never the
/// only sign.
final class TimelineCanvas extends Region {

    private static final StyleablePropertyFactory<TimelineCanvas> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final double HEAD = 8;
    private static final double MARGIN = 18;
    private static final double NAME_INDENT = 10;
    /// Messages of one step set out within this many milliseconds.
    private static final double TOGETHER = 40;

    private final StyleableProperty<Color> paper =
            FACTORY.createStyleableColorProperty(this, "paper", "-paxos-paper", canvas -> canvas.paper, Color.WHITE);
    private final StyleableProperty<Color> lane =
            FACTORY.createStyleableColorProperty(this, "lane", "-paxos-lane", canvas -> canvas.lane, Color.LIGHTGRAY);
    private final StyleableProperty<Color> muted =
            FACTORY.createStyleableColorProperty(this, "muted", "-paxos-muted", canvas -> canvas.muted, Color.GRAY);
    private final StyleableProperty<Color> danger =
            FACTORY.createStyleableColorProperty(this, "danger", "-paxos-danger", canvas -> canvas.danger, Color.RED);
    private final StyleableProperty<Number> textSize =
            FACTORY.createStyleableNumberProperty(this, "textSize", "-paxos-text-size", canvas -> canvas.textSize, 11);

    private final Canvas canvas = new Canvas();
    private final Timeline timeline;
    private final Palette palette;
    private final ToDoubleFunction<String> walk;

    private List<Object> drawnLook = List.of();

    // One frame's measures.
    private GraphicsContext g;
    private double left;
    private double begin;
    private double scale;
    private Font labelFont;
    private double characterWidth;
    private final List<Rectangle2D> labels = new ArrayList<>();

    /// @param walk how long the messengers of a legislator walk now, in milliseconds
    TimelineCanvas(Timeline timeline, Palette palette, ToDoubleFunction<String> walk) {
        this.timeline = timeline;
        this.palette = palette;
        this.walk = walk;
        getStyleClass().add("timeline-canvas");
        getChildren().add(canvas);
        setMinSize(0, 0);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.floor(getWidth()));
        canvas.setHeight(Math.floor(getHeight()));
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    /// Whether the style sheet has changed what is drawn with since the last time.
    boolean lookChanged() {
        return !look().equals(drawnLook);
    }

    private List<Object> look() {
        return List.of(paper.getValue(), lane.getValue(), muted.getValue(), danger.getValue(), textSize.getValue());
    }

    /// How wide the names of the lanes are, in pixels; the diagram begins right of them.
    double namesWidth() {
        Font font = nameFont();
        return 2 * NAME_INDENT + timeline.lanes().stream().mapToDouble(each -> width(each.name(), font)).max().orElse(0);
    }

    /// Draws the stretch that begins at a place.
    ///
    /// @param from  the place at the left edge, in milliseconds
    /// @param now   the place that the clock has reached
    /// @param pixelsPerMilli how wide a millisecond is
    void draw(double from, double now, double pixelsPerMilli) {
        if (canvas.getWidth() < 1 || canvas.getHeight() < 1) {
            return;
        }
        drawnLook = look();
        g = canvas.getGraphicsContext2D();
        left = namesWidth();
        begin = from;
        scale = pixelsPerMilli;
        labelFont = Font.font("JetBrains Mono", FontWeight.BOLD, textSize.getValue().doubleValue());
        characterWidth = width("0", labelFont);
        labels.clear();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setTextBaseline(VPos.CENTER);
        List<Lane> lanes = timeline.lanes();
        g.save();
        g.beginPath();
        g.rect(left, 0, canvas.getWidth() - left, canvas.getHeight());
        g.clip();
        lanes.forEach(each -> drawLane(each, now));
        List<Arrow> visible = timeline.arrows().stream().filter(arrow -> isVisible(arrow)).toList();
        visible.forEach(arrow -> drawArrow(arrow, now));
        lanes.forEach(this::drawMarks);
        drawLabels(visible, now);
        g.restore();
        lanes.forEach(this::drawName);
    }

    private boolean isVisible(Arrow arrow) {
        double end = Double.isNaN(arrow.end()) ? Double.POSITIVE_INFINITY : arrow.end();
        return x(end) >= left && x(arrow.start()) <= canvas.getWidth();
    }

    private double x(double place) {
        return left + (place - begin) * scale;
    }

    private double y(String legislator) {
        List<Lane> lanes = timeline.lanes();
        int index = 0;
        while (index < lanes.size() && !lanes.get(index).name().equals(legislator)) {
            index++;
        }
        return Math.round(lanes.size() == 1 ? canvas.getHeight() / 2 : MARGIN + index * laneDistance()) + 0.5;
    }

    private double laneDistance() {
        return (canvas.getHeight() - 2 * MARGIN) / Math.max(1, timeline.lanes().size() - 1);
    }

    private void drawLane(Lane each, double now) {
        double y = y(each.name());
        g.setStroke(lane.getValue());
        g.setLineWidth(2);
        g.setLineDashes();
        g.strokeLine(left, y, canvas.getWidth(), y);
        for (Lane.Span span : each.spans()) {
            double from = Math.max(left, x(span.start()));
            double to = Math.min(canvas.getWidth(), x(Math.min(span.end(), Math.max(now, span.start()))));
            if (to < from) {
                continue;
            }
            switch (span.kind()) {
                case PROMISE -> {
                    g.setFill(tone(palette.of(span.ballot())).deriveColor(0, 1, 1, 0.38));
                    g.fillRoundRect(from, y - 5, to - from, 10, 3, 3);
                }
                case CRASHED -> {
                    hatch(from, to, y, 9, danger.getValue());
                    cross(x(span.start()), y, 7, danger.getValue());
                }
                case UNREACHABLE -> hatch(from, to, y, 5, muted.getValue());
            }
        }
    }

    private void hatch(double from, double to, double y, double half, Color colour) {
        g.save();
        g.beginPath();
        g.rect(from, y - half, to - from, 2 * half);
        g.clip();
        g.setFill(paper.getValue());
        g.fillRect(from, y - half, to - from, 2 * half);
        g.setStroke(colour.deriveColor(0, 1, 1, 0.6));
        g.setLineWidth(1.6);
        // Strokes keep their places on the axis, so that hatching moves with it.
        double step = 8;
        for (double at = from - 2 * half - Math.floorMod((long) from, (long) step); at < to; at += step) {
            g.strokeLine(at, y + half, at + 2 * half, y - half);
        }
        g.restore();
    }

    private void cross(double x, double y, double half, Color colour) {
        g.setStroke(colour);
        g.setLineWidth(2.6);
        g.setLineDashes();
        g.strokeLine(x - half, y - half, x + half, y + half);
        g.strokeLine(x - half, y + half, x + half, y - half);
    }

    private void drawMarks(Lane each) {
        double y = y(each.name());
        for (Lane.Mark mark : each.marks()) {
            double x = x(mark.place());
            if (x < left - 20 || x > canvas.getWidth() + 20) {
                continue;
            }
            if (mark.ballot().isNone()) {
                drawSeal(x, y, mark.decree().toString(), each.name());
            } else {
                g.setFill(tone(palette.of(mark.ballot())));
                g.fillPolygon(new double[] {x, x + 8, x, x - 8}, new double[] {y - 8, y, y + 8, y}, 4);
                g.setStroke(paper.getValue());
                g.setLineWidth(1.2);
                g.setLineDashes();
                g.strokePolygon(new double[] {x, x + 8, x, x - 8}, new double[] {y - 8, y, y + 8, y}, 4);
            }
        }
    }

    /// A decree entered: its digits in a frame.
    private void drawSeal(double x, double y, String decree, String legislator) {
        double width = decree.length() * characterWidth + 10;
        double height = labelFont.getSize() + 7;
        double from = x + 4;
        g.setFill(paper.getValue());
        g.fillRoundRect(from, y - height / 2, width, height, 6, 6);
        g.setStroke(tone(palette.of(legislator)));
        g.setLineWidth(2);
        g.setLineDashes();
        g.strokeRoundRect(from, y - height / 2, width, height, 6, 6);
        g.setFill(tone(palette.of(legislator)));
        g.setFont(labelFont);
        g.fillText(decree, from + 5, y);
        labels.add(new Rectangle2D(from, y - height / 2, width, height));
    }

    /// Where an arrow's tip is now.
    private record Tip(double x, double y) {
    }

    private Tip tip(Arrow arrow, double now) {
        double fromY = y(arrow.from());
        double toY = y(arrow.to());
        return switch (arrow.fate()) {
            case ARRIVED -> new Tip(x(arrow.end()), toY);
            case LOST -> new Tip(x(arrow.end()), fromY + 0.78 * (toY - fromY));
            case WALKING -> {
                double whole = Math.max(120, walk.applyAsDouble(arrow.from()));
                double part = Math.clamp((now - arrow.start()) / whole, 0.03, 0.95);
                yield new Tip(x(arrow.start() + part * whole), fromY + part * (toY - fromY));
            }
        };
    }

    private void drawArrow(Arrow arrow, double now) {
        Color colour = tone(palette.of(arrow.message().ballot()));
        Tip tip = tip(arrow, now);
        double fromX = x(arrow.start());
        double fromY = y(arrow.from());
        Stroke stroke = Stroke.of(arrow.message());
        g.setStroke(arrow.fate() == Arrow.Fate.LOST ? colour.deriveColor(0, 1, 1, 0.6) : colour);
        g.setFill(colour);
        g.setLineWidth(stroke.width());
        g.setLineCap(StrokeLineCap.BUTT);
        g.setLineDashes(stroke.dashes());
        if (arrow.startSeen()) {
            g.strokeLine(fromX, fromY, tip.x(), tip.y());
        } else {
            // The departure was not seen: only the last half of the way is certain.
            g.strokeLine((fromX + tip.x()) / 2, (fromY + tip.y()) / 2, tip.x(), tip.y());
        }
        g.setLineDashes();
        switch (arrow.fate()) {
            case WALKING -> g.fillOval(tip.x() - 4.5, tip.y() - 4.5, 9, 9);
            case LOST -> cross(tip.x(), tip.y(), 5, danger.getValue());
            case ARRIVED -> drawHead(stroke.head(), tip, Math.atan2(tip.y() - fromY, tip.x() - fromX));
        }
    }

    private void drawHead(Stroke.Head head, Tip tip, double angle) {
        switch (head) {
            case POINT -> {
                double spread = 0.42;
                g.fillPolygon(
                        new double[] {tip.x(), tip.x() - HEAD * Math.cos(angle - spread), tip.x() - HEAD * Math.cos(angle + spread)},
                        new double[] {tip.y(), tip.y() - HEAD * Math.sin(angle - spread), tip.y() - HEAD * Math.sin(angle + spread)},
                        3);
            }
            case BAR -> {
                double half = 7;
                g.setLineWidth(3);
                g.strokeLine(tip.x() - half * Math.sin(angle), tip.y() + half * Math.cos(angle),
                        tip.x() + half * Math.sin(angle), tip.y() - half * Math.cos(angle));
            }
            case RING -> {
                g.setFill(paper.getValue());
                g.fillOval(tip.x() - 5, tip.y() - 5, 10, 10);
                g.setLineWidth(2.4);
                g.strokeOval(tip.x() - 5, tip.y() - 5, 10, 10);
            }
        }
    }

    /// A label for each arrow where there is room; one for all that were sent together and say the same. It stands
    /// between the sender's lane and the next, so never on a lane.
    private void drawLabels(List<Arrow> visible, double now) {
        g.setFont(labelFont);
        g.setLineDashes();
        Map<String, Double> said = new HashMap<>();
        for (Arrow arrow : visible) {
            Double before = said.put(arrow.from() + " " + arrow.label(), arrow.start());
            if (before != null && arrow.start() - before < TOGETHER) {
                continue;
            }
            Tip tip = tip(arrow, now);
            double fromX = x(arrow.start());
            double fromY = y(arrow.from());
            double whole = y(arrow.to()) - fromY;
            double toMiddle = Math.copySign(laneDistance() / 2, whole);
            // Where only the arrival was seen, at the receiver's end.
            double middleY = arrow.startSeen() ? fromY + toMiddle : fromY + whole - toMiddle;
            double middleX = fromX + (tip.x() - fromX) * Math.clamp((middleY - fromY) / (tip.y() - fromY), 0, 1);
            double width = arrow.label().length() * characterWidth;
            Rectangle2D place = new Rectangle2D(middleX + 6, middleY - labelFont.getSize() * 0.6, width + 2,
                    labelFont.getSize() * 1.2);
            if (labels.stream().anyMatch(place::intersects)) {
                continue;
            }
            labels.add(place);
            g.setLineWidth(4);
            g.setStroke(paper.getValue());
            g.strokeText(arrow.label(), place.getMinX(), middleY);
            g.setFill(tone(palette.of(arrow.message().ballot())));
            g.fillText(arrow.label(), place.getMinX(), middleY);
        }
    }

    private void drawName(Lane each) {
        g.setFont(nameFont());
        g.setFill(tone(palette.of(each.name())));
        g.fillText(each.name(), NAME_INDENT, y(each.name()));
    }

    private Font nameFont() {
        return Font.font("Inter", FontWeight.BOLD, textSize.getValue().doubleValue() * 1.2);
    }

    /// A legislator's colour as it reads on this paper.
    private Color tone(String colour) {
        return paper.getValue().getBrightness() < 0.5 ? Color.web(colour).interpolate(Color.WHITE, 0.28) : Color.web(colour);
    }

    private static double width(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }
}
