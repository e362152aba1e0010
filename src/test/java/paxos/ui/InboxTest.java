package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.fault.Hold;
import paxos.node.Logs;
import paxos.synod.Message.LastVote;
import paxos.synod.Message.NextBallot;
import paxos.trace.Happening;
import paxos.ui.timeline.TimelineView;
import paxos.view.HeldMessage;
import paxos.view.NodeActions;
import paxos.view.NodeModel.Presence;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Arrows;
import paxos.view.timeline.Fate;
import paxos.view.timeline.Viewport;

/// Messages that wait at alpha: held, released, and let go one by one, by keys and by mouse.
class InboxTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    private final Doors doors = new Doors(parlour);

    private Hold door() {
        return doors.at("alpha").hold();
    }

    private boolean isHolding() {
        return door().isHolding();
    }

    /// Beta passes 17 without alpha, at whose door NextBallot 1 and the decree wait, in this order.
    private void letTwoWait() {
        parlour.open(3);
        parlour.press(KeyCode.SPACE);
        assertTrue(isHolding());
        doors.propose("beta", 17);
        awaitHeld("Next 1 from beta", "Success · 17 from beta");
    }

    private void awaitHeld(String... words) {
        parlour.await("these wait: " + List.of(words), () -> list().getItems().stream().map(HeldMessage::words).toList().equals(List.of(words)));
        parlour.awaitPulses();
    }

    @SuppressWarnings("unchecked")
    private ListView<HeldMessage> list() {
        return (ListView<HeldMessage>) parlour.find(0, "#inbox-list");
    }

    private String chosenTab() {
        TabPane tabs = parlour.find(0, "#tabs", TabPane.class);
        return parlour.onFx(() -> tabs.getSelectionModel().getSelectedItem().getText());
    }

    private String lastSentAway() {
        return Logs.of(parlour.house().log(), "alpha", Happening.Discarded.class).getLast().why();
    }

    // ---- Hold and release

    @Test
    void spaceHoldsAndReleasesAndTheInboxOpensByItself() {
        letTwoWait();
        assertTrue(parlour.find(0, "#hold", ToggleButton.class).isSelected());
        assertEquals("Inbox (2)", chosenTab());
        assertTrue(parlour.model(0).ledger().get().nextBal().isNone());

        parlour.press(KeyCode.SPACE);

        assertFalse(isHolding());
        parlour.awaitDecree("17");
        parlour.await("the inbox is left", () -> chosenTab().equals("Why"));
        assertFalse(parlour.find(0, "#hold", ToggleButton.class).isSelected());
        TabPane tabs = parlour.find(0, "#tabs", TabPane.class);
        assertEquals("Inbox (0)", parlour.onFx(() -> tabs.getTabs().get(2).getText()));
    }

    @Test
    void theButtonsHoldStepAndRelease() {
        parlour.open(3);
        assertTrue(parlour.find(0, "#step").isDisabled());
        parlour.click(0, "#hold");
        assertTrue(isHolding());
        assertFalse(parlour.find(0, "#step").isDisabled());
        doors.propose("beta", 17);
        awaitHeld("Next 1 from beta", "Success · 17 from beta");

        parlour.click(0, "#step");
        awaitHeld("Success · 17 from beta");
        parlour.await("promised", () -> parlour.model(0).ledger().get().nextBal().number() == 1);

        parlour.click(0, "#hold");
        assertFalse(isHolding());
        parlour.awaitDecree("17");
    }

    @Test
    void whoTypesASpaceHoldsNothing() {
        parlour.open(3);
        parlour.ctrl(KeyCode.D);
        parlour.press(KeyCode.SPACE);
        assertFalse(isHolding());
        parlour.ctrl(KeyCode.F);
        parlour.press(KeyCode.SPACE);
        assertFalse(isHolding());
        parlour.ctrl(KeyCode.L);
        parlour.work(parlour.anywhere("#link-loss", TextField.class));
        assertTrue(parlour.isShown("#links-pane"));
        assertFalse(isHolding(), "in what hangs over the window, too");
    }

    @Test
    void spaceWorksTheButtonThatWasComeToByTab() {
        parlour.open(3);
        parlour.ctrl(KeyCode.D);
        tabTo("hold");
        parlour.press(KeyCode.SPACE);
        assertTrue(isHolding(), "by the button alone; with the window's key as well it would be released at once");
        parlour.ctrl(KeyCode.D);
        tabTo("crash");
        parlour.press(KeyCode.SPACE);
        parlour.awaitPresence(Presence.CRASHED);
        assertTrue(isHolding());
    }

    private void tabTo(String id) {
        for (int i = 0; i < 10 && !parlour.onFx(() -> id.equals(parlour.scene(0).getFocusOwner().getId())); i++) {
            parlour.press(KeyCode.TAB);
        }
        assertEquals(id, parlour.onFx(() -> parlour.scene(0).getFocusOwner().getId()));
    }

    @Test
    void spaceHoldsAfterAClickOnAnyButton() {
        parlour.open(3);
        parlour.click(0, "#start");
        parlour.await("a decree", () -> parlour.model(0).ledger().get().decree().isPresent());
        int tried = parlour.model(0).ledger().get().lastTried().number();
        parlour.press(KeyCode.SPACE);
        assertTrue(isHolding());
        assertEquals(tried, parlour.model(0).ledger().get().lastTried().number(), "no other ballot");
    }

    @Test
    void spaceOnARuleSwitchesThatRuleAndHoldsNothing() {
        parlour.open(3);
        parlour.ctrl(KeyCode.U);
        parlour.onFx(() -> parlour.anywhere("#rule-own-numbers", Node.class).requestFocus());
        parlour.press(KeyCode.SPACE);
        assertEquals(1, doors.at("alpha").rules().off().size());
        assertFalse(isHolding());
    }

    @Test
    void rightDeliversTheNextButOnlyWhileMessagesAreHeld() {
        parlour.open(3);
        parlour.press(KeyCode.RIGHT);
        assertFalse(isHolding());
        parlour.press(KeyCode.SPACE);
        doors.propose("beta", 17);
        awaitHeld("Next 1 from beta", "Success · 17 from beta");

        parlour.ctrl(KeyCode.D);
        parlour.press(KeyCode.RIGHT);
        assertEquals(2, door().waiting().size(), "the field's");
        parlour.onFx(() -> parlour.find(0, "#hold").requestFocus());
        parlour.press(KeyCode.RIGHT);
        awaitHeld("Success · 17 from beta");
        parlour.press(KeyCode.RIGHT);
        awaitHeld();
        parlour.awaitDecree("17");
        parlour.press(KeyCode.RIGHT);
        assertTrue(isHolding(), "nothing waits, and nothing happens");
    }

    // ---- The list

    @Test
    void eachCanBeDeliveredDroppedAndDoubledByItsButtons() {
        letTwoWait();
        parlour.click(button(0, "duplicate"));
        awaitHeld("Next 1 from beta", "Next 1 from beta (copy)", "Success · 17 from beta");
        parlour.click(button(2, "deliver"));
        awaitHeld("Next 1 from beta", "Next 1 from beta (copy)");
        parlour.await("the decree came first", () -> parlour.model(0).ledger().get().decree().isPresent());
        assertTrue(parlour.model(0).ledger().get().nextBal().isNone());
        parlour.click(button(1, "drop"));
        awaitHeld("Next 1 from beta");
        assertEquals("It was sent away by hand, while messengers were held.", lastSentAway());
        parlour.click(button(0, "deliver"));
        parlour.await("promised", () -> parlour.model(0).ledger().get().nextBal().number() == 1);
    }

    private Node button(int row, String what) {
        return parlour.onFx(() -> cell(row).lookup(".held-" + what));
    }

    private ListCell<?> cell(int row) {
        return list().lookupAll(".held-cell").stream().map(each -> (ListCell<?>) each).filter(each -> each.getIndex() == row && !each.isEmpty())
                .findFirst().orElseThrow(() -> new AssertionError("no row " + row));
    }

    /// Row after row, with no need to choose again: what was chosen stays so, and after it comes the next.
    @Test
    void eachCanBeDoubledMovedDroppedAndDeliveredByKeys() {
        letTwoWait();
        parlour.ctrl(KeyCode.DIGIT1);
        parlour.ctrl(KeyCode.DIGIT3);
        parlour.press(KeyCode.D);
        awaitHeld("Next 1 from beta", "Next 1 from beta (copy)", "Success · 17 from beta");
        parlour.press(KeyCode.ALT, KeyCode.DOWN);
        awaitHeld("Next 1 from beta (copy)", "Next 1 from beta", "Success · 17 from beta");
        parlour.press(KeyCode.ALT, KeyCode.DOWN);
        awaitHeld("Next 1 from beta (copy)", "Success · 17 from beta", "Next 1 from beta");
        parlour.press(KeyCode.ALT, KeyCode.DOWN);
        awaitHeld("Next 1 from beta (copy)", "Success · 17 from beta", "Next 1 from beta");
        parlour.press(KeyCode.ALT, KeyCode.UP);
        awaitHeld("Next 1 from beta (copy)", "Next 1 from beta", "Success · 17 from beta");
        parlour.press(KeyCode.DELETE);
        awaitHeld("Next 1 from beta (copy)", "Success · 17 from beta");
        parlour.press(KeyCode.ENTER);
        awaitHeld("Next 1 from beta (copy)");
        parlour.await("the decree came first", () -> parlour.model(0).ledger().get().decree().isPresent());
        assertTrue(parlour.model(0).ledger().get().nextBal().isNone());
        parlour.press(KeyCode.ENTER);
        awaitHeld();
        parlour.await("promised", () -> parlour.model(0).ledger().get().nextBal().number() == 1);
    }

    @Test
    void whatIsChosenStaysSoWhereMoreArrive() {
        letTwoWait();
        parlour.click(parlour.onFx(() -> cell(1).lookup(".held-words")));
        doors.propose("gamma", 5);
        parlour.await("more wait", () -> list().getItems().size() > 2);
        parlour.awaitPulses();
        assertEquals("Success · 17 from beta", parlour.onFx(() -> list().getSelectionModel().getSelectedItem().words()));
    }

    /// The platform of the tests cannot drag from one place to another; what it would tell is told by hand.
    @Test
    void aMessageThatIsDraggedWaitsInAnotherPlace() {
        letTwoWait();
        parlour.onFx(() -> {
            ListCell<?> from = cell(0);
            ListCell<?> to = cell(1);
            Event.fireEvent(to, drag(DragEvent.DRAG_OVER, from, to));
            Event.fireEvent(to, drag(DragEvent.DRAG_DROPPED, from, to));
            Event.fireEvent(to, drag(DragEvent.DRAG_DROPPED, new Object(), to));
        });
        awaitHeld("Success · 17 from beta", "Next 1 from beta");
    }

    private static DragEvent drag(EventType<DragEvent> type, Object from, Node to) {
        return new DragEvent(type, null, 0, 0, 0, 0, TransferMode.MOVE, from, to, null);
    }

    // ---- Its menu, in the list and on the timeline

    @Test
    void aRightClickInTheListOffersTheSame() {
        letTwoWait();
        parlour.robot().rightClickOn(parlour.onFx(() -> cell(0).lookup(".held-words")));
        Menus.choose(parlour, "Duplicate");
        awaitHeld("Next 1 from beta", "Next 1 from beta (copy)", "Success · 17 from beta");
        parlour.robot().rightClickOn(parlour.onFx(() -> cell(0).lookup(".held-words")));
        Menus.choose(parlour, "Drop");
        awaitHeld("Next 1 from beta (copy)", "Success · 17 from beta");
        assertEquals("It was sent away by hand, while messengers were held.", lastSentAway());
        parlour.robot().rightClickOn(parlour.onFx(() -> cell(1).lookup(".held-words")));
        Menus.choose(parlour, "Deliver");
        awaitHeld("Next 1 from beta (copy)");
        parlour.await("the decree came first", () -> parlour.model(0).ledger().get().decree().isPresent());
    }

    @Test
    void aRightClickOnTheTimelineOffersTheSameForWhatWaitsAndNothingForWhatDoesNot() {
        letTwoWait();
        parlour.robot().rightClickOn(head("Next 1", Fate.HELD));
        Menus.choose(parlour, "Deliver");
        awaitHeld("Success · 17 from beta");
        parlour.await("promised", () -> parlour.model(0).ledger().get().nextBal().number() == 1);
        parlour.awaitPulses();
        parlour.robot().rightClickOn(head("Success · 17", Fate.HELD));
        Menus.choose(parlour, "Drop");
        awaitHeld();
        assertEquals("It was sent away by hand, while messengers were held.", lastSentAway());
        parlour.awaitPulses();
        parlour.robot().rightClickOn(head("Next 1", Fate.RECEIVED));
        parlour.awaitPulses();
        assertFalse(parlour.onFx(() -> Menus.items().findAny().isPresent()));
    }

    /// Where the arrow of a message from beta to alpha ends.
    private Point2D head(String label, Fate fate) {
        TimelineView view = parlour.find(0, "#timeline", TimelineView.class);
        return parlour.onFx(() -> {
            Arrows arrows = view.timeline().arrows();
            Viewport seen = view.camera().viewport();
            for (int i = arrows.first(); i < arrows.next(); i++) {
                Arrow arrow = arrows.get(i);
                if (arrow.label().equals(label) && arrow.to().equals("alpha") && arrow.from().equals("beta") && arrow.fate() == fate) {
                    double x1 = seen.x(arrow.start().on(seen.axis()));
                    double x2 = seen.x(arrow.end().orElseThrow().on(seen.axis()));
                    double y1 = seen.ys().get(1);
                    double y2 = seen.ys().get(0);
                    double part = 0.7;
                    return view.localToScreen(view.getWidth() - seen.width() + x1 + part * (x2 - x1), y1 + part * (y2 - y1));
                }
            }
            throw new AssertionError("no arrow %s, %s".formatted(label, fate));
        });
    }

    // ---- What would be ignored

    @Test
    void whatWouldBeIgnoredIsSaidBeforehandAndIsTrue() {
        letTwoWait();
        assertEquals(List.of("", ""), foresights());
        parlour.click(button(1, "duplicate"));
        parlour.click(button(0, "duplicate"));
        parlour.click(button(0, "deliver"));
        awaitHeld("Next 1 from beta (copy)", "Success · 17 from beta", "Success · 17 from beta (copy)");
        parlour.await("foreseen", () -> !foresights().getFirst().isEmpty());
        assertEquals(List.of("", ""), foresights().subList(1, 3), "the decree is news still");
        assertForesightIsTrue();
        parlour.click(button(0, "deliver"));
        awaitHeld("Success · 17 from beta (copy)");
        parlour.await("foreseen", () -> !foresights().getFirst().isEmpty());
        assertForesightIsTrue();
    }

    private List<String> foresights() {
        return parlour.onFx(() -> list().getItems().stream().map(HeldMessage::foresight).toList());
    }

    /// The first in the list says why it would be ignored; and that, word for word, is why it is.
    private void assertForesightIsTrue() {
        String foresight = foresights().getFirst();
        assertTrue(foresight.startsWith("Would be ignored: "), foresight);
        assertEquals(foresight, parlour.onFx(() -> ((Label) cell(0).lookup(".remark")).getText()));
        var before = parlour.model(0).ledger().get();
        int lines = parlour.model(0).why().size();
        parlour.click(button(0, "deliver"));
        parlour.await("it is read", () -> parlour.model(0).why().size() > lines);
        assertEquals(foresight, "Would be ignored: " + parlour.onFx(() -> parlour.model(0).why().getLast().sentence()));
        assertEquals(before, parlour.model(0).ledger().get());
    }

    /// An answer to a ballot whose slip the crash took: it waits on, and says that it will be of no use.
    @Test
    void whileALegislatorIsAwayNothingIsForeseenAndNothingDelivered() {
        parlour.open(3);
        doors.holdAll(true);
        doors.propose("alpha", 17);
        doors.deliver("beta", "alpha", NextBallot.class);
        doors.waiting("alpha", "beta", LastVote.class);
        awaitHeld("Last 0 · – from beta");
        parlour.ctrl(KeyCode.K);
        parlour.awaitPresence(Presence.CRASHED);
        parlour.awaitPulses();
        assertEquals(List.of(""), foresights());
        parlour.press(KeyCode.RIGHT);
        awaitHeld("Last 0 · – from beta");
        parlour.ctrl(KeyCode.R);
        parlour.awaitPresence(Presence.OPEN);
        parlour.await("foreseen", () -> !foresights().getFirst().isEmpty());
        assertForesightIsTrue();
    }

    /// The decree of a parliament that is forgotten must not come into the next one.
    @Test
    void messengersOfTheOldParliamentAreSentAway() {
        letTwoWait();
        parlour.onFx(() -> new NodeActions(parlour.house(), parlour.hosted(0), Platform::runLater).newParliament());
        parlour.await("all are back", () -> parlour.model(0).presence().get() == Presence.OPEN && parlour.model(0).messages().isEmpty());
        awaitHeld();
        assertEquals("This messenger was of the old parliament.", lastSentAway());
    }
}
