package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.fault.Comeback;
import paxos.fault.CrashPoint;
import paxos.fault.CrashPoint.Deed;
import paxos.fault.CrashPoint.When;
import paxos.fault.FaultBench;
import paxos.synod.Ledger;
import paxos.trace.Rule;
import paxos.view.NodeModel.Presence;

/// The menus behind the arrows of Crash and Restart.
class CrashMenusTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    private final Doors doors = new Doors(parlour);

    private FaultBench alpha() {
        return doors.at("alpha");
    }

    private void startBallot(String decree) {
        parlour.onFx(() -> parlour.find(0, "#decree-field", TextField.class).setText(decree));
        parlour.ctrl(KeyCode.B);
    }

    private MenuItem item(String button, String id) {
        return all(parlour.find(0, button, SplitMenuButton.class).getItems()).filter(each -> id.equals(each.getId())).findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
    }

    private static Stream<MenuItem> all(List<MenuItem> items) {
        return items.stream().flatMap(each -> each instanceof Menu menu
                ? Stream.concat(Stream.of(each), all(menu.getItems())) : Stream.of(each));
    }

    // ---- Crash when…

    @Test
    void thePointThatIsChosenIsArmedForAllToSeeAndStrikesOnce() {
        parlour.open(3);
        assertFalse(parlour.find(0, "#armed").isVisible());
        Menus.open(parlour, "#crash");
        Menus.choose(parlour, "Crash once, after…");
        Menus.choose(parlour, "… after writing the vote (accepted value)");
        assertEquals(Optional.of(new CrashPoint(When.AFTER, Deed.WRITE_VOTE)), alpha().crashPoints().armed());
        assertTrue(parlour.find(0, "#armed").isVisible());
        assertEquals("ARMED: alpha crashes once, after writing the vote.", parlour.text(0, "#armed .label"));
        assertEquals(Presence.OPEN, parlour.model(0).presence().get());

        startBallot("17");
        parlour.awaitPresence(Presence.CRASHED);
        parlour.await("not armed any more", () -> !parlour.find(0, "#armed").isVisible());
        assertTrue(parlour.model(0).ledger().get().prevVote().isPresent(), "the vote is written");
        String why = parlour.onFx(() -> parlour.model(0).why().getLast().sentence());
        assertTrue(why.startsWith("alpha was crashed after writing its vote for 17 in ballot 0, before sending Voted 0, as was asked."), why);

        parlour.ctrl(KeyCode.R);
        parlour.awaitPresence(Presence.OPEN);
        startBallot("99");
        parlour.awaitDecree("17");
        assertEquals(Presence.OPEN, parlour.model(0).presence().get());
    }

    @Test
    void everyPointIsInTheMenuAndArmsItself() {
        parlour.open(1);
        for (When when : When.values()) {
            for (Deed deed : Deed.values()) {
                String id = "crash-%s-%s".formatted(when.word(), deed.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                MenuItem item = item("#crash", id);
                assertEquals("… %s %s (%s)".formatted(when.word(), deed.words(), deed.modernTerm()), item.getText());
                parlour.onFx(item::fire);
                assertEquals(Optional.of(new CrashPoint(when, deed)), alpha().crashPoints().armed());
            }
        }
    }

    @Test
    void itIsDisarmedByTheButtonAcrossTheWindowAndByTheMenu() {
        parlour.open(3);
        assertTrue(item("#crash", "disarm").isDisable());
        for (Runnable disarm : List.<Runnable>of(() -> parlour.click(0, "#armed .button"), () -> {
            Menus.open(parlour, "#crash");
            Menus.choose(parlour, "Do not crash after all");
        })) {
            parlour.onFx(item("#crash", "crash-before-write-last-tried")::fire);
            assertTrue(parlour.find(0, "#armed").isVisible());
            assertFalse(item("#crash", "disarm").isDisable());
            disarm.run();
            assertFalse(parlour.find(0, "#armed").isVisible());
            assertEquals(Optional.empty(), alpha().crashPoints().armed());
        }
        startBallot("17");
        parlour.awaitDecree("17");
        assertEquals(Presence.OPEN, parlour.model(0).presence().get());
    }

    @Test
    void aPointThatNeverComesIsRefusedWithASentence() {
        parlour.open(3);
        startBallot("17");
        parlour.awaitDecree("17");
        parlour.await("alpha knows", () -> parlour.model(0).ledger().get().decree().isPresent());
        Menus.open(parlour, "#crash");
        Menus.choose(parlour, "Crash once, before…");
        Menus.choose(parlour, "… before writing the decree (chosen value)");
        assertTrue(parlour.find(0, "#trouble").isVisible());
        assertEquals("It can never crash before writing the decree: the decree 17 is in the ledger already, and a decree is written once. "
                + "Choose another point, or begin a new parliament.", parlour.text(0, "#trouble .label"));
        assertEquals(Optional.empty(), alpha().crashPoints().armed());
        assertFalse(parlour.find(0, "#armed").isVisible());
        parlour.onFx(item("#crash", "crash-before-write-vote")::fire);
        assertFalse(parlour.find(0, "#trouble").isVisible(), "that one may come");
    }

    // ---- Restart

    /// Alpha and beta voted for 17; alpha is away.
    private void crashAfterADecree() {
        parlour.open(3);
        startBallot("17");
        parlour.awaitDecree("17");
        crash();
    }

    private void crash() {
        parlour.ctrl(KeyCode.K);
        parlour.awaitPresence(Presence.CRASHED);
        awaitMenu();
    }

    private void awaitMenu() {
        parlour.await("the menu says how", () -> !restarts().isEmpty());
        parlour.awaitPulses();
    }

    private List<MenuItem> restarts() {
        return List.copyOf(((SplitMenuButton) parlour.scene(0).lookup("#restart")).getItems());
    }

    private List<Comeback> comebacks() {
        try {
            return alpha().comebacks();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private Comeback comeback(String title) {
        return comebacks().stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow();
    }

    private static List<String> words(Comeback comeback, Set<Rule> off) {
        List<String> words = new ArrayList<>(List.of(comeback.title(), comeback.sentence()));
        if (comeback.damage().isPresent()) {
            comeback.refusal(off).ifPresent(words::add);
        }
        return words;
    }

    private List<List<String>> menu() {
        return parlour.onFx(() -> restarts().stream().map(each -> ((Parent) ((CustomMenuItem) each).getContent()).getChildrenUnmodifiable()
                .stream().map(line -> ((Label) line).getText()).toList()).toList());
    }

    @Test
    void whatEachWayBackDoesToThePromiseIsSaidBeforehandAndWhichOfThemARuleForbids() {
        parlour.open(1);
        parlour.await("it is not away", () -> restarts().isEmpty());
        parlour.ctrl(KeyCode.B);
        parlour.awaitDecree("0");
        crash();
        List<String> titles = comebacks().stream().map(Comeback::title).toList();
        assertEquals("Disk kept", titles.getFirst());
        assertEquals("Disk wiped", titles.getLast());
        assertTrue(titles.containsAll(List.of("Last write torn", "Older copy of the disk, 1 write back", "Older copy of the disk, 3 writes back")),
                titles::toString);
        assertEquals(comebacks().stream().map(each -> words(each, Set.of())).toList(), menu());
        assertTrue(menu().getLast().getLast().contains("switch off the rule “Keep promises over a crash” first."), menu()::toString);

        parlour.onFx(() -> alpha().setRules(Set.of(Rule.KEEP_PROMISES)));
        parlour.await("nothing is forbidden", () -> menu().stream().allMatch(each -> each.size() == 2));
        assertEquals(comebacks().stream().map(each -> words(each, Set.of(Rule.KEEP_PROMISES))).toList(), menu());

        parlour.ctrl(KeyCode.R);
        parlour.awaitPresence(Presence.OPEN);
        parlour.await("it is not away", () -> restarts().isEmpty());
    }

    @Test
    void whereAPromiseIsLostInPencilTheMenuStillFollowsTheRule() {
        parlour.open(3);
        parlour.onFx(() -> alpha().setRules(Set.of(Rule.KEEP_PROMISES)));
        startBallot("17");
        parlour.await("decided", () -> parlour.model(0).ledger().get().decree().isPresent());
        crash();
        assertTrue(menu().stream().allMatch(each -> each.size() == 2), menu()::toString);
        assertTrue(menu().getFirst().getLast().startsWith("The disk is kept, but not what was in pencil: alpha forgets"), menu()::toString);

        parlour.onFx(() -> alpha().setRules(Set.of()));
        parlour.await("forbidden again", () -> menu().getLast().size() == 3);
        assertEquals(2, menu().getFirst().size(), "to restart with the disk as it is nobody forbids");
        parlour.ctrl(KeyCode.R);
        parlour.awaitPresence(Presence.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Last write torn", "Older copy of the disk, 3 writes back", "Disk wiped"})
    void itComesBackWithTheDiskThatWasChosen(String title) {
        crashAfterADecree();
        parlour.onFx(() -> alpha().setRules(Set.of(Rule.KEEP_PROMISES)));
        parlour.await("nothing is forbidden", () -> menu().stream().allMatch(each -> each.size() == 2));
        Comeback wanted = comeback(title);
        Ledger before = comebacks().getFirst().ledger();
        assertFalse(wanted.ledger().equals(before));
        Menus.open(parlour, "#restart");
        Menus.choose(parlour, title);
        parlour.awaitPresence(Presence.OPEN);
        assertEquals(wanted.ledger(), parlour.model(0).ledger().get());
        assertEquals(wanted.ledger(), comebacks().getFirst().ledger(), "on the disk");
        assertFalse(parlour.find(0, "#trouble").isVisible());
        assertEquals(wanted.sentence(), parlour.onFx(() -> parlour.model(0).why().stream().map(line -> line.sentence())
                .filter(wanted.sentence()::equals).findFirst().orElse("not in Why")));
    }

    @Test
    void withTheDiskKeptTheLedgerIsAsItWas() {
        crashAfterADecree();
        Ledger before = parlour.model(0).ledger().get();
        Menus.open(parlour, "#restart");
        Menus.choose(parlour, "Disk kept");
        parlour.awaitPresence(Presence.OPEN);
        assertEquals(before, parlour.model(0).ledger().get());
    }

    @Test
    void whatBreaksAPromiseIsRefusedWithASentenceAsLongAsTheRuleHolds() {
        crashAfterADecree();
        Menus.open(parlour, "#restart");
        Menus.choose(parlour, "Disk wiped");
        parlour.await("trouble is told", () -> parlour.find(0, "#trouble").isVisible());
        assertEquals("It would forget what others count on. To see what comes of that, switch off the rule “Keep promises over a crash” first.",
                parlour.text(0, "#trouble .label"));
        assertEquals(Presence.CRASHED, parlour.model(0).presence().get());
        assertEquals(parlour.model(0).ledger().get(), comebacks().getFirst().ledger(), "the disk is as it was");
    }

    @Test
    void allThatIsSaidInTheMenusCanBeRead() {
        crashAfterADecree();
        for (boolean dark : List.of(false, true)) {
            parlour.onFx(() -> parlour.appearance().dark().set(dark));
            Menus.open(parlour, "#restart");
            parlour.awaitPulses();
            assertEquals(List.of(), parlour.onFx(() -> Menus.items().flatMap(each -> Eyes.cutOff((Parent) each).stream()).toList()));
            assertTrue(parlour.onFx(() -> Menus.items().findFirst().orElseThrow().getScene().getWindow().getHeight()) < 1_000);
            parlour.press(KeyCode.ESCAPE);
        }
    }
}
