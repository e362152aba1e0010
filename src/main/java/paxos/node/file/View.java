package paxos.node.file;

import java.util.Optional;
import java.util.function.Function;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;

/// One of the C++ program's files, each a number of the ledger.
enum View {
    DECREE("decree.txt", ledger -> ledger.decree().map(Decree::value)),
    LAST_TRIED("last-tried.txt", ledger -> number(ledger.lastTried())),
    NEXT_BAL("next-bal.txt", ledger -> number(ledger.nextBal())),
    PREV_VOTE_ID("prev-vote-id.txt", ledger -> ledger.prevVote().map(Vote::ballot).flatMap(View::number)),
    PREV_VOTE_DECREE("prev-vote-decree.txt", ledger -> ledger.prevVote().map(Vote::decree).map(Decree::value));

    private final String file;
    private final Function<Ledger, Optional<Integer>> number;

    View(String file, Function<Ledger, Optional<Integer>> number) {
        this.file = file;
        this.number = number;
    }

    /// The file's name in the legislator's folder.
    String file() {
        return file;
    }

    /// What the file says of this ledger; empty where there must be no file.
    Optional<String> of(Ledger ledger) {
        return number.apply(ledger).map(String::valueOf);
    }

    private static Optional<Integer> number(Ballot ballot) {
        return Optional.of(ballot).filter(b -> !b.isNone()).map(Ballot::number);
    }
}
