package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyNamesTest {

    private static final List<String> NAMES = IntStream.range(0, 101).mapToObj("p%d"::formatted).toList();
    private static final Wording WORDING = new Wording(new Parliament(NAMES), "p0");

    @Test
    void aDozenAreAllNamedInTheParliamentsOrder() {
        assertEquals("p2, p3, p10", WORDING.listed(Set.of("p10", "p3", "p2")));
        assertEquals(String.join(", ", NAMES.subList(40, 52)), WORDING.listed(Set.copyOf(NAMES.subList(40, 52))));
    }

    /// A sentence that names fifty-one can no longer be read.
    @Test
    void ofManyTheFirstFewAreNamed() {
        assertEquals("p40, p41, p42 and 10 more", WORDING.listed(Set.copyOf(NAMES.subList(40, 53))));
        assertEquals("p0, p1, p2 and 98 more", WORDING.listed(Set.copyOf(NAMES)));
    }
}
