package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.DialogPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class ComplaintTest {

    @Test
    void saysTheSentencesAndReturnsOnceItIsClosed() throws Exception {
        FxToolkit.registerPrimaryStage();
        CompletableFuture<Void> told = CompletableFuture.runAsync(() -> Complaint.show("Port 8000 is in use.\nEnd it."));
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(ComplaintTest::pane).isPresent());
        DialogPane pane = onFx(ComplaintTest::pane).orElseThrow();
        assertEquals("Port 8000 is in use.\n\nEnd it.", pane.getContentText());
        assertFalse(told.isDone());
        Stage stage = (Stage) pane.getScene().getWindow();
        assertEquals(1, stage.getIcons().size());
        assertFalse(stage.getIcons().getFirst().isError());
        assertTrue(pane.getScene().getStylesheets().getFirst().endsWith("paxos.css"));
        onFx(() -> {
            stage.close();
            return true;
        });
        told.get(20, TimeUnit.SECONDS);
    }

    private static Optional<DialogPane> pane() {
        return Window.getWindows().stream().map(window -> window.getScene().getRoot())
                .filter(DialogPane.class::isInstance).map(DialogPane.class::cast)
                .filter(pane -> "complaint".equals(pane.getId())).findFirst();
    }

    private static <T> T onFx(Callable<T> action) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(action.call());
            } catch (Exception failed) {
                result.completeExceptionally(failed);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }
}
