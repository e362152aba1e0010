package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static paxos.synod.Notation.ballot;
import static paxos.synod.Notation.beginBallot;
import static paxos.synod.Notation.decree;
import static paxos.synod.Notation.lastVote;
import static paxos.synod.Notation.nextBallot;
import static paxos.synod.Notation.success;
import static paxos.synod.Notation.to;
import static paxos.synod.Notation.vote;
import static paxos.synod.Notation.voted;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A legislator as president: steps 1, 3 and 5 of section 2.3. How B3 chooses the decree is in [ChoiceTest].
class PresidentTest {

    private final Member alpha = Member.of("alpha");

    // Step 1: "Priest p chooses a new ballot number b greater than lastTried[p], sets lastTried[p] to b, and sends a
    // NextBallot(b) message to some set of priests." Here: to all, and the smallest own number that may succeed.

    @Test
    void step1TheFirstBallotIsTheSmallestOwnNumberAndGoesToAll() {
        Member gamma = Member.of("gamma").proposes(7).because(Reason.STARTED)
                .says(to("alpha", nextBallot(2)), to("beta", nextBallot(2)), to("gamma", nextBallot(2)));
        assertEquals(Ledger.BLANK.withLastTried(ballot(2)), gamma.ledger());
        assertEquals(new Slip.Trying(ballot(2), Optional.of(decree(7)), Map.of()), gamma.slip());
    }

    @Test
    void step1TheNumberIsAboveLastTried() {
        assertEquals(ballot(3), Member.of("alpha", Ledger.BLANK.withLastTried(ballot(0))).proposes().why().ballot());
    }

    @Test
    void step1TheNumberIsAboveNextBal() {
        assertEquals(ballot(9), Member.of("alpha", Ledger.BLANK.withNextBal(ballot(7))).proposes().why().ballot());
    }

    @Test
    void step1TheNumberIsAboveBothWhicheverIsHigher() {
        Ledger tried = Ledger.BLANK.withLastTried(ballot(9)).withNextBal(ballot(4));
        assertEquals(ballot(12), Member.of("alpha", tried).proposes().why().ballot());
        Ledger promised = Ledger.BLANK.withLastTried(ballot(3)).withNextBal(ballot(10));
        assertEquals(ballot(12), Member.of("alpha", promised).proposes().why().ballot());
    }

    @Test
    void step1NothingButLastTriedChangesInTheLedger() {
        Ledger full = Ledger.BLANK.withLastTried(ballot(3)).withNextBal(ballot(4)).withPrevVote(vote(2, 7)).withDecree(decree(7));
        Member again = Member.of("alpha", full).proposes(8).because(Reason.STARTED);
        assertEquals(new Ledger(ballot(6), ballot(4), Optional.of(vote(2, 7)), Optional.of(decree(7))), again.ledger());
    }

    @Test
    void step1StartingABallotIsNoPromiseYet() {
        // The president promises and votes as everyone does, when its own message reaches it.
        alpha.proposes();
        assertEquals(Ballot.NONE, alpha.ledger().nextBal());
        alpha.receives(nextBallot(0), "alpha").because(Reason.PROMISED).says(to("alpha", lastVote(0)));
    }

    // Before the steps: "he conducts only one ballot at a time - ballot number lastTried[p]. After p initiates this ballot,
    // he ignores messages that pertain to any other ballot that he had previously initiated."

    @Test
    void step1WhoProposesWhileConductingGivesTheFirstBallotUp() {
        alpha.proposes(7).receives(lastVote(0), "beta");
        alpha.proposes(8).because(Reason.STARTED);
        assertEquals(new Slip.Trying(ballot(3), Optional.of(decree(8)), Map.of()), alpha.slip());
        alpha.ignores(lastVote(0), "gamma", Reason.LATE);
    }

    @Test
    void step1WhoProposesWhilePollingGivesTheFirstBallotUp() {
        alpha.proposes(7).receives(lastVote(0), "beta").receives(lastVote(0), "gamma").receives(voted(0, 7), "beta");
        alpha.proposes(8).because(Reason.STARTED);
        alpha.ignores(voted(0, 7), "gamma", Reason.LATE);
    }

