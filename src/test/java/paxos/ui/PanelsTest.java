package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.view.BallotProgress;

/// What the header, the ledger and the ballot panel show of a real node.
class PanelsTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();

    // ---- At the door

    @Test
    void whatIsSentAwayAtTheDoorIsCountedInTheHeader() throws IOException {
        parlour.open(2);
        assertFalse(parlour.find(0, "#dropped").isVisible());
        String address = parlour.house().addresses().get("alpha");
        for (int i = 1; i <= 3; i++) {
            try (Socket stranger = new Socket("127.0.0.1", Integer.parseInt(address.substring(address.indexOf(':') + 1)))) {
                stranger.getOutputStream().write("junk\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                int times = i;
                parlour.await("it is counted", () -> parlour.text(0, "#dropped").equals("⊘ " + times + " dropped"));
            }
        }
        assertTrue(parlour.find(0, "#dropped").isVisible());
    }

    @Test
    void whoCanBeReachedWithoutASecretIsSaidOnceUntilItIsDismissed() {
        parlour.caution("Other machines can reach alpha.");
        parlour.open(2);
        assertEquals("Other machines can reach alpha.", parlour.text(0, "#trouble .label"));
        assertTrue(parlour.find(0, "#trouble").isVisible());
        parlour.press(KeyCode.ESCAPE);
        parlour.await("it is gone", () -> !parlour.find(0, "#trouble").isVisible());
    }

    /// Of each pane that scrolls, JavaFX would keep a picture beyond the window's end.
    @Test
    void noPictureIsKeptOfWhatScrolls() {
        parlour.open(2);
        for (Scene scene : List.of(parlour.scene(0), parlour.openChamber())) {
            List<Node> panes = scene.getRoot().lookupAll(".scroll-pane").stream().toList();
            assertTrue(panes.size() >= 2, panes::toString);
            for (Node pane : panes) {
                parlour.await("it was shown", () -> pane.lookup(".viewport") != null || !pane.isVisible());
                assertFalse(pane.lookup(".viewport").isCache(), pane::toString);
            }
        }
    }

    // ---- Ledger

    @Test
    void aBlankLedgerSaysSoInWords() {
        parlour.open(3);

        assertEntry("lastTried", "–", "never started a ballot");
        assertEntry("nextBal", "–", "no ballot promised yet");
        assertEntry("prevVote", "–", "never voted yet");
        assertEquals("–", parlour.text(0, "#decree"));
        assertEquals("not yet known", parlour.text(0, ".decree-entry .remark"));
    }

    @Test
    void afterABallotTheLedgerShowsItsValuesWithSentencesAndTheyFlash() {
        parlour.open(3);

        Ballot ballot = pass(0, 17);

        assertEntry("lastTried", ballot.toString(), "last ballot I started");
        assertEntry("nextBal", ballot.toString(), "promised: no vote below " + ballot);
        assertEntry("prevVote", ballot + " → 17", "accepted 17 in ballot " + ballot);
        parlour.await("the decree is shown", () -> parlour.text(0, "#decree").equals("17"));
        assertEquals("as it is on the disk", parlour.text(0, ".decree-entry .remark"));
        for (String entry : List.of("#lastTried", "#nextBal", "#prevVote", ".decree-entry")) {
            assertTrue(parlour.has(parlour.find(0, entry), "changed"), entry + " flashes");
        }
        parlour.await("it flashes no longer", () -> !parlour.has(parlour.find(0, "#nextBal"), "changed"));
    }

    @Test
    void theDecreeIsShownAsItIsOnTheDiskWhoeverWroteIt() throws IOException {
        parlour.open(3);
        pass(0, 17);
        Path file = parlour.hosted(0).folder().resolve("decree.txt");
        assertEquals("17", Files.readString(file));

        Files.writeString(file, "4711\n");
        parlour.await("what was written by hand is shown", () -> parlour.text(0, "#decree").equals("4711"));

        Files.delete(file);
        parlour.await("no decree is shown", () -> parlour.text(0, "#decree").equals("–"));
    }

    private void assertEntry(String id, String value, String sentence) {
        assertEquals(value, parlour.text(0, "#" + id + " .value"));
        assertEquals(sentence, parlour.text(0, "#" + id + " .sentence"));
        assertEquals(id, parlour.text(0, "#" + id + " .value-name"));
    }

    // ---- Ballot

    @Test
    void beforeTheFirstBallotThePanelSaysHowToBegin() {
        parlour.open(3);

        assertEquals("Ballot", parlour.text(0, "#ballot-title"));
        assertEquals("No ballot yet. Start one.", parlour.text(0, "#ending"));
        for (int step = 1; step <= 6; step++) {
            assertStep(step, false, false);
            assertEquals(List.of(), dots(step));
        }
    }

    @Test
    void aPresidentWithoutAMajorityStandsAtStepTwo() {
        parlour.open(3, 1, 1);

        parlour.ctrl(KeyCode.B);

        parlour.await("step 2", () -> parlour.model(0).ballot().get().answered().contains("alpha"));
        Ballot ballot = parlour.model(0).ballot().get().ballot();
        assertEquals("Ballot %s – mine".formatted(ballot), parlour.text(0, "#ballot-title"));
        assertEquals("president of ballot %s – step 2 of 6".formatted(ballot), parlour.text(0, "#doing"));
        assertStep(1, true, false);
        assertStep(2, false, true);
        assertStep(3, false, false);
        assertEquals("LastVote " + ballot, parlour.text(0, "#step2 .words"));
        assertEquals(List.of(true, false, false), dots(2), "only alpha has answered");

        parlour.ctrl(KeyCode.K);
        parlour.await("the slip is lost",
                () -> parlour.text(0, "#ending").equals("Its president crashed: all about it was on a slip of paper."));
        assertTrue(parlour.has(parlour.find(0, ".ballot"), "over"), "greyed");
    }

    @Test
    void aPresidentSeesTheSixStepsDoneAndWhoAnswered() {
        parlour.open(3);

        Ballot ballot = pass(0, 17);

        parlour.await("all are told", () -> parlour.model(0).ballot().get().step() == BallotProgress.FINISHED);
        parlour.awaitPulses();
        for (int step = 1; step <= 6; step++) {
            assertStep(step, true, false);
        }
        assertEquals("NextBallot " + ballot, parlour.text(0, "#step1 .words"));
        assertEquals("BeginBallot %s · 17".formatted(ballot), parlour.text(0, "#step3 .words"));
        assertEquals("Success · 17", parlour.text(0, "#step5 .words"));
        assertEquals("quorum 2/3", parlour.text(0, ".ballot .remark"));
        assertEquals(List.of(), dots(1), "it is only sent");
        assertEquals(3, dots(2).size());
        assertTrue(dots(2).stream().filter(full -> full).count() >= 2, "a majority answered");
        assertEquals(List.of(true, true), dots(4), "the quorum voted");
        assertEquals(List.of(true, true, true), dots(6), "everyone was told");
        assertFalse(parlour.find(0, "#ending").isVisible());
    }

    /// A new dot has a new tooltip, which costs as much as a window: not for each thing that happens.
    @Test
    void theDotsStayFromBallotToBallot() {
        parlour.open(3);
        pass(0, 17);
        parlour.await("all are told", () -> parlour.model(0).ballot().get().step() == BallotProgress.FINISHED);
        parlour.awaitPulses();
        Set<Node> before = parlour.onFx(() -> parlour.find(0, "#step6").lookupAll(".dot"));
        assertEquals(List.of(true, true, true), dots(6));

        Ballot next = pass(0, 17);

        parlour.await("all are told again", () -> parlour.model(0).ballot().get().step() == BallotProgress.FINISHED);
        parlour.awaitPulses();
        assertEquals("NextBallot " + next, parlour.text(0, "#step1 .words"));
        assertEquals(before, parlour.onFx(() -> parlour.find(0, "#step6").lookupAll(".dot")));
        assertEquals(List.of(true, true, true), dots(6));
    }

    @Test
    void aVoterSeesTheStepsOfThePresidentAndItsOwnPartOnly() {
        parlour.open(2);

        Ballot ballot = pass(1, 99);

        parlour.await("alpha learnt it", () -> parlour.model(0).ballot().get().step() == BallotProgress.FINISHED);
        parlour.awaitPulses();
        assertEquals("Ballot %s of beta".formatted(ballot), parlour.text(0, "#ballot-title"));
        for (int step = 1; step <= 6; step++) {
            assertStep(step, true, false);
            assertEquals(step % 2 == 0 ? List.of(true) : List.of(), dots(step), "dots of step " + step);
        }
        assertEquals("knows the decree: 99", parlour.text(0, "#doing"));
    }

    private void assertStep(int step, boolean done, boolean now) {
        Node row = parlour.find(0, "#step" + step);
        assertEquals(done, parlour.has(row, "done"), "step " + step + " done");
        assertEquals(now, parlour.has(row, "now"), "step " + step + " now");
        assertEquals(done ? "✓" : Integer.toString(step), parlour.text(0, "#step" + step + " .disc .label"));
    }

    /// The dots of a step, from left to right: whether each is full.
    private List<Boolean> dots(int step) {
        return parlour.onFx(() -> parlour.find(0, "#step" + step).lookupAll(".dot").stream()
                .map(dot -> parlour.has(dot, "full")).toList());
    }

    /// Passes a decree, and waits until alpha's window has taken it in.
    private Ballot pass(int president, int decree) {
        Ballot before = parlour.model(0).ballot().get().ballot();
        Parlour.join(parlour.hosted(president).node().propose(Optional.of(new Decree(decree))));
        parlour.awaitDecree(Integer.toString(decree));
        parlour.await("alpha's window knows", () -> parlour.model(0).ballot().get().ending() == BallotProgress.Ending.PASSED
                && !parlour.model(0).ballot().get().ballot().equals(before));
        return parlour.model(0).ballot().get().ballot();
    }

    // ---- Header

    @Test
    void theHeaderTellsWhoItIsAndWhatItDoes() {
        parlour.open(3);

        assertEquals("alpha", parlour.text(0, ".header-name"));
        assertEquals(parlour.house().addresses().get("alpha"), parlour.text(0, ".header-address"));
        assertEquals("waiting for a ballot", parlour.text(0, "#doing"));
    }

    @Test
    void aPeerThatCrashesLosesItsDotAndGetsACross() {
        parlour.open(3);
        assertPeer("beta", true);
        assertPeer("gamma", true);

        Parlour.join(parlour.hosted(1).node().crash());
        parlour.await("beta is gone", () -> !parlour.model(0).reachable("beta").get());
        assertPeer("beta", false);
        assertPeer("gamma", true);

        Parlour.join(parlour.hosted(1).node().open());
        parlour.await("beta is back", () -> parlour.model(0).reachable("beta").get());
        assertPeer("beta", true);
    }

    private void assertPeer(String peer, boolean reachable) {
        assertEquals(reachable ? peer : peer + " ✕", parlour.text(0, "#peer-" + peer));
        assertEquals(reachable, parlour.has(parlour.find(0, "#peer-" + peer + " .peer-dot"), "reachable"));
    }

    // ---- Alarm

    @Test
    void aSuccessForAnotherDecreeRaisesTheAlarmAndChangesNothing() throws IOException {
        parlour.open(3);
        pass(0, 17);
        assertFalse(parlour.find(0, "#alarm").isVisible());

        // As a C++ node writes it: unsigned, and not saying in which ballot.
        String[] address = parlour.house().addresses().get("alpha").split(":");
        try (Socket stranger = new Socket(address[0], Integer.parseInt(address[1]))) {
            stranger.getOutputStream().write("Success\r\ndecree: 99\r\nreceiver: alpha\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            stranger.getOutputStream().flush();
            parlour.await("the alarm is raised", () -> parlour.find(0, "#alarm").isVisible());
        }

        String alarm = parlour.text(0, "#alarm .label");
        assertTrue(alarm.startsWith("ALARM  CONTRADICTION: alpha holds the decree 17, and "), alarm);
        assertTrue(alarm.contains(" says 99. alpha keeps the first"), alarm);
        parlour.await("the first decree stays", () -> parlour.text(0, "#decree").equals("17"));
        parlour.press(KeyCode.ESCAPE);
        assertFalse(parlour.find(0, "#alarm").isVisible(), "dismissed");
    }
}
