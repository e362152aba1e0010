package paxos.synod;

import java.util.Optional;

/// What a legislator has written in indelible ink: the **durable** state. It survives a crash, and the caller makes it
/// durable before it sends anything that follows from it (section 2.3: a priest keeps these in the back of his ledger).
///
/// @param lastTried durable: the highest ballot that this legislator started as president
/// @param nextBal   durable: the promised ballot; this legislator votes in none below it
/// @param prevVote  durable: the vote cast in the highest ballot it voted in, if it ever voted
/// @param decree    durable: the decree that passed, once known; it never changes
public record Ledger(Ballot lastTried, Ballot nextBal, Optional<Vote> prevVote, Optional<Decree> decree) {

    /// A ledger in which nothing was written yet.
    public static final Ledger BLANK = new Ledger(Ballot.NONE, Ballot.NONE, Optional.empty(), Optional.empty());

    /// The same ledger with another `lastTried`.
    public Ledger withLastTried(Ballot ballot) {
        return new Ledger(ballot, nextBal, prevVote, decree);
    }

    /// The same ledger with another `nextBal`.
    public Ledger withNextBal(Ballot ballot) {
        return new Ledger(lastTried, ballot, prevVote, decree);
    }

    /// The same ledger with another `prevVote`.
    public Ledger withPrevVote(Vote vote) {
        return new Ledger(lastTried, nextBal, Optional.of(vote), decree);
    }

    /// The same ledger with the decree entered.
    public Ledger withDecree(Decree passed) {
        return new Ledger(lastTried, nextBal, prevVote, Optional.of(passed));
    }
}
