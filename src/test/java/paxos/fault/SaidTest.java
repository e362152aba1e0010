package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import paxos.node.Hazard.Moment;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Send;
import paxos.synod.Vote;

/// What of a ledger others may count on: what they were told, and what it acted on.
class SaidTest {

    private final Said said = new Said();
    private Ledger ledger = Ledger.BLANK;

    private static final Ledger OLD = Ledger.BLANK.withLastTried(ballot(1)).withNextBal(ballot(2)).withPrevVote(vote(2, 8));

    @Test
    void beforeTheFirstWriteNothingIsKnownAndThenAllThatWasOnTheDiskCounts() {
        ledger = OLD;
        assertEquals(Optional.empty(), said.ledger());
        sends("alpha", new Message.HigherBallot(ballot(2)));
        assertEquals(Optional.empty(), said.ledger());
        writes(OLD.withNextBal(ballot(4)));
        said(OLD);
    }

    @Test
    void aWriteIsNotSaidUntilAMessageTellsOfIt() {
        writes(ledger.withNextBal(ballot(4)));
        said(Ledger.BLANK);
        said.strikes(new Moment.BeforeSend(new Send("alpha", new Message.LastVote(ballot(4), Optional.empty()))));
        said(Ledger.BLANK);
        sends("alpha", new Message.LastVote(ballot(4), Optional.empty()));
        said(Ledger.BLANK.withNextBal(ballot(4)));
        writes(ledger.withPrevVote(vote(4, 17)));
        said(Ledger.BLANK.withNextBal(ballot(4)));
        sends("alpha", new Message.Voted(ballot(4), new Decree(17)));
        said(ledger);
    }

    @Test
    void aWriteThatFailedIsNotSaid() {
        said.strikes(new Moment.BeforeWrite(Ledger.BLANK, OLD));
        sends("alpha", new Message.HigherBallot(ballot(1)));
        said(Ledger.BLANK.withNextBal(ballot(1)));
    }

    @Test
    void eachMessageTellsOfWhatItSays() {
        writes(new Ledger(ballot(7), ballot(9), Optional.of(vote(8, 3)), Optional.of(new Decree(3))));
        sends("alpha", new Message.NextBallot(ballot(4)));
        said(Ledger.BLANK.withLastTried(ballot(4)));
        sends("alpha", new Message.BeginBallot(ballot(7), new Decree(3)));
        said(Ledger.BLANK.withLastTried(ballot(7)));
        sends("alpha", new Message.HigherBallot(ballot(8)));
        said(Ledger.BLANK.withLastTried(ballot(7)).withNextBal(ballot(8)));
        sends("alpha", new Message.LastVote(ballot(9), Optional.of(vote(6, 1))));
        said(Ledger.BLANK.withLastTried(ballot(7)).withNextBal(ballot(9)).withPrevVote(vote(6, 1)));
        sends("alpha", new Message.Voted(ballot(5), new Decree(2)));
        said(Ledger.BLANK.withLastTried(ballot(7)).withNextBal(ballot(9)).withPrevVote(vote(6, 1)));
        sends("alpha", new Message.Success(ballot(7), new Decree(3)));
        said(new Ledger(ballot(7), ballot(9), Optional.of(vote(6, 1)), Optional.of(new Decree(3))));
    }

    /// A president that counts its own vote may act on it.
    @Test
    void whatItTellsItselfCountsAsWell() {
        writes(ledger.withNextBal(ballot(4)).withPrevVote(vote(4, 17)));
        sends("beta", new Message.Voted(ballot(4), new Decree(17)));
        said(Ledger.BLANK.withNextBal(ballot(4)).withPrevVote(vote(4, 17)));
        sends("gamma", new Message.Success(ballot(4), new Decree(17)));
        said(Ledger.BLANK.withLastTried(ballot(4)).withNextBal(ballot(4)).withPrevVote(vote(4, 17)).withDecree(new Decree(17)));
    }

    @Test
    void whatItForgetsInAComebackIsNotExpectedOfItAnyMore() {
        writes(OLD.withNextBal(ballot(4)));
        sends("alpha", new Message.LastVote(ballot(4), Optional.of(vote(2, 8))));
        sends("beta", new Message.Voted(ballot(4), new Decree(17)));
        said.comesBack(Ledger.BLANK.withLastTried(ballot(9)).withNextBal(ballot(3)).withPrevVote(vote(1, 5)));
        said(Ledger.BLANK.withNextBal(ballot(3)).withPrevVote(vote(1, 5)));
        sends("alpha", new Message.HigherBallot(ballot(1)));
        said(Ledger.BLANK.withNextBal(ballot(3)).withPrevVote(vote(1, 5)));
        said.comesBack(Ledger.BLANK);
        said(Ledger.BLANK);
    }

    @Test
    void aComebackThatLosesNothingChangesNothing() {
        writes(OLD);
        sends("alpha", new Message.LastVote(ballot(2), Optional.of(vote(2, 8))));
        Ledger before = said.ledger().orElseThrow();
        said.comesBack(OLD.withNextBal(ballot(7)).withDecree(new Decree(1)));
        said(before);
    }

    @Test
    void anotherLedgerAtTheNextWriteTellsThatItCameBack() {
        writes(Ledger.BLANK.withNextBal(ballot(4)));
        sends("alpha", new Message.LastVote(ballot(4), Optional.empty()));
        said(Ledger.BLANK.withNextBal(ballot(4)));
        ledger = Ledger.BLANK;
        writes(Ledger.BLANK.withNextBal(ballot(1)));
        said(Ledger.BLANK);
    }

    private void writes(Ledger next) {
        assertEquals(Optional.empty(), said.strikes(new Moment.BeforeWrite(ledger, next)));
        assertEquals(Optional.empty(), said.strikes(new Moment.AfterWrite(ledger, next)));
        ledger = next;
    }

    private void sends(String to, Message message) {
        assertEquals(Optional.empty(), said.strikes(new Moment.AfterSend(new Send(to, message))));
    }

    private void said(Ledger expected) {
        assertEquals(Optional.of(expected), said.ledger());
    }

    private static Vote vote(int ballot, int decree) {
        return new Vote(ballot(ballot), new Decree(decree));
    }

    private static Ballot ballot(int number) {
        return new Ballot(number);
    }
}
