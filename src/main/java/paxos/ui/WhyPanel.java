package paxos.ui;

import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import paxos.synod.Reason;
import paxos.view.NodeModel;
import paxos.view.WhyLine;

/// The core's explanations, newest last. Follows the newest, unless somebody has scrolled up to read.
final class WhyPanel extends BorderPane {

    private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");
    private static final PseudoClass IGNORED = PseudoClass.getPseudoClass("ignored");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private static final double ROOM_FOR_SCROLL_BAR = 16;
    private static final int PULSES_TO_SETTLE = 3;

    private final ListView<WhyLine> lines;
    private boolean following = true;
    private int toFollow;

    WhyPanel(NodeModel model, Colours colours) {
        lines = new ListView<>(model.why());
        lines.setId("why");
        lines.getStyleClass().add("why");
        lines.setCellFactory(_ -> new Line(colours));
        lines.setPlaceholder(new Label("Why each thing happens will stand here: start a ballot."));
        setCenter(lines);
        model.why().addListener((ListChangeListener<WhyLine>) _ -> settle());
        // Whoever scrolls up wants to read in peace; whoever comes back to the end wants to follow again.
        lines.addEventFilter(ScrollEvent.SCROLL, _ -> Platform.runLater(this::followIfAtEnd));
        lines.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> Platform.runLater(this::followIfAtEnd));
        lines.addEventFilter(KeyEvent.KEY_RELEASED, _ -> Platform.runLater(this::followIfAtEnd));
    }

    /// Scrolls to what is new; called once a pulse. The heights of new lines are known only after they were laid out, so
    /// the end is gone to again in the pulses after.
    void pulse() {
        if (toFollow > 0) {
            toFollow--;
            if (following && !lines.getItems().isEmpty()) {
                lines.scrollTo(lines.getItems().size() - 1);
            }
        }
    }

    /// Goes to the end again once the lines have their new heights, if it was there before.
    void settle() {
        toFollow = PULSES_TO_SETTLE;
    }

    private void followIfAtEnd() {
        following = atEnd();
    }

    private boolean atEnd() {
        for (Node node : lines.lookupAll(".scroll-bar")) {
            if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL && bar.isVisible()) {
                return bar.getValue() >= bar.getMax() - 0.02;
            }
        }
        return true;
    }

    private static final class Line extends ListCell<WhyLine> {

        private final Colours colours;
        private final Label time = new Label();
        private final Label sentence = new Label();
        private final Label section = new Label();
        private final Region stripe = new Region();
        private final HBox row = new HBox(stripe, time, sentence, section);

        Line(Colours colours) {
            this.colours = colours;
            getStyleClass().add("why-line");
            time.getStyleClass().add("time");
            time.setMinWidth(Region.USE_PREF_SIZE);
            stripe.getStyleClass().add("stripe");
            sentence.getStyleClass().add("why-sentence");
            sentence.setWrapText(true);
            sentence.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(sentence, Priority.ALWAYS);
            section.getStyleClass().add("section");
            section.setMinWidth(Region.USE_PREF_SIZE);
            row.getStyleClass().add("why-row");
            // The sentence wraps within the list's width rather than making the list wider.
            setPrefWidth(0);
        }

        @Override
        protected double computePrefHeight(double width) {
            double inside = getListView().getWidth() - ROOM_FOR_SCROLL_BAR - snappedLeftInset() - snappedRightInset();
            return isEmpty() ? super.computePrefHeight(width)
                    : snappedTopInset() + row.prefHeight(Math.max(100, inside)) + snappedBottomInset();
        }

        @Override
        protected void updateItem(WhyLine line, boolean empty) {
            super.updateItem(line, empty);
            setGraphic(empty ? null : row);
            Reason.Kind kind = empty ? Reason.Kind.DONE : line.kind();
            pseudoClassStateChanged(ALARM, kind == Reason.Kind.ALARM);
            pseudoClassStateChanged(IGNORED, kind == Reason.Kind.IGNORED);
            pseudoClassStateChanged(REFUSED, kind == Reason.Kind.REFUSED);
            if (!empty) {
                time.setText(Times.precise(line.at()));
                sentence.setText(line.sentence());
                section.setText(line.section());
                colours.paint(stripe, line.ballot());
            }
        }
    }
}
