package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The short form of [KillSoak].
@DisabledOnOs(OS.WINDOWS)
class KillSoakIT {

    private static final int MILLIS = 9_000;

    @Test
    void processesThatAreKilledAndCutOffAtRandomLoseNothingThatAnybodyCountedOn() throws Exception {
        long seed = Long.getLong("paxos.seed", System.nanoTime());
        List<String> lines = new ArrayList<>(List.of("kill soak: seed " + seed));
        KillSoakFigures figures = KillSoakFigures.NONE;
        for (int number = 1; number <= 2; number++) {
            RandomGenerator random = KillSoak.random(seed, number);
            Optional<String> secret = number % 2 == 0 ? Optional.of(KillSoak.secret(random)) : Optional.empty();
            figures = figures.plus(KillSoak.round(number, 5, random, MILLIS, secret, lines::add));
        }
        System.out.println(String.join(System.lineSeparator(), lines));
        assertEquals(0, figures.violations(), lines::toString);
        assertTrue(figures.decided() > 0 && figures.backed() > 0 && figures.checks() > 0, lines::toString);
    }
}
