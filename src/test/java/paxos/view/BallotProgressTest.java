package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Vote;
import paxos.trace.Happening;

class BallotProgressTest {

    private final Play play = new Play("alpha", "beta", "gamma");
    private BallotProgress alpha = BallotProgress.NONE;
    private BallotProgress beta = BallotProgress.NONE;

    @BeforeEach
    void listen() {
        play.tell(event -> {
            if (event.node().equals("alpha")) {
                alpha = alpha.after(play.parliament, "alpha", event.what());
            } else if (event.node().equals("beta")) {
                beta = beta.after(play.parliament, "beta", event.what());
            }
        });
        play.openAll();
    }

    @Test
    void thePresidentSeesItsBallotGoThroughTheSixSteps() {
        play.propose("alpha", 17);
        assertEquals(new Ballot(0), alpha.ballot());
        assertEquals("alpha", alpha.president());
        assertEquals(2, alpha.step(), "NextBallot is sent, LastVotes are awaited");
        assertEquals(Set.of(), alpha.answered());

        play.deliverRound();
        assertEquals(2, alpha.step(), "its own promise is no answer yet");
        play.deliverRound();
        assertEquals(4, alpha.step(), "BeginBallot is sent, votes are awaited");
        assertEquals(Set.of("alpha", "beta"), alpha.answered());
        assertEquals(alpha.answered(), alpha.quorum());
        assertEquals(Optional.of(new Decree(17)), alpha.decree());
        assertEquals(Set.of(), alpha.voters());

        play.deliverRound();
        play.deliverRound();
        assertEquals(6, alpha.step(), "Success is sent");
        assertEquals(alpha.quorum(), alpha.voters());
        assertEquals(BallotProgress.Ending.PASSED, alpha.ending());
        assertEquals(Set.of("alpha"), alpha.told());

        play.deliverRound();
        assertEquals(BallotProgress.FINISHED, alpha.step(), "Success was brought to everyone");
        assertEquals(Set.of("alpha", "beta", "gamma"), alpha.told());
    }

    @Test
    void aVoterKnowsOfItselfOnly() {
        play.propose("alpha", 17);
        play.deliverRound();
        assertEquals("alpha", beta.president());
        assertEquals(3, beta.step(), "promised; BeginBallot may come");
        assertEquals(Set.of("beta"), beta.answered());
        play.deliverRound();
        play.deliverRound();
        assertEquals(5, beta.step(), "voted; Success may come");
        assertEquals(Set.of("beta"), beta.voters());
        assertEquals(Optional.of(new Decree(17)), beta.decree());
        play.deliverAll();
        assertEquals(BallotProgress.FINISHED, beta.step());
        assertEquals(Set.of("beta"), beta.told());
    }

    @Test
    void aBallotWhoseSuccessIsLostStaysAtTheLastStep() {
        play.crash("gamma");
        play.propose("alpha", 17);
        play.deliverAll();
        assertEquals(6, alpha.step());
        assertEquals(Set.of("alpha", "beta"), alpha.told());
    }

