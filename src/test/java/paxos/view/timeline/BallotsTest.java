package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Happening;
import paxos.view.Play;

class BallotsTest {

    private final Play play = new Play("alpha", "beta", "gamma");
    private final Timeline timeline = new Timeline(play.parliament);

    BallotsTest() {
        play.tell(timeline::take);
    }

    private BallotFacts ballot(int number) {
        return timeline.ballot(new Ballot(number)).orElseThrow();
    }

    private void begin(String from, String to, int ballot) {
        play.record(from, new Happening.Sent("b" + ballot + to, to, new Message.BeginBallot(new Ballot(ballot), new Decree(ballot))));
    }

    @Test
    void aBallotIsToldFromItsStartToItsEnd() {
        play.openAll();
        assertEquals(Optional.empty(), timeline.ballot(new Ballot(0)));
        play.propose("alpha", 17);
        assertEquals("alpha", ballot(0).president());
        assertEquals(timeline.arrows().get(0).start(), new Spot(ballot(0).start().orElseThrow().wall(),
                ballot(0).start().orElseThrow().step(), ballot(0).start().orElseThrow().event() + 1), "to itself first");
        assertEquals(Optional.empty(), ballot(0).begun());
        assertEquals(Optional.empty(), ballot(0).decree());
        play.deliverRound();
        play.deliverRound();
        assertEquals(List.of("alpha", "beta"), List.copyOf(ballot(0).quorum()));
        assertEquals(Optional.of(new Decree(17)), ballot(0).decree());
        assertEquals(MessagesTest.all(timeline).stream().filter(arrow -> arrow.message() instanceof Message.BeginBallot)
                .map(arrow -> arrow.start().event() - 1).toList(), List.of(ballot(0).begun().orElseThrow().event()), "also to itself first");
        assertTrue(ballot(0).begun().orElseThrow().step() > ballot(0).start().orElseThrow().step());
        assertFalse(ballot(0).passed());
        play.deliverAll();
        assertEquals(Set.of("alpha", "beta"), ballot(0).voters());
        assertTrue(ballot(0).passed());
    }

    @Test
    void whereTheQuorumsOfTwoBallotsMeetIsSomebody() {
        for (long seed = 0; seed < 40; seed++) {
            int size = 1 + (int) seed % 9;
            Timeline long_ = new Timeline(new Throng(size, seed, _ -> { }).parliament);
            Throng throng = new Throng(size, seed, long_::take).storm(10, 10, 20);
            throng.openAll();
            for (int i = 0; i < 40; i++) {
                throng.step((int) (seed + i) % size, new Input.Propose(Optional.empty()));
                throng.play(size == 1 ? 0 : 5);
            }
            Optional<BallotFacts> facts = long_.begunBelow(new Ballot(Integer.MAX_VALUE));
            int meetings = 0;
            while (facts.isPresent()) {
                BallotFacts later = facts.get();
                assertTrue(size == 1 || later.quorum().size() > size / 2, "a majority");
                Optional<BallotFacts> earlier = long_.begunBelow(later.ballot());
                earlier.ifPresent(before -> {
                    assertTrue(before.ballot().isBelow(later.ballot()));
                    assertFalse(later.meeting(before).isEmpty(), "B2");
                    assertTrue(later.quorum().containsAll(later.meeting(before)) && before.quorum().containsAll(later.meeting(before)));
                    assertEquals(later.meeting(before), before.meeting(later));
                });
                meetings += earlier.isPresent() ? 1 : 0;
                facts = earlier;
            }
            assertTrue(size == 1 || meetings > 3, "seed " + seed + ": " + meetings);
        }
    }

    @Test
    void theMeetingIsExactlyThoseWhoAreInBoth() {
        begin("alpha", "alpha", 3);
        begin("alpha", "beta", 3);
        begin("beta", "beta", 4);
        begin("beta", "gamma", 4);
        assertEquals(Set.of("beta"), ballot(3).meeting(ballot(4)));
        assertEquals(Optional.of(new Ballot(3)), timeline.begunBelow(new Ballot(4)).map(BallotFacts::ballot));
        assertEquals(Optional.empty(), timeline.begunBelow(new Ballot(3)));
    }

    @Test
    void aBallotThatNeverBeganHasNoQuorumToMeet() {
        begin("alpha", "alpha", 0);
        play.record("beta", new Happening.Sent("n", "alpha", new Message.NextBallot(new Ballot(1))));
        begin("gamma", "gamma", 2);
        assertEquals(Optional.of(new Ballot(0)), timeline.begunBelow(new Ballot(2)).map(BallotFacts::ballot));
    }

    /// A node that breaks the rules: B1.
    @Test
    void whatSomebodyDoesInThePresidentsNameIsNoFactAboutTheBallot() {
        begin("alpha", "alpha", 3);
        begin("beta", "gamma", 3);
        play.record("gamma", new Happening.Sent("n", "alpha", new Message.NextBallot(new Ballot(4))));
        assertEquals(Set.of("alpha"), ballot(3).quorum());
        assertEquals(Optional.empty(), timeline.ballot(new Ballot(4)));
    }

    @Test
    void theHighestBallotNumberIsOneLikeAllOthers() {
        int last = Integer.MAX_VALUE;
        String president = play.parliament.presidentOf(new Ballot(last));
        begin(president, "alpha", last);
        begin(president, "gamma", last);
        assertEquals(Set.of("alpha", "gamma"), ballot(last).quorum());
        assertEquals(president, ballot(last).president());
        assertEquals(Optional.empty(), timeline.begunBelow(new Ballot(last)));
        assertEquals(last, timeline.arrows().ballot(0));
        assertEquals(Optional.empty(), timeline.ballot(Ballot.NONE));
    }

    @Test
    void ofVotesInAnotherHouseOnlyThoseAreKnownThatReachedUs() {
        play.record("alpha", new Happening.Received(Optional.of("beta"), Optional.empty(), new Message.Voted(new Ballot(0), new Decree(5))));
        play.record("alpha", new Happening.Received(Optional.of("mallory"), Optional.empty(), new Message.Voted(new Ballot(0), new Decree(5))));
        assertEquals(Set.of("beta"), ballot(0).voters());
        assertEquals(Optional.of(new Decree(5)), ballot(0).decree());
        assertFalse(ballot(0).passed(), "its quorum is not known");
        play.record("alpha", new Happening.Received(Optional.of("gamma"), Optional.empty(), new Message.Voted(new Ballot(0), new Decree(6))));
        assertEquals(Optional.of(new Decree(5)), ballot(0).decree(), "as it was heard first");
    }

    @Test
    void thoseHeardOfFirstMakeWay() {
        Parliament two = new Parliament(List.of("alpha", "beta"));
        Ballots ballots = new Ballots(two, 10);
        Lane.Note note = new Lane.Note(new Spot(0, 0, 0), 0, 0);
        for (int number = 1_000; number > 0; number -= 2) {
            ballots.begun(new Ballot(number - number % 2), new Decree(1), 1, note);
        }
        assertEquals(Optional.empty(), ballots.get(new Ballot(1_000)));
        assertTrue(ballots.get(new Ballot(2)).isPresent());
        assertTrue(ballots.get(new Ballot(20)).isPresent());
        assertEquals(Optional.empty(), ballots.get(new Ballot(22)));
        assertEquals(Optional.of(new Ballot(20)), ballots.begunBelow(new Ballot(900)).map(BallotFacts::ballot));
    }
}
