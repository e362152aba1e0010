package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Happening;

/// Ballots where 32 bits end look and read like any other.
class EdgesTest {

    private static final Ballot TOP = new Ballot(Integer.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 12, 1000})
    void aBallotAtTheTopHasItsPresidentsColour(int size) {
        Parliament parliament = new Parliament(IntStream.range(0, size).mapToObj(i -> "legislator" + i).toList());
        Palette palette = new Palette(parliament);
        // Until it wraps round.
        for (int number = Integer.MAX_VALUE - 20; number > 0; number++) {
            assertEquals(palette.of("legislator" + number % size), palette.of(new Ballot(number)), "ballot " + number);
        }
    }

    @Test
    void theProgressOfABallotAtTheTopIsFollowed() {
        Parliament parliament = new Parliament(List.of("alpha", "beta", "gamma"));
        Ledger promised = Ledger.BLANK.withNextBal(TOP);
        BallotProgress asked = BallotProgress.NONE.after(parliament, "alpha", stepped(promised, Reason.PROMISED, TOP));
        assertEquals(TOP, asked.ballot());
        assertEquals("beta", asked.president());
        Ledger voted = promised.withPrevVote(new Vote(TOP, new Decree(Integer.MIN_VALUE)));
        BallotProgress after = asked.after(parliament, "alpha", stepped(voted, Reason.VOTED, TOP));
        assertEquals(Optional.of(new Decree(Integer.MIN_VALUE)), after.decree());
        // What says that there is no number left does not end the ballot that is shown.
        assertEquals(after, after.after(parliament, "alpha", stepped(voted, Reason.NO_NUMBER_LEFT, TOP)));
        Happening opened = new Happening.Opened("127.0.0.1:1", State.afterRestart(voted));
        assertEquals(TOP, BallotProgress.NONE.after(parliament, "alpha", opened).ballot());
    }

    @Test
    void aBallotAtTheTopIsFoundByItsNumberAndNoOtherIs() {
        MessageQuery.Word word = MessageQuery.parse("ballot:2147483647").words().getFirst();
        assertTrue(word.findsBallot(Integer.MAX_VALUE));
        assertFalse(word.findsBallot(Integer.MAX_VALUE - 1));
        assertFalse(word.findsBallot(-1));
        assertFalse(MessageQuery.parse("ballot:2147483648").words().getFirst().findsBallot(Integer.MIN_VALUE));
    }

    private static Happening stepped(Ledger ledger, Reason reason, Ballot ballot) {
        return new Happening.Stepped(State.afterRestart(ledger), new Explanation(reason, ballot, ""));
    }
}
