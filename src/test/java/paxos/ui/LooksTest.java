package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Decree;
import paxos.view.NodeModel.Presence;

/// Text sizes, light and dark, the list of keys, tooltips, and that nothing is cut off.
class LooksTest {

    private static final double USUAL = 12.5;

    @RegisterExtension
    private final Parlour parlour = new Parlour();

    // ---- Text size

    @Test
    void ctrlPlusMinusAndZeroChangeTheTextOfTheWholeWindow() {
        parlour.open(1);
        assertEquals(USUAL, size("#doing"), 0.01);
        double decree = size("#decree");

        parlour.ctrl(KeyCode.PLUS);
        assertEquals(USUAL * 1.1, size("#doing"), 0.01);
        assertEquals(decree * 1.1, size("#decree"), 0.1);
        parlour.ctrl(KeyCode.EQUALS);
        parlour.ctrl(KeyCode.ADD);
        assertEquals(USUAL * 1.1 * 1.1 * 1.1, size("#doing"), 0.01);
        parlour.ctrl(KeyCode.DIGIT0);
        assertEquals(USUAL, size("#doing"), 0.01);
        parlour.ctrl(KeyCode.MINUS);
        assertEquals(USUAL / 1.1, size("#doing"), 0.01);
        parlour.ctrl(KeyCode.NUMPAD0);
        assertEquals(USUAL, size("#doing"), 0.01);
    }

    @Test
    void textHasALargestAndASmallestSize() {
        parlour.open(1);

        parlour.onFx(() -> times(50, parlour.appearance()::larger));
        assertEquals(USUAL * 2.6, size("#doing"), 0.01);
        parlour.onFx(() -> times(50, parlour.appearance()::smaller));
        assertEquals(USUAL * 0.75, size("#doing"), 0.01);
        parlour.awaitPulses();
    }