    @Test
    void step1NoNumberIsTakenThatDoesNotFitInto32Bits() {
        Member near = Member.of("alpha", Ledger.BLANK.withNextBal(ballot(Integer.MAX_VALUE - 1)));
        State before = near.state();
        near.proposes(7).because(Reason.NO_NUMBER_LEFT).saysNothing();
        assertEquals(before, near.state());
        // 2147483646 is the last number of alpha, at index 0.
        Member last = Member.of("alpha", Ledger.BLANK.withNextBal(ballot(Integer.MAX_VALUE - 2)));
        assertEquals(ballot(Integer.MAX_VALUE - 1), last.proposes(7).because(Reason.STARTED).why().ballot());
    }

    @Test
    void step1WithNoNumberLeftTheBallotAtHandIsNotGivenUp() {
        Member last = Member.of("alpha", Ledger.BLANK.withNextBal(ballot(Integer.MAX_VALUE - 2))).proposes(7);
        State before = last.state();
        last.proposes(8).because(Reason.NO_NUMBER_LEFT).saysNothing();
        assertEquals(before, last.state());
    }

    // Step 3: "After receiving a LastVote(b, v) message from every priest in some majority set Q, where b =
    // lastTried[p], priest p initiates a new ballot with number b, quorum Q, and decree d, where d is chosen to
    // satisfy B3. He then sends a BeginBallot(b, d) message to every priest in Q."

    @Test
    void step3ALastVoteOfLessThanAMajorityIsCounted() {
        alpha.proposes(7).receives(lastVote(0), "gamma").because(Reason.COUNTED_LAST_VOTE).saysNothing();
        assertEquals(new Slip.Trying(ballot(0), Optional.of(decree(7)), Map.of("gamma", Optional.empty())), alpha.slip());
    }

    @Test
    void step3AMajorityBeginsTheBallotAndOnlyTheQuorumIsAsked() {
        alpha.proposes(7).receives(lastVote(0), "gamma");
        alpha.receives(lastVote(0), "alpha").says(to("alpha", beginBallot(0, 7)), to("gamma", beginBallot(0, 7)));
        assertEquals(new Slip.Polling(ballot(0), Optional.of(decree(7)), decree(7), Set.of("alpha", "gamma"), Set.of()),
                alpha.slip());
    }

    @Test
    void step3TheQuorumNeedNotHoldThePresident() {
        alpha.proposes(7).receives(lastVote(0), "beta").receives(lastVote(0), "gamma")
                .says(to("beta", beginBallot(0, 7)), to("gamma", beginBallot(0, 7)));
    }

    @Test
    void step3OfFourLegislatorsTwoAreNoMajority() {
        Member one = Member.of(new Parliament(List.of("alpha", "beta", "gamma", "delta")), "alpha").proposes(7);
        one.receives(lastVote(0), "alpha").receives(lastVote(0), "beta").because(Reason.COUNTED_LAST_VOTE);
        one.receives(lastVote(0), "gamma").because(Reason.BEGUN_FREE);
    }

    @Test
    void step3ADuplicateLastVoteIsNotCountedTwice() {
        alpha.proposes(7).receives(lastVote(0), "beta").ignores(lastVote(0), "beta", Reason.LATE);
    }

    @Test
    void step3ALastVoteForAnotherBallotThanLastTriedIsIgnored() {
        alpha.proposes(7).proposes(7).ignores(lastVote(0), "beta", Reason.LATE);
        alpha.ignores(lastVote(6), "beta", Reason.LATE);
    }

    @Test
    void step3ALastVoteAfterTheBeginDoesNotJoinTheQuorum() {
        alpha.proposes(7).receives(lastVote(0), "alpha").receives(lastVote(0), "beta");
        alpha.ignores(lastVote(0), "gamma", Reason.LATE);
        alpha.ignores(lastVote(0), "beta", Reason.LATE);
    }

    @Test
    void step3ALastVoteWithNoBallotConductedIsIgnored() {
        alpha.ignores(lastVote(0), "beta", Reason.LATE);
    }

