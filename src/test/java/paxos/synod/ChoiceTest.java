package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.synod.Notation.ballot;
import static paxos.synod.Notation.beginBallot;
import static paxos.synod.Notation.decree;
import static paxos.synod.Notation.lastVote;
import static paxos.synod.Notation.to;
import static paxos.synod.Notation.vote;
import static paxos.synod.Notation.voted;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Step 3 of section 2.3 chooses the decree by B3 of section 2.1: "For every ballot B, if any priest in B's quorum voted
/// in an earlier ballot, then the decree of B equals the decree of the latest of those earlier ballots."
class ChoiceTest {

    private static final Ledger TRIED_TEN = Ledger.BLANK.withLastTried(ballot(10));

    /// Its next ballot is 15; a quorum is three of five.
    private final Member alpha = Member.of(Member.FIVE, "alpha", TRIED_TEN);

    @Test
    void b3WhereNobodyInTheQuorumVotedTheWishIsFree() {
        alpha.proposes(42);
        assertChooses(42, Reason.BEGUN_FREE, lastVote(15), lastVote(15), lastVote(15));
    }

    @Test
    void b3WhereTheChoiceIsFreeTheDefaultWishIsTheBallotNumber() {
        alpha.proposes();
        assertChooses(15, Reason.BEGUN_FREE, lastVote(15), lastVote(15), lastVote(15));
    }

    @Test
    void b3AWishOfZeroIsAWish() {
        alpha.proposes(0);
        assertChooses(0, Reason.BEGUN_FREE, lastVote(15), lastVote(15), lastVote(15));
    }

    @ParameterizedTest
    @CsvSource({"0,1,2", "0,2,1", "1,0,2", "1,2,0", "2,0,1", "2,1,0"})
    void b3TheLatestVoteDecidesInWhateverOrderTheAnswersCome(int first, int second, int third) {
        List<Message> answers = List.of(lastVote(15, vote(4, 44)), lastVote(15, vote(11, 111)), lastVote(15, vote(7, 77)));
        alpha.proposes();
        assertChooses(111, Reason.BEGUN_BOUND, answers.get(first), answers.get(second), answers.get(third));
    }

    @Test
    void b3TheLatestIsTheHighestBallotNotTheLargestDecree() {
        alpha.proposes();
        assertChooses(-5, Reason.BEGUN_BOUND, lastVote(15, vote(0, 1000)), lastVote(15, vote(1, -5)), lastVote(15));
    }

    @Test
    void b3OneVoteBindsHoweverManyNeverVoted() {
        alpha.proposes();
        assertChooses(99, Reason.BEGUN_BOUND, lastVote(15), lastVote(15), lastVote(15, vote(0, 99)));
    }

    @Test
    void b3AVoteForZeroOrForMinusOneBindsToo() {
        // In the C++ program's messages -1 stands for "no vote"; here it is a decree like any other.
        alpha.proposes();
        assertChooses(-1, Reason.BEGUN_BOUND, lastVote(15), lastVote(15, vote(0, -1)), lastVote(15));
    }

    @Test
    void b3AWishIsGivenUpWhereTheBallotIsBound() {
        alpha.proposes(42);
        assertChooses(7, Reason.BEGUN_BOUND, lastVote(15, vote(1, 7)), lastVote(15), lastVote(15));
        assertTrue(alpha.why().sentence().contains("The wish, 42, is given up"), alpha.why().sentence());
    }

    @Test
    void b3AVoteOutsideTheQuorumDoesNotBind() {
        // delta answers fourth: by then the quorum, and with it the decree, is fixed.
        alpha.proposes();
        assertChooses(15, Reason.BEGUN_FREE, lastVote(15), lastVote(15), lastVote(15));
        alpha.ignores(lastVote(15, vote(4, 44)), "delta", Reason.LATE);
        assertEquals(decree(15), ((Slip.Polling) alpha.slip()).decree());
    }

    @Test
    void b3OnesOwnVoteBindsLikeAnyOther() {
        alpha.proposes();
        alpha.receives(lastVote(15, vote(4, 44)), "alpha").receives(lastVote(15), "beta");
        alpha.receives(lastVote(15), "gamma").because(Reason.BEGUN_BOUND);
        assertEquals(to("alpha", beginBallot(15, 44)), alpha.sent().getFirst());
    }

    @Test
    void b3ADecreeIsChosenOnceAndNotChosenAnew() {
        alpha.proposes(42);
        assertChooses(42, Reason.BEGUN_FREE, lastVote(15), lastVote(15), lastVote(15));
        alpha.receives(voted(15, 42), "alpha").receives(voted(15, 42), "beta").receives(voted(15, 42), "gamma");
        alpha.because(Reason.PASSED);
    }

    @Test
    void b3KnowingTheDecreeDoesNotReplaceTheVotesOfTheQuorum() {
        // The paper chooses by the LastVotes alone. A majority voted for a passed decree, so it is among them anyhow.
        Ledger knows = Ledger.BLANK.withDecree(decree(7));
        Member one = Member.of("alpha", knows).proposes(8);
        one.receives(lastVote(0), "alpha").receives(lastVote(0), "beta").because(Reason.BEGUN_FREE);
        assertEquals(to("alpha", beginBallot(0, 8)), one.sent().getFirst());
    }

    // In LastVote(b, v), section 2.2 says, "v is the vote with the largest ballot number less than b that q has cast".

    @ParameterizedTest
    @CsvSource({"15", "16", "2147483647"})
    void step2AVoteThatIsNotBelowTheBallotIsNotCounted(int impossible) {
        alpha.proposes();
        alpha.ignores(lastVote(15, vote(impossible, 1)), "beta", Reason.IMPOSSIBLE_VOTE);
        assertEquals(Reason.Kind.ALARM, alpha.why().reason().kind());
    }

    @Test
    void b1TwoVotesForDifferentDecreesInOneBallotStillGiveOneChoice() {
        // Cannot be while B1 holds. Where it is broken, the step must at least stay a function of its input.
        List<Message> answers = List.of(lastVote(15, vote(4, 44)), lastVote(15, vote(4, 45)), lastVote(15));
        alpha.proposes();
        assertChooses(45, Reason.BEGUN_BOUND, answers.get(0), answers.get(1), answers.get(2));
        Member other = Member.of(Member.FIVE, "alpha", TRIED_TEN).proposes();
        other.receives(answers.get(1), "alpha").receives(answers.get(0), "beta").receives(answers.get(2), "gamma");
        assertEquals(to("alpha", beginBallot(15, 45)), other.sent().getFirst());
    }

    /// alpha, beta and gamma answer so, and then the ballot begins for this decree.
    private void assertChooses(int expected, Reason reason, Message fromAlpha, Message fromBeta, Message fromGamma) {
        alpha.receives(fromAlpha, "alpha").because(Reason.COUNTED_LAST_VOTE);
        alpha.receives(fromBeta, "beta").because(Reason.COUNTED_LAST_VOTE);
        alpha.receives(fromGamma, "gamma").because(reason);
        Message begin = beginBallot(15, expected);
        assertEquals(List.of(to("alpha", begin), to("beta", begin), to("gamma", begin)), alpha.sent());
    }
}
