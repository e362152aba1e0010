package paxos.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paxos.audit.Outlook.Standing;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// What is said of the future, in situations that a class may meet.
class SentenceTest {

    private final Script three = new Script("alpha", "beta", "gamma");
    private final Script five = new Script("alpha", "beta", "gamma", "delta", "epsilon");

    private static Standing standing(Script script, int decree) {
        return script.audit.outlook(true).chances().stream().filter(chance -> chance.decree().equals(new Decree(decree)))
                .findFirst().orElseThrow().standing();
    }

    private static void begin(Script script, String president, int ballot, int decree, String... quorum) {
        script.starts(president, ballot);
        List.of(quorum).forEach(name -> script.promises(name, ballot));
        script.begins(president, ballot, decree, quorum);
    }

    @Test
    void atFirstAnythingGoes() {
        assertEquals("Nobody has voted yet: any decree can still be chosen.", three.sentence());
        assertTrue(three.audit.outlook(true).canBe(new Decree(12345)));
    }

    @Test
    void aBallotThatNobodyHasVotedInYet() {
        begin(three, "beta", 1, 17, "alpha", "beta");
        assertEquals("Nobody has voted yet: any decree can still be chosen; the votes of alpha and beta in ballot 1 would decide 17.",
                three.sentence());
        assertEquals(Standing.OPEN, standing(three, 17));
    }

    @Test
    void oneVoteThatDecidesIt() {
        begin(five, "beta", 1, 17, "alpha", "beta", "gamma");
        five.votes("beta", 1, 17);
        five.votes("gamma", 1, 17);
        assertEquals("beta and gamma voted for 17 in ballot 1: alpha’s vote decides it; until then, any other decree can still be "
                + "chosen in a later ballot.", five.sentence());
        assertEquals("17 can be chosen in ballot 1, if alpha votes for it.",
                five.audit.outlook(true).chances().getFirst().how());
    }

    @Test
    void decidedThoughNobodyKnows() {
        begin(three, "beta", 1, 17, "alpha", "beta");
        three.votes("alpha", 1, 17);
        three.votes("beta", 1, 17);
        assertEquals("17 is decided: nothing can change it now, though nobody knows it yet: all who had to vote for it in "
                + "ballot 1 did, alpha and beta.", three.sentence());
        three.enters("beta", 17);
        assertEquals("17 is decided: nothing can change it now.", three.sentence());
        assertEquals(Standing.DECIDED, standing(three, 17));
        assertFalse(three.audit.outlook(true).canBe(new Decree(18)));
    }

    /// alpha may have voted, for all that a ballot of beta and gamma can know.
    @Test
    void notDecidedButNothingElseIsPossible() {
        begin(five, "beta", 1, 17, "alpha", "beta", "gamma");
        five.votes("beta", 1, 17);
        five.votes("gamma", 1, 17);
        five.promises("alpha", 4);
        assertTrue(five.audit.outlook(true).anyOther());
        five.starts("delta", 8);
        for (String name : List.of("alpha", "beta", "gamma")) {
            five.promises(name, 8);
        }
        five.begins("delta", 8, 17, "alpha", "beta", "gamma");
        five.votes("alpha", 8, 17);
        five.promises("beta", 9);
        assertEquals("17 may have passed for all that a later ballot can know, so no other decree can be chosen any more – but it is "
                + "not decided yet.", five.sentence());
        assertEquals(Standing.LATER, standing(five, 17));
    }

    @Test
    void twoDecreesOfWhichOneWillBeChosen() {
        begin(three, "beta", 1, 17, "alpha", "beta");
        three.votes("beta", 1, 17);
        begin(three, "gamma", 2, 20, "alpha", "gamma");
        three.votes("gamma", 2, 20);
        three.promises("alpha", 3);
        assertEquals("17 or 20 can still be chosen: whichever has the latest vote in the quorum of a later ballot.", three.sentence());
        assertFalse(three.audit.outlook(true).canBe(new Decree(99)));
    }

