package paxos.ui.timeline;

import paxos.view.timeline.Arrow;

/// Told where somebody asks what can be done with a message on the timeline: by a right click, or with the key for menus
/// where a message is picked out. For JavaFX's thread.
@FunctionalInterface
public interface MessageMenu {

    /// @param arrow   the message, as it is now; the menu may outlive that
    /// @param screenX where the menu belongs, in pixels of the screen
    /// @param screenY where the menu belongs, in pixels of the screen
    void show(Arrow arrow, double screenX, double screenY);
}
