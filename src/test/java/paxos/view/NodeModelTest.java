package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.view.Script.FOUR;
import static paxos.view.Script.IDLE;
import static paxos.view.Script.ballot;
import static paxos.view.Script.begin;
import static paxos.view.Script.decree;
import static paxos.view.Script.last;
import static paxos.view.Script.next;
import static paxos.view.Script.polling;
import static paxos.view.Script.promised;
import static paxos.view.Script.success;
import static paxos.view.Script.trying;
import static paxos.view.Script.voted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.trace.Happening;
import paxos.view.MessageRow.Direction;
import paxos.view.MessageRow.Fate;
import paxos.view.NodeModel.Presence;

/// What alpha's window shows, after what happened at alpha.
class NodeModelTest {

    private final NodeModel model = new NodeModel(FOUR, "alpha");
    private final Script script = new Script(model::take);

    // ---- Presence, and what it is doing

    @Test
    void isAbsentBeforeItsNodeOpens() {
        assertEquals(Presence.ABSENT, model.presence().get());
        assertEquals("not here yet", model.doing().get());
        assertEquals(Ledger.BLANK, model.ledger().get());
    }

    @Test
    void waitsForABallotOnceItIsOpen() {
        script.opened("alpha", Ledger.BLANK);
        assertEquals(Presence.OPEN, model.presence().get());
        assertEquals("waiting for a ballot", model.doing().get());
    }

    @Test
    void aPromiseOnTheDiskBindsAfterARestart() {
        script.opened("alpha", promised(5));
        assertEquals("promised ballot 5", model.doing().get());
        assertEquals(promised(5), model.ledger().get());
        assertEquals(ballot(5), model.ballot().get().ballot());
    }

    @Test
    void saysWhatItIsDoingAsPresident() {
        script.opened("alpha", Ledger.BLANK).stepped("alpha", promised(4), trying(4), Reason.STARTED, ballot(4));
        assertTrue(model.doing().get().startsWith("president of ballot 4"), model.doing().get());
        script.stepped("alpha", promised(4), polling(4, 17, List.of("alpha", "beta", "gamma")), Reason.BEGUN_FREE, ballot(4));
        assertTrue(model.doing().get().startsWith("president of ballot 4"), model.doing().get());
        script.stepped("alpha", promised(4), new Slip.Outbid(ballot(4), Optional.empty(), ballot(6)), Reason.OUTBID, ballot(4));
        assertTrue(model.doing().get().startsWith("outbid by ballot 6"), model.doing().get());
        script.wrote("alpha", promised(4), promised(4).withDecree(decree(17)))
                .stepped("alpha", promised(4).withDecree(decree(17)), IDLE, Reason.LEARNT, ballot(6));
        assertEquals("knows the decree: 17", model.doing().get());
    }

    @Test
    void aCrashLosesTheSlipAndKeepsTheLedger() {
        script.opened("alpha", Ledger.BLANK).wrote("alpha", Ledger.BLANK, promised(4))
                .tell("alpha", new Happening.PeerSeen("beta", true))
                .stepped("alpha", promised(4), trying(4), Reason.STARTED, ballot(4)).crashed("alpha");
        assertEquals(Presence.CRASHED, model.presence().get());
        assertEquals(promised(4), model.ledger().get());
        assertTrue(model.doing().get().startsWith("crashed"), model.doing().get());
        assertFalse(model.reachable("beta").get(), "who has crashed reaches nobody");
        assertEquals("alpha was crashed on request. Its slip is lost; its ledger is on the disk.",
                model.why().getLast().sentence());
        assertEquals("", model.alarm().get(), "a crash on request alarms nobody");

        script.opened("alpha", promised(4));
        assertEquals("promised ballot 4", model.doing().get());
    }

    @Test
    void aCrashByItselfRaisesAnAlarm() {
        script.opened("alpha", Ledger.BLANK).tell("alpha", new Happening.Crashed("The disk is full.", true));
        assertEquals("The disk is full.", model.alarm().get());
        assertEquals(Reason.Kind.ALARM, model.why().getLast().kind());
        model.silenceAlarm();
        assertEquals("", model.alarm().get());
    }

    @Test
    void whoLeftInGoodOrderIsAbsent() {
        script.opened("alpha", Ledger.BLANK).tell("alpha", new Happening.Closed());
        assertEquals(Presence.ABSENT, model.presence().get());
    }

    @Test
    void aNewParliamentBeginsWithABlankWindow() {
        script.opened("alpha", Ledger.BLANK).wrote("alpha", Ledger.BLANK, promised(4).withDecree(decree(1)))
                .stepped("alpha", promised(4).withDecree(decree(1)), IDLE, Reason.CONTRADICTION, ballot(4))
                .sent("alpha", "a1", "beta", next(4)).crashed("alpha").tell("alpha", new Happening.Forgot());
        assertEquals(Ledger.BLANK, model.ledger().get());
        assertEquals(List.of(), model.why());
        assertEquals(List.of(), model.messages());
        assertEquals("", model.alarm().get());
        assertEquals(BallotProgress.NONE, model.ballot().get());
        // What was on its way when it crashed may be told late.
        script.lost("alpha", "a1", "beta", next(4), "too late").opened("alpha", Ledger.BLANK);
        assertEquals(List.of(), model.messages());
        assertEquals("waiting for a ballot", model.doing().get());
    }

