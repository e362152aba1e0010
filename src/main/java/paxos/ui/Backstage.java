package paxos.ui;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JavaFX, which takes a while to start, with what all windows need: begun before there is anything to show. Nothing is seen
/// of it. A process has one.
public final class Backstage {

    private static final Logger LOGGER = LoggerFactory.getLogger(Backstage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CompletableFuture<Appearance> ready = new CompletableFuture<>();
    private final CountDownLatch started = new CountDownLatch(1);

    /// Held, as JavaFX forgets the style sheets of scenes that are gone.
    private Scene empty;

    private Backstage() {
    }

    /// Begins to start JavaFX, and returns at once.
    public static Backstage open() {
        Backstage backstage = new Backstage();
        Thread.ofPlatform().daemon().name("backstage").start(backstage::start);
        return backstage;
    }

    private void start() {
        try {
            Platform.startup(() -> {
                Platform.setImplicitExit(false);
                started.countDown();
            });
            // From here on JavaFX starts on its own threads, and this one has the time.
            Appearance appearance = new Appearance();
            rehearse(appearance);
            ready.complete(appearance);
        } catch (RuntimeException | Error failed) {
            // Whoever waits must not wait for ever.
            ready.completeExceptionally(failed);
            started.countDown();
        }
    }

    /// Has JavaFX read the style sheets, and keep them. (A scene in no window may be worked on by any thread.)
    private void rehearse(Appearance appearance) {
        Scene scene = new Scene(new StackPane(new Label("Paxos"), new Button("Made Visible")));
        appearance.dress(scene);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        empty = scene;
    }

    /// Waits until JavaFX has started or could not, for ten seconds at most. To be called before the process ends: one that ends
    /// in the middle of that start may meet the system's libraries half loaded, and be stuck.
    public void awaitStart() {
        try {
            if (!started.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOGGER.warn("JavaFX has not started within {} s.", PATIENCE.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Shows something, on JavaFX's thread as soon as that is there; returns once it is shown.
    ///
    /// @throws UnsupportedOperationException where no display can be opened
    void show(Consumer<Appearance> scene) {
        try {
            Appearance appearance = ready.get();
            CompletableFuture.runAsync(() -> scene.accept(appearance), Platform::runLater).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnsupportedOperationException noDisplay) {
                throw noDisplay;
            }
            throw new IllegalStateException("The windows could not be shown.", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
