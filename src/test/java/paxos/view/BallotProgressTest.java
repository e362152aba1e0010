package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paxos.view.Script.FOUR;
import static paxos.view.Script.IDLE;
import static paxos.view.Script.ballot;
import static paxos.view.Script.decree;
import static paxos.view.Script.polling;
import static paxos.view.Script.promised;
import static paxos.view.Script.success;
import static paxos.view.Script.trying;
import static paxos.view.Script.vote;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.trace.Happening;
import paxos.view.BallotProgress.Ending;

/// What the panel *Ballot* says at one legislator: alpha, who owns the ballots 0, 4, 8, … of a parliament of four.
class BallotProgressTest {

    private static final List<String> QUORUM = List.of("alpha", "beta", "gamma");

    private BallotProgress progress = BallotProgress.NONE;
    private final Script script = new Script(event -> progress = progress.after(FOUR, event.node(), event.what()));

    private Script step(Ledger ledger, Slip slip, Reason reason, int ballot) {
        return script.stepped("alpha", ledger, slip, reason, ballot(ballot));
    }

    // ---- As president

    @Test
    void aBallotThatStartsIsAtStep2AndMine() {
        step(Ledger.BLANK.withLastTried(ballot(4)), trying(4), Reason.STARTED, 4);
        assertShown(4, "alpha", 2, Ending.OPEN);
        assertEquals(Set.of(), progress.answered());
    }

    @Test
    void aPresidentKnowsWhoAnsweredTheQuorumAndWhoVoted() {
        Ledger ledger = promised(4).withLastTried(ballot(4));
        step(ledger, trying(4), Reason.STARTED, 4);
        step(ledger, trying(4), Reason.PROMISED, 4);
        step(ledger, trying(4, "alpha", "beta"), Reason.COUNTED_LAST_VOTE, 4);
        assertShown(4, "alpha", 2, Ending.OPEN);
        assertEquals(Set.of("alpha", "beta"), progress.answered());

        step(ledger, polling(4, 17, QUORUM), Reason.BEGUN_FREE, 4);
        assertShown(4, "alpha", 4, Ending.OPEN);
        assertEquals(Set.copyOf(QUORUM), progress.quorum());
        assertEquals(Optional.of(decree(17)), progress.decree());

        step(ledger.withPrevVote(vote(4, 17)), polling(4, 17, QUORUM), Reason.VOTED, 4);
        assertEquals(Set.of(), progress.voters(), "a president counts its own vote when the messenger comes");
        step(ledger, polling(4, 17, QUORUM, "alpha", "gamma"), Reason.COUNTED_VOTE, 4);
        assertEquals(Set.of("alpha", "gamma"), progress.voters());

        step(ledger.withDecree(decree(17)), IDLE, Reason.PASSED, 4);
        assertShown(4, "alpha", 6, Ending.PASSED);
        assertEquals(Set.copyOf(QUORUM), progress.voters());
        assertEquals(Set.of("alpha"), progress.told());

        script.handedOver("alpha", "a1", "beta", success(4, 17)).handedOver("alpha", "a2", "gamma", success(4, 17));
        assertShown(4, "alpha", 6, Ending.PASSED);
        script.handedOver("alpha", "a3", "delta", success(4, 17));
        assertShown(4, "alpha", BallotProgress.FINISHED, Ending.PASSED);
    }

    @Test
    void aParliamentOfOneFinishesAtOnce() {
        Parliament one = new Parliament(List.of("alpha"));
        BallotProgress[] alone = {BallotProgress.NONE};
        Script says = new Script(event -> alone[0] = alone[0].after(one, "alpha", event.what()));
        says.stepped("alpha", promised(0), trying(0), Reason.STARTED, ballot(0))
                .stepped("alpha", promised(0), polling(0, 5, List.of("alpha")), Reason.BEGUN_FREE, ballot(0))
                .stepped("alpha", promised(0).withDecree(decree(5)), IDLE, Reason.PASSED, ballot(0));
        assertEquals(BallotProgress.FINISHED, alone[0].step());
    }

    @Test
    void successOfAnEarlierBallotThatArrivesLateTellsNothingAboutThisOne() {
        step(promised(0), trying(0), Reason.STARTED, 0);
        step(promised(0), polling(0, 5, QUORUM), Reason.BEGUN_FREE, 0);
        step(promised(0), IDLE, Reason.PASSED, 0);
        step(promised(0), trying(4), Reason.STARTED, 4);
        script.handedOver("alpha", "a1", "beta", success(0, 5));
        assertEquals(Set.of(), progress.told());
    }

    @Test
    void aPresidentThatIsOutbidGaveItsBallotUp() {
        step(promised(4), trying(4), Reason.STARTED, 4);
        step(promised(4), outbid(4, 6), Reason.OUTBID, 4);
        assertShown(4, "alpha", 2, Ending.OUTBID);
    }

    @Test
    void aCrashLosesTheSlip() {
        step(promised(4), trying(4, "alpha"), Reason.STARTED, 4);
        script.crashed("alpha");
        assertShown(4, "alpha", 2, Ending.SLIP_LOST);
    }

