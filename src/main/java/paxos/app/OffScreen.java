package paxos.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;

/// Draws with JavaFX's software pipeline on its headless platform: no display is needed, and a graphics card changes
/// nothing.
final class OffScreen {

    private OffScreen() {
    }

    /// Starts JavaFX, has this done on its thread, and ends it. Once in the life of a process.
    ///
    /// @param work what is to be done; complete when it is
    /// @return what came of it
    /// @throws InterruptedException where this thread is interrupted
    static <T> T draw(Supplier<CompletableFuture<T>> work) throws InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<T> drawn = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                work.get().whenComplete((result, failed) -> {
                    if (failed == null) {
                        drawn.complete(result);
                    } else {
                        drawn.completeExceptionally(failed);
                    }
                });
            } catch (RuntimeException | Error failed) {
                // Whoever waits must not wait for ever.
                drawn.completeExceptionally(failed);
            }
        });
        try {
            return drawn.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("It could not be drawn.", failed.getCause());
        } finally {
            Platform.exit();
        }
    }
}
