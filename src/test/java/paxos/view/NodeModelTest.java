package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Happening;

class NodeModelTest {

    private final Play play = new Play("alpha", "beta", "gamma");
    private final NodeModel alpha = new NodeModel(play.parliament, "alpha");
    private final NodeModel beta = new NodeModel(play.parliament, "beta");

    @BeforeEach
    void listen() {
        play.tell(alpha::take);
        play.tell(beta::take);
    }

    @Test
    void aNodeIsAbsentUntilItOpens() {
        assertEquals(NodeModel.Presence.ABSENT, alpha.presence().get());
        play.open("beta");
        assertEquals(NodeModel.Presence.ABSENT, alpha.presence().get(), "another's opening is not its own");
        play.open("alpha");
        assertEquals(NodeModel.Presence.OPEN, alpha.presence().get());
        assertEquals("waiting for a ballot", alpha.doing().get());
    }

    @Test
    void aNodeThatComesBackShowsWhatItsLedgerSays() {
        Ledger ledger = new Ledger(new Ballot(3), new Ballot(4), Optional.of(new Vote(new Ballot(1), new Decree(17))),
                Optional.empty());
        play.open("alpha", ledger);
        assertEquals(ledger, alpha.ledger().get());
        assertEquals("promised ballot 4", alpha.doing().get());
    }

