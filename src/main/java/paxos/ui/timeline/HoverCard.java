package paxos.ui.timeline;

import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import paxos.view.timeline.Details;

/// Tells about what the mouse points at: beside the pointer, within the timeline.
final class HoverCard extends VBox {

    private static final double WIDEST = 380;
    private static final double AWAY = 14;

    private final Label title = label("hover-title");
    private final Label fate = label("hover-fate");
    private final Label why = label("hover-why");
    private final Label changed = label("hover-changed");
    private final Label off = label("hover-off");
    private final Label wire = label("hover-wire");

    HoverCard() {
        super(3);
        getStyleClass().add("hover-card");
        setId("hover-card");
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
        getChildren().addAll(title, fate, why, changed, off, wire);
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMaxWidth(WIDEST);
        label.setMinHeight(USE_PREF_SIZE);
        label.managedProperty().bind(label.visibleProperty());
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        return label;
    }

    /// Shows it beside a place, as far as there is room on the side.
    ///
    /// @param within where there is room
    void show(Details details, double x, double y, Bounds within) {
        title.setText(details.title());
        fate.setText(details.fate());
        why.setText(details.why());
        changed.setText(String.join("\n", details.changed()));
        off.setText(String.join("\n", details.off()));
        wire.setText(String.join("\n", details.wire()));
        setVisible(true);
        applyCss();
        double width = Math.min(WIDEST, prefWidth(-1));
        double height = prefHeight(width);
        double left = x + AWAY + width <= within.getWidth() ? x + AWAY : x - AWAY - width;
        double top = Math.min(y + AWAY, within.getHeight() - height);
        resizeRelocate(Math.max(0, left), Math.max(0, top), width, height);
        layout();
    }

    void hide() {
        setVisible(false);
    }
}
