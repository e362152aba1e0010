package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.node.MemoryDisk;
import paxos.synod.Message;
import paxos.view.BallotProgress;
import paxos.view.LittleParliament;
import paxos.view.NodeModel;

/// A window of the least size, 960 x 540, shows parliaments whose members have long names.
class LongNamesTest {

    private final Map<String, MemoryDisk> disks = new ConcurrentHashMap<>();
    private LittleParliament parliament;
    private NodeWindow window;

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
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

    @ParameterizedTest
    @CsvSource({"3, 12, true", "5, 12, false", "6, 8, false", "7, 6, false", "7, 12, true", "9, 12, false", "25, 7, true"})
    void noTextIsCutOffButAddressAndPath(int legislators, int characters, boolean dark) throws Exception {
        List<String> names = IntStream.range(0, legislators)
                .mapToObj(index -> "Themistocles".substring(0, characters - 1) + (char) ('a' + index)).toList();
        parliament = new LittleParliament(names, names, name -> disks.computeIfAbsent(name, _ -> new MemoryDisk()), Path.of("nowhere"));
        window = onFx(() -> {
            Appearance appearance = new Appearance();
            appearance.dark().set(dark);
            Stage stage = new Stage();
            NodeWindow opened = new NodeWindow(stage, parliament.hosted(names.get(1)), Shared.of(parliament.house(), appearance, () -> { }),
                    InstantSource.system());
            stage.setWidth(Tiling.LEAST_WIDTH);
            stage.setHeight(Tiling.LEAST_HEIGHT);
            stage.show();
            return opened;
        });
        parliament.openAll();
        NodeModel model = window.model();
        await(() -> model.presence().get() == NodeModel.Presence.OPEN && model.reachable(names.getLast()).get());
        assertReadable("idle");
        assertTrue(onFx(() -> window.stage().getScene().lookup(".ballot .remark").isVisible()), "the quorum is shown where there is room");

        parliament.hold(message -> message instanceof Message.BeginBallot);
        parliament.startBallot(names.get(1), 17);
        await(() -> model.ballot().get().step() == 4);
        assertReadable("president at step 4");
        parliament.letGo();
        await(() -> model.ballot().get().step() == BallotProgress.FINISHED);

        parliament.crash(names.getLast());
        parliament.startBallot(names.getFirst(), 2_000_000_000);
        await(() -> model.ballot().get().president().equals(names.getFirst())
                && model.ballot().get().ending() == BallotProgress.Ending.PASSED && !model.reachable(names.getLast()).get());
        assertReadable("voter, and one has crashed");
    }

    private void assertReadable(String when) {
        WaitForAsyncUtils.waitForFxEvents();
        List<String> faults = onFx(() -> {
            window.stage().getScene().snapshot(null);
            List<String> found = new ArrayList<>();
            look(window.stage().getScene().getRoot(), found);
            return found;
        });
        assertEquals(List.of(), faults, when);
    }

    /// Notes each text that is shown otherwise than it should be, or that lies outside of what is around it.
    private void look(Node node, List<String> found) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled && !labeled.getStyleClass().contains("path")
                && !labeled.getStyleClass().contains("header-address") && !labeled.getText().isEmpty()) {
            labeled.getChildrenUnmodifiable().stream().filter(Text.class::isInstance).map(Text.class::cast)
                    .filter(shown -> !shown.getText().equals(labeled.getText()))
                    .forEach(shown -> found.add("“%s” for “%s”".formatted(shown.getText(), labeled.getText())));
            Bounds place = labeled.localToScene(labeled.getLayoutBounds());
            if (place.getMaxX() > Tiling.LEAST_WIDTH + 0.5 || place.getMinX() < -0.5) {
                found.add("“%s” is outside of the window: %.0f to %.0f".formatted(labeled.getText(), place.getMinX(), place.getMaxX()));
            }
            Parent parent = labeled.getParent();
            if (parent.getStyleClass().contains("header") || parent.getStyleClass().contains("panel-heading")
                    || parent.getStyleClass().contains("step") || parent.getStyleClass().contains("peers")) {
                parent.getChildrenUnmodifiable().stream().filter(other -> other != labeled && other.isVisible()
                                && other.getBoundsInParent().getWidth() > 0)
                        .filter(other -> other.getBoundsInParent().intersects(labeled.getBoundsInParent().getMinX() + 1,
                                labeled.getBoundsInParent().getMinY() + 1, Math.max(1, labeled.getWidth() - 2), labeled.getHeight() - 2))
                        .forEach(other -> found.add("“%s” lies on %s".formatted(labeled.getText(), other)));
            }
        }
        if (node instanceof Parent parent && !parent.getStyleClass().contains("virtual-flow")) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, found));
        }
        assertTrue(found.size() < 100);
    }
}
