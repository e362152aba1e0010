package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;

class NumbersLeftTest {

    private static Ledger promised(int ballot) {
        return Ledger.BLANK.withNextBal(new Ballot(ballot));
    }

    private static Optional<String> warning(Ledger before, Ledger after) {
        return NumbersLeft.warning("alpha", before, after);
    }

    @Test
    void farFromTheEndNothingIsSaid() {
        assertEquals(Optional.empty(), warning(Ledger.BLANK, Ledger.BLANK));
        assertEquals(Optional.empty(), warning(Ledger.BLANK, promised(Integer.MAX_VALUE - 1_000_000)));
    }

    @Test
    void atTheEndItIsSaidWhatHappenedAndWhatToDo() {
        assertEquals("alpha wrote down ballot 2147483647. It is the last there is: alpha can start no ballot any more, and refuses everybody "
                + "else's. No honest legislator comes so far: somebody sent that number on purpose. A decree that has passed stays as it is; "
                + "where none has, perhaps none can. For another ballot begin a new parliament everywhere, with a secret in the configuration "
                + "(README, Security).", warning(promised(4), promised(Integer.MAX_VALUE)).orElseThrow());
    }

    @Test
    void nearTheEndItIsSaidHowManyAreLeftAndThatTheDecreeStays() {
        Ledger near = promised(Integer.MAX_VALUE - 999_999).withDecree(new Decree(17));
        assertEquals("alpha wrote down ballot 2146483648. Numbers left above it, for all together: 999999. No honest legislator comes so far: somebody sent that "
                + "number on purpose. The decree 17 stays as it is. For another ballot begin a new parliament everywhere, with a secret in the "
                + "configuration (README, Security).", warning(Ledger.BLANK, near).orElseThrow());
        assertEquals(Optional.empty(), warning(near, near.withDecree(new Decree(17))), "only where it came nearer");
        assertEquals(true, warning(near, near.withLastTried(new Ballot(Integer.MAX_VALUE))).isPresent(), "its own tries count");
    }
}
