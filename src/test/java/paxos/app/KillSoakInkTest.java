package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Vote;

class KillSoakInkTest {

    private static final Ledger BLANK = Ledger.BLANK;
    private static final Ledger PROMISED = BLANK.withNextBal(new Ballot(3));
    private static final Ledger VOTED = PROMISED.withPrevVote(vote(3, 17));
    private static final Ledger KNOWS = VOTED.withDecree(new Decree(17));

    @Test
    void lifeAfterLifeInWhichNothingIsTakenBackIsNotAccused() {
        assertEquals(List.of(), of(life("alpha", 1, BLANK, PROMISED), life("alpha", 2, BLANK, PROMISED, VOTED),
                life("beta", 1, BLANK, PROMISED, VOTED), life("beta", 2, VOTED, KNOWS)).violations());
    }

    @Test
    void aPromiseThatTheNextProcessDoesNotFindIsMissed() {
        accused("the process 2 of alpha had ended, its ledger had in it nowhere what it said when the one before had ended",
                of(life("alpha", 1, BLANK, PROMISED), life("alpha", 2, BLANK)));
        accused("nowhere what it said", of(life("alpha", 1, BLANK, PROMISED, VOTED), life("alpha", 2, BLANK, PROMISED)));
    }

    @Test
    void whatALedgerTakesBackIsSeen() {
        Ledger tried = BLANK.withLastTried(new Ballot(5));
        accused("was followed by", of(life("alpha", 1, tried, BLANK)));
        accused("was followed by", of(life("alpha", 1, PROMISED, BLANK)));
        accused("was followed by", of(life("alpha", 1, VOTED, PROMISED)));
        accused("was followed by", of(life("alpha", 1, VOTED, VOTED.withPrevVote(vote(3, 18)))));
        accused("was followed by", of(life("alpha", 1, KNOWS, VOTED.withDecree(new Decree(18)))));
    }

    @Test
    void aBallotIsForOneDecree() {
        accused("In ballot 3 there are votes for two decrees",
                of(life("alpha", 1, VOTED), life("beta", 1, PROMISED.withPrevVote(vote(3, 18)))));
    }

    @Test
    void afterAMajorityAllVotesAreForItsDecree() {
        Ledger other = BLANK.withNextBal(new Ballot(4)).withPrevVote(vote(4, 18));
        accused("A majority (alpha, beta) voted for 17 in ballot 3, and in ballot 4 after that there are votes for another decree",
                of(life("alpha", 1, VOTED), life("beta", 1, VOTED), life("gamma", 1, other)));
        assertEquals(List.of(), of(life("alpha", 1, VOTED), life("gamma", 1, other)).violations(), "one vote of three decides nothing");
        Ledger before = BLANK.withNextBal(new Ballot(2)).withPrevVote(vote(2, 18));
        assertEquals(List.of(), of(life("alpha", 1, VOTED), life("beta", 1, VOTED), life("gamma", 1, before)).violations());
    }

    @Test
    void aDecreeHasAMajorityOfVotesInOneBallot() {
        accused("The decree 17 was entered in a ledger, and there is no ballot in which a majority voted for it",
                of(life("alpha", 1, KNOWS), life("beta", 1, BLANK)));
        accused("Two decrees were entered", of(life("alpha", 1, VOTED, KNOWS), life("beta", 1, VOTED),
                life("gamma", 1, BLANK.withDecree(new Decree(18)))));
    }

    @Test
    void whatWasSaidIsBackedByWhatWasWrittenUntilThen() {
        Ledger all = KNOWS.withLastTried(new Ballot(2));
        KillSoakInk ink = of(life("alpha", 1, BLANK, PROMISED, VOTED, KNOWS, all), life("beta", 1, VOTED), life("gamma", 1, BLANK));
        for (Message said : List.of(new Message.NextBallot(new Ballot(2)), new Message.LastVote(new Ballot(3), Optional.empty()),
                new Message.BeginBallot(new Ballot(2), new Decree(5)), new Message.Voted(new Ballot(3), new Decree(17)),
                new Message.Success(new Ballot(3), new Decree(17)), new Message.HigherBallot(new Ballot(3)))) {
            assertEquals(Optional.empty(), ink.unbacked("alpha", id(1), said));
            assertTrue(ink.unbacked("gamma", id(1), said).orElse("").contains("the process 1 of gamma had ended, its ledger did not back it"));
        }
        assertTrue(ink.unbacked("alpha", id(1), new Message.LastVote(new Ballot(3), Optional.of(vote(1, 9)))).isPresent());
        assertTrue(ink.unbacked("alpha", id(1), new Message.Voted(new Ballot(3), new Decree(18))).isPresent());
        assertTrue(ink.unbacked("alpha", id(1), new Message.LastVote(new Ballot(4), Optional.empty())).isPresent());
        assertTrue(ink.unbacked("nobody", id(1), new Message.HigherBallot(new Ballot(3))).isPresent());
    }

