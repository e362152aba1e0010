package paxos.ui.timeline;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Viewport;

/// Paints a lane: the line itself, the promise as a band in its ballot's colour, where its legislator is away as hatching,
/// and what was written as marks: ticks of ink, diamonds for votes, seals for decrees. What was done on purpose stands above
/// it, on stems; while a rule is switched off, the lane runs between red rails.
final class LanePainter {

    static final double BAND = 5;
    private static final double DIAMOND = 8;
    private static final int HATCH = 8;
    /// How far above the lane the middle is of what stands on a stem, and half its height.
    private static final double STEM = 12;
    private static final double SIGN = 5.5;
    /// Between the lane and the rails; how thick they are.
    private static final double RAILS = 8.5;
    private static final double RAIL = 2.6;

    private final Pen pen;
    private final Viewport view;
    private final Look look;
    private final Emphasis emphasis;
    private final Axis axis;
    private int marks;

    LanePainter(Pen pen, Viewport view, Look look, Emphasis emphasis) {
        this.pen = pen;
        this.view = view;
        this.look = look;
        this.emphasis = emphasis;
        this.axis = view.axis();
    }

    /// How many marks it has painted.
    int marks() {
        return marks;
    }

    /// The line, and what lies along it.
    void paintStretches(Lane lane, int index, double y) {
        pen.line(0, y, view.width(), y, look.lane(), 2);
        int entry = lane.after(axis, view.from()) - 1;
        int beyond = lane.after(axis, view.to());
        for (int each = Math.max(entry, lane.first()); each < beyond; each++) {
            // Up to the next that differs: entries which change neither promise nor standing do not cut the band.
            int begin = each;
            while (each + 1 < beyond && looksSame(lane, begin, each + 1)) {
                each++;
            }
            double from = Math.max(-HATCH, view.x(lane.place(axis, begin)));
            double to = each + 1 < lane.next() ? Math.min(view.width(), view.x(lane.place(axis, each + 1))) : view.width();
            if (to > from) {
                paintStretch(lane, index, begin, from, to, y);
                if (lane.isRuleOff(begin)) {
                    pen.box(from, y - RAILS - RAIL / 2, to - from, RAIL, 0, look.danger());
                    pen.box(from, y + RAILS - RAIL / 2, to - from, RAIL, 0, look.danger());
                }
                marks++;
            }
        }
    }

    private static boolean looksSame(Lane lane, int one, int other) {
        return lane.standing(one) == lane.standing(other) && lane.promise(one) == lane.promise(other)
                && lane.isRuleOff(one) == lane.isRuleOff(other);
    }

    private void paintStretch(Lane lane, int index, int entry, double from, double to, double y) {
        switch (lane.standing(entry)) {
            case OPEN, UNKNOWN -> {
                int promise = lane.promise(entry);
                if (promise >= 0) {
                    double opacity = emphasis.fades(index, lane.get(entry).spot().event(), promise) ? 0.1 : 0.38;
                    pen.box(from, y - BAND, to - from, 2 * BAND, 0, ArrowPainter.faint(look.tone(promise), opacity));
                }
            }
            case CRASHED -> {
                hatch(from, to, y, 9, look.danger());
                if (lane.change(entry) != Lane.Change.TAMPERED) {
                    ArrowPainter.cross(pen, view.x(lane.place(axis, entry)), y, 7, look.danger());
                }
            }
            case LEFT, UNREACHABLE -> hatch(from, to, y, 5, look.muted());
        }
    }

    /// Strokes from lower left to upper right, cut off at both ends. They stand at the same places in every picture of this
    /// scale, so that tiles fit together.
    private void hatch(double from, double to, double y, double half, Color colour) {
        pen.box(from, y - half, to - from, 2 * half, 0, look.paper());
        Color faint = ArrowPainter.faint(colour, 0.6);
        double origin = view.x(0);
        double first = origin + HATCH * Math.floor((from - 2 * half - origin) / HATCH);
        for (double at = first; at < to; at += HATCH) {
            double left = Math.max(from, at);
            double right = Math.min(to, at + 2 * half);
            if (right > left) {
                pen.line(left, y + half - (left - at), right, y + half - (right - at), faint, 1.6);
            }
        }
    }

