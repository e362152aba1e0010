package paxos.view.timeline;

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
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.view.Play;

/// What becomes of messages on the timeline, in whatever order it is told.
class MessagesTest {

    private static final Message NEXT = new Message.NextBallot(new Ballot(0));
    private static final Message ANOTHER = new Message.NextBallot(new Ballot(3));

    private final Play play = new Play("alpha", "beta", "gamma");
    private final Timeline timeline = seenBy("alpha", "beta", "gamma");

    private Timeline seenBy(String... observed) {
        Timeline seen = new Timeline(play.parliament);
        Set<String> those = Set.of(observed);
        play.tell(event -> {
            if (those.contains(event.node())) {
                seen.take(event);
            }
        });
        return seen;
    }

    static List<Arrow> all(Timeline timeline) {
        return IntStream.range(timeline.arrows().first(), timeline.arrows().next()).mapToObj(timeline.arrows()::get).toList();
    }

    private List<Fate> fates() {
        return all(timeline).stream().map(Arrow::fate).toList();
    }

    private void sent(String from, String id, String to, Message message) {
        play.record(from, new Happening.Sent(id, to, message));
    }

    private void received(String to, String from, String id, Message message) {
        play.record(to, new Happening.Received(Optional.of(from), Optional.of(id).filter(text -> !text.isEmpty()), message));
    }

    private void handedOver(String from, String id, String to, Message message) {
        play.record(from, new Happening.HandedOver(id, to, message));
    }

    private void lost(String from, String id, String to, Message message) {
        play.record(from, new Happening.Lost(id, to, message, "It got lost."));
    }

    @Test
    void aMessageIsAnArrowFromItsSendingToItsArrival() {
        play.openAll();
        play.pass(1000);
        play.propose("alpha", 17);
        Arrow walking = timeline.arrows().get(0);
        assertEquals("alpha", walking.from());
        assertEquals("beta", walking.to());
        assertEquals(Fate.WALKING, walking.fate());
        assertEquals(Optional.empty(), walking.end());
        assertEquals("Next 0", walking.label());
        assertEquals(2, timeline.walking());
        play.pass(600);
        play.deliverRound();
        Arrow arrived = timeline.arrows().get(0);
        assertEquals(Fate.RECEIVED, arrived.fate());
        assertEquals(Optional.of(Reason.PROMISED), arrived.reason());
        assertEquals(walking.start(), arrived.start());
        assertEquals(600, arrived.end().orElseThrow().wall() - arrived.start().wall(), 1e-6, "as long as the messenger walked");
        assertEquals(Optional.of(0), timeline.arrows().find(new MessageKey("alpha", arrived.id())));
    }

    @Test
    void everyMessageIsKeptAsItWas() {
        play.openAll();
        List<Message> messages = List.of(NEXT, new Message.LastVote(new Ballot(4), Optional.empty()),
                new Message.LastVote(new Ballot(4), Optional.of(new Vote(new Ballot(0), new Decree(-1)))),
                new Message.BeginBallot(new Ballot(Integer.MAX_VALUE), new Decree(Integer.MIN_VALUE)),
                new Message.Voted(new Ballot(4), new Decree(0)), new Message.Success(Ballot.NONE, new Decree(7)),
                new Message.Success(new Ballot(4), new Decree(-1)), new Message.HigherBallot(new Ballot(9)));
        for (int i = 0; i < messages.size(); i++) {
            sent("alpha", "m" + i, "beta", messages.get(i));
            received("beta", "alpha", "m" + i, messages.get(i));
        }
        assertEquals(messages, all(timeline).stream().map(Arrow::message).toList());
        assertTrue(all(timeline).stream().allMatch(Arrow::startSeen), "each was found by what it says");
        assertEquals(List.of(false, false, true, true, true, true, true, false),
                IntStream.range(0, 8).mapToObj(timeline.arrows()::namesDecree).toList());
    }

