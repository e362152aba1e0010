package paxos.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.stage.Stage;
import paxos.trace.Event;
import paxos.view.Palette;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Camera;
import paxos.view.timeline.Details;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Timeline;

/// Measures how evenly a timeline is drawn: the intervals between pulses while it is panned, zoomed and followed. For
/// JavaFX's thread.
public final class FrameBench {

    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;
    private static final int FRAMES = 300;
    private static final int WARM_UP = 90;
    private static final double PAN_A_FRAME = 9;
    /// Close enough that single messages are seen at 2,000 of them a second.
    private static final double CLOSE = 70;
    private static final int MOST_EVENTS_A_FRAME = 20_000;

    private final Timeline timeline;
    private final Iterator<Event> more;
    private final TimelineView view;
    private final Stage stage = new Stage();
    private Instant clock;

    /// Shows a timeline in a window of 1600 x 900.
    ///
    /// @param more what happens after all that the timeline knows, stamped by a clock of its own
    public FrameBench(Timeline timeline, Iterator<Event> more) {
        this.timeline = timeline;
        this.more = more;
        this.clock = timeline.clockAt(timeline.end(Axis.WALL_CLOCK));
        view = new TimelineView(timeline, new Focus(), new Palette(timeline.parliament()), _ -> 2,
                (_, _) -> new Details("", "", "", List.of(), List.of(), List.of()));
        stage.setScene(new Scene(view, WIDTH, HEIGHT));
        stage.show();
    }

    /// Measures one thing after the other.
    ///
    /// @param print told each result, a line
    /// @return done when the last one is
    public CompletableFuture<Void> run(Consumer<String> print) {
        Camera camera = view.camera();
        return measure("pan", frame -> {
            if (frame == 0) {
                camera.usual(0);
                camera.zoom(CLOSE, 0);
                camera.panTo(timeline.end(camera.axis()) / 2);
            }
            camera.pan(PAN_A_FRAME);
        }, print).thenCompose(_ -> measure("pan afar", frame -> {
            if (frame == 0) {
                camera.usual(0);
                camera.panTo(timeline.end(camera.axis()) / 2);
            }
            camera.pan(-PAN_A_FRAME);
        }, print)).thenCompose(_ -> {
            camera.fit();
            double whole = camera.viewport().scale();
            camera.usual(0);
            double factor = Math.pow(CLOSE * camera.viewport().scale() / whole, 1.0 / FRAMES);
            return measure("zoom", frame -> {
                if (frame == 0) {
                    camera.fit();
                    camera.follow(false);
                }
                camera.zoom(frame < FRAMES ? factor : 1, WIDTH / 2.0);
            }, print);
        }).thenCompose(_ -> measure("follow", frame -> {
            if (frame == 0) {
                camera.usual(0);
                camera.follow(true);
            }
            live();
        }, print)).thenCompose(_ -> measure("follow closely", frame -> {
            if (frame == 0) {
                camera.zoom(CLOSE / 4, 0);
                camera.follow(true);
            }
            live();
        }, print)).whenComplete((_, _) -> stage.close());
    }

    private long lastLive;

    /// As much happens as the time that has passed lets happen.
    private void live() {
        long now = System.nanoTime();
        clock = lastLive == 0 || now - lastLive > 1_000_000_000 ? clock : clock.plus(Duration.ofNanos(now - lastLive));
        lastLive = now;
        for (int i = 0; i < MOST_EVENTS_A_FRAME && more.hasNext(); i++) {
            Event event = more.next();
            timeline.take(event);
            if (event.at().isAfter(clock)) {
                return;
            }
        }
    }

    /// @param step moves something before each frame
    private CompletableFuture<Void> measure(String what, IntConsumer step, Consumer<String> print) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long[] times = new long[FRAMES + 1];
        int[] marks = new int[FRAMES + 1];
        new AnimationTimer() {
            private int frame = -WARM_UP;

            @Override
            public void handle(long pulse) {
                if (frame >= 0) {
                    times[frame] = System.nanoTime();
                }
                if (frame == FRAMES) {
                    stop();
                    print.accept(line(what, times, marks));
                    done.complete(null);
                    return;
                }
                // Warming up is the beginning of the same thing, which then begins again.
                step.accept(frame < 0 ? frame + WARM_UP : frame);
                view.pulse(clock);
                if (frame >= 0) {
                    marks[frame] = view.work().marks() + view.moving();
                }
                frame++;
            }
        }.start();
        return done;
    }

    private static String line(String what, long[] times, int[] marks) {
        double[] intervals = new double[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            intervals[i] = (times[i + 1] - times[i]) / 1e6;
        }
        Arrays.sort(intervals);
        return String.format(Locale.ROOT, "timeline %s: p50 %.1f ms, p95 %.1f ms, worst %.1f ms, drawn at most %d marks", what,
                intervals[FRAMES / 2], intervals[FRAMES * 95 / 100], intervals[FRAMES - 1], Arrays.stream(marks).max().orElse(0));
    }
}
