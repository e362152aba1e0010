package paxos.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.State;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// Histories in which a rule is broken. The audit points at the very events that contradict each other, and at no others.
class BrokenTest {

    private final Script script = new Script("alpha", "beta", "gamma");

    private void assertRed(Check check, String sentence, Event... evidence) {
        List<Violation> found = script.violations(check);
        assertEquals(1, found.size(), found::toString);
        assertEquals(sentence, found.getFirst().sentence());
        assertEquals(List.of(evidence), found.getFirst().evidence());
    }

    private void assertOnly(Check... red) {
        Set<Check> expected = EnumSet.copyOf(List.of(red));
        for (Check check : Check.values()) {
            assertEquals(expected.contains(check), script.audit.findings().of(check).broken() > 0, check::title);
        }
    }

    @Test
    void aHistoryInWhichAllIsRightIsGreen() {
        script.holds("beta", 1, 17, "alpha", "beta");
        script.holds("gamma", 2, 17, "beta", "gamma");
        script.enters("gamma", 17);
        script.enters("beta", 17);
        assertTrue(script.audit.findings().isGreen());
        for (Check check : Check.values()) {
            assertTrue(script.audit.findings().of(check).made() > 0 || check == Check.DECREES_NEVER_CHANGE, check::title);
        }
    }

    @Test
    void twoLedgersWithTwoDecrees() {
        Event first = script.enters("alpha", 17);
        script.enters("gamma", 17);
        Event second = script.enters("beta", 20);
        assertRed(Check.AGREEMENT, "alpha entered the decree 17 in its ledger, and beta entered the decree 20 in its ledger: two "
                + "decrees.", first, second);
        assertOnly(Check.AGREEMENT);
        assertEquals("A rule was broken: the ledgers hold different decrees, 17 and 20.", script.sentence());
    }

    @Test
    void anAnnouncementOfAnotherDecree() {
        Event first = script.enters("alpha", 17);
        Event success = script.sends("beta", "gamma", new Message.Success(new Ballot(1), new Decree(20)));
        assertRed(Check.AGREEMENT, "alpha entered the decree 17 in its ledger, and beta announced the decree 20: two decrees.",
                first, success);
        assertOnly(Check.AGREEMENT);
    }

    @Test
    void aDecreeThatChangesOverAWipedDisk() {
        Event first = script.enters("alpha", 17);
        script.crashes("alpha");
        script.wipes("alpha");
        script.opens("alpha", Ledger.BLANK);
        Event second = script.enters("alpha", 20);
        assertRed(Check.DECREES_NEVER_CHANGE, "alpha’s ledger held the decree 17, and later it held 20.", first, second);
        assertOnly(Check.DECREES_NEVER_CHANGE, Check.AGREEMENT);
    }

    @Test
    void aNumberThatIsStartedTwice() {
        Event first = script.starts("beta", 1);
        script.crashes("beta");
        script.wipes("beta");
        script.opens("beta", Ledger.BLANK);
        Event second = script.starts("beta", 1);
        assertRed(Check.B1, "beta started ballot 1 twice.", first, second);
        assertOnly(Check.B1);
    }

    @Test
    void copiesOfANextBallotAreNoSecondStart() {
        script.starts("beta", 1);
        script.sends("beta", "gamma", new Message.NextBallot(new Ballot(1)));
        script.steps("beta", Reason.LATE, 1);
        script.sends("beta", "gamma", new Message.NextBallot(new Ballot(1)));
        assertTrue(script.audit.findings().isGreen());
        assertEquals(1, script.audit.findings().of(Check.B1).made());
    }

    @Test
    void aNumberThatTwoPresidentsStart() {
        Event first = script.starts("beta", 1);
        Event second = script.starts("gamma", 1);
        assertRed(Check.B1, "Ballot 1 was started by beta and by gamma.", first, second);
        assertOnly(Check.B1);
    }

    @Test
    void aNumberThatIsBegunForTwoDecrees() {
        script.starts("beta", 1);
        script.promises("alpha", 1);
        script.promises("beta", 1);
        List<Event> first = script.begins("beta", 1, 17, "alpha", "beta");
        List<Event> second = script.begins("beta", 1, 20, "alpha", "beta");
        assertRed(Check.B1, "beta began ballot 1 twice, for 17 and then for 20.", first.getFirst(), second.getFirst());
        assertOnly(Check.B1);
    }

