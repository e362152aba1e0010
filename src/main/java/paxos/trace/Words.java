package paxos.trace;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Vote;

/// How an export puts messages and writes into a few words.
final class Words {

    private Words() {
    }

    static String of(Message message) {
        return switch (message) {
            case Message.NextBallot(Ballot ballot) -> "NextBallot " + ballot;
            case Message.LastVote(Ballot ballot, Optional<Vote> vote) -> "LastVote %s, %s".formatted(ballot,
                    vote.map(cast -> "voted for %s in ballot %s".formatted(cast.decree(), cast.ballot()))
                            .orElse("never voted"));
            case Message.BeginBallot(Ballot ballot, Decree decree) -> "BeginBallot %s for %s".formatted(ballot, decree);
            case Message.Voted(Ballot ballot, Decree decree) -> "Voted %s for %s".formatted(ballot, decree);
            case Message.Success(Ballot ballot, Decree decree) ->
                "Success %s".formatted(ballot.isNone() ? decree : "%s for %s".formatted(ballot, decree));
            case Message.HigherBallot(Ballot ballot) -> "HigherBallot " + ballot;
        };
    }

    /// What a write changed.
    static String of(Ledger before, Ledger after) {
        StringBuilder words = new StringBuilder();
        if (!after.lastTried().equals(before.lastTried())) {
            words.append(", last tried ballot ").append(after.lastTried());
        }
        if (!after.nextBal().equals(before.nextBal())) {
            words.append(", promises ballot ").append(after.nextBal());
        }
        vote(before, after).ifPresent(vote -> words.append(", ").append(of(vote)));
        decree(before, after).ifPresent(decree -> words.append(", the decree is ").append(decree));
        return words.isEmpty() ? "nothing new" : words.substring(2);
    }

    /// Which rules are switched off: loud, as whatever follows must not be taken for Paxos.
    static String of(Set<Rule> off) {
        return off.isEmpty() ? "all rules hold" : "RULE SWITCHED OFF: " + off.stream().sorted().map(Rule::title).collect(joining("; "));
    }

    static String of(Vote vote) {
        return "votes for %s in ballot %s".formatted(vote.decree(), vote.ballot());
    }

    /// The vote that a write added.
    static Optional<Vote> vote(Ledger before, Ledger after) {
        return after.prevVote().filter(vote -> !before.prevVote().equals(Optional.of(vote)));
    }

    /// The decree that a write entered.
    static Optional<Decree> decree(Ledger before, Ledger after) {
        return after.decree().filter(decree -> !before.decree().equals(Optional.of(decree)));
    }
}
