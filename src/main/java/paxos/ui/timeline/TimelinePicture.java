package paxos.ui.timeline;

import java.awt.image.BufferedImage;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
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

    private TimelinePicture(Timeline timeline, Viewport view, Look look, Emphasis emphasis) {
        this.timeline = timeline;
        this.view = view;
        this.look = look;
        this.painter = new TilePainter(timeline, look, emphasis);
        this.names = Math.ceil(2 * INDENT + view.lanes().stream()
                .mapToDouble(lane -> Look.width(timeline.lanes().get(lane).name(), look.nameFont())).max().orElse(0));
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
        pen.box(0, 0, names + view.width(), view.height(), 0, look.paper());
        for (Stretch stretch : stretches()) {
            pen.begin(names + stretch.x(), 0, stretch.width(), view.height());
            paint(pen, stretch);
            pen.end();
        }
        paintNames(pen);
        return pen.document(names + view.width(), view.height(), "Paxos Made Visible: "
                + String.join(", ", timeline.parliament().legislators()));
    }

    /// As pixels.
    public BufferedImage image() {
        int width = (int) Math.ceil(names + view.width());
        int height = (int) Math.ceil(view.height());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        // Bit by bit: a canvas of the whole width may be too much for a graphics card.
        for (Stretch stretch : stretches()) {
            Canvas canvas = new Canvas(stretch.width(), height);
            paint(new CanvasPen(canvas.getGraphicsContext2D()), stretch);
            copy(canvas, image, (int) (names + stretch.x()));
        }
        Canvas canvas = new Canvas(names, height);
        CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D());
        pen.box(0, 0, names, height, 0, look.paper());
        paintNames(pen);
        copy(canvas, image, 0);
        return image;
    }

    private static void copy(Canvas from, BufferedImage to, int x) {
        WritableImage part = from.snapshot(null, null);
        int width = Math.min((int) part.getWidth(), to.getWidth() - x);
        int height = Math.min((int) part.getHeight(), to.getHeight());
        IntBuffer pixels = IntBuffer.allocate(width * height);
        part.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, width);
        to.setRGB(x, 0, width, height, pixels.array(), 0, width);
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
