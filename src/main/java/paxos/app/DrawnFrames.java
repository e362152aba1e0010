package paxos.app;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;
import paxos.bench.Frames;
import paxos.trace.Event;
import paxos.ui.timeline.FrameBench;
import paxos.view.timeline.Timeline;

/// Draws with JavaFX's software pipeline on its headless platform: no display is needed, and a graphics card changes
/// nothing.
final class DrawnFrames implements Frames {

    @Override
    public void measure(Timeline timeline, List<Event> more, Consumer<String> print) throws InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<Void> measured = new CompletableFuture<>();
        Platform.startup(() -> new FrameBench(timeline, more.iterator()).run(print).whenComplete((_, failed) -> {
            if (failed == null) {
                measured.complete(null);
            } else {
                measured.completeExceptionally(failed);
            }
        }));
        try {
            measured.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The timeline could not be drawn.", failed.getCause());
        } finally {
            Platform.exit();
        }
    }
}
