package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.node.MemoryDisk;
import paxos.synod.Decree;
import paxos.ui.timeline.TimelineView;
import paxos.view.BallotProgress;
import paxos.view.LittleParliament;
import paxos.view.timeline.Viewport;

/// The window of one of 101.
@Timeout(60)
class ManyLegislatorsTest {

    private static final int MANY = 101;
    private static final int MINE = 70;
    private static final List<String> NAMES = IntStream.range(0, MANY).mapToObj("priest%d"::formatted).toList();

    private final Map<String, MemoryDisk> disks = new ConcurrentHashMap<>();
    private final LittleParliament parliament = new LittleParliament(NAMES, NAMES,
            name -> disks.computeIfAbsent(name, _ -> new MemoryDisk()), Path.of("nowhere"));
    private NodeWindow window;

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @BeforeEach
    void show() {
        window = onFx(() -> {
            Stage stage = new Stage();
            NodeWindow opened = new NodeWindow(stage, parliament.hosted(NAMES.get(MINE)), Shared.of(parliament.house(), new Appearance(), () -> { }),
                    InstantSource.system());
            stage.setWidth(Tiling.LEAST_WIDTH);
            stage.setHeight(Tiling.LEAST_HEIGHT);
            stage.show();
            return opened;
        });
    }

    @AfterEach
    void close() {
        onFx(() -> {
            window.dispose();
            window.stage().close();
            return true;
        });
        parliament.close();
    }

    private static <T> T onFx(Callable<T> action) {
        try {
            return WaitForAsyncUtils.asyncFx(action).get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(condition));
    }

    private <T> T find(String selector, Class<T> type) {
        return type.cast(window.stage().getScene().lookup(selector));
    }

    @Test
    void peersAndWhoAnsweredAreSummedUp() throws Exception {
        assertEquals("0 of 100 peers reachable", onFx(() -> find("#peers-count", Label.class).getText()));
        parliament.openAll();
        await(() -> find("#peers-count", Label.class).getText().equals("100 of 100 peers reachable"));
        String last = NAMES.getLast();
        parliament.crash(last);
        await(() -> find("#peers-count", Label.class).getText().equals("99 of 100 peers reachable"));
        assertEquals("Not reachable: " + last, onFx(() -> find("#peers-count", Label.class).getTooltip().getText()));

        parliament.startBallot(NAMES.get(MINE), 17);
        await(() -> window.model().ballot().get().ending() == BallotProgress.Ending.PASSED);
        await(() -> counts("#step2").equals("51 of 101") && counts("#step4").equals("51 of 51") && counts("#step6").equals("100 of 101"));
        assertEquals(17, onFx(() -> window.model().ballot().get().decree().map(Decree::value).orElseThrow()));
    }

    private String counts(String step) {
        return window.stage().getScene().lookup(step).lookupAll(".dots .label").stream().map(Labeled.class::cast).map(Labeled::getText)
                .findFirst().orElse("");
    }

    @Test
    void lanesScrollAndTheOwnOneIsInViewUntilSomebodyScrolls() throws Exception {
        TimelineView view = onFx(() -> find("#timeline", TimelineView.class));
        ScrollBar bar = onFx(() -> find("#lane-bar", ScrollBar.class));
        await(() -> bar.isVisible() && isInView(view.camera().viewport(), MINE));
        assertFalse(onFx(() -> isInView(view.camera().viewport(), 0)), "there is not room for all");
        onFx(() -> {
            window.stage().setHeight(Tiling.LEAST_HEIGHT + 100);
            return true;
        });
        double before = onFx(() -> view.camera().viewport().height());
        await(() -> view.camera().viewport().height() != before || isInView(view.camera().viewport(), MINE));

        onFx(() -> {
            bar.setValue(0);
            return true;
        });
        await(() -> isInView(view.camera().viewport(), 0));
        onFx(() -> {
            window.stage().setHeight(Tiling.LEAST_HEIGHT);
            return true;
        });
        await(() -> window.stage().getScene().getHeight() <= Tiling.LEAST_HEIGHT);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(onFx(() -> isInView(view.camera().viewport(), 0)), "where somebody looks it stays");
        onFx(() -> {
            bar.setValue(bar.getMax());
            return true;
        });
        await(() -> isInView(view.camera().viewport(), MANY - 1));
    }

    private static boolean isInView(Viewport seen, int lane) {
        double y = seen.ys().get(lane);
        return y > 0 && y < seen.height() - Viewport.RULER;
    }

    /// Ten thousand cells would keep the window for minutes.
    @Test
    void ofTheLinksThoseOfOneAreThere() {
        onFx(() -> {
            find("#faults", Button.class).fire();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        Node pane = onFx(() -> Window.getWindows().stream().map(each -> each.getScene().getRoot().lookup("#links-pane"))
                .filter(Objects::nonNull).findFirst().orElseThrow());
        assertNotNull(onFx(() -> pane.lookup("#link-priest70-priest100")));
        assertNotNull(onFx(() -> pane.lookup("#link-priest0-priest70")));
        assertNull(onFx(() -> pane.lookup("#link-priest0-priest1")));
    }
}
