package paxos.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Vote;

/// An event in numbers, for one who takes in a million of them: what a diagram needs, and where in the file the rest is.
/// Reading a trace, there is a single one, which is filled again for each event; whoever wants to keep something
/// copies it out. For one thread.
///
/// What a kind of event does not have is as in a fresh glimpse: −1 for a ballot or a legislator, 0 for the rest.
public final class Glimpse {

    /// What kind of happening it is.
    public enum Kind {
        /// See [Happening.Opened].
        OPENED,
        /// See [Happening.Crashed].
        CRASHED,
        /// See [Happening.Closed].
        CLOSED,
        /// See [Happening.Forgot].
        FORGOT,
        /// See [Happening.Wrote].
        WROTE,
        /// See [Happening.Stepped].
        STEPPED,
        /// See [Happening.Sent].
        SENT,
        /// See [Happening.HandedOver].
        HANDED_OVER,
        /// See [Happening.Lost].
        LOST,
        /// See [Happening.Received].
        RECEIVED,
        /// See [Happening.Dropped].
        DROPPED,
        /// See [Happening.PeerSeen].
        PEER_SEEN,
        /// See [Happening.Missed].
        MISSED
    }

    /// Which message it is about.
    public enum Type {
        /// See [Message.NextBallot].
        NEXT_BALLOT,
        /// See [Message.LastVote].
        LAST_VOTE,
        /// See [Message.BeginBallot].
        BEGIN_BALLOT,
        /// See [Message.Voted].
        VOTED,
        /// See [Message.Success].
        SUCCESS,
        /// See [Message.HigherBallot].
        HIGHER_BALLOT
    }

    private static final int NOBODY = -1;
    private static final int NONE = Ballot.NONE.number();

    Kind kind;
    long position;
    long number;
    long at;
    long lamport;
    int node;
    int peer;
    boolean reachable;
    long id;
    Type type;
    int ballot;
    int decree;
    int voteBallot;
    Reason reason;
    long missed;
    final LedgerNumbers before = new LedgerNumbers();
    final LedgerNumbers after = new LedgerNumbers();

    /// A glimpse of nothing yet.
    public Glimpse() {
        clear();
    }

    void clear() {
        kind = null;
        position = 0;
        number = 0;
        at = 0;
        lamport = 0;
        node = NOBODY;
        peer = NOBODY;
        reachable = false;
        id = 0;
        type = null;
        ballot = NONE;
        decree = 0;
        voteBallot = NONE;
        reason = null;
        missed = 0;
        before.clear();
        after.clear();
    }

    // ---- What it shows

    /// What kind of happening it is.
    public Kind kind() {
        return kind;
    }

    /// Where its line begins in the file, in bytes, for [TraceReader#at]; 0 where it is of no file.
    public long position() {
        return position;
    }

    /// See [Event#number].
    public long number() {
        return number;
    }

    /// When, in microseconds since 1970-01-01T00:00Z.
    public long atMicros() {
        return at;
    }

    /// See [Event#lamport].
    public long lamport() {
        return lamport;
    }

    /// Whose event it is: the index of the legislator in the header.
    public int node() {
        return node;
    }

    /// The index of the other legislator: to whom it was sent, who sent it, who was seen; −1 where there is none, or who
    /// sent it did not say so.
    public int peer() {
        return peer;
    }

    /// Whether the peer that was seen can be reached.
    public boolean reachable() {
        return reachable;
    }

    /// A number made of the message's id, the same for the same id; 0 where there is none.
    public long id() {
        return id;
    }

    /// The type of the message; null where there is none.
    public Type type() {
        return type;
    }

    /// The ballot of the message, or which the step is about; −1 for none.
    public int ballot() {
        return ballot;
    }

    /// The decree of the message; in a LastVote that of the vote, if there is one.
    public int decree() {
        return decree;
    }

    /// The ballot of the vote in a LastVote; −1 where there is none.
    public int voteBallot() {
        return voteBallot;
    }

    /// The rule that was applied; null where none was.
    public Reason reason() {
        return reason;
    }

    /// How many events were missed.
    public long missed() {
        return missed;
    }

    /// The ledger before it was written.
    public Ledger before() {
        return before.ledger();
    }

    /// The ledger after it was written, or as it was found by one who opened it; blank for all else.
    public Ledger after() {
        return after.ledger();
    }

