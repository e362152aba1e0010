package paxos.bench;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import paxos.ui.FirstFrame;

/// The least that JavaFX can show, to compare with: a window with a word in it, dressed as JavaFX dresses windows. A program
/// of its own; it says when its first frame was drawn, and stays until it is ended.
public final class BareWindow {

    /// What it says then.
    static final String SHOWN = "bare window shown";

    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;

    private BareWindow() {
    }

    /// Shows it.
    ///
    /// @param arguments none
    public static void main(String[] arguments) {
        Platform.startup(() -> {
            Stage stage = new Stage();
            stage.setTitle("hello");
            stage.setScene(new Scene(new Label("hello"), WIDTH, HEIGHT));
            FirstFrame.of(stage, () -> System.out.println(SHOWN));
            stage.show();
        });
    }
}
