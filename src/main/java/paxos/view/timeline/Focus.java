package paxos.view.timeline;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import paxos.synod.Ballot;

/// What somebody has picked out: a message, or a whole ballot. All windows of the process share one, so that the same
/// stands out in each. For JavaFX's thread.
public final class Focus {

    /// What is picked out.
    ///
    /// @param message the message, if one was picked
    /// @param ballot  its ballot, or the ballot picked; [Ballot#NONE] for a message that belongs to none
    public record Picked(Optional<MessageKey> message, Ballot ballot) {
    }

    private final ReadOnlyObjectWrapper<Optional<Picked>> picked = new ReadOnlyObjectWrapper<>(this, "picked", Optional.empty());

    /// What is picked out; empty where nothing is.
    public ReadOnlyObjectProperty<Optional<Picked>> picked() {
        return picked.getReadOnlyProperty();
    }

    /// Picks a message, and with it its ballot.
    public void pick(MessageKey message, Ballot ballot) {
        picked.set(Optional.of(new Picked(Optional.of(message), ballot)));
    }

    /// Picks a ballot.
    public void pick(Ballot ballot) {
        picked.set(Optional.of(new Picked(Optional.empty(), ballot)));
    }

    /// Picks nothing.
    public void clear() {
        picked.set(Optional.empty());
    }
}
