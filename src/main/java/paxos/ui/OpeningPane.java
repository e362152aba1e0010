package paxos.ui;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows how far the reading of a trace has got, and lets a person break it off.
final class OpeningPane extends VBox {

    private static final Logger LOGGER = LoggerFactory.getLogger(OpeningPane.class);

    private final Label words = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final String title;
    private final AtomicReference<Opening.Opened> opened = new AtomicReference<>();
    private final AtomicReference<String> failed = new AtomicReference<>();
    private volatile double share;
    private volatile boolean cancelled;

    /// Begins to read.
    ///
    /// @param title what is opened
    OpeningPane(String title, Opening opening) {
        this.title = title;
        setId("opening");
        getStyleClass().add("opening");
        setAlignment(Pos.CENTER);
        bar.setId("opening-progress");
        Button cancel = new Button("Cancel");
        cancel.setId("opening-cancel");
        cancel.setTooltip(new Tooltip("Read no further, and show what was read up to now (Esc)."));
        cancel.setOnAction(_ -> cancel());
        words.setWrapText(true);
        getChildren().addAll(words, bar, cancel);
        Thread.ofPlatform().daemon().name("opens-trace").start(() -> read(opening));
        pulse();
    }

    private void read(Opening opening) {
        try {
            opened.set(opening.open(done -> {
                share = done;
                return !cancelled;
            }));
        } catch (RuntimeException | Error defect) {
            LOGGER.error("A trace could not be opened", defect);
            failed.set(defect instanceof OutOfMemoryError
                    ? "%s is too large for the memory that the program was given.".formatted(title)
                    : "%s could not be opened because of a defect in this program: %s".formatted(title, defect));
        }
    }

    /// Reads no further.
    void cancel() {
        cancelled = true;
    }

    /// Shows how far it has got; called once a pulse.
    void pulse() {
        bar.setProgress(share);
        words.setText("Opening … %d %%".formatted((int) (share * 100)));
    }

    /// What was read, once it is there.
    Optional<Opening.Opened> opened() {
        return Optional.ofNullable(opened.get());
    }

    /// Why nothing could be read, a sentence, once that is known.
    Optional<String> failed() {
        return Optional.ofNullable(failed.get());
    }
}
