package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Send;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.synod.Vote;
import paxos.trace.Rule;

/// A legislator with a rule switched off does what the rule forbids, says so, and else does as the core does.
class BrokenRulesTest {

    private static final Parliament THREE = new Parliament(List.of("alpha", "beta", "gamma"));
    private static final Parliament FOUR = new Parliament(List.of("alpha", "beta", "gamma", "delta"));

    private State state = State.afterRestart(Ledger.BLANK);
    private Step last;

    // ---- All rules hold, or none of a step's

    @Test
    void withAllRulesOnEveryStepIsTheLegislators() {
        RandomSituations chance = new RandomSituations(1);
        for (int run = 0; run < 40_000; run++) {
            Parliament parliament = chance.parliament();
            String name = chance.member(parliament);
            BrokenRules rules = new BrokenRules(parliament, name);
            if (run % 2 == 1) {
                rules.set(EnumSet.allOf(Rule.class));
                rules.set(run % 4 == 1 ? Set.of() : Set.of(Rule.KEEP_PROMISES));
            }
            State state = chance.state(parliament);
            Input input = chance.input(parliament, state);
            assertEquals(new Legislator(parliament, name).step(state, input), rules.step(state, input));
        }
    }

    @Test
    void itSaysWhichRulesAreOffAndTakesACopy() {
        BrokenRules rules = new BrokenRules(THREE, "alpha");
        assertEquals(Set.of(), rules.off());
        Set<Rule> off = new HashSet<>(Set.of(Rule.OWN_NUMBERS));
        rules.set(off);
        off.clear();
        assertEquals(Set.of(Rule.OWN_NUMBERS), rules.off());
        rules.set(Set.of());
        assertEquals(Set.of(), rules.off());
        assertThrows(IllegalArgumentException.class, () -> new BrokenRules(THREE, "delta"));
    }

    // ---- Any rules are off

    /// And of all that a step says of itself, this is checked: it names the rules it broke where it broke one, and only such
    /// as are off; and where it came to the same as a lawful one, it is the lawful one.
    @Test
    void withAnyRulesOffAnyInputIsTakenInkStaysAndABrokenRuleIsOwnedUpTo() {
        Pattern mark = Pattern.compile(Pattern.quote(BreachWording.MARK) + "(.+?) is off: ");
        RandomSituations chance = new RandomSituations(2);
        Map<Rule, Integer> broken = new EnumMap<>(Rule.class);
        int several = 0;
        for (int run = 0; run < 60_000; run++) {
            Parliament parliament = chance.parliament();
            String name = chance.member(parliament);
            BrokenRules rules = new BrokenRules(parliament, name);
            Set<Rule> off = chance.some(Rule.values());
            rules.set(off);
            State state = chance.state(parliament);
            Input input = chance.input(parliament, state);

            Step step = rules.step(state, input);

            String shown = "%s, %s off, %s, %s: %s".formatted(name, off, state, input, step);
            Step lawful = new Legislator(parliament, name).step(state, input);
            List<Rule> named = mark.matcher(step.why().sentence()).results().map(found -> rule(found.group(1))).toList();
            named.forEach(rule -> broken.merge(rule, 1, Integer::sum));
            several += named.size() > 1 ? 1 : 0;
            assertTrue(off.containsAll(named), shown);
            boolean differs = !step.next().equals(lawful.next()) || !step.sends().equals(lawful.sends());
            assertEquals(!named.isEmpty(), step.why().sentence().startsWith(BreachWording.MARK), shown);
            assertEquals(differs || named.equals(List.of(Rule.BEGIN_ONCE)), !named.isEmpty(), shown);
            if (named.isEmpty()) {
                assertEquals(lawful, step);
            }
            Ledger before = state.ledger();
            Ledger after = step.next().ledger();
            assertFalse(after.lastTried().isBelow(before.lastTried()), shown);
            assertFalse(after.nextBal().isBelow(before.nextBal()), shown);
            assertFalse(Said.voted(after).isBelow(Said.voted(before)), shown);
            assertFalse(Said.voted(after).isAbove(after.nextBal()), shown);
            assertTrue(Said.voted(after).isAbove(Said.voted(before)) || after.prevVote().equals(before.prevVote()), shown);
            assertTrue(before.decree().isEmpty() || before.decree().equals(after.decree()), shown);
            assertTrue(step.sends().stream().allMatch(send -> parliament.has(send.to())), shown);
        }
        Set<Rule> ofSteps = EnumSet.complementOf(EnumSet.of(Rule.KEEP_PROMISES));
        assertEquals(ofSteps, broken.keySet());
        assertTrue(broken.values().stream().allMatch(times -> times > 100), broken::toString);
        assertTrue(several > 50, "several at once: " + several);
    }

