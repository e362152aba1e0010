package paxos.ui.timeline;

import java.util.Arrays;
import javafx.scene.paint.Color;
import paxos.view.timeline.Density;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// Paints where there are too many messages for arrows: each column of pixels is the darker the more messages are there,
/// in the colour of the last one's ballot; losses are red at the lane's side, messages that wait to be read are dark spots
/// before their receiver's lane, promises and absences a line along it; where a rule is off, it runs between red rails. All
/// pixels are set here and handed over in one piece, whatever their number.
final class DensityPainter {

    /// As many messages in one column of a gap as make it as dark as it gets.
    private static final double FULL = 24;
    /// How high a spot is that says that some wait to be read.
    private static final int BLOT = 10;
    /// How thick a rail is.
    private static final int RAIL = 3;

    private final Timeline timeline;
    private final Viewport view;
    private final Look look;
    private final int width;
    private final int height;
    private final int[] pixels;

    /// @param pixels what is painted into, as many as the view has
    DensityPainter(Timeline timeline, Viewport view, Look look, int[] pixels) {
        this.timeline = timeline;
        this.view = view;
        this.look = look;
        this.width = (int) Math.ceil(view.width());
        this.height = (int) Math.ceil(view.height());
        this.pixels = pixels;
    }

    void paint(Pen pen) {
        Arrays.fill(pixels, argb(look.paper()));
        Density density = Density.of(timeline, view);
        for (int gap = 0; gap < density.gaps(); gap++) {
            paintGap(density, gap);
        }
        for (int row = 0; row < view.lanes().size(); row++) {
            paintLane(timeline.lanes().get(view.lanes().get(row)), (int) view.rowY(row));
        }
        pen.pixels(pixels, width, height);
    }

    private void paintGap(Density density, int gap) {
        int top = (int) view.rowY(gap) + 4;
        int bottom = (int) view.rowY(gap + 1) - 4;
        int[] row = paperRow();
        int[] lossy = new int[width];
        boolean lost = false;
        for (int column = 0; column < density.columns(); column++) {
            int count = density.count(column, gap);
            if (count > 0) {
                double part = Math.min(1, Math.log1p(count) / Math.log1p(FULL));
                row[column] = mixed(look.tone(density.ballot(column, gap)), 0.12 + 0.7 * part);
            }
            lossy[column] = density.lost(column, gap) ? argb(look.danger()) : row[column];
            lost |= density.lost(column, gap);
        }
        fill(row, top, bottom);
        if (lost) {
            fill(lossy, top, Math.min(bottom, top + Math.max(2, (bottom - top) / 12)));
        }
        for (int column = 0; column < density.columns(); column++) {
            if (density.waits(column, gap, false)) {
                blot(column, top, Math.min(bottom, top + BLOT));
            }
            if (density.waits(column, gap, true)) {
                blot(column, Math.max(top, bottom - BLOT), bottom);
            }
        }
    }

    private void rail(int column, int top) {
        for (int y = Math.max(0, top); y < Math.min(height, top + RAIL); y++) {
            pixels[y * width + column] = argb(look.danger());
        }
    }

    /// Where some wait to be read: as dark as can be, with a light edge, so that one alone is seen.
    private void blot(int column, int top, int bottom) {
        int paper = argb(look.paper());
        int ink = argb(look.paper().invert());
        for (int x = Math.max(0, column - 3); x <= Math.min(width - 1, column + 3); x++) {
            for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
                boolean inner = Math.abs(x - column) < 3 && y > top && y < bottom - 1;
                pixels[y * width + x] = inner || pixels[y * width + x] == ink ? ink : paper;
            }
        }
    }

    private void paintLane(Lane lane, int y) {
        int[] inner = paperRow();
        int[] outer = new int[width];
        int entry = lane.after(view.axis(), view.from()) - 1;
        for (int column = 0; column < width; column++) {
            double place = view.place(column + 1);
            boolean tampered = false;
            while (entry + 1 < lane.next() && lane.place(view.axis(), entry + 1) <= place) {
                entry++;
                tampered |= lane.change(entry) == Lane.Change.TAMPERED;
            }
            Lane.Standing standing = entry < lane.first() ? Lane.Standing.UNKNOWN : lane.standing(entry);
            int promise = entry < lane.first() ? -1 : lane.promise(entry);
            boolean stroke = column % 4 < 2;
            inner[column] = switch (standing) {
                case OPEN, UNKNOWN -> promise < 0 ? argb(look.lane()) : mixed(look.tone(promise), 0.75);
                case CRASHED -> stroke ? argb(look.danger()) : argb(look.paper());
                case LEFT, UNREACHABLE -> stroke ? argb(look.muted()) : argb(look.paper());
            };
            boolean ruleOff = entry >= lane.first() && lane.isRuleOff(entry);
            if (ruleOff || tampered) {
                rail(column, y - 10);
                rail(column, y + 7);
            }
            outer[column] = standing == Lane.Standing.CRASHED ? inner[column] : argb(look.paper());
        }
        fill(outer, y - 5, y + 5);
        fill(inner, y - 3, y + 3);
    }

    private int[] paperRow() {
        int[] row = new int[width];
        Arrays.fill(row, argb(look.paper()));
        return row;
    }

    /// Row after row, as memory lies: column after column takes several times as long.
    private void fill(int[] row, int top, int bottom) {
        for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
            System.arraycopy(row, 0, pixels, y * width, width);
        }
    }

    private int mixed(Color colour, double part) {
        return argb(look.paper().interpolate(colour, part));
    }

    private static int argb(Color colour) {
        return 0xFF000000 | (int) Math.round(colour.getRed() * 255) << 16 | (int) Math.round(colour.getGreen() * 255) << 8
                | (int) Math.round(colour.getBlue() * 255);
    }
}
