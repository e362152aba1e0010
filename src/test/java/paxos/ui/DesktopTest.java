package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.trace.Happening;
import paxos.view.LittleParliament;

/// The windows of a process that hosts alpha, beta and gamma; delta is elsewhere.
class DesktopTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

    private final Map<String, MemoryDisk> disks = new ConcurrentHashMap<>();
    private final LittleParliament parliament = new LittleParliament(NAMES, List.of("alpha", "beta", "gamma"),
            name -> disks.computeIfAbsent(name, _ -> new MemoryDisk()), Path.of("nowhere"));
    private final Desktop desktop = new Desktop();
    private final Locale usual = Locale.getDefault();

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @BeforeEach
    void openNodes() {
        parliament.openAll();
    }

    private void show() {
        onFx(() -> {
            desktop.show(parliament.house(), new Appearance(), _ -> { });
            return true;
        });
    }

    @AfterEach
    void close() {
        Locale.setDefault(usual);
        onFx(() -> {
            windows().forEach(DesktopTest::askToClose);
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

    private static List<Stage> windows() {
        return List.copyOf(Window.getWindows()).stream().filter(Stage.class::isInstance).map(Stage.class::cast)
                .filter(stage -> stage.isShowing() && stage.getTitle() != null && stage.getTitle().endsWith("Paxos Made Visible")).toList();
    }

    private static Stage window(String name) {
        return windows().stream().filter(stage -> stage.getTitle().startsWith(name)).findFirst().orElseThrow();
    }

    private static void askToClose(Stage stage) {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private boolean isClosed() throws InterruptedException {
        Thread waits = Thread.ofVirtual().start(() -> {
            try {
                desktop.awaitClosed();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        boolean closed = waits.join(Duration.ofMillis(50));
        waits.interrupt();
        return closed;
    }

    /// Who started the first ballot.
    private String firstPresident() throws InterruptedException {
        Happening.Received first = Logs.await(parliament.log(), "alpha", Happening.Received.class, _ -> true);
        return first.from().orElseThrow();
    }

    @Test
    void eachNodeOfThisProcessHasAWindowOfAtLeastTheSizeThatCanBeRead() {
        show();
        assertEquals(List.of("alpha – Paxos Made Visible", "beta – Paxos Made Visible", "gamma – Paxos Made Visible"),
                onFx(() -> windows().stream().map(Stage::getTitle).sorted().toList()));
        for (Stage stage : onFx(DesktopTest::windows)) {
            assertTrue(stage.getWidth() >= Tiling.LEAST_WIDTH && stage.getHeight() >= Tiling.LEAST_HEIGHT, stage.getTitle());
            assertFalse(stage.getIcons().isEmpty());
        }
        assertEquals(3, onFx(() -> windows().stream().map(stage -> stage.getX() + "," + stage.getY()).distinct().count()));
    }

    /// Ctrl+Z in the terminal. (Which window is in front cannot be tested here: JavaFX's headless platform says of every
    /// window that it has the focus.)
    @Test
    void aBallotIsStartedOnceAtOneOfTheNodesHere() throws InterruptedException {
        show();
        desktop.startBallotInFront(Optional.empty());
        assertEquals("alpha", firstPresident());
    }

    @Test
    void aWindowThatIsClosedTakesItsNodeWithItAndNoOther() throws InterruptedException {
        show();
        onFx(() -> {
            askToClose(window("beta"));
            return true;
        });
        Logs.await(parliament.log(), "beta", Happening.Closed.class, _ -> true);
        assertEquals(List.of("alpha", "gamma"),
                onFx(() -> windows().stream().map(stage -> stage.getTitle().split(" ")[0]).sorted().toList()));
        assertFalse(isClosed());
        assertTrue(Logs.of(parliament.log(), "alpha", Happening.Closed.class).isEmpty());
        desktop.startBallotInFront(Optional.empty());
        assertTrue(Set.of("alpha", "gamma").contains(firstPresident()));
    }

    @Test
    void theDesktopIsClosedWithItsLastWindow() throws InterruptedException {
        show();
        assertFalse(isClosed());
        for (String name : List.of("beta", "alpha", "gamma")) {
            onFx(() -> {
                askToClose(window(name));
                return true;
            });
        }
        desktop.awaitClosed();
        desktop.startBallotInFront(Optional.empty());
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(Logs.of(parliament.log(), "alpha", Happening.Sent.class).isEmpty());
    }

    // ---- The Chamber

    @Test
    void theChamberAloneShowsEveryLedgerAndEndsWithItsWindow() throws Exception {
        onFx(() -> {
            desktop.showChamber(parliament.house(), new Appearance());
            return true;
        });
        assertEquals(List.of("Chamber – Paxos Made Visible"), onFx(() -> windows().stream().map(Stage::getTitle).toList()));
        parliament.startBallot("alpha", 17);
        for (String name : List.of("alpha", "beta", "gamma")) {
            awaitDecree(name, "17");
        }
        parliament.crash("gamma");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(() -> text("#card-gamma .standing").equals("crashed")));
        assertEquals("17", onFx(() -> text("#card-gamma .decree")), "disks survive");
        assertFalse(isClosed());
        onFx(() -> {
            askToClose(window("Chamber"));
            return true;
        });
        desktop.awaitClosed();
        assertTrue(Logs.of(parliament.log(), "alpha", Happening.Closed.class).isEmpty(), "it hosts nobody");
    }

    @Test
    void theChamberOpensOnceBesideTheNodesAndClosingItClosesNone() throws Exception {
        show();
        onFx(() -> {
            desktop.openChamber();
            desktop.openChamber();
            return true;
        });
        assertEquals(4, onFx(() -> windows().size()));
        onFx(() -> {
            askToClose(window("Chamber"));
            return true;
        });
        assertEquals(3, onFx(() -> windows().size()));
        assertTrue(Logs.of(parliament.log(), "alpha", Happening.Closed.class).isEmpty());
        onFx(() -> {
            desktop.openChamber();
            return true;
        });
        assertEquals(4, onFx(() -> windows().size()), "it can be opened again");
    }

    @Test
    void theChamberStaysWhenTheLastNodesWindowIsClosedAndThatNodeLeaves() throws Exception {
        show();
        onFx(() -> {
            desktop.openChamber();
            List.of("alpha", "beta", "gamma").forEach(name -> askToClose(window(name)));
            return true;
        });
        for (String name : List.of("alpha", "beta", "gamma")) {
            Logs.await(parliament.log(), name, Happening.Closed.class, _ -> true);
        }
        assertFalse(isClosed());
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(() -> text("#card-beta .standing").equals("left")));
        desktop.startBallotInFront(Optional.empty());
        WaitForAsyncUtils.waitForFxEvents();
        onFx(() -> {
            askToClose(window("Chamber"));
            return true;
        });
        desktop.awaitClosed();
    }

    private void awaitDecree(String name, String decree) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(() -> text("#card-" + name + " .decree").equals(decree)));
    }

    private static String text(String selector) {
        return ((Labeled) window("Chamber").getScene().lookup(selector)).getText();
    }

    /// In many languages 12.5 is written 12,5, which no style sheet understands.
    @Test
    void theTextHasItsSizeInEveryLanguage() {
        Locale.setDefault(Locale.GERMANY);
        show();
        double size = onFx(() -> {
            window("alpha").getScene().getRoot().applyCss();
            return ((Labeled) window("alpha").getScene().lookup("#doing")).getFont().getSize();
        });
        assertEquals(12.5, size, 0.01);
    }
}