    @Test
    void aPromiseThatOnlyTheNextProcessWroteBacksNothingThatTheOneBeforeSaid() {
        KillSoakInk ink = of(life("alpha", 1, BLANK), life("alpha", 2, BLANK, PROMISED));
        Message said = new Message.LastVote(new Ballot(3), Optional.empty());
        assertTrue(ink.unbacked("alpha", id(1), said).isPresent());
        assertEquals(Optional.empty(), ink.unbacked("alpha", id(2), said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "x", "?-1", "zzzzzzzzzzzzzzzzzzzzzz-1"})
    void anIdThatTellsNoProcessIsJudgedByAllThatWasEverWritten(String id) {
        KillSoakInk ink = of(life("alpha", 1, BLANK), life("alpha", 2, BLANK, PROMISED));
        assertEquals(Optional.empty(), ink.unbacked("alpha", id, new Message.HigherBallot(new Ballot(3))));
        assertTrue(ink.unbacked("alpha", id, new Message.HigherBallot(new Ballot(4))).isPresent());
    }

    @Test
    void aTraceThatTellsOfAWriteThatIsInNoLedgerIsAccused() {
        KillSoakInk ink = of(life("alpha", 1, BLANK, PROMISED), life("alpha", 2, PROMISED, VOTED));
        assertEquals(Optional.empty(), ink.notWritten("alpha", 150, PROMISED));
        assertTrue(ink.notWritten("alpha", 150, VOTED).isPresent(), "it was written later");
        assertEquals(Optional.empty(), ink.notWritten("alpha", 250, VOTED));
        assertTrue(ink.notWritten("alpha", 250, KNOWS).isPresent());
    }

    @Test
    void aProcessBeginsWithWhatTheOneBeforeLeft() {
        KillSoakInk ink = of(life("alpha", 1, BLANK, PROMISED), life("alpha", 2, PROMISED, VOTED));
        assertEquals(Optional.empty(), ink.notRemembered("alpha", 100, BLANK));
        assertEquals(Optional.empty(), ink.notRemembered("alpha", 200, PROMISED));
        assertTrue(ink.notRemembered("alpha", 200, BLANK).orElseThrow().startsWith("the process 2 of alpha began with "));
        assertTrue(ink.notRemembered("alpha", 100, PROMISED).isPresent());
    }

    @Test
    void itCountsBallotsAndThoseThatPassed() {
        Ledger tried = VOTED.withLastTried(new Ballot(6));
        KillSoakInk ink = of(life("alpha", 1, BLANK, VOTED, tried), life("alpha", 2, tried), life("beta", 1, VOTED),
                life("gamma", 1, BLANK.withNextBal(new Ballot(2)).withPrevVote(vote(2, 18))));
        assertEquals(1, ink.ballots());
        assertEquals(1, ink.passed());
        assertEquals(2, ink.rivals());
    }

    // ---- Hand-made

    private static Vote vote(int ballot, int decree) {
        return new Vote(new Ballot(ballot), new Decree(decree));
    }

    /// The first lasts from 100 to 199, the second from 200 to 299.
    private static KillSoakLife life(String name, int number, Ledger... history) {
        return new KillSoakLife(name, number, 100L * number, 100L * number + 99, List.of(history));
    }

    /// Of the process that lasts at 150, 250, …
    private static String id(int number) {
        return Long.toString(100L * number + 50, Character.MAX_RADIX) + "-7";
    }

    private static KillSoakInk of(KillSoakLife... lives) {
        return new KillSoakInk(3, List.of(lives));
    }

    private static void accused(String sentence, KillSoakInk ink) {
        List<String> found = new ArrayList<>(ink.violations());
        assertTrue(found.stream().anyMatch(each -> each.contains(sentence)), found::toString);
    }
}
