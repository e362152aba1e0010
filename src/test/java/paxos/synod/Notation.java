package paxos.synod;

import java.util.Optional;

/// Short words for the values of the protocol, so that a test reads like the paper.
final class Notation {

    private Notation() {
    }

    static Ballot ballot(int number) {
        return new Ballot(number);
    }

    static Decree decree(int value) {
        return new Decree(value);
    }

    static Vote vote(int ballot, int decree) {
        return new Vote(ballot(ballot), decree(decree));
    }

    static Message nextBallot(int ballot) {
        return new Message.NextBallot(ballot(ballot));
    }

    /// LastVote of somebody who never voted.
    static Message lastVote(int ballot) {
        return new Message.LastVote(ballot(ballot), Optional.empty());
    }

    static Message lastVote(int ballot, Vote vote) {
        return new Message.LastVote(ballot(ballot), Optional.of(vote));
    }

    static Message beginBallot(int ballot, int decree) {
        return new Message.BeginBallot(ballot(ballot), decree(decree));
    }

    static Message voted(int ballot, int decree) {
        return new Message.Voted(ballot(ballot), decree(decree));
    }

    static Message success(int ballot, int decree) {
        return new Message.Success(ballot(ballot), decree(decree));
    }

    static Message higherBallot(int ballot) {
        return new Message.HigherBallot(ballot(ballot));
    }

    static Send to(String receiver, Message message) {
        return new Send(receiver, message);
    }
}
