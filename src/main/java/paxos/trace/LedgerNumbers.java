package paxos.trace;

import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;

/// A ledger in numbers, to be filled again and again.
final class LedgerNumbers {

    int lastTried;
    int nextBal;
    int voteBallot;
    int voteDecree;
    boolean decided;
    int decree;

    void clear() {
        lastTried = -1;
        nextBal = -1;
        voteBallot = -1;
        voteDecree = 0;
        decided = false;
        decree = 0;
    }

    void set(Ledger ledger) {
        clear();
        lastTried = ledger.lastTried().number();
        nextBal = ledger.nextBal().number();
        if (ledger.prevVote().isPresent()) {
            voteBallot = ledger.prevVote().get().ballot().number();
            voteDecree = ledger.prevVote().get().decree().value();
        }
        if (ledger.decree().isPresent()) {
            decided = true;
            decree = ledger.decree().get().value();
        }
    }

    Ledger ledger() {
        return new Ledger(new Ballot(lastTried), new Ballot(nextBal),
                voteBallot < 0 ? Optional.empty() : Optional.of(new Vote(new Ballot(voteBallot), new Decree(voteDecree))),
                decided ? Optional.of(new Decree(decree)) : Optional.empty());
    }
}
