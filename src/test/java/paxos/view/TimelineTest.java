package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.Happening;

class TimelineTest {

    private final Play play = new Play("alpha", "beta", "gamma");

    private Timeline seenBy(String... hosted) {
        Timeline timeline = new Timeline(play.parliament, Set.of(hosted));
        Set<String> here = Set.of(hosted);
        play.tell(event -> {
            if (here.contains(event.node())) {
                timeline.take(event);
            }
        });
        return timeline;
    }

    @Test
    void aMessageIsAnArrowFromItsSendingToItsArrival() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        play.pass(1000);
        play.propose("alpha", 17);
        Arrow walking = timeline.arrows().getFirst();
        assertEquals("alpha", walking.from());
        assertEquals("beta", walking.to());
        assertEquals(Arrow.Fate.WALKING, walking.fate());
        assertEquals("Next 0", walking.label());
        assertTrue(timeline.moving());
        play.pass(600);
        play.deliverRound();
        Arrow arrived = timeline.arrows().getFirst();
        assertEquals(Arrow.Fate.ARRIVED, arrived.fate());
        assertEquals(walking.start(), arrived.start());
        assertEquals(600, arrived.end() - arrived.start(), TimeAxis.SHORTEST_GAP * 3, "as long as the messenger walked");
    }

    @Test
    void whatALegislatorSaysToItselfIsNoArrow() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        assertTrue(timeline.arrows().stream().noneMatch(arrow -> arrow.from().equals(arrow.to())));
        assertFalse(timeline.moving(), "all have arrived");
    }

    @Test
    void allThatOneStepSendsSetsOutFromOnePlace() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        play.propose("alpha", 17);
        assertEquals(timeline.arrows().get(0).start(), timeline.arrows().get(1).start());
    }

    @Test
    void noArrowRunsBackwardsAndNoneStandsUpright() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        play.propose("beta", 18);
        play.deliverAll();
        for (Arrow arrow : timeline.arrows()) {
            assertTrue(arrow.end() >= arrow.start() + TimeAxis.SHORTEST_GAP, () -> "even at no delay: " + arrow);
        }
    }

    @Test
    void aLostMessageIsMarkedWhereItWasLost() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        play.crash("gamma");
        play.propose("alpha", 17);
        play.deliverRound();
        Arrow lost = timeline.arrows().stream().filter(arrow -> arrow.to().equals("gamma")).findFirst().orElseThrow();
        assertEquals(Arrow.Fate.LOST, lost.fate());
    }

    @Test
    void ofALegislatorInAnotherProcessOnlyWhatReachedUsIsKnown() {
        Timeline timeline = seenBy("alpha");
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        Arrow answer = timeline.arrows().stream().filter(arrow -> arrow.from().equals("beta")).findFirst().orElseThrow();
        assertFalse(answer.startSeen());
        assertEquals(Timeline.UNSEEN_WALK, answer.end() - answer.start());
        Arrow question = timeline.arrows().stream().filter(arrow -> arrow.to().equals("beta")).findFirst().orElseThrow();
        assertTrue(question.startSeen());
        assertEquals(Arrow.Fate.ARRIVED, question.fate(), "it was handed over; more is not known here");
    }

    @Test
    void aCppNodesMessageWithNoIdIsAnArrowToo() {
        Timeline timeline = seenBy("alpha");
        play.openAll();
        play.receive("alpha", Optional.of("beta"), Optional.empty(), new Message.NextBallot(new Ballot(1)));
        assertEquals("beta", timeline.arrows().getFirst().from());
        play.receive("alpha", Optional.empty(), Optional.empty(), new Message.Success(Ballot.NONE, new Decree(1)));
        assertEquals(1, timeline.arrows().stream().filter(arrow -> arrow.to().equals("alpha")).count(),
                "from where an unsigned one came, nobody knows");
    }

    @Test
    void anArrivalThatIsRecordedBeforeTheHandoverStands() {
        Timeline timeline = seenBy("alpha", "beta");
        play.openAll();
        Message message = new Message.NextBallot(new Ballot(0));
        play.record("alpha", new Happening.Sent("x", "beta", message));
        play.pass(50);
        play.record("beta", new Happening.Received(Optional.of("alpha"), Optional.of("x"), message));
        double end = timeline.arrows().getFirst().end();
        play.pass(50);
        play.record("alpha", new Happening.HandedOver("x", "beta", message));
        assertEquals(end, timeline.arrows().getFirst().end());
        assertEquals(1, timeline.arrows().size());
    }

    @Test
    void whatWasHandedOverAndNotReadBeforeACrashIsLost() {
        Timeline timeline = seenBy("alpha", "beta");
        play.openAll();
        Message message = new Message.NextBallot(new Ballot(0));
        play.record("alpha", new Happening.Sent("x", "beta", message));
        play.record("alpha", new Happening.HandedOver("x", "beta", message));
        assertEquals(Arrow.Fate.ARRIVED, timeline.arrows().getFirst().fate(), "as far as is known");
        play.crash("beta");
        assertEquals(Arrow.Fate.LOST, timeline.arrows().getFirst().fate());
    }

    @Test
    void whoLeavesInGoodOrderHasNotCrashed() {
        Timeline timeline = seenBy("alpha", "beta");
        play.openAll();
        play.record("beta", new Happening.Closed());
        assertEquals(Lane.Stretch.UNREACHABLE, timeline.lanes().get(1).spans().getLast().kind());
        play.open("beta");
        assertTrue(timeline.lanes().get(1).spans().getFirst().end() < Double.POSITIVE_INFINITY);
    }

    @Test
    void promisesVotesAndDecreesStandOnTheLane() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        play.propose("beta", 18);
        play.deliverAll();
        Lane beta = timeline.lanes().get(1);
        assertEquals("beta", beta.name());
        assertEquals(List.of(new Ballot(0), new Ballot(1)), beta.spans().stream().map(Lane.Span::ballot).toList());
        assertEquals(beta.spans().get(0).end(), beta.spans().get(1).start(), "a higher promise ends a lower");
        assertEquals(Double.POSITIVE_INFINITY, beta.spans().get(1).end());
        assertEquals(List.of(new Ballot(0), Ballot.NONE, new Ballot(1)), beta.marks().stream().map(Lane.Mark::ballot).toList(),
                "a vote, the decree, another vote");
        assertTrue(beta.marks().stream().allMatch(mark -> mark.decree().equals(new Decree(17))));
    }

    @Test
    void aCrashIsAStretchUntilTheRestartWhichBringsThePromiseBack() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        Ledger ledger = play.ledger("beta");
        play.crash("beta");
        Lane beta = timeline.lanes().get(1);
        Lane.Span crash = beta.spans().getLast();
        assertEquals(Lane.Stretch.CRASHED, crash.kind());
        assertEquals(Double.POSITIVE_INFINITY, crash.end());
        assertEquals(crash.start(), beta.spans().getFirst().end(), "nobody is there to keep the promise");
        play.pass(300);
        play.open("beta", ledger);
        assertEquals(List.of(Lane.Stretch.PROMISE, Lane.Stretch.CRASHED, Lane.Stretch.PROMISE),
                beta.spans().stream().map(Lane.Span::kind).toList());
        assertTrue(beta.spans().get(1).end() > crash.start());
        assertEquals(new Ballot(0), beta.spans().getLast().ballot());
    }

    @Test
    void aPeerInAnotherProcessIsUnreachableUntilItIsSeen() {
        Timeline timeline = seenBy("alpha");
        play.open("alpha");
        play.record("alpha", new Happening.PeerSeen("beta", false));
        Lane beta = timeline.lanes().get(1);
        assertEquals(Lane.Stretch.UNREACHABLE, beta.spans().getFirst().kind());
        play.pass(100);
        play.record("alpha", new Happening.PeerSeen("beta", true));
        assertTrue(beta.spans().getFirst().end() < Double.POSITIVE_INFINITY);
    }

    @Test
    void aPromiseThatWasOnTheDiskShowsFromTheOpening() {
        Timeline timeline = seenBy("alpha");
        play.open("alpha", new Ledger(Ballot.NONE, new Ballot(7), Optional.of(new Vote(new Ballot(7), new Decree(1))), Optional.empty()));
        assertEquals(new Ballot(7), timeline.lanes().getFirst().spans().getFirst().ballot());
    }

    @Test
    void idleTimeIsShortenedAndTimeOnTheWayIsNot() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        double opened = timeline.now(play.now());
        play.pass(60_000);
        assertEquals(opened + TimeAxis.LONGEST_IDLE_GAP, timeline.now(play.now()), "nothing happened for a minute");
        play.propose("alpha", 17);
        double started = timeline.now(play.now());
        play.pass(3_000);
        assertEquals(started + 3_000, timeline.now(play.now()), "messengers walked for three seconds");
    }

    @Test
    void arrowsAreBoundedAndTheNewestKept() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.openAll();
        Message message = new Message.NextBallot(new Ballot(0));
        for (int i = 0; i < Timeline.MOST_ARROWS + 10; i++) {
            play.record("alpha", new Happening.Sent("x" + i, "beta", message));
        }
        assertTrue(timeline.arrows().size() <= Timeline.MOST_ARROWS);
        play.record("alpha", new Happening.Lost("x0", "beta", message, "It is long gone."));
        play.record("beta", new Happening.Received(Optional.of("alpha"), Optional.of("x" + (Timeline.MOST_ARROWS + 9)), message));
        assertEquals(Arrow.Fate.ARRIVED, timeline.arrows().getLast().fate());
        assertEquals(1, timeline.arrows().stream().filter(arrow -> arrow.fate() != Arrow.Fate.WALKING).count());
    }

    @Test
    void sixtyFourLegislatorsHaveSixtyFourLanes() {
        Play many = new Play(IntStream.range(0, 64).mapToObj(i -> "n" + i).toArray(String[]::new));
        Timeline timeline = new Timeline(many.parliament, Set.copyOf(many.parliament.legislators()));
        many.tell(timeline::take);
        many.openAll();
        many.propose("n63", 17);
        many.deliverAll();
        assertEquals(64, timeline.lanes().size());
        assertTrue(timeline.lanes().stream().allMatch(lane -> lane.marks().getLast().decree().equals(new Decree(17))));
    }

    /// Two legislators here each try to reach gamma, and tell of it one after the other.
    @Test
    void severalWhoSeeAPeerGoMakeOneStretch() {
        Timeline timeline = seenBy("alpha", "beta");
        Lane gamma = timeline.lanes().get(2);
        play.record("alpha", new Happening.PeerSeen("gamma", false));
        play.pass(100);
        play.record("beta", new Happening.PeerSeen("gamma", false));
        assertEquals(1, gamma.spans().size(), () -> gamma.spans().toString());
        play.record("beta", new Happening.PeerSeen("gamma", true));
        assertTrue(gamma.spans().getFirst().end() < Double.POSITIVE_INFINITY);
    }

    @Test
    void whomSomebodyHereStillReachesIsNotHatched() {
        Timeline timeline = seenBy("alpha", "beta");
        Lane gamma = timeline.lanes().get(2);
        play.openAll();
        play.record("alpha", new Happening.PeerSeen("gamma", true));
        play.record("beta", new Happening.PeerSeen("gamma", false));
        assertEquals(List.of(), gamma.spans().stream().filter(span -> span.end() == Double.POSITIVE_INFINITY).toList());
        play.crash("alpha");
        play.record("beta", new Happening.PeerSeen("gamma", false));
        assertEquals(Double.POSITIVE_INFINITY, gamma.spans().getLast().end(), "alpha, who reached it, is gone");
    }

    @Test
    void thatSomebodyHereOrAStrangerCannotBeReachedIsNotDrawn() {
        Timeline timeline = seenBy("alpha", "beta");
        play.record("alpha", new Happening.PeerSeen("beta", false));
        play.record("alpha", new Happening.PeerSeen("mallory", false));
        assertTrue(timeline.lanes().stream().allMatch(lane -> lane.spans().isEmpty()));
    }

    @Test
    void whatACrashLosesIsToldBeforeOrAfterIt() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        Message message = new Message.NextBallot(new Ballot(0));
        play.openAll();
        play.record("alpha", new Happening.Sent("a1", "beta", message));
        play.record("alpha", new Happening.Sent("a2", "gamma", message));
        play.record("alpha", new Happening.Lost("a1", "beta", message, "alpha crashed."));
        play.crash("alpha");
        play.record("alpha", new Happening.Lost("a2", "gamma", message, "alpha crashed."));
        assertTrue(timeline.arrows().stream().allMatch(arrow -> arrow.fate() == Arrow.Fate.LOST));
        assertFalse(timeline.moving());
    }

    /// Ids are unique per sender only.
    @Test
    void equalIdsOfTwoSendersAreTwoMessages() {
        Timeline timeline = seenBy("alpha", "beta", "gamma");
        play.record("alpha", new Happening.Sent("1", "gamma", new Message.NextBallot(new Ballot(0))));
        play.record("beta", new Happening.Sent("1", "gamma", new Message.NextBallot(new Ballot(1))));
        play.record("gamma", new Happening.Received(Optional.of("beta"), Optional.of("1"), new Message.NextBallot(new Ballot(1))));
        assertEquals(List.of(Arrow.Fate.WALKING, Arrow.Fate.ARRIVED), timeline.arrows().stream().map(Arrow::fate).toList());
    }

    @Test
    void anyEventMayBeTheFirstOneThatIsKept() {
        Message message = new Message.NextBallot(new Ballot(0));
        Ledger five = Ledger.BLANK.withNextBal(new Ballot(5));
        for (Happening first : List.of(new Happening.HandedOver("a", "beta", message),
                new Happening.Lost("a", "beta", message, "gone"), new Happening.Received(Optional.of("beta"), Optional.of("b"), message),
                new Happening.Received(Optional.of("mallory"), Optional.of("b"), message),
                new Happening.Received(Optional.empty(), Optional.empty(), message), new Happening.Crashed("on request", false),
                new Happening.Closed(), new Happening.Forgot(), new Happening.PeerSeen("gamma", true),
                new Happening.Dropped("10.0.0.1:5", "junk"), new Happening.Wrote(five, five.withNextBal(new Ballot(6))))) {
            Timeline timeline = new Timeline(play.parliament, Set.of("alpha"));
            timeline.take(new Event(7, play.now(), 7, "alpha", first));
            assertFalse(timeline.moving(), first.toString());
            assertTrue(timeline.arrows().stream().noneMatch(arrow -> arrow.fate() == Arrow.Fate.WALKING), first.toString());
        }
    }
}
