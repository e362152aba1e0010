package paxos.ui;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A framed part of the window: a title on the left, a remark on the right, and below what it is about.
final class Panel extends BorderPane {

    private final Label title;
    private final Label remark = new Label();

    Panel(String name, Node content) {
        getStyleClass().add("panel");
        title = new Label(name);
        title.getStyleClass().add("panel-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        remark.getStyleClass().add("remark");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox heading = new HBox(title, space, remark);
        heading.getStyleClass().add("panel-heading");
        setTop(heading);
        setCenter(content);
    }

    Label title() {
        return title;
    }

    Label remark() {
        return remark;
    }
}
