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
import static paxos.synod.Notation.vote;
import static paxos.synod.Notation.voted;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Section 2.3: lastTried, prevVote and nextBal are kept "in the back of his ledger"; "Priest p keeps all information
/// about the progress of ballot number lastTried[p] on a slip of paper. If he loses that slip of paper, then he stops
/// conducting the ballot." A crash loses the slip and keeps the ledger.
class RestartTest {

    private final Member alpha = Member.of("alpha");
    private final Member beta = Member.of("beta");

    @Test
    void aRestartKeepsTheLedgerAndLosesTheSlip() {
        Ledger before = alpha.proposes(7).receives(nextBallot(0), "alpha").ledger();
        alpha.restarts();
        assertEquals(new State(before, new Slip.Idle()), alpha.state());
    }

    @Test
    void step2APromiseOutlivesACrash() {
        beta.receives(nextBallot(5), "gamma").restarts();
        beta.receives(nextBallot(3), "alpha").because(Reason.REFUSED).says(to("alpha", higherBallot(5)));
        beta.receives(beginBallot(3, 7), "alpha").because(Reason.REFUSED);
    }

    @Test
    void step4AVoteOutlivesACrash() {
        beta.receives(nextBallot(0), "alpha").receives(beginBallot(0, 7), "alpha").restarts();
        beta.receives(nextBallot(5), "gamma").says(to("gamma", lastVote(5, vote(0, 7))));
    }

    @Test
    void step4APromiseMadeBeforeACrashIsVotedOnAfterIt() {
        beta.receives(nextBallot(0), "alpha").restarts();
        beta.receives(beginBallot(0, 7), "alpha").because(Reason.VOTED).says(to("alpha", voted(0, 7)));
    }

    @Test
    void step6TheDecreeOutlivesACrash() {
        beta.receives(success(0, 7), "alpha").restarts();
        beta.ignores(success(0, 7), "alpha", Reason.KNOWN_BEFORE).ignores(success(1, 8), "gamma", Reason.CONTRADICTION);
        assertEquals(Optional.of(decree(7)), beta.ledger().decree());
    }

    @Test
    void b1ABallotStartedBeforeACrashIsNotStartedAgain() {
        alpha.proposes(7).restarts();
        assertEquals(ballot(3), alpha.proposes(8).why().ballot());
    }

    @Test
    void b1LateLastVotesOfABallotOfBeforeTheCrashAreIgnored() {
        alpha.proposes(7).receives(lastVote(0), "beta").restarts();
        alpha.ignores(lastVote(0), "gamma", Reason.LATE).ignores(lastVote(0), "alpha", Reason.LATE);
    }

    @Test
    void b1ABallotThatHadBegunIsNotBegunAgainWithAnotherQuorum() {
        alpha.proposes(7).receives(lastVote(0), "alpha").receives(lastVote(0), "beta").because(Reason.BEGUN_FREE);
        alpha.restarts();
        alpha.ignores(lastVote(0), "beta", Reason.LATE).ignores(lastVote(0), "gamma", Reason.LATE);
    }

    @Test
    void step5LateVotesOfABallotOfBeforeTheCrashAreIgnored() {
        // They may have passed the decree; but the president no longer knows who was in the quorum.
        alpha.proposes(7).receives(lastVote(0), "alpha").receives(lastVote(0), "beta").receives(voted(0, 7), "alpha");
        alpha.restarts();
        alpha.ignores(voted(0, 7), "beta", Reason.LATE).ignores(voted(0, 7), "alpha", Reason.LATE);
        assertEquals(Optional.empty(), alpha.ledger().decree());
    }

    @Test
    void b3WhatMayHavePassedBeforeTheCrashBindsTheNextBallot() {
        alpha.proposes(7).receives(nextBallot(0), "alpha").receives(beginBallot(0, 7), "alpha").restarts();
        alpha.proposes(8).receives(nextBallot(3), "alpha").says(to("alpha", lastVote(3, vote(0, 7))));
        alpha.receives(lastVote(3, vote(0, 7)), "alpha").receives(lastVote(3), "gamma").because(Reason.BEGUN_BOUND)
                .says(to("alpha", beginBallot(3, 7)), to("gamma", beginBallot(3, 7)));
    }

    @Test
    void section24APauseOfBeforeTheCrashEndsInNothing() {
        alpha.proposes(7).receives(higherBallot(1), "beta").restarts();
        State before = alpha.state();
        alpha.triesAgainAfter(0).because(Reason.NOTHING_TO_TRY).saysNothing();
        assertEquals(before, alpha.state());
    }

    @Test
    void section24AHigherBallotForABallotOfBeforeTheCrashIsLate() {
        alpha.proposes(7).restarts().ignores(higherBallot(1), "beta", Reason.LATE);
    }
}
