package paxos.view;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Happening;

/// Where the latest ballot that a legislator takes part in stands, as far as it knows by itself: a president knows who
/// answered, a voter only what it did.
///
/// @param ballot    which ballot; [Ballot#NONE] before the first
/// @param president who conducts it; empty before the first
/// @param step      the step of the paper that it is at, 1 to 6, or [#FINISHED]
/// @param answered  whose LastVote is known of
/// @param quorum    whose votes it takes, once it has begun; known to the president only
/// @param voters    whose vote is known of
/// @param told      to whom Success was brought, or who is known to have entered the decree
/// @param decree    what it is for, once known
/// @param ending    whether and how it ended
public record BallotProgress(Ballot ballot, String president, int step, Set<String> answered, Set<String> quorum,
        Set<String> voters, Set<String> told, Optional<Decree> decree, Ending ending) {

    /// The step after the last.
    public static final int FINISHED = 7;

    /// How a ballot stands or ended.
    public enum Ending {
        /// It goes on, or waits for messages that may never come.
        OPEN,
        /// Its decree passed.
        PASSED,
        /// Its president gave it up for a higher one.
        OUTBID,
        /// Its president crashed: the slip is lost, the ballot will never be taken up again.
        SLIP_LOST
    }

    /// Before the first ballot.
    public static final BallotProgress NONE = new BallotProgress(Ballot.NONE, "", 1, Set.of(), Set.of(), Set.of(),
            Set.of(), Optional.empty(), Ending.OPEN);

    private static BallotProgress begin(Ballot ballot, String president, int step, Set<String> answered) {
        return new BallotProgress(ballot, president, step, answered, Set.of(), Set.of(), Set.of(), Optional.empty(),
                Ending.OPEN);
    }

    /// The progress after something more happened at this legislator.
    ///
    /// @param parliament all legislators
    /// @param me         at whom it happened
    /// @param what       what happened
    public BallotProgress after(Parliament parliament, String me, Happening what) {
        return switch (what) {
            case Happening.Opened(_, State state) -> found(parliament, me, state.ledger());
            case Happening.Stepped(State state, Explanation why) -> afterStep(parliament, me, state, why);
            case Happening.HandedOver(_, String to, Message.Success success)
                    when president.equals(me) && success.ballot().equals(ballot) -> told(to, parliament);
            case Happening.Crashed _ when president.equals(me) && ending == Ending.OPEN -> ended(Ending.SLIP_LOST);
            case Happening.Forgot _ -> NONE;
            case Happening.Tampered(_, Ledger after, _) -> found(parliament, me, after);
            default -> this;
        };
    }

    private BallotProgress afterStep(Parliament parliament, String me, State state, Explanation why) {
        boolean shown = why.ballot().equals(ballot);
        return switch (why.reason()) {
            case STARTED -> begin(why.ballot(), me, 2, Set.of());
            // A president that has promised a higher ballot meanwhile may hear of its own still; the higher one is shown.
            case COUNTED_LAST_VOTE, BEGUN_FREE, BEGUN_BOUND, COUNTED_VOTE -> shown ? fromSlip(state.slip()) : this;
            case PASSED -> shown ? new BallotProgress(ballot, president, 6, answered, quorum, quorum, Set.of(me), decree,
                    Ending.PASSED).finishedWhereAllKnow(parliament) : this;
            case OUTBID -> shown ? ended(Ending.OUTBID) : this;
            case PROMISED -> why.ballot().isAbove(ballot)
                    ? begin(why.ballot(), parliament.presidentOf(why.ballot()), 3, Set.of(me)) : this;
            case VOTED -> voted(parliament, me, state.ledger(), why.ballot());
            case LEARNT, KNOWN_BEFORE -> learnt(parliament, me, state, why.ballot());
            default -> this;
        };
    }

    /// What the ledger tells of the ballot that was the latest before the legislator came back.
    private BallotProgress found(Parliament parliament, String me, Ledger ledger) {
        Ballot latest = Ballot.max(ledger.nextBal(), ledger.lastTried());
        if (!latest.isAbove(ballot)) {
            return this;
        }
        String owner = parliament.presidentOf(latest);
        boolean mine = owner.equals(me);
        Optional<Decree> votedFor = ledger.prevVote().filter(vote -> vote.ballot().equals(latest)).map(Vote::decree);
        boolean over = votedFor.isPresent() && ledger.decree().isPresent();
        int voteCast = mine ? 4 : 5;
        int promiseGiven = mine ? 2 : 3;
        return new BallotProgress(latest, owner, over ? FINISHED : votedFor.isPresent() ? voteCast : promiseGiven,
                ledger.nextBal().equals(latest) ? Set.of(me) : Set.of(), Set.of(),
                votedFor.isPresent() ? Set.of(me) : Set.of(), over ? Set.of(me) : Set.of(), votedFor,
                over ? Ending.PASSED : mine ? Ending.SLIP_LOST : Ending.OPEN);
    }

    private BallotProgress voted(Parliament parliament, String me, Ledger ledger, Ballot votedIn) {
        if (votedIn.isBelow(ballot) || parliament.presidentOf(votedIn).equals(me)) {
            return this; // A president counts its own vote when the messenger comes.
        }
        BallotProgress known = votedIn.isAbove(ballot)
                ? begin(votedIn, parliament.presidentOf(votedIn), 3, Set.of(me)) : this;
        return new BallotProgress(votedIn, known.president, 5, known.answered, known.quorum, Set.of(me), known.told,
                ledger.prevVote().map(Vote::decree), known.ending);
    }

    private BallotProgress fromSlip(Slip slip) {
        return switch (slip) {
            case Slip.Trying trying -> new BallotProgress(ballot, president, 2, trying.prevVotes().keySet(), quorum,
                    voters, told, decree, ending);
            case Slip.Polling polling -> new BallotProgress(ballot, president, 4, polling.quorum(), polling.quorum(),
                    polling.voters(), told, Optional.of(polling.decree()), ending);
            case Slip.Idle _, Slip.Outbid _ -> this;
        };
    }

    private BallotProgress learnt(Parliament parliament, String me, State state, Ballot passedIn) {
        if (president.equals(me) && !passedIn.isAbove(ballot)) {
            return this;
        }
        // A C++ node does not say in which ballot; and one that was cut off may hear of a ballot for the first time.
        BallotProgress known = passedIn.isAbove(ballot)
                ? begin(passedIn, parliament.presidentOf(passedIn), 6, Set.of()) : this;
        return passedIn.isBelow(known.ballot) && !passedIn.isNone() ? this
                : new BallotProgress(known.ballot, known.president, FINISHED, known.answered, known.quorum, known.voters,
                        Set.of(me), state.ledger().decree(), Ending.PASSED);
    }

    private BallotProgress told(String receiver, Parliament parliament) {
        Set<String> more = new HashSet<>(told);
        more.add(receiver);
        return new BallotProgress(ballot, president, step, answered, quorum, voters, Set.copyOf(more), decree, ending)
                .finishedWhereAllKnow(parliament);
    }

    private BallotProgress finishedWhereAllKnow(Parliament parliament) {
        return told.size() < parliament.size() ? this
                : new BallotProgress(ballot, president, FINISHED, answered, quorum, voters, told, decree, ending);
    }

    private BallotProgress ended(Ending how) {
        return new BallotProgress(ballot, president, step, answered, quorum, voters, told, decree, how);
    }
}
