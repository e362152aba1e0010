package paxos.ui;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;
import javafx.stage.Screen;
import javafx.stage.Stage;
import paxos.synod.Decree;
import paxos.view.HostedNode;
import paxos.view.House;

/// The windows of this process: one for each node that it hosts, tiled over the screen.
public final class Desktop {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<NodeWindow> windows = new ArrayList<>();
    private NodeWindow inFront;

    /// Starts JavaFX and shows the windows; returns once they are shown. The nodes need not be open yet: a window
    /// shows its node as it comes.
    ///
    /// @throws UnsupportedOperationException where no display can be opened
    public static Desktop open(House house) {
        Desktop desktop = new Desktop();
        CompletableFuture<Void> shown = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                Platform.setImplicitExit(false);
                desktop.show(house);
                shown.complete(null);
            } catch (RuntimeException | Error failed) {
                // Whoever waits must not wait for ever.
                shown.completeExceptionally(failed);
            }
        });
        try {
            shown.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The windows could not be shown.", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return desktop;
    }

    Desktop() {
    }

    /// Shows the windows; for JavaFX's thread.
    void show(House house) {
        Shared shared = Shared.of(house, new Appearance());
        Tiling tiling = new Tiling(Screen.getPrimary().getVisualBounds(), house.parliament().size());
        for (HostedNode hosted : house.hosted()) {
            Stage stage = new Stage();
            NodeWindow window = new NodeWindow(stage, house, hosted, shared, InstantSource.system());
            // By its place in the parliament, so that windows of four processes lie side by side as well.
            tiling.place(stage, house.parliament().legislators().indexOf(hosted.node().name()));
            stage.focusedProperty().subscribe(focused -> {
                if (focused) {
                    inFront = window;
                }
            });
            stage.setOnCloseRequest(_ -> closing(hosted, window));
            windows.add(window);
            stage.show();
        }
        inFront = windows.getFirst();
    }

    /// A window that is closed takes its node with it.
    private void closing(HostedNode hosted, NodeWindow window) {
        window.dispose();
        windows.remove(window);
        window.stage().close();
        if (windows.isEmpty()) {
            closed.countDown();
            return;
        }
        inFront = windows.getFirst();
        Thread.ofVirtual().start(() -> hosted.node().close());
    }

    /// Starts a ballot at the node whose window was last in front. From any thread.
    ///
    /// @param wish the decree wished for; empty means what stands in the window's decree field
    public void startBallotInFront(Optional<Decree> wish) {
        Platform.runLater(() -> {
            if (!windows.isEmpty()) {
                wish.ifPresentOrElse(decree -> inFront.startBallotFor(decree), () -> inFront.startBallot());
            }
        });
    }

    /// Waits until the last window is closed.
    ///
    /// @throws InterruptedException where the waiting thread is interrupted
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /// Closes the windows and ends JavaFX. From any thread.
    public void close() {
        Platform.runLater(() -> {
            windows.forEach(window -> {
                window.dispose();
                window.stage().close();
            });
            windows.clear();
            closed.countDown();
            Platform.exit();
        });
    }
}
