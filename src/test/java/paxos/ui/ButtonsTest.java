package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.synod.Ballot;

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
                + " Leave the field empty for the ballot's number.", parlour.text(0, "#trouble .label"));
        assertTrue(parlour.model(0).why().isEmpty(), "no rule was applied");
        assertTrue(parlour.model(0).ledger().get().lastTried().isNone(), "no ballot was started");

        parlour.press(KeyCode.ESCAPE);
        assertFalse(banner.isVisible());
        assertFalse(banner.isManaged(), "takes no room");
    }
}
