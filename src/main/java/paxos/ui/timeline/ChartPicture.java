package paxos.ui.timeline;

import java.awt.image.BufferedImage;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/// Charts beside each other, as a picture for a file. For JavaFX's thread.
public final class ChartPicture {

    private static final double WIDTH = 1_000;
    private static final double HEIGHT = 430;
    /// Pixels for each unit of length above, so that the picture is sharp on any screen.
    private static final int SHARPNESS = 2;
    private static final double EDGE = 24;
    private static final double ABOVE = 104;
    private static final double BELOW = 62;
    private static final double LEFT = 44;
    private static final double BETWEEN = 16;
    private static final double TICK = 5;
    private static final double LABEL_GAP = 9;
    private static final double LABEL_DISTANCE = 17;
    private static final int MOST_STEPS = 6;
    private static final double FREE_ABOVE = 1.05;
    private static final double FAINT = 0.45;

    private static final Color PAPER = Color.web("#ffffff");
    private static final Color INK = Color.web("#1f2328");
    private static final Color MUTED = Color.web("#59636e");
    private static final Color GRID = Color.web("#e3e7eb");
    private static final Color AXIS = Color.web("#8c959f");
    private static final Color BORDER = Color.web("#d1d9e0");

    private final String title;
    private final String remark;
    private final List<Chart> charts;
    private final Font titleFont;
    private final Font chartFont;
    private final Font labelFont;
    private final Font textFont;

    /// @param title  said above all charts
    /// @param remark said below that, in smaller letters
    public ChartPicture(String title, String remark, List<Chart> charts) {
        this.title = title;
        this.remark = remark;
        this.charts = List.copyOf(charts);
        for (String font : List.of("Inter-Regular.otf", "Inter-Bold.otf")) {
            Font.loadFont(ChartPicture.class.getResourceAsStream("/paxos/ui/fonts/" + font), 12);
        }
        titleFont = Font.font("Inter", FontWeight.BOLD, 17);
        chartFont = Font.font("Inter", FontWeight.BOLD, 13);
        labelFont = Font.font("Inter", FontWeight.BOLD, 12);
        textFont = Font.font("Inter", 12);
    }

    /// As SVG.
    public String svg() {
        SvgPen pen = new SvgPen();
        paint(pen);
        return pen.document(WIDTH, HEIGHT, title);
    }

