package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paxos.synod.Notation.ballot;
import static paxos.synod.Notation.beginBallot;
import static paxos.synod.Notation.decree;
import static paxos.synod.Notation.higherBallot;
import static paxos.synod.Notation.lastVote;
import static paxos.synod.Notation.nextBallot;
import static paxos.synod.Notation.success;
import static paxos.synod.Notation.to;
import static paxos.synod.Notation.voted;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Section 2.4: "This could be done by extending the protocol to require that if a priest q received a NextBallot(b) or a
/// BeginBallot(b, d) message from p with b < nextBal[q], then he sent p a message containing nextBal[q]. Priest p would
/// then initiate a new ballot with a larger ballot number."
class RefusalTest {

    private final Member alpha = Member.of("alpha");
    private final Member beta = Member.of("beta");

    // The voter refuses.

    @Test
    void section24ANextBallotBelowNextBalIsAnsweredWithHigherBallot() {
        beta.receives(nextBallot(5), "gamma");
        State before = beta.state();
        beta.receives(nextBallot(3), "alpha").because(Reason.REFUSED).says(to("alpha", higherBallot(5)));
        assertEquals(before, beta.state());
    }

    @Test
    void section24ABeginBallotBelowNextBalIsAnsweredWithHigherBallotAndNotVotedFor() {
        beta.receives(nextBallot(3), "alpha").receives(nextBallot(5), "gamma");
        State before = beta.state();
        beta.receives(beginBallot(3, 7), "alpha").because(Reason.REFUSED).says(to("alpha", higherBallot(5)));
        assertEquals(before, beta.state());
    }

    @Test
    void section24ARefusalNamesThePromiseNotTheVote() {
        beta.receives(nextBallot(3), "alpha").receives(beginBallot(3, 7), "alpha").receives(nextBallot(8), "gamma");
        beta.receives(beginBallot(3, 7), "alpha").says(to("alpha", higherBallot(8)));
    }

    @Test
    void section24ALegislatorRefusesItsOwnBallotToo() {
        // beta's NextBallot comes between alpha's first step and alpha's own message to itself.
        alpha.proposes(7).receives(nextBallot(1), "beta");
        alpha.receives(nextBallot(0), "alpha").because(Reason.REFUSED).says(to("alpha", higherBallot(1)));
        alpha.receives(higherBallot(1), "alpha").because(Reason.OUTBID);
    }

    // The president is refused.

    @Test
    void section24HigherBallotEndsATryAndTheNextIsAboveIt() {
        alpha.proposes(42).receives(higherBallot(7), "beta").because(Reason.OUTBID).saysNothing();
        assertEquals(new Slip.Outbid(ballot(0), Optional.of(decree(42)), ballot(7)), alpha.slip());
        alpha.triesAgainAfter(0).because(Reason.STARTED)
                .says(to("alpha", nextBallot(9)), to("beta", nextBallot(9)), to("gamma", nextBallot(9)));
        assertEquals(new Slip.Trying(ballot(9), Optional.of(decree(42)), Map.of()), alpha.slip());
    }

    @Test
    void section24HigherBallotEndsAPollAndTheWishIsKept() {
        alpha.proposes(42).receives(lastVote(0), "alpha").receives(lastVote(0), "beta");
        alpha.receives(higherBallot(1), "beta").because(Reason.OUTBID);
        alpha.ignores(voted(0, 42), "alpha", Reason.LATE);
        alpha.triesAgainAfter(0);
        assertEquals(new Slip.Trying(ballot(3), Optional.of(decree(42)), Map.of()), alpha.slip());
    }

    @Test
    void section24HigherBallotIsNoPromise() {
        Ledger before = alpha.proposes(42).ledger();
        alpha.receives(higherBallot(7), "beta");
        assertEquals(before, alpha.ledger());
    }

    @Test
    void section24AHigherBallotThatIsNotAboveTheBallotAtHandIsLate() {
        alpha.proposes().proposes().proposes();
        assertEquals(ballot(6), alpha.ledger().lastTried());
        alpha.ignores(higherBallot(5), "gamma", Reason.LATE);
        alpha.ignores(higherBallot(6), "alpha", Reason.LATE);
    }

    @Test
    void section24AHigherBallotThatIsNotAboveTheBallotBegunIsLate() {
        alpha.proposes().proposes().receives(lastVote(3), "alpha").receives(lastVote(3), "beta");
        alpha.because(Reason.BEGUN_FREE);
        alpha.ignores(higherBallot(2), "gamma", Reason.LATE).ignores(higherBallot(3), "beta", Reason.LATE);
    }