    @Test
    void aPresidentThatIsOutbidHasGivenItsBallotUp() {
        play.propose("alpha", 17);
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.HigherBallot(new Ballot(5)));
        assertEquals(BallotProgress.Ending.OUTBID, alpha.ending());
        assertEquals(new Ballot(0), alpha.ballot());
    }

    @Test
    void aCrashLosesTheSlipOfThePresident() {
        play.propose("alpha", 17);
        play.crash("alpha");
        assertEquals(BallotProgress.Ending.SLIP_LOST, alpha.ending());
    }

    @Test
    void aCrashAfterTheEndLosesNothing() {
        play.propose("alpha", 17);
        play.deliverAll();
        play.crash("alpha");
        assertEquals(BallotProgress.Ending.PASSED, alpha.ending());
    }

    @Test
    void aVoterThatCrashesStillShowsWhatItDid() {
        play.propose("alpha", 17);
        play.deliverRound();
        play.crash("beta");
        assertEquals(BallotProgress.Ending.OPEN, beta.ending());
        assertEquals(Set.of("beta"), beta.answered());
    }

    @Test
    void theHighestBallotIsShown() {
        play.propose("alpha", 17);
        play.propose("gamma", 18);
        play.deliverAll();
        assertEquals(new Ballot(2), beta.ballot());
        assertEquals("gamma", beta.president());
    }

    @Test
    void aSuccessThatNamesNoBallotEndsTheOneAtHand() {
        play.propose("alpha", 17);
        play.deliverRound();
        play.receive("beta", Optional.empty(), Optional.empty(), new Message.Success(Ballot.NONE, new Decree(17)));
        assertEquals(new Ballot(0), beta.ballot());
        assertEquals(BallotProgress.FINISHED, beta.step());
        assertEquals(Optional.of(new Decree(17)), beta.decree());
    }

    @Test
    void whoMissedABallotHearsOfItsEnd() {
        play.receive("beta", Optional.of("gamma"), Optional.empty(), new Message.Success(new Ballot(5), new Decree(17)));
        assertEquals(new Ballot(5), beta.ballot());
        assertEquals("gamma", beta.president());
        assertEquals(BallotProgress.FINISHED, beta.step());
        assertEquals(Set.of(), beta.answered(), "it has not answered");
    }

    @Test
    void aLateSuccessOfAnEarlierBallotDoesNotEndTheNextOne() {
        play.propose("alpha", 17);
        play.deliverAll();
        play.propose("gamma", 18);
        play.deliverRound();
        assertEquals(new Ballot(2), beta.ballot());
        play.receive("beta", Optional.of("alpha"), Optional.empty(), new Message.Success(new Ballot(0), new Decree(17)));
        assertEquals(3, beta.step());
        assertEquals(BallotProgress.Ending.OPEN, beta.ending());
    }

    @Test
    void aNewParliamentBeginsWithNone() {
        play.propose("alpha", 17);
        play.deliverAll();
        play.record("alpha", new Happening.Forgot());
        assertEquals(BallotProgress.NONE, alpha);
    }

    @Test
    void aParliamentOfOneFinishesAtOnce() {
        Play lonely = new Play("alpha");
        BallotProgress[] progress = {BallotProgress.NONE};
        lonely.tell(event -> progress[0] = progress[0].after(lonely.parliament, "alpha", event.what()));
        lonely.openAll();
        lonely.propose("alpha", null);
        lonely.deliverAll();
        assertEquals(BallotProgress.FINISHED, progress[0].step());
    }

    // ---- Two presidents at once

    /// Alpha conducts ballot 0 and promises gamma's ballot 2 meanwhile. What it still hears about ballot 0 is not about 2.
    @Test
    void whatIsHeardOfMyLowerBallotIsNotShownOfTheHigherOneIPromised() {
        play.propose("alpha", 17);
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.NextBallot(new Ballot(2)));
        BallotProgress promised = alpha;
        assertEquals(new Ballot(2), alpha.ballot());
        assertEquals(3, alpha.step());

        play.receive("alpha", Optional.of("beta"), Optional.empty(), new Message.LastVote(new Ballot(0), Optional.empty()));
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.LastVote(new Ballot(0), Optional.empty()));
        assertEquals(promised, alpha, "ballot 0 has begun, not ballot 2");
        play.receive("alpha", Optional.of("beta"), Optional.empty(), new Message.Voted(new Ballot(0), new Decree(17)));
        assertEquals(promised, alpha, "beta has voted in ballot 0, not in ballot 2");
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.Voted(new Ballot(0), new Decree(17)));
        assertEquals(promised, alpha, "ballot 0 has passed, not ballot 2");
    }

    @Test
    void thatMyLowerBallotIsOutbidDoesNotGiveUpTheHigherOneIPromised() {
        play.propose("alpha", 17);
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.NextBallot(new Ballot(2)));
        play.receive("alpha", Optional.of("beta"), Optional.empty(), new Message.HigherBallot(new Ballot(2)));
        assertEquals(new Ballot(2), alpha.ballot());
        assertEquals(BallotProgress.Ending.OPEN, alpha.ending());
    }

    @Test
    void aPresidentThatWasOutbidHearsThatAHigherBallotPassed() {
        play.propose("alpha", 17);
        play.receive("alpha", Optional.of("beta"), Optional.empty(), new Message.HigherBallot(new Ballot(5)));
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.Success(new Ballot(5), new Decree(18)));
        assertEquals(new Ballot(5), alpha.ballot());
        assertEquals("gamma", alpha.president());
        assertEquals(BallotProgress.FINISHED, alpha.step());
    }

    @Test
    void theSuccessOfALowerBallotDoesNotEndMine() {
        play.propose("alpha", 17);
        play.crash("alpha");
        play.open("alpha", new Ledger(new Ballot(0), new Ballot(2), Optional.empty(), Optional.empty()));
        play.propose("alpha", 17);
        play.receive("alpha", Optional.of("gamma"), Optional.empty(), new Message.Success(new Ballot(2), new Decree(18)));
        assertEquals(new Ballot(3), alpha.ballot());
        assertEquals(2, alpha.step());
    }

    // ---- A program that starts on a ledger of before

    private static Ledger ledger(int lastTried, int nextBal, Optional<Vote> vote, Optional<Decree> decree) {
        return new Ledger(new Ballot(lastTried), new Ballot(nextBal), vote, decree);
    }

    private static final Optional<Vote> VOTE_IN_5 = Optional.of(new Vote(new Ballot(5), new Decree(9)));

    @Test
    void aPromiseFoundOnTheDiskIsTheLatestBallot() {
        play.open("beta", ledger(1, 5, Optional.empty(), Optional.empty()));
        assertEquals(new Ballot(5), beta.ballot());
        assertEquals("gamma", beta.president());
        assertEquals(3, beta.step());
        assertEquals(Set.of("beta"), beta.answered());
    }

    @Test
    void aVoteInABallotThatWasPromisedBeforeTheProgramStartedIsShown() {
        play.open("beta", ledger(-1, 5, Optional.empty(), Optional.empty()));
        play.receive("beta", Optional.of("gamma"), Optional.empty(), new Message.BeginBallot(new Ballot(5), new Decree(9)));
        assertEquals(5, beta.step());
        assertEquals(Set.of("beta"), beta.voters());
        assertEquals(Optional.of(new Decree(9)), beta.decree());
    }

    @Test
    void aVoteFoundOnTheDiskIsShownAndADecreeThere() {
        play.open("alpha", ledger(0, 5, VOTE_IN_5, Optional.empty()));
        assertEquals(5, alpha.step());
        assertEquals(Set.of("alpha"), alpha.voters());
        play.open("beta", ledger(1, 5, VOTE_IN_5, Optional.of(new Decree(9))));
        assertEquals(BallotProgress.FINISHED, beta.step());
        assertEquals(BallotProgress.Ending.PASSED, beta.ending());
    }

    @Test
    void aBallotOfMineFoundOnTheDiskHasLostItsSlip() {
        play.open("alpha", ledger(3, 3, Optional.empty(), Optional.empty()));
        assertEquals(new Ballot(3), alpha.ballot());
        assertEquals(2, alpha.step());
        assertEquals(BallotProgress.Ending.SLIP_LOST, alpha.ending());
    }

    @Test
    void aRestartKeepsWhatWasKnownOfTheBallot() {
        play.propose("alpha", 17);
        play.deliverRound();
        play.deliverRound();
        Ledger onDisk = play.ledger("alpha");
        play.crash("alpha");
        BallotProgress crashed = alpha;
        play.open("alpha", onDisk);
        assertEquals(crashed, alpha);
        assertEquals(Set.of("alpha", "beta"), alpha.quorum());
    }
}