    // Step 5: "If p has received a Voted(b, q) message from every priest q in Q (the quorum for ballot number b),
    // where b = lastTried[p], then he writes d (the decree of that ballot) in his ledger and sends a Success(d)
    // message to every priest."

    @Test
    void step5AVoteOfPartOfTheQuorumIsCounted() {
        polling().receives(voted(0, 7), "beta").because(Reason.COUNTED_VOTE).saysNothing();
        assertEquals(Optional.empty(), alpha.ledger().decree());
        assertEquals(Set.of("beta"), assertInstanceOf(Slip.Polling.class, alpha.slip()).voters());
    }

    @Test
    void step5WhenTheWholeQuorumVotedTheDecreeIsWrittenAndTold() {
        polling().receives(voted(0, 7), "beta").receives(voted(0, 7), "alpha").because(Reason.PASSED)
                .says(to("beta", success(0, 7)), to("gamma", success(0, 7)));
        assertEquals(Optional.of(decree(7)), alpha.ledger().decree());
        assertEquals(new Slip.Idle(), alpha.slip());
    }

    @Test
    void step5EveryMemberOfTheQuorumMustVoteNotJustAnyMajority() {
        polling().receives(voted(0, 7), "beta").ignores(voted(0, 7), "gamma", Reason.LATE);
    }

    @Test
    void step5ADuplicateVoteIsNotCountedTwice() {
        polling().receives(voted(0, 7), "beta").ignores(voted(0, 7), "beta", Reason.LATE);
    }

    @Test
    void step5AVoteInAnotherBallotIsIgnored() {
        polling().ignores(voted(3, 7), "beta", Reason.LATE);
    }

    @Test
    void step5AVoteBeforeTheBallotBeganIsIgnored() {
        alpha.proposes(7).ignores(voted(0, 7), "beta", Reason.LATE);
    }

    @Test
    void step5AVoteAfterTheDecreePassedIsIgnored() {
        polling().receives(voted(0, 7), "beta").receives(voted(0, 7), "alpha");
        alpha.ignores(voted(0, 7), "alpha", Reason.LATE);
    }

    @Test
    void b1AVoteForAnotherDecreeThanTheBallotsIsNotCounted() {
        polling().ignores(voted(0, 8), "beta", Reason.TWO_DECREES_IN_ONE_BALLOT);
    }

    @Test
    void step5ADecreeThatPassesAgainstTheLedgerIsAContradictionAndTheFirstIsKept() {
        polling().receives(success(1, 9), "gamma");
        alpha.receives(voted(0, 7), "beta").receives(voted(0, 7), "alpha").because(Reason.CONTRADICTION).saysNothing();
        assertEquals(Optional.of(decree(9)), alpha.ledger().decree());
        assertEquals(new Slip.Idle(), alpha.slip());
    }

    @Test
    void step5ADecreeThatPassesOnceMoreIsToldToAll() {
        // How one who missed Success learns: somebody starts one more ballot.
        Ledger knows = Ledger.BLANK.withPrevVote(vote(0, 7)).withNextBal(ballot(0)).withDecree(decree(7));
        Member again = Member.of("alpha", knows).proposes().receives(lastVote(3, vote(0, 7)), "alpha")
                .receives(lastVote(3), "gamma").receives(voted(3, 7), "alpha").receives(voted(3, 7), "gamma");
        again.because(Reason.PASSED).says(to("beta", success(3, 7)), to("gamma", success(3, 7)));
    }

    @Test
    void step5ASuccessOfAnotherDoesNotEndTheBallotAtHand() {
        polling().receives(success(1, 7), "gamma").receives(voted(0, 7), "beta").receives(voted(0, 7), "alpha")
                .because(Reason.PASSED);
    }

    /// alpha has begun ballot 0 for 7 with the quorum alpha, beta.
    private Member polling() {
        return alpha.proposes(7).receives(lastVote(0), "alpha").receives(lastVote(0), "beta").because(Reason.BEGUN_FREE);
    }
}
