package paxos.ui.timeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import paxos.synod.Ballot;
import paxos.trace.Event;
import paxos.view.timeline.Arrows;
import paxos.view.timeline.Causality;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Timeline;

/// What stands out and what fades, as somebody has picked a message, a ballot, or events that contradict each other.
final class Emphasis {

    /// How much of a colour is left of what fades.
    static final double FADED = 0.16;

    private static final int NONE = -1;

    private final boolean any;
    private final int arrow;
    private final int ballot;
    private final Optional<Causality> causality;
    /// The messages and, by their numbers here, the events that were picked as evidence.
    private final Set<Integer> arrows;
    private final Set<Long> events;

    private Emphasis(boolean any, int arrow, int ballot, Optional<Causality> causality, Set<Integer> arrows, Set<Long> events) {
        this.any = any;
        this.arrow = arrow;
        this.ballot = ballot;
        this.causality = causality;
        this.arrows = arrows;
        this.events = events;
    }

    static Emphasis none() {
        return new Emphasis(false, NONE, NONE, Optional.empty(), Set.of(), Set.of());
    }

    private static Emphasis ofEvidence(Timeline timeline, List<Event> evidence) {
        return new Emphasis(true, NONE, NONE, Optional.empty(),
                evidence.stream().flatMapToInt(event -> timeline.arrow(event).stream()).boxed().collect(Collectors.toSet()),
                evidence.stream().map(event -> timeline.ofLog(event.number())).collect(Collectors.toSet()));
    }

    static Emphasis of(Timeline timeline, Optional<Focus.Picked> picked) {
        return picked.map(each -> {
            if (!each.evidence().isEmpty()) {
                return ofEvidence(timeline, each.evidence());
            }
            int arrow = each.message().flatMap(timeline.arrows()::find).orElse(NONE);
            return new Emphasis(true, arrow, each.ballot().number(),
                    arrow < 0 ? Optional.empty() : Optional.of(Causality.of(timeline, arrow)), Set.of(), Set.of());
        }).orElseGet(Emphasis::none);
    }

    /// Whether this message fades: it is neither of the ballot, nor among the causes or effects of what was picked.
    boolean fades(Arrows arrows, int each) {
        return any && !this.arrows.contains(each) && (ballot < 0 || arrows.ballot(each) != ballot) && causality.map(cuts -> !cuts.concerns(arrows, each)).orElse(true);
    }

    /// Whether something fades on a lane that is about this ballot.
    boolean fades(int lane, int event, int ofBallot) {
        return any && !events.contains((long) event) && (ballot < 0 || ofBallot != ballot) && causality.map(cuts -> !cuts.concerns(lane, event)).orElse(true);
    }

    /// Whether this very message was picked.
    boolean isPicked(int each) {
        return each == arrow || arrows.contains(each);
    }

    /// The ballot that was picked, or that the message picked belongs to; none where nothing was picked.
    Ballot ballot() {
        return any && ballot >= 0 ? new Ballot(ballot) : Ballot.NONE;
    }
}