    @Test
    void aCrashDoesNotUndoABallotThatPassed() {
        step(promised(4), trying(4), Reason.STARTED, 4);
        step(promised(4), polling(4, 17, QUORUM), Reason.BEGUN_FREE, 4);
        step(promised(4), IDLE, Reason.PASSED, 4);
        script.crashed("alpha");
        assertShown(4, "alpha", 6, Ending.PASSED);
    }

    @Test
    void aVotersCrashDoesNotEndThePresidentsBallot() {
        step(promised(5), IDLE, Reason.PROMISED, 5);
        script.crashed("alpha");
        assertShown(5, "beta", 3, Ending.OPEN);
    }

    // ---- As voter

    @Test
    void aVoterKnowsOfItselfOnly() {
        step(promised(5), IDLE, Reason.PROMISED, 5);
        assertShown(5, "beta", 3, Ending.OPEN);
        assertEquals(Set.of("alpha"), progress.answered());

        step(promised(5).withPrevVote(vote(5, 9)), IDLE, Reason.VOTED, 5);
        assertShown(5, "beta", 5, Ending.OPEN);
        assertEquals(Set.of("alpha"), progress.voters());
        assertEquals(Optional.of(decree(9)), progress.decree());

        step(promised(5).withDecree(decree(9)), IDLE, Reason.LEARNT, 5);
        assertShown(5, "beta", BallotProgress.FINISHED, Ending.PASSED);
        assertEquals(Set.of("alpha"), progress.told());
    }

    @Test
    void aVoterInALaterBallotThatKnewTheDecreeFinishesItToo() {
        Ledger ledger = promised(5).withDecree(decree(9));
        step(ledger, IDLE, Reason.PROMISED, 5);
        step(ledger.withPrevVote(vote(5, 9)), IDLE, Reason.VOTED, 5);
        step(ledger, IDLE, Reason.KNOWN_BEFORE, 5);
        assertShown(5, "beta", BallotProgress.FINISHED, Ending.PASSED);
    }

    @Test
    void whoWasCutOffHearsOfABallotForTheFirstTimeWhenItIsOver() {
        step(Ledger.BLANK.withDecree(decree(9)), IDLE, Reason.LEARNT, 6);
        assertShown(6, "gamma", BallotProgress.FINISHED, Ending.PASSED);
        assertEquals(Optional.of(decree(9)), progress.decree());
    }

    @Test
    void aSuccessThatDoesNotSayItsBallotEndsTheOneThatIsKnown() {
        step(promised(5), IDLE, Reason.PROMISED, 5);
        script.stepped("alpha", promised(5).withDecree(decree(9)), IDLE, Reason.LEARNT, Ballot.NONE);
        assertShown(5, "beta", BallotProgress.FINISHED, Ending.PASSED);
    }

    @Test
    void aSuccessThatDoesNotSayItsBallotIsNoBallotWhereNoneIsKnown() {
        script.stepped("alpha", Ledger.BLANK.withDecree(decree(9)), IDLE, Reason.LEARNT, Ballot.NONE);
        assertEquals(Ballot.NONE, progress.ballot());
        assertEquals(Ending.PASSED, progress.ending());
        assertEquals(Optional.of(decree(9)), progress.decree());
    }

    @Test
    void theSuccessOfAnEarlierBallotDoesNotEndALaterOne() {
        step(promised(6), IDLE, Reason.PROMISED, 6);
        step(promised(6).withDecree(decree(9)), IDLE, Reason.LEARNT, 5);
        assertShown(6, "gamma", 3, Ending.OPEN);
    }

    // ---- Two presidents at once

    /// Alpha conducts ballot 4 and has promised beta's ballot 5 meanwhile: what it still hears about ballot 4 is not
    /// about ballot 5.
    @Test
    void answersToMyLowerBallotAreNotShownAsAnswersToTheHigherOneIPromised() {
        step(promised(4), trying(4), Reason.STARTED, 4);
        step(promised(5), trying(4), Reason.PROMISED, 5);
        assertShown(5, "beta", 3, Ending.OPEN);
        step(promised(5), trying(4, "alpha", "gamma"), Reason.COUNTED_LAST_VOTE, 4);
        step(promised(5), polling(4, 17, QUORUM), Reason.BEGUN_FREE, 4);
        step(promised(5), polling(4, 17, QUORUM, "beta"), Reason.COUNTED_VOTE, 4);
        assertShown(5, "beta", 3, Ending.OPEN);
        assertEquals(Set.of("alpha"), progress.answered());
        assertEquals(Set.of(), progress.quorum());
        assertEquals(Set.of(), progress.voters());
        assertEquals(Optional.empty(), progress.decree());
    }

    @Test
    void thatMyLowerBallotIsOutbidDoesNotGiveTheHigherOneUp() {
        step(promised(4), trying(4), Reason.STARTED, 4);
        step(promised(5), trying(4), Reason.PROMISED, 5);
        step(promised(5), outbid(4, 5), Reason.OUTBID, 4);
        assertShown(5, "beta", 3, Ending.OPEN);
    }

