package paxos.ui.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import paxos.synod.Message;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Arrows;
import paxos.view.timeline.Fate;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Segment;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// Paints a stretch of the timeline, all but what is still on its way. The work is bounded: where more than
/// [#MOST_ARROWS] messages would be seen at full width of a tile, their density is painted in their place.
final class TilePainter {

    /// The most arrows painted within [Tiles#WIDTH] pixels.
    static final int MOST_ARROWS = 64;
    /// The most marks painted on the lanes within [Tiles#WIDTH] pixels.
    static final int MOST_MARKS = 80;

    /// How far a tip reaches beyond its place, in pixels.
    private static final double TIP = 16;

    private final Timeline timeline;
    private final Look look;
    private final Emphasis emphasis;

    TilePainter(Timeline timeline, Look look, Emphasis emphasis) {
        this.timeline = timeline;
        this.look = look;
        this.emphasis = emphasis;
    }

    /// What was painted.
    ///
    /// @param marks how many marks; a density counts as one for each lane
    /// @param dense whether it was a density: as much work as many marks
    record Painted(int marks, boolean dense) {
    }

    /// Paints what a viewport shows, which is no wider than a tile.
    Painted paint(Pen pen, Viewport view) {
        boolean dense = isDense(view);
        return new Painted(dense ? paintDensity(pen, view) : paintInDetail(pen, view), dense);
    }

    /// Whether there is too much within a tile for single messages to be told apart.
    boolean isDense(Viewport view) {
        return settled(view, view.from(), view.to(), MOST_ARROWS).size() > MOST_ARROWS || marksWithin(view) > MOST_MARKS;
    }

    /// Paints how much there is.
    ///
    /// @return how many marks that were; the density counts as one for each lane
    int paintDensity(Pen pen, Viewport view) {
        new DensityPainter(timeline, view, look).paint(pen);
        return view.lanes().size() + new Ruler(timeline, pen, view, look).paint();
    }

    /// Paints each message.
    ///
    /// @return how many marks that were
    int paintInDetail(Pen pen, Viewport view) {
        int most = (int) (MOST_ARROWS * Math.max(1, Math.ceil(view.width() / Tiles.WIDTH)));
        Map<Integer, Double> ys = view.ys();
        LanePainter lanes = new LanePainter(pen, view, look, emphasis);
        ArrowPainter arrows = new ArrowPainter(pen, look);
        LabelPainter labels = new LabelPainter(pen, view, look);
        pen.box(0, 0, view.width(), view.height(), 0, look.paper());
        ys.forEach((lane, y) -> lanes.paintStretches(timeline.lanes().get(lane), lane, y));
        int marks = new Ruler(timeline, pen, view, look).paint();
        record Seen(Arrow arrow, Segment line, boolean faded) {
        }
        List<Seen> seen = new ArrayList<>();
        for (int number : near(view, labels.reach(), most)) {
            Arrow arrow = timeline.arrows().get(number);
            Segment line = Segment.settled(timeline.arrows(), number, view, ys.get(timeline.arrows().from(number)),
                    ys.get(timeline.arrows().to(number)));
            seen.add(new Seen(arrow, line, emphasis.fades(timeline.arrows(), number)));
        }
        seen.forEach(each -> arrows.paint(each.arrow(), each.line(), each.faded(), emphasis.isPicked(each.arrow().number())));
        new QuorumPainter(timeline, pen, view, look).paint(emphasis.ballot());
        ys.forEach((lane, y) -> lanes.paintMarks(timeline.lanes().get(lane), lane, y, labels));
        // What a ballot is for matters most where there is not room for all words.
        seen.sort(Comparator.comparing(each -> !(each.arrow().message() instanceof Message.BeginBallot)));
        for (Seen each : seen) {
            marks += labels.paint(each.arrow(), each.line(), each.faded()) ? 1 : 0;
        }
        return marks + seen.size() + lanes.marks();
    }

    /// The arrows whose line, tip or words may be within the picture.
    private List<Integer> near(Viewport view, double reach, int most) {
        double right = view.place(view.width() + TIP);
        List<Integer> near = settled(view, view.place(-reach), right, 3 * most);
        // Where there are more on the left, they are painted as a density, and no words of theirs reach in here.
        return near.size() <= 3 * most ? near : settled(view, view.place(-TIP), right, 3 * most);
    }

    /// The arrows between two places that are not on their way any more; where there are more than the most, only so many
    /// and one.
    private List<Integer> settled(Viewport view, double from, double to, int most) {
        boolean[] shown = new boolean[timeline.lanes().size()];
        view.lanes().forEach(lane -> shown[lane] = true);
        Arrows arrows = timeline.arrows();
        List<Integer> settled = new ArrayList<>();
        arrows.within(view.axis(), from, to, number -> {
            if (settled.size() <= most && arrows.fate(number) != Fate.WALKING && shown[arrows.from(number)] && shown[arrows.to(number)]) {
                settled.add(number);
            }
        });
        return settled;
    }

    private int marksWithin(Viewport view) {
        int marks = 0;
        for (int index : view.lanes()) {
            Lane lane = timeline.lanes().get(index);
            marks += lane.after(view.axis(), view.to()) - lane.after(view.axis(), view.from());
        }
        return marks;
    }
}
