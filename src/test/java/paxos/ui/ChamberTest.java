package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.node.Envelope;
import paxos.node.Observation;
import paxos.node.Observation.State;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Parliament;
import paxos.synod.Vote;
import paxos.trace.EventLog;
import paxos.view.Auditor;
import paxos.view.House;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Lane.Standing;
import paxos.view.timeline.Timeline;

/// The Chamber's window: cards, keys, the past, and the opening of what was recorded.
class ChamberTest {

    private static final Ledger FULL = Ledger.BLANK.withLastTried(new Ballot(4)).withNextBal(new Ballot(9))
            .withPrevVote(new Vote(new Ballot(4), new Decree(17))).withDecree(new Decree(17));
    /// The longest that there can be.
    private static final Ledger LONGEST = Ledger.BLANK.withLastTried(new Ballot(Integer.MAX_VALUE)).withNextBal(new Ballot(Integer.MAX_VALUE))
            .withPrevVote(new Vote(new Ballot(Integer.MAX_VALUE), new Decree(Integer.MIN_VALUE))).withDecree(new Decree(Integer.MIN_VALUE));

    private final FxRobot robot = new FxRobot();
    private final StubDiagram diagram = new StubDiagram();
    private final Map<String, Observation.State> telemetry = new ConcurrentHashMap<>();
    private final Map<String, Ledger> disk = new ConcurrentHashMap<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private Appearance appearance;
    private ChamberWindow window;

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @AfterEach
    void close() {
        letGo.countDown();
        onFx(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            window.dispose();
            return true;
        });
        robot.release(new KeyCode[0]);
    }

    // ---- Cards

    @Test
    void aCardSaysHowItsLegislatorStandsAndWhatItsLedgerSays() {
        diagram.set("alpha", Standing.OPEN, FULL);
        diagram.set("beta", Standing.CRASHED, Ledger.BLANK.withNextBal(new Ballot(9)));
        open("alpha", "beta");
        awaitText("#card-alpha .standing", "open");
        assertEquals(List.of("4", "9", "4 → 17"), values("alpha"));
        assertEquals("17", text("#card-alpha .decree"));
        assertFalse(has("#card-alpha", "away"));
        assertEquals("crashed", text("#card-beta .standing"));
        assertEquals(List.of("–", "9", "–"), values("beta"));
        assertEquals("–", text("#card-beta .decree"));
        assertTrue(has("#card-beta", "crashed") && has("#card-beta", "away"));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, STREAMING, open", "OPEN, UNREACHABLE, open · not heard", "OPEN, CONNECTING, open · not heard",
        "OPEN, NO_TELEMETRY, open · no telemetry", "LEFT, UNREACHABLE, left", "CRASHED, CONNECTING, crashed",
        "UNREACHABLE, NO_TELEMETRY, unreachable", "UNKNOWN, STREAMING, not here yet", "UNKNOWN, CONNECTING, not heard yet",
        "UNKNOWN, UNREACHABLE, unreachable", "UNKNOWN, NO_TELEMETRY, no telemetry"})
    void itIsSaidInWordsHowALegislatorStandsAndWhetherItIsHeard(Standing standing, State state, String words) {
        diagram.set("alpha", standing, Ledger.BLANK);
        telemetry.put("alpha", state);
        open("alpha");
        awaitText("#card-alpha .standing", words);
    }

    /// That others saw it come does not mean that its ledger is blank.
    @Test
    void ofWhomNothingIsHeardTheLedgerIsNotKnown() {
        diagram.set("alpha", Standing.OPEN, Ledger.BLANK);
        telemetry.put("alpha", State.NO_TELEMETRY);
        open("alpha", "beta");
        awaitText("#card-alpha .decree", "?");
        assertEquals(List.of("?", "?", "?"), values("alpha"));
        assertEquals("?", text("#card-beta .decree"), "nothing has happened at it yet");
        onFx(() -> telemetry.put("alpha", State.STREAMING));
        awaitText("#card-alpha .decree", "–");
    }

    @Test
    void ofWhomNothingIsHeardTheFilesOnThisMachineAreShown() {
        disk.put("alpha", FULL);
        disk.put("beta", FULL);
        telemetry.put("alpha", State.NO_TELEMETRY);
        open("alpha", "beta");
        awaitText("#card-alpha .standing", "no telemetry · on disk");
        assertEquals(List.of("4", "9", "4 → 17"), values("alpha"));
        assertEquals("?", text("#card-beta .decree"), "who is heard tells what is so");
        onFx(() -> diagram.past = Optional.of("14:02:11.348"));
        awaitText("#card-alpha .decree", "?");
        onFx(() -> diagram.past = Optional.empty());
        awaitText("#card-alpha .decree", "17");
        disk.clear();
        awaitText("#card-alpha .decree", "?");
        disk.put("alpha", FULL);
        diagram.set("alpha", Standing.OPEN, Ledger.BLANK.withNextBal(new Ballot(12)));
        awaitText("#card-alpha .standing", "open · no telemetry");
        assertEquals(List.of("–", "12", "–"), values("alpha"));
    }

    @Test
    void theLedgersTakeTheHeightThatTheyNeedWhateverSizeTheWindowGets() {
        open(1400, 880, 1, "alpha", "beta", "gamma", "delta");
        awaitSettled();
        onFx(() -> {
            window.stage().setHeight(640);
            window.stage().setWidth(1000);
            return true;
        });
        awaitSettled();
        onFx(() -> {
            window.stage().setHeight(900);
            return true;
        });
        awaitSettled();
        press(KeyCode.CONTROL, KeyCode.PLUS);
        awaitSettled();
    }

    @Test
    void theLedgersTakeMoreHeightWhereTheyNeedASecondRow() {
        open(1400, 900, 0.75, "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta");
        awaitSettled();
        double oneRow = onFx(() -> ((Region) find("#ledgers")).getHeight());
        onFx(() -> {
            window.stage().setWidth(900);
            return true;
        });
        awaitSettled();
        assertTrue(onFx(() -> ((Region) find("#ledgers")).getHeight()) > 1.5 * oneRow);
    }

    private void awaitSettled() {
        awaitPulses();
        await("the ledgers have the height that they need", () -> {
            Region wall = (Region) find(".ledger-wall");
            double surplus = ((Region) find("#ledgers")).getHeight() - wall.prefHeight(wall.getWidth());
            return surplus > -1 && surplus < 20;
        });
    }

    /// Waits until a few more frames were shown.
    private static void awaitPulses() {
        CountDownLatch frames = new CountDownLatch(5);
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                frames.countDown();
            }
        };
        onFx(() -> {
            timer.start();
            return true;
        });
        await(frames);
        onFx(() -> {
            timer.stop();
            return true;
        });
    }

    @Test
    void whatChangesFlashesAndOnlyThat() {
        diagram.set("alpha", Standing.OPEN, Ledger.BLANK);
        open("alpha");
        awaitText("#card-alpha .decree", "–");
        onFx(() -> diagram.entries.put("alpha", entry(Ledger.BLANK.withNextBal(new Ballot(3)))));
        await("nextBal flashes", () -> rows("alpha").get(1).getPseudoClassStates().contains(PseudoClass.getPseudoClass("changed")));
        assertFalse(has("#card-alpha .decree-entry", "changed"));
        await("and ends", () -> !rows("alpha").get(1).getPseudoClassStates().contains(PseudoClass.getPseudoClass("changed")));
        onFx(() -> diagram.entries.put("alpha", entry(FULL)));
        await("the decree flashes", () -> has("#card-alpha .decree-entry", "changed"));
    }

    // ---- The past

    @Test
    void thePastIsMarkedAndEscLeadsBackToNow() {
        diagram.set("alpha", Standing.OPEN, FULL);
        open("alpha");
        awaitText("#card-alpha .decree", "17");
        assertFalse(find("#past").isVisible() || has("#card-alpha", "past"));
        onFx(() -> {
            diagram.past = Optional.of("14:02:11.348");
            diagram.set("alpha", Standing.OPEN, Ledger.BLANK);
            return true;
        });
        awaitText("#past", "as it was at 14:02:11.348");
        assertTrue(find("#past").isVisible() && has("#card-alpha", "past"));
        assertEquals("–", text("#card-alpha .decree"));
        assertFalse(has("#card-alpha .decree-entry", "changed"), "nothing was written, somebody looks back");

        press(KeyCode.ESCAPE);
        await("now again", () -> !find("#past").isVisible() && !has("#card-alpha", "past"));
        assertFalse(has("#card-alpha .decree-entry", "changed"));

        onFx(() -> diagram.past = Optional.of("step 3"));
        awaitText("#past", "as it was at step 3");
        robot.clickOn(find("#chamber-back-to-now"));
        await("now again", () -> !find("#past").isVisible());
    }

    // ---- Keys

    @Test
    void theKeysOfEveryWindowWorkAndThoseOfTheTimelineToo() {
        open("alpha");
        double before = size("#chamber-title");
        press(KeyCode.CONTROL, KeyCode.PLUS);
        assertEquals(before * 1.1, size("#chamber-title"), 0.1);
        press(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertEquals(before, size("#chamber-title"), 0.1);
        press(KeyCode.CONTROL, KeyCode.T);
        assertTrue(onFx(() -> appearance.dark().get()));
        press(KeyCode.CONTROL, KeyCode.T);
        press(KeyCode.CONTROL, KeyCode.J);
        assertEquals(1, diagram.keysPressed);
        AtomicBoolean closed = new AtomicBoolean();
        onFx(() -> {
            window.stage().setOnCloseRequest(_ -> closed.set(true));
            return true;
        });
        press(KeyCode.CONTROL, KeyCode.W);
        assertTrue(closed.get());
    }

    @Test
    void f1ListsAllKeysOfThisWindow() {
        open("alpha");
        press(KeyCode.F1);
        await("the list is shown", () -> dialog().isPresent());
        List<String> words = onFx(() -> texts(dialog().orElseThrow()));
        assertTrue(words.containsAll(List.of("Ctrl+J", "jump", "Ctrl+T", "Ctrl+Plus", "Ctrl+W", "Esc", "F1")), words::toString);
        press(KeyCode.ESCAPE);
        await("and goes", () -> dialog().isEmpty());
    }

    @Test
    void whereNoNodeIsOfThisProcessNothingIsConducted() {
        open("alpha", "beta");
        assertTrue(window.stage().getScene().lookup("#conductor") == null);
        press(KeyCode.PAGE_UP);
        press(KeyCode.PERIOD);
        press(KeyCode.DIGIT1);
        assertFalse(find("#remark").isVisible());
        press(KeyCode.F1);
        await("the list is shown", () -> dialog().isPresent());
        List<String> words = onFx(() -> texts(dialog().orElseThrow()));
        assertTrue(words.stream().noneMatch(List.of("Page Down", "Page Up", ".", "1", "Shift+1")::contains), words::toString);
        press(KeyCode.ESCAPE);
    }

    // ---- Layout

    @ParameterizedTest(name = "{0} legislators with names of {1} characters in {2} x {3}, text {4}")
    @CsvSource({"1, 5, 960, 540, 1", "4, 5, 960, 540, 1", "4, 12, 1500, 900, 1.5", "7, 12, 1500, 900, 1", "7, 12, 960, 540, 1", "12, 8, 1500, 900, 1",
        "13, 8, 960, 540, 1", "64, 12, 1500, 900, 1", "64, 12, 960, 540, 1", "64, 5, 960, 540, 2.6", "5, 64, 960, 540, 1"})
    void cardsLieBesideEachOtherAndNothingInThemIsCutOffButALongName(int legislators, int characters, double width, double height, double scale) {
        String[] names = IntStream.range(0, legislators).mapToObj(i -> ("x".repeat(64) + i).substring(64 + String.valueOf(i).length() - characters))
                .toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            diagram.set(names[i], Standing.values()[i % 5], i % 2 == 0 ? LONGEST : FULL);
            telemetry.put(names[i], State.values()[i % 4]);
            if (i % 3 == 2) {
                diagram.entries.remove(names[i]);
                disk.put(names[i], LONGEST);
            }
        }
        open(width, height, scale, names);
        for (int i = 0; i < names.length; i += 2) {
            if (i % 3 != 2 || i % 4 != State.STREAMING.ordinal()) {
                awaitText("#card-" + names[i] + " .decree", "-2147483648");
            }
        }
        WaitForAsyncUtils.waitForFxEvents();
        List<String> faults = onFx(() -> {
            window.stage().getScene().snapshot(null);
            return faults(names);
        });
        assertEquals(List.of(), faults);
    }

    private List<String> faults(String... names) {
        List<String> found = new ArrayList<>();
        Region wall = (Region) find(".ledger-wall");
        List<Bounds> places = new ArrayList<>();
        for (String name : names) {
            Region card = (Region) find("#card-" + name);
            Bounds place = card.getBoundsInParent();
            if (place.getMinX() < 0 || place.getMaxX() > wall.getWidth() || place.getMaxY() > wall.getHeight() + 0.5) {
                found.add("%s is out of the wall: %s".formatted(name, place));
            }
            places.stream().filter(other -> other.intersects(place.getMinX() + 1, place.getMinY() + 1, place.getWidth() - 2, place.getHeight() - 2))
                    .forEach(_ -> found.add(name + " lies on another card"));
            places.add(place);
            all(card).stream().filter(Labeled.class::isInstance).map(Labeled.class::cast).forEach(label -> look(name, card, label, found));
        }
        if (wall.getWidth() > window.stage().getScene().getWidth()) {
            found.add("the wall is wider than the window");
        }
        return found;
    }

    private static void look(String name, Region card, Labeled label, List<String> found) {
        boolean mayBeCut = label.getStyleClass().contains("card-name") && label.getText().length() > 12;
        label.getChildrenUnmodifiable().stream().filter(Text.class::isInstance).map(Text.class::cast)
                .filter(shown -> !mayBeCut && !shown.getText().replaceAll("\\s+", " ").equals(label.getText()))
                .forEach(shown -> found.add("%s: “%s” for “%s”".formatted(name, shown.getText(), label.getText())));
        Bounds place = card.sceneToLocal(label.localToScene(label.getLayoutBounds()));
        if (place.getMinX() < -0.5 || place.getMaxX() > card.getWidth() + 0.5 || place.getMaxY() > card.getHeight() + 0.5) {
            found.add("%s: “%s” is out of its card: %s".formatted(name, label.getText(), place));
        }
    }

    // ---- What was recorded

    @Test
    void whileATraceIsOpenedABarTellsHowFarItIsAndThenItIsShown() {
        CountDownLatch reached = new CountDownLatch(1);
        replay(progress -> {
            progress.reached(0.43);
            reached.countDown();
            await(letGo);
            return new Opening.Opened(new Timeline(new Parliament(List.of("alpha", "beta"))), Map.of("beta", State.NO_TELEMETRY),
                    Optional.of("The last line was left out."), new Auditor(new Parliament(List.of("alpha", "beta"))), _ -> List.of());
        });
        await(reached);
        await("the bar is there", () -> ((ProgressBar) find("#opening-progress")).getProgress() == 0.43);
        assertTrue(onFx(() -> texts(window.stage().getScene().getRoot())).contains("Opening … 43 %"));
        assertEquals("trace.jsonl", text("#chamber-title"));
        assertFalse(find("#remark").isVisible());

        letGo.countDown();
        await("the cards are there", () -> window.stage().getScene().lookup("#card-alpha") != null);
        awaitText("#card-beta .standing", "no record");
        assertEquals("2 legislators, a majority is 2 · recorded", text("#chamber-remark"));
        assertTrue(find("#remark").isVisible());
        assertTrue(onFx(() -> texts((Parent) find("#remark"))).contains("The last line was left out."));
        press(KeyCode.ESCAPE);
        await("read", () -> !find("#remark").isVisible());
        press(KeyCode.CONTROL, KeyCode.J);
        assertEquals(1, diagram.keysPressed, "the keys of a timeline that came later");
    }

    @Test
    void anOpeningCanBeBrokenOffByButtonByEscAndByClosingTheWindow() {
        for (Runnable breakOff : List.<Runnable>of(() -> robot.clickOn(find("#opening-cancel")), () -> press(KeyCode.ESCAPE),
                () -> onFx(() -> {
                    window.dispose();
                    return true;
                }))) {
            CountDownLatch brokenOff = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            replay(progress -> {
                while (progress.reached(0.5)) {
                    begun.countDown();
                    Thread.onSpinWait();
                }
                brokenOff.countDown();
                return new Opening.Opened(new Timeline(new Parliament(List.of("alpha", "beta"))), Map.of(), Optional.empty(),
                        new Auditor(new Parliament(List.of("alpha", "beta"))), _ -> List.of());
            });
            await(begun);
            breakOff.run();
            await(brokenOff);
            onFx(() -> {
                window.dispose();
                window.stage().close();
                return true;
            });
        }
    }

    @Test
    void aDefectWhileOpeningIsSaid() {
        replay(_ -> {
            throw new IllegalStateException("out of my depth");
        });
        await("said", () -> find("#remark").isVisible());
        assertTrue(onFx(() -> texts((Parent) find("#remark"))).stream()
                .anyMatch(text -> text.startsWith("trace.jsonl could not be opened because of a defect in this program: ")));
    }

    @Test
    void withTheWindowTheTimelineBehindItEnds() {
        open("alpha");
        onFx(() -> {
            window.dispose();
            return true;
        });
        assertTrue(diagram.disposed);
    }

    // ---- Hands and eyes

    private void open(String... names) {
        open(1400, 880, 1, names);
    }

    private void open(double width, double height, double scale, String... names) {
        Parliament parliament = new Parliament(List.of(names));
        EventLog log = new EventLog(InstantSource.system(), 10);
        House house = new House(parliament, new LinkedHashMap<>(), log, List.of(), Optional.empty(), log, () -> telemetry,
                Envelope::toString, name -> Optional.ofNullable(disk.get(name)), Optional.empty());
        onFx(() -> {
            appearance = new Appearance();
            appearance.scale().set(scale);
            Stage stage = new Stage();
            window = ChamberWindow.live(stage, Shared.of(house, appearance, () -> { }), diagram);
            show(stage, width, height);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void replay(Opening opening) {
        onFx(() -> {
            appearance = new Appearance();
            Stage stage = new Stage();
            window = ChamberWindow.replay(stage, new Parliament(List.of("alpha", "beta")), appearance, new Focus(), "trace.jsonl", opening,
                    _ -> diagram);
            show(stage, 1400, 880);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void show(Stage stage, double width, double height) {
        stage.setWidth(width);
        stage.setHeight(height);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    private static Lane.Entry entry(Ledger ledger) {
        StubDiagram made = new StubDiagram();
        made.set("x", Standing.OPEN, ledger);
        return made.entries.get("x");
    }

    private static <T> T onFx(Callable<T> action) {
        try {
            return WaitForAsyncUtils.asyncFx(action).get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (Exception late) {
            throw new AssertionError("It did not come to this: " + what, late);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "it did not come in time");
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void awaitText(String selector, String text) {
        await(selector + " says " + text, () -> ((Labeled) find(selector)).getText().equals(text));
    }

    private Node find(String selector) {
        return Optional.ofNullable(window.stage().getScene().lookup(selector))
                .orElseThrow(() -> new AssertionError("nothing under " + selector));
    }

    private String text(String selector) {
        return onFx(() -> ((Labeled) find(selector)).getText());
    }

    private double size(String selector) {
        return onFx(() -> {
            window.stage().getScene().getRoot().applyCss();
            return ((Labeled) find(selector)).getFont().getSize();
        });
    }

    private boolean has(String selector, String pseudoClass) {
        return find(selector).getPseudoClassStates().contains(PseudoClass.getPseudoClass(pseudoClass));
    }

    private List<Node> rows(String name) {
        return List.copyOf(find("#card-" + name).lookupAll(".ledger-entry"));
    }

    private List<String> values(String name) {
        return onFx(() -> rows(name).stream().map(row -> ((Labeled) row.lookup(".value")).getText()).toList());
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static Optional<DialogPane> dialog() {
        return List.copyOf(Window.getWindows()).stream().filter(Window::isShowing).map(each -> each.getScene().getRoot())
                .filter(DialogPane.class::isInstance).map(DialogPane.class::cast).findFirst();
    }

    private static List<String> texts(Parent root) {
        return all(root).stream().filter(Labeled.class::isInstance).map(node -> ((Labeled) node).getText()).toList();
    }

    private static List<Node> all(Parent root) {
        List<Node> found = new ArrayList<>();
        for (Node child : root.getChildrenUnmodifiable()) {
            if (child.isVisible()) {
                found.add(child);
                if (child instanceof Parent parent) {
                    found.addAll(all(parent));
                }
            }
        }
        return found;
    }
}
