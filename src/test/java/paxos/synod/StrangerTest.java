package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static paxos.synod.Notation.beginBallot;
import static paxos.synod.Notation.decree;
import static paxos.synod.Notation.higherBallot;
import static paxos.synod.Notation.lastVote;
import static paxos.synod.Notation.nextBallot;
import static paxos.synod.Notation.success;
import static paxos.synod.Notation.voted;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may say what. A quorum is a set of members, so whoever answers must be one of them, and known. Success and
/// HigherBallot are true or false whoever brings them, and an older program does not sign them.
class StrangerTest {

    private final Member alpha = Member.of("alpha");

    static List<Message> everyMessage() {
        return List.of(nextBallot(3), lastVote(0), beginBallot(0, 7), voted(0, 7), success(0, 7), higherBallot(3));
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void whateverAStrangerSaysIsIgnored(Message message) {
        alpha.proposes(7).receives(nextBallot(0), "alpha").ignores(message, "zeta", Reason.STRANGER);
        alpha.receives(lastVote(0), "alpha").receives(lastVote(0), "beta").ignores(message, "zeta", Reason.STRANGER);
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void whoMustSignAndDidNotIsIgnored(Message message) {
        boolean mayBeUnsigned = message instanceof Message.Success || message instanceof Message.HigherBallot;
        alpha.proposes(7).receives(nextBallot(0), "alpha");
        State before = alpha.state();
        alpha.receivesUnsigned(message);
        assertEquals(!mayBeUnsigned, alpha.why().reason() == Reason.STRANGER, alpha.why().sentence());
        assertEquals(!mayBeUnsigned, alpha.state().equals(before));
    }

    @Test
    void step3AnUnsignedLastVoteCountsForNobody() {
        alpha.proposes(7).receives(lastVote(0), "beta").receivesUnsigned(lastVote(0)).because(Reason.STRANGER);
        alpha.saysNothing();
    }

    @Test
    void step6AnUnsignedSuccessIsEntered() {
        alpha.receivesUnsigned(new Message.Success(Ballot.NONE, decree(7))).because(Reason.LEARNT);
        assertEquals(Optional.of(decree(7)), alpha.ledger().decree());
    }

    @Test
    void section24AnUnsignedHigherBallotIsBelieved() {
        alpha.proposes(7).receivesUnsigned(higherBallot(4)).because(Reason.OUTBID);
        assertEquals(Notation.ballot(6), alpha.triesAgainAfter(0).why().ballot());
    }

    @Test
    void aMessageOfThePartsOtherThanSuccessNamesItsBallot() {
        // So no message that can be made makes a step fail.
        assertThrows(IllegalArgumentException.class, () -> new Message.NextBallot(Ballot.NONE));
        assertThrows(IllegalArgumentException.class, () -> new Message.LastVote(Ballot.NONE, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Message.BeginBallot(Ballot.NONE, decree(7)));
        assertThrows(IllegalArgumentException.class, () -> new Message.Voted(Ballot.NONE, decree(7)));
        assertThrows(IllegalArgumentException.class, () -> new Message.HigherBallot(Ballot.NONE));
    }
}
