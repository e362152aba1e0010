package paxos.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.bench.Rehearsal;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.view.Palette;
import paxos.view.timeline.Camera;
import paxos.view.timeline.Details;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Timeline;

/// How much work a pulse does: tiles painted, tiles only moved, marks. How long that takes is for the bench.
class WorkTest {

    private static final int WIDTH = 1024;
    private static final int HEIGHT = 400;

    private Parliament parliament = named(7);
    private Timeline timeline;
    private TimelineView view;
    private Stage stage;
    private Instant clock;

    @BeforeEach
    void begin() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void end() {
        onFx(() -> {
            view.dispose();
            stage.hide();
            return true;
        });
    }

    private static Parliament named(int size) {
        return new Parliament(IntStream.range(0, size).mapToObj(i -> "legislator-" + i).toList());
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, action);
    }

    private List<Event> play(int messages) {
        List<Event> events = new ArrayList<>();
        new Rehearsal(parliament, 1, events::add).run(messages);
        return events;
    }

    private void show(List<Event> events) {
        timeline = new Timeline(parliament);
        events.forEach(timeline::take);
        clock = events.getLast().at();
        onFx(() -> {
            view = new TimelineView(timeline, new Focus(), new Palette(parliament), _ -> 2,
                    (_, _) -> new Details("", "", "", List.of(), List.of(), List.of()));
            stage = new Stage();
            stage.setScene(new Scene(view, WIDTH, HEIGHT));
            stage.show();
            view.applyCss();
            view.layout();
            return true;
        });
    }

    /// A pulse after the camera was moved.
    private Tiles.Work pulse(Consumer<Camera> move) {
        return onFx(() -> {
            move.accept(view.camera());
            view.pulse(clock);
            return view.work();
        });
    }

    /// As many pulses as it takes until all is painted.
    private void settle() {
        for (int i = 0; i < 200; i++) {
            Tiles.Work work = pulse(_ -> { });
            if (work.left() == 0 && work.painted() == 0) {
                return;
            }
        }
        throw new AssertionError("it is never finished");
    }

    @Test
    void panningMovesFinishedTilesAndPaintsOnlyWhatComesIntoSight() {
        show(play(20_000));
        pulse(camera -> {
            camera.zoom(6, 0);
            camera.panTo(2_000);
        });
        settle();
        int painted = 0;
        int reused = 0;
        for (int i = 0; i < 64; i++) {
            Tiles.Work work = pulse(camera -> camera.pan(16));
            painted += work.painted();
            reused += work.reused();
        }
        // 64 times 16 pixels are four tiles.
        assertTrue(painted >= 3 && painted <= 6, "painted: " + painted);
        assertTrue(reused > 64 * 3, "moved: " + reused);
    }

    @Test
    void whereNothingHasChangedNothingIsPainted() {
        show(play(2_000));
        settle();
        assertEquals(0, pulse(_ -> { }).painted());
    }

    @Test
    void whatHappensNowLeavesTilesOfThePastAlone() {
        List<Event> events = play(20_000);
        show(events.subList(0, events.size() - 400));
        settle();
        Tiles.Work work = onFx(() -> {
            events.subList(events.size() - 400, events.size()).forEach(timeline::take);
            clock = events.getLast().at();
            view.pulse(clock);
            return view.work();
        });
        assertTrue(work.painted() + work.left() <= 3, work::toString);
        assertTrue(work.reused() >= 2, work::toString);
    }

    @Test
    void aPulsePaintsABoundedNumberOfMarksHoweverMuchThereIs() {
        show(play(60_000));
        settle();
        int most = 0;
        for (int i = 0; i < 120; i++) {
            most = Math.max(most, pulse(camera -> camera.zoom(1.08, WIDTH / 2.0)).marks());
        }
        for (int i = 0; i < 60; i++) {
            most = Math.max(most, pulse(camera -> camera.pan(30)).marks());
        }
        // A tile that is begun is finished: a pulse goes beyond its bound by no more than one.
        int tile = 2 * (TilePainter.MOST_ARROWS + 7 * TilePainter.MOST_MARKS);
        assertTrue(most > 0 && most <= Tiles.MOST_MARKS_A_PULSE + tile, "marks: " + most);
    }

    @Test
    void zoomingStretchesWhatIsThereUntilTheNewScaleIsPainted() {
        show(play(20_000));
        pulse(camera -> camera.panTo(2_000));
        settle();
        Tiles.Work first = pulse(camera -> camera.zoom(1.3, 400));
        assertTrue(first.left() > 0, "not all at once: " + first);
        settle();
        assertEquals(0, pulse(_ -> { }).left());
    }

    @Test
    void sixtyFourLegislatorsAreLaidOutAndScrolled() {
        parliament = named(64);
        show(play(4_000));
        settle();
        double hidden = onFx(() -> view.camera().viewport().longestScroll());
        assertTrue(hidden > 0, "they do not all fit");
        pulse(camera -> camera.scroll(hidden));
        assertEquals(hidden, onFx(() -> view.camera().viewport().scroll()), 0.01);
        settle();
    }
}
