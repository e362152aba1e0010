package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.node.Logs;
import paxos.trace.Happening;
import paxos.trace.Rule;
import paxos.view.NodeModel.Presence;

/// Rules that are switched off, one legislator at a time, and how loud that is.
class RulesTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    private final Doors doors = new Doors(parlour);

    /// Alpha's window is in front, beta's behind it.
    @BeforeEach
    void openTheRules() {
        parlour.open(3, 3, 2);
        parlour.ctrl(KeyCode.U);
    }

    private ToggleSwitch holds(Rule rule) {
        return parlour.anywhere("#rule-" + rule.name().toLowerCase(Locale.ROOT).replace('_', '-'), ToggleSwitch.class);
    }

    private void flip(Rule rule) {
        parlour.work(holds(rule));
        parlour.awaitPulses();
        parlour.awaitPulses();
    }

    private Set<Rule> off() {
        return doors.at("alpha").rules().off();
    }

    private void assertAllHold() {
        parlour.awaitPulses();
        assertEquals(Set.of(), off());
        assertFalse(parlour.find(0, "#rules-off").isVisible());
        assertEquals("Rules", parlour.text(0, "#rules"));
        assertFalse(parlour.has(parlour.find(0, "#rules"), "loud"));
    }

    @Test
    void eachRuleHasItsSentenceAndASwitchThatIsItsOwn() {
        for (Rule rule : Rule.values()) {
            Node row = holds(rule).getParent();
            List<String> words = parlour.onFx(() -> row.lookupAll(".label").stream().filter(Labeled.class::isInstance)
                    .map(each -> ((Labeled) each).getText()).toList());
            assertTrue(words.containsAll(List.of(rule.title(), "“%s” %s".formatted(rule.quotation(), rule.section()))), words::toString);
            assertTrue(parlour.onFx(() -> holds(rule).isSelected()));
            flip(rule);
            assertEquals(Set.of(rule), off());
            assertTrue(parlour.has(row, "broken"));
            assertEquals(ribbon(rule.title()), parlour.text(0, "#rules-off .label"));
            flip(rule);
            assertFalse(parlour.has(row, "broken"));
            assertAllHold();
        }
    }

    private static String ribbon(String titles) {
        return "RULE SWITCHED OFF at alpha: %s. What happens now need not be safe.".formatted(titles);
    }

    @Test
    void whatIsOffIsLoudAndOffForThisLegislatorAlone() {
        flip(Rule.OWN_NUMBERS);
        flip(Rule.MAJORITY_QUORUMS);
        assertEquals(Set.of(Rule.MAJORITY_QUORUMS, Rule.OWN_NUMBERS), off());
        assertTrue(parlour.find(0, "#rules-off").isVisible());
        assertTrue(parlour.has(parlour.find(0, "#rules-off"), "alarm"), "red");
        assertEquals(ribbon("Majority quorums (B2); Own ballot numbers only (B1)"), parlour.text(0, "#rules-off .label"));
        assertEquals("Rules ✗", parlour.text(0, "#rules"));
        assertTrue(parlour.has(parlour.find(0, "#rules"), "loud"));
        assertEquals(List.of(new Happening.Rules(Set.of(Rule.OWN_NUMBERS)), new Happening.Rules(off())),
                Logs.of(parlour.house().log(), "alpha", Happening.Rules.class));

        for (String other : List.of("beta", "gamma")) {
            assertEquals(Set.of(), doors.at(other).rules().off());
        }
        assertFalse(parlour.find(1, "#rules-off").isVisible());
        assertEquals("Rules", parlour.text(1, "#rules"));
    }

    @Test
    void allRulesHoldAgainByTheRibbonAndByThePane() {
        assertTrue(parlour.anywhere("#rules-all", Node.class).isDisabled());
        flip(Rule.BEGIN_ONCE);
        flip(Rule.KEEP_PROMISES);
        parlour.work(parlour.anywhere("#rules-all", Node.class));
        assertAllHold();
        for (Rule rule : Rule.values()) {
            assertTrue(parlour.onFx(() -> holds(rule).isSelected()), rule.title());
        }

        flip(Rule.TAKE_LATEST_VOTE);
        parlour.ctrl(KeyCode.U);
        parlour.click(0, "#rules-off .button");
        assertAllHold();
    }

    @Test
    void theRibbonOutlastsACrashAndARestart() {
        flip(Rule.REFUSE_BELOW_PROMISE);
        parlour.ctrl(KeyCode.U);
        parlour.ctrl(KeyCode.K);
        parlour.awaitPresence(Presence.CRASHED);
        parlour.awaitPulses();
        assertEquals(ribbon("Refuse ballots below the promise"), parlour.text(0, "#rules-off .label"));
        parlour.ctrl(KeyCode.R);
        parlour.awaitPresence(Presence.OPEN);
        parlour.awaitPulses();
        assertTrue(parlour.find(0, "#rules-off").isVisible());
        assertEquals(Set.of(Rule.REFUSE_BELOW_PROMISE), off());
        parlour.await("it is on the record of the new session", () -> parlour.model(0).rulesOff().get().equals(off()));
    }

    @Test
    void ctrlUShowsTheRulesAndHidesThem() {
        assertTrue(parlour.isShown("#rules-pane"));
        parlour.ctrl(KeyCode.U);
        assertFalse(parlour.isShown("#rules-pane"));
    }
}
