package paxos.synod;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What really happened in a parliament: which ballots began, who voted in them, what the ledgers said. The conditions
/// of section 2.1 are checked over it each time something is added. It reads ledgers and the quorums of begun ballots,
/// never what a message claims, so it does not believe what a legislator believes.
final class History {

    /// What is checked.
    enum Rule {
        /// No two ledgers hold different decrees (theorem 1), and a decree in a ledger never changes.
        AGREEMENT,
        /// A decree in a ledger is that of a ballot in which the whole quorum voted (steps 5 and 6).
        PASSED,
        /// A decree is a wish that somebody had, or the number of a ballot.
        WISHED,
        /// A number is used for one ballot, by its owner; a ballot has one quorum and one decree.
        B1,
        /// Every quorum is a majority, and any two meet.
        B2,
        /// A ballot's decree is that of the latest earlier vote in its quorum.
        B3,
        /// The lemma: once a majority has voted in a ballot, every later ballot is for the same decree.
        LEMMA,
        /// lastTried and nextBal never go down, and no vote is below a promise.
        PROMISE,
        /// A vote is cast in a ballot that began, for its decree, by a member of its quorum, and is never forgotten.
        VOTE
    }

    /// A ballot that began: at least one BeginBallot left its president.
    private record Begun(Decree decree, Set<String> quorum) {
    }

    private final Parliament parliament;
    private final Set<Rule> rules;
    private final Set<Decree> wishes = new HashSet<>();
    private final Set<Ballot> started = new HashSet<>();
    private final NavigableMap<Ballot, Begun> begun = new TreeMap<>();
    private final NavigableMap<Ballot, Map<String, Decree>> votes = new TreeMap<>();
    private final Map<String, Ledger> ledgers = new HashMap<>();

    History(Parliament parliament, Set<Rule> rules) {
        this.parliament = parliament;
        this.rules = EnumSet.copyOf(rules);
        parliament.legislators().forEach(name -> ledgers.put(name, Ledger.BLANK));
    }

    void wished(Decree wish) {
        wishes.add(wish);
    }

    /// NextBallot was sent by a step of the president.
    void started(String president, Ballot b) {
        check(Rule.B1, parliament.presidentOf(b).equals(president), "%s started ballot %s, which it does not own", president, b);
        check(Rule.B1, started.add(b), "%s started ballot %s a second time", president, b);
    }

    /// BeginBallot was sent for the first time in this conduct of the ballot.
    void began(String president, Slip.Polling polling) {
        Ballot b = polling.ballot();
        check(Rule.B1, parliament.presidentOf(b).equals(president), "%s began ballot %s and does not own it", president, b);
        Begun now = new Begun(polling.decree(), polling.quorum());
        Begun before = begun.put(b, now);
        check(Rule.B1, before == null, "ballot %s began twice: %s, then %s", b, before, now);
        check(Rule.B2, 2 * now.quorum().size() > parliament.size() && parliament.legislators().containsAll(now.quorum()),
                "the quorum of ballot %s, %s, is no majority", b, now.quorum());
        begun.forEach((other, ballot) -> check(Rule.B2, ballot.quorum().stream().anyMatch(now.quorum()::contains),
                "the quorums of ballots %s and %s do not meet", other, b));
        check(Rule.WISHED, wishes.contains(now.decree()) || begun.containsKey(new Ballot(now.decree().value())),
                "ballot %s is for %s, which nobody wished for", b, now.decree());
        checkB3(b, now);
        votes.headMap(b, false).keySet().forEach(this::checkLemma);
    }

    /// The ledger says this now.
    void wrote(String name, Ledger now) {
        Ledger before = ledgers.put(name, now);
        check(Rule.PROMISE, now.lastTried().number() >= before.lastTried().number(), "lastTried of %s went down: %s, then %s",
                name, before.lastTried(), now.lastTried());
        check(Rule.PROMISE, now.nextBal().number() >= before.nextBal().number(), "the promise of %s went down: %s, then %s", name,
                before.nextBal(), now.nextBal());
        if (!now.prevVote().equals(before.prevVote())) {
            check(Rule.VOTE, now.prevVote().isPresent(), "%s forgot that it had voted", name);
            now.prevVote().ifPresent(vote -> voted(name, vote, before.nextBal()));
        }
        if (!now.decree().equals(before.decree())) {
            check(Rule.AGREEMENT, before.decree().isEmpty(), "%s held %s, and now holds %s", name, before.decree(), now.decree());
            now.decree().ifPresent(decree -> entered(name, decree));
        }
    }

