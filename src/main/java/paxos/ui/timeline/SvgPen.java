package paxos.ui.timeline;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javax.imageio.ImageIO;

/// Draws as SVG (version 1.1), an element for each thing drawn.
final class SvgPen implements Pen {

    private final StringBuilder out = new StringBuilder();
    private int clips;

    /// Begins what is to be seen in this box only, and drawn from its upper left corner.
    void begin(double x, double y, double width, double height) {
        clips++;
        element("<clipPath id=\"c%d\"><rect width=\"%s\" height=\"%s\"/></clipPath>".formatted(clips, number(width), number(height)));
        element("<g transform=\"translate(%s %s)\" clip-path=\"url(#c%d)\">".formatted(number(x), number(y), clips));
    }

    /// Ends what was begun last.
    void end() {
        element("</g>");
    }

    /// The whole document.
    String document(double width, double height, String title) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%s" height="%s" \
                viewBox="0 0 %s %s">
                <title>%s</title>
                %s</svg>
                """.formatted(number(width), number(height), number(width), number(height), escaped(title), out);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Color colour, double width, double... dashes) {
        String dashed = dashes.length == 0 ? "" : " stroke-dasharray=\"%s\"".formatted(
                Arrays.stream(dashes).mapToObj(SvgPen::number).collect(Collectors.joining(" ")));
        element("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"%s%s/>".formatted(number(x1), number(y1), number(x2), number(y2),
                stroke(colour, width), dashed));
    }

    @Override
    public void polygon(double[] xs, double[] ys, Color fill) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        element("<polygon points=\"%s\"%s/>".formatted(points, fill(fill)));
    }

    @Override
    public void box(double x, double y, double width, double height, double arc, Color fill) {
        element("<rect%s%s/>".formatted(place(x, y, width, height, arc), fill(fill)));
    }

    @Override
    public void frame(double x, double y, double width, double height, double arc, Color colour, double lineWidth) {
        element("<rect%s fill=\"none\"%s/>".formatted(place(x, y, width, height, arc), stroke(colour, lineWidth)));
    }

    private static String place(double x, double y, double width, double height, double arc) {
        return " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s".formatted(number(x), number(y), number(width), number(height),
                arc == 0 ? "" : " rx=\"%s\"".formatted(number(arc / 2)));
    }

    @Override
    public void disc(double x, double y, double radius, Color fill) {
        element("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"%s/>".formatted(number(x), number(y), number(radius), fill(fill)));
    }

    @Override
    public void ring(double x, double y, double radius, Color colour, double lineWidth) {
        element("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"none\"%s/>".formatted(number(x), number(y), number(radius),
                stroke(colour, lineWidth)));
    }

    @Override
    public void text(String words, double x, double y, Font font, Color colour, Color halo) {
        String behind = halo.getOpacity() == 0 ? "" : stroke(halo, 4) + " paint-order=\"stroke\" stroke-linejoin=\"round\"";
        element("<text x=\"%s\" y=\"%s\" font-family=\"%s, %s\" font-size=\"%s\" font-weight=\"%s\" dominant-baseline=\"central\"%s%s>%s</text>"
                .formatted(number(x), number(y), escaped(font.getFamily()), font.getFamily().contains("Mono") ? "monospace" : "sans-serif",
                        number(font.getSize()), font.getStyle().contains("Bold") ? "bold" : "normal", fill(colour), behind, escaped(words)));
    }

    @Override
    public void pixels(int[] argb, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException impossible) {
            // It is written into memory.
            throw new UncheckedIOException(impossible);
        }
        element("<image width=\"%d\" height=\"%d\" xlink:href=\"data:image/png;base64,%s\"/>".formatted(width, height,
                Base64.getEncoder().encodeToString(png.toByteArray())));
    }

    private void element(String text) {
        out.append(text).append('\n');
    }

    private static String stroke(Color colour, double width) {
        return " stroke=\"%s\" stroke-width=\"%s\"%s".formatted(web(colour), number(width), opacity("stroke-opacity", colour));
    }

    private static String fill(Color colour) {
        return " fill=\"%s\"%s".formatted(web(colour), opacity("fill-opacity", colour));
    }

    private static String opacity(String attribute, Color colour) {
        return colour.getOpacity() == 1 ? "" : " %s=\"%s\"".formatted(attribute, number(colour.getOpacity()));
    }

    private static String web(Color colour) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", Math.round(colour.getRed() * 255), Math.round(colour.getGreen() * 255),
                Math.round(colour.getBlue() * 255));
    }

    /// To a hundredth, whatever the country.
    private static String number(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(point < ' ' ? ' ' : point);
            }
        });
        return escaped.toString();
    }
}
