package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.fault.CrashPoint;
import paxos.fault.CrashPoint.Deed;
import paxos.fault.CrashPoint.When;
import paxos.fault.LinkFaults;
import paxos.trace.Rule;

/// That the panes of the fault bench can be read, and that whatever can be pressed in them says what it does.
class BenchLooksTest {

    private static final LinkFaults LONGEST = new LinkFaults(9_000, 9_999, 100, 100, false);

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    private final Doors doors = new Doors(parlour);

    // ---- Nothing cut off

    private Parent pane(String id) {
        return parlour.anywhere(id, Parent.class);
    }

    private void assertReadable(String id) {
        for (boolean dark : List.of(false, true)) {
            parlour.onFx(() -> parlour.appearance().dark().set(dark));
            parlour.awaitPulses();
            assertEquals(List.of(), parlour.onFx(() -> Eyes.cutOff(pane(id))), id + (dark ? ", dark" : ", light"));
            assertEquals(List.of(), parlour.onFx(() -> outOf(pane(id))), id + (dark ? ", dark" : ", light"));
        }
    }

    /// What reaches over the edge of its pane; but for what can be scrolled to.
    private static List<String> outOf(Parent pane) {
        Bounds all = pane.localToScene(pane.getLayoutBounds());
        List<String> found = new ArrayList<>();
        for (Node each : Eyes.all(pane)) {
            Bounds place = each.localToScene(each.getLayoutBounds());
            boolean out = place.getMinX() < all.getMinX() - 1 || place.getMaxX() > all.getMaxX() + 1 || place.getMaxY() > all.getMaxY() + 1;
            if (out && each instanceof Control && each.lookup(".scroll-pane") == null && !isScrolled(each, pane)) {
                found.add("%s at %s, out of %s".formatted(each, place, all));
            }
        }
        return found;
    }

    private static boolean isScrolled(Node node, Parent pane) {
        for (Node above = node.getParent(); above != null && above != pane; above = above.getParent()) {
            if (above.getStyleClass().contains("scroll-pane") || above.getStyleClass().contains("viewport")) {
                return true;
            }
        }
        return pane.getStyleClass().contains("scroll-pane");
    }

    @Test
    void theRulesCanBeRead() {
        parlour.open(3);
        parlour.ctrl(KeyCode.U);
        assertReadable("#rules-pane");
        parlour.onFx(() -> doors.at("alpha").setRules(Set.of(Rule.values())));
        assertReadable("#rules-pane");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void theMatrixCanBeReadAlsoWithEightLegislators(int legislators) {
        parlour.open(legislators, 1, 1);
        parlour.ctrl(KeyCode.L);
        assertReadable("#links-pane");
        parlour.onFx(() -> {
            List<String> names = parlour.house().parliament().legislators();
            for (String other : names.subList(1, legislators)) {
                doors.at("alpha").links().set("alpha", other, LONGEST);
                doors.at("alpha").links().set(other, "alpha", LONGEST.withCut(true));
            }
        });
        parlour.ctrl(KeyCode.L);
        parlour.ctrl(KeyCode.L);
        parlour.onFx(() -> parlour.anywhere("#link-least", TextField.class).setText("5000000"));
        parlour.work(parlour.anywhere("#link-set", Node.class));
        assertTrue(parlour.isShown("#links-problem"));
        assertReadable("#links-pane");
        parlour.work(parlour.anywhere("#partition", Node.class));
        parlour.work(parlour.anywhere("#partition-cut", Node.class));
        assertTrue(parlour.isShown("#partition-problem"));
        assertReadable("#partition-pane");
    }

    @Test
    void allThatStandsAcrossTheWindowAndInItsTabsCanBeRead() throws Exception {
        parlour.open(3);
        doors.forgetAPromise();
        parlour.await("the audit is red", () -> !parlour.shared().auditor().findings().get().isGreen());
        parlour.onFx(() -> {
            doors.at("alpha").setRules(Set.of(Rule.values()));
            doors.at("alpha").crashWhen(new CrashPoint(When.AFTER, Deed.SEND_BEGIN_BALLOT));
        });
        parlour.awaitPulses();
        parlour.onFx(() -> parlour.find(0, "#tabs", TabPane.class).getSelectionModel().select(3));
        parlour.awaitPulses();
        assertReadable("#audit");
        assertReadable("#rules-off");
        assertReadable("#armed");
        Scene chamber = parlour.openChamber();
        parlour.awaitPulses();
        assertEquals(List.of(), parlour.onFx(() -> Eyes.cutOff((Parent) chamber.lookup("#audit"))));
        assertEquals(List.of(), parlour.onFx(() -> Eyes.cutOff((Parent) chamber.lookup("#conductor"))));
    }

    /// What is foreseen is long, and stands whole in the tooltip; all else is to be read.
    @Test
    void whatWaitsCanBeRead() {
        parlour.open(3);
        doors.holdAll(true);
        for (String president : List.of("beta", "gamma")) {
            doors.propose(president, Integer.MIN_VALUE);
        }
        parlour.await("both wait", () -> doors.at("alpha").hold().waiting().size() == 2);
        doors.at("alpha").hold().duplicate(doors.at("alpha").hold().waiting().getFirst().number());
        parlour.awaitPulses();
        List<String> cut = parlour.onFx(() -> Eyes.cutOff(parlour.find(0, "#inbox", Parent.class)));
        assertEquals(List.of(), cut);
        assertEquals(List.of(), parlour.onFx(() -> Eyes.cutOff(parlour.scene(0).getRoot())));
    }

    // ---- Tooltips

    private void assertEachHasATooltip(Parent parent, String... exceptions) {
        List<Control> controls = parlour.onFx(() -> Eyes.all(parent).stream().filter(each -> each instanceof ButtonBase
                || each instanceof TextField || each instanceof Slider || each instanceof ToggleSwitch).map(Control.class::cast).toList());
        assertTrue(controls.size() > 1, controls::toString);
        for (Control each : controls) {
            if (!List.of(exceptions).contains(Optional.ofNullable(each.getId()).orElse(""))) {
                assertNotNull(each.getTooltip(), () -> each + " has no tooltip");
            }
        }
    }

    @Test
    void whateverCanBePressedInThePanesHasATooltip() throws Exception {
        parlour.open(3);
        parlour.ctrl(KeyCode.U);
        assertEachHasATooltip(pane("#rules-pane"));
        parlour.ctrl(KeyCode.U);
        parlour.ctrl(KeyCode.L);
        assertEachHasATooltip(pane("#links-pane").getParent());
        parlour.work(parlour.anywhere("#partition", Node.class));
        assertEachHasATooltip(pane("#partition-pane"));
        parlour.ctrl(KeyCode.L);
        doors.forgetAPromise();
        doors.propose("beta", 1);
        parlour.await("something waits", () -> !doors.at("alpha").hold().waiting().isEmpty());
        parlour.awaitPulses();
        assertEachHasATooltip(parlour.find(0, "#inbox", Parent.class));
        parlour.onFx(() -> parlour.find(0, "#tabs", TabPane.class).getSelectionModel().select(3));
        parlour.awaitPulses();
        assertEachHasATooltip(parlour.find(0, "#audit", Parent.class));
        parlour.onFx(() -> parlour.find(0, "#tabs", TabPane.class).getTabs().forEach(tab -> assertNotNull(tab.getTooltip(), tab.getText())));
        assertEachHasATooltip((Parent) parlour.openChamber().lookup("#conductor"));
    }
}