    @Test
    void twoVotesForTwoDecreesInOneBallot() {
        script.promises("alpha", 1);
        script.promises("gamma", 1);
        List<Event> first = script.votes("alpha", 1, 17);
        List<Event> second = script.votes("gamma", 1, 20);
        assertRed(Check.B1, "Ballot 1 was for 17 and for 20.", first.get(0), first.get(1), second.get(0), second.get(1));
        assertOnly(Check.B1);
    }

    @Test
    void quorumsThatDoNotMeet() {
        script.starts("beta", 1);
        script.promises("alpha", 1);
        List<Event> small = script.begins("beta", 1, 17, "alpha");
        script.starts("gamma", 2);
        script.promises("beta", 2);
        script.promises("gamma", 2);
        List<Event> large = script.begins("gamma", 2, 17, "beta", "gamma");
        assertRed(Check.B2, "No legislator is in both quorums: that of ballot 1 is alpha, that of ballot 2 is beta, gamma.",
                small.get(0), large.get(0), large.get(1));
        assertOnly(Check.B2);
    }

    @Test
    void quorumsThatDoNotMeetTheOtherWayRound() {
        script.holds("gamma", 2, 17, "beta", "gamma");
        script.starts("alpha", 3);
        script.promises("alpha", 3);
        script.begins("alpha", 3, 17, "alpha");
        assertEquals(3, script.violations(Check.B2).getFirst().evidence().size());
        assertOnly(Check.B2);
    }

    /// Without the slip, what was sent tells the quorum; a line that could not be read must not make it smaller.
    @Test
    void aBeginBallotThatCannotBeReadMakesNoSmallQuorum() {
        script.holds("gamma", 2, 17, "beta", "gamma");
        script.starts("alpha", 3);
        script.promises("alpha", 3);
        script.steps("alpha", Reason.BEGUN_FREE, 3);
        script.sends("alpha", "alpha", Script.begin(3, 17));
        script.steps("alpha", Reason.LATE, 3);
        assertOnlyGreen();
        assertEquals(1, script.audit.findings().of(Check.B2).made());
    }

    /// But where a rule is off, it is as small as it looks.
    @Test
    void aSmallQuorumIsFoundInASkimmedTraceToo() {
        script.holds("gamma", 2, 17, "beta", "gamma");
        script.tell("alpha", new Happening.Rules(Set.of(Rule.MAJORITY_QUORUMS)));
        script.starts("alpha", 3);
        script.promises("alpha", 3);
        script.steps("alpha", Reason.BEGUN_FREE, 3);
        script.sends("alpha", "alpha", Script.begin(3, 17));
        assertOnlyGreen();
        script.steps("alpha", Reason.LATE, 3);
        assertOnly(Check.B2);
    }

    @Test
    void aBallotThatTakesNoNoticeOfTheLatestVote() {
        script.starts("beta", 1);
        script.promises("alpha", 1);
        script.promises("beta", 1);
        script.begins("beta", 1, 17, "alpha", "beta");
        List<Event> vote = script.votes("alpha", 1, 17);
        script.starts("gamma", 2);
        script.promises("alpha", 2);
        script.promises("gamma", 2);
        List<Event> begun = script.begins("gamma", 2, 20, "alpha", "gamma");
        assertRed(Check.B3, "Ballot 2 was begun for 20, but the latest earlier vote in its quorum (alpha, gamma) is for 17: that "
                + "of alpha in ballot 1.", vote.get(0), vote.get(1), begun.getFirst());
        assertOnly(Check.B3);
    }

    /// B3 is about all votes, whenever they are cast.
    @Test
    void aVoteBelowAPromiseThatComesAfterwards() {
        script.starts("beta", 1);
        script.promises("alpha", 1);
        script.promises("beta", 1);
        script.begins("beta", 1, 17, "alpha", "beta");
        script.starts("gamma", 2);
        Event promise = script.promises("alpha", 2);
        script.promises("gamma", 2);
        List<Event> begun = script.begins("gamma", 2, 20, "alpha", "gamma");
        assertOnlyGreen();
        List<Event> vote = script.votes("alpha", 1, 17);
        assertRed(Check.PROMISES, "alpha promised in LastVote 2 to vote in no ballot below 2, and then voted for 17 in ballot 1.",
                promise, vote.get(0), vote.get(1));
        assertRed(Check.B3, "Ballot 2 was begun for 20, but the latest earlier vote in its quorum (alpha, gamma) is for 17: that "
                + "of alpha in ballot 1.", begun.getFirst(), vote.get(0), vote.get(1));
        assertOnly(Check.B3, Check.PROMISES);
    }