    private static Rule rule(String title) {
        return List.of(Rule.values()).stream().filter(rule -> rule.title().equalsIgnoreCase(title)).findFirst()
                .orElseThrow(() -> new AssertionError(title));
    }

    // ---- Refuse ballots below the promise

    @Test
    void aNextBallotBelowThePromiseIsAnsweredWithTheLatestVoteBelowIt() {
        Ledger ledger = ledger(-1, 4).withPrevVote(vote(0, 17));
        beta(ledger, Rule.REFUSE_BELOW_PROMISE, new Message.NextBallot(ballot(1)), "gamma");
        assertEquals(ledger, state.ledger());
        assertEquals(List.of(new Send("gamma", new Message.LastVote(ballot(1), Optional.of(vote(0, 17))))), last.sends());
        says("RULE BROKEN – refuse ballots below the promise is off: beta promised ballot 4, and answers NextBallot 1 from gamma "
                + "as if it had promised nothing. It tells gamma that it voted for 17 in ballot 0.");
    }

    @Test
    void aVoteThatIsNotBelowTheBallotIsNoAnswerToIt() {
        Ledger ledger = ledger(-1, 4).withPrevVote(vote(4, 17));
        beta(ledger, Rule.REFUSE_BELOW_PROMISE, new Message.NextBallot(ballot(1)), "beta");
        assertEquals(ledger, state.ledger());
        assertEquals(List.of(new Send("beta", new Message.LastVote(ballot(1), Optional.empty()))), last.sends());
        says("RULE BROKEN – refuse ballots below the promise is off: beta promised ballot 4, and answers NextBallot 1 from itself "
                + "as if it had promised nothing. It tells itself of no vote: its ledger keeps only the latest, for 17 in ballot 4, "
                + "which is not below 1.");
        beta(ledger(-1, 4), Rule.REFUSE_BELOW_PROMISE, new Message.NextBallot(ballot(1)), "alpha");
        says("RULE BROKEN – refuse ballots below the promise is off: beta promised ballot 4, and answers NextBallot 1 from alpha "
                + "as if it had promised nothing. It tells alpha that it has never voted.");
    }

    @Test
    void aBeginBallotBelowThePromiseIsVotedIn() {
        beta(ledger(-1, 4), Rule.REFUSE_BELOW_PROMISE, new Message.BeginBallot(ballot(1), new Decree(42)), "alpha");
        assertEquals(ledger(-1, 4).withPrevVote(vote(1, 42)), state.ledger());
        assertEquals(List.of(new Send("alpha", new Message.Voted(ballot(1), new Decree(42)))), last.sends());
        assertEquals(Reason.VOTED, last.why().reason());
        says("RULE BROKEN – refuse ballots below the promise is off: beta promised ballot 4, and votes for 42 in ballot 1 all the same.");

        Ledger before = state.ledger();
        beta(before, Rule.REFUSE_BELOW_PROMISE, new Message.BeginBallot(ballot(1), new Decree(42)), "alpha");
        assertEquals(before, state.ledger());
        says("RULE BROKEN – refuse ballots below the promise is off: beta promised ballot 4, and says once more that it voted for 42 "
                + "in ballot 1 all the same.");
    }

