package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.synod.Notation.ballot;
import static paxos.synod.Notation.beginBallot;
import static paxos.synod.Notation.decree;
import static paxos.synod.Notation.lastVote;
import static paxos.synod.Notation.nextBallot;
import static paxos.synod.Notation.success;
import static paxos.synod.Notation.to;
import static paxos.synod.Notation.vote;
import static paxos.synod.Notation.voted;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A legislator as voter and as keeper of a ledger: steps 2, 4 and 6 of section 2.3.
class VoterTest {

    private final Member beta = Member.of("beta");

    // Step 2: "Upon receipt of a NextBallot(b) message from p with b > nextBal[q], priest q sets nextBal[q] to b and
    // sends a LastVote(b, v) message to p, where v equals prevVote[q]. (A NextBallot(b) message is ignored if
    // b <= nextBal[q].)" Section 2.4 adds the answer to b < nextBal[q].

    @Test
    void step2ANextBallotAboveNextBalIsPromisedAndAnsweredWithLastVote() {
        beta.receives(nextBallot(3), "alpha").because(Reason.PROMISED).says(to("alpha", lastVote(3)));
        assertEquals(Ledger.BLANK.withNextBal(ballot(3)), beta.ledger());
    }

    @Test
    void step2BallotZeroIsAboveNoPromise() {
        beta.receives(nextBallot(0), "alpha").because(Reason.PROMISED);
        assertEquals(ballot(0), beta.ledger().nextBal());
    }

    @Test
    void step2LastVoteTellsPrevVote() {
        beta.receives(nextBallot(0), "alpha").receives(beginBallot(0, 7), "alpha");
        beta.receives(nextBallot(5), "gamma").says(to("gamma", lastVote(5, vote(0, 7))));
    }

    @Test
    void step2PrevVoteIsTheLatestVoteNotTheFirst() {
        beta.receives(nextBallot(0), "alpha").receives(beginBallot(0, 7), "alpha");
        beta.receives(nextBallot(2), "gamma").receives(beginBallot(2, 8), "gamma");
        beta.receives(nextBallot(3), "alpha").says(to("alpha", lastVote(3, vote(2, 8))));
    }

    @Test
    void step2NothingButNextBalChangesInTheLedger() {
        Ledger full = Ledger.BLANK.withLastTried(ballot(1)).withNextBal(ballot(4)).withPrevVote(vote(2, 7)).withDecree(decree(7));
        Member voter = Member.of("beta", full).receives(nextBallot(6), "alpha").because(Reason.PROMISED);
        assertEquals(new Ledger(ballot(1), ballot(6), Optional.of(vote(2, 7)), Optional.of(decree(7))), voter.ledger());
    }

    @Test
    void step2APromiseIsNoVote() {
        beta.receives(nextBallot(0), "alpha").receives(nextBallot(2), "gamma").says(to("gamma", lastVote(2)));
    }

    @Test
    void step2ANextBallotEqualToNextBalIsADuplicateAndIgnored() {
        beta.receives(nextBallot(3), "alpha").ignores(nextBallot(3), "alpha", Reason.PROMISED_BEFORE);
    }

    @Test
    void step2AlsoTheLargestNumberIsPromised() {
        beta.receives(nextBallot(Integer.MAX_VALUE), "beta").because(Reason.PROMISED);
        assertEquals(ballot(Integer.MAX_VALUE), beta.ledger().nextBal());
    }

    @Test
    void step2APromiseOfAnothersBallotLeavesOnesOwnAlone() {
        beta.proposes(7);
        Slip slip = beta.slip();
        beta.receives(nextBallot(3), "alpha").because(Reason.PROMISED);
        assertEquals(slip, beta.slip());
        assertEquals(ballot(1), beta.ledger().lastTried());
    }

    @Test
    void step2ANumberFromTheWrongPresidentIsPromisedAndRemarkedOn() {
        // B1 is kept by the configuration; a voter cannot mend it, but the reader is told where it shows first.
        beta.receives(nextBallot(3), "gamma").because(Reason.PROMISED);
        assertTrue(beta.why().sentence().contains("ballot 3 belongs to alpha, not to gamma"), beta.why().sentence());
    }

    // Step 4: "Upon receipt of a BeginBallot(b, d) message with b = nextBal[q], priest q casts his vote in ballot
    // number b, sets prevVote[q] to this vote, and sends a Voted(b, q) message to p. (A BeginBallot(b, d) message is
    // ignored if b != nextBal[q].)" Section 2.4 adds the answer to b < nextBal[q].

    @Test
    void step4ABeginBallotAtNextBalIsVotedFor() {
        beta.receives(nextBallot(3), "alpha");
        beta.receives(beginBallot(3, 7), "alpha").because(Reason.VOTED).says(to("alpha", voted(3, 7)));
        assertEquals(Ledger.BLANK.withNextBal(ballot(3)).withPrevVote(vote(3, 7)), beta.ledger());
    }

