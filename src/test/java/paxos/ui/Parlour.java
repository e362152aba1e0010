package paxos.ui;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.fault.FaultBench;
import paxos.fault.Links;
import paxos.node.Disk;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.node.file.DecreeView;
import paxos.node.file.FileDisk;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.LedgerFiles;
import paxos.view.NodeModel;
import paxos.view.Palette;

/// A room with the program's own windows, each with a real node behind it: file, sockets and all. Has a person's hands
/// and eyes. After each test all is closed, and nothing may have gone wrong on JavaFX's thread meanwhile.
final class Parlour implements BeforeEachCallback, AfterEachCallback {

    static final int WIDTH = 960;
    static final int HEIGHT = 540;

    private static final int SECONDS_OF_PATIENCE = 10;
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta",
            "iota", "kappa", "lambda", "mu", "nu");

    private final FxRobot robot = new FxRobot();
    private final List<NodeWindow> windows = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private Path folder;
    private House house;
    private Appearance appearance;
    private Shared shared;
    private Optional<ChamberWindow> chamber = Optional.empty();
    private Optional<String> caution = Optional.empty();

    // ---- Before and after

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        folder = Files.createTempDirectory("parlour");
        appearance = onFx(Appearance::new);
        onFx(() -> Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown)));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        WaitForAsyncUtils.clearExceptions();
        onFx(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            windows.forEach(NodeWindow::dispose);
            chamber.ifPresent(ChamberWindow::dispose);
        });
        if (house != null) {
            house.hosted().forEach(hosted -> hosted.node().close());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        robot.release(new KeyCode[0]);
        assertNothingThrown();
    }

    /// Nothing was thrown on JavaFX's thread that nobody caught.
    void assertNothingThrown() {
        if (!uncaught.isEmpty()) {
            AssertionError failed = new AssertionError(uncaught.size() + " exceptions on JavaFX's thread, first: " + uncaught.peek());
            uncaught.forEach(failed::addSuppressed);
            throw failed;
        }
    }

    // ---- Furnishing

    /// Makes a network for a legislator.
    interface Wiring {

        /// @param addresses of all legislators
        Network network(String name, SequencedMap<String, InetSocketAddress> addresses);
    }

    /// Opens alpha's window in a parliament of this size, all of whose nodes are of this process.
    void open(int legislators) {
        open(legislators, legislators, 1);
    }

    /// What the windows to be opened should say beforehand.
    void caution(String sentence) {
        caution = Optional.of(sentence);
    }

    /// Opens the windows of the first few legislators, and waits until these see all that are here.
    ///
    /// @param legislators how many the parliament has
    /// @param here        how many of them are of this process
    /// @param shown       how many of these have a window
    void open(int legislators, int here, int shown) {
        furnish(legislators, here, shown, name -> new FileDisk(folder, name), TcpNetwork::new,
                name -> () -> DecreeView.read(folder.resolve(name)));
        // The first comes last, so that it finds the others here at once.
        house.hosted().reversed().forEach(each -> join(each.node().open()));
        for (NodeWindow each : windows) {
            await(each.model().name() + " sees the others", () -> house.hosted().stream().map(other -> other.node().name())
                    .filter(other -> !other.equals(each.model().name()))
                    .allMatch(other -> each.model().reachable(other).get()));
        }
    }

    /// Opens the window of alpha, of a parliament of three, on this disk and network.
    void open(Disk disk, Network network, HostedNode.DecreeFile decreeFile) {
        furnish(3, 1, 1, _ -> disk, (_, _) -> network, _ -> decreeFile);
        join(house.hosted().getFirst().node().open());
        awaitPresence(NodeModel.Presence.OPEN);
    }

    private void furnish(int legislators, int here, int shown, Function<String, Disk> disks, Wiring wiring,
            Function<String, HostedNode.DecreeFile> decreeFiles) {
        List<String> names = NAMES.subList(0, legislators);
        Parliament parliament = new Parliament(names);
        SequencedMap<String, InetSocketAddress> addresses = freeAddresses(names);
        SequencedMap<String, String> places = new LinkedHashMap<>();
        addresses.forEach((name, address) -> places.put(name, "127.0.0.1:" + address.getPort()));
        EventLog log = new EventLog(InstantSource.system(), 10_000);
        List<HostedNode> nodes = new ArrayList<>();
        Links links = new Links(parliament, Set.copyOf(names.subList(0, here)), 1, (name, what) -> nodes.stream().map(HostedNode::node)
                .filter(node -> node.name().equals(name)).forEach(node -> node.note(new Happening.Intervened(what))));
        for (String name : names.subList(0, here)) {
            FaultBench bench = new FaultBench(parliament, name, disks.apply(name), wiring.network(name, addresses), links, 0,
                    walk -> Pauses.random(new SplittableRandom(1), walk), log);
            nodes.add(new HostedNode(bench, folder.resolve(name), decreeFiles.apply(name)));
        }
        house = new House(parliament, places, log, nodes, Optional.empty(), log, Map::of, Envelope::toString, LedgerFiles.NONE, caution);
        shared = Shared.of(house, appearance, () -> { });
        // The first comes last, so that it is in front.
        onFx(() -> nodes.subList(0, shown).reversed().forEach(this::openWindow));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void openWindow(HostedNode hosted) {
        Stage stage = new Stage();
        windows.addFirst(new NodeWindow(stage, hosted, shared, InstantSource.system()));
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    /// Opens the Chamber, in front of all windows.
    ///
    /// @return its scene
    Scene openChamber() {
        ChamberWindow opened = onFx(() -> {
            TimelinePanel timeline = new TimelinePanel(shared.chronicle().whole(), Optional.empty(), shared.focus(),
                    new Palette(house.parliament()), shared.walk(), shared.details(), shared.chronicle(), InstantSource.system());
            ChamberWindow window = ChamberWindow.live(new Stage(), shared, timeline);
            window.stage().setWidth(WIDTH);
            window.stage().setHeight(WIDTH);
            window.stage().setX(0);
            window.stage().setY(0);
            window.stage().show();
            return window;
        });
        chamber = Optional.of(opened);
        awaitPulses();
        return opened.stage().getScene();
    }

    private static SequencedMap<String, InetSocketAddress> freeAddresses(List<String> names) {
        // All are taken before any is let go of, so that no two are the same.
        List<ServerSocket> taken = new ArrayList<>();
        SequencedMap<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        try {
            for (String name : names) {
                ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                taken.add(free);
                addresses.put(name, new InetSocketAddress("127.0.0.1", free.getLocalPort()));
            }
            for (ServerSocket free : taken) {
                free.close();
            }
        } catch (IOException none) {
            throw new AssertionError("no free port", none);
        }
        return addresses;
    }

    // ---- What is in the room

    NodeWindow window(int index) {
        return windows.get(index);
    }

    NodeModel model(int index) {
        return windows.get(index).model();
    }

    HostedNode hosted(int index) {
        return house.hosted().get(index);
    }

    House house() {
        return house;
    }

    Shared shared() {
        return shared;
    }

    Appearance appearance() {
        return appearance;
    }

    Scene scene(int index) {
        return windows.get(index).stage().getScene();
    }

    /// What stands in a window under this selector.
    <T extends javafx.scene.Node> T find(int index, String selector, Class<T> type) {
        return onFx(() -> Optional.ofNullable(scene(index).lookup(selector)).map(type::cast)
                .orElseThrow(() -> new AssertionError("nothing under " + selector)));
    }

    javafx.scene.Node find(int index, String selector) {
        return find(index, selector, javafx.scene.Node.class);
    }

    /// What stands under this selector in whatever window is shown: in one that hangs over another, too.
    <T extends javafx.scene.Node> T anywhere(String selector, Class<T> type) {
        return onFx(() -> lookUp(selector).map(type::cast).orElseThrow(() -> new AssertionError("nothing anywhere under " + selector)));
    }

    /// Whether something that can be seen stands under this selector in whatever window is shown.
    boolean isShown(String selector) {
        return onFx(() -> lookUp(selector).filter(javafx.scene.Node::isVisible).isPresent());
    }

    private static Optional<javafx.scene.Node> lookUp(String selector) {
        return List.copyOf(Window.getWindows()).reversed().stream().filter(Window::isShowing)
                .flatMap(each -> Stream.ofNullable(each.getScene().getRoot().lookup(selector))).findFirst();
    }

    String text(int index, String selector) {
        Labeled labeled = find(index, selector, Labeled.class);
        return onFx(labeled::getText);
    }

    boolean has(javafx.scene.Node node, String pseudoClass) {
        return onFx(() -> node.getPseudoClassStates().contains(PseudoClass.getPseudoClass(pseudoClass)));
    }

    // ---- Hands

    FxRobot robot() {
        return robot;
    }

    /// Brings a window to the front; keys and clicks go there.
    void front(int index) {
        // JavaFX's headless platform leaves windows as they lie: what is shown last is on top, and has the focus.
        onFx(() -> {
            windows.get(index).stage().hide();
            windows.get(index).stage().show();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Clicks on what stands in the front window of this index.
    void click(int index, String selector) {
        robot.clickOn(find(index, selector));
    }

    /// Clicks on what stands anywhere in the room.
    void click(javafx.scene.Node node) {
        robot.clickOn(node);
    }

    /// Works what hangs over the window by the keyboard. (Where the platform of the tests is clicked, what hangs goes away.)
    void work(javafx.scene.Node node) {
        onFx(node::requestFocus);
        press(KeyCode.SPACE);
    }

    /// The question or list that stands in front of the window, once it does.
    DialogPane dialog(String id) {
        await(id + " is asked", () -> dialogs().anyMatch(pane -> id.equals(pane.getId())));
        return onFx(() -> dialogs().filter(pane -> id.equals(pane.getId())).findFirst().orElseThrow());
    }

    void awaitNoDialog() {
        await("nothing is asked", () -> dialogs().findAny().isEmpty());
    }

    private static Stream<DialogPane> dialogs() {
        return List.copyOf(Window.getWindows()).stream().filter(Window::isShowing).map(each -> each.getScene().getRoot())
                .filter(DialogPane.class::isInstance).map(DialogPane.class::cast);
    }

    /// Presses these keys together, and lets go.
    void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Presses a key together with Ctrl.
    void ctrl(KeyCode key) {
        press(KeyCode.CONTROL, key);
    }

    // ---- Waiting

    /// Waits until this is so, as JavaFX's thread sees it.
    void await(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(SECONDS_OF_PATIENCE, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException late) {
            throw new AssertionError("It did not come to this: " + what, late);
        }
    }

    void awaitPresence(NodeModel.Presence presence) {
        await("alpha is " + presence, () -> model(0).presence().get() == presence);
    }

    /// Waits until a few more frames were shown.
    void awaitPulses() {
        CountDownLatch frames = new CountDownLatch(5);
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                frames.countDown();
            }
        };
        onFx(timer::start);
        try {
            if (!frames.await(SECONDS_OF_PATIENCE, TimeUnit.SECONDS)) {
                throw new AssertionError("no frames are shown");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        onFx(timer::stop);
    }

    /// Waits until this decree is on the disk of every legislator here.
    void awaitDecree(String decree) {
        for (HostedNode each : house.hosted()) {
            await(each.node().name() + " knows " + decree, () -> each.decreeFile().read().equals(Optional.of(decree)));
        }
    }

    <T> T onFx(Callable<T> question) {
        try {
            return WaitForAsyncUtils.asyncFx(question).get(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("JavaFX's thread did not answer", failed);
        }
    }

    void onFx(Runnable action) {
        onFx(() -> {
            action.run();
            return true;
        });
    }

    static void join(CompletableFuture<Void> done) {
        try {
            done.get(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("The node did not do it", failed);
        }
    }
}