    @Test
    void theLedgerKeepsTheVoteInTheHighestBallot() {
        Ledger ledger = ledger(-1, 4).withPrevVote(vote(4, 17));
        beta(ledger, Rule.REFUSE_BELOW_PROMISE, new Message.BeginBallot(ballot(1), new Decree(42)), "alpha");
        assertEquals(ledger, state.ledger());
        assertEquals(List.of(new Send("alpha", new Message.Voted(ballot(1), new Decree(42)))), last.sends());
        says("RULE BROKEN – refuse ballots below the promise is off: beta promised ballot 4, and votes for 42 in ballot 1 all the same. "
                + "Its ledger keeps its vote for 17 in ballot 4, the higher one.");
    }

    @Test
    void whatNeedsNoBrokenRuleIsDoneByTheRules() {
        // Two decrees in one ballot are another matter, and a promise above is no breach.
        Ledger ledger = ledger(-1, 4).withPrevVote(vote(1, 17));
        beta(ledger, Rule.REFUSE_BELOW_PROMISE, new Message.BeginBallot(ballot(1), new Decree(42)), "alpha");
        assertEquals(Reason.REFUSED, last.why().reason());
        lawful();
        beta(ledger, Rule.REFUSE_BELOW_PROMISE, new Message.NextBallot(ballot(5)), "gamma");
        assertEquals(ballot(5), state.ledger().nextBal());
        lawful();
    }

    // ---- Take the latest vote

    @Test
    void votesInLastVotesAreLeftOutOfAccountForTheWish() {
        state = trying(3, Optional.of(new Decree(42)), Map.of("alpha", Optional.of(vote(0, 1))));
        alpha(THREE, Set.of(Rule.TAKE_LATEST_VOTE), new Message.LastVote(ballot(3), Optional.of(vote(1, 17))), "beta");
        begins(42, "alpha", "beta");
        assertEquals(Reason.BEGUN_FREE, last.why().reason());
        says("RULE BROKEN – take the latest vote (B3) is off: alpha begins ballot 3 for 42, the decree wished for, and leaves out of "
                + "account that beta voted for 17 in ballot 1. That is the latest vote in its quorum (alpha, beta), so by B3 ballot 3 "
                + "had to be for 17.");
    }

    @Test
    void withNoWishItIsTheNumberOfTheBallot() {
        state = trying(3, Optional.empty(), Map.of("alpha", Optional.of(vote(1, 17))));
        alpha(THREE, Set.of(Rule.TAKE_LATEST_VOTE), new Message.LastVote(ballot(3), Optional.of(vote(1, 17))), "beta");
        begins(3, "alpha", "beta");
        says("RULE BROKEN – take the latest vote (B3) is off: alpha begins ballot 3 for 3, its own number, as no decree was asked for, "
                + "and leaves out of account that alpha, beta voted for 17 in ballot 1. That is the latest vote in its quorum "
                + "(alpha, beta), so by B3 ballot 3 had to be for 17.");
    }

    @Test
    void whereTheWishIsThatOfTheLatestVoteNothingIsBrokenNorWhileTooFewHaveAnswered() {
        state = trying(3, Optional.of(new Decree(17)), Map.of());
        alpha(THREE, Set.of(Rule.TAKE_LATEST_VOTE), new Message.LastVote(ballot(3), Optional.of(vote(1, 17))), "beta");
        assertEquals(Map.of("beta", Optional.of(vote(1, 17))), ((Slip.Trying) state.slip()).prevVotes());
        lawful();
        alpha(THREE, Set.of(Rule.TAKE_LATEST_VOTE), new Message.LastVote(ballot(3), Optional.empty()), "gamma");
        begins(17, "beta", "gamma");
        lawful();
    }

