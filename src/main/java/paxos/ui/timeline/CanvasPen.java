package paxos.ui.timeline;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;

/// Draws on a canvas.
final class CanvasPen implements Pen {

    /// How wide a character of the fonts of labels is, for each pixel of height.
    private static final double CHARACTER = 0.6;

    private final GraphicsContext g;

    CanvasPen(GraphicsContext g) {
        this.g = g;
        g.setTextBaseline(VPos.CENTER);
        g.setLineCap(StrokeLineCap.BUTT);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Color colour, double width, double... dashes) {
        stroke(colour, width, dashes);
        g.strokeLine(x1, y1, x2, y2);
    }

    private void stroke(Color colour, double width, double... dashes) {
        g.setStroke(colour);
        g.setLineWidth(width);
        g.setLineDashes(dashes);
    }

    @Override
    public void polygon(double[] xs, double[] ys, Color fill) {
        g.setFill(fill);
        g.fillPolygon(xs, ys, xs.length);
    }

    @Override
    public void box(double x, double y, double width, double height, double arc, Color fill) {
        g.setFill(fill);
        if (arc == 0) {
            g.fillRect(x, y, width, height);
        } else {
            g.fillRoundRect(x, y, width, height, arc, arc);
        }
    }

    @Override
    public void frame(double x, double y, double width, double height, double arc, Color colour, double lineWidth) {
        stroke(colour, lineWidth);
        g.strokeRoundRect(x, y, width, height, arc, arc);
    }

    @Override
    public void disc(double x, double y, double radius, Color fill) {
        g.setFill(fill);
        g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void ring(double x, double y, double radius, Color colour, double lineWidth) {
        stroke(colour, lineWidth);
        g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void text(String words, double x, double y, Font font, Color colour, Color halo) {
        g.setFont(font);
        if (halo.getOpacity() > 0) {
            // A box rather than the letters' outline: that takes ten times as long as all else of a word.
            double height = font.getSize() * 1.1;
            box(x - 1, y - height / 2, words.length() * font.getSize() * CHARACTER + 2, height, 0, ArrowPainter.faint(halo, 0.8));
        }
        g.setFill(colour);
        g.fillText(words, x, y);
    }

    @Override
    public void pixels(int[] argb, int width, int height) {
        g.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), argb, 0, width);
    }
}