    @Test
    void whatALegislatorSaysToItselfIsNoArrow() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        assertTrue(all(timeline).stream().noneMatch(arrow -> arrow.from().equals(arrow.to())));
        assertEquals(0, timeline.walking(), "all have arrived");
    }

    @Test
    void allThatOneStepSendsSetsOutFromOnePlace() {
        play.openAll();
        play.propose("alpha", 17);
        Arrow first = timeline.arrows().get(0);
        Arrow second = timeline.arrows().get(1);
        assertEquals(first.start().step(), second.start().step());
        assertEquals(first.start().wall(), second.start().wall(), 1e-6);
    }

    /// The clock stands still.
    @Test
    void aMessageArrivesAtLeastOneStepLaterAndNoneStandsUpright() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        play.propose("beta", 18);
        play.deliverAll();
        assertEquals(16, all(timeline).size());
        for (Arrow arrow : all(timeline)) {
            Spot end = arrow.end().orElseThrow();
            assertTrue(end.step() >= arrow.start().step() + 1, arrow::toString);
            assertTrue(end.wall() >= arrow.start().wall() + Sheet.LEAST_WALK, arrow::toString);
        }
    }

    @Test
    void whatNoMessageLedToComesAfterAllThatHappenedSoFar() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        int last = (int) timeline.end(Axis.LOGICAL_STEPS);
        assertEquals(last, all(timeline).stream().mapToInt(arrow -> arrow.end().orElseThrow().step()).max().orElseThrow());
        play.propose("gamma", 18);
        assertEquals(last + 1, timeline.arrows().get(timeline.arrows().next() - 1).start().step());
        assertEquals(last + 1, timeline.ballot(new Ballot(2)).orElseThrow().start().orElseThrow().step());
    }

    @Test
    void alsoALossIsSomethingThatHappened() {
        play.openAll();
        sent("gamma", "a", "beta", NEXT);
        lost("gamma", "a", "beta", NEXT);
        int end = timeline.arrows().get(0).end().orElseThrow().step();
        assertEquals(timeline.arrows().get(0).start().step() + 1, end);
        assertEquals(end, timeline.end(Axis.LOGICAL_STEPS));
        SkewedClocksTest.assertInOrder(timeline, "lost at once");
        assertEquals(timeline.arrows().get(0).end().orElseThrow().wall(), timeline.end(Axis.WALL_CLOCK));
        play.propose("gamma", 1);
        assertTrue(timeline.end(Axis.LOGICAL_STEPS) > end);
    }

    @Test
    void refusedAndIgnoredMessagesSayWhichRuleDidIt() {
        play.openAll();
        play.propose("beta", 5);
        play.deliverAll();
        sent("alpha", "low", "gamma", NEXT);
        int low = timeline.arrows().next() - 1;
        play.receive("gamma", Optional.of("alpha"), Optional.of("low"), NEXT);
        assertEquals(Fate.REFUSED, timeline.arrows().fate(low));
        assertEquals(Optional.of(Reason.REFUSED), timeline.arrows().get(low).reason());
        play.receive("gamma", Optional.of("beta"), Optional.of("again"), new Message.NextBallot(new Ballot(1)));
        Arrow duplicate = timeline.arrows().get(timeline.arrows().next() - 1);
        assertEquals(Fate.IGNORED, duplicate.fate());
        assertEquals(Optional.of(Reason.PROMISED_BEFORE), duplicate.reason());
    }

    @Test
    void aLostMessageEndsWhereThatWasTold() {
        play.openAll();
        play.crash("gamma");
        play.propose("alpha", 17);
        play.pass(250);
        play.deliverRound();
        Arrow lost = all(timeline).stream().filter(arrow -> arrow.to().equals("gamma")).findFirst().orElseThrow();
        assertEquals(Fate.LOST, lost.fate());
        assertEquals(250, lost.end().orElseThrow().wall() - lost.start().wall(), 1e-6);
        assertFalse(lost.reason().isPresent());
    }

    @Test
    void ofALegislatorWhoseRecordIsNotHeardOnlyWhatReachedUsIsKnown() {
        Timeline mine = seenBy("alpha");
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        Arrow answer = all(mine).stream().filter(arrow -> arrow.from().equals("beta")).findFirst().orElseThrow();
        assertFalse(answer.startSeen());
        assertEquals(Sheet.UNSEEN_WALK, answer.end().orElseThrow().wall() - answer.start().wall(), 1e-6);
        assertEquals(1, answer.end().orElseThrow().step() - answer.start().step());
        Arrow question = all(mine).stream().filter(arrow -> arrow.to().equals("beta")).findFirst().orElseThrow();
        assertTrue(question.startSeen());
        assertEquals(Fate.HANDED_OVER, question.fate(), "more is not known here");
        assertEquals(0, mine.walking());
    }

    @Test
    void whatIsToldOfAMessageInADifferentOrderComesToTheSame() {
        play.openAll();
        sent("alpha", "a", "beta", NEXT);
        received("beta", "alpha", "a", NEXT);
        Optional<Spot> arrival = timeline.arrows().get(0).end();
        handedOver("alpha", "a", "beta", NEXT);
        lost("alpha", "a", "beta", NEXT);
        assertEquals(arrival, timeline.arrows().get(0).end(), "it was read: whatever the sender believes");
        assertEquals(Fate.RECEIVED, timeline.arrows().fate(0));

        sent("alpha", "b", "beta", NEXT);
        handedOver("alpha", "b", "beta", NEXT);
        lost("alpha", "b", "beta", NEXT);
        assertEquals(Fate.LOST, timeline.arrows().fate(1), "the connection broke before it was read");
        received("beta", "alpha", "b", NEXT);
        assertEquals(Fate.RECEIVED, timeline.arrows().fate(1), "but it was read");
        assertEquals(2, timeline.arrows().next());
        assertEquals(0, timeline.walking());
    }

    @Test
    void anArrivalThatIsToldOfBeforeTheDepartureIsTheSameMessage() {
        play.openAll();
        play.pass(1000);
        received("beta", "alpha", "a", NEXT);
        assertFalse(timeline.arrows().get(0).startSeen());
        play.pass(20);
        sent("alpha", "a", "beta", NEXT);
        handedOver("alpha", "a", "beta", NEXT);
        assertEquals(1, timeline.arrows().next());
        Arrow arrow = timeline.arrows().get(0);
        assertTrue(arrow.startSeen());
        assertEquals(Fate.RECEIVED, arrow.fate());
        assertTrue(arrow.start().wall() < arrow.end().orElseThrow().wall());
        assertTrue(arrow.start().step() < arrow.end().orElseThrow().step());
        assertTrue(arrow.lamport() > 0);
        assertEquals(0, timeline.walking());
    }

    @Test
    void howeverLateADepartureIsToldOfItIsBeforeTheArrival() {
        play.openAll();
        play.pass(1000);
        received("beta", "alpha", "a", NEXT);
        int step = timeline.arrows().get(0).end().orElseThrow().step();
        for (int i = 0; i < 5; i++) {
            play.propose("alpha", i);
        }
        sent("alpha", "a", "beta", NEXT);
        Arrow arrow = timeline.arrows().get(0);
        assertTrue(arrow.startSeen());
        assertEquals(step - 1, arrow.start().step(), "though alpha has gone on since");
        SkewedClocksTest.assertInOrder(timeline, "late");
    }

    @Test
    void aMessageThatComesTwiceIsTwoArrowsFromOneDeparture() {
        play.openAll();
        sent("alpha", "a", "beta", NEXT);
        play.pass(5);
        received("beta", "alpha", "a", NEXT);
        play.pass(5);
        received("beta", "alpha", "a", NEXT);
        assertEquals(List.of(Fate.RECEIVED, Fate.RECEIVED), fates());
        assertEquals(timeline.arrows().get(0).start(), timeline.arrows().get(1).start());
        assertEquals(5, timeline.arrows().get(1).end().orElseThrow().wall() - timeline.arrows().get(0).end().orElseThrow().wall(), 1e-6);
        assertEquals(timeline.arrows().get(0).lamport(), timeline.arrows().get(1).lamport());
        assertEquals(0, timeline.walking());
    }

    @Test
    void messagesWithoutIdAreNeverMixedUp() {
        play.openAll();
        received("alpha", "beta", "", NEXT);
        received("alpha", "beta", "", NEXT);
        received("gamma", "beta", "", NEXT);
        assertEquals(3, timeline.arrows().next());
        assertTrue(all(timeline).stream().noneMatch(Arrow::startSeen));
        assertEquals(Optional.empty(), timeline.arrows().find(new MessageKey("beta", "")));
        assertEquals("", timeline.arrows().get(1).id());
    }

    @Test
    void whoDoesNotSignOrIsNobodyHereMakesNoArrow() {
        play.openAll();
        play.record("alpha", new Happening.Received(Optional.empty(), Optional.empty(), new Message.Success(Ballot.NONE, new Decree(1))));
        received("alpha", "mallory", "x", NEXT);
        sent("alpha", "y", "mallory", NEXT);
        handedOver("alpha", "y", "mallory", NEXT);
        lost("alpha", "z", "mallory", NEXT);
        received("alpha", "alpha", "s", NEXT);
        timeline.take(new Event(99, play.now(), 1, "mallory", new Happening.Closed()));
        assertEquals(0, timeline.arrows().next());
        assertEquals(0, timeline.walking());
    }

    /// Ids are unique per sender only.
    @Test
    void equalIdsOfTwoSendersAreTwoMessages() {
        sent("alpha", "1", "gamma", NEXT);
        sent("beta", "1", "gamma", ANOTHER);
        received("gamma", "beta", "1", ANOTHER);
        assertEquals(List.of(Fate.WALKING, Fate.RECEIVED), fates());
    }

    @Test
    void oneIdForAllReceiversIsAMessageToEach() {
        sent("alpha", "1", "beta", NEXT);
        sent("alpha", "1", "gamma", NEXT);
        handedOver("alpha", "1", "beta", NEXT);
        assertEquals(List.of(Fate.HANDED_OVER, Fate.WALKING), fates());
        received("gamma", "alpha", "1", NEXT);
        assertEquals(List.of(Fate.HANDED_OVER, Fate.RECEIVED), fates());
        lost("alpha", "1", "beta", NEXT);
        assertEquals(List.of(Fate.LOST, Fate.RECEIVED), fates());
    }

    @Test
    void whatASenderSaysUnderAnIdThatItUsedBeforeIsAnotherMessage() {
        play.openAll();
        sent("alpha", "1", "beta", NEXT);
        received("beta", "alpha", "1", NEXT);
        sent("alpha", "1", "beta", ANOTHER);
        assertEquals(List.of(Fate.RECEIVED, Fate.WALKING), fates());
        received("beta", "alpha", "1", ANOTHER);
        assertEquals(List.of(Fate.RECEIVED, Fate.RECEIVED), fates());
        sent("alpha", "1", "beta", ANOTHER);
        sent("alpha", "1", "beta", ANOTHER);
        assertEquals(List.of(Fate.RECEIVED, Fate.RECEIVED, Fate.LOST, Fate.WALKING), fates(), "nobody can tell these apart any more");
        received("beta", "alpha", "1", ANOTHER);
        assertEquals(Fate.RECEIVED, timeline.arrows().fate(3));
        assertEquals(0, timeline.walking());
        received("beta", "alpha", "1", ANOTHER);
        assertEquals(List.of(Fate.RECEIVED, Fate.RECEIVED, Fate.RECEIVED, Fate.RECEIVED), fates(), "no copy, as one of them was unread");
    }

    @Test
    void whatComesUnderAnIdThatWasReadBeforeButSaysAnotherThingIsNoCopy() {
        play.openAll();
        sent("alpha", "1", "beta", NEXT);
        received("beta", "alpha", "1", NEXT);
        received("beta", "alpha", "1", ANOTHER);
        assertEquals(List.of(true, false), all(timeline).stream().map(Arrow::startSeen).toList());
        sent("alpha", "2", "beta", new Message.BeginBallot(new Ballot(3), new Decree(1)));
        received("beta", "alpha", "2", new Message.BeginBallot(new Ballot(3), new Decree(2)));
        sent("alpha", "3", "beta", new Message.LastVote(new Ballot(3), Optional.of(new Vote(new Ballot(0), new Decree(1)))));
        received("beta", "alpha", "3", new Message.LastVote(new Ballot(3), Optional.of(new Vote(new Ballot(1), new Decree(1)))));
        sent("alpha", "4", "beta", new Message.Voted(new Ballot(3), new Decree(1)));
        received("beta", "alpha", "4", new Message.BeginBallot(new Ballot(3), new Decree(1)));
        assertEquals(3, timeline.walking(), "none of these came");
    }

    @Test
    void aMessageReadByWhomItWasNotSentToIsNotThatMessage() {
        sent("alpha", "1", "beta", NEXT);
        received("gamma", "alpha", "1", NEXT);
        assertEquals(List.of(Fate.WALKING, Fate.RECEIVED), fates());
        assertEquals(List.of("beta", "gamma"), all(timeline).stream().map(Arrow::to).toList());
        assertFalse(timeline.arrows().get(1).startSeen());
    }

    @Test
    void aProcessThatWasKilledLeavesNoMessengerWalkingForEver() {
        play.openAll();
        sent("alpha", "1", "beta", NEXT);
        sent("beta", "1", "gamma", NEXT);
        play.pass(500);
        play.open("alpha");
        assertEquals(List.of(Fate.LOST, Fate.WALKING), fates());
        assertEquals(1, timeline.walking());
        sent("alpha", "1", "beta", NEXT);
        received("beta", "alpha", "1", NEXT);
        assertEquals(List.of(Fate.LOST, Fate.WALKING, Fate.RECEIVED), fates(), "the new one, in its new life");
    }

    @Test
    void aMessengerOfTheDeadWhoArrivesAllTheSameCounts() {
        play.openAll();
        sent("alpha", "1", "beta", NEXT);
        play.open("alpha");
        assertEquals(List.of(Fate.LOST), fates());
        received("beta", "alpha", "1", NEXT);
        assertEquals(List.of(Fate.RECEIVED), fates());
    }

    @Test
    void whoCannotBeReachedAnyMoreHasNoMessengersOnTheirWay() {
        play.openAll();
        sent("alpha", "1", "beta", NEXT);
        play.record("beta", new Happening.PeerSeen("alpha", false));
        assertEquals(List.of(Fate.LOST), fates());
    }

    @Test
    void whatWasHandedOverIsLostWhenTheReceiverGoesBeforeItReadsIt() {
        play.openAll();
        sent("alpha", "crash", "beta", NEXT);
        handedOver("alpha", "crash", "beta", NEXT);
        assertEquals(Fate.HANDED_OVER, timeline.arrows().fate(0), "as far as is known");
        sent("alpha", "elsewhere", "gamma", ANOTHER);
        handedOver("alpha", "elsewhere", "gamma", ANOTHER);
        play.crash("beta");
        assertEquals(List.of(Fate.LOST, Fate.HANDED_OVER), fates());

        sent("alpha", "closed", "gamma", NEXT);
        handedOver("alpha", "closed", "gamma", NEXT);
        play.record("gamma", new Happening.Closed());
        assertEquals(List.of(Fate.LOST, Fate.LOST, Fate.LOST), fates());

        sent("alpha", "killed", "beta", NEXT);
        handedOver("alpha", "killed", "beta", NEXT);
        play.open("beta");
        assertEquals(Fate.LOST, timeline.arrows().fate(3), "it was killed, and is back");
    }

    @Test
    void whatACrashLosesIsToldBeforeOrAfterIt() {
        play.openAll();
        sent("alpha", "a1", "beta", NEXT);
        sent("alpha", "a2", "gamma", NEXT);
        lost("alpha", "a1", "beta", NEXT);
        play.crash("alpha");
        lost("alpha", "a2", "gamma", NEXT);
        assertEquals(List.of(Fate.LOST, Fate.LOST), fates());
        assertEquals(0, timeline.walking());
    }

    @Test
    void whoLeavesHasNoMessengersOnTheirWay() {
        play.openAll();
        sent("alpha", "a", "beta", NEXT);
        play.record("alpha", new Happening.Closed());
        assertEquals(List.of(Fate.LOST), fates());
    }

    @Test
    void whereTheRecordHasAGapMessengersProbablyArrived() {
        play.openAll();
        sent("alpha", "a", "beta", NEXT);
        sent("gamma", "g", "beta", NEXT);
        play.record("alpha", new Happening.Missed(7));
        assertEquals(List.of(Fate.HANDED_OVER, Fate.WALKING), fates());
        lost("alpha", "a", "beta", NEXT);
        assertEquals(Fate.LOST, timeline.arrows().fate(0), "it is told after all");
    }

    @Test
    void whatWasHandedOverBeforeAGapMayHaveBeenRead() {
        play.openAll();
        sent("alpha", "a", "beta", NEXT);
        handedOver("alpha", "a", "beta", NEXT);
        play.record("beta", new Happening.Missed(7));
        sent("alpha", "b", "beta", NEXT);
        handedOver("alpha", "b", "beta", NEXT);
        play.crash("beta");
        assertEquals(List.of(Fate.HANDED_OVER, Fate.LOST), fates());
    }

    @Test
    void whatFollowsAGapDoesNotBelongToTheStepBeforeIt() {
        play.openAll();
        received("beta", "alpha", "a", NEXT);
        play.record("beta", new Happening.Missed(7));
        play.propose("beta", 3);
        assertEquals(Fate.RECEIVED, timeline.arrows().fate(0));
        assertEquals(Optional.empty(), timeline.arrows().get(0).reason(), "what came of it was missed");
        Lane.Entry tried = timeline.lane("beta").get(timeline.lane("beta").next() - 1);
        assertEquals(Lane.Change.TRIED, tried.change());
        assertEquals(tried.spot().event(), tried.cause());
    }

    @Test
    void anyEventMayBeTheFirstOneThatIsKept() {
        Ledger five = Ledger.BLANK.withNextBal(new Ballot(5));
        for (Happening first : List.of(new Happening.HandedOver("a", "beta", NEXT), new Happening.Lost("a", "beta", NEXT, "gone"),
                new Happening.Received(Optional.of("beta"), Optional.of("b"), NEXT),
                new Happening.Received(Optional.of("mallory"), Optional.of("b"), NEXT),
                new Happening.Received(Optional.empty(), Optional.empty(), NEXT), new Happening.Crashed("on request", false),
                new Happening.Closed(), new Happening.Forgot(), new Happening.PeerSeen("gamma", true),
                new Happening.PeerSeen("gamma", false), new Happening.Dropped("10.0.0.1:5", "junk"), new Happening.Missed(3),
                new Happening.Wrote(five, five.withNextBal(new Ballot(6))))) {
            Timeline begun = new Timeline(play.parliament);
            begun.take(new Event(7, play.now(), 7, "alpha", first));
            assertEquals(0, begun.walking(), first.toString());
            assertTrue(all(begun).stream().noneMatch(arrow -> arrow.fate() == Fate.WALKING), first.toString());
        }
    }

    @Test
    void aChangedFateIsAChangeOfThePictureFromTheDepartureOn() {
        play.openAll();
        play.pass(1000);
        play.propose("alpha", 17);
        Spot start = timeline.arrows().get(0).start();
        play.pass(600);
        try (Timeline.Watch watch = timeline.watch()) {
            assertEquals(Double.POSITIVE_INFINITY, watch.changedFrom(Axis.WALL_CLOCK));
            play.deliverRound();
            assertEquals(start.step(), watch.changedFrom(Axis.LOGICAL_STEPS));
            assertEquals(start.wall(), watch.changedFrom(Axis.WALL_CLOCK), "asking for one axis leaves the other");
            assertEquals(Double.POSITIVE_INFINITY, watch.changedFrom(Axis.WALL_CLOCK));
            received("beta", "gamma", "x", new Message.NextBallot(new Ballot(2)));
            Arrow arrow = timeline.arrows().get(timeline.arrows().next() - 1);
            assertEquals(arrow.start().wall(), watch.changedFrom(Axis.WALL_CLOCK));
            watch.changedFrom(Axis.LOGICAL_STEPS);
            play.record("beta", new Happening.Stepped(new State(play.ledger("beta"), new Slip.Idle()),
                    new Explanation(Reason.REFUSED, new Ballot(2), "Too low.")));
            assertEquals(Fate.REFUSED, timeline.arrows().fate(arrow.number()));
            assertEquals(arrow.start().wall(), watch.changedFrom(Axis.WALL_CLOCK), "it has a bar now");
        }
        play.crash("alpha");
    }
}
