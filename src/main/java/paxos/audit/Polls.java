package paxos.audit;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/// The ballots of which something is known. Bounded: those with the lowest numbers make way.
final class Polls {

    private final int most;
    private final IntConsumer forgotten;
    private final NavigableMap<Integer, Poll> all = new TreeMap<>();
    private final NavigableMap<Integer, Poll> begun = new TreeMap<>();
    private long weight;
    private int floor = -1;

    /// @param most      how many facts are kept, at least 1
    /// @param forgotten is told of each ballot that makes way
    Polls(int most, IntConsumer forgotten) {
        this.most = most;
        this.forgotten = forgotten;
    }

    /// What is known of a ballot; empty for one that has made way.
    Optional<Poll> of(int ballot) {
        return ballot <= floor ? Optional.empty() : Optional.of(all.computeIfAbsent(ballot, this::entered));
    }

    private Poll entered(int ballot) {
        weight++;
        Poll poll = new Poll(ballot);
        poll.weight++;
        return poll;
    }

    /// One more fact is kept of this ballot.
    void grown(Poll poll) {
        poll.weight++;
        weight++;
    }

    /// Lets go what is too much; not while something is being looked at.
    void trim() {
        while (weight > most && all.size() > 1) {
            Poll lowest = all.pollFirstEntry().getValue();
            begun.remove(lowest.ballot);
            weight -= lowest.weight;
            floor = lowest.ballot;
            forgotten.accept(floor);
        }
    }

    /// The highest ballot that has made way; −1 where none has.
    int floor() {
        return floor;
    }

    /// How many facts are kept.
    long weight() {
        return weight;
    }

    void begun(Poll poll) {
        begun.put(poll.ballot, poll);
    }

    /// Those that have begun, with numbers above one and up to another.
    Collection<Poll> begun(int above, int upTo) {
        return upTo <= above ? List.of() : begun.subMap(above, false, upTo, true).values();
    }

    /// All that are kept.
    Collection<Poll> highestFirst() {
        return all.descendingMap().values();
    }

    void clear() {
        all.clear();
        begun.clear();
        weight = 0;
        floor = -1;
    }
}