    private void assertOnlyGreen() {
        assertTrue(script.audit.findings().isGreen(), () -> script.audit.findings().toString());
    }

    /// The story of the issue: a promise that is forgotten with a wiped disk ends in two decrees.
    @Test
    void aForgottenPromiseEndsInTwoDecrees() {
        script.starts("beta", 1);
        script.promises("beta", 1);
        script.promises("alpha", 1);
        List<Event> vote = begunAndVoted();
        Event entered = script.enters("beta", 17);
        script.crashes("alpha");
        script.wipes("alpha");
        script.opens("alpha", Ledger.BLANK);
        script.starts("gamma", 2);
        Event lastVote = script.promises("alpha", 2);
        script.promises("gamma", 2);
        List<Event> begun = script.begins("gamma", 2, 20, "alpha", "gamma");
        script.votes("alpha", 2, 20);
        script.votes("gamma", 2, 20);
        Event other = script.enters("gamma", 20);
        assertRed(Check.PROMISES, "alpha said in LastVote 2 that it had never voted below it, but it had voted for 17 in ballot 1.",
                vote.get(0), vote.get(1), lastVote);
        assertRed(Check.B3, "Ballot 2 was begun for 20, but the latest earlier vote in its quorum (alpha, gamma) is for 17: that "
                + "of alpha in ballot 1.", vote.get(0), vote.get(1), begun.getFirst());
        assertRed(Check.AGREEMENT, "beta entered the decree 17 in its ledger, and gamma entered the decree 20 in its ledger: two "
                + "decrees.", entered, other);
        assertOnly(Check.PROMISES, Check.B3, Check.AGREEMENT);
    }

    private List<Event> begunAndVoted() {
        script.begins("beta", 1, 17, "alpha", "beta");
        script.votes("beta", 1, 17);
        return script.votes("alpha", 1, 17);
    }

    /// It may have voted in between, for 20, and that vote was not heard of: then the ballot is right, whatever was forgotten.
    @Test
    void whoSpokeWronglyAndHasGapsInItsRecordIsNotJudgedByB3() {
        script.holds("beta", 1, 17, "alpha", "beta");
        script.tell("alpha", new Happening.Missed(1));
        script.crashes("alpha");
        script.wipes("alpha");
        script.opens("alpha", Ledger.BLANK);
        begunFor20();
        assertOnly(Check.PROMISES);
    }

    /// beta voted for 20 in ballot 2, and said so to alpha, before ballot 3 began. But its record comes late.
    @Test
    void aBallotIsNotJudgedByB3BeforeAllOfItsQuorumIsHeard() {
        script.promises("alpha", 1);
        script.votes("alpha", 1, 17);
        script.starts("alpha", 3);
        script.promises("alpha", 3);
        script.begins("alpha", 3, 20, "alpha", "beta");
        assertOnlyGreen();
        assertEquals(0, script.audit.findings().of(Check.B3).made());
        script.promises("beta", 2);
        script.votes("beta", 2, 20);
        script.promises("beta", 3);
        assertOnlyGreen();
        assertEquals(1, script.audit.findings().of(Check.B3).made());
    }

    private void begunFor20() {
        script.starts("gamma", 5);
        script.promises("alpha", 5);
        script.promises("gamma", 5);
        script.begins("gamma", 5, 20, "alpha", "gamma");
    }

    /// The same: another process may have been there, and have voted.
    @Test
    void whoCameBackAsAnotherProcessWithAnotherLedgerIsNotJudgedByB3() {
        script.holds("beta", 1, 17, "alpha", "beta");
        script.crashes("alpha");
        script.tellAt(0, "alpha", new Happening.Opened("127.0.0.1:8000", State.afterRestart(Ledger.BLANK)));
        script.forgets("alpha");
        begunFor20();
        assertOnly(Check.PROMISES);
    }

    @Test
    void whoCameBackInTheSameProcessWithAnotherLedgerIsJudgedByB3() {
        script.holds("beta", 1, 17, "alpha", "beta");
        script.crashes("alpha");
        script.opens("alpha", Ledger.BLANK);
        begunFor20();
        assertOnly(Check.PROMISES, Check.B3);
    }

