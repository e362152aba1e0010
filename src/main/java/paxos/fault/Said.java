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
/// What a legislator tells itself counts from the moment when it says anything to another: then it may have acted on it.
/// Before the first write of this process, it is not known what was said; then all that is on the disk must count.
public final class Said implements Hazard {

    private final String name;

    // Guarded by this. What was told to others, and what only to itself since; empty before the first write.
    private Optional<Ledger> toOthers = Optional.empty();
    private Ledger toItself = Ledger.BLANK;
    private Ledger written = Ledger.BLANK;

    /// Nothing is known yet.
    ///
    /// @param name whose ledger it is
    public Said(String name) {
        this.name = name;
    }

    /// What of the ledger was said: the highest ballot it started, promised and voted in that others may know of, and the
    /// decree. Empty before the first write in this process: all that is on the disk counts then.
    public synchronized Optional<Ledger> ledger() {
        return toOthers;
    }

    /// It comes back with this ledger. What that has lost, it is not expected to know any more: a promise is broken once.
    public synchronized void comesBack(Ledger with) {
        toOthers = toOthers.map(said -> common(said, with));
        toItself = Ledger.BLANK;
        written = with;
    }

    @Override
    public synchronized Optional<String> strikes(Moment moment) {
        switch (moment) {
            case Moment.BeforeWrite(var before, _) -> begin(before);
            case Moment.AfterWrite(_, var after) -> written = after;
            case Moment.BeforeSend _ -> {
            }
            case Moment.AfterSend(var send) -> toOthers.ifPresent(said -> toOthers = Optional.of(hear(said, send)));
        }
        return Optional.empty();
    }

    /// Where it begins with another ledger than it had, it has come back without [#comesBack].
    private void begin(Ledger before) {
        if (toOthers.isEmpty()) {
            toOthers = Optional.of(before);
            written = before;
        } else if (!before.equals(written)) {
            comesBack(before);
        }
    }

    private Ledger hear(Ledger said, Send send) {
        Ledger told = told(send.message());
        if (send.to().equals(name)) {
            toItself = both(toItself, told);
            return said;
        }
        Ledger all = both(said, both(toItself, told));
        toItself = Ledger.BLANK;
        return all;
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