    @Test
    void thatMyLowerBallotPassesDoesNotMakeTheHigherOnePass() {
        step(promised(4), trying(4), Reason.STARTED, 4);
        step(promised(4), polling(4, 17, QUORUM, "alpha", "beta"), Reason.COUNTED_VOTE, 4);
        step(promised(5), polling(4, 17, QUORUM, "alpha", "beta"), Reason.PROMISED, 5);
        step(promised(5).withDecree(decree(17)), IDLE, Reason.PASSED, 4);
        assertShown(5, "beta", 3, Ending.OPEN);
        assertEquals(Set.of(), progress.told());
    }

    @Test
    void aLateHandedOverAfterSomebodyElsesBallotBeganTellsNothingAboutIt() {
        step(promised(5), IDLE, Reason.PROMISED, 5);
        script.handedOver("alpha", "a1", "beta", success(4, 17));
        assertEquals(Set.of(), progress.told());
    }

    @Test
    void aPresidentThatWasOutbidHearsThatAHigherBallotPassed() {
        step(promised(4), trying(4), Reason.STARTED, 4);
        step(promised(4), outbid(4, 6), Reason.OUTBID, 4);
        // It was cut off from gamma, so it never promised ballot 6.
        step(promised(4).withDecree(decree(9)), IDLE, Reason.LEARNT, 6);
        assertShown(6, "gamma", BallotProgress.FINISHED, Ending.PASSED);
    }

    @Test
    void theSuccessOfALowerBallotDoesNotEndMine() {
        step(promised(8), trying(8), Reason.STARTED, 8);
        step(promised(8).withDecree(decree(9)), trying(8), Reason.LEARNT, 6);
        assertShown(8, "alpha", 2, Ending.OPEN);
    }

    // ---- After a restart

    @Test
    void aVoteInABallotThatWasPromisedBeforeTheProgramStartedIsShown() {
        script.opened("alpha", promised(5));
        step(promised(5).withPrevVote(vote(5, 9)), IDLE, Reason.VOTED, 5);
        assertShown(5, "beta", 5, Ending.OPEN);
        assertEquals(Set.of("alpha"), progress.voters());
        assertEquals(Optional.of(decree(9)), progress.decree());
    }

    @Test
    void aPromiseFoundOnTheDiskIsTheLatestBallot() {
        script.opened("alpha", promised(5));
        assertShown(5, "beta", 3, Ending.OPEN);
        assertEquals(Set.of("alpha"), progress.answered());
    }

    @Test
    void aVoteFoundOnTheDiskIsShownToo() {
        script.opened("alpha", promised(5).withPrevVote(vote(5, 9)));
        assertShown(5, "beta", 5, Ending.OPEN);
        assertEquals(Set.of("alpha"), progress.voters());
    }

    @Test
    void aBallotOfMineFoundOnTheDiskHasLostItsSlip() {
        script.opened("alpha", promised(4).withLastTried(ballot(4)));
        assertShown(4, "alpha", 2, Ending.SLIP_LOST);
    }

    @Test
    void aRestartKeepsWhatWasKnownOfTheBallot() {
        step(promised(4), trying(4, "alpha", "beta"), Reason.STARTED, 4);
        step(promised(4), trying(4, "alpha", "beta"), Reason.COUNTED_LAST_VOTE, 4);
        script.crashed("alpha").opened("alpha", promised(4).withLastTried(ballot(4)));
        assertShown(4, "alpha", 2, Ending.SLIP_LOST);
        assertEquals(Set.of("alpha", "beta"), progress.answered());
    }

    @Test
    void aNewParliamentKnowsNoBallot() {
        step(promised(5), IDLE, Reason.PROMISED, 5);
        script.crashed("alpha").tell("alpha", new Happening.Forgot()).opened("alpha", Ledger.BLANK);
        assertEquals(BallotProgress.NONE, progress);
    }

    /// What is ignored, refused or wrong changes no ballot.
    @Test
    void otherReasonsChangeNothing() {
        step(promised(5), IDLE, Reason.PROMISED, 5);
        BallotProgress before = progress;
        for (Reason reason : List.of(Reason.NO_NUMBER_LEFT, Reason.PROMISED_BEFORE, Reason.REFUSED, Reason.IMPOSSIBLE_VOTE,
                Reason.NEVER_PROMISED, Reason.TWO_DECREES_IN_ONE_BALLOT, Reason.CONTRADICTION, Reason.LATE,
                Reason.NOTHING_TO_TRY, Reason.STRANGER)) {
            step(promised(5), IDLE, reason, 7);
            assertEquals(before, progress, reason.name());
        }
    }

    private static Slip outbid(int ballot, int above) {
        return new Slip.Outbid(ballot(ballot), Optional.empty(), ballot(above));
    }

    private void assertShown(int ballot, String president, int step, Ending ending) {
        assertEquals(List.of(ballot(ballot), president, step, ending),
                List.of(progress.ballot(), progress.president(), progress.step(), progress.ending()));
    }
}