    @Test
    void whatHappensAtOthersDoesNotMatter() {
        script.opened("beta", promised(5)).sent("beta", "b1", "alpha", next(5)).crashed("beta")
                .tell("beta", new Happening.PeerSeen("gamma", true));
        assertEquals(Presence.ABSENT, model.presence().get());
        assertEquals(List.of(), model.messages());
        assertEquals(List.of(), model.why());
    }

    /// A log that is full forgets its oldest events. What comes after tells enough to be right again.
    @Test
    void aGapInTheLogIsMadeGoodByTheNextStep() {
        script.stepped("alpha", promised(9), IDLE, Reason.PROMISED, ballot(9));
        assertEquals(Presence.OPEN, model.presence().get());
        assertEquals(promised(9), model.ledger().get());
        assertEquals("promised ballot 9", model.doing().get());
    }

    // ---- Alarms

    @Test
    void aContradictionRaisesAnAlarmAndTheFirstDecreeStays() {
        Ledger ledger = promised(4).withDecree(decree(17));
        script.opened("alpha", ledger).stepped("alpha", ledger, IDLE, Reason.CONTRADICTION, ballot(8));
        assertEquals("alpha: CONTRADICTION 8", model.alarm().get());
        assertEquals("knows the decree: 17", model.doing().get());
    }

    @Test
    void whatIsIgnoredOrRefusedRaisesNoAlarm() {
        for (Reason reason : Reason.values()) {
            if (reason.kind() != Reason.Kind.ALARM) {
                script.stepped("alpha", Ledger.BLANK, IDLE, reason, ballot(4));
            }
        }
        assertEquals("", model.alarm().get());
    }

    // ---- Peers

    @Test
    void peersAreTheOthersInTheOrderOfTheConfigurationAndUnreachableAtFirst() {
        List<String> peers = new ArrayList<>();
        model.peers().forEach(peers::add);
        assertEquals(List.of("beta", "gamma", "delta"), peers);
        assertTrue(peers.stream().noneMatch(peer -> model.reachable(peer).get()));
        assertThrows(IllegalArgumentException.class, () -> model.reachable("alpha"));
    }

    @Test
    void aPeerThatComesAndGoesIsSeen() {
        script.tell("alpha", new Happening.PeerSeen("gamma", true));
        assertTrue(model.reachable("gamma").get());
        script.tell("alpha", new Happening.PeerSeen("gamma", false));
        assertFalse(model.reachable("gamma").get());
        script.tell("alpha", new Happening.PeerSeen("nobody we know", true));
    }

    // ---- Why

    @Test
    void whySaysWhatWasDroppedAndFromWhere() {
        script.tell("alpha", new Happening.Dropped("10.0.0.9:4711", "It is no message."));
        assertEquals("Dropped what came from 10.0.0.9:4711: It is no message.", model.why().getLast().sentence());
        assertEquals(Reason.Kind.IGNORED, model.why().getLast().kind());
    }

    @Test
    void whyGivesTheSectionAndTheBallot() {
        script.stepped("alpha", promised(4), IDLE, Reason.PROMISED, ballot(4));
        WhyLine line = model.why().getLast();
        assertEquals("§2.3 step 2", line.section());
        assertEquals(ballot(4), line.ballot());
        assertEquals(script.now(), line.at());
    }

    @Test
    void theOldestLinesMakeWayATenthAtATime() {
        for (int i = 0; i <= NodeModel.MOST_LINES; i++) {
            script.stepped("alpha", Ledger.BLANK, IDLE, Reason.LATE, ballot(i));
        }
        assertEquals(NodeModel.MOST_LINES - NodeModel.MOST_LINES / 10 + 1, model.why().size());
        assertEquals(ballot(NodeModel.MOST_LINES), model.why().getLast().ballot());
        assertEquals(ballot(NodeModel.MOST_LINES / 10), model.why().getFirst().ballot());
    }

    // ---- Messages

    @Test
    void aMessageIsOnItsWayThenHandedOver() {
        script.sent("alpha", "a1", "beta", next(4));
        MessageRow row = model.messages().getLast();
        assertEquals(List.of(Direction.OUT, "beta", Fate.WALKING), List.of(row.direction(), row.peer(), row.fate().get()));
        script.handedOver("alpha", "a1", "beta", next(4));
        assertEquals(Fate.HANDED_OVER, row.fate().get());
    }

