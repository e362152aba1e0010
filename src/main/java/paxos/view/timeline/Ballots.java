package paxos.view.timeline;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Parliament;

/// What is known of each ballot. Bounded: those heard of first make way.
final class Ballots {

    static final int MOST = 100_000;

    /// What is known of one; of legislators, their places in the parliament.
    private static final class Facts {
        private Lane.Note start;
        private Lane.Note begun;
        private final BitSet quorum = new BitSet();
        private final BitSet voters = new BitSet();
        private Decree decree;
    }

    private final Parliament parliament;
    private final int most;
    private final NavigableMap<Integer, Facts> facts = new TreeMap<>();
    private final Deque<Integer> byAge = new ArrayDeque<>();

    /// @param most how many are kept, at least 1
    Ballots(Parliament parliament, int most) {
        this.parliament = parliament;
        this.most = most;
    }

    private Facts of(Ballot ballot) {
        Facts known = facts.get(ballot.number());
        if (known == null) {
            Integer number = ballot.number();
            known = new Facts();
            facts.put(number, known);
            byAge.add(number);
            if (facts.size() > most) {
                facts.remove(byAge.remove());
            }
        }
        return known;
    }

    /// Whether this legislator may conduct the ballot: what another does in its name is no fact about it.
    private boolean isPresident(int legislator, Ballot ballot) {
        return ballot.number() % parliament.size() == legislator;
    }

    void started(Ballot ballot, Lane.Note note) {
        if (isPresident(note.by(), ballot)) {
            Facts known = of(ballot);
            known.start = known.start == null ? note : known.start;
        }
    }

    void begun(Ballot ballot, Decree decree, int member, Lane.Note note) {
        if (isPresident(note.by(), ballot)) {
            Facts known = of(ballot);
            known.begun = known.begun == null ? note : known.begun;
            known.quorum.set(member);
            known.decree = decree;
        }
    }

    void voted(Ballot ballot, Decree decree, int member) {
        Facts known = of(ballot);
        known.voters.set(member);
        known.decree = known.decree == null ? decree : known.decree;
    }

    /// Forgets all of them.
    void clear() {
        facts.clear();
        byAge.clear();
    }

    /// Puts back what a clock said after some corrected time; of the ballots heard of last only.
    void putBack(int latest, WallClocks clocks, int clock, long after, long by) {
        Iterator<Integer> newest = byAge.descendingIterator();
        for (int i = 0; i < latest && newest.hasNext(); i++) {
            Facts each = facts.get(newest.next());
            each.start = putBack(each.start, clocks, clock, after, by);
            each.begun = putBack(each.begun, clocks, clock, after, by);
        }
    }

    private static Lane.Note putBack(Lane.Note note, WallClocks clocks, int clock, long after, long by) {
        return note == null || note.by() != clock || clocks.corrected(clock, note.time(), note.spot().event()) <= after ? note
                : new Lane.Note(note.spot(), clock, note.time() - by);
    }

    /// Places all of them anew, as their times and the axis are now.
    void place(WallClocks clocks, WallAxis axis) {
        for (Facts each : facts.values()) {
            each.start = placed(each.start, clocks, axis);
            each.begun = placed(each.begun, clocks, axis);
        }
    }

    private static Lane.Note placed(Lane.Note note, WallClocks clocks, WallAxis axis) {
        return note == null ? null : new Lane.Note(new Spot(axis.placeOf(clocks.corrected(note.by(), note.time(),
                note.spot().event())), note.spot().step(), note.spot().event()), note.by(), note.time());
    }

    Optional<BallotFacts> get(Ballot ballot) {
        return Optional.ofNullable(facts.get(ballot.number())).map(known -> told(ballot, known));
    }

    /// The last ballot below this one of which a quorum is known.
    Optional<BallotFacts> begunBelow(Ballot ballot) {
        Map.Entry<Integer, Facts> entry = facts.lowerEntry(ballot.number());
        while (entry != null && entry.getValue().quorum.isEmpty()) {
            entry = facts.lowerEntry(entry.getKey());
        }
        return Optional.ofNullable(entry).map(found -> told(new Ballot(found.getKey()), found.getValue()));
    }

    private BallotFacts told(Ballot ballot, Facts known) {
        return new BallotFacts(ballot, parliament.presidentOf(ballot), Optional.ofNullable(known.start).map(Lane.Note::spot),
                Optional.ofNullable(known.begun).map(Lane.Note::spot), names(known.quorum), names(known.voters),
                Optional.ofNullable(known.decree));
    }

    private SequencedSet<String> names(BitSet members) {
        SequencedSet<String> names = new LinkedHashSet<>();
        members.stream().forEach(member -> names.add(parliament.legislators().get(member)));
        return names;
    }
}
