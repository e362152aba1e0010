package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Paint;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.trace.ShiVizLog;
import paxos.trace.TraceReader;
import paxos.ui.timeline.TimelineView;
import paxos.view.MessageRow;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Camera;
import paxos.view.timeline.Fate;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// What a person's hands do to the timeline of a window.
class TimelineGesturesTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    @TempDir
    private Path folder;

    /// One ballot has passed, and is seen closely enough.
    @BeforeEach
    void passOneBallot() {
        parlour.open(3, 3, 2);
        Parlour.join(parlour.hosted(0).node().propose(Optional.of(new Decree(17))));
        parlour.await("everybody knows", () -> IntStream.range(0, 2).allMatch(i ->
                parlour.model(i).ledger().get().decree().isPresent()) && timeline().walking() == 0 && arrows().size() >= 8);
        parlour.onFx(() -> {
            view().turn(Axis.LOGICAL_STEPS);
            camera().fit();
            camera().follow(false);
            return true;
        });
        parlour.awaitPulses();
    }

    private TimelineView view() {
        return parlour.find(0, "#timeline", TimelineView.class);
    }

    private Camera camera() {
        return view().camera();
    }

    private Timeline timeline() {
        return view().timeline();
    }

    private List<Arrow> arrows() {
        return parlour.onFx(() -> IntStream.range(timeline().arrows().first(), timeline().arrows().next())
                .mapToObj(timeline().arrows()::get).toList());
    }

    private Focus focus() {
        return parlour.shared().focus();
    }

    /// A point of the screen, by pixels of the diagram.
    private Point2D onScreen(double x, double y) {
        return parlour.onFx(() -> {
            Viewport viewport = camera().viewport();
            return view().localToScreen(view().getWidth() - viewport.width() + x, y);
        });
    }

    private double y(String legislator) {
        return parlour.onFx(() -> camera().viewport().ys()
                .get(timeline().parliament().legislators().indexOf(legislator)));
    }

    /// A place of the screen on the line of this arrow.
    private Point2D on(Arrow arrow) {
        Viewport seen = parlour.onFx(() -> camera().viewport());
        double x1 = seen.x(arrow.start().on(seen.axis()));
        double x2 = seen.x(arrow.end().orElseThrow().on(seen.axis()));
        double part = 0.4;
        return onScreen(x1 + part * (x2 - x1), y(arrow.from()) + part * (y(arrow.to()) - y(arrow.from())));
    }

    private Arrow begin() {
        return arrows().stream().filter(arrow -> arrow.label().startsWith("Begin") && arrow.fate() == Fate.RECEIVED).findFirst()
                .orElseThrow();
    }

    // ---- Moving

    @Test
    void draggingPans() {
        parlour.onFx(() -> {
            camera().zoom(4, 0);
            return true;
        });
        double before = parlour.onFx(() -> camera().viewport().from());
        parlour.robot().moveTo(onScreen(300, 5)).press(MouseButton.PRIMARY).moveBy(-120, 0).release(MouseButton.PRIMARY);
        double after = parlour.onFx(() -> camera().viewport().from());
        assertEquals(120 / parlour.onFx(() -> camera().viewport().scale()), after - before, 0.2);
    }

    @Test
    void theWheelWithCtrlZoomsAroundThePointer() {
        double before = parlour.onFx(() -> camera().viewport().place(200));
        double scale = parlour.onFx(() -> camera().viewport().scale());
        parlour.onFx(() -> {
            // The headless platform's wheel knows no Ctrl.
            Node diagram = view().lookup(".diagram");
            Point2D place = diagram.localToScene(200, 60);
            Event.fireEvent(diagram, new ScrollEvent(ScrollEvent.SCROLL, place.getX(), place.getY(), 0, 0, false, true, false, false,
                    false, false, 0, 80, 0, 80, ScrollEvent.HorizontalTextScrollUnits.NONE, 0,
                    ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
            return true;
        });
        assertNotEquals(scale, parlour.onFx(() -> camera().viewport().scale()), 0.01);
        assertEquals(before, parlour.onFx(() -> camera().viewport().place(200)), 0.1);
    }

    @Test
    void keysGoToTheBeginningToTheWholeRunAndTurnTheAxis() {
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        assertEquals(Axis.WALL_CLOCK, parlour.onFx(() -> camera().axis()));
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.HOME);
        assertTrue(parlour.onFx(() -> camera().viewport().from() <= 0));
        assertFalse(parlour.onFx(() -> camera().following()));
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        assertTrue(parlour.onFx(() -> camera().viewport().to() >= timeline().end(Axis.WALL_CLOCK)));
    }

    // ---- Pointing and picking

    @Test
    void pointingAtAMessageTellsItsWireItsWhyAndWhatItChanged() {
        parlour.robot().moveTo(on(begin()));
        parlour.await("the card is shown", () -> parlour.find(0, "#hover-card").isVisible());
        String told = parlour.onFx(() -> String.join("\n", parlour.find(0, "#hover-card").lookupAll(".label").stream()
                .map(node -> ((Label) node).getText()).toList()));
        assertTrue(told.contains("Begin 0 · 17"), told);
        assertTrue(told.contains("voted for 17 in ballot 0"), told);
        assertTrue(told.contains("wrote prevVote 0→17 (was –)"), told);
        assertTrue(told.contains("BeginBallot"), told);
        parlour.robot().moveTo(parlour.find(0, "#start"));
        parlour.await("and goes", () -> !parlour.find(0, "#hover-card").isVisible());
    }

    @Test
    void aClickPicksInAllWindowsAndInMessagesAndEscLetsGo() {
        parlour.ctrl(KeyCode.DIGIT2);
        Arrow begin = begin();
        parlour.robot().clickOn(on(begin));
        assertEquals(Optional.of(begin.key()), parlour.onFx(() -> focus().picked().get().flatMap(Focus.Picked::message)));
        parlour.awaitPulses();
        assertTrue(parlour.text(0, "#timeline-said").startsWith("Ballot 0: quorum "), parlour.text(0, "#timeline-said"));
        assertEquals(parlour.text(0, "#timeline-said"), parlour.text(1, "#timeline-said"));
        TableView<?> messages = parlour.find(0, "#messages", TableView.class);
        MessageRow row = (MessageRow) parlour.onFx(() -> messages.getSelectionModel().getSelectedItem());
        assertEquals(begin.id(), row.id());
        parlour.press(KeyCode.ESCAPE);
        assertTrue(parlour.onFx(() -> focus().picked().get().isEmpty()));
        assertEquals(-1, parlour.onFx(() -> messages.getSelectionModel().getSelectedIndex()));
    }

    @Test
    void aRowThatIsSelectedPicksItsArrow() {
        parlour.ctrl(KeyCode.DIGIT2);
        TableView<?> messages = parlour.find(0, "#messages", TableView.class);
        parlour.onFx(() -> {
            messages.getSelectionModel().select(1);
            return true;
        });
        MessageRow row = (MessageRow) parlour.onFx(() -> messages.getSelectionModel().getSelectedItem());
        assertEquals(Optional.of(row.id()), parlour.onFx(() -> focus().picked().get().flatMap(Focus.Picked::message).map(key -> key.id())));
    }

    // ---- Searching

    @Test
    void enterAndF3GoFromOneMessageFoundToTheNext() {
        parlour.ctrl(KeyCode.F);
        parlour.onFx(() -> {
            parlour.find(0, "#search", TextField.class).setText("type:voted");
            return true;
        });
        parlour.press(KeyCode.ENTER);
        List<String> found = new ArrayList<>(List.of(picked()));
        parlour.press(KeyCode.F3);
        found.add(picked());
        parlour.press(KeyCode.SHIFT, KeyCode.F3);
        assertEquals(found.getFirst(), picked());
        long voted = arrows().stream().filter(arrow -> arrow.label().startsWith("Voted")).count();
        assertTrue(parlour.text(0, "#timeline-said").contains("of %d found".formatted(voted)) || voted == 1,
                parlour.text(0, "#timeline-said"));
        found.forEach(id -> assertTrue(arrows().stream().anyMatch(arrow -> arrow.id().equals(id) && arrow.label().startsWith("Voted"))));
        parlour.onFx(() -> {
            parlour.find(0, "#search", TextField.class).setText("ballot:77");
            return true;
        });
        parlour.press(KeyCode.F3);
        assertEquals("No message here is found by “ballot:77”.", parlour.text(0, "#timeline-said"));
    }

    private String picked() {
        return parlour.onFx(() -> focus().picked().get().flatMap(Focus.Picked::message).orElseThrow().id());
    }

    // ---- The past

    @Test
    void pressingTheRulerLooksAtThePastAndEscComesBack() {
        assertEquals("0 → 17", parlour.text(0, "#prevVote .value"));
        Paint now = ledgerPaper();
        Viewport seen = parlour.onFx(() -> camera().viewport());
        double before = begin().start().step() - 1.5;
        parlour.robot().clickOn(onScreen(seen.x(before), seen.height() - Viewport.RULER / 2));
        parlour.await("the ledger of then", () -> parlour.text(0, "#prevVote .value").equals("–"));
        assertEquals("0", parlour.text(0, "#nextBal .value"), "promised already");
        assertTrue(parlour.has(parlour.find(0, ".ledger"), "past"), "marked as past");
        assertNotEquals(now, ledgerPaper(), "to be seen from the back row");
        assertTrue(parlour.find(0, "#back-to-now").isVisible());
        assertEquals("–", parlour.text(0, "#decree"));
        parlour.press(KeyCode.ESCAPE);
        parlour.await("the ledger of now", () -> parlour.text(0, "#prevVote .value").equals("0 → 17"));
        parlour.await("the decree on the disk", () -> parlour.text(0, "#decree").equals("17"));
        assertFalse(parlour.has(parlour.find(0, ".ledger"), "past"));
        assertEquals(now, ledgerPaper());
    }

    private Paint ledgerPaper() {
        parlour.awaitPulses();
        return parlour.onFx(() -> parlour.find(0, ".ledger > .panel", Region.class).getBackground().getFills().getLast().getFill());
    }

    @Test
    void keysStepThroughWhatWasWritten() {
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.COMMA);
        assertTrue(parlour.find(0, "#back-to-now").isVisible());
        double last = parlour.onFx(() -> view().cursor().get().getAsDouble());
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.COMMA);
        double before = parlour.onFx(() -> view().cursor().get().getAsDouble());
        assertTrue(before < last, before + " then " + last);
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.PERIOD);
        assertEquals(last, parlour.onFx(() -> view().cursor().get().getAsDouble()));
    }

    // ---- What is shown

    @Test
    void mineShowsWhatThisLegislatorKnowsByItself() {
        long all = arrows().size();
        assertTrue(arrows().stream().allMatch(Arrow::startSeen));
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        parlour.await("mine", () -> parlour.find(0, "#mine", ToggleButton.class).isSelected() && !arrows().isEmpty());
        assertTrue(arrows().stream().allMatch(arrow -> arrow.from().equals("alpha") || arrow.to().equals("alpha")));
        assertTrue(arrows().stream().filter(arrow -> arrow.to().equals("alpha")).noneMatch(Arrow::startSeen), "only the arrival is known");
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        assertEquals(all, arrows().size());
    }

    @Test
    void aNameThatIsDraggedMovesItsLane() {
        double x = parlour.onFx(() -> camera().viewport().width() - view().getWidth() + 20);
        parlour.robot().moveTo(onScreen(x, y("alpha"))).press(MouseButton.PRIMARY).moveTo(onScreen(x, y("gamma")))
                .release(MouseButton.PRIMARY);
        assertEquals(List.of(1, 2, 0), parlour.onFx(() -> camera().lanes()));
    }

    // ---- Files

    @Test
    void everyFileThatIsWrittenCanBeOpenedAgain() throws Exception {
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        List<MenuItem> items = parlour.onFx(() -> new Exports(view(), parlour.shared().chronicle(),
                kind -> Optional.of(folder.resolve(kind + "-" + kind.file())), said::add, Platform::runLater).items());
        List<MenuItem> writing = items.stream().filter(item -> item.getOnAction() != null).toList();
        assertEquals(Exports.Kind.values().length, writing.size());
        parlour.onFx(() -> {
            writing.forEach(MenuItem::fire);
            return true;
        });
        parlour.await("all are written", () -> said.stream().filter(each -> each.startsWith("Written: ")).count() == writing.size());
        for (Exports.Kind kind : Exports.Kind.values()) {
            check(kind, folder.resolve(kind + "-" + kind.file()));
        }
    }

    private void check(Exports.Kind kind, Path file) throws Exception {
        switch (kind) {
            case PNG_SHOWN, PNG_WHOLE -> {
                BufferedImage image = ImageIO.read(file.toFile());
                assertTrue(image.getWidth() >= parlour.onFx(() -> view().getWidth()) - 1, kind + ": " + image.getWidth());
            }
            case SVG_SHOWN, SVG_WHOLE -> {
                Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
                assertEquals("svg", document.getDocumentElement().getTagName());
                assertTrue(document.getElementsByTagName("line").getLength() >= arrows().size(), kind.toString());
                assertTrue(Files.readString(file).contains("Begin 0 · 17"));
            }
            case SHIVIZ -> checkShiViz(Files.readAllLines(file));
            case MERMAID -> {
                String text = Files.readString(file);
                assertTrue(text.startsWith("sequenceDiagram"), text);
                // A legislator's messages to itself are arrows there as well.
                assertTrue(Pattern.compile("->>|-->>").matcher(text).results().count() >= arrows().size(), text);
            }
            case TRACE -> {
                Timeline again = new Timeline(timeline().parliament());
                try (TraceReader reader = TraceReader.open(file)) {
                    assertEquals(Optional.empty(), reader.read(again::take, TraceReader.Progress.NONE).remark());
                }
                assertEquals(arrows().size(), again.arrows().next());
                assertEquals(Optional.of(new Decree(17)), again.lane("beta").ledger().decree());
                assertEquals(new Ballot(0), again.lane("gamma").ledger().nextBal());
            }
        }
    }

    private static void checkShiViz(List<String> lines) throws IOException {
        assertEquals(ShiVizLog.PARSER, lines.getFirst());
        Pattern parser = Pattern.compile(lines.getFirst());
        lines.stream().skip(2).filter(line -> !line.isBlank()).forEach(line ->
                assertTrue(parser.matcher(line).matches(), line));
        assertTrue(lines.size() > 30);
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOf() {
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        List<MenuItem> items = parlour.onFx(() -> new Exports(view(), parlour.shared().chronicle(),
                _ -> Optional.of(folder.resolve("nowhere").resolve("x.svg")), said::add, Platform::runLater).items());
        parlour.onFx(() -> {
            items.stream().filter(item -> "export-svg-shown".equals(item.getId())).findFirst().orElseThrow().fire();
            return true;
        });
        parlour.await("told", () -> said.stream().anyMatch(each -> each.contains("could not be written")));
    }
}
