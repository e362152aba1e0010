package paxos.ui;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import javafx.util.Subscription;
import paxos.view.House;

/// The questions and lists that a window shows in front of itself.
final class Dialogs {

    private final Window owner;
    private final Appearance appearance;

    Dialogs(Window owner, Appearance appearance) {
        this.owner = owner;
        this.appearance = appearance;
    }

    /// Asks whether to forget the parliament. Not to is what Enter and Esc do.
    boolean askForNewParliament(House house, List<String> seatedElsewhere) {
        String here = house.hosted().stream().map(each -> each.node().name()).collect(Collectors.joining(", "));
        String elsewhere = seatedElsewhere.isEmpty() ? ""
                : "\n\n%s %s elsewhere. Begin a new parliament there as well: whoever remembers the old decree will bring it back."
                        .formatted(String.join(", ", seatedElsewhere), seatedElsewhere.size() == 1 ? "sits" : "sit");
        ButtonType forget = new ButtonType("Forget the parliament", ButtonBar.ButtonData.OTHER);
        ButtonType keep = new ButtonType("Keep it", ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(Alert.AlertType.WARNING,
                ("The ledgers of %s are deleted from the disk: promises, votes and the decree. "
                        + "In a running parliament a legislator must never forget; do this only to begin a new one.%s")
                        .formatted(here, elsewhere),
                keep, forget);
        alert.setHeaderText("Begin a new parliament?");
        dress(alert, "new-parliament");
        Button keepButton = (Button) alert.getDialogPane().lookupButton(keep);
        keepButton.setDefaultButton(true);
        alert.setOnShown(_ -> keepButton.requestFocus());
        return alert.showAndWait().filter(forget::equals).isPresent();
    }

    /// Lists all keys.
    void showKeys(Keys keys) {
        GridPane list = new GridPane();
        list.getStyleClass().add("keys");
        int half = (keys.all().size() + 1) / 2;
        for (int i = 0; i < keys.all().size(); i++) {
            Keys.Key key = keys.all().get(i);
            Label name = new Label(key.name());
            name.getStyleClass().add("key-name");
            name.setMinWidth(Region.USE_PREF_SIZE);
            list.add(name, i / half * 2, i % half);
            Label meaning = new Label(key.meaning());
            meaning.setMinWidth(Region.USE_PREF_SIZE);
            list.add(meaning, i / half * 2 + 1, i % half);
        }
        Alert alert = new Alert(Alert.AlertType.NONE, "", ButtonType.CLOSE);
        alert.getDialogPane().setContent(list);
        dress(alert, "keys");
        alert.setTitle("Keys");
        alert.showAndWait();
    }

    private void dress(Alert alert, String id) {
        alert.initOwner(owner);
        alert.setTitle("Paxos Made Visible");
        alert.getDialogPane().setId(id);
        Subscription dressed = appearance.dress(alert.getDialogPane().getScene());
        alert.setOnHidden(_ -> dressed.unsubscribe());
    }
}