    @Test
    void aVoteThatCannotBeIsIgnoredAllTheSame() {
        state = trying(3, Optional.empty(), Map.of("alpha", Optional.empty()));
        alpha(THREE, EnumSet.allOf(Rule.class), new Message.LastVote(ballot(3), Optional.of(vote(3, 17))), "beta");
        assertEquals(Reason.IMPOSSIBLE_VOTE, last.why().reason());
        lawful();
        // Nor is a slip made up again for it.
        state = State.afterRestart(ledger(3, 3));
        alpha(THREE, EnumSet.allOf(Rule.class), new Message.LastVote(ballot(3), Optional.of(vote(3, 17))), "beta");
        assertEquals(new Slip.Idle(), state.slip());
        lawful();
    }

    // ---- Majority quorums

    @Test
    void halfOfTheLegislatorsAreAQuorum() {
        state = trying(4, Optional.of(new Decree(42)), Map.of());
        alpha(FOUR, Set.of(Rule.MAJORITY_QUORUMS), new Message.LastVote(ballot(4), Optional.empty()), "delta");
        lawful();
        alpha(FOUR, Set.of(Rule.MAJORITY_QUORUMS), new Message.LastVote(ballot(4), Optional.of(vote(1, 17))), "beta");
        begins(17, "beta", "delta");
        says("RULE BROKEN – majority quorums (B2) is off: alpha begins ballot 4 for 17 with too small a quorum, beta, delta: 2 of 4, "
                + "and 3 make a majority. A quorum of another ballot need not meet it.");
    }

    @Test
    void halfIsRoundedDownAndIsAtLeastOne() {
        Map<Integer, Integer> quorums = Map.of(1, 1, 2, 1, 3, 1, 4, 2, 5, 2, 6, 3, 7, 3);
        quorums.forEach((size, quorum) -> {
            List<String> names = List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta").subList(0, size);
            state = trying(0, Optional.empty(), Map.of());
            for (int answers = 1; answers <= quorum; answers++) {
                alpha(new Parliament(names), Set.of(Rule.MAJORITY_QUORUMS), new Message.LastVote(ballot(0), Optional.empty()),
                        names.get(size - answers));
                assertEquals(answers == quorum, state.slip() instanceof Slip.Polling, size + " legislators");
            }
        });
    }

    @Test
    void tooSmallAQuorumMayLeaveVotesOutOfAccountAsWell() {
        state = trying(4, Optional.of(new Decree(42)), Map.of("delta", Optional.of(vote(2, 17))));
        alpha(FOUR, Set.of(Rule.MAJORITY_QUORUMS, Rule.TAKE_LATEST_VOTE), new Message.LastVote(ballot(4), Optional.empty()), "alpha");
        begins(42, "alpha", "delta");
        says("RULE BROKEN – majority quorums (B2) is off: alpha begins ballot 4 for 42 with too small a quorum, alpha, delta: 2 of 4, "
                + "and 3 make a majority. A quorum of another ballot need not meet it. "
                + "RULE BROKEN – take the latest vote (B3) is off: alpha begins ballot 4 for 42, the decree wished for, and leaves out of "
                + "account that delta voted for 17 in ballot 2. That is the latest vote in its quorum (alpha, delta), so by B3 ballot 4 "
                + "had to be for 17.");
    }

    // ---- Own ballot numbers only

    @Test
    void aBallotIsStartedWithAnybodysNumber() {
        step("gamma", THREE, Set.of(Rule.OWN_NUMBERS), new Input.Propose(Optional.of(new Decree(42))));
        assertEquals(ballot(0), state.ledger().lastTried());
        assertEquals(new Slip.Trying(ballot(0), Optional.of(new Decree(42)), Map.of()), state.slip());
        assertEquals(THREE.legislators().stream().map(to -> new Send(to, new Message.NextBallot(ballot(0)))).toList(), last.sends());
        says("RULE BROKEN – own ballot numbers only (B1) is off: gamma starts ballot 0, the smallest number above lastTried (none) and "
                + "nextBal (none), though it belongs to alpha, who may start a ballot 0 of its own. It asks everyone how they last voted.");
        step("gamma", THREE, Set.of(Rule.OWN_NUMBERS), new Input.Propose(Optional.empty()));
        assertEquals(ballot(1), state.ledger().lastTried());
        step("gamma", THREE, Set.of(Rule.OWN_NUMBERS), new Input.Propose(Optional.empty()));
        assertEquals(ballot(2), state.ledger().lastTried());
        lawful();
    }