    /// A German "12,50px" is no size in a style sheet.
    @Test
    void theTextSizeIsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            parlour.open(1);
            assertEquals(USUAL, size("#doing"), 0.01);
            parlour.ctrl(KeyCode.PLUS);
            assertEquals(USUAL * 1.1, size("#doing"), 0.01);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theTimelineIsScrolledByKeys() {
        parlour.open(3);
        Parlour.join(parlour.hosted(0).node().propose(Optional.empty()));
        ToggleButton live = parlour.find(0, "#live", ToggleButton.class);
        for (int i = 0; i < 25; i++) {
            parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.UP);
        }
        parlour.await("there is more than is seen", () -> parlour.find(0, "#timeline-bar", ScrollBar.class).isVisible());
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.LEFT);
        assertFalse(live.isSelected(), "scrolling back lets go of what is new");
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.RIGHT);
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.RIGHT);
        assertTrue(live.isSelected(), "scrolling on to the end follows again");
    }

    private double size(String selector) {
        Label label = parlour.find(0, selector, Label.class);
        return parlour.onFx(() -> {
            parlour.scene(0).getRoot().applyCss();
            return label.getFont().getSize();
        });
    }

    /// Also where the table is behind the other tab: it is laid out all the same.
    @ParameterizedTest
    @ValueSource(strings = {"DIGIT1", "DIGIT2"})
    void withManyMessagesTheTextGrowsAndShrinksAndNothingIsThrown(KeyCode tab) {
        parlour.open(3);
        parlour.ctrl(KeyCode.DIGIT2);
        for (int i = 0; i < 12; i++) {
            Parlour.join(parlour.hosted(0).node().propose(Optional.of(new Decree(i))));
        }
        parlour.await("more rows than fit", () -> parlour.model(0).messages().size() > 30);
        parlour.ctrl(tab);

        // Rows of one height, and high enough: a row that grows while it is laid out makes the layout of the window fail.
        TableView<?> table = parlour.find(0, "#messages", TableView.class);
        for (Runnable step : List.<Runnable>of(parlour.appearance()::larger, parlour.appearance()::smaller)) {
            parlour.onFx(() -> times(8, step));
            parlour.awaitPulses();
            assertTrue(table.getFixedCellSize() >= 1.5 * size("#doing"), () -> "rows of " + table.getFixedCellSize());
        }
        parlour.assertNothingThrown();
    }

    private static void times(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    // ---- Light and dark

    @Test
    void ctrlTChangesTheWindowAndTheDrawing() {
        parlour.open(3);
        assertFalse(parlour.has(parlour.scene(0).getRoot(), "dark"));
        assertTrue(paper().getBrightness() > 0.9, () -> "light: " + paper());

        parlour.ctrl(KeyCode.T);
        assertTrue(parlour.has(parlour.scene(0).getRoot(), "dark"));
        parlour.await("the timeline is dark", () -> paper().getBrightness() < 0.3);

        parlour.ctrl(KeyCode.T);
        assertFalse(parlour.has(parlour.scene(0).getRoot(), "dark"));
        parlour.await("the timeline is light", () -> paper().getBrightness() > 0.9);
    }

    /// A pixel in a corner of the timeline, where nothing is drawn.
    private Color paper() {
        return parlour.onFx(() -> {
            WritableImage picture = parlour.scene(0).snapshot(null);
            Bounds canvas = parlour.find(0, "#timeline").localToScene(parlour.find(0, "#timeline").getLayoutBounds());
            return picture.getPixelReader().getColor((int) canvas.getMaxX() - 2, (int) canvas.getMinY() + 2);
        });
    }

    // ---- Keys

    @Test
    void f1ListsEveryKeyAndEscClosesTheList() {
        parlour.open(1);

        parlour.press(KeyCode.F1);

        DialogPane list = parlour.dialog("keys");
        List<String> keys = parlour.onFx(() -> list.lookupAll(".key-name").stream().map(node -> ((Label) node).getText()).toList());
        assertEquals(new TreeSet<>(List.of("Ctrl+B", "Ctrl+D", "Ctrl+K", "Ctrl+R", "Ctrl+N", "Ctrl+Left", "Ctrl+Right", "Ctrl+1",
                "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+L", "Ctrl+U", "Space", "Right", "Ctrl+F", "Ctrl+Space", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up",
                "Ctrl+Shift+Down", "Ctrl+Shift+Comma", "Ctrl+Shift+Period", "Ctrl+Shift+F", "Ctrl+Shift+Home", "Ctrl+Shift+L",
                "Ctrl+Shift+M", "Ctrl+Shift+O", "Ctrl+Shift+U", "F3", "Shift+F3", "Ctrl+Plus", "Ctrl+Minus", "Ctrl+0",
                "Ctrl+T", "Ctrl+W", "Esc", "F1")), new TreeSet<>(keys));
        assertEquals(List.of(), Eyes.cutOff(list), "the list is to be read");
        parlour.press(KeyCode.ESCAPE);
        parlour.awaitNoDialog();
    }

    @Test
    void ctrlWClosesTheWindow() {
        parlour.open(1);
        List<String> asked = new ArrayList<>();
        parlour.onFx(() -> parlour.window(0).stage().setOnCloseRequest(_ -> asked.add("close")));

        parlour.ctrl(KeyCode.W);

        parlour.await("the window is closed", () -> !parlour.window(0).stage().isShowing());
        assertEquals(List.of("close"), asked, "whoever opened it is told");
    }

    // ---- Tooltips

    @Test
    void whateverOneCanPressOrTypeInHasATooltipAndThoseOfActionsNameTheirKey() {
        parlour.open(3);
        parlour.ctrl(KeyCode.DIGIT2);

        List<Control> controls = parlour.onFx(() -> Eyes.all(parlour.scene(0).getRoot()).stream()
                .filter(LooksTest::isForAPerson).map(Control.class::cast).toList());
        // The buttons in the table's header are ControlsFX's own.
        assertTrue(controls.size() >= 11, () -> "found: " + controls);
        for (Control control : controls) {
            assertNotNull(control.getTooltip(), () -> control + " has no tooltip");
            assertTrue(control.getTooltip().getText().matches("(?s).*(Ctrl\\+|Esc|F1|Space|Right).*"),
                    () -> control + " names no key: " + control.getTooltip().getText());
        }
        assertNames("#start", "Ctrl+B");
        assertNames("#decree-field", "Ctrl+D");
        assertNames("#crash", "Ctrl+K");
        assertNames("#restart", "Ctrl+R");
        assertNames("#hold", "Space");
        assertNames("#step", "Right");
        assertNames("#faults", "Ctrl+L");
        assertNames("#rules", "Ctrl+U");
        assertNames("#delay", "Ctrl+Left, Ctrl+Right");
        assertNames("#live", "Ctrl+Space");
        assertNames("#zoom-in", "Ctrl+Shift+Up");
        assertNames("#zoom-out", "Ctrl+Shift+Down");
        assertNames("#search", "Ctrl+F");
        assertNames("#view", "F1");
        TabPane tabs = parlour.find(0, "#tabs", TabPane.class);
        assertTrue(tabs.getTabs().get(0).getTooltip().getText().contains("(Ctrl+1)"));
        assertTrue(tabs.getTabs().get(1).getTooltip().getText().contains("(Ctrl+2)"));
    }

    private static boolean isForAPerson(Node node) {
        return node instanceof Button button && !button.getStyleClass().contains("filter") || node instanceof TextField || node instanceof Slider || node instanceof ToggleButton
                || node instanceof MenuButton;
    }

    private void assertNames(String selector, String key) {
        String tip = parlour.find(0, selector, Control.class).getTooltip().getText();
        assertTrue(tip.contains(key), () -> selector + " does not name " + key + ": " + tip);
    }

    // ---- Nothing cut off

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void atTheUsualSizeNoTextIsCutOffButTheLedgersPath(int legislators) {
        parlour.open(legislators);
        assertNothingCutOff("idle");

        parlour.onFx(() -> parlour.find(0, "#delay", Slider.class).setValue(3_000));
        parlour.ctrl(KeyCode.B);
        parlour.await("step 2", () -> parlour.model(0).ballot().get().step() == 2);
        assertNothingCutOff("at step 2");

        parlour.onFx(() -> parlour.find(0, "#delay", Slider.class).setValue(0));
        Parlour.join(parlour.hosted(legislators - 1).node().propose(Optional.of(new Decree(4711))));
        parlour.await("decided", () -> parlour.model(0).ledger().get().decree().isPresent());
        assertNothingCutOff("decided");

        Parlour.join(parlour.hosted(1).node().crash());
        parlour.await("beta is gone", () -> !parlour.model(0).reachable("beta").get());
        assertNothingCutOff("beta crashed");

        parlour.ctrl(KeyCode.DIGIT2);
        assertNothingCutOff("messages");

        parlour.ctrl(KeyCode.K);
        parlour.awaitPresence(Presence.CRASHED);
        assertNothingCutOff("crashed");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MAX_VALUE})
    void theLongestDecreesAreReadable(int decree) {
        parlour.open(3);

        Parlour.join(parlour.hosted(0).node().propose(Optional.of(new Decree(decree))));

        parlour.await("shown", () -> parlour.text(0, "#decree").equals(Integer.toString(decree)));
        assertNothingCutOff("decided");
        parlour.ctrl(KeyCode.DIGIT2);
        assertNothingCutOff("messages");
    }

    private void assertNothingCutOff(String when) {
        for (boolean dark : List.of(false, true)) {
            parlour.onFx(() -> parlour.appearance().dark().set(dark));
            parlour.awaitPulses();
            assertEquals(List.of(), parlour.onFx(() -> Eyes.cutOff(parlour.scene(0).getRoot())), when + (dark ? ", dark" : ", light"));
        }
    }
}