    @Test
    void section24AHigherBallotWithNoBallotAtHandIsLate() {
        alpha.ignores(higherBallot(7), "beta", Reason.LATE);
    }

    @Test
    void section24AHigherBallotAfterTheDecreePassedIsLate() {
        alpha.proposes(42).receives(lastVote(0), "alpha").receives(lastVote(0), "beta");
        alpha.receives(voted(0, 42), "alpha").receives(voted(0, 42), "beta").because(Reason.PASSED);
        alpha.ignores(higherBallot(7), "gamma", Reason.LATE);
    }

    @Test
    void section24WhileOutbidAHigherOneRaisesWhatTheNextTryGoesAbove() {
        alpha.proposes(42).receives(higherBallot(1), "beta").receives(higherBallot(8), "gamma").because(Reason.OUTBID);
        assertEquals(new Slip.Outbid(ballot(0), Optional.of(decree(42)), ballot(8)), alpha.slip());
        assertEquals(ballot(9), alpha.triesAgainAfter(0).why().ballot());
    }

    @Test
    void section24WhileOutbidALowerOneDoesNotLowerIt() {
        alpha.proposes(42).receives(higherBallot(8), "gamma").ignores(higherBallot(1), "beta", Reason.LATE);
        alpha.ignores(higherBallot(8), "beta", Reason.LATE);
        assertEquals(ballot(9), alpha.triesAgainAfter(0).why().ballot());
    }

    @Test
    void section24WhileOutbidTheAnswersToTheBallotGivenUpAreLate() {
        alpha.proposes(42).receives(lastVote(0), "alpha").receives(higherBallot(1), "beta");
        alpha.ignores(lastVote(0), "gamma", Reason.LATE);
    }

    @Test
    void section24TheNextTryIsAboveThePromiseMadeMeanwhile() {
        alpha.proposes(42).receives(higherBallot(1), "beta").receives(nextBallot(8), "gamma");
        assertEquals(ballot(9), alpha.triesAgainAfter(0).why().ballot());
    }

    @Test
    void section24AlsoANewProposalWhileOutbidGoesAboveWhatOutbidTheLast() {
        // Whatever is not above it would be refused by the same legislator.
        alpha.proposes(42).receives(higherBallot(7), "beta");
        assertEquals(ballot(9), alpha.proposes(43).because(Reason.STARTED).why().ballot());
        assertEquals(new Slip.Trying(ballot(9), Optional.of(decree(43)), Map.of()), alpha.slip());
    }

    @Test
    void section24APauseThatEndsAfterANewProposalIsStale() {
        alpha.proposes(42).receives(higherBallot(1), "beta").proposes(43);
        State before = alpha.state();
        alpha.triesAgainAfter(0).because(Reason.NOTHING_TO_TRY).saysNothing();
        assertEquals(before, alpha.state());
    }

    @Test
    void section24APauseOfAnEarlierBallotDoesNotEndTheLater() {
        alpha.proposes(42).receives(higherBallot(1), "beta").triesAgainAfter(0).receives(higherBallot(4), "beta");
        State before = alpha.state();
        alpha.triesAgainAfter(0).because(Reason.NOTHING_TO_TRY).saysNothing();
        assertEquals(before, alpha.state());
        assertEquals(ballot(6), alpha.triesAgainAfter(3).because(Reason.STARTED).why().ballot());
    }

    @Test
    void section24SuccessWhileOutbidSettlesIt() {
        alpha.proposes(42).receives(higherBallot(1), "beta").receives(success(1, 7), "beta").because(Reason.LEARNT);
        assertEquals(new Slip.Idle(), alpha.slip());
        alpha.triesAgainAfter(0).because(Reason.NOTHING_TO_TRY).saysNothing();
    }

    @Test
    void section24ASuccessKnownBeforeSettlesItToo() {
        alpha.receives(success(1, 7), "beta").proposes(42).receives(higherBallot(1), "gamma");
        alpha.receives(success(1, 7), "gamma").because(Reason.KNOWN_BEFORE).saysNothing();
        assertEquals(new Slip.Idle(), alpha.slip());
    }

    @Test
    void section24WithNoNumberLeftThereIsNoNextTry() {
        alpha.proposes(42).receives(higherBallot(Integer.MAX_VALUE), "beta").because(Reason.OUTBID);
        alpha.triesAgainAfter(0).because(Reason.NO_NUMBER_LEFT).saysNothing();
        assertEquals(new Slip.Idle(), alpha.slip());
        // But the ledger did not say so, only one messenger did: whoever wants to can try again.
        assertEquals(ballot(3), alpha.proposes(42).because(Reason.STARTED).why().ballot());
    }
}
