package paxos.ui;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.stage.Screen;
import javafx.stage.Stage;
import paxos.node.Envelope;
import paxos.synod.Decree;
import paxos.synod.Parliament;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.Palette;
import paxos.view.timeline.Focus;

/// The windows of this process: one for each node that it hosts, tiled over the screen, and perhaps the Chamber.
public final class Desktop {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<NodeWindow> windows = new ArrayList<>();
    private Optional<ChamberWindow> chamber = Optional.empty();
    private Optional<NodeWindow> inFront = Optional.empty();

    /// What the windows are about, once they are shown; of a replay there is none.
    private Optional<Shared> shared = Optional.empty();

    /// Starts JavaFX and shows a window for each node that is hosted here; returns once they are shown. The nodes need not
    /// be open yet: a window shows its node as it comes.
    ///
    /// @throws UnsupportedOperationException where no display can be opened
    public static Desktop open(House house) {
        return start(Backstage.open(), (desktop, appearance) -> desktop.show(house, appearance, _ -> { }));
    }

    /// The same where JavaFX was begun to start before.
    ///
    /// @param drawn called on JavaFX's thread for each window, when its first frame was drawn; empty where nobody wants to know
    /// @throws UnsupportedOperationException where no display can be opened
    public static Desktop open(Backstage backstage, House house, Optional<Runnable> drawn) {
        return start(backstage, (desktop, appearance) -> desktop.show(house, appearance,
                stage -> drawn.ifPresent(told -> FirstFrame.of(stage, told))));
    }

    /// Shows the Chamber alone; returns once it is shown.
    ///
    /// @throws UnsupportedOperationException where no display can be opened
    public static Desktop observe(Backstage backstage, House house) {
        return start(backstage, (desktop, appearance) -> desktop.showChamber(house, appearance));
    }

    /// Shows what was recorded, as soon as that is read; returns once the window is shown.
    ///
    /// @param title   what is opened, like a file's name
    /// @param wire    writes a message as it goes over the wire, line after line
    /// @param opening reads it
    /// @throws UnsupportedOperationException where no display can be opened
    public static Desktop replay(Backstage backstage, Parliament parliament, String title, Function<Envelope, String> wire, Opening opening) {
        return start(backstage, (desktop, appearance) -> desktop.showReplay(parliament, appearance, title, wire, opening));
    }

    private static Desktop start(Backstage backstage, BiConsumer<Desktop, Appearance> show) {
        Desktop desktop = new Desktop();
        backstage.show(appearance -> show.accept(desktop, appearance));
        return desktop;
    }

    Desktop() {
    }

    // ---- Showing; for JavaFX's thread

    /// Shows a window for each node that is hosted here.
    ///
    /// @param each told of each window when it is about to be shown
    void show(House house, Appearance appearance, Consumer<Stage> each) {
        Shared common = share(house, appearance);
        Tiling tiling = new Tiling(Screen.getPrimary().getVisualBounds(), house.parliament().size());
        for (HostedNode hosted : house.hosted()) {
            Stage stage = new Stage();
            NodeWindow window = new NodeWindow(stage, hosted, common, InstantSource.system());
            // By its place in the parliament, so that windows of four processes lie side by side as well.
            tiling.place(stage, house.parliament().legislators().indexOf(hosted.node().name()));
            stage.focusedProperty().subscribe(focused -> {
                if (focused) {
                    inFront = Optional.of(window);
                }
            });
            stage.setOnCloseRequest(_ -> closing(hosted, window));
            windows.add(window);
            each.accept(stage);
            stage.show();
        }
        inFront = Optional.of(windows.getFirst());
    }

    private Shared share(House house, Appearance appearance) {
        Shared common = Shared.of(house, appearance, this::openChamber);
        shared = Optional.of(common);
        return common;
    }

    /// Shows the Chamber alone.
    void showChamber(House house, Appearance appearance) {
        openChamber(share(house, appearance));
    }

    /// Shows the Chamber beside what is shown, or brings it to the front where it is open.
    public void openChamber() {
        shared.ifPresent(common -> chamber.ifPresentOrElse(open -> open.stage().toFront(), () -> openChamber(common)));
    }

    private void openChamber(Shared common) {
        House house = common.house();
        TimelinePanel timeline = new TimelinePanel(common.chronicle().whole(), Optional.empty(), common.focus(),
                new Palette(house.parliament()), common.walk(), common.details(), common.chronicle(), InstantSource.system());
        timeline.showTelemetry(house.telemetry());
        timeline.onMessageMenu(common.heldMenu(timeline));
        present(ChamberWindow.live(new Stage(), common, timeline));
    }

    /// Shows what was recorded, as soon as that is read.
    void showReplay(Parliament parliament, Appearance appearance, String title, Function<Envelope, String> wire, Opening opening) {
        Focus focus = new Focus();
        present(ChamberWindow.replay(new Stage(), parliament, appearance, focus, title, opening,
                opened -> new TimelinePanel(opened.timeline(), Optional.empty(), focus, new Palette(parliament), _ -> Shared.UNKNOWN_WALK,
                        Shared.details(opened.recall(), wire), opened.recall(), InstantSource.system())));
    }

    private void present(ChamberWindow window) {
        Stage stage = window.stage();
        new Tiling(Screen.getPrimary().getVisualBounds(), 1).place(stage, 0);
        stage.setOnCloseRequest(_ -> {
            window.dispose();
            stage.close();
            chamber = Optional.empty();
            endWithTheLast();
        });
        chamber = Optional.of(window);
        stage.show();
    }

    /// A window that is closed takes its node with it.
    private void closing(HostedNode hosted, NodeWindow window) {
        window.dispose();
        windows.remove(window);
        window.stage().close();
        inFront = windows.stream().findFirst();
        if (!endWithTheLast()) {
            Thread.ofVirtual().start(() -> hosted.node().close());
        }
    }

    private boolean endWithTheLast() {
        boolean last = windows.isEmpty() && chamber.isEmpty();
        if (last) {
            closed.countDown();
        }
        return last;
    }

    // ---- From any thread

    /// Starts a ballot at the node whose window was last in front. From any thread.
    ///
    /// @param wish the decree wished for; empty means what stands in the window's decree field
    public void startBallotInFront(Optional<Decree> wish) {
        Platform.runLater(() -> inFront.ifPresent(window ->
                wish.ifPresentOrElse(window::startBallotFor, window::startBallot)));
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
            chamber.ifPresent(window -> {
                window.dispose();
                window.stage().close();
            });
            chamber = Optional.empty();
            endWithTheLast();
            Platform.exit();
        });
    }
}
