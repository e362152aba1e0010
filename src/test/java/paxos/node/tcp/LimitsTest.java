package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Limits LIMITS = Limits.STANDARD;

    @Test
    void fewPeersAreLookedAtAtOnceAndOften() {
        for (int peers : new int[] {1, 4, 20}) {
            assertEquals(LIMITS, LIMITS.forPeers(peers));
            assertEquals(Duration.ZERO, LIMITS.firstLook(peers - 1, peers));
        }
    }

    /// 101 legislators in one process would call each other five thousand times a second.
    @Test
    void howeverManyPeersALegislatorLooksTenTimesASecond() {
        for (int peers : new int[] {21, 100, 999}) {
            Limits many = LIMITS.forPeers(peers);
            assertEquals(10, peers / (many.look().toMillis() / 1000.0), 0.01);
            assertEquals(LIMITS.withLooks(many.look(), LIMITS.rareLook()), many, "nothing else changes");
        }
    }

    @Test
    void theFirstLooksAtManyAreSpread() {
        Limits many = LIMITS.forPeers(100);
        assertEquals(Duration.ZERO, many.firstLook(0, 100));
        assertEquals(Duration.ofSeconds(5), many.firstLook(50, 100));
        assertTrue(many.firstLook(99, 100).compareTo(many.look()) < 0);
    }
}