    @Test
    void itSaysWhatItIsDoingNow() {
        play.openAll();
        play.propose("alpha", 17);
        assertEquals("president of ballot 0 – step 2 of 6", alpha.doing().get());
        play.deliverRound();
        assertEquals("promised ballot 0", beta.doing().get());
        play.deliverRound();
        assertEquals("president of ballot 0 – step 4 of 6", alpha.doing().get());
        play.deliverAll();
        assertEquals("knows the decree: 17", alpha.doing().get());
        assertEquals("knows the decree: 17", beta.doing().get());
        play.propose("alpha", null);
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.HigherBallot(new Ballot(8)));
        assertEquals("outbid by ballot 8 – will try again", alpha.doing().get());
        play.crash("alpha");
        assertEquals("crashed – its ledger survives", alpha.doing().get());
    }

    @Test
    void aCrashKeepsTheLedgerAndTheLinesInView() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        Ledger before = alpha.ledger().get();
        play.record("alpha", new Happening.PeerSeen("beta", true));
        play.crash("alpha");
        assertEquals(NodeModel.Presence.CRASHED, alpha.presence().get());
        assertEquals(before, alpha.ledger().get());
        assertFalse(alpha.reachable("beta").get(), "whom it can reach is not known any more");
        assertEquals("alpha was crashed on request. Its slip is lost; its ledger is on the disk.",
                alpha.why().getLast().sentence());
        assertEquals("", alpha.alarm().get(), "a crash on request is no alarm");
    }

    @Test
    void aNodeThatCrashesItselfRaisesAnAlarm() {
        play.openAll();
        play.record("alpha", new Happening.Crashed("alpha crashed itself, as its disk is full.", true));
        assertEquals("alpha crashed itself, as its disk is full.", alpha.alarm().get());
        alpha.silenceAlarm();
        assertEquals("", alpha.alarm().get());
    }

    @Test
    void aContradictionRaisesAnAlarmAndTheFirstDecreeStays() {
        play.openAll();
        play.receive("alpha", Optional.empty(), Optional.empty(), new Message.Success(Ballot.NONE, new Decree(1)));
        play.receive("alpha", Optional.empty(), Optional.empty(), new Message.Success(Ballot.NONE, new Decree(2)));
        assertTrue(alpha.alarm().get().startsWith("CONTRADICTION"), alpha.alarm().get());
        assertEquals(Optional.of(new Decree(1)), alpha.ledger().get().decree());
        assertEquals(Reason.Kind.ALARM, alpha.why().getLast().kind());
    }

    @Test
    void whyHasALineForEachStepNewestLast() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        assertEquals(List.of("§2.3 step 1", "§2.3 step 2", "§2.3 step 3", "§2.3 step 3, B3"),
                alpha.why().subList(0, 4).stream().map(WhyLine::section).toList());
        assertTrue(alpha.why().stream().allMatch(line -> line.ballot().equals(new Ballot(0))));
    }

    @Test
    void messagesShowBothWaysAndWhatBecameOfThem() {
        play.openAll();
        play.crash("gamma");
        play.propose("alpha", 17);
        MessageRow toBeta = alpha.messages().get(0);
        MessageRow toGamma = alpha.messages().get(1);
        assertEquals("beta", toBeta.peer());
        assertEquals(MessageRow.Fate.WALKING, toBeta.fate().get());
        play.deliverRound();
        assertEquals(MessageRow.Fate.HANDED_OVER, toBeta.fate().get());
        assertEquals(MessageRow.Fate.LOST, toGamma.fate().get());
        assertEquals("Nobody listens there.", toGamma.lostBecause());
        assertEquals(MessageRow.Direction.SELF, alpha.messages().get(2).direction());
        MessageRow atBeta = beta.messages().getFirst();
        assertEquals(MessageRow.Direction.IN, atBeta.direction());
        assertEquals("alpha", atBeta.peer());
        assertEquals(MessageRow.Fate.RECEIVED, atBeta.fate().get());
    }

    @Test
    void aMessageThatNobodySignedHasAQuestionMarkForItsSender() {
        play.openAll();
        play.receive("alpha", Optional.empty(), Optional.empty(), new Message.Success(Ballot.NONE, new Decree(1)));
        assertEquals("?", alpha.messages().getLast().peer());
    }

    @Test
    void junkIsExplained() {
        play.openAll();
        play.record("alpha", new Happening.Dropped("127.0.0.1:5555", "LastVote without the header ballot"));
        assertEquals("Dropped what came from 127.0.0.1:5555: LastVote without the header ballot",
                alpha.why().getLast().sentence());
    }

    @Test
    void howeverMuchJunkComesItTakesOneLine() {
        play.openAll();
        play.propose("alpha", 17);
        int before = alpha.why().size();
        for (int i = 0; i < 50; i++) {
            play.record("alpha", new Happening.Dropped("127.0.0.1:" + (5000 + i), "That is no message."));
        }
        assertEquals(before + 1, alpha.why().size());
        assertEquals("Dropped what came from 127.0.0.1:5049: That is no message. (50 in a row)", alpha.why().getLast().sentence());
        play.deliverRound();
        play.record("alpha", new Happening.Dropped("127.0.0.1:6000", "That is no message."));
        assertEquals("Dropped what came from 127.0.0.1:6000: That is no message.", alpha.why().getLast().sentence());
    }

    @Test
    void howMuchJunkCameIsCounted() {
        play.openAll();
        assertEquals(0, alpha.dropped().get());
        play.record("alpha", new Happening.Dropped("127.0.0.1:5000", "That is no message."));
        play.record("alpha", new Happening.Dropped("127.0.0.1:5001", "That is no message. (And 41 more in that second.)", 42));
        assertEquals(43, alpha.dropped().get());
        assertEquals("Dropped what came from 127.0.0.1:5001: That is no message. (And 41 more in that second.) (43 in a row)",
                alpha.why().getLast().sentence());
        play.record("alpha", new Happening.Forgot());
        assertEquals(0, alpha.dropped().get());
    }

    @Test
    void whereANumberNearTheEndIsWrittenDownThereIsAnAlarm() {
        play.openAll();
        play.record("alpha", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(Integer.MAX_VALUE))));
        assertTrue(alpha.alarm().get().startsWith("alpha wrote down ballot 2147483647. It is the last there is"), alpha.alarm().get());
    }

    @Test
    void theAlarmIsThereAgainAfterARestart() {
        play.record("alpha", new Happening.Opened("127.0.0.1:1", State.afterRestart(Ledger.BLANK.withNextBal(new Ballot(Integer.MAX_VALUE)))));
        assertTrue(alpha.alarm().get().startsWith("alpha wrote down ballot 2147483647. It is the last there is"), alpha.alarm().get());
    }

    @Test
    void peersAreReachableWhenSeen() {
        assertEquals(List.of("beta", "gamma"), listOf(alpha.peers()));
        play.openAll();
        play.record("alpha", new Happening.PeerSeen("gamma", true));
        assertTrue(alpha.reachable("gamma").get());
        assertFalse(beta.reachable("gamma").get(), "what alpha sees, beta does not");
        play.record("alpha", new Happening.PeerSeen("gamma", false));
        assertFalse(alpha.reachable("gamma").get());
        assertThrows(IllegalArgumentException.class, () -> alpha.reachable("alpha"));
    }

    @Test
    void aNewParliamentHasABlankLedgerAndNoHistory() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        play.crash("alpha");
        play.record("alpha", new Happening.Forgot());
        assertEquals(Ledger.BLANK, alpha.ledger().get());
        assertEquals(List.of(), alpha.why());
        assertEquals(List.of(), alpha.messages());
    }

    @Test
    void whyAndMessagesAreBounded() {
        play.openAll();
        for (int i = 0; i < NodeModel.MOST_ROWS + 10; i++) {
            play.receive("alpha", Optional.of("beta"), Optional.empty(), new Message.HigherBallot(new Ballot(i)));
        }
        assertTrue(alpha.messages().size() <= NodeModel.MOST_ROWS, () -> alpha.messages().size() + " rows");
        assertTrue(alpha.why().size() <= NodeModel.MOST_LINES, () -> alpha.why().size() + " lines");
        assertEquals(new Ballot(NodeModel.MOST_ROWS + 9), alpha.messages().getLast().ballot(), "the newest is kept");
    }

    @Test
    void soManyMessagesAtMostAreAwaitedOfWhichNothingIsHeardAnyMore() {
        play.openAll();
        for (int i = 0; i < NodeModel.MOST_ROWS + 10; i++) {
            play.record("alpha", new Happening.Sent("a-" + i, "beta", new Message.HigherBallot(new Ballot(i))));
        }
        assertEquals(NodeModel.MOST_ROWS, alpha.awaited(), "the oldest are awaited no longer");
        play.record("alpha", new Happening.HandedOver("a-" + (NodeModel.MOST_ROWS + 9), "beta",
                new Message.HigherBallot(new Ballot(NodeModel.MOST_ROWS + 9))));
        assertEquals(MessageRow.Fate.HANDED_OVER, alpha.messages().getLast().fate().get(), "the newest still is");
        assertEquals(NodeModel.MOST_ROWS - 1, alpha.awaited());
    }

    private static List<String> listOf(Iterable<String> names) {
        List<String> list = new ArrayList<>();
        names.forEach(list::add);
        return list;
    }

    /// A log that is full forgets its oldest events. What comes after tells enough to be right again.
    @Test
    void aGapInTheLogIsMadeGoodByTheNextStep() {
        Ledger ledger = Ledger.BLANK.withNextBal(new Ballot(9));
        play.record("alpha", new Happening.Stepped(State.afterRestart(ledger),
                new Explanation(Reason.PROMISED, new Ballot(9), "alpha promised ballot 9.")));
        assertEquals(NodeModel.Presence.OPEN, alpha.presence().get());
        assertEquals(ledger, alpha.ledger().get());
        assertEquals("promised ballot 9", alpha.doing().get());
        play.record("alpha", new Happening.HandedOver("m-forgotten", "beta", new Message.NextBallot(new Ballot(0))));
        assertEquals(List.of(), alpha.messages());
    }

    /// Who searches for `lost:yes` wants to see what gets lost from now on too.
    @Test
    void aSearchNoticesThatAFateChanges() {
        FilteredList<MessageRow> lost = new FilteredList<>(alpha.messages(), row -> row.matches("lost:yes"));
        play.openAll();
        play.crash("gamma");
        play.propose("alpha", 17);
        assertEquals(0, lost.size());
        play.deliverRound();
        assertEquals(List.of("gamma"), lost.stream().map(MessageRow::peer).toList());
    }

    private void held(String id) {
        play.record("alpha", new Happening.Held(Optional.of("beta"), Optional.of(id), new Message.NextBallot(new Ballot(1))));
    }

    private void discarded(String id) {
        play.record("alpha", new Happening.Discarded(Optional.of("beta"), Optional.of(id), new Message.NextBallot(new Ballot(1)),
                "It was sent away by hand."));
    }

    private void received(String id) {
        play.record("alpha", new Happening.Received(Optional.of("beta"), Optional.of(id), new Message.NextBallot(new Ballot(1))));
    }

    private List<String> fates() {
        return alpha.messages().stream().map(row -> row.id() + " " + row.fate().get()).toList();
    }

    @Test
    void aMessageThatIsHeldWaitsInItsRowUntilItIsDeliveredOrSentAway() {
        play.openAll();
        FilteredList<MessageRow> waiting = new FilteredList<>(alpha.messages(), row -> row.matches("held:yes"));
        held("a");
        held("b");
        held("c");
        assertEquals(List.of("a HELD", "b HELD", "c HELD"), fates());
        assertEquals(MessageRow.Direction.IN, alpha.messages().getFirst().direction());
        received("b");
        discarded("a");
        assertEquals(List.of("a LOST", "b RECEIVED", "c HELD"), fates());
        assertEquals("It was sent away by hand.", alpha.messages().getFirst().lostBecause());
        assertEquals(List.of("c"), waiting.stream().map(MessageRow::id).toList());
        received("c");
        received("c");
        discarded("d");
        assertEquals(List.of("a LOST", "b RECEIVED", "c RECEIVED", "c RECEIVED", "d LOST"), fates(), "a copy, and one that never waited");
        assertEquals("It was sent away by hand.", alpha.messages().getLast().lostBecause());
    }

    @Test
    void whatWaitsOutlastsACrash() {
        play.openAll();
        held("a");
        held("b");
        play.crash("alpha");
        assertEquals(List.of("a HELD", "b HELD"), fates());
        play.open("alpha");
        received("b");
        assertEquals(List.of("a HELD", "b RECEIVED"), fates());
    }

    @Test
    void whatWaitedForSomebodyWhoLeavesIsLostUnlessToldOtherwise() {
        play.openAll();
        held("a");
        held("b");
        play.record("alpha", new Happening.Closed());
        assertEquals(List.of("a LOST", "b LOST"), fates());
        assertEquals("It waited for alpha, who left.", alpha.messages().getLast().lostBecause());
        discarded("a");
        assertEquals("It was sent away by hand.", alpha.messages().getFirst().lostBecause());
        play.open("alpha");
        received("b");
        assertEquals(List.of("a LOST", "b LOST", "b RECEIVED"), fates(), "not one that was there before");
    }

    @Test
    void whatTheCrashLostIsToldAfterIt() {
        play.openAll();
        play.record("alpha", new Happening.Sent("a1", "beta", new Message.NextBallot(new Ballot(0))));
        play.crash("alpha");
        play.record("alpha", new Happening.Lost("a1", "beta", new Message.NextBallot(new Ballot(0)), "alpha crashed."));
        assertEquals(MessageRow.Fate.LOST, alpha.messages().getLast().fate().get());
        assertEquals(NodeModel.Presence.CRASHED, alpha.presence().get());
    }

    /// Properties change only where something changed: a window does not lay itself out for nothing.
    @Test
    void anIgnoredMessageChangesNeitherLedgerNorBallotNorWhatItIsDoing() {
        play.openAll();
        play.propose("alpha", 17);
        List<String> changes = new ArrayList<>();
        alpha.ledger().addListener((_, _, now) -> changes.add("ledger " + now));
        alpha.ballot().addListener((_, _, now) -> changes.add("ballot " + now));
        alpha.doing().addListener((_, _, now) -> changes.add("doing " + now));
        alpha.presence().addListener((_, _, now) -> changes.add("presence " + now));
        alpha.why().addListener((ListChangeListener<WhyLine>) _ -> changes.add("why"));
        play.receive("alpha", Optional.of("beta"), Optional.empty(), new Message.Voted(new Ballot(7), new Decree(1)));
        assertEquals(List.of("why"), changes);
    }

    @Test
    void nobodyCanChangeTheListsFromOutside() {
        play.openAll();
        play.propose("alpha", 17);
        assertThrows(UnsupportedOperationException.class, () -> alpha.why().clear());
        assertThrows(UnsupportedOperationException.class, () -> alpha.messages().clear());
    }
}
