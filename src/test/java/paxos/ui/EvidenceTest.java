package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.audit.Check;
import paxos.audit.Violation;
import paxos.trace.Event;
import paxos.ui.timeline.TimelineView;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Viewport;

/// What the audit says, and that its evidence is picked out on the timeline.
class EvidenceTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    private final Doors doors = new Doors(parlour);

    private Tab tab() {
        return parlour.find(0, "#tabs", TabPane.class).getTabs().get(3);
    }

    private static String text(Scene scene, String selector) {
        return ((Labeled) scene.lookup(selector)).getText();
    }

    private TimelineView view(Scene scene) {
        return (TimelineView) scene.lookup("#timeline");
    }

    // ---- Green

    @Test
    void asLongAsAllIsWellEachCheckIsGreenWithItsCountAndItIsSaidWhatCanStillBeChosen() {
        parlour.open(3);
        Scene chamber = parlour.openChamber();
        Scene window = parlour.scene(0);
        parlour.onFx(() -> parlour.find(0, "#tabs", TabPane.class).getSelectionModel().select(3));
        parlour.awaitPulses();
        assertEquals("Audit ✓", parlour.onFx(tab()::getText));
        for (Scene scene : List.of(window, chamber)) {
            assertEquals("✓ Agreement · 0", parlour.onFx(() -> text(scene, "#check-agreement")));
            assertTrue(parlour.onFx(() -> text(scene, "#outlook")).startsWith("Nobody"), () -> text(scene, "#outlook"));
        }
        doors.propose("alpha", 17);
        parlour.awaitDecree("17");
        for (Scene scene : List.of(window, chamber)) {
            parlour.await("all is decided", () -> text(scene, "#outlook").equals("17 is decided: nothing can change it now."));
            assertTrue(parlour.has(scene.lookup("#outlook"), "decided"));
            for (Check check : Check.values()) {
                String words = parlour.onFx(() -> text(scene, "#check-" + check.name().toLowerCase(Locale.ROOT).replace('_', '-')));
                long made = parlour.onFx(() -> parlour.shared().auditor().findings().get().of(check).made());
                assertEquals("✓ %s · %d".formatted(check.title(), made), words);
                // No ledger was read again; and there is no earlier ballot.
                assertTrue(made > 0 || Set.of(Check.DECREES_NEVER_CHANGE, Check.B3).contains(check), words);
            }
            assertFalse(parlour.has(scene.lookup("#check-agreement"), "broken"));
            assertEquals(List.of(), List.copyOf(scene.getRoot().lookupAll(".violation")));
        }
        assertEquals("Audit ✓", parlour.onFx(tab()::getText));
        assertFalse(tab().getStyleClass().contains("broken"));
    }

    // ---- Red

    private List<Violation> violations() {
        return parlour.onFx(() -> parlour.shared().auditor().findings().get().byCheck().values().stream()
                .flatMap(each -> each.first().stream()).toList());
    }

    private Violation violation(Check check) {
        return violations().stream().filter(each -> each.check() == check).findFirst().orElseThrow();
    }

    private Button show(Scene scene, Violation violation) {
        String words = "%s: %s".formatted(violation.check().title(), violation.sentence());
        return parlour.onFx(() -> scene.getRoot().lookupAll(".violation").stream().map(HBox.class::cast)
                .filter(row -> ((Labeled) row.getChildren().getLast()).getText().equals(words))
                .map(row -> (Button) row.getChildren().getFirst()).findFirst().orElseThrow());
    }

    private void awaitRed() {
        parlour.await("the audit is red", () -> !parlour.shared().auditor().findings().get().isGreen());
        parlour.await("for each of three reasons", () -> Set.copyOf(violations().stream().map(Violation::check).toList())
                .containsAll(Set.of(Check.AGREEMENT, Check.B3, Check.PROMISES)));
        parlour.awaitPulses();
    }

    @Test
    void aForgottenPromiseIsRedInEveryWindow() throws Exception {
        parlour.open(3);
        parlour.press(KeyCode.ESCAPE);
        doors.forgetAPromise();
        awaitRed();
        assertEquals("Audit ✗", parlour.onFx(tab()::getText));
        assertTrue(tab().getStyleClass().contains("broken"));
        Scene chamber = parlour.openChamber();
        parlour.onFx(() -> parlour.find(0, "#tabs", TabPane.class).getSelectionModel().select(3));
        parlour.awaitPulses();
        for (Scene scene : List.of(parlour.scene(0), chamber)) {
            String words = parlour.onFx(() -> text(scene, "#check-agreement"));
            assertTrue(words.matches("✗ Agreement: [1-9]\\d* broken"), words);
            assertTrue(parlour.has(scene.lookup("#check-agreement"), "broken"));
            assertFalse(parlour.has(scene.lookup("#check-b1"), "broken"), "no ballot was started twice");
            assertFalse(parlour.has(scene.lookup("#outlook"), "decided"));
            assertTrue(parlour.onFx(() -> text(scene, "#outlook")).contains("different decrees"), () -> text(scene, "#outlook"));
            assertEquals(violations().size(), scene.getRoot().lookupAll(".violation").size());
        }
        assertTrue(violation(Check.AGREEMENT).sentence().contains("17") && violation(Check.AGREEMENT).sentence().contains("99"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WALL_CLOCK", "LOGICAL_STEPS"})
    void showPicksOutTheWholeEvidenceAndBringsItIntoView(Axis axis) throws Exception {
        parlour.open(3);
        doors.forgetAPromise();
        awaitRed();
        parlour.onFx(() -> {
            view(parlour.scene(0)).turn(axis);
            view(parlour.scene(0)).camera().zoom(1_000, 0);
            view(parlour.scene(0)).camera().panTo(0);
        });
        parlour.ctrl(KeyCode.DIGIT4);
        for (Violation violation : violations()) {
            parlour.onFx(() -> view(parlour.scene(0)).camera().panTo(0));
            // Not all rows can be seen without scrolling.
            parlour.onFx(show(parlour.scene(0), violation)::fire);
            assertEquals(violation.evidence(), parlour.onFx(() -> parlour.shared().focus().picked().get().map(Focus.Picked::evidence).orElseThrow()));
            parlour.awaitPulses();
            assertSeen(view(parlour.scene(0)), violation.evidence());
        }
    }

    private void assertSeen(TimelineView view, List<Event> evidence) {
        Viewport seen = parlour.onFx(() -> view.camera().viewport());
        for (Event event : evidence) {
            OptionalInt arrow = parlour.onFx(() -> view.timeline().arrow(event));
            double start = seen.x(parlour.onFx(() -> view.timeline().place(seen.axis(), event)).orElseThrow());
            assertTrue(start >= 0 && start <= seen.width(), () -> "%s is at %.0f of %.0f".formatted(event, start, seen.width()));
            if (arrow.isPresent()) {
                parlour.onFx(() -> view.timeline().arrows().get(arrow.getAsInt())).end().ifPresent(end -> {
                    double head = seen.x(end.on(seen.axis()));
                    assertTrue(head >= 0 && head <= seen.width(), () -> "%s ends at %.0f of %.0f".formatted(event, head, seen.width()));
                });
            }
        }
    }

    /// What alpha knows by itself has none of the other messages in it.
    @Test
    void aLaneThatWasHiddenIsShownForWhatHappenedOnIt() throws Exception {
        parlour.open(3);
        doors.forgetAPromise();
        awaitRed();
        parlour.onFx(() -> parlour.find(0, "#tabs", TabPane.class).getSelectionModel().select(3));
        parlour.awaitPulses();
        TimelineView view = parlour.find(0, "#timeline", TimelineView.class);
        Violation promise = violation(Check.PROMISES);
        assertEquals(Set.of("gamma"), Set.copyOf(promise.evidence().stream().map(Event::node).toList()));
        parlour.onFx(() -> view.camera().show(2, false));
        parlour.onFx(show(parlour.scene(0), promise)::fire);
        assertTrue(parlour.onFx(() -> view.camera().lanes().contains(2)));
    }

    @Test
    void whereOnlyMineIsShownTheEvidenceBringsBackTheWholeParliament() throws Exception {
        parlour.open(3);
        doors.forgetAPromise();
        awaitRed();
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        parlour.ctrl(KeyCode.DIGIT4);
        Violation violation = violation(Check.PROMISES);
        parlour.onFx(show(parlour.scene(0), violation)::fire);
        parlour.awaitPulses();
        assertTrue(parlour.find(0, "#whole", ToggleButton.class).isSelected());
        assertSeen(view(parlour.scene(0)), violation.evidence());
    }

    @Test
    void showInTheChamberShowsItThereAndEscLetsGo() throws Exception {
        parlour.open(3);
        doors.forgetAPromise();
        awaitRed();
        Scene chamber = parlour.openChamber();
        Violation first = violations().stream().sorted(Comparator.comparing(Violation::check)).findFirst().orElseThrow();
        Node button = show(chamber, first);
        parlour.click(button);
        assertEquals(first.evidence(), parlour.onFx(() -> parlour.shared().focus().picked().get().map(Focus.Picked::evidence).orElseThrow()));
        parlour.awaitPulses();
        assertSeen(view(chamber), first.evidence());
        parlour.press(KeyCode.ESCAPE);
        assertTrue(parlour.onFx(() -> parlour.shared().focus().picked().get().isEmpty()));
    }
}
