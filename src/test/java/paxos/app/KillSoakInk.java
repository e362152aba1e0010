package paxos.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Vote;

/// What stands in the ledgers, and nothing else: whether it was ever taken back, whether it goes together, and whether it
/// backs what was said to others. Whatever a killed process could not tell any more, its ledger tells.
final class KillSoakInk {

    private final int legislators;
    private final Map<String, List<KillSoakLife>> lives = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    /// Who voted, by ballot and decree.
    private final SortedMap<Integer, Map<Decree, Set<String>>> votes = new TreeMap<>();
    private final Set<Integer> started = new TreeSet<>();
    /// The number of the first process that wrote this, by the legislator's name.
    private final Map<String, Map<Written, Integer>> first = new HashMap<>();

    /// What stands in a ledger and may be asked for.
    private sealed interface Written {

        record Tried(Ballot ballot) implements Written {
        }

        record Promised(Ballot ballot) implements Written {
        }

        record PromisedAfter(Ballot ballot, Optional<Vote> vote) implements Written {
        }

        record Voted(Vote vote) implements Written {
        }

        record Entered(Decree decree) implements Written {
        }

        record All(Ledger ledger) implements Written {
        }
    }

    /// @param legislators how many there are
    /// @param all         all lives of all of them; those of one are in the order of time
    KillSoakInk(int legislators, List<KillSoakLife> all) {
        this.legislators = legislators;
        all.forEach(life -> lives.computeIfAbsent(life.name(), _ -> new ArrayList<>()).add(life));
        lives.values().forEach(this::checkThatNothingIsTakenBack);
        all.forEach(life -> life.history().forEach(ledger -> {
            note(life.name(), ledger);
            written(ledger).forEach(each -> first.computeIfAbsent(life.name(), _ -> new HashMap<>()).putIfAbsent(each, life.number()));
        }));
        checkVotes();
        checkDecrees();
    }

    /// What is wrong, in sentences.
    List<String> violations() {
        return List.copyOf(violations);
    }

    // ---- What is taken back

    private void checkThatNothingIsTakenBack(List<KillSoakLife> ofOne) {
        for (int i = 0; i < ofOne.size(); i++) {
            KillSoakLife life = ofOne.get(i);
            if (i > 0 && !life.history().contains(ofOne.get(i - 1).last())) {
                violations.add("When %s had ended, its ledger had in it nowhere what it said when the one before had ended: %s."
                        .formatted(life, ofOne.get(i - 1).last()));
            }
            for (int write = 1; write < life.history().size(); write++) {
                Ledger before = life.history().get(write - 1);
                Ledger after = life.history().get(write);
                if (isTakenBack(before, after)) {
                    violations.add("In the ledger that %s left, %s was followed by %s.".formatted(life, before, after));
                }
            }
        }
    }

    private static boolean isTakenBack(Ledger before, Ledger after) {
        return after.lastTried().isBelow(before.lastTried()) || after.nextBal().isBelow(before.nextBal())
                || votedIn(after).isBelow(votedIn(before))
                || votedIn(after).equals(votedIn(before)) && !after.prevVote().equals(before.prevVote())
                || before.decree().isPresent() && !after.decree().equals(before.decree());
    }

    private static Ballot votedIn(Ledger ledger) {
        return ledger.prevVote().map(Vote::ballot).orElse(Ballot.NONE);
    }

    private static List<Written> written(Ledger ledger) {
        List<Written> written = new ArrayList<>(List.of(new Written.All(ledger), new Written.Tried(ledger.lastTried()),
                new Written.Promised(ledger.nextBal()), new Written.PromisedAfter(ledger.nextBal(), ledger.prevVote())));
        ledger.prevVote().map(Written.Voted::new).ifPresent(written::add);
        ledger.decree().map(Written.Entered::new).ifPresent(written::add);
        return written;
    }

    /// @param until the process that wrote it at the latest; empty for any
    private boolean isWritten(String name, Written what, Optional<KillSoakLife> until) {
        Integer number = first.getOrDefault(name, Map.of()).get(what);
        return number != null && until.filter(life -> life.number() < number).isEmpty();
    }

    // ---- What goes together

