package paxos.ui;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A sentence across the window that stays until it is dismissed: an alarm, or why an action could not be done. Takes no
/// room while there is nothing to say.
final class Banner extends HBox {

    private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");

    /// @param alarm     whether it is about the parliament's safety, rather than about an action
    /// @param sentence  what to say; empty for nothing
    /// @param dismissed told when the person has read it
    Banner(String id, boolean alarm, ObservableValue<String> sentence, Runnable dismissed) {
        this(id, alarm, sentence, "✕", "Dismiss (Esc)", dismissed);
    }

    /// One that nobody can dismiss: it is there as long as there is something to say.
    Banner(String id, boolean alarm, ObservableValue<String> sentence) {
        this(id, alarm, sentence, "", "", () -> { });
    }

    /// @param button what the button says; empty for none
    /// @param tip    what it does
    Banner(String id, boolean alarm, ObservableValue<String> sentence, String button, String tip, Runnable dismissed) {
        setId(id);
        getStyleClass().add("banner");
        pseudoClassStateChanged(ALARM, alarm);
        Label words = new Label();
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        words.textProperty().bind(sentence);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button dismiss = new Button(button);
        dismiss.getStyleClass().add("tiny-button");
        dismiss.setMinWidth(Region.USE_PREF_SIZE);
        dismiss.setTooltip(new Tooltip(tip));
        dismiss.setOnAction(_ -> dismissed.run());
        getChildren().add(words);
        if (!button.isEmpty()) {
            getChildren().add(dismiss);
        }
        visibleProperty().bind(sentence.map(text -> !text.isEmpty()));
        managedProperty().bind(visibleProperty());
    }
}
