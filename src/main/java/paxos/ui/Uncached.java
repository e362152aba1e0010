package paxos.ui;

import javafx.scene.control.ScrollPane;

/// Scroll panes that paint what they show each time. JavaFX keeps a picture of it, and lets go of that only where nobody
/// asked it to: the pictures of a window that was closed stay, a megabyte for each Chamber that is opened and closed.
final class Uncached {

    private Uncached() {
    }

    /// Has the pane keep no picture, from its first showing on.
    static void show(ScrollPane pane) {
        pane.skinProperty().subscribe(_ -> pane.getChildrenUnmodifiable().stream()
                .filter(child -> child.getStyleClass().contains("viewport")).forEach(viewport -> viewport.setCache(false)));
    }
}