    /// What was under way before a new parliament tells nothing of one whose own record is heard.
    @Test
    void aMessageOfTheOldParliamentThatComesLateIsNoEvidence() {
        script.tell("alpha", new Happening.Forgot());
        script.opens("beta", Ledger.BLANK);
        script.receives("alpha", "beta", new Message.Voted(new Ballot(1), new Decree(17)));
        script.receives("alpha", "beta", new Message.LastVote(new Ballot(4), Optional.empty()));
        script.holds("beta", 1, 20, "beta", "gamma");
        assertOnlyGreen();
    }

    /// Ballots that have made way leave each legislator's latest vote behind.
    @Test
    void theLatestVoteCountsWhateverHasMadeWay() {
        Audit small = new Audit(new Parliament(List.of("alpha", "beta", "gamma")), 30);
        script.holds("alpha", 0, 17, "alpha", "beta");
        script.holds("beta", 1, 17, "alpha", "beta");
        for (int ballot = 2; ballot < 40; ballot++) {
            script.starts(List.of("alpha", "beta", "gamma").get(ballot % 3), ballot);
            script.promises("gamma", ballot);
        }
        script.starts("beta", 40);
        script.promises("alpha", 40);
        script.promises("gamma", 40);
        List<Event> begun = script.begins("beta", 40, 20, "alpha", "gamma");
        script.events.forEach(small::take);
        Violation violation = small.findings().of(Check.B3).first().getFirst();
        assertEquals(begun.getFirst(), violation.evidence().getLast());
        assertTrue(violation.evidence().getFirst().what() instanceof Happening.Wrote, violation::toString);
        assertEquals("Ballot 40 was begun for 20, but the latest earlier vote in its quorum (alpha, gamma) is for 17: that of alpha "
                + "in ballot 1.", violation.sentence());
        assertTrue(small.facts() <= 30);
    }

    /// But once it was said, in whatever message, others count on it.
    @Test
    void aVoteThatWasTornAfterItWasSaidIsStillAVote() {
        script.promises("alpha", 1);
        Event wrote = script.writes("alpha", Ledger.BLANK.withNextBal(new Ballot(1)).withPrevVote(Script.vote(1, 17)));
        script.promises("alpha", 2);
        script.crashes("alpha");
        script.wipes("alpha");
        script.opens("alpha", Ledger.BLANK);
        Event lastVote = script.promises("alpha", 3);
        assertRed(Check.PROMISES, "alpha said in LastVote 3 that it had never voted below it, but it had voted for 17 in ballot 1.",
                wrote, lastVote);
    }

    @Test
    void aVoteThatWasTornBeforeItWasSaidIsNone() {
        script.starts("beta", 1);
        script.promises("alpha", 1);
        script.promises("beta", 1);
        script.begins("beta", 1, 17, "alpha", "beta");
        script.votes("beta", 1, 17);
        Ledger promised = Ledger.BLANK.withNextBal(new Ballot(1));
        script.writes("alpha", promised.withPrevVote(Script.vote(1, 17)));
        assertTrue(script.audit.outlook(true).decided().isEmpty(), "nobody was told yet, so it may still be lost");
        script.crashes("alpha");
        script.tell("alpha", new Happening.Tampered(promised.withPrevVote(Script.vote(1, 17)), promised, "Its last write tore."));
        assertTrue(script.audit.outlook(true).decided().isEmpty());
        script.opens("alpha", promised);
        begunFor20();
        assertOnlyGreen();
    }

    /// It votes a second time in a ballot that it had voted in, below what it has promised since.
    @Test
    void aVoteThatIsCastOnceMoreBelowAPromise() {
        script.holds("beta", 1, 17, "alpha", "beta");
        Event promise = script.promises("alpha", 2);
        script.crashes("alpha");
        script.wipes("alpha");
        script.opens("alpha", Ledger.BLANK);
        List<Event> vote = script.votes("alpha", 1, 17);
        assertRed(Check.PROMISES, "alpha promised in LastVote 2 to vote in no ballot below 2, and then voted for 17 in ballot 1.",
                promise, vote.get(0));
        assertOnly(Check.PROMISES);
    }

    @Test
    void aLastVoteThatTellsOfAnotherVote() {
        List<Event> vote = script.votes("alpha", 1, 17);
        Event said = script.promises("alpha", 2, Optional.of(Script.vote(1, 20)));
        assertRed(Check.PROMISES, "alpha voted for 17 in ballot 1, but said in a LastVote that it had voted for 20 in it.",
                vote.get(0), vote.get(1), said);
        assertOnly(Check.PROMISES);
    }

