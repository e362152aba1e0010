package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paxos.node.Disk.Damage;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;
import paxos.trace.Rule;

/// Each way to come back says beforehand what it does to the promise, and is refused where it breaks one.
class ComebackTest {

    private static final Ledger PROMISED_1 = ledger(-1, 1);
    private static final Ledger VOTED_1 = PROMISED_1.withPrevVote(vote(1, 17));
    private static final Ledger PROMISED_4 = VOTED_1.withNextBal(new Ballot(4));
    private static final Ledger VOTED_4 = PROMISED_4.withPrevVote(vote(4, 17));
    private static final Ledger PASSED = VOTED_4.withDecree(new Decree(17));

    @Test
    void allTheWaysAreOfferedAsFarAsTheHistoryGoes() {
        List<Comeback> all = all(VOTED_1, Ledger.BLANK, PROMISED_1, VOTED_1);
        assertEquals(List.of("Disk kept", "Last write torn", "Older copy of the disk, 1 write back",
                "Older copy of the disk, 2 writes back", "Disk wiped"), all.stream().map(Comeback::title).toList());
        assertEquals(List.of(Optional.empty(), Optional.of(new Damage.TornWrite()), Optional.of(new Damage.SetBack(1)),
                Optional.of(new Damage.SetBack(2)), Optional.of(new Damage.Wiped())), all.stream().map(Comeback::damage).toList());
        assertEquals(List.of(VOTED_1, PROMISED_1, PROMISED_1, Ledger.BLANK, Ledger.BLANK), all.stream().map(Comeback::ledger).toList());
        assertEquals(List.of(false, true, true, true, true), all.stream().map(Comeback::breaksPromise).toList());
        assertThrows(IllegalArgumentException.class, () -> Comeback.all("beta", List.of(), Optional.empty(), Set.of()));
    }

    @Test
    void aDiskOnWhichNothingWasWrittenCanOnlyBeKeptOrWiped() {
        List<Comeback> all = Comeback.all("beta", List.of(Ledger.BLANK), Optional.empty(), Set.of());
        assertEquals(List.of("The disk is kept: beta remembers all that others count on, so no promise is broken.",
                "An empty disk: beta remembers all that others count on, so no promise is broken."), sentences(all));
        assertTrue(all.stream().noneMatch(Comeback::breaksPromise));
    }

    @Test
    void whatNobodyHadHeardOfIsLostWithoutABreach() {
        Comeback torn = all(PROMISED_4, PROMISED_4, VOTED_4).get(1);
        assertFalse(torn.breaksPromise());
        assertEquals("The last write of beta tears: beta forgets that it voted for 17 in ballot 4, but nobody else had heard of that, "
                + "so no promise is broken.", torn.sentence());
        assertEquals(Optional.empty(), torn.refusal(Set.of()));
    }

    @Test
    void whatOthersCountOnIsABreachAndIsNamedWithItsNumbers() {
        List<Comeback> all = all(PROMISED_4, VOTED_1, PROMISED_4);
        assertEquals(List.of(
                "The disk is kept: beta remembers all that others count on, so no promise is broken.",
                "The last write of beta tears: beta forgets that it promised ballot 4, though others may count on that, so a promise is "
                        + "broken.",
                "A copy of the disk from before the last write: beta forgets that it promised ballot 4, though others may count on that, so "
                        + "a promise is broken.",
                "An empty disk: beta forgets that it promised ballot 4 and voted for 17 in ballot 1, though others may count on both, so a "
                        + "promise is broken."), sentences(all));
        Comeback wiped = all.getLast();
        assertEquals(Optional.of("It would forget what others count on. To see what comes of that, switch off the rule “Keep promises "
                + "over a crash” first."), wiped.refusal(Set.of()));
        assertEquals(wiped.refusal(Set.of()), wiped.refusal(EnumSet.complementOf(EnumSet.of(Rule.KEEP_PROMISES))));
        assertEquals(Optional.empty(), wiped.refusal(Set.of(Rule.KEEP_PROMISES)));
        assertEquals(Optional.empty(), all.getFirst().refusal(Set.of()));
    }