    /// As pixels.
    public BufferedImage image() {
        Canvas canvas = new Canvas(WIDTH * SHARPNESS, HEIGHT * SHARPNESS);
        CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D());
        canvas.getGraphicsContext2D().scale(SHARPNESS, SHARPNESS);
        paint(pen);
        WritableImage drawn = canvas.snapshot(null, null);
        int width = (int) drawn.getWidth();
        int height = (int) drawn.getHeight();
        IntBuffer pixels = IntBuffer.allocate(width * height);
        drawn.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels.array(), 0, width);
        return image;
    }

    private void paint(Pen pen) {
        pen.box(0, 0, WIDTH, HEIGHT, 0, PAPER);
        // Where the page around is as white as the paper.
        pen.frame(0.5, 0.5, WIDTH - 1, HEIGHT - 1, 0, BORDER, 1);
        text(pen, title, EDGE, EDGE + 6, titleFont, INK);
        text(pen, remark, EDGE, EDGE + 29, textFont, MUTED);
        double each = (WIDTH - 2 * EDGE + BETWEEN) / charts.size();
        for (int i = 0; i < charts.size(); i++) {
            new Plot(pen, charts.get(i), EDGE + i * each, each - BETWEEN).paint();
        }
    }

    private static void text(Pen pen, String words, double x, double y, Font font, Color colour) {
        pen.text(words, x, y, font, colour, Color.TRANSPARENT);
    }

    /// The distance between ticks: 1, 2 or 5, or ten or a tenth of that, and so on; such that there are few.
    static double step(double most) {
        double step = Math.pow(10, Math.floor(Math.log10(most / MOST_STEPS)));
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (most / (step * factor) <= MOST_STEPS) {
                return step * factor;
            }
        }
        throw new IllegalArgumentException("There are no ticks up to " + most + ".");
    }

    /// Without decimals that say nothing.
    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(Math.round(value * 1_000) / 1_000.0);
    }

    /// One chart, in its place.
    private final class Plot {

        private final Pen pen;
        private final Chart chart;
        private final double x;
        private final double left;
        private final double right;
        private final double stepAcross;
        private final double stepUp;
        private final double most;

        Plot(Pen pen, Chart chart, double x, double width) {
            this.pen = pen;
            this.chart = chart;
            this.x = x;
            left = x + LEFT;
            right = x + width - LABEL_GAP - chart.series().stream().mapToDouble(each -> Look.width(each.label(), labelFont)).max().orElse(0);
            stepAcross = step(chart.farthest());
            stepUp = step(chart.highest());
            most = chart.highest() * FREE_ABOVE;
        }

        private double x(double across) {
            return left + across / chart.farthest() * (right - left);
        }

        private double y(double up) {
            return HEIGHT - BELOW - up / most * (HEIGHT - BELOW - ABOVE);
        }

        void paint() {
            text(pen, chart.title(), x, ABOVE - 26, chartFont, INK);
            text(pen, chart.up(), x + Look.width(chart.title(), chartFont) + LABEL_GAP, ABOVE - 26, textFont, MUTED);
            axes();
            chart.series().forEach(this::series);
            labels();
        }

        private void axes() {
            for (double up = 0; up <= most; up += stepUp) {
                double y = Math.round(y(up)) + 0.5;
                String words = number(up);
                pen.line(left, y, right, y, up == 0 ? AXIS : GRID, 1);
                text(pen, words, left - LABEL_GAP - Look.width(words, textFont), y, textFont, MUTED);
            }
            double bottom = y(0);
            for (double across = 0; across <= chart.farthest(); across += stepAcross) {
                double x = Math.round(x(across)) + 0.5;
                String words = number(across);
                pen.line(x, bottom, x, bottom + TICK, AXIS, 1);
                text(pen, words, x - Look.width(words, textFont) / 2, bottom + TICK + 11, textFont, MUTED);
            }
            text(pen, chart.across(), (left + right) / 2 - Look.width(chart.across(), textFont) / 2, bottom + TICK + 32, textFont, MUTED);
        }

        private void series(Chart.Series series) {
            boolean worked = series.mark() == Chart.Mark.LINE;
            Color line = worked ? series.colour() : series.colour().deriveColor(0, 1, 1, FAINT);
            for (int i = 1; i < series.points().size() && series.mark() != Chart.Mark.POINTS; i++) {
                Chart.Point from = series.points().get(i - 1);
                Chart.Point to = series.points().get(i);
                pen.line(x(from.across()), y(from.up()), x(to.across()), y(to.up()), line, worked ? 1.2 : 1.5);
            }
            for (Chart.Point point : series.points()) {
                switch (series.mark()) {
                    case LINE -> { }
                    case POINTS, DISCS -> pen.disc(x(point.across()), y(point.up()), 4, series.colour());
                    case RINGS -> {
                        pen.disc(x(point.across()), y(point.up()), 4, PAPER);
                        pen.ring(x(point.across()), y(point.up()), 3.4, series.colour(), 1.6);
                    }
                }
            }
        }

        /// Beside the last point of each, but not over each other.
        private void labels() {
            List<Chart.Series> upwards = new ArrayList<>(chart.series());
            upwards.sort(Comparator.comparingDouble(each -> each.last().up()));
            double lowest = HEIGHT;
            for (Chart.Series each : upwards) {
                double y = Math.min(y(each.last().up()), lowest - LABEL_DISTANCE);
                text(pen, each.label(), right + LABEL_GAP, y, labelFont, each.colour());
                lowest = y;
            }
        }
    }
}