    /// The message.
    ///
    /// @throws NullPointerException where there is none
    public Message message() {
        return switch (type) {
            case NEXT_BALLOT -> new Message.NextBallot(new Ballot(ballot));
            case LAST_VOTE -> new Message.LastVote(new Ballot(ballot), voteBallot == NONE ? Optional.empty()
                    : Optional.of(new Vote(new Ballot(voteBallot), new Decree(decree))));
            case BEGIN_BALLOT -> new Message.BeginBallot(new Ballot(ballot), new Decree(decree));
            case VOTED -> new Message.Voted(new Ballot(ballot), new Decree(decree));
            case SUCCESS -> new Message.Success(new Ballot(ballot), new Decree(decree));
            case HIGHER_BALLOT -> new Message.HigherBallot(new Ballot(ballot));
        };
    }

    // ---- Taken from an event

    /// The index of each legislator, for [#show].
    public static Map<String, Integer> indices(List<String> legislators) {
        return Names.indices(legislators);
    }

    /// Shows this event from now on.
    ///
    /// @param event       of one of these legislators, and of no others
    /// @param legislators the index of each
    /// @return itself
    public Glimpse show(Event event, Map<String, Integer> legislators) {
        clear();
        number = event.number();
        at = Micros.of(event.at());
        lamport = event.lamport();
        node = legislators.get(event.node());
        switch (event.what()) {
            case Happening.Opened(_, var state) -> {
                kind = Kind.OPENED;
                after.set(state.ledger());
            }
            case Happening.Crashed _ -> kind = Kind.CRASHED;
            case Happening.Closed _ -> kind = Kind.CLOSED;
            case Happening.Forgot _ -> kind = Kind.FORGOT;
            case Happening.Wrote(Ledger old, Ledger written) -> {
                kind = Kind.WROTE;
                before.set(old);
                after.set(written);
            }
            case Happening.Stepped(_, var why) -> {
                kind = Kind.STEPPED;
                reason = why.reason();
                ballot = why.ballot().number();
            }
            case Happening.Sent(String its, String to, Message message) ->
                letter(Kind.SENT, digest(its), legislators.get(to), message);
            case Happening.HandedOver(String its, String to, Message message) ->
                letter(Kind.HANDED_OVER, digest(its), legislators.get(to), message);
            case Happening.Lost(String its, String to, Message message, _) ->
                letter(Kind.LOST, digest(its), legislators.get(to), message);
            case Happening.Received(Optional<String> from, Optional<String> its, Message message) ->
                letter(Kind.RECEIVED, its.map(Glimpse::digest).orElse(0L), from.map(legislators::get).orElse(NOBODY), message);
            case Happening.Dropped _ -> kind = Kind.DROPPED;
            case Happening.PeerSeen(String seen, boolean canBe) -> {
                kind = Kind.PEER_SEEN;
                peer = legislators.get(seen);
                reachable = canBe;
            }
            case Happening.Missed(long events) -> {
                kind = Kind.MISSED;
                missed = events;
            }
        }
        return this;
    }

    private void letter(Kind which, long its, int other, Message message) {
        kind = which;
        id = its;
        peer = other;
        ballot = message.ballot().number();
        switch (message) {
            case Message.NextBallot _ -> type = Type.NEXT_BALLOT;
            case Message.LastVote(_, Optional<Vote> vote) -> {
                type = Type.LAST_VOTE;
                voteBallot = vote.map(cast -> cast.ballot().number()).orElse(NONE);
                decree = vote.map(cast -> cast.decree().value()).orElse(0);
            }
            case Message.BeginBallot(_, Decree its_) -> decree(Type.BEGIN_BALLOT, its_);
            case Message.Voted(_, Decree its_) -> decree(Type.VOTED, its_);
            case Message.Success(_, Decree its_) -> decree(Type.SUCCESS, its_);
            case Message.HigherBallot _ -> type = Type.HIGHER_BALLOT;
        }
    }

    private void decree(Type which, Decree its) {
        type = which;
        decree = its.value();
    }

    // ---- Ids as numbers: 64 bits of FNV-1a. Of a million ids, two are the same number once in 30 million traces.

    static final long DIGEST_BEGIN = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    static long digest(long before, int character) {
        return (before ^ character) * PRIME;
    }

    static long digestEnd(long digest) {
        return digest == 0 ? 1 : digest;
    }

    private static long digest(String id) {
        long digest = DIGEST_BEGIN;
        for (int i = 0; i < id.length(); i++) {
            digest = digest(digest, id.charAt(i));
        }
        return digestEnd(digest);
    }
}
