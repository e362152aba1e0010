package paxos.ui.faults;

import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What hangs below a button of the bar: as high as its text needs at its width. (A pop-over asks for the height before it
/// says how wide, and would cut off what wraps.)
class BenchPane extends VBox {

    BenchPane() {
        getStyleClass().add("bench-pane");
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return super.computePrefHeight(width < 0 ? prefWidth(-1) : width);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    /// Text that wraps, and is never cut off.
    static Label wrapping(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /// Text that is only there where there is something to say.
    static Label problem(String id) {
        Label label = wrapping("", "problem");
        label.setId(id);
        label.managedProperty().bind(label.visibleProperty());
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        return label;
    }
}