    private void note(String name, Ledger ledger) {
        if (!ledger.lastTried().isNone()) {
            started.add(ledger.lastTried().number());
        }
        ledger.prevVote().ifPresent(vote -> votes.computeIfAbsent(vote.ballot().number(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(vote.decree(), _ -> new TreeSet<>()).add(name));
    }

    /// B1, and what B1 to B3 are for: once a majority has voted for a decree, all later votes are for it.
    private void checkVotes() {
        Optional<String> passed = Optional.empty();
        Optional<Decree> decree = Optional.empty();
        for (Map.Entry<Integer, Map<Decree, Set<String>>> ballot : votes.entrySet()) {
            Map<Decree, Set<String>> cast = ballot.getValue();
            if (cast.size() > 1) {
                violations.add("In ballot %d there are votes for two decrees: %s.".formatted(ballot.getKey(), cast));
            }
            if (decree.isPresent() && !cast.keySet().equals(Set.of(decree.get()))) {
                violations.add("%s, and in ballot %d after that there are votes for another decree: %s."
                        .formatted(passed.orElseThrow(), ballot.getKey(), cast));
            }
            for (Map.Entry<Decree, Set<String>> each : cast.entrySet()) {
                if (decree.isEmpty() && isMajority(each.getValue())) {
                    decree = Optional.of(each.getKey());
                    passed = Optional.of("A majority (%s) voted for %s in ballot %d".formatted(
                            String.join(", ", each.getValue()), each.getKey(), ballot.getKey()));
                }
            }
        }
    }

    private boolean isMajority(Set<String> voters) {
        return voters.size() > legislators / 2;
    }

    private void checkDecrees() {
        Set<Decree> entered = decrees();
        if (entered.size() > 1) {
            violations.add("Two decrees were entered in ledgers: %s.".formatted(entered));
        }
        Set<Decree> passed = new LinkedHashSet<>();
        votes.values().forEach(cast -> cast.forEach((decree, voters) -> {
            if (isMajority(voters)) {
                passed.add(decree);
            }
        }));
        entered.stream().filter(decree -> !passed.contains(decree)).forEach(decree -> violations.add(
                "The decree %s was entered in a ledger, and there is no ballot in which a majority voted for it.".formatted(decree)));
    }

    // ---- What was said to others

    /// Whether what a legislator said was in its ink when it said so. It is only asked what the ledger had in it when the
    /// process that said it had ended.
    ///
    /// @param said the number of messages that a process sends is after a dash in `id`; before that is when it was born
    /// @return what is wrong, in a sentence
    Optional<String> unbacked(String sender, String id, Message said) {
        Optional<KillSoakLife> life = life(sender, born(id));
        boolean backed = isWritten(sender, switch (said) {
            case Message.NextBallot(Ballot ballot) -> new Written.Tried(ballot);
            case Message.LastVote(Ballot ballot, Optional<Vote> vote) -> new Written.PromisedAfter(ballot, vote);
            case Message.BeginBallot(Ballot ballot, Decree _) -> new Written.Tried(ballot);
            case Message.Voted(Ballot ballot, Decree decree) -> new Written.Voted(new Vote(ballot, decree));
            case Message.Success(Ballot _, Decree decree) -> new Written.Entered(decree);
            case Message.HigherBallot(Ballot ballot) -> new Written.Promised(ballot);
        }, life);
        return backed ? Optional.empty() : Optional.of("%s said %s (message %s), and when %s had ended, its ledger did not back it."
                .formatted(sender, said, id, life.map(Object::toString).orElse("its last process")));
    }

    private static long born(String id) {
        try {
            return Long.parseLong(id.substring(0, Math.max(0, id.lastIndexOf('-'))), Character.MAX_RADIX);
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }

    /// Whether a record says what the ledger of that time says: that this was written.
    Optional<String> notWritten(String name, long at, Ledger written) {
        boolean found = isWritten(name, new Written.All(written), life(name, at));
        return found ? Optional.empty() : Optional.of("The trace of %s has that it wrote %s, and its ledger has it nowhere."
                .formatted(name, written));
    }

    /// Whether a process began with what the one before had left.
    Optional<String> notRemembered(String name, long at, Ledger read) {
        Optional<Ledger> left = life(name, at).map(life -> lives.get(name).stream()
                .filter(each -> each.number() == life.number() - 1).findFirst().map(KillSoakLife::last).orElse(Ledger.BLANK));
        return left.filter(ledger -> !ledger.equals(read)).map(ledger ->
                "%s began with %s, and the one before had left %s.".formatted(life(name, at).orElseThrow(), read, ledger));
    }

    /// The process that a legislator had at this time.
    Optional<KillSoakLife> life(String name, long at) {
        return lives.getOrDefault(name, List.of()).stream().filter(each -> each.lasted(at)).findFirst();
    }

    // ---- Figures

    /// All decrees that were ever entered.
    Set<Decree> decrees() {
        Set<Decree> entered = new LinkedHashSet<>();
        lives.values().forEach(ofOne -> ofOne.forEach(life ->
                life.history().forEach(ledger -> ledger.decree().ifPresent(entered::add))));
        return entered;
    }

    /// How many ballots were started.
    int ballots() {
        return started.size();
    }

    /// In how many ballots a majority voted.
    int passed() {
        return (int) votes.values().stream().filter(cast -> cast.values().stream().anyMatch(this::isMajority)).count();
    }

    /// For how many decrees there was a vote.
    int rivals() {
        return (int) votes.values().stream().flatMap(cast -> cast.keySet().stream()).distinct().count();
    }
}
