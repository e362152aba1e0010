package paxos.ui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small window that says why the program ends, for whoever started it by a double-click and reads no terminal.
public final class Complaint {

    private static final Logger LOGGER = LoggerFactory.getLogger(Complaint.class);

    /// How long JavaFX may take to show it. After that something is wrong with the display, too.
    private static final long SECONDS_TO_SHOW = 20;
    private static final double WIDTH = 520;

    private Complaint() {
    }

    /// Shows it, and returns once it is closed; at once where no window can be opened. Not from JavaFX's thread. JavaFX may
    /// be running or not; what else it shows stays.
    ///
    /// @param sentences what is wrong and what to do, on one line or several
    public static void show(String sentences) {
        CompletableFuture<Void> shown = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        Runnable show = () -> {
            try {
                Alert alert = alert(sentences);
                alert.getDialogPane().getScene().getWindow().addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> closed.countDown());
                alert.show();
                shown.complete(null);
            } catch (RuntimeException | Error failed) {
                shown.completeExceptionally(failed);
            }
        };
        try {
            // On a thread of its own: where JavaFX has failed to start once, asking it again never returns.
            Thread.ofPlatform().daemon().name("complains").start(() -> start(show));
            shown.get(SECONDS_TO_SHOW, TimeUnit.SECONDS);
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception noWindow) {
            // It was printed, too.
            LOGGER.debug("This cannot be shown in a window: {}", sentences, noWindow);
        }
    }

    private static void start(Runnable show) {
        try {
            Platform.startup(() -> {
                Platform.setImplicitExit(false);
                show.run();
            });
        } catch (IllegalStateException running) {
            Platform.runLater(show);
        } catch (RuntimeException | Error noWindow) {
            LOGGER.debug("No window can be opened here", noWindow);
        }
    }

    /// For JavaFX's thread.
    static Alert alert(String sentences) {
        Alert alert = new Alert(Alert.AlertType.ERROR, sentences.lines().collect(Collectors.joining("\n\n")), ButtonType.CLOSE);
        alert.setTitle("Paxos Made Visible");
        alert.setHeaderText("The program cannot go on");
        alert.getDialogPane().setId("complaint");
        alert.getDialogPane().setPrefWidth(WIDTH);
        alert.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        new Appearance().dress(alert.getDialogPane().getScene());
        Stage stage = (Stage) alert.getDialogPane().getScene().getWindow();
        stage.getIcons().add(new Image(Complaint.class.getResourceAsStream("icon.png")));
        return alert;
    }
}
