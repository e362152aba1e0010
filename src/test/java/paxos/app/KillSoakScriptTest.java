package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paxos.app.KillSoakScript.Deed;
import paxos.app.KillSoakScript.Timed;

class KillSoakScriptTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon");
    private static final int MILLIS = 15_000;

    @Test
    void theSameSeedDoesTheSameAndAnotherSomethingElse() {
        assertEquals(script(7, 1), script(7, 1));
        assertNotEquals(script(7, 1), script(7, 2));
        assertNotEquals(script(7, 1), script(8, 1));
    }

    @Test
    void itIsInOrderAndKeepsToItsTime() {
        for (int number = 1; number <= 20; number++) {
            List<Timed> script = script(3, number);
            assertTrue(script.getFirst().millis() >= 0 && script.getLast().millis() <= MILLIS);
            assertEquals(script.stream().map(Timed::millis).sorted().toList(), script.stream().map(Timed::millis).toList());
        }
    }

    @Test
    void allThatCanBeDoneIsDoneSoonerOrLater() {
        Set<String> done = new HashSet<>();
        for (int number = 1; number <= 20; number++) {
            script(3, number).forEach(each -> done.add(switch (each.deed()) {
                case Deed.Start _ -> "start";
                case Deed.Kill(var killed) -> "kill " + killed.size();
                case Deed.Ballot(_, var wish) -> wish.isPresent() ? "typed" : "signal";
                case Deed.Wires(_, var state) -> state.getClass().getSimpleName();
            }));
        }
        assertEquals(Set.of("start", "kill 1", "kill 2", "kill 3", "kill 5", "typed", "signal", "Passes", "Silent", "Refuses"), done);
    }

    private static List<Timed> script(long seed, int number) {
        return KillSoakScript.of(KillSoak.random(seed, number), NAMES, MILLIS);
    }
}