    @Test
    void itIsAboveWhatOutbidItAndIsOneMoreWhereNoOwnNumberIsLeft() {
        state = new State(ledger(1, 3), new Slip.Outbid(ballot(1), Optional.empty(), ballot(5)));
        step("beta", THREE, Set.of(Rule.OWN_NUMBERS), new Input.TryAgain(ballot(1)));
        assertEquals(ballot(6), state.ledger().lastTried());
        says("RULE BROKEN – own ballot numbers only (B1) is off: beta starts ballot 6, the smallest number above lastTried (1), nextBal "
                + "(3) and the ballot that outbid it (5), though it belongs to alpha, who may start a ballot 6 of its own. It asks everyone "
                + "how they last voted.");
        int most = Integer.MAX_VALUE;
        state = State.afterRestart(ledger(-1, most - 1));
        step("gamma", THREE, Set.of(Rule.OWN_NUMBERS), new Input.Propose(Optional.empty()));
        assertEquals(ballot(most), state.ledger().lastTried());
        step("gamma", THREE, Set.of(Rule.OWN_NUMBERS), new Input.Propose(Optional.empty()));
        assertEquals(Reason.NO_NUMBER_LEFT, last.why().reason());
        lawful();
    }

    @Test
    void aPauseThatNoLongerMattersStartsNothing() {
        state = new State(ledger(1, 3), new Slip.Outbid(ballot(1), Optional.empty(), ballot(5)));
        step("beta", THREE, Set.of(Rule.OWN_NUMBERS), new Input.TryAgain(ballot(0)));
        assertEquals(Reason.NOTHING_TO_TRY, last.why().reason());
        lawful();
    }

    // ---- Begin a ballot only once

    @Test
    void afterARestartTheSlipIsMadeUpAgain() {
        state = State.afterRestart(ledger(3, 3));
        alpha(THREE, Set.of(Rule.BEGIN_ONCE), new Message.LastVote(ballot(3), Optional.empty()), "gamma");
        assertEquals(new Slip.Trying(ballot(3), Optional.empty(), Map.of("gamma", Optional.empty())), state.slip());
        says("RULE BROKEN – begin a ballot only once is off: alpha conducts ballot 3 as if it had not begun it: it has no slip of ballot 3 "
                + "any more and does not know whether it has begun it. So it may begin with another quorum and another decree. "
                + "alpha counts LastVote 3 from gamma: 1 of 3 so far, and 2 make a majority.");
        alpha(THREE, Set.of(Rule.BEGIN_ONCE), new Message.LastVote(ballot(3), Optional.empty()), "beta");
        begins(3, "beta", "gamma");
        lawful();
    }

    @Test
    void whereItVotedInTheBallotItIsSaidThatItBeganBefore() {
        state = State.afterRestart(ledger(3, 3).withPrevVote(vote(3, -7)));
        alpha(THREE, Set.of(Rule.BEGIN_ONCE), new Message.LastVote(ballot(3), Optional.empty()), "gamma");
        assertTrue(last.why().sentence().startsWith("RULE BROKEN – begin a ballot only once is off: alpha conducts ballot 3 as if it had "
                + "not begun it: it has no slip of ballot 3 any more, though it voted for -7 in it."), last.why().sentence());
        alpha(THREE, Set.of(Rule.BEGIN_ONCE), new Message.LastVote(ballot(3), Optional.empty()), "beta");
        begins(3, "beta", "gamma");
        says("RULE BROKEN – begin a ballot only once is off: ballot 3 has begun before, as alpha voted for -7 in it. alpha begins ballot 3. "
                + "Its quorum is beta, gamma: 2 of 3, a majority. Nobody in it had ever voted, so by B3 the choice is free: the ballot is "
                + "for 3, its own number, as no decree was asked for.");
    }

