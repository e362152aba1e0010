package paxos.view.timeline;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Parliament;

/// What is known of each ballot. Bounded: those with the lowest numbers make way.
final class Ballots {

    static final int MOST = 100_000;

    private static final class Facts {
        private Spot start;
        private Spot begun;
        private final BitSet quorum = new BitSet();
        private final BitSet voters = new BitSet();
        private Decree decree;
    }

    private final Parliament parliament;
    private final NavigableMap<Integer, Facts> facts = new TreeMap<>();

    Ballots(Parliament parliament) {
        this.parliament = parliament;
    }

    private Facts of(Ballot ballot) {
        Facts known = facts.computeIfAbsent(ballot.number(), _ -> new Facts());
        if (facts.size() > MOST) {
            facts.pollFirstEntry();
        }
        return known;
    }

    void started(Ballot ballot, Spot spot) {
        Facts known = of(ballot);
        if (known.start == null) {
            known.start = spot;
        }
    }

    void begun(Ballot ballot, Decree decree, int member, Spot spot) {
        Facts known = of(ballot);
        known.begun = known.begun == null ? spot : known.begun;
        known.quorum.set(member);
        known.decree = decree;
    }

    void voted(Ballot ballot, Decree decree, int member) {
        Facts known = of(ballot);
        known.voters.set(member);
        known.decree = decree;
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
        return new BallotFacts(ballot, parliament.presidentOf(ballot), Optional.ofNullable(known.start),
                Optional.ofNullable(known.begun), names(known.quorum), names(known.voters), Optional.ofNullable(known.decree));
    }

    private SequencedSet<String> names(BitSet members) {
        SequencedSet<String> names = new LinkedHashSet<>();
        members.stream().forEach(member -> names.add(parliament.legislators().get(member)));
        return names;
    }
}
