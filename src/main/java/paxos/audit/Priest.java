package paxos.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.trace.Rule;

/// What is known of one legislator.
final class Priest {

    /// A vote.
    ///
    /// @param said whether it is only known from what the legislator said of it in a later LastVote
    record Cast(int ballot, Decree decree, boolean said, Fact fact) {
    }

    /// What a LastVote said.
    ///
    /// @param vote the ballot of the vote that it named; −1 for none
    record Claim(int ballot, int vote, Fact fact) {
    }

    /// A decree that stood in the ledger.
    record Entry(Decree decree, Fact fact) {
    }

    final int index;
    final String name;
    /// Whether there is a record of its own, so that nothing needs to be learnt of it from others.
    boolean heard;

    // What follows is of one parliament.

    final NavigableMap<Integer, Cast> votes = new TreeMap<>();
    final NavigableMap<Integer, Claim> claims = new TreeMap<>();
    final List<Entry> entries = new ArrayList<>();
    /// The highest ballot that its own record has a LastVote for.
    Optional<Claim> promise;
    /// Whether all of its record is here, from when it first came: there may be votes that are not known, else.
    boolean complete;
    /// Whether nothing of its record has been here yet.
    boolean fresh;
    /// Whether it has gone, and with which Lamport clock; whether its disk was changed on purpose since it came last.
    boolean down;
    long wentAt;
    boolean tampered;
    /// What others may count on: the highest ballot that it started, that it promised and that it voted in, as it said or
    /// as it came with.
    int saidTried;
    int saidPromise;
    int saidVote;
    /// Whether something was missing from its ledger that others may count on.
    boolean lost;
    /// What the ledger said when it was last seen; empty while that is not known, or out of date.
    Optional<Ledger> ledger;
    /// The ballot that it started and may yet begin.
    Ballot pending;
    Optional<Conduct> conduct;
    final Set<Rule> off = EnumSet.noneOf(Rule.class);

    Priest(int index, String name) {
        this.index = index;
        this.name = name;
        forget();
    }

    /// Forgets all but whether it is heard.
    void forget() {
        votes.clear();
        claims.clear();
        entries.clear();
        promise = Optional.empty();
        complete = true;
        fresh = true;
        down = false;
        wentAt = 0;
        tampered = false;
        saidTried = -1;
        saidPromise = -1;
        saidVote = -1;
        lost = false;
        ledger = Optional.empty();
        pending = Ballot.NONE;
        conduct = Optional.empty();
        off.clear();
    }

    /// A ledger was seen of which it is not known what was said.
    void cameWith(Ledger read) {
        saidTried = Math.max(saidTried, read.lastTried().number());
        saidPromise = Math.max(saidPromise, read.nextBal().number());
        saidVote = Math.max(saidVote, voteIn(read));
    }

    private static int voteIn(Ledger read) {
        return read.prevVote().map(vote -> vote.ballot().number()).orElse(-1);
    }

    /// Whether something is missing from this ledger that others may count on. The decree can be learnt again.
    boolean isMissingIn(Ledger read) {
        return read.lastTried().number() < saidTried || read.nextBal().number() < saidPromise || voteIn(read) < saidVote;
    }

    /// Whether nothing is known of it.
    boolean isUnknown() {
        return fresh && votes.isEmpty() && claims.isEmpty() && entries.isEmpty();
    }

    /// It has come, with this ledger.
    void opened(Ledger read) {
        ledger = Optional.of(read);
        fresh = false;
        down = false;
        tampered = false;
        pending = Ballot.NONE;
        off.clear();
    }

    /// The latest vote below a ballot.
    Optional<Cast> latestBelow(int ballot) {
        return Optional.ofNullable(votes.lowerEntry(ballot)).map(NavigableMap.Entry::getValue);
    }

    /// Lets a ballot go and what is below it, but for the latest vote of all those.
    void drop(int ballot) {
        claims.remove(ballot);
        if (votes.containsKey(ballot) && votes.lowerKey(ballot) != null) {
            votes.headMap(ballot, false).clear();
        }
    }
}
