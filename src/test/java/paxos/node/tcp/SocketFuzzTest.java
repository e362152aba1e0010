package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The short form of [SocketFuzz]. Open files are counted as Linux counts them.
@Timeout(240)
@EnabledOnOs(OS.LINUX)
class SocketFuzzTest {

    @Test
    void aParliamentGoesOnDecidingWhateverStrangersDoAtItsDoorsAndLosesNothingByIt() throws Exception {
        SocketFuzz fuzz = SocketFuzz.run(2_000, 20_261_123, 1_000, 16 << 20);
        assertEquals(List.of(), fuzz.faults(), fuzz::figures);
        for (Attack attack : Attack.values()) {
            assertTrue(fuzz.attacks(attack) > 10, attack.name());
        }
    }
}
