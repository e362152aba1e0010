package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.view.Play;

/// What stands on the lanes: the ledger at any time, and how each legislator stands.
class LaneTest {

    private final Play play = new Play("alpha", "beta", "gamma");
    private final Timeline timeline = new Timeline(play.parliament);
    private final Lane beta = timeline.lane("beta");
    private final Lane gamma = timeline.lane("gamma");

    LaneTest() {
        play.tell(timeline::take);
    }

    private static List<Lane.Entry> entries(Lane lane) {
        return IntStream.range(lane.first(), lane.next()).mapToObj(lane::get).toList();
    }

    private static List<Lane.Change> changes(Lane lane) {
        return entries(lane).stream().map(Lane.Entry::change).toList();
    }

    private static List<Lane.Standing> standings(Lane lane) {
        return entries(lane).stream().map(Lane.Entry::standing).toList();
    }

    private void seen(String by, String peer, boolean reachable) {
        play.record(by, new Happening.PeerSeen(peer, reachable));
    }

    @Test
    void promisesVotesAndDecreesStandOnTheLane() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        play.propose("beta", 18);
        play.deliverAll();
        assertEquals(List.of(Lane.Change.STANDING, Lane.Change.PROMISE, Lane.Change.VOTE, Lane.Change.DECREE, Lane.Change.TRIED,
                Lane.Change.PROMISE, Lane.Change.VOTE), changes(beta));
        Lane.Entry vote = beta.get(2);
        assertEquals(Optional.of(new Vote(new Ballot(0), new Decree(17))), vote.ledger().prevVote());
        assertEquals(0, beta.promise(2));
        assertEquals(1, beta.promise(6));
        assertEquals(play.ledger("beta"), beta.ledger());
        Arrow begin = MessagesTest.all(timeline).stream().filter(arrow -> arrow.message() instanceof Message.BeginBallot
                && arrow.to().equals("beta")).findFirst().orElseThrow();
        assertEquals(begin.end().orElseThrow().event(), vote.cause(), "the message that it follows from");
        assertEquals(begin.end().orElseThrow().step(), vote.spot().step(), "written in that step");
    }

    /// At each place of both axes, between entries and on them.
    @Test
    void theLedgerAtAPlaceIsWhatWasWrittenUpToThere() {
        for (long seed = 0; seed < 30; seed++) {
            List<Event> events = new ArrayList<>();
            Throng throng = new Throng(3 + (int) seed % 3, seed, events::add).storm(5, 5, 30);
            Timeline taken = new Timeline(throng.parliament);
            throng.openAll();
            throng.play(300);
            // Replayed: after each event, what every ledger says. An event's place is that of the entry it makes.
            Map<String, Ledger> ledgers = new HashMap<>();
            Map<String, List<Lane.Entry>> replayed = new HashMap<>();
            for (Event event : events) {
                int before = taken.lane(event.node()).next();
                taken.take(event);
                Ledger after = switch (event.what()) {
                    case Happening.Opened opened -> opened.state().ledger();
                    case Happening.Wrote wrote -> wrote.after();
                    default -> ledgers.getOrDefault(event.node(), Ledger.BLANK);
                };
                ledgers.put(event.node(), after);
                Lane lane = taken.lane(event.node());
                boolean wrote = event.what() instanceof Happening.Wrote || event.what() instanceof Happening.Opened;
                assertTrue(!wrote || lane.next() > before, "it is on the lane: " + event);
                for (int entry = before; entry < lane.next(); entry++) {
                    assertEquals(after, lane.get(entry).ledger(), "seed " + seed);
                    replayed.computeIfAbsent(lane.name(), _ -> new ArrayList<>()).add(lane.get(entry));
                }
            }
            for (Lane lane : taken.lanes()) {
                for (Axis axis : Axis.values()) {
                    for (int i = -4; i <= 400; i++) {
                        double place = taken.end(axis) * i / 400;
                        Lane.Entry expected = replayed.get(lane.name()).stream().filter(entry -> entry.spot().on(axis) <= place)
                                .reduce((_, later) -> later).orElse(null);
                        assertEquals(Optional.ofNullable(expected), lane.at(axis, place), "seed " + seed);
                    }
                }
                assertEquals(ledgers.get(lane.name()), lane.at(Axis.WALL_CLOCK, Double.MAX_VALUE).orElseThrow().ledger());
            }
        }
    }

    @Test
    void aWriteThatIsTheFirstThingHeardChangedWhatItChanged() {
        Ledger before = new Ledger(new Ballot(3), new Ballot(4), Optional.of(new Vote(new Ballot(4), new Decree(1))),
                Optional.of(new Decree(1)));
        play.record("beta", new Happening.Wrote(before, before.withNextBal(new Ballot(5))));
        assertEquals(List.of(Lane.Change.PROMISE), changes(beta));
    }

    @Test
    void aLedgerThatSaysWhatWasNeverSeenToBeWrittenIsShownAllTheSame() {
        play.openAll();
        play.propose("alpha", 17);
        play.record("beta", new Happening.Missed(5));
        Timeline late = new Timeline(play.parliament);
        play.tell(late::take);
        play.deliverAll();
        assertEquals(play.ledger("alpha"), late.lane("alpha").ledger());
        Ledger elsewhere = play.ledger("alpha").withNextBal(new Ballot(99));
        play.record("alpha", new Happening.Stepped(State.afterRestart(elsewhere),
                new Explanation(Reason.LATE, Ballot.NONE, "Late.")));
        assertEquals(elsewhere, timeline.lane("alpha").ledger());
        assertEquals(Lane.Change.GAP, changes(timeline.lane("alpha")).getLast());
        assertEquals(Lane.Change.GAP, changes(beta).get(1));
    }

    @Test
    void aCrashLastsUntilTheRestartWhichReadsTheLedgerAgain() {
        play.openAll();
        play.propose("alpha", 17);
        play.deliverAll();
        Ledger ledger = play.ledger("beta");
        play.crash("beta");
        assertEquals(Lane.Standing.CRASHED, beta.standing());
        assertEquals(ledger, beta.ledger(), "what is on the disk");
        play.pass(300);
        play.open("beta", ledger);
        assertEquals(Lane.Standing.OPEN, beta.standing());
        assertEquals(ledger, beta.ledger());
        Lane.Entry crash = beta.get(beta.next() - 2);
        Lane.Entry restart = beta.get(beta.next() - 1);
        assertEquals(300, restart.spot().wall() - crash.spot().wall(), 1);
        assertTrue(restart.spot().step() > crash.spot().step());
        play.crash("beta");
        play.record("beta", new Happening.Forgot());
        assertEquals(Ledger.BLANK, beta.ledger());
        assertEquals(Lane.Standing.CRASHED, beta.standing());
        play.record("gamma", new Happening.Closed());
        assertEquals(Lane.Standing.LEFT, gamma.standing());
    }

    @Test
    void aPeerElsewhereIsUnreachableUntilItIsSeen() {
        play.open("alpha");
        assertEquals(Lane.Standing.UNKNOWN, beta.standing());
        seen("alpha", "beta", false);
        assertEquals(Lane.Standing.UNREACHABLE, beta.standing());
        play.pass(100);
        seen("alpha", "beta", true);
        assertEquals(List.of(Lane.Standing.UNREACHABLE, Lane.Standing.OPEN), standings(beta));
        assertEquals(100, beta.get(1).spot().wall() - beta.get(0).spot().wall(), 1e-6);
        seen("alpha", "gamma", true);
        assertEquals(Lane.Standing.OPEN, gamma.standing(), "nothing but that was ever heard of it");
    }

    @Test
    void severalWhoSeeAPeerGoSayItOnce() {
        play.openAll();
        seen("alpha", "gamma", false);
        play.pass(100);
        seen("beta", "gamma", false);
        assertEquals(List.of(Lane.Standing.OPEN, Lane.Standing.UNREACHABLE), standings(gamma));
        seen("beta", "gamma", true);
        assertEquals(Lane.Standing.OPEN, gamma.standing());
    }

    @Test
    void whomSomebodyStillReachesIsNotUnreachable() {
        play.openAll();
        seen("alpha", "gamma", true);
        seen("beta", "gamma", false);
        assertEquals(Lane.Standing.OPEN, gamma.standing());
        play.crash("alpha");
        seen("beta", "gamma", false);
        assertEquals(Lane.Standing.UNREACHABLE, gamma.standing(), "alpha, who reached it, is gone");
    }

    /// A process that is killed says nothing.
    @Test
    void whatSomebodyReachedWhoIsUnreachableNowCountsNoMore() {
        play.openAll();
        seen("alpha", "gamma", true);
        seen("beta", "alpha", false);
        assertEquals(Lane.Standing.UNREACHABLE, timeline.lane("alpha").standing());
        seen("beta", "gamma", false);
        assertEquals(Lane.Standing.UNREACHABLE, gamma.standing());
    }

    @Test
    void whoDoesSomethingIsThere() {
        play.openAll();
        seen("alpha", "gamma", false);
        assertEquals(Lane.Standing.UNREACHABLE, gamma.standing());
        play.record("gamma", new Happening.Received(Optional.of("beta"), Optional.of("x"), new Message.NextBallot(new Ballot(1))));
        play.record("gamma", new Happening.Stepped(State.afterRestart(Ledger.BLANK.withNextBal(new Ballot(1))),
                new Explanation(Reason.PROMISED, new Ballot(1), "Promised.")));
        assertEquals(Lane.Standing.UNREACHABLE, gamma.standing(), "at the same time: it may be the last thing it did");
        assertEquals(new Ballot(1), gamma.ledger().nextBal());
        play.pass(1);
        play.record("gamma", new Happening.Received(Optional.of("beta"), Optional.of("y"), new Message.NextBallot(new Ballot(1))));
        assertEquals(Lane.Standing.OPEN, gamma.standing());
        Timeline late = new Timeline(play.parliament);
        late.take(new Event(5, play.now(), 5, "beta", new Happening.Received(Optional.empty(), Optional.empty(),
                new Message.Success(Ballot.NONE, new Decree(1)))));
        assertEquals(Lane.Standing.OPEN, late.lane("beta").standing());
    }

    @Test
    void whoCrashedOrLeftIsBackOnlyWhereSomebodyMissedItMeanwhile() {
        play.openAll();
        play.crash("gamma");
        seen("alpha", "gamma", true);
        assertEquals(Lane.Standing.CRASHED, gamma.standing(), "old news");
        seen("alpha", "gamma", false);
        assertEquals(Lane.Standing.CRASHED, gamma.standing());
        seen("alpha", "gamma", true);
        assertEquals(Lane.Standing.OPEN, gamma.standing(), "another program, that keeps no record");
    }

    @Test
    void whoMissedItBeforeItWentSaysNothingNewAfterwards() {
        play.openAll();
        seen("alpha", "gamma", true);
        seen("beta", "gamma", false);
        play.crash("gamma");
        seen("beta", "gamma", true);
        assertEquals(Lane.Standing.CRASHED, gamma.standing());
    }

    @Test
    void whatOthersNoticeIsNoEarlierThanWhatTheyKnew() {
        play.openAll();
        play.propose("alpha", 17);
        double known = timeline.end(Axis.LOGICAL_STEPS);
        seen("alpha", "gamma", false);
        assertEquals(known, gamma.place(Axis.LOGICAL_STEPS, gamma.next() - 1));
    }

    @Test
    void whatIsSaidOfOneselfOrOfAStrangerCountsForNothing() {
        seen("alpha", "alpha", false);
        seen("alpha", "mallory", false);
        assertTrue(timeline.lanes().stream().allMatch(lane -> lane.next() == 0));
        assertEquals(0, timeline.end(Axis.LOGICAL_STEPS));
    }

    @Test
    void wholePagesOfTheOldestEntriesMakeWayAndAnswersStayRight() {
        Timeline small = new Timeline(play.parliament, "alpha", new Sheet.Bounds(0, Lane.PAGE, 10, 1_000_000));
        int count = 10 * Lane.PAGE;
        for (int i = 0; i < count; i++) {
            Ledger before = Ledger.BLANK.withNextBal(new Ballot(i));
            small.take(new Event(i, Throng.BEGIN.plusMillis(i), i, "beta",
                    new Happening.Wrote(before, before.withNextBal(new Ballot(i + 1)))));
            small.take(new Event(i, Throng.BEGIN.plusMillis(i), i, "beta", new Happening.Missed(1)));
        }
        Lane lane = small.lane("beta");
        assertEquals(2 * count, lane.next());
        assertEquals(0, lane.first() % Lane.PAGE);
        int kept = lane.next() - lane.first();
        assertTrue(kept >= Lane.PAGE && kept <= 3 * Lane.PAGE, kept + " are kept");
        assertEquals(Optional.empty(), lane.at(Axis.WALL_CLOCK, lane.place(Axis.WALL_CLOCK, lane.first()) - 1));
        for (int entry = lane.first(); entry < lane.next(); entry++) {
            assertEquals(entry / 2 + 1, lane.promise(entry));
            double step = lane.place(Axis.LOGICAL_STEPS, entry);
            assertEquals(entry, lane.after(Axis.LOGICAL_STEPS, step) - 1);
            assertEquals(entry, lane.after(Axis.LOGICAL_STEPS, step - 0.5));
        }
    }
}
