package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.DialogPane;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.view.HostedNode;
import paxos.view.NodeModel.Presence;

/// What a person does with buttons, and with the keys that stand for them.
class ButtonsTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();

    // ---- Start ballot

    @Test
    void theButtonStartsABallotForTheDecreeInTheField() {
        parlour.open(3);

        type("17");
        parlour.click(0, "#start");

        parlour.awaitDecree("17");
    }

    @Test
    void withNoDecreeTheBallotIsForItsOwnNumber() {
        parlour.open(3);

        parlour.click(0, "#start");

        parlour.await("a decree", () -> parlour.model(0).ledger().get().decree().isPresent());
        Ballot first = parlour.model(0).ledger().get().lastTried();
        parlour.awaitDecree(first.toString());
    }

    @Test
    void ctrlBStartsABallotForTheDecreeInTheField() {
        parlour.open(3);

        type("-5");
        parlour.ctrl(KeyCode.B);

        parlour.awaitDecree("-5");
    }

    @Test
    void enterInTheFieldStartsABallotAndCtrlDGoesThere() {
        parlour.open(3);

        parlour.ctrl(KeyCode.D);
        parlour.robot().write(" 99 ");
        parlour.press(KeyCode.ENTER);

        parlour.awaitDecree("99");
    }

    private void type(String decree) {
        parlour.click(0, "#decree-field");
        parlour.robot().write(decree);
        assertEquals(decree, parlour.find(0, "#decree-field", TextField.class).getText());
    }

    @Test
    void junkInTheFieldIsToldAndStartsNoBallotAndEscDismissesWhatWasTold() {
        parlour.open(3);

        type("twelve");
        parlour.click(0, "#start");

        Node banner = parlour.find(0, "#trouble");
        parlour.await("trouble is told", banner::isVisible);
        assertEquals("“twelve” is no decree: a decree is a whole number from -2147483648 to 2147483647."
                + " Empty means that of --decree, or else the ballot's number.", parlour.text(0, "#trouble .label"));
        assertTrue(parlour.model(0).why().isEmpty(), "no rule was applied");
        assertTrue(parlour.model(0).ledger().get().lastTried().isNone(), "no ballot was started");

        parlour.press(KeyCode.ESCAPE);
        assertFalse(banner.isVisible());
        assertFalse(banner.isManaged(), "takes no room");
    }

    // ---- Crash and restart

    @Test
    void crashGreysTheWindowAndItsLedgerStaysAndRestartBringsItBack() {
        parlour.open(3);
        type("17");
        parlour.click(0, "#start");
        parlour.awaitDecree("17");
        parlour.await("the decree is shown", () -> parlour.text(0, "#decree").equals("17"));
        String promised = parlour.text(0, "#nextBal .value");
        assertEnabled(true);

        parlour.click(0, "#crash");
        parlour.awaitPresence(Presence.CRASHED);
        assertEnabled(false);
        assertTrue(parlour.has(root(), "crashed"), "greyed");
        assertEquals("17", parlour.text(0, "#decree"));
        assertEquals(promised, parlour.text(0, "#nextBal .value"));
        assertTrue(parlour.text(0, "#prevVote .value").endsWith("→ 17"));
        assertEquals("crashed – its ledger survives", parlour.text(0, "#doing"));

        parlour.click(0, "#restart");
        parlour.awaitPresence(Presence.OPEN);
        assertEnabled(true);
        assertFalse(parlour.has(root(), "crashed"), "no longer greyed");
        assertEquals(promised, parlour.text(0, "#nextBal .value"));
        assertEquals("knows the decree: 17", parlour.text(0, "#doing"));
    }

    @Test
    void ctrlKCrashesAndCtrlRRestarts() {
        parlour.open(1);

        parlour.ctrl(KeyCode.K);
        parlour.awaitPresence(Presence.CRASHED);
        parlour.ctrl(KeyCode.R);
        parlour.awaitPresence(Presence.OPEN);
    }

    @Test
    void ctrlBWhileCrashedIsToldToRestartFirst() {
        parlour.open(1);
        parlour.ctrl(KeyCode.K);
        parlour.awaitPresence(Presence.CRASHED);

        parlour.ctrl(KeyCode.B);

        parlour.await("trouble is told", () -> parlour.find(0, "#trouble").isVisible());
        assertEquals("alpha is not in the chamber and can start no ballot. Restart it first.", parlour.text(0, "#trouble .label"));
        parlour.click(0, "#trouble .button");
        assertFalse(parlour.find(0, "#trouble").isVisible(), "dismissed");
    }

    private Node root() {
        return parlour.scene(0).getRoot();
    }

    private void assertEnabled(boolean open) {
        assertEquals(open, !parlour.find(0, "#start").isDisabled(), "Start ballot");
        assertEquals(open, !parlour.find(0, "#decree-field").isDisabled(), "the decree field");
        assertEquals(open, !parlour.find(0, "#crash").isDisabled(), "Crash");
        assertEquals(!open, !parlour.find(0, "#restart").isDisabled(), "Restart");
    }

    // ---- New parliament

    @Test
    void toKeepTheParliamentIsWhatEnterDoesAndNothingChanges() {
        decide("17");

        parlour.click(0, "#view");
        MenuButton menu = parlour.find(0, "#view", MenuButton.class);
        parlour.onFx(() -> Platform.runLater(menu.getItems().stream().filter(item -> "reset".equals(item.getId())).findFirst()
                .orElseThrow()::fire));
        DialogPane question = parlour.dialog("new-parliament");
        assertEquals("Begin a new parliament?", question.getHeaderText());
        assertTrue(question.getContentText().contains("The ledgers of alpha, beta, gamma are deleted"), question::getContentText);
        assertTrue(button(question, "Keep it").isDefaultButton());
        assertTrue(button(question, "Keep it").isCancelButton());
        assertFalse(button(question, "Forget the parliament").isDefaultButton());
        parlour.press(KeyCode.ENTER);

        parlour.awaitNoDialog();
        assertKept("17");
    }

    @Test
    void toKeepTheParliamentByItsButtonChangesNothing() {
        decide("17");

        parlour.ctrl(KeyCode.N);
        parlour.click(button(parlour.dialog("new-parliament"), "Keep it"));

        parlour.awaitNoDialog();
        assertKept("17");
    }

    @Test
    void toForgetTheParliamentEmptiesTheLedgersOfAll() {
        decide("17");

        parlour.ctrl(KeyCode.N);
        parlour.click(button(parlour.dialog("new-parliament"), "Forget the parliament"));

        parlour.await("the ledger is blank", () -> parlour.model(0).ledger().get().equals(Ledger.BLANK));
        parlour.await("no decree is shown", () -> parlour.text(0, "#decree").equals("–"));
        parlour.awaitPresence(Presence.OPEN);
        assertEquals("–", parlour.text(0, "#nextBal .value"));
        assertEquals("waiting for a ballot", parlour.text(0, "#doing"));
        for (int i = 0; i < 3; i++) {
            HostedNode each = parlour.hosted(i);
            parlour.await("no decree.txt of " + each.node().name(), () -> each.decreeFile().read().isEmpty());
        }
        // And all of them are back for the new one.
        decideAgain("18");
    }

    @Test
    void whoSitsElsewhereIsNamedInTheQuestion() {
        parlour.open(3, 1, 1);

        parlour.ctrl(KeyCode.N);
        DialogPane question = parlour.dialog("new-parliament");

        assertTrue(question.getContentText().contains("beta, gamma sit elsewhere."), question::getContentText);
        parlour.press(KeyCode.ESCAPE);
        parlour.awaitNoDialog();
    }

    private void decide(String decree) {
        parlour.open(3);
        decideAgain(decree);
    }

    private void decideAgain(String decree) {
        parlour.onFx(() -> parlour.find(0, "#decree-field", TextField.class).setText(decree));
        parlour.ctrl(KeyCode.B);
        parlour.awaitDecree(decree);
        parlour.await("the decree is shown", () -> parlour.text(0, "#decree").equals(decree));
    }

    private void assertKept(String decree) {
        assertEquals(decree, parlour.text(0, "#decree"));
        assertEquals(decree, parlour.model(0).ledger().get().decree().orElseThrow().toString());
        assertEquals(Presence.OPEN, parlour.model(0).presence().get());
        assertFalse(parlour.model(0).why().isEmpty(), "nothing was forgotten");
    }

    private static Button button(DialogPane question, String text) {
        return question.getButtonTypes().stream().filter(type -> type.getText().equals(text))
                .map(type -> (Button) question.lookupButton(type)).findFirst().orElseThrow();
    }

    // ---- Messengers

    @Test
    void theSliderAndItsKeysSayHowLongMessengersWalk() {
        parlour.open(1);
        Slider slider = parlour.find(0, "#delay", Slider.class);

        parlour.ctrl(KeyCode.RIGHT);
        parlour.ctrl(KeyCode.RIGHT);
        assertEquals(200, parlour.hosted(0).messengers().millis());
        assertEquals(" 200 ms", parlour.text(0, "#delay-value"));
        parlour.ctrl(KeyCode.LEFT);
        assertEquals(100, parlour.hosted(0).messengers().millis());

        parlour.click(slider);
        // The thumb’s shadow counts for the middle.
        double pixels = 6;
        assertEquals(1500, parlour.hosted(0).messengers().millis(), pixels * slider.getMax() / slider.getWidth(),
                "a click in the middle of the slider");
        parlour.onFx(() -> slider.setValue(slider.getMin()));
        parlour.ctrl(KeyCode.LEFT);
        assertEquals(0, parlour.hosted(0).messengers().millis(), "no faster than at once");
    }
}
