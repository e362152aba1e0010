package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Ballot;
import paxos.synod.Message;

class IdsTest {

    private final Ids ids = new Ids(2);
    private final Arrows arrows = new Arrows(List.of("alpha", "beta"), 100_000);

    private int add(int from, String id) {
        return arrows.add(from, 1 - from, new Message.NextBallot(new Ballot(0)), id, 1, new Spot(0, 0, arrows.next()), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3x9-1", "k3x9-999999999", "k3x9-0", "7", "0", "00", "x007", "-", "x", "x-1234567890", "2147483648",
        "x1234567890123456789012", "٣", "x٣", "über-5", "a b 3", "550e8400-e29b-41d4-a716-446655440000"})
    void anIdIsGivenBackAsItWas(String id) {
        int arrow = add(0, id);
        assertEquals(id, arrows.get(arrow).id());
        assertEquals(Optional.of(arrow), arrows.find(new MessageKey("alpha", id)));
        assertEquals(Optional.empty(), arrows.find(new MessageKey("beta", id)));
        assertEquals(Optional.empty(), arrows.find(new MessageKey("nobody", id)));
        assertEquals(Optional.empty(), arrows.find(new MessageKey("alpha", id + "1")));
        assertEquals(Optional.empty(), arrows.find(new MessageKey("alpha", "0" + id)));
    }

    @Test
    void ourOwnIdsShareTheirBeginning() {
        long first = ids.shorten(0, "k3x9-1");
        assertEquals(Ids.beginning(first), Ids.beginning(ids.shorten(0, "k3x9-20")));
        assertEquals(20, Ids.number(ids.shorten(0, "k3x9-20")));
        assertEquals(Ids.beginning(first), Ids.beginning(ids.shorten(1, "k3x9-1")));
        assertNotEquals(Ids.beginning(first), Ids.beginning(ids.shorten(0, "k3x8-1")));
        assertEquals(first, ids.shorten(0, "k3x9-1"));
        assertEquals("k3x9-20", ids.whole(Ids.beginning(first), 20));
    }

    @Test
    void aBeginningThatBeginsLikeTheLastIsAnother() {
        for (String id : List.of("a-1", "a-b-5", "a-6", "a7", "-8", "8")) {
            assertEquals(id, arrows.get(add(0, id)).id());
        }
    }

    /// Of other programs, each id may begin otherwise.
    @Test
    void howeverManyBeginningsThereAreNoMessagesAreMixedUp() {
        List<String> strange = IntStream.range(0, Ids.MOST + 30_000).mapToObj(i -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)}) + "-7")
                .toList();
        strange.forEach(id -> add(0, id));
        for (int i = 0; i < strange.size(); i++) {
            assertEquals(strange.get(i), arrows.get(i).id());
            assertEquals(Optional.of(i), arrows.find(new MessageKey("alpha", strange.get(i))));
        }
    }

    @Test
    void idsWithTheSameHashAreTwo() {
        assertEquals("Aa".hashCode(), "BB".hashCode());
        int one = add(0, "Aa");
        int other = add(0, "BB");
        assertEquals(Optional.of(one), arrows.find(new MessageKey("alpha", "Aa")));
        assertEquals(Optional.of(other), arrows.find(new MessageKey("alpha", "BB")));
    }

    @Test
    void ofMessagesWithOneIdTheLastIsFound() {
        add(0, "a-1");
        int last = add(0, "a-1");
        assertEquals(Optional.of(last), arrows.find(new MessageKey("alpha", "a-1")));
    }
}
