package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
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
}
