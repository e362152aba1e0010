package paxos.audit;

import static java.util.stream.Collectors.joining;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Parliament;
import paxos.trace.Event;

/// All that the audit knows, and what it has come to.
final class Book {

    final Parliament parliament;
    final Verdicts verdicts = new Verdicts();
    final Polls polls;
    private final Map<String, Priest> byName = new LinkedHashMap<>();
    private final List<Priest> priests;
    private long order;
    private Optional<Passed> passed = Optional.empty();

    /// A ballot in which all voted that had to.
    record Passed(int ballot, Decree decree, BitSet voters) {
    }

    /// @param most how many facts are kept of ballots, at least 1
    Book(Parliament parliament, int most) {
        this.parliament = parliament;
        for (String name : parliament.legislators()) {
            byName.put(name, new Priest(byName.size(), name));
        }
        this.priests = List.copyOf(byName.values());
        this.polls = new Polls(most, ballot -> priests.forEach(priest -> priest.drop(ballot)));
    }

    Optional<Priest> priest(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Whether all others whose record is heard have nothing in their ledgers.
    boolean areAllBlankBut(Priest one) {
        return priests.stream().allMatch(priest -> priest == one || !priest.heard
                || priest.ledger.equals(Optional.of(Ledger.BLANK)));
    }

    /// In the order of the configuration.
    List<Priest> priests() {
        return priests;
    }

    /// What this event shows; called for events in their order.
    Fact fact(Event event) {
        return new Fact(event, order++);
    }

    /// "alpha, beta", in the order of the configuration.
    String names(BitSet members) {
        return members.stream().mapToObj(member -> priests.get(member).name).collect(joining(", "));
    }

    /// The first ballot that is known to have passed, whoever knows it.
    Optional<Passed> passed() {
        return passed;
    }

    /// A vote, or the quorum, of a ballot has become known.
    void grown(Poll poll) {
        if (passed.isPresent() || poll.decree().isEmpty()) {
            return;
        }
        Decree decree = poll.decree().get();
        for (Poll.Beginning begun : poll.beginnings) {
            if (begun.decree.equals(decree) && begun.quorum.filter(quorum -> isIn(quorum, poll.voters)).isPresent()) {
                passed = Optional.of(new Passed(poll.ballot, decree, begun.quorum.get()));
            }
        }
        if (passed.isEmpty() && poll.voters.cardinality() >= parliament.majority()) {
            passed = Optional.of(new Passed(poll.ballot, decree, (BitSet) poll.voters.clone()));
        }
    }

    /// A vote was lost before anybody heard of it.
    void withdraw(Poll poll, Priest voter) {
        poll.voters.clear(voter.index);
        passed = passed.filter(before -> before.ballot() != poll.ballot || !before.voters().get(voter.index));
    }

    private static boolean isIn(BitSet quorum, BitSet voters) {
        BitSet missing = (BitSet) quorum.clone();
        missing.andNot(voters);
        return missing.isEmpty();
    }

    /// Begins anew. Who is heard is still heard.
    void clear() {
        verdicts.clear();
        polls.clear();
        passed = Optional.empty();
        priests.forEach(Priest::forget);
    }
}
