package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.audit.Check;
import paxos.fault.FaultBench;
import paxos.fault.Links;
import paxos.node.Pauses;
import paxos.node.file.DecreeView;
import paxos.node.file.FileDisk;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Decree;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.Rule;
import paxos.view.BallotProgress;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.NodeModel;
import paxos.view.Palette;

/// Makes the pictures of the README: the program's own windows, with real nodes that speak over real sockets.
///
/// No test, as its name says; run it with `mvn -B test -Dtest=MakePictures`.
class MakePictures {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int CHAMBER_WIDTH = 1280;
    private static final int CHAMBER_HEIGHT = 720;
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

    private final List<NodeWindow> windows = new ArrayList<>();

    @TempDir
    private Path temporary;

    @Test
    void makePictures() throws Exception {
        FxToolkit.registerPrimaryStage();
        House house = house(NAMES, 600);
        Appearance appearance = WaitForAsyncUtils.asyncFx(Appearance::new).get();
        for (HostedNode hosted : house.hosted()) {
            hosted.node().open().get(10, TimeUnit.SECONDS);
        }
        Shared shared = Shared.of(house, appearance, () -> { });
        onFx(() -> house.hosted().forEach(hosted -> windows.add(window(hosted, shared))));
        for (NodeWindow window : windows) {
            window.model().peers().forEach(peer -> waitFor(() -> window.model().reachable(peer).get()));
        }

        house.hosted().get(1).node().propose(Optional.of(new Decree(17))).get(10, TimeUnit.SECONDS);
        waitFor(() -> windows.get(1).model().ballot().get().voters().size() == 1);
        pause(250);
        save("four-windows.png", windows, 2);

        waitFor(() -> windows.stream().allMatch(window -> window.model().ledger().get().decree().isPresent()));
        house.hosted().get(2).node().crash().get(10, TimeUnit.SECONDS);
        house.hosted().get(0).node().propose(Optional.of(new Decree(99))).get(10, TimeUnit.SECONDS);
        waitFor(() -> windows.get(0).model().ballot().get().ending() == BallotProgress.Ending.PASSED);
        waitFor(() -> windows.get(0).model().ballot().get().told().size() == NAMES.size() - 1);
        waitFor(() -> windows.get(2).model().presence().get() == NodeModel.Presence.CRASHED);
        pause(500);
        save("crash.png", windows, 2);

        saveChamber("chamber.png", shared, _ -> shared.focus().pick(shared.chronicle().whole().lane("alpha").ledger().nextBal()));

        onFx(() -> appearance.dark().set(true));
        pause(500);
        save("dark.png", windows, 1);
        leave(house);
    }

    /// Messages held at alpha's door, while the others go on.
    @Test
    void makeThePictureOfTheInbox() throws Exception {
        FxToolkit.registerPrimaryStage();
        House house = house(NAMES, 300);
        Shared shared = open(house);
        HostedNode alpha = house.hosted().getFirst();
        onFx(() -> windows.add(window(alpha, shared)));
        windows.getFirst().model().peers().forEach(peer -> waitFor(() -> windows.getFirst().model().reachable(peer).get()));
        alpha.bench().hold().hold(true);
        alpha.node().propose(Optional.of(new Decree(17))).get(10, TimeUnit.SECONDS);
        waitFor(() -> alpha.bench().hold().waiting().size() == 3);
        house.hosted().get(1).node().propose(Optional.of(new Decree(99))).get(10, TimeUnit.SECONDS);
        waitFor(() -> alpha.bench().hold().waiting().size() >= 4);
        alpha.bench().hold().deliver(alpha.bench().hold().waiting().get(3).number());
        alpha.bench().hold().duplicate(alpha.bench().hold().waiting().get(1).number());
        waitFor(() -> house.hosted().get(1).decreeFile().read().isPresent());
        pause(1500);
        save("inbox.png", windows, 1);
        leave(house);
    }

    /// A promise forgotten, two decrees, and the audit's evidence.
    @Test
    void makeThePictureOfTwoDecrees() throws Exception {
        FxToolkit.registerPrimaryStage();
        House house = house(NAMES.subList(0, 3), 300);
        Shared shared = open(house);
        HostedNode alpha = house.hosted().get(0);
        HostedNode beta = house.hosted().get(1);
        HostedNode gamma = house.hosted().get(2);
        beta.node().crash().get(10, TimeUnit.SECONDS);
        alpha.node().propose(Optional.of(new Decree(17))).get(10, TimeUnit.SECONDS);
        waitFor(() -> alpha.decreeFile().read().isPresent() && gamma.decreeFile().read().isPresent());
        alpha.node().crash().get(10, TimeUnit.SECONDS);
        gamma.node().crash().get(10, TimeUnit.SECONDS);
        gamma.bench().setRules(Set.of(Rule.KEEP_PROMISES));
        gamma.bench().restart(gamma.bench().comebacks().getLast()).get(10, TimeUnit.SECONDS);
        beta.node().open().get(10, TimeUnit.SECONDS);
        beta.node().propose(Optional.of(new Decree(99))).get(10, TimeUnit.SECONDS);
        waitFor(() -> beta.decreeFile().read().isPresent() && gamma.decreeFile().read().isPresent());
        alpha.node().open().get(10, TimeUnit.SECONDS);
        pause(1000);
        saveChamber("two-decrees.png", shared, timeline ->
                timeline.show(shared.auditor().findings().get().of(Check.PROMISES).first().getFirst().evidence()));
        leave(house);
    }

