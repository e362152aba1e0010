package paxos.ui;

import java.util.List;
import paxos.trace.Event;
import javafx.scene.Node;

/// The timeline that lies below the ledgers of a Chamber, as the Chamber's window sees it. For JavaFX's thread.
interface Diagram {

    /// What is shown.
    Node node();

    /// Called once a pulse, before [#moment].
    void pulse();

    /// Of when the ledgers are to be shown.
    Moment moment();

    /// Ends looking into the past.
    void backToNow();

    /// Makes events that contradict each other stand out, and shows them all at once.
    void show(List<Event> evidence);

    /// The keys that it has in this window, besides Esc.
    List<Keys.Key> keys();

    /// Ends all that goes on behind it.
    void dispose();
}
