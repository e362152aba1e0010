package paxos.node.file;

import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Vote;

/// Which ledger may follow which: ink is not taken back.
final class Succession {

    private Succession() {
    }

    /// What would be lost or contradicted, to follow "the ledger"; empty where `after` may follow `before`.
    static Optional<String> wrongIn(Ledger before, Ledger after) {
        if (after.lastTried().isBelow(before.lastTried())) {
            return Optional.of("takes lastTried back from %s to %s".formatted(before.lastTried(), after.lastTried()));
        }
        if (after.nextBal().isBelow(before.nextBal())) {
            return Optional.of("takes the promise nextBal back from %s to %s".formatted(before.nextBal(), after.nextBal()));
        }
        if (before.decree().isPresent() && !after.decree().equals(before.decree())) {
            return Optional.of("changes the decree from %s to %s".formatted(before.decree().get(),
                    after.decree().map(Object::toString).orElse("none")));
        }
        Ballot votedBefore = before.prevVote().map(Vote::ballot).orElse(Ballot.NONE);
        Ballot voted = after.prevVote().map(Vote::ballot).orElse(Ballot.NONE);
        if (voted.isBelow(votedBefore)) {
            return Optional.of("takes the vote in ballot %s back, to ballot %s".formatted(votedBefore, voted));
        }
        if (voted.equals(votedBefore) && !after.prevVote().equals(before.prevVote())) {
            return Optional.of("changes the vote in ballot %s".formatted(voted));
        }
        if (voted.isAbove(after.nextBal())) {
            return Optional.of("has a vote in ballot %s, above the promise nextBal %s".formatted(voted, after.nextBal()));
        }
        return Optional.empty();
    }
}