    @Test
    void aDecreeThatIsOut() {
        begin(three, "beta", 1, 17, "alpha", "beta");
        three.promises("alpha", 2);
        three.promises("gamma", 2);
        three.promises("beta", 3);
        begin(three, "gamma", 5, 20, "alpha", "gamma");
        three.votes("alpha", 5, 20);
        three.promises("beta", 6);
        three.votes("gamma", 5, 20);
        assertEquals(Standing.OUT, standing(three, 17));
    }

    /// It has collected what it needs to begin, and can begin still: also where most have voted meanwhile.
    @Test
    void aStartedBallotMayStillBringADecreeThatNobodyVotedFor() {
        five.starts("epsilon", 4);
        five.promises("alpha", 4);
        five.promises("beta", 4);
        five.promises("gamma", 4);
        five.opens("delta", Ledger.BLANK.withNextBal(new Ballot(1)).withPrevVote(Script.vote(1, 17)));
        begin(five, "beta", 6, 30, "alpha", "beta", "epsilon");
        five.votes("alpha", 6, 30);
        five.votes("beta", 6, 30);
        // Never voted: gamma and epsilon only. But gamma can vote in ballot 4, for anything, and be the latest of three then.
        assertTrue(five.audit.outlook(true).anyOther());
        five.crashes("epsilon");
        assertFalse(five.audit.outlook(true).anyOther());
    }

    @Test
    void aRuleThatIsSwitchedOff() {
        three.tell("beta", new Happening.Rules(Set.of(Rule.KEEP_PROMISES)));
        assertEquals("A rule is switched off, so nothing is certain; by what is known, nobody has voted yet: any decree can still be "
                + "chosen.", three.sentence());
        assertFalse(three.audit.outlook(true).certain());
        three.tell("beta", new Happening.Rules(Set.of()));
        assertTrue(three.audit.outlook(true).certain());
        assertFalse(three.audit.outlook(false).certain());
        three.enters("alpha", 17);
        assertEquals("A rule is switched off, so nothing is certain; 17 has passed, and while all keep the rules, nothing can change "
                + "it.", three.audit.outlook(false).sentence());
    }

    @Test
    void aLedgerThatHasLostSomething() {
        three.promises("beta", 1);
        three.crashes("beta");
        three.opens("beta", Ledger.BLANK);
        assertEquals("beta’s ledger has lost what stood in it, so nothing is certain; by what is known, nobody has voted yet: any "
                + "decree can still be chosen.", three.sentence());
    }

    @Test
    void ledgersThatAreNotKnown() {
        Audit audit = new Audit(new Parliament(List.of("alpha", "beta", "gamma")));
        assertEquals("What stands in the ledgers is not known here, so nothing is certain; by what is known, nobody has voted yet: "
                + "any decree can still be chosen.", audit.outlook(true).sentence());
        three.tell("gamma", new Happening.Missed(3));
        assertEquals("gamma’s ledger is not known here, so nothing is certain; by what is known, nobody has voted yet: any decree can "
                + "still be chosen.", three.sentence());
        three.tell("beta", new Happening.Missed(3));
        assertEquals("What stands in the ledgers of beta and gamma is not known here, so nothing is certain; by what is known, "
                + "nobody has voted yet: any decree can still be chosen.", three.sentence());
        three.promises("gamma", 1);
        assertFalse(three.sentence().contains("gamma"));
    }

    /// Votes that others received decide as well as those of a record.
    @Test
    void aMajorityOfVotesDecidesWhoeverBeganTheBallot() {
        Audit audit = new Audit(new Parliament(List.of("alpha", "beta", "gamma")));
        for (String name : List.of("beta", "gamma")) {
            audit.take(new Event(0, Instant.EPOCH, 1, "alpha", new Happening.Received(Optional.of(name),
                    Optional.empty(), new Message.Voted(new Ballot(0), new Decree(17)))));
        }
        assertEquals(Optional.of(new Decree(17)), audit.outlook(true).decided());
        assertTrue(audit.outlook(true).certain());
    }

    @Test
    void askingAgainCostsNothing() {
        assertSame(three.audit.outlook(true), three.audit.outlook(true));
        assertSame(three.audit.findings(), three.audit.findings());
        Findings before = three.audit.findings();
        three.promises("beta", 1);
        assertTrue(three.audit.findings().version() > before.version());
    }
}