    @Test
    void aVoteThatTheDiskRemembersCounts() {
        script.crashes("alpha");
        Event opened = script.opens("alpha", Ledger.BLANK.withNextBal(new Ballot(1)).withPrevVote(Script.vote(1, 17)));
        Event lastVote = script.promises("alpha", 2, Optional.empty());
        assertRed(Check.PROMISES, "alpha said in LastVote 2 that it had never voted below it, but it had voted for 17 in ballot 1.",
                opened, lastVote);
    }

    @Test
    void aLegislatorWithoutARecordIsJudgedByWhatOthersReceived() {
        Audit audit = new Audit(new Parliament(List.of("alpha", "beta", "gamma")));
        Event voted = received(0, "beta", new Message.Voted(new Ballot(3), new Decree(17)));
        Event lastVote = received(1, "beta", new Message.LastVote(new Ballot(6), Optional.empty()));
        Event one = received(2, "gamma", new Message.BeginBallot(new Ballot(5), new Decree(1)));
        Event other = received(3, "gamma", new Message.BeginBallot(new Ballot(5), new Decree(2)));
        Stream.of(voted, lastVote, one, one, other).forEach(audit::take);
        assertEquals(List.of(new Violation(Check.PROMISES, "beta said in LastVote 6 that it had never voted below it, and promised "
                + "to vote in no ballot below 6; but it voted for 17 in ballot 3.", List.of(voted, lastVote))),
                audit.findings().of(Check.PROMISES).first());
        assertEquals(List.of(one, other), audit.findings().of(Check.B1).first().getFirst().evidence());
        assertEquals(0, audit.findings().of(Check.B2).made() + audit.findings().of(Check.B3).made());
    }

    private static Event received(int number, String from, Message message) {
        return new Event(number, Instant.EPOCH, number, "alpha", new Happening.Received(Optional.of(from), Optional.empty(),
                message));
    }

    @Test
    void aNewParliamentBeginsAnew() {
        twoLedgersWithTwoDecrees();
        script.tell("alpha", new Happening.Forgot());
        script.tell("beta", new Happening.Forgot());
        script.tell("gamma", new Happening.Forgot());
        assertEquals("Nobody has voted yet: any decree can still be chosen.", script.sentence());
        assertTrue(script.audit.findings().isGreen());
        assertEquals(0, script.audit.findings().of(Check.AGREEMENT).made());
        script.opens("alpha", Ledger.BLANK);
        script.enters("alpha", 99);
        assertTrue(script.audit.findings().isGreen());
    }

    /// What one did in the new parliament is not forgotten because another says only then that it has forgotten the old one.
    @Test
    void severalThatForgetBeginAnewTogether() {
        script.holds("beta", 1, 17, "alpha", "beta");
        script.tell("alpha", new Happening.Forgot());
        script.opens("alpha", Ledger.BLANK);
        Event first = script.enters("alpha", 99);
        script.tell("beta", new Happening.Forgot());
        script.tell("gamma", new Happening.Forgot());
        assertEquals("99 is decided: nothing can change it now.", script.sentence());
        script.opens("beta", Ledger.BLANK);
        Event second = script.enters("beta", 98);
        assertRed(Check.AGREEMENT, "alpha entered the decree 99 in its ledger, and beta entered the decree 98 in its ledger: two "
                + "decrees.", first, second);
    }

    /// As after `--reset`, which is done while nobody is there to tell of it.
    @Test
    void newProcessesThatAllRememberNothingAreANewParliament() {
        script.holds("beta", 1, 17, "alpha", "beta");
        script.enters("beta", 17);
        for (String name : List.of("alpha", "beta", "gamma")) {
            script.tell(name, new Happening.Closed());
        }
        for (String name : List.of("alpha", "beta", "gamma")) {
            script.tellAt(0, name, new Happening.Opened("127.0.0.1:8000", State.afterRestart(Ledger.BLANK)));
            script.forgets(name);
        }
        assertEquals("Nobody has voted yet: any decree can still be chosen.", script.sentence());
        script.holds("beta", 1, 20, "beta", "gamma");
        script.enters("beta", 20);
        assertOnlyGreen();
    }