    @Test
    void onlyTheLastOwnBallotIsTakenUpAgainAndOnlyWithoutASlip() {
        state = State.afterRestart(ledger(3, 3));
        alpha(THREE, Set.of(Rule.BEGIN_ONCE), new Message.LastVote(ballot(0), Optional.empty()), "gamma");
        lawful();
        state = new State(ledger(3, 3), new Slip.Polling(ballot(3), Optional.empty(), new Decree(3), Set.of("alpha", "beta"), Set.of()));
        alpha(THREE, Set.of(Rule.BEGIN_ONCE), new Message.LastVote(ballot(3), Optional.empty()), "gamma");
        lawful();
        state = State.afterRestart(ledger(3, 3));
        alpha(THREE, Set.of(Rule.BEGIN_ONCE), new Message.LastVote(ballot(3), Optional.empty()), "delta");
        assertEquals(Reason.STRANGER, last.why().reason());
        lawful();
    }

    @Test
    void whereHalfIsEnoughOneLateAnswerBeginsItASecondTime() {
        state = State.afterRestart(ledger(3, 3));
        alpha(THREE, Set.of(Rule.BEGIN_ONCE, Rule.MAJORITY_QUORUMS), new Message.LastVote(ballot(3), Optional.of(vote(1, 17))), "gamma");
        begins(17, "gamma");
        says("RULE BROKEN – begin a ballot only once is off: alpha conducts ballot 3 as if it had not begun it: it has no slip of ballot 3 "
                + "any more and does not know whether it has begun it. So it may begin with another quorum and another decree. "
                + "RULE BROKEN – majority quorums (B2) is off: alpha begins ballot 3 for 17 with too small a quorum, gamma: 1 of 3, and 2 "
                + "make a majority. A quorum of another ballot need not meet it.");
    }

    // ---- The stage

    private void beta(Ledger ledger, Rule off, Message message, String from) {
        state = State.afterRestart(ledger);
        step("beta", THREE, Set.of(off), new Input.Receive(from, message));
    }

    private void alpha(Parliament parliament, Set<Rule> off, Message message, String from) {
        step("alpha", parliament, off, new Input.Receive(from, message));
    }

    private State before;
    private Input input;
    private Legislator lawful;

    private void step(String name, Parliament parliament, Set<Rule> off, Input taken) {
        BrokenRules rules = new BrokenRules(parliament, name);
        rules.set(off);
        before = state;
        input = taken;
        lawful = new Legislator(parliament, name);
        last = rules.step(state, input);
        state = last.next();
    }

    private void lawful() {
        assertEquals(lawful.step(before, input), last);
    }

    private void says(String sentence) {
        assertEquals(sentence, last.why().sentence());
    }

    private void begins(int decree, String... quorum) {
        Slip.Polling polling = (Slip.Polling) state.slip();
        assertEquals(new Decree(decree), polling.decree());
        assertEquals(Set.of(quorum), polling.quorum());
        assertEquals(List.of(quorum).stream()
                .map(to -> new Send(to, new Message.BeginBallot(polling.ballot(), new Decree(decree)))).toList(), last.sends());
    }

    private static State trying(int ballot, Optional<Decree> wish, Map<String, Optional<Vote>> votes) {
        return new State(ledger(ballot, ballot), new Slip.Trying(ballot(ballot), wish, votes));
    }

    private static Ledger ledger(int lastTried, int nextBal) {
        return Ledger.BLANK.withLastTried(ballot(lastTried)).withNextBal(ballot(nextBal));
    }

    private static Vote vote(int ballot, int decree) {
        return new Vote(ballot(ballot), new Decree(decree));
    }

    private static Ballot ballot(int number) {
        return new Ballot(number);
    }
}
