package paxos.ui;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Above all ledgers: what is shown here, and of when it is where that is not now.
final class ChamberBar extends HBox {

    private final Label about = new Label();
    private final Label past = new Label();
    private final Button back = new Button("Esc: back to now");

    /// @param title  what is shown, like the name of a file
    /// @param remark more about it
    ChamberBar(String title, String remark, ViewMenu menu, Runnable backToNow) {
        getStyleClass().add("chamber-bar");
        Label name = new Label(title);
        name.setId("chamber-title");
        name.getStyleClass().add("chamber-title");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setTooltip(new Tooltip(title));
        name.setMinWidth(0);
        about.setText(remark);
        about.setId("chamber-remark");
        about.getStyleClass().add("remark");
        // What gives way first where there is little room; then the title.
        about.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        past.setId("past");
        past.getStyleClass().add("past-time");
        past.setMinWidth(Region.USE_PREF_SIZE);
        back.setId("chamber-back-to-now");
        back.setTooltip(new Tooltip("Show the ledgers as they are now (Esc)."));
        back.setOnAction(_ -> backToNow.run());
        back.setMinWidth(0);
        // However little room there is, it must not make the whole window wider than it is.
        setMinWidth(0);
        getChildren().addAll(name, about, space, past, back, menu);
        show(Optional.empty());
    }

    /// Says of when the ledgers are that are shown.
    ///
    /// @param when empty for now
    void show(Optional<String> when) {
        past.setText(when.map("as it was at %s"::formatted).orElse(""));
        // Its room is needed.
        about.setManaged(when.isEmpty());
        about.setVisible(when.isEmpty());
        for (Node part : List.of(past, back)) {
            part.setVisible(when.isPresent());
            part.setManaged(when.isPresent());
        }
    }
}
