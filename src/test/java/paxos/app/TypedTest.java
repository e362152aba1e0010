package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Decree;

class TypedTest {

    private static final List<String> TWO = List.of("alpha", "17");

    @Test
    void aBallotMayNameANodeAndADecree() {
        assertEquals(ballot(Optional.empty(), Optional.empty()), Typed.of("b", TWO));
        assertEquals(ballot(Optional.of("alpha"), Optional.empty()), Typed.of(" b  alpha ", TWO));
        assertEquals(ballot(Optional.empty(), Optional.of(-3)), Typed.of("b -3", TWO));
        assertEquals(ballot(Optional.of("alpha"), Optional.of(4)), Typed.of("b alpha 4", TWO));
    }

    @Test
    void aNodeThatIsNamedLikeANumberIsTheNode() {
        assertEquals(ballot(Optional.of("17"), Optional.empty()), Typed.of("b 17", TWO));
        assertEquals(ballot(Optional.of("17"), Optional.of(17)), Typed.of("b 17 17", TWO));
    }

    @Test
    void whereOneNodeIsHostedItNeedsNoName() {
        assertEquals(new Typed.Crash("alpha"), Typed.of("c", List.of("alpha")));
        assertEquals(new Typed.Restart("alpha"), Typed.of("r", List.of("alpha")));
        assertEquals(new Typed.Restart("17"), Typed.of("r 17", TWO));
        assertInstanceOf(Typed.Unclear.class, Typed.of("c", TWO));
    }

    @Test
    void quitHelpAndNothing() {
        assertEquals(new Typed.Quit(), Typed.of("q", TWO));
        assertEquals(new Typed.Help(), Typed.of("?", TWO));
        assertEquals(new Typed.Nothing(), Typed.of("  ", TWO));
        assertEquals(new Typed.Nothing(), Typed.of("", TWO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "b beta", "b 1 2", "b alpha x", "b 2147483648", "c beta", "r alpha 17", "q now", "\033[A"})
    void whatIsUnclearIsSaid(String line) {
        assertInstanceOf(Typed.Unclear.class, Typed.of(line, TWO));
    }

    private static Typed ballot(Optional<String> node, Optional<Integer> decree) {
        return new Typed.StartBallot(node, decree.map(Decree::new));
    }
}