    @Test
    void aMessageThatGetsLostSaysWhy() {
        script.sent("alpha", "a1", "beta", next(4)).sent("alpha", "a2", "gamma", next(4))
                .lost("alpha", "a1", "beta", next(4), "beta cannot be reached.");
        assertEquals(Fate.LOST, model.messages().get(0).fate().get());
        assertEquals("beta cannot be reached.", model.messages().get(0).lostBecause());
        assertEquals(Fate.WALKING, model.messages().get(1).fate().get());
        assertEquals("", model.messages().get(1).lostBecause());
    }

    @Test
    void aMessageThatGotLostInTheCrashIsToldAfterIt() {
        script.sent("alpha", "a1", "beta", next(4)).crashed("alpha").lost("alpha", "a1", "beta", next(4), "alpha crashed.");
        assertEquals(Fate.LOST, model.messages().getLast().fate().get());
        assertEquals(Presence.CRASHED, model.presence().get());
    }

    @Test
    void aMessageToItselfShowsOnceWhenItComes() {
        script.sent("alpha", "a1", "alpha", next(4));
        assertEquals(0, model.messages().size());
        script.received("alpha", "alpha", "a1", next(4));
        assertEquals(Direction.SELF, model.messages().getLast().direction());
        assertEquals(1, model.messages().size());
    }

    @Test
    void aMessageThatComesHasItsSender() {
        script.received("alpha", "beta", "b1", last(4, 1, 17));
        MessageRow row = model.messages().getLast();
        assertEquals(List.of(Direction.IN, "beta", Fate.RECEIVED), List.of(row.direction(), row.peer(), row.fate().get()));
        assertEquals(Optional.of(decree(17)), row.decree());
    }

    /// A C++ node signs neither Success nor HigherBallot and numbers nothing.
    @Test
    void aMessageThatNobodySignedComesFromAQuestionMark() {
        script.tell("alpha", new Happening.Received(Optional.empty(), Optional.empty(),
                new Message.Success(Ballot.NONE, decree(17))));
        MessageRow row = model.messages().getLast();
        assertEquals("?", row.peer());
        assertEquals(Direction.IN, row.direction());
        assertEquals("none", row.ballot().toString());
    }

    @Test
    void theFateOfAMessageWhoseSendingWasForgottenIsPassedOver() {
        script.handedOver("alpha", "a1", "beta", next(4)).lost("alpha", "a2", "beta", next(4), "gone");
        assertEquals(List.of(), model.messages());
    }

    @Test
    void theOldestRowsMakeWayATenthAtATime() {
        for (int i = 0; i <= NodeModel.MOST_ROWS; i++) {
            script.received("alpha", "beta", "b" + i, voted(i, i));
        }
        assertEquals(NodeModel.MOST_ROWS - NodeModel.MOST_ROWS / 10 + 1, model.messages().size());
        assertEquals(ballot(NodeModel.MOST_ROWS), model.messages().getLast().ballot());
    }

    /// Who searches for `lost:yes` wants to see what gets lost from now on too.
    @Test
    void aSearchNoticesThatAFateChanges() {
        FilteredList<MessageRow> lost = new FilteredList<>(model.messages(), row -> row.matches("lost:yes"));
        script.sent("alpha", "a1", "beta", next(4)).sent("alpha", "a2", "gamma", next(4));
        assertEquals(0, lost.size());
        script.lost("alpha", "a1", "beta", next(4), "gone");
        assertEquals(List.of("beta"), lost.stream().map(MessageRow::peer).toList());
    }

    @Test
    void nobodyCanChangeTheListsFromOutside() {
        script.received("alpha", "beta", "b1", next(4)).stepped("alpha", promised(4), IDLE, Reason.PROMISED, ballot(4));
        assertThrows(UnsupportedOperationException.class, () -> model.why().clear());
        assertThrows(UnsupportedOperationException.class, () -> model.messages().clear());
    }

    /// Properties change only where something changed: a window does not lay itself out for nothing.
    @Test
    void anIgnoredMessageChangesNeitherLedgerNorBallotNorWhatItIsDoing() {
        script.opened("alpha", promised(4)).stepped("alpha", promised(4), IDLE, Reason.PROMISED, ballot(4));
        List<String> changes = new ArrayList<>();
        model.ledger().addListener((_, _, now) -> changes.add("ledger " + now));
        model.ballot().addListener((_, _, now) -> changes.add("ballot " + now));
        model.doing().addListener((_, _, now) -> changes.add("doing " + now));
        model.why().addListener((ListChangeListener<WhyLine>) _ -> changes.add("why"));
        script.stepped("alpha", promised(4), IDLE, Reason.LATE, ballot(4));
        assertEquals(List.of("why"), changes);
    }

    @Test
    void everyTypeOfMessageHasBothItsNames() {
        for (Message message : List.of(next(4), last(4), begin(4, 1), voted(4, 1), success(4, 1), Script.higher(4))) {
            script.received("alpha", "beta", "b", message);
        }
        assertEquals(List.of("NextBallot prepare", "LastVote promise", "BeginBallot accept request", "Voted accepted",
                        "Success learn", "HigherBallot reject"),
                model.messages().stream().map(row -> row.type() + " " + row.modernType()).toList());
    }
}