    @Test
    void aBallotThatItStartedMayBeStartedAgain() {
        Comeback torn = all(ledger(3, 4), ledger(-1, 4), ledger(3, 4)).get(1);
        assertTrue(torn.breaksPromise());
        assertEquals("The last write of beta tears: beta forgets that it started ballot 3, though others may count on that, so it may use "
                + "that number a second time.", torn.sentence());
        Comeback wiped = all(ledger(3, 4).withPrevVote(vote(2, 5)), ledger(3, 4).withPrevVote(vote(2, 5))).getLast();
        assertEquals("An empty disk: beta forgets that it started ballot 3, promised ballot 4 and voted for 5 in ballot 2, though others may "
                + "count on all of it, so a promise is broken.", wiped.sentence());
    }

    @Test
    void theDecreeAloneCanBeLearntAgain() {
        Comeback torn = all(PASSED, VOTED_4, PASSED).get(1);
        assertFalse(torn.breaksPromise());
        assertEquals("The last write of beta tears: beta forgets that the decree is 17, which breaks no promise, as it can learn that again.",
                torn.sentence());
        assertEquals("An empty disk: beta forgets that it promised ballot 1, though others may count on that, so a promise is broken; "
                + "that the decree is 17, it can learn again.", all(PROMISED_1, PROMISED_1.withDecree(new Decree(17))).getLast().sentence());
        assertEquals("An empty disk: beta forgets that it promised ballot 1, but nobody else had heard of that, so no promise is broken; "
                + "that the decree is 17, it can learn again.",
                all(Ledger.BLANK, PROMISED_1.withDecree(new Decree(17))).getLast().sentence());
    }

    @Test
    void whereNothingIsKnownOfWhatWasSaidAllCounts() {
        assertEquals(sentences(all(VOTED_4, PROMISED_4, VOTED_4)),
                sentences(Comeback.all("beta", List.of(PROMISED_4, VOTED_4), Optional.empty(), Set.of())));
        assertTrue(Comeback.all("beta", List.of(PROMISED_4, VOTED_4), Optional.empty(), Set.of()).get(1).breaksPromise());
    }

    /// Pencil: the disk says less than was said.
    @Test
    void aDiskThatIsKeptMayLackWhatWasInPencil() {
        Set<Rule> off = Set.of(Rule.KEEP_PROMISES);
        Comeback kept = Comeback.all("beta", List.of(Ledger.BLANK), Optional.of(VOTED_1), off).getFirst();
        assertTrue(kept.breaksPromise());
        assertEquals("The disk is kept, but not what was in pencil: beta forgets that it promised ballot 1 and voted for 17 in ballot 1, "
                + "though others may count on both, so a promise is broken.", kept.sentence());
        assertEquals(kept, Comeback.all("beta", List.of(Ledger.BLANK), Optional.of(VOTED_1), Set.of()).getFirst());
        assertTrue(kept.refusal(Set.of()).isPresent());
        assertEquals("The disk is kept, but not what was in pencil: beta remembers all that others count on, so no promise is broken.",
                Comeback.all("beta", List.of(VOTED_1), Optional.of(VOTED_1), off).getFirst().sentence());
    }

    private static List<Comeback> all(Ledger said, Ledger... history) {
        return Comeback.all("beta", List.of(history), Optional.of(said), Set.of());
    }

    private static List<String> sentences(List<Comeback> all) {
        return all.stream().map(Comeback::sentence).toList();
    }

    private static Ledger ledger(int lastTried, int nextBal) {
        return Ledger.BLANK.withLastTried(new Ballot(lastTried)).withNextBal(new Ballot(nextBal));
    }

    private static Vote vote(int ballot, int decree) {
        return new Vote(new Ballot(ballot), new Decree(decree));
    }
}
