package paxos.ui;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javafx.scene.Node;
import paxos.node.Envelope;
import paxos.ui.faults.HeldMenu;
import paxos.ui.timeline.MessageMenu;
import paxos.view.Auditor;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Chronicle;
import paxos.view.timeline.Details;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Hit;
import paxos.view.timeline.Recall;
import paxos.view.timeline.Timeline;

/// What all windows of a live parliament share.
///
/// @param house      the parliament
/// @param appearance how they look
/// @param chronicle  its record
/// @param auditor    what the checks of that have come to
/// @param focus      what is picked out
/// @param walk       how long a legislator's messengers walk now, in milliseconds
/// @param details    looks up what there is to tell of something on the timeline
/// @param openChamber shows all ledgers side by side, in a window of their own
record Shared(House house, Appearance appearance, Chronicle chronicle, Auditor auditor, Focus focus, ToDoubleFunction<String> walk,
        BiFunction<Timeline, Hit, Details> details, Runnable openChamber) {

    /// How long the messengers of somebody elsewhere are shown to walk, in milliseconds.
    static final double UNKNOWN_WALK = 300;

    /// What the windows of this house share, with nothing picked out.
    static Shared of(House house, Appearance appearance, Runnable openChamber) {
        Map<String, HostedNode> here = house.hosted().stream()
                .collect(Collectors.toMap(each -> each.node().name(), Function.identity()));
        Chronicle chronicle = house.hosted().isEmpty() ? new Chronicle(house.parliament(), house.whole())
                : new Chronicle(house.parliament(), house.whole(), house.hosted().getFirst().node().name());
        Auditor auditor = new Auditor(house.parliament());
        chronicle.tell(auditor);
        return new Shared(house, appearance, chronicle, auditor, new Focus(),
                sender -> Optional.ofNullable(here.get(sender)).map(each -> (double) each.messengers().millis()).orElse(UNKNOWN_WALK),
                details(chronicle, house.wire()), openChamber);
    }

    /// Takes in what is new in the record, and checks it; called once a pulse.
    void poll() {
        chronicle.poll();
        auditor.publish(1);
        auditor.pulse();
    }

    /// What a right click on a message does: where it waits at a node of this process, a menu says what can be done to it.
    MessageMenu heldMenu(Node owner) {
        return (arrow, x, y) -> HeldMenu.of(house.hosted(), arrow.from(), arrow.to(), arrow.id())
                .ifPresent(menu -> menu.show(owner, x, y));
    }

    /// Looks up what there is to tell.
    ///
    /// @param recall finds events again
    /// @param wire   writes a message as it goes over the wire
    static BiFunction<Timeline, Hit, Details> details(Recall recall, Function<Envelope, String> wire) {
        return (timeline, hit) -> Details.of(timeline, recall, hit, arrow -> wire.apply(envelope(arrow)), Times::precise);
    }

    private static Envelope envelope(Arrow arrow) {
        return new Envelope(Optional.of(arrow.from()), arrow.to(), arrow.message(),
                arrow.id().isEmpty() ? Optional.empty() : Optional.of(arrow.id()),
                arrow.lamport() == 0 ? OptionalLong.empty() : OptionalLong.of(arrow.lamport()));
    }
}
