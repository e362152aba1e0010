package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.view.Script.FOUR;
import static paxos.view.Script.ballot;
import static paxos.view.Script.begin;
import static paxos.view.Script.decree;
import static paxos.view.Script.last;
import static paxos.view.Script.next;
import static paxos.view.Script.promised;
import static paxos.view.Script.success;
import static paxos.view.Script.vote;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.view.Arrow.Fate;
import paxos.view.Lane.Stretch;

/// The space-time diagram of a process that hosts alpha, beta and gamma; delta is elsewhere.
class TimelineTest {

    private final Timeline timeline = new Timeline(FOUR, Set.of("alpha", "beta", "gamma"));
    private final Script script = new Script(timeline::take);

    private Arrow only() {
        assertEquals(1, timeline.arrows().size(), () -> timeline.arrows().toString());
        return timeline.arrows().getFirst();
    }

    private Lane lane(String name) {
        return timeline.lanes().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    // ---- Arrows

    @Test
    void aMessageOnItsWayIsAnArrowWithoutEnd() {
        script.sent("alpha", "a1", "beta", next(4));
        assertEquals(Fate.WALKING, only().fate());
        assertTrue(Double.isNaN(only().end()));
        assertTrue(only().startSeen());
        assertTrue(timeline.moving());
        assertEquals("Next 4", only().label());
    }

    @Test
    void anArrowEndsWhereTheMessageWasReceived() {
        script.sent("alpha", "a1", "beta", next(4)).after(600).handedOver("alpha", "a1", "beta", next(4))
                .after(100).received("beta", "alpha", "a1", next(4));
        assertEquals(Fate.ARRIVED, only().fate());
        assertEquals(700, only().end());
        assertFalse(timeline.moving());
    }

    /// The sender's thread may be slower than the receiver's.
    @Test
    void handedOverAfterReceivedChangesNothing() {
        script.sent("alpha", "a1", "beta", next(4)).after(600).received("beta", "alpha", "a1", next(4))
                .after(100).handedOver("alpha", "a1", "beta", next(4));
        assertEquals(600, only().end());
        assertEquals(Fate.ARRIVED, only().fate());
        assertFalse(timeline.moving());
    }

    @Test
    void anArrowToSomebodyElsewhereEndsWhereItWasHandedOver() {
        script.sent("alpha", "a1", "delta", next(4)).after(600).handedOver("alpha", "a1", "delta", next(4));
        assertEquals(600, only().end());
        assertFalse(timeline.moving());
    }

    @Test
    void aMessageThatIsLostEndsWithACross() {
        script.sent("alpha", "a1", "beta", next(4)).after(300).lost("alpha", "a1", "beta", next(4), "gone");
        assertEquals(Fate.LOST, only().fate());
        assertEquals(300, only().end());
        assertFalse(timeline.moving());
    }

    @Test
    void whatIsLostByACrashIsToldBeforeOrAfterIt() {
        script.opened("alpha", Ledger.BLANK).sent("alpha", "a1", "beta", next(4)).sent("alpha", "a2", "gamma", next(4))
                .after(300).lost("alpha", "a1", "beta", next(4), "crashed").crashed("alpha")
                .lost("alpha", "a2", "gamma", next(4), "crashed");
        assertEquals(List.of(Fate.LOST, Fate.LOST), timeline.arrows().stream().map(Arrow::fate).toList());
        assertFalse(timeline.moving());
    }

    @Test
    void messagesToOneselfAreNoArrows() {
        script.sent("alpha", "a1", "alpha", next(4)).received("alpha", "alpha", "a1", next(4));
        assertEquals(List.of(), timeline.arrows());
        assertFalse(timeline.moving());
    }

    @Test
    void whatOneStepSendsSetsOutFromOnePlace() {
        script.sent("alpha", "a1", "beta", next(4)).sent("alpha", "a2", "gamma", next(4)).sent("alpha", "a3", "delta", next(4));
        assertEquals(1, timeline.arrows().stream().map(Arrow::start).distinct().count());
    }

    @Test
    void ofAMessageFromElsewhereOnlyTheArrivalIsKnown() {
        script.received("alpha", "delta", "d1", next(7));
        assertEquals(List.of("delta", "alpha", Fate.ARRIVED), List.of(only().from(), only().to(), only().fate()));
        assertFalse(only().startSeen());
        assertTrue(only().start() < only().end());
        assertFalse(timeline.moving());
    }

    /// A C++ node numbers nothing, and does not sign a Success: nobody knows where such an arrow would begin.
    @Test
    void aMessageWithoutIdOrSenderDrawsNoWrongArrow() {
        script.sent("alpha", "a1", "beta", next(4))
                .tell("beta", new Happening.Received(Optional.of("delta"), Optional.empty(), last(4)))
                .tell("beta", new Happening.Received(Optional.empty(), Optional.empty(),
                        new Message.Success(Ballot.NONE, decree(1))));
        assertEquals(2, timeline.arrows().size());
        assertEquals(Fate.WALKING, timeline.arrows().get(0).fate());
        assertEquals("delta", timeline.arrows().get(1).from());
    }

    @Test
    void strangersHaveNoLaneAndNoArrow() {
        script.received("alpha", "mallory", "m1", next(4));
        assertEquals(List.of(), timeline.arrows());
        assertEquals(FOUR.legislators(), timeline.lanes().stream().map(Lane::name).toList());
    }

    /// Ids are unique per sender only.
    @Test
    void equalIdsOfTwoSendersAreTwoMessages() {
        script.sent("alpha", "1", "gamma", next(4)).sent("beta", "1", "gamma", next(5)).received("gamma", "beta", "1", next(5));
        assertEquals(List.of(Fate.WALKING, Fate.ARRIVED), timeline.arrows().stream().map(Arrow::fate).toList());
        assertTrue(timeline.moving());
    }

    @Test
    void theOldestArrowsMakeWayAndLateFatesOfTheirsArePassedOver() {
        int all = Timeline.MOST_ARROWS + 1;
        for (int i = 0; i < all; i++) {
            script.sent("alpha", "a" + i, "delta", next(4 * i));
        }
        int kept = all - Timeline.MOST_ARROWS / 10;
        assertEquals(kept, timeline.arrows().size());
        // The first is forgotten, the last is not: each fate must find its own arrow.
        script.lost("alpha", "a0", "delta", next(0), "gone");
        script.lost("alpha", "a" + (all - 1), "delta", next(4 * (all - 1)), "gone");
        assertEquals(Fate.LOST, timeline.arrows().getLast().fate());
        assertEquals(1, timeline.arrows().stream().filter(arrow -> arrow.fate() == Fate.LOST).count());
        for (int i = 0; i < all - 1; i++) {
            script.handedOver("alpha", "a" + i, "delta", next(4 * i));
        }
        assertFalse(timeline.moving(), "none is on its way any more");
    }

    @Test
    void nobodyCanChangeTheArrowsFromOutside() {
        script.sent("alpha", "a1", "beta", next(4));
        assertThrows(UnsupportedOperationException.class, () -> timeline.arrows().clear());
    }

    // ---- Lanes

    @Test
    void aPromiseIsABandUntilTheNextOne() {
        script.wrote("beta", Ledger.BLANK, promised(4)).after(500).sent("alpha", "a", "beta", next(5)).after(500)
                .wrote("beta", promised(4), promised(5));
        List<Lane.Span> spans = lane("beta").spans();
        assertEquals(List.of(ballot(4), ballot(5)), spans.stream().map(Lane.Span::ballot).toList());
        assertEquals(spans.get(1).start(), spans.get(0).end());
        assertEquals(Double.POSITIVE_INFINITY, spans.get(1).end());
    }

    @Test
    void aWriteThatLeavesThePromiseAloneBeginsNoBand() {
        script.wrote("beta", Ledger.BLANK, promised(4)).wrote("beta", promised(4), promised(4).withLastTried(ballot(5)));
        assertEquals(1, lane("beta").spans().size());
    }

    @Test
    void votesAndTheDecreeAreMarks() {
        Ledger voted = promised(4).withPrevVote(vote(4, 17));
        script.wrote("beta", promised(4), voted).wrote("beta", voted, voted.withDecree(decree(17)));
        assertEquals(List.of(ballot(4), Ballot.NONE), lane("beta").marks().stream().map(Lane.Mark::ballot).toList());
        assertTrue(lane("beta").marks().stream().allMatch(mark -> mark.decree().equals(decree(17))));
    }

    @Test
    void fromACrashToTheRestartALaneIsHatchedAndThePromiseComesBack() {
        script.opened("beta", Ledger.BLANK).wrote("beta", Ledger.BLANK, promised(4)).after(1_000).crashed("beta")
                .after(1_000).opened("beta", promised(4));
        List<Lane.Span> spans = lane("beta").spans();
        assertEquals(List.of(Stretch.PROMISE, Stretch.CRASHED, Stretch.PROMISE), spans.stream().map(Lane.Span::kind).toList());
        assertEquals(spans.get(1).start(), spans.get(0).end());
        assertEquals(spans.get(1).end(), spans.get(2).start());
        assertTrue(spans.get(1).end() > spans.get(1).start());
        assertEquals(ballot(4), spans.get(2).ballot());
    }

    @Test
    void aPromiseFoundOnTheDiskIsABandFromTheFirst() {
        script.opened("beta", promised(4));
        assertEquals(List.of(Stretch.PROMISE), lane("beta").spans().stream().map(Lane.Span::kind).toList());
    }

    @Test
    void aNewParliamentEndsThePromise() {
        script.opened("beta", promised(4)).crashed("beta").tell("beta", new Happening.Forgot()).opened("beta", Ledger.BLANK);
        assertTrue(lane("beta").spans().stream().allMatch(span -> span.end() < Double.POSITIVE_INFINITY));
    }

    @Test
    void somebodyElsewhereWhoCannotBeReachedIsHatchedUntilHeCan() {
        script.tell("alpha", new Happening.PeerSeen("delta", false)).after(900)
                .tell("alpha", new Happening.PeerSeen("delta", true));
        Lane.Span span = lane("delta").spans().getFirst();
        assertEquals(Stretch.UNREACHABLE, span.kind());
        assertTrue(span.end() < Double.POSITIVE_INFINITY);
    }

    /// Whoever is hosted here tells of itself.
    @Test
    void thatSomebodyHereCannotBeReachedIsNotDrawn() {
        script.tell("alpha", new Happening.PeerSeen("beta", false)).tell("alpha", new Happening.PeerSeen("mallory", false));
        assertTrue(timeline.lanes().stream().allMatch(each -> each.spans().isEmpty()));
    }

    /// Three legislators here each try to reach delta, and tell of it one after the other.
    @Test
    void severalWhoSeeThePeerGoMakeOneStretch() {
        for (String here : List.of("alpha", "beta", "gamma")) {
            script.after(100).tell(here, new Happening.PeerSeen("delta", false));
        }
        assertEquals(1, lane("delta").spans().size(), () -> lane("delta").spans().toString());
        for (String here : List.of("alpha", "beta", "gamma")) {
            script.after(100).tell(here, new Happening.PeerSeen("delta", true));
        }
        assertEquals(1, lane("delta").spans().size());
        assertTrue(lane("delta").spans().getFirst().end() < Double.POSITIVE_INFINITY);
    }

    /// One that is cut off from delta says nothing about the others, who still reach it.
    @Test
    void aLaneIsHatchedWhileNobodyHereReachesThePeer() {
        script.tell("alpha", new Happening.PeerSeen("delta", true)).tell("beta", new Happening.PeerSeen("delta", true))
                .tell("beta", new Happening.PeerSeen("delta", false));
        assertTrue(lane("delta").spans().stream().noneMatch(span -> span.end() == Double.POSITIVE_INFINITY),
                () -> lane("delta").spans().toString());
        script.tell("alpha", new Happening.PeerSeen("delta", false));
        assertEquals(Double.POSITIVE_INFINITY, lane("delta").spans().getLast().end());
        script.tell("beta", new Happening.PeerSeen("delta", true));
        assertTrue(lane("delta").spans().getLast().end() < Double.POSITIVE_INFINITY);
    }

    @Test
    void aLaneKeepsTheNewestOfManyMarks() {
        Ledger before = Ledger.BLANK;
        for (int i = 0; i < 3_000; i++) {
            Ledger after = before.withPrevVote(vote(i, i));
            script.wrote("beta", before, after);
            before = after;
        }
        assertEquals(2_000, lane("beta").marks().size());
        assertEquals(ballot(2_999), lane("beta").marks().getLast().ballot());
    }

    // ---- Time

    @Test
    void theClockMovesOnWhileAMessengerWalks() {
        script.sent("alpha", "a1", "beta", next(4));
        Instant later = script.now().plusMillis(3_000);
        assertEquals(3_000, timeline.now(later));
        script.received("beta", "alpha", "a1", next(4));
        assertTrue(timeline.now(later) <= TimeAxis.SHORTEST_GAP + TimeAxis.LONGEST_IDLE_GAP);
    }

    @Test
    void nothingEverMovesToTheLeft() {
        script.sent("alpha", "a1", "beta", next(4)).after(50).received("beta", "alpha", "a1", next(4))
                .sent("beta", "b1", "alpha", last(4)).after(60_000).received("alpha", "beta", "b1", last(4))
                .sent("alpha", "a2", "beta", begin(4, 1)).lost("alpha", "a2", "beta", begin(4, 1), "gone")
                .after(3_600_000).sent("alpha", "a3", "beta", success(4, 1));
        List<Double> starts = timeline.arrows().stream().map(Arrow::start).toList();
        assertEquals(starts.stream().sorted().toList(), starts);
        assertTrue(timeline.arrows().stream().allMatch(arrow -> Double.isNaN(arrow.end()) || arrow.end() > arrow.start()));
    }

    // ---- A log that has forgotten, and large parliaments

    @Test
    void anyEventMayBeTheFirst() {
        Event[] any = {
            event(new Happening.HandedOver("a", "beta", next(4))),
            event(new Happening.Lost("a", "beta", next(4), "gone")),
            event(new Happening.Received(Optional.of("beta"), Optional.of("b"), next(5))),
            event(new Happening.Crashed("on request", false)), event(new Happening.Closed()), event(new Happening.Forgot()),
            event(new Happening.PeerSeen("delta", true)), event(new Happening.Dropped("10.0.0.1:5", "junk")),
            event(new Happening.Wrote(promised(4), promised(5)))};
        for (Event event : any) {
            Timeline empty = new Timeline(FOUR, Set.of("alpha"));
            empty.take(event);
            assertFalse(empty.moving(), event.what().toString());
            assertTrue(empty.arrows().stream().noneMatch(arrow -> arrow.fate() == Fate.WALKING));
        }
    }

    private static Event event(Happening what) {
        return new Event(7, Script.BEGIN, 7, "alpha", what);
    }

    @Test
    void sixtyFourLegislatorsHaveSixtyFourLanes() {
        List<String> names = IntStream.range(0, 64).mapToObj(index -> "legislator" + index).toList();
        Timeline large = new Timeline(new Parliament(names), Set.copyOf(names));
        Script says = new Script(large::take);
        names.forEach(name -> says.sent("legislator0", "to " + name, name, next(0)));
        names.forEach(name -> says.received(name, "legislator0", "to " + name, next(0)));
        assertEquals(64, large.lanes().size());
        assertEquals(63, large.arrows().size());
        assertFalse(large.moving());
    }
}
