package paxos.ui.timeline;

import java.awt.image.BufferedImage;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import paxos.trace.Rule;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// A picture of the timeline to be kept: what is painted on the screen, with the names of the lanes, for a file. For
/// JavaFX's thread.
public final class TimelinePicture {

    /// The widest picture, in pixels; a longer run is shown from farther away.
    public static final int WIDEST = 16_000;

    private static final double INDENT = 10;
    private static final int HIGHEST = 4_000;

    /// A stretch of the picture.
    private record Stretch(double x, double width, boolean dense) {
    }

    private final Timeline timeline;
    private final Viewport view;
    private final Look look;
    private final TilePainter painter;
    private final double names;
    /// What is said below: where a rule was switched off in what is seen.
    private final List<String> warning;

    private TimelinePicture(Timeline timeline, Viewport view, Look look, Emphasis emphasis) {
        this.timeline = timeline;
        this.view = view;
        this.look = look;
        this.painter = new TilePainter(timeline, look, emphasis);
        this.names = Math.ceil(2 * INDENT + view.lanes().stream()
                .mapToDouble(lane -> Look.width(timeline.lanes().get(lane).name(), look.nameFont())).max().orElse(0));
        this.warning = warning();
    }

    /// Whoever is shown the picture later must not take it for Paxos.
    private List<String> warning() {
        List<String> lines = new ArrayList<>();
        timeline.rulesOff(view.axis(), view.from(), view.to()).forEach((name, off) -> {
            if (view.lanes().contains(timeline.parliament().legislators().indexOf(name))) {
                String rules = off.stream().map(Rule::title).collect(Collectors.joining("; "));
                lines.addAll(wrapped("A rule was switched off here: at %s, “%s”.".formatted(name, rules)));
            }
        });
        return lines;
    }

    private List<String> wrapped(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (!line.isEmpty() && Look.width(line + " " + word, look.nameFont()) > names + view.width() - 2 * INDENT) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private double lineHeight() {
        return Math.ceil(look.textSize() * 1.8);
    }

    private double height() {
        return view.height() + (warning.isEmpty() ? 0 : warning.size() * lineHeight() + INDENT);
    }

    private void paintWarning(Pen pen, double top) {
        for (int i = 0; i < warning.size(); i++) {
            pen.text(warning.get(i), INDENT, top + (i + 0.5) * lineHeight() + INDENT / 2, look.nameFont(), look.danger(), Color.TRANSPARENT);
        }
    }

    /// What a view shows now.
    public static TimelinePicture ofShown(TimelineView shown) {
        return new TimelinePicture(shown.timeline(), shown.camera().viewport(), shown.look(), shown.emphasis());
    }

    /// The whole run, as close as the view is, or as close as fits into the widest picture.
    public static TimelinePicture ofWhole(TimelineView shown) {
        Viewport view = shown.camera().viewport();
        Timeline timeline = shown.timeline();
        double length = Math.max(1, timeline.end(view.axis()));
        double scale = Math.min(view.scale(), (WIDEST - 2 * Viewport.MARGIN - 200) / length);
        double width = Math.max(view.width(), Math.ceil(length * scale + 2 * Viewport.MARGIN + 60));
        double height = Math.min(HIGHEST, view.height() + view.longestScroll());
        return new TimelinePicture(timeline, new Viewport(view.axis(), -Viewport.MARGIN / scale, scale, width, height, view.lanes(), 0),
                shown.look(), shown.emphasis());
    }

    /// As SVG.
    public String svg() {
        SvgPen pen = new SvgPen();
        pen.box(0, 0, names + view.width(), height(), 0, look.paper());
        for (Stretch stretch : stretches()) {
            pen.begin(names + stretch.x(), 0, stretch.width(), view.height());
            paint(pen, stretch);
            pen.end();
        }
        paintNames(pen);
        paintWarning(pen, view.height());
        return pen.document(names + view.width(), height(), "Paxos Made Visible: "
                + String.join(", ", timeline.parliament().legislators()));
    }

    /// As pixels.
    public BufferedImage image() {
        int width = (int) Math.ceil(names + view.width());
        int height = (int) Math.ceil(view.height());
        BufferedImage image = new BufferedImage(width, (int) Math.ceil(height()), BufferedImage.TYPE_INT_ARGB);
        // Bit by bit: a canvas of the whole width may be too much for a graphics card.
        for (Stretch stretch : stretches()) {
            Canvas canvas = new Canvas(stretch.width(), height);
            paint(new CanvasPen(canvas.getGraphicsContext2D()), stretch);
            copy(canvas, image, (int) (names + stretch.x()), 0);
        }
        Canvas canvas = new Canvas(names, height);
        CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D());
        pen.box(0, 0, names, height, 0, look.paper());
        paintNames(pen);
        copy(canvas, image, 0, 0);
        if (!warning.isEmpty()) {
            copyWarning(image, height);
        }
        return image;
    }

    private void copyWarning(BufferedImage image, int y) {
        for (int x = 0; x < image.getWidth(); x += HIGHEST) {
            Canvas canvas = new Canvas(Math.min(HIGHEST, image.getWidth() - x), image.getHeight() - y);
            CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D());
            pen.box(0, 0, canvas.getWidth(), canvas.getHeight(), 0, look.paper());
            if (x == 0) {
                paintWarning(pen, 0);
            }
            copy(canvas, image, x, y);
        }
    }

    private static void copy(Canvas from, BufferedImage to, int x, int y) {
        WritableImage part = from.snapshot(null, null);
        int width = Math.min((int) part.getWidth(), to.getWidth() - x);
        int height = Math.min((int) part.getHeight(), to.getHeight() - y);
        IntBuffer pixels = IntBuffer.allocate(width * height);
        part.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, width);
        to.setRGB(x, y, width, height, pixels.array(), 0, width);
    }

    private void paint(Pen pen, Stretch stretch) {
        Viewport part = part(stretch.x(), stretch.width());
        if (stretch.dense()) {
            painter.paintDensity(pen, part);
        } else {
            painter.paintInDetail(pen, part);
        }
    }

    /// Tiles, as on the screen; neighbours with single messages in them are joined, so that each message is drawn once.
    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (double x = 0; x < view.width(); x += Tiles.WIDTH) {
            double width = Math.min(Tiles.WIDTH, view.width() - x);
            boolean dense = painter.isDense(part(x, width));
            Stretch last = stretches.isEmpty() ? null : stretches.getLast();
            if (!dense && last != null && !last.dense() && last.width() < HIGHEST) {
                stretches.set(stretches.size() - 1, new Stretch(last.x(), last.width() + width, false));
            } else {
                stretches.add(new Stretch(x, width, dense));
            }
        }
        return stretches;
    }

    private Viewport part(double x, double width) {
        return new Viewport(view.axis(), view.place(x), view.scale(), width, view.height(), view.lanes(), view.scroll());
    }

    private void paintNames(Pen pen) {
        view.ys().forEach((lane, y) -> pen.text(timeline.lanes().get(lane).name(), INDENT, y, look.nameFont(), look.inks().get(lane),
                Color.TRANSPARENT));
    }
}
