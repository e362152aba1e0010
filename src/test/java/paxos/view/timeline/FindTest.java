package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Parliament;
import paxos.view.MessageQuery;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindTest {

    private final Timeline timeline = new Timeline(new Parliament(List.of("n0", "n1", "n2", "n3", "n4")), "n0",
            new Sheet.Bounds(Arrows.PAGE, 1_000, 1_000, 1_000_000));

    FindTest() {
        Throng throng = new Throng(5, 3, timeline::take).storm(5, 5, 10);
        throng.openAll();
        throng.play(3 * Arrows.PAGE);
    }

    private static Find find(String search) {
        return new Find(MessageQuery.parse(search));
    }

    /// As the panel does it, row by row.
    private List<Integer> rowByRow(String search) {
        MessageQuery query = MessageQuery.parse(search);
        return MessagesTest.all(timeline).stream().filter(arrow -> query.finds(new MessageQuery.Letter(arrow.message(), arrow.from(),
                arrow.to(), arrow.fate().words(), arrow.fate().isLost(), arrow.fate() == Fate.HELD))).map(Arrow::number).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost:yes", "lost:no", "type:Voted", "type:prepare", "type:accept", "from:n2", "to:n2", "peer:n2", "N2", "refused",
        "ignored lost:no", "decree:17", "17", "1", "ballot:17", "ballot:17 type:voted from:n1", "from:n1 to:n2 lost:yes", "type:success 3",
        "handed", "nobody:4", "from:n1 from:n2", "", "ballot:", "ballot:none", "n", "ballot:017"})
    void findsWhatTheMessagesPanelWouldFind(String search) {
        List<Integer> expected = rowByRow(search);
        Find find = find(search);
        assertEquals(expected.size(), find.count(timeline));
        List<Integer> forward = new ArrayList<>();
        for (OptionalInt next = find.next(timeline, -1, true); next.isPresent(); next = find.next(timeline, next.getAsInt(), true)) {
            forward.add(next.getAsInt());
        }
        assertEquals(expected, forward);
        List<Integer> back = new ArrayList<>();
        for (OptionalInt next = find.next(timeline, Integer.MAX_VALUE, false); next.isPresent();
                next = find.next(timeline, next.getAsInt(), false)) {
            back.addFirst(next.getAsInt());
        }
        assertEquals(expected, back);
    }

    @Test
    void mostOfTheseSearchesFindSomethingAndNotAll() {
        int all = timeline.arrows().next() - timeline.arrows().first();
        for (String search : List.of("lost:yes", "type:Voted", "from:n2", "decree:" + decree(), "17", "refused", "ballot:" + latestBallot())) {
            int count = find(search).count(timeline);
            assertTrue(count > 0 && count < all, search + ": " + count);
        }
    }

    private int decree() {
        return timeline.lane("n0").ledger().decree().orElseThrow().value();
    }

    private int latestBallot() {
        return timeline.arrows().ballot(timeline.arrows().next() - 1);
    }

    @Test
    void goesOnFromAnywhere() {
        Find all = find("");
        Arrows arrows = timeline.arrows();
        assertTrue(arrows.first() > 0, "the oldest are gone");
        assertEquals(OptionalInt.of(arrows.first()), all.next(timeline, -1, true));
        assertEquals(OptionalInt.of(arrows.first()), all.next(timeline, Integer.MIN_VALUE, true));
        assertEquals(OptionalInt.of(arrows.first() + 1), all.next(timeline, arrows.first(), true));
        assertEquals(OptionalInt.empty(), all.next(timeline, arrows.next() - 1, true));
        assertEquals(OptionalInt.empty(), all.next(timeline, Integer.MAX_VALUE, true));
        assertEquals(OptionalInt.of(arrows.next() - 1), all.next(timeline, Integer.MAX_VALUE, false));
        assertEquals(OptionalInt.empty(), all.next(timeline, arrows.first(), false));
        assertEquals(OptionalInt.empty(), all.next(timeline, Integer.MIN_VALUE, false));
        assertEquals(OptionalInt.empty(), find("").next(new Timeline(timeline.parliament()), -1, true));
        assertEquals(0, find("").count(new Timeline(timeline.parliament())));
    }

    @Test
    void saysOfOneWhetherItIsFound() {
        List<Integer> lost = rowByRow("lost:yes");
        Find find = find("lost:yes");
        assertTrue(lost.stream().allMatch(arrow -> find.finds(timeline, arrow)));
        assertFalse(find.finds(timeline, IntStream.range(timeline.arrows().first(), timeline.arrows().next())
                .filter(arrow -> !lost.contains(arrow)).findFirst().orElseThrow()));
    }
}