    private void voted(String voter, Vote vote, Ballot promise) {
        Ballot b = vote.ballot();
        check(Rule.PROMISE, b.number() >= promise.number(), "%s voted in ballot %s and had promised %s", voter, b, promise);
        Begun ballot = begun.get(b);
        check(Rule.VOTE, ballot != null && ballot.decree().equals(vote.decree()) && ballot.quorum().contains(voter),
                "%s voted for %s in ballot %s, which is %s", voter, vote.decree(), b, ballot);
        Decree before = votes.computeIfAbsent(b, _ -> new HashMap<>()).put(voter, vote.decree());
        check(Rule.B1, before == null || before.equals(vote.decree()), "%s voted for %s and for %s in ballot %s", voter, before,
                vote.decree(), b);
        // B3 speaks of all votes, also of those cast after the later ballot began.
        begun.tailMap(b, false).forEach(this::checkB3);
        checkLemma(b);
    }

    private void entered(String name, Decree decree) {
        ledgers.forEach((other, ledger) -> check(Rule.AGREEMENT,
                ledger.decree().isEmpty() || ledger.decree().get().equals(decree),
                "%s holds %s and %s holds %s", name, decree, other, ledger.decree()));
        check(Rule.PASSED, begun.entrySet().stream().anyMatch(ballot -> ballot.getValue().decree().equals(decree)
                && voters(ballot.getKey()).containsAll(ballot.getValue().quorum())),
                "%s holds %s, which passed in no ballot", name, decree);
    }

    private void checkB3(Ballot b, Begun ballot) {
        Optional<Decree> latest = votes.headMap(b, false).descendingMap().values().stream()
                .flatMap(cast -> cast.entrySet().stream().filter(vote -> ballot.quorum().contains(vote.getKey())))
                .map(Map.Entry::getValue).findFirst();
        check(Rule.B3, latest.isEmpty() || latest.get().equals(ballot.decree()),
                "ballot %s is %s, and the latest earlier vote in its quorum is for %s", b, ballot, latest);
    }

    private void checkLemma(Ballot b) {
        if (2 * voters(b).size() > parliament.size() && begun.containsKey(b)) {
            Decree passed = begun.get(b).decree();
            begun.tailMap(b, false).forEach((later, ballot) -> check(Rule.LEMMA, ballot.decree().equals(passed),
                    "a majority voted for %s in ballot %s, and ballot %s is %s", passed, b, later, ballot));
        }
    }

    private Set<String> voters(Ballot b) {
        return votes.getOrDefault(b, Map.of()).keySet();
    }

    private void check(Rule rule, boolean kept, String broken, Object... values) {
        if (!kept && rules.contains(rule)) {
            throw new Violation(rule, broken.formatted(values));
        }
    }

    /// A rule was broken.
    static final class Violation extends AssertionError {

        private static final long serialVersionUID = 1;

        final transient Rule rule;

        Violation(Rule rule, String message) {
            super(rule + ": " + message);
            this.rule = rule;
        }
    }

    // What a run has come to.

    /// How many ballots began.
    int ballots() {
        return begun.size();
    }

    /// Whether different decrees were wished for.
    boolean hasContradictoryWishes() {
        return wishes.size() > 1;
    }

    /// The decree of the parliament, once in a ledger.
    Optional<Decree> decree() {
        return ledgers.values().stream().flatMap(ledger -> ledger.decree().stream()).findFirst();
    }

    /// Whether every ledger holds the decree.
    boolean isKnownToAll() {
        return ledgers.values().stream().allMatch(ledger -> ledger.decree().isPresent());
    }
}