    /// But not where one remembers, or where it was done on purpose.
    @Test
    void oneNewProcessThatRemembersNothingIsNoNewParliament() {
        script.holds("beta", 1, 17, "alpha", "beta");
        Event first = script.enters("beta", 17);
        script.tell("beta", new Happening.Closed());
        script.tellAt(0, "beta", new Happening.Opened("127.0.0.1:8000", State.afterRestart(Ledger.BLANK)));
        script.forgets("beta");
        Event second = script.enters("beta", 20);
        assertRed(Check.DECREES_NEVER_CHANGE, "beta’s ledger held the decree 17, and later it held 20.", first, second);
    }

    @Test
    void disksThatWereAllWipedOnPurposeAreNoNewParliament() {
        Event first = script.enters("beta", 17);
        for (String name : List.of("alpha", "beta", "gamma")) {
            script.crashes(name);
            script.wipes(name);
            script.tellAt(0, name, new Happening.Opened("127.0.0.1:8000", State.afterRestart(Ledger.BLANK)));
        }
        Event second = script.enters("beta", 20);
        assertRed(Check.DECREES_NEVER_CHANGE, "beta’s ledger held the decree 17, and later it held 20.", first, second);
    }

    @Test
    void noMoreThanSomeViolationsAreKept() {
        script.enters("alpha", 0);
        for (int i = 1; i < 3_000; i++) {
            script.starts("beta", i);
            script.starts("gamma", i);
        }
        assertEquals(Audit.SHOWN, script.violations(Check.B1).size());
        assertEquals(Audit.COUNTED, script.audit.findings().of(Check.B1).broken());
    }

    /// Whoever leaves a rule out is found out, by this check, within so many runs; and the evidence is of this history.
    @ParameterizedTest
    @CsvSource(textBlock = """
        FORGETS_ITS_PROMISE,       PROMISES,  300
        FORGETS_ITS_PROMISE,       B3,       3000
        VOTES_BELOW_ITS_PROMISE,   PROMISES,  100
        VOTES_BELOW_ITS_PROMISE,   B3,        300
        TAKES_NO_NOTICE_OF_VOTES,  B3,        100
        TAKES_NO_NOTICE_OF_VOTES,  AGREEMENT, 300
        TAKES_A_SMALL_QUORUM,      B2,        100
        TAKES_A_SMALL_QUORUM,      AGREEMENT, 300
        FORGETS_WHAT_IT_TRIED,     B1,        300
        TAKES_ITS_BALLOT_UP_AGAIN, B1,       3000
        """)
    void aMisdeedIsFoundOut(Storm.Misdeed misdeed, Check check, int within) {
        for (long seed = 0; seed < within; seed++) {
            List<Event> events = new ArrayList<>();
            Storm storm = new Storm(3 + (int) (seed % 3), seed, Set.of(misdeed), events::add).play(300);
            Audit audit = new Audit(storm.parliament);
            events.forEach(audit::take);
            for (Violation violation : audit.findings().of(check).first()) {
                assertTrue(violation.evidence().size() >= 2, violation::toString);
                assertEquals(events.stream().filter(violation.evidence()::contains).toList(), violation.evidence());
                System.out.printf("%s: seed %d: %s%n", misdeed, seed, violation.sentence());
                return;
            }
        }
        throw new AssertionError("%s was never found to break %s.".formatted(misdeed, check));
    }

    /// Each rule that the bench can switch off.
    @ParameterizedTest
    @CsvSource(textBlock = """
        KEEP_PROMISES,        PROMISES, 1000
        REFUSE_BELOW_PROMISE, PROMISES,  100
        TAKE_LATEST_VOTE,     B3,        100
        MAJORITY_QUORUMS,     B2,        100
        OWN_NUMBERS,          B1,        100
        BEGIN_ONCE,           B1,       3000
        """)
    void aRuleThatIsSwitchedOffIsFoundBroken(Rule rule, Check check, int within) {
        for (long seed = 0; seed < within; seed++) {
            List<Event> events = new ArrayList<>();
            Storm storm = new Storm(3 + (int) (seed % 2), seed, Set.of(), events::add);
            storm.breakRules(Set.of(rule));
            storm.play(400);
            Audit audit = new Audit(storm.parliament);
            events.forEach(audit::take);
            assertFalse(audit.outlook(true).certain());
            List<Violation> found = audit.findings().of(check).first();
            if (!found.isEmpty()) {
                assertTrue(events.containsAll(found.getFirst().evidence()));
                System.out.printf("%s: seed %d: %s%n", rule, seed, found.getFirst().sentence());
                return;
            }
        }
        throw new AssertionError("%s was never found to break %s.".formatted(rule, check));
    }
}
