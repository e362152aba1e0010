package paxos.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import paxos.ui.timeline.TimelineView;
import paxos.view.timeline.Recall;

/// What one seldom asks of a timeline: the whole run, which lanes are shown, files.
final class TimelineMenu extends MenuButton {

    private final TimelineView view;

    /// @param fit   shows the whole run
    /// @param usual shows it at its usual size
    /// @param tell  told how it went with a file, in a sentence
    TimelineMenu(TimelineView view, Recall recall, Runnable fit, Runnable usual, Consumer<String> tell) {
        super("…");
        this.view = view;
        setId("timeline-menu");
        getStyleClass().add("small-button");
        setFocusTraversable(false);
        setMinWidth(Region.USE_PREF_SIZE);
        setTooltip(new Tooltip("The whole run (Ctrl+Shift+F), which lanes are shown, and files to be written."));
        getItems().addAll(ViewMenu.item("Whole run\tCtrl+Shift+F", fit), ViewMenu.item("Usual size\tCtrl+Shift+U", usual), lanes(),
                new SeparatorMenuItem());
        getItems().addAll(new Exports(view, recall, this::chooseFile, tell, Platform::runLater).items());
    }

    private Menu lanes() {
        Menu lanes = new Menu("Lanes");
        for (int lane = 0; lane < view.timeline().lanes().size(); lane++) {
            int index = lane;
            CheckMenuItem shown = new CheckMenuItem(view.timeline().lanes().get(lane).name());
            shown.setSelected(true);
            shown.setOnAction(_ -> {
                view.camera().show(index, shown.isSelected());
                // The last one stays.
                shown.setSelected(view.camera().lanes().contains(index));
            });
            lanes.getItems().add(shown);
        }
        lanes.getItems().addAll(new SeparatorMenuItem(), ViewMenu.item("All, in their order", () -> {
            view.camera().showAll();
            lanes.getItems().stream().filter(CheckMenuItem.class::isInstance).map(CheckMenuItem.class::cast)
                    .forEach(each -> each.setSelected(true));
        }));
        return lanes;
    }

    private Optional<Path> chooseFile(Exports.Kind kind) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(kind.file());
        return Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow())).map(File::toPath);
    }
}
