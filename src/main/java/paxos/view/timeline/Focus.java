package paxos.view.timeline;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import paxos.synod.Ballot;
import paxos.trace.Event;

/// What somebody has picked out: a message, a whole ballot, or events that contradict each other. All windows of the process share one, so that the same
/// stands out in each. For JavaFX's thread.
public final class Focus {

    /// What is picked out.
    ///
    /// @param message the message, if one was picked
    /// @param ballot   its ballot, or the ballot picked; [Ballot#NONE] for a message that belongs to none
    /// @param evidence the events picked; empty where something else was
    public record Picked(Optional<MessageKey> message, Ballot ballot, List<Event> evidence) {

        /// Takes a copy of the list.
        public Picked {
            evidence = List.copyOf(evidence);
        }
    }

    private final ReadOnlyObjectWrapper<Optional<Picked>> picked = new ReadOnlyObjectWrapper<>(this, "picked", Optional.empty());

    /// What is picked out; empty where nothing is.
    public ReadOnlyObjectProperty<Optional<Picked>> picked() {
        return picked.getReadOnlyProperty();
    }

    /// Picks a message, and with it its ballot.
    public void pick(MessageKey message, Ballot ballot) {
        picked.set(Optional.of(new Picked(Optional.of(message), ballot, List.of())));
    }

    /// Picks a ballot.
    public void pick(Ballot ballot) {
        picked.set(Optional.of(new Picked(Optional.empty(), ballot, List.of())));
    }

    /// Picks these events: messages sent, ledgers written.
    public void pick(List<Event> evidence) {
        picked.set(Optional.of(new Picked(Optional.empty(), Ballot.NONE, evidence)));
    }

    /// Picks nothing.
    public void clear() {
        picked.set(Optional.empty());
    }
}
