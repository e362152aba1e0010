package paxos.ui.timeline;

import java.util.Optional;
import paxos.synod.Ballot;
import paxos.view.timeline.Arrows;
import paxos.view.timeline.Causality;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Timeline;

/// What stands out and what fades, as somebody has picked a message or a ballot.
final class Emphasis {

    /// How much of a colour is left of what fades.
    static final double FADED = 0.16;

    private final boolean any;
    private final int arrow;
    private final int ballot;
    private final Optional<Causality> causality;

    private Emphasis(boolean any, int arrow, int ballot, Optional<Causality> causality) {
        this.any = any;
        this.arrow = arrow;
        this.ballot = ballot;
        this.causality = causality;
    }

    static Emphasis none() {
        return new Emphasis(false, -1, -1, Optional.empty());
    }

    static Emphasis of(Timeline timeline, Optional<Focus.Picked> picked) {
        return picked.map(each -> {
            int arrow = each.message().flatMap(timeline.arrows()::find).orElse(-1);
            return new Emphasis(true, arrow, each.ballot().number(),
                    arrow < 0 ? Optional.empty() : Optional.of(Causality.of(timeline, arrow)));
        }).orElseGet(Emphasis::none);
    }

    /// Whether this message fades: it is neither of the ballot, nor among the causes or effects of what was picked.
    boolean fades(Arrows arrows, int each) {
        return any && arrows.ballot(each) != ballot && causality.map(cuts -> !cuts.concerns(arrows, each)).orElse(true);
    }

    /// Whether something fades on a lane that is about this ballot.
    boolean fades(int lane, int event, int ofBallot) {
        return any && ofBallot != ballot && causality.map(cuts -> !cuts.concerns(lane, event)).orElse(true);
    }

    /// Whether this very message was picked.
    boolean isPicked(int each) {
        return each == arrow;
    }

    /// The ballot that was picked, or that the message picked belongs to; none where nothing was picked.
    Ballot ballot() {
        return any ? new Ballot(ballot) : Ballot.NONE;
    }
}