    private static Shared open(House house) throws Exception {
        for (HostedNode hosted : house.hosted().reversed()) {
            hosted.node().open().get(10, TimeUnit.SECONDS);
        }
        Appearance appearance = WaitForAsyncUtils.asyncFx(Appearance::new).get();
        return Shared.of(house, appearance, () -> { });
    }

    private void leave(House house) {
        house.hosted().forEach(hosted -> hosted.node().close());
        onFx(() -> windows.forEach(window -> {
            window.dispose();
            window.stage().close();
        }));
    }

    /// The Chamber.
    ///
    /// @param pick picks something out
    private static void saveChamber(String file, Shared shared, Consumer<TimelinePanel> pick) throws Exception {
        List<ChamberWindow> chamber = new ArrayList<>();
        List<TimelinePanel> timelines = new ArrayList<>();
        onFx(() -> {
            TimelinePanel timeline = new TimelinePanel(shared.chronicle().whole(), Optional.empty(), shared.focus(),
                    new Palette(shared.house().parliament()), shared.walk(), shared.details(), shared.chronicle(), InstantSource.system());
            timelines.add(timeline);
            ChamberWindow window = ChamberWindow.live(new Stage(), shared, timeline);
            window.stage().setWidth(CHAMBER_WIDTH);
            window.stage().setHeight(CHAMBER_HEIGHT);
            window.stage().show();
            chamber.add(window);
        });
        pause(1500);
        onFx(() -> pick.accept(timelines.getFirst()));
        pause(1500);
        List<WritableImage> pictures = new ArrayList<>();
        onFx(() -> {
            pictures.add(chamber.getFirst().stage().getScene().snapshot(null));
            chamber.getFirst().dispose();
            chamber.getFirst().stage().close();
            shared.focus().clear();
        });
        save(file, pictures, 1, CHAMBER_WIDTH, CHAMBER_HEIGHT);
    }

    private Path parliamentFolder() {
        return temporary.resolve("parliament");
    }

    private House house(List<String> names, int delayMillis) throws IOException {
        Parliament parliament = new Parliament(names);
        SequencedMap<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        SequencedMap<String, String> shown = new LinkedHashMap<>();
        for (String name : names) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                addresses.put(name, new InetSocketAddress("127.0.0.1", free.getLocalPort()));
            }
            // As in configs/four-legislators.json, so that the pictures do not change with the ports that were free.
            shown.put(name, "127.0.0.1:" + (8000 + NAMES.indexOf(name)));
        }
        EventLog log = new EventLog(InstantSource.system(), 10_000);
        List<HostedNode> hosted = new ArrayList<>();
        Links links = new Links(parliament, Set.copyOf(names), 1, (name, what) -> hosted.stream().map(HostedNode::node)
                .filter(node -> node.name().equals(name)).forEach(node -> node.note(new Happening.Intervened(what))));
        for (String name : names) {
            FaultBench bench = new FaultBench(parliament, name, new FileDisk(parliamentFolder(), name), new TcpNetwork(name, addresses),
                    links, delayMillis, walk -> Pauses.random(new SplittableRandom(1), walk), log);
            Path folder = parliamentFolder().resolve(name);
            hosted.add(new HostedNode(bench, folder, () -> DecreeView.read(folder)));
        }
        return new House(parliament, shown, log, hosted, Optional.empty());
    }

    private static NodeWindow window(HostedNode hosted, Shared shared) {
        Stage stage = new Stage();
        NodeWindow window = new NodeWindow(stage, hosted, shared, InstantSource.system());
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.show();
        return window;
    }

    /// Saves the windows, so many side by side.
    private static void save(String file, List<NodeWindow> windows, int columns) throws Exception {
        List<WritableImage> pictures = new ArrayList<>();
        onFx(() -> windows.subList(0, columns * columns).forEach(window ->
                pictures.add(window.stage().getScene().snapshot(null))));
        save(file, pictures, columns, WIDTH, HEIGHT);
    }

    private static void save(String file, List<WritableImage> pictures, int columns, int width, int height) throws IOException {
        BufferedImage all = new BufferedImage(width * columns, height * columns, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pictures.size(); i++) {
            WritableImage picture = pictures.get(i);
            for (int y = 0; y < Math.min(height, picture.getHeight()); y++) {
                for (int x = 0; x < Math.min(width, picture.getWidth()); x++) {
                    all.setRGB(i % columns * width + x, i / columns * height + y, picture.getPixelReader().getArgb(x, y));
                }
            }
        }
        Path target = Path.of("assets", file);
        Files.createDirectories(target.getParent());
        assertTrue(ImageIO.write(FewColours.of(all), "png", target.toFile()), "PNG can be written");
        assertTrue(Files.size(target) < 300_000, file + " is too large for the repository: " + Files.size(target) + " bytes");
    }

    private static void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void waitFor(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        } catch (Exception late) {
            throw new AssertionError("What the picture is to show did not come.", late);
        }
    }

    /// Lets some pulses pass, so that messengers are seen on their way and flashes end. A picture's moment, no test's.
    private static void pause(int millis) {
        WaitForAsyncUtils.sleep(millis, TimeUnit.MILLISECONDS);
    }
}