    @Test
    void step4AVoteInALaterBallotReplacesPrevVote() {
        beta.receives(nextBallot(0), "alpha").receives(beginBallot(0, 7), "alpha");
        beta.receives(nextBallot(2), "gamma").receives(beginBallot(2, 8), "gamma");
        assertEquals(Optional.of(vote(2, 8)), beta.ledger().prevVote());
    }

    @Test
    void step4NothingButPrevVoteChangesInTheLedger() {
        Ledger full = new Ledger(ballot(1), ballot(6), Optional.of(vote(2, 7)), Optional.of(decree(7)));
        Member voter = Member.of("beta", full).receives(beginBallot(6, 7), "alpha").because(Reason.VOTED);
        assertEquals(new Ledger(ballot(1), ballot(6), Optional.of(vote(6, 7)), Optional.of(decree(7))), voter.ledger());
    }

    @Test
    void step4AnyDecreeOf32BitsCanBeVotedFor() {
        beta.receives(nextBallot(0), "alpha").receives(beginBallot(0, Integer.MIN_VALUE), "alpha");
        assertEquals(Optional.of(vote(0, Integer.MIN_VALUE)), beta.ledger().prevVote());
        beta.receives(nextBallot(3), "alpha").receives(beginBallot(3, Integer.MAX_VALUE), "alpha");
        assertEquals(Optional.of(vote(3, Integer.MAX_VALUE)), beta.ledger().prevVote());
    }

    @Test
    void step4ABeginBallotAboveNextBalIsIgnored() {
        beta.receives(nextBallot(0), "alpha").ignores(beginBallot(3, 7), "alpha", Reason.NEVER_PROMISED);
    }

    @Test
    void step4ABeginBallotBeforeAnyPromiseIsIgnored() {
        beta.ignores(beginBallot(0, 7), "alpha", Reason.NEVER_PROMISED);
    }

    @Test
    void step4ADuplicateBeginBallotIsAnsweredAgainAndChangesNothing() {
        // The first Voted may be lost; a second one is counted once (step 5).
        beta.receives(nextBallot(3), "alpha").receives(beginBallot(3, 7), "alpha");
        State before = beta.state();
        beta.receives(beginBallot(3, 7), "alpha").says(to("alpha", voted(3, 7)));
        assertEquals(before, beta.state());
    }

    @Test
    void b1OneBallotIsNeverVotedInForTwoDecrees() {
        beta.receives(nextBallot(3), "alpha").receives(beginBallot(3, 7), "alpha");
        beta.ignores(beginBallot(3, 8), "alpha", Reason.TWO_DECREES_IN_ONE_BALLOT);
    }

    // Step 6: "Upon receiving a Success(d) message, a priest enters decree d in his ledger."

    @Test
    void step6SuccessIsEnteredInTheLedger() {
        beta.receives(success(3, 7), "alpha").because(Reason.LEARNT).saysNothing();
        assertEquals(Ledger.BLANK.withDecree(decree(7)), beta.ledger());
    }

    @Test
    void step6SuccessNeedsNoPromiseAndNoVoteAndMovesNeither() {
        beta.receives(nextBallot(5), "gamma").receives(success(3, 7), "alpha").because(Reason.LEARNT);
        assertEquals(Ledger.BLANK.withNextBal(ballot(5)).withDecree(decree(7)), beta.ledger());
    }

    @Test
    void step6ASecondSuccessForTheSameDecreeChangesNothing() {
        beta.receives(success(3, 7), "alpha").ignores(success(4, 7), "beta", Reason.KNOWN_BEFORE);
    }

    @Test
    void step6AnotherDecreeIsAContradictionAndTheFirstIsKept() {
        beta.receives(success(3, 7), "alpha").ignores(success(5, 8), "gamma", Reason.CONTRADICTION);
        assertEquals(Optional.of(decree(7)), beta.ledger().decree());
        assertEquals(Reason.Kind.ALARM, beta.why().reason().kind());
    }

    @Test
    void step6WhoKnowsTheDecreeStillPromisesAndVotes() {
        // Those who come late learn it through one more ballot, which B3 binds to the same decree.
        beta.receives(success(0, 7), "alpha");
        beta.receives(nextBallot(5), "gamma").says(to("gamma", lastVote(5)));
        beta.receives(beginBallot(5, 7), "gamma").says(to("gamma", voted(5, 7)));
    }

    @Test
    void step6NothingButTheDecreeChangesInTheLedger() {
        Ledger full = new Ledger(ballot(1), ballot(6), Optional.of(vote(2, 7)), Optional.empty());
        Member learner = Member.of("beta", full).receives(success(6, 7), "alpha").because(Reason.LEARNT);
        assertEquals(new Ledger(ballot(1), ballot(6), Optional.of(vote(2, 7)), Optional.of(decree(7))), learner.ledger());
    }

    @Test
    void step6SuccessThatNamesNoBallotIsEntered() {
        beta.receives(new Message.Success(Ballot.NONE, decree(7)), "alpha").because(Reason.LEARNT);
        assertEquals(Optional.of(decree(7)), beta.ledger().decree());
    }
}
