package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short form of [SocketFuzz]. Open files are counted as Linux counts them.
@Timeout(240)
@EnabledOnOs(OS.LINUX)
class SocketFuzzTest {

    @ParameterizedTest(name = "with a secret: {0}")
    @ValueSource(booleans = {false, true})
    void aParliamentGoesOnDecidingWhateverStrangersDoAtItsDoorsAndLosesNothingByIt(boolean secret) throws Exception {
        SocketFuzz fuzz = SocketFuzz.run(2_000, 20_261_123, 1_000, 16 << 20, secret);
        assertEquals(List.of(), fuzz.faults(), fuzz::figures);
        for (Attack attack : Attack.values()) {
            assertTrue(fuzz.attacks(attack) > 10, attack.name());
        }
    }
}