    /// What was written.
    void paintMarks(Lane lane, int index, double y, LabelPainter labels) {
        int beyond = lane.after(axis, view.place(view.width() + DIAMOND));
        int first = lane.after(axis, view.place(-labels.reach()));
        double share = Math.ceil(view.width() / Tiles.WIDTH) + 1;
        int most = (int) (TilePainter.MOST_MARKS * share);
        if (beyond - first > most) {
            // Left of here they are painted as a density, and no words of theirs reach in.
            first = lane.after(axis, view.place(-DIAMOND));
        }
        List<Lane.Entry> off = new ArrayList<>();
        for (int each = Math.max(first, beyond - most); each < beyond; each++) {
            Lane.Change change = lane.change(each);
            if (change == Lane.Change.STANDING && lane.standing(each) != Lane.Standing.OPEN) {
                continue; // The hatching says it.
            }
            double x = view.x(lane.place(axis, each));
            if (x < -DIAMOND && change != Lane.Change.DECREE && change != Lane.Change.RULES) {
                continue; // Only words reach far to the right.
            }
            Lane.Entry entry = lane.get(each);
            marks++;
            switch (change) {
                case TRIED, PROMISE -> tick(x, y, faded(index, entry, entry.ledger().nextBal().number()));
                case VOTE -> entry.ledger().prevVote().ifPresent(vote -> {
                    boolean faded = faded(index, entry, vote.ballot().number());
                    tick(x, y, faded);
                    diamond(x, y, ArrowPainter.faint(look.tone(vote.ballot().number()), faded ? Emphasis.FADED : 1));
                });
                case DECREE -> entry.ledger().decree().ifPresent(decree -> {
                    boolean faded = faded(index, entry, emphasis.ballot().number());
                    tick(x, y, faded);
                    labels.seal(x, y, decree.toString(), look.inks().get(index), faded);
                });
                case STANDING -> returned(x, y, look.inks().get(index));
                case TAMPERED -> tampered(x, y);
                case RULES -> {
                    if (entry.off().isEmpty()) {
                        hold(x, y);
                    } else {
                        off.add(entry);
                    }
                }
                case INTERVENED -> intervened(x, y);
                case GAP -> pen.text("…", x, y - 2 * BAND, look.labelFont(), look.danger(), look.paper());
            }
        }
        // Over all else: these words must be read.
        off.forEach(entry -> off(view.x(entry.spot().on(axis)), y, entry.off().size()));
    }

    private boolean faded(int index, Lane.Entry entry, int ballot) {
        return emphasis.fades(index, entry.spot().event(), ballot);
    }

    /// Ink: the ledger was written, and is durable.
    private void tick(double x, double y, boolean faded) {
        pen.line(x, y - BAND - 3, x, y + BAND + 3, ArrowPainter.faint(look.muted(), faded ? 0.3 : 1), 1.4);
    }

    private void diamond(double x, double y, Color colour) {
        double outer = DIAMOND + 1.2;
        pen.polygon(new double[] {x, x + outer, x, x - outer}, new double[] {y - outer, y, y + outer, y}, look.paper());
        pen.polygon(new double[] {x, x + DIAMOND, x, x - DIAMOND}, new double[] {y - DIAMOND, y, y + DIAMOND, y}, colour);
    }

    /// A hand on the links, the pauses, the crash points: a small square on a stem.
    private void intervened(double x, double y) {
        pen.line(x, y, x, y - STEM, look.muted(), 1.4);
        pen.box(x - SIGN, y - STEM - SIGN, 2 * SIGN, 2 * SIGN, 0, look.paper());
        pen.frame(x - SIGN + 1, y - STEM - SIGN + 1, 2 * SIGN - 2, 2 * SIGN - 2, 2, look.muted(), 2);
    }

    /// The disk was changed: a triangle with a mark of exclamation, on a line through the lane.
    private void tampered(double x, double y) {
        double half = SIGN + 2.5;
        double top = y - STEM - SIGN;
        double bottom = top + 13;
        pen.line(x, y + BAND + 5, x, bottom, look.danger(), 3);
        pen.polygon(new double[] {x, x + half + 3, x - half - 3}, new double[] {top - 3, bottom + 1.5, bottom + 1.5}, look.paper());
        pen.polygon(new double[] {x, x + half, x - half}, new double[] {top, bottom, bottom}, look.danger());
        pen.box(x - 1, top + 4, 2, 4.6, 0, look.paper());
        pen.box(x - 1, bottom - 3, 2, 2, 0, look.paper());
    }

    /// Rules are off from here on: a flag with words.
    private void off(double x, double y, int rules) {
        String words = rules == 1 ? "rule off" : rules + " rules off";
        double height = look.textSize() + 2;
        double top = Math.max(0, y - BAND - 0.5 - height);
        pen.line(x, y + RAILS, x, top, look.danger(), 2.4);
        pen.box(x, top, words.length() * look.characterWidth() + 8, height, 0, look.danger());
        pen.text(words, x + 4, top + height / 2, look.labelFont(), look.paper(), Color.TRANSPARENT);
    }

    /// All rules hold again: an empty flag.
    private void hold(double x, double y) {
        pen.line(x, y + RAILS, x, y - STEM - SIGN, look.danger(), 2.4);
        pen.box(x, y - STEM - SIGN, 2 * SIGN, 2 * SIGN - 3, 0, look.paper());
        pen.frame(x + 1, y - STEM - SIGN + 1, 2 * SIGN - 1, 2 * SIGN - 4, 0, look.danger(), 1.8);
    }

    /// Somebody came in: at first, or after a crash.
    private void returned(double x, double y, Color colour) {
        pen.polygon(new double[] {x, x + 8, x}, new double[] {y - 7, y, y + 7}, look.paper());
        pen.polygon(new double[] {x + 1, x + 7, x + 1}, new double[] {y - 5, y, y + 5}, colour);
    }
}
