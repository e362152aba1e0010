package paxos.ui.timeline;

import java.util.Map;
import javafx.scene.paint.Color;
import paxos.synod.Ballot;
import paxos.view.timeline.BallotFacts;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// Paints the quorum of the ballot picked, where its BeginBallot was sent, and that of the ballot before, where it was: a
/// ring on the lane of each member. Who is in both has a second ring: there the two quorums meet.
final class QuorumPainter {

    private static final double RADIUS = 11;

    private final Timeline timeline;
    private final Pen pen;
    private final Viewport view;
    private final Look look;

    QuorumPainter(Timeline timeline, Pen pen, Viewport view, Look look) {
        this.timeline = timeline;
        this.pen = pen;
        this.view = view;
        this.look = look;
    }

    void paint(Ballot picked) {
        if (picked.isNone()) {
            return;
        }
        timeline.ballot(picked).filter(facts -> !facts.quorum().isEmpty()).ifPresent(facts -> {
            timeline.begunBelow(picked).ifPresentOrElse(before -> {
                paint(facts, before);
                paint(before, facts);
            }, () -> paint(facts, facts));
        });
    }

    private void paint(BallotFacts facts, BallotFacts other) {
        double x = view.x(facts.begun().orElseThrow().on(view.axis()));
        if (x < -2 * RADIUS || x > view.width() + 2 * RADIUS) {
            return;
        }
        Map<Integer, Double> ys = view.ys();
        Color colour = look.tone(facts.ballot().number());
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (String member : facts.quorum()) {
            Double y = ys.get(timeline.parliament().legislators().indexOf(member));
            if (y != null) {
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
                pen.ring(x, y, RADIUS, colour, 2);
                if (facts != other && other.quorum().contains(member)) {
                    pen.ring(x, y, RADIUS + 4, look.tone(other.ballot().number()), 2);
                }
            }
        }
        if (bottom > top) {
            pen.line(x, top, x, bottom, ArrowPainter.faint(colour, 0.35), 1.5, 2, 3);
        }
    }
}
