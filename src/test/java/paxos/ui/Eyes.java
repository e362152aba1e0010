package paxos.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.text.Text;

/// What a person would see.
final class Eyes {

    private Eyes() {
    }

    /// What is written on the screen otherwise than it should be.
    static List<String> cutOff(Parent root) {
        List<String> found = new ArrayList<>();
        for (Node node : all(root)) {
            if (node instanceof Labeled labeled && labeled.getText() != null && !labeled.getStyleClass().contains("path")) {
                for (Node part : labeled.getChildrenUnmodifiable()) {
                    if (part instanceof Text text && !text.getText().equals(labeled.getText())) {
                        found.add("“%s” for “%s” (%s)".formatted(text.getText(), labeled.getText(), labeled.getStyleClass()));
                    }
                }
            }
        }
        return found;
    }

    /// All that can be seen in a window.
    static List<Node> all(Parent root) {
        List<Node> found = new ArrayList<>();
        for (Node child : root.getChildrenUnmodifiable()) {
            if (child.isVisible() && !(child instanceof ScrollBar)) {
                found.add(child);
                if (child instanceof Parent parent) {
                    found.addAll(all(parent));
                }
            }
        }
        return found;
    }
}
