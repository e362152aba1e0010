package paxos.ui;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/// When a window can be seen: its first frame was drawn and handed to the screen.
public final class FirstFrame {

    private FirstFrame() {
    }

    /// Tells of the next frame of a window. For JavaFX's thread.
    ///
    /// @param stage the window, with its scene, just about to be shown or just shown
    /// @param drawn called once, on JavaFX's thread, when the frame was drawn
    public static void of(Stage stage, Runnable drawn) {
        Scene scene = stage.getScene();
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                // After this pulse the frame is the drawing thread's, which does one thing after the other: once it has
                // drawn a speck for us, the frame is done.
                Platform.runLater(() -> {
                    new Region().snapshot(new SnapshotParameters(), new WritableImage(1, 1));
                    drawn.run();
                });
            }
        });
    }
}
