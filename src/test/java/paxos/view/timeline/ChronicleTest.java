package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;

class ChronicleTest {

    private static final Message NEXT = new Message.NextBallot(new Ballot(0));

    private final Parliament parliament = new Parliament(List.of("alpha", "beta", "gamma"));
    private final EventLog log = new EventLog(() -> Instant.parse("2026-11-23T10:00:00Z"), 10_000);
    private final Chronicle chronicle = new Chronicle(parliament, log);

    private void exchange(int number) {
        log.append("alpha", 1, new Happening.Sent("a-" + number, "beta", NEXT));
        log.append("beta", 1, new Happening.Received(Optional.of("alpha"), Optional.of("a-" + number), NEXT));
    }

    @Test
    void thereIsATimelineOfAllAndOneOfWhatEachKnowsByItself() {
        exchange(1);
        chronicle.poll();
        Timeline beta = chronicle.of("beta");
        assertEquals(0, beta.events(), "made only now");
        exchange(2);
        chronicle.poll();
        assertSame(beta, chronicle.of("beta"));
        assertEquals(4, chronicle.whole().events());
        assertEquals(2, beta.events(), "from what is kept");
        assertTrue(MessagesTest.all(chronicle.whole()).stream().allMatch(Arrow::startSeen));
        assertTrue(MessagesTest.all(beta).stream().noneMatch(Arrow::startSeen));
        assertEquals(List.of(Lane.Change.STANDING), IntStream.range(0, beta.lane("beta").next()).mapToObj(beta.lane("beta")::change).toList());
        assertEquals(Fate.RECEIVED, chronicle.whole().arrows().fate(0));
        assertEquals("beta", chronicle.from(1).getFirst().node());
    }

    @Test
    void aFloodIsTakenInOverSeveralPulses() {
        for (int i = 0; i < EventLog.BATCH; i++) {
            exchange(i);
        }
        chronicle.poll();
        assertEquals(EventLog.BATCH, chronicle.whole().events());
        chronicle.poll();
        chronicle.poll();
        assertEquals(2 * EventLog.BATCH, chronicle.whole().events());
    }

    @Test
    void whereTheLogForgotBeforeItWasReadThereIsAGapOnEachLane() {
        chronicle.of("beta");
        exchange(0);
        chronicle.poll();
        log.append("alpha", 1, new Happening.Sent("lost-1", "beta", NEXT));
        chronicle.poll();
        assertEquals(1, chronicle.whole().walking());
        for (int i = 1; i <= 10_000; i++) {
            exchange(i);
        }
        IntStream.range(0, 10).forEach(_ -> chronicle.poll());
        Timeline whole = chronicle.whole();
        for (Lane lane : whole.lanes()) {
            assertEquals(1, IntStream.range(lane.first(), lane.next()).filter(entry -> lane.change(entry) == Lane.Change.GAP).count(), lane.name());
        }
        assertEquals(Fate.HANDED_OVER, whole.arrows().fate(1), "what became of it was not read");
        assertEquals(0, whole.walking());
        Lane beta = chronicle.of("beta").lane("beta");
        assertEquals(Lane.Change.GAP, beta.change(1));
        assertEquals(0, chronicle.of("beta").lane("alpha").next(), "nothing was ever known of it");
        Arrow last = whole.arrows().get(whole.arrows().next() - 1);
        assertEquals(log.next() - 1, whole.inLog(last.end().orElseThrow().event()));
    }

    /// A window that is open for a day must not grow for a day.
    @Test
    void aTimelineThatGoesOnAllDayKeepsSomewhatMoreThanTheLog() {
        int kept = 20_000;
        EventLog small = new EventLog(InstantSource.system(), kept);
        Chronicle day = new Chronicle(new Parliament(List.of("alpha", "beta")), small);
        SequencedMap<Timeline, Integer> timelines = new LinkedHashMap<>();
        timelines.put(day.whole(), kept);
        timelines.put(day.of("alpha"), kept / 2);
        for (int i = 0; i < 3 * kept; i++) {
            Ballot ballot = new Ballot(2 * i);
            small.append("alpha", i, new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withLastTried(ballot)));
            small.append("alpha", i, new Happening.Sent("a-" + i, "beta", new Message.NextBallot(ballot)));
            if (i % 1_000 == 0) {
                day.poll();
            }
        }
        IntStream.range(0, 10).forEach(_ -> day.poll());
        timelines.forEach((each, share) -> {
            Arrows arrows = each.arrows();
            Lane lane = each.lane("alpha");
            assertEquals(3 * kept, arrows.next());
            assertTrue(arrows.next() - arrows.first() <= share / 2 + 2 * Arrows.PAGE, () -> arrows.next() - arrows.first() + " arrows");
            assertTrue(each.inLog(arrows.startEvent(arrows.first())) <= small.next() - share, "what the log still tells of is there");
            assertTrue(lane.next() - lane.first() <= share / 8 + 2 * Lane.PAGE, () -> lane.next() - lane.first() + " entries");
            long ballots = IntStream.range(0, 3 * kept).filter(i -> each.ballot(new Ballot(2 * i)).isPresent()).count();
            assertEquals(share / 20, ballots, "ballots");
        });
    }

    @Test
    void aRecordThatBeginsLateHasNoGap() {
        for (int i = 1; i <= 10_000; i++) {
            exchange(i);
        }
        chronicle.poll();
        assertTrue(chronicle.whole().lanes().stream().allMatch(lane -> IntStream.range(0, lane.next())
                .allMatch(entry -> lane.change(entry) != Lane.Change.GAP)));
        assertEquals(10_000, chronicle.whole().inLog(chronicle.whole().arrows().get(0).start().event()));
    }
}
