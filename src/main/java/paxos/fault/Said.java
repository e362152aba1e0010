package paxos.fault;

import java.util.Optional;
import paxos.node.Hazard;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Send;
import paxos.synod.Vote;

/// Remembers what of a legislator's ledger others may count on, because it was told to them: what nobody heard of can be
/// lost, and no promise is broken. It never strikes. Safe for any thread.
///
/// What a legislator tells itself counts as well: it may act on it. Before the first write of this process, it is not known
/// what was said; then all that is on the disk must count.
public final class Said implements Hazard {

    // Guarded by this. What was told; empty before the first write.
    private Optional<Ledger> told = Optional.empty();
    private Ledger written = Ledger.BLANK;

    /// What of the ledger was said: the highest ballot it started, promised and voted in that others may know of, and the
    /// decree. Empty before the first write in this process: all that is on the disk counts then.
    public synchronized Optional<Ledger> ledger() {
        return told;
    }

    /// It comes back with this ledger. What that has lost, it is not expected to know any more: a promise is broken once.
    public synchronized void comesBack(Ledger with) {
        told = told.map(said -> common(said, with));
        written = with;
    }

    @Override
    public synchronized Optional<String> strikes(Moment moment) {
        switch (moment) {
            case Moment.BeforeWrite(var before, _) -> begin(before);
            case Moment.AfterWrite(_, var after) -> written = after;
            case Moment.BeforeSend _ -> {
            }
            case Moment.AfterSend(var send) -> told = told.map(said -> both(said, told(send.message())));
        }
        return Optional.empty();
    }

    /// Where it begins with another ledger than it had, it has come back without [#comesBack].
    private void begin(Ledger before) {
        if (told.isEmpty()) {
            told = Optional.of(before);
            written = before;
        } else if (!before.equals(written)) {
            comesBack(before);
        }
    }

    /// What a message gives away of its sender's ledger.
    private static Ledger told(Message message) {
        Ballot b = message.ballot();
        return switch (message) {
            case Message.NextBallot _, Message.BeginBallot _ -> Ledger.BLANK.withLastTried(b);
            case Message.LastVote(_, var vote) -> new Ledger(Ballot.NONE, b, vote, Optional.empty());
            case Message.Voted(_, var decree) -> Ledger.BLANK.withNextBal(b).withPrevVote(new Vote(b, decree));
            case Message.Success(_, var decree) -> Ledger.BLANK.withLastTried(b).withDecree(decree);
            case Message.HigherBallot _ -> Ledger.BLANK.withNextBal(b);
        };
    }

    private static Ledger both(Ledger one, Ledger other) {
        boolean later = voted(other).isAbove(voted(one));
        return new Ledger(Ballot.max(one.lastTried(), other.lastTried()), Ballot.max(one.nextBal(), other.nextBal()),
                later ? other.prevVote() : one.prevVote(), one.decree().or(other::decree));
    }

    private static Ledger common(Ledger said, Ledger kept) {
        boolean forgotten = voted(kept).isBelow(voted(said));
        Optional<Decree> decree = kept.decree().isPresent() ? said.decree() : Optional.empty();
        return new Ledger(min(said.lastTried(), kept.lastTried()), min(said.nextBal(), kept.nextBal()),
                forgotten ? kept.prevVote() : said.prevVote(), decree);
    }

    private static Ballot min(Ballot a, Ballot b) {
        return a.isBelow(b) ? a : b;
    }

    /// The ballot of the latest vote, [Ballot#NONE] where there is none.
    static Ballot voted(Ledger ledger) {
        return ledger.prevVote().map(Vote::ballot).orElse(Ballot.NONE);
    }
}
