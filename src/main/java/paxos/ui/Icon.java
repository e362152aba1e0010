package paxos.ui;

import java.util.List;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import javafx.geometry.VPos;
import paxos.view.Palette;

/// A window's icon: the legislator's initial on its colour, so that a task bar with four of them can be read; or, for a
/// window that shows all, the colours of several.
final class Icon {

    private static final double SIZE = 64;

    private Icon() {
    }

    static Image of(String legislator, Palette palette) {
        Canvas canvas = new Canvas(SIZE, SIZE);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.web(palette.of(legislator)));
        g.fillRoundRect(0, 0, SIZE, SIZE, SIZE / 4, SIZE / 4);
        g.setFill(Color.web(palette.textOn(legislator)));
        g.setFont(Font.font("Inter", FontWeight.BOLD, SIZE * 0.65));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(legislator.substring(0, legislator.offsetByCodePoints(0, 1)), SIZE / 2, SIZE / 2);
        return picture(canvas);
    }

    /// Four fields, in the colours of the first legislators.
    static Image ofAll(Palette palette) {
        Canvas canvas = new Canvas(SIZE, SIZE);
        GraphicsContext g = canvas.getGraphicsContext2D();
        double half = SIZE / 2;
        for (int field = 0; field < 4; field++) {
            List<String> names = palette.parliament().legislators();
            g.setFill(Color.web(palette.of(names.get(field % names.size()))));
            g.fillRoundRect(field % 2 * half + 2, field / 2 * half + 2, half - 4, half - 4, half / 3, half / 3);
        }
        return picture(canvas);
    }

    private static Image picture(Canvas canvas) {
        SnapshotParameters transparent = new SnapshotParameters();
        transparent.setFill(Color.TRANSPARENT);
        return canvas.snapshot(transparent, null);
    }
}
