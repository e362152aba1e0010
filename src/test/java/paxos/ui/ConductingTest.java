package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.node.Logs;
import paxos.trace.Happening;
import paxos.view.HostedNode;

/// The conductor's bar in the Chamber, by mouse, by keys, and by the keys of a presenter's remote.
class ConductingTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    private final Doors doors = new Doors(parlour);
    private Scene chamber;

    private void open(int here, int shown) {
        parlour.open(3, here, shown);
        chamber = parlour.openChamber();
        parlour.await("all are shown", () -> parlour.house().hosted().stream().allMatch(each ->
                text("#conduct-" + each.node().name()).endsWith("✕")));
    }

    private String text(String selector) {
        return parlour.onFx(() -> ((Labeled) chamber.lookup(selector)).getText());
    }

    private Node find(String selector) {
        return parlour.onFx(() -> chamber.lookup(selector));
    }

    private long holding() {
        return parlour.house().hosted().stream().filter(each -> each.bench().hold().isHolding()).count();
    }

    private int waiting() {
        return parlour.house().hosted().stream().mapToInt(each -> each.bench().hold().waiting().size()).sum();
    }

    private List<Integer> delays() {
        return parlour.house().hosted().stream().map(HostedNode::messengers).map(each -> each.millis()).toList();
    }

    // ---- Pause, step, release

    @Test
    void theDotPausesAllAndReleasesThem() {
        open(3, 1);
        parlour.press(KeyCode.PERIOD);
        assertEquals(3, holding());
        parlour.awaitPulses();
        assertTrue(((ToggleButton) find("#pause-all")).isSelected());
        doors.propose("alpha", 17);
        parlour.await("two wait", () -> text("#step-all").equals("Step (2)"));
        parlour.press(KeyCode.PERIOD);
        assertEquals(0, holding());
        parlour.awaitDecree("17");
        parlour.awaitPulses();
        assertFalse(((ToggleButton) find("#pause-all")).isSelected());
        assertEquals("Step", text("#step-all"));
        parlour.click(find("#pause-all"));
        assertEquals(3, holding());
        parlour.click(find("#pause-all"));
        assertEquals(0, holding());
    }

    @Test
    void aPauseOfSomeIsNoPauseOfAll() {
        open(3, 1);
        doors.at("beta").hold().hold(true);
        parlour.awaitPulses();
        assertFalse(((ToggleButton) find("#pause-all")).isSelected());
        parlour.press(KeyCode.PERIOD);
        assertEquals(3, holding());
    }

    @Test
    void pageDownPausesFirstAndThenLetsOneMessageGoAtATimeUntilAllIsDecided() {
        open(3, 1);
        parlour.press(KeyCode.PAGE_DOWN);
        assertEquals(3, holding());
        doors.propose("alpha", 17);
        parlour.await("two wait", () -> waiting() == 2);
        parlour.press(KeyCode.PAGE_DOWN);
        parlour.await("one was let in, and answered", () -> waiting() == 2);
        parlour.click(find("#step-all"));
        for (int steps = 0; steps < 20 && parlour.model(0).ledger().get().decree().isEmpty(); steps++) {
            parlour.await("something waits", () -> waiting() > 0 || parlour.model(0).ledger().get().decree().isPresent());
            parlour.press(KeyCode.PAGE_DOWN);
            parlour.awaitPulses();
        }
        assertEquals("17", parlour.model(0).ledger().get().decree().orElseThrow().toString());
        assertEquals(3, holding());
    }

    // ---- Speed

    @Test
    void theSpeedIsThatOfAllMessengersAndTheirWindowsShowIt() {
        open(3, 1);
        assertEquals("real time", text("#conductor .delay-value"));
        parlour.press(KeyCode.CONTROL, KeyCode.RIGHT);
        parlour.press(KeyCode.CONTROL, KeyCode.RIGHT);
        assertEquals(List.of(200, 200, 200), delays());
        parlour.awaitPulses();
        assertEquals(" 200 ms", text("#conductor .delay-value"));
        assertEquals(" 200 ms", parlour.text(0, "#delay-value"), "in alpha's own window");
        assertEquals(List.of(200, 200, 200), delays());
        parlour.press(KeyCode.CONTROL, KeyCode.LEFT);
        assertEquals(List.of(100, 100, 100), delays());
        parlour.hosted(1).messengers().setMillis(700);
        parlour.awaitPulses();
        assertEquals(" 700 ms", text("#conductor .delay-value"), "the slowest");
        assertEquals(List.of(100, 700, 100), delays(), "to show it changes nothing");
    }

    @Test
    void toOpenTheChamberMakesNoMessengerFaster() {
        parlour.open(3, 3, 1);
        parlour.house().hosted().forEach(each -> each.messengers().setMillis(5_000));
        chamber = parlour.openChamber();
        parlour.awaitPulses();
        assertEquals(List.of(5_000, 5_000, 5_000), delays());
        assertEquals("5000 ms", text("#conductor .delay-value"));
        parlour.onFx(() -> ((Slider) chamber.lookup("#speed")).setValue(0));
        assertEquals(List.of(0, 0, 0), delays());
    }

    // ---- Crash, restart, ballots

    @Test
    void aDigitCrashesItsLegislatorAndRestartsIt() {
        open(3, 1);
        for (KeyCode digit : List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3)) {
            int number = digit.ordinal() - KeyCode.DIGIT1.ordinal();
            String name = parlour.hosted(number).node().name();
            assertEquals("%d %s ✕".formatted(number + 1, name), text("#conduct-" + name));
            parlour.press(digit);
            parlour.await(name + " is away", () -> text("#conduct-" + name).equals("%d %s ↻".formatted(number + 1, name)));
            assertTrue(parlour.has(find("#conduct-" + name), "away"));
            assertEquals(1, Logs.of(parlour.house().log(), name, Happening.Crashed.class).size());
            parlour.press(digit);
            parlour.await(name + " is back", () -> text("#conduct-" + name).endsWith("✕"));
        }
        parlour.click(find("#conduct-beta"));
        parlour.await("away", () -> text("#conduct-beta").endsWith("↻"));
        parlour.press(KeyCode.DIGIT9);
        assertEquals(List.of(1, 2, 1), IntStream.range(0, 3).mapToObj(i -> Logs.of(parlour.house().log(), parlour.hosted(i).node().name(),
                Happening.Crashed.class).size()).toList());
    }

    @Test
    void withShiftItStartsABallotAndPageUpStartsOneAtTheFirstThatIsOpen() {
        open(3, 1);
        parlour.press(KeyCode.SHIFT, KeyCode.DIGIT2);
        parlour.awaitDecree("1");
        assertTrue(Logs.of(parlour.house().log(), "beta", Happening.Crashed.class).isEmpty());
        parlour.press(KeyCode.PAGE_UP);
        parlour.await("alpha tries one", () -> !parlour.model(0).ledger().get().lastTried().isNone());
        for (KeyCode digit : List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3)) {
            parlour.press(digit);
        }
        parlour.await("all are away", () -> parlour.house().hosted().stream().allMatch(each ->
                text("#conduct-" + each.node().name()).endsWith("↻")));
        assertFalse(find("#remark").isVisible());
        parlour.press(KeyCode.PAGE_UP);
        parlour.await("trouble is told", () -> find("#remark").isVisible());
        assertEquals("No node here is open. Restart one first.", text("#remark .label"));
        parlour.press(KeyCode.SHIFT, KeyCode.DIGIT3);
        parlour.await("told", () -> text("#remark .label").equals("gamma is not in the chamber and can start no ballot. Restart it first."));
        parlour.press(KeyCode.ESCAPE);
        assertFalse(find("#remark").isVisible());
    }

    @Test
    void whoTypesASearchConductsNothing() {
        open(3, 1);
        parlour.ctrl(KeyCode.F);
        parlour.press(KeyCode.DIGIT1);
        parlour.press(KeyCode.PERIOD);
        parlour.press(KeyCode.SHIFT, KeyCode.DIGIT2);
        parlour.awaitPulses();
        assertEquals(0, holding());
        for (String name : List.of("alpha", "beta")) {
            assertEquals(List.of(), Logs.of(parlour.house().log(), name, Happening.Crashed.class));
            assertTrue(doors.at(name).node().name().equals(name) && text("#conduct-" + name).endsWith("✕"));
        }
        assertEquals(List.of(), Logs.of(parlour.house().log(), "beta", Happening.Sent.class));
        assertTrue(parlour.onFx(() -> ((TextField) chamber.lookup("#timeline-search")).getText()).startsWith("1."));
    }

    /// ControlsFX's own style of such a field has black on black.
    @Test
    void whatCanBeSearchedForIsReadInTheDarkToo() {
        open(3, 1);
        assertTrue(prompt().getBrightness() < 0.6, () -> "light: " + prompt());
        parlour.onFx(() -> parlour.appearance().dark().set(true));
        parlour.await("the prompt is light", () -> prompt().getBrightness() > 0.5);
    }

    private Color prompt() {
        return parlour.onFx(() -> chamber.lookup("#timeline-search").lookupAll(".text").stream().map(Text.class::cast)
                .filter(text -> text.getText().startsWith("Find")).map(text -> (Color) text.getFill()).findFirst().orElseThrow());
    }

    @Test
    void onlyTheNodesOfThisProcessAreConducted() {
        open(1, 1);
        assertTrue(find("#conduct-alpha") != null && find("#conduct-beta") == null);
    }

    @Test
    void whateverCanBePressedNamesItsKey() {
        open(3, 1);
        List<String> tips = List.of("#pause-all", "#step-all", "#speed", "#conduct-alpha", "#conduct-gamma").stream()
                .map(each -> ((Control) find(each)).getTooltip().getText()).toList();
        List<String> keys = List.of("(.", "(Page Down)", "(Ctrl+Left, Ctrl+Right)", "(1; with Shift:", "(3; with Shift:");
        IntStream.range(0, tips.size()).forEach(i -> assertTrue(tips.get(i).contains(keys.get(i)), tips.get(i)));
    }
}
