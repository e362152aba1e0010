package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.State;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;
import paxos.trace.TraceExport;
import paxos.trace.TraceHeader;
import paxos.trace.TraceReader;
import paxos.view.MessageQuery;
import paxos.view.Play;

/// What somebody does on purpose, on the timeline: messages held and sent away, disks changed, rules switched off.
class OnPurposeTest {

    private static final Message NEXT = new Message.NextBallot(new Ballot(0));
    private static final Message ANOTHER = new Message.NextBallot(new Ballot(3));

    private final Play play = new Play("alpha", "beta", "gamma");
    private final Timeline timeline = new Timeline(play.parliament);
    private final List<Event> events = new ArrayList<>();
    private final Lane beta = timeline.lane("beta");

    OnPurposeTest() {
        play.tell(timeline::take);
        play.tell(events::add);
        play.openAll();
        play.pass(100);
    }

    private void sent(String id, Message message) {
        play.record("alpha", new Happening.Sent(id, "beta", message));
    }

    private void held(String id, Message message) {
        play.record("beta", new Happening.Held(Optional.of("alpha"), Optional.of(id).filter(text -> !text.isEmpty()), message));
    }

    private void received(String id, Message message) {
        play.record("beta", new Happening.Received(Optional.of("alpha"), Optional.of(id).filter(text -> !text.isEmpty()), message));
    }

    private void discarded(String id, Message message) {
        play.record("beta", new Happening.Discarded(Optional.of("alpha"), Optional.of(id).filter(text -> !text.isEmpty()), message,
                "It was sent away by hand."));
    }

    private void handedOver(String id, Message message) {
        play.record("alpha", new Happening.HandedOver(id, "beta", message));
    }

    private Arrow arrow(int number) {
        return timeline.arrows().get(number);
    }

    private double wall(Arrow arrow) {
        return arrow.end().orElseThrow().wall() - arrow.start().wall();
    }

    private List<Fate> fates() {
        return MessagesTest.all(timeline).stream().map(Arrow::fate).toList();
    }

    private Details details(Hit hit) {
        return Details.of(timeline, number -> events.stream().filter(event -> event.number() >= number).toList(), hit, _ -> "",
                at -> at.toString().substring(11, 23));
    }

    private Details details(Lane lane, int entry) {
        return details(new Hit.Mark(timeline.lanes().indexOf(lane), entry, 0));
    }

    // ---- Messages that wait

    @Test
    void aMessageThatWaitsHasArrivedAndIsNotRead() {
        sent("m", NEXT);
        play.pass(40);
        held("m", NEXT);
        play.pass(500);
        handedOver("m", NEXT);
        assertEquals(List.of(Fate.HELD), fates(), "whatever its sender says after that");
        assertEquals(40, wall(arrow(0)), 1e-6);
        assertEquals(0, timeline.walking());
        assertFalse(arrow(0).fate().isRead());
        assertEquals(List.of(0), found("held:yes"));
        assertEquals(List.of(), found("held:no"));
        assertEquals(List.of(), found("lost:yes"));
    }

    private List<Integer> found(String query) {
        Find find = new Find(MessageQuery.parse(query));
        return IntStream.range(0, timeline.arrows().next()).filter(arrow -> find.finds(timeline, arrow)).boxed().toList();
    }

    @Test
    void whatTheSenderSaidBeforeCountsNoMore() {
        sent("m", NEXT);
        play.record("alpha", new Happening.Lost("m", "beta", NEXT, "The connection broke."));
        play.pass(40);
        held("m", NEXT);
        assertEquals(List.of(Fate.HELD), fates());
        assertEquals(40, wall(arrow(0)), 1e-6);
    }

    @Test
    void aMessageThatHasWaitedEndsWhereItIsRead() {
        sent("m", NEXT);
        play.pass(40);
        held("m", NEXT);
        play.pass(300);
        received("m", NEXT);
        assertEquals(List.of(Fate.RECEIVED), fates());
        assertEquals(340, wall(arrow(0)), 1e-6);
        assertEquals(events.size() - 1, arrow(0).end().orElseThrow().event());
    }

    @Test
    void aMessageThatIsSentAwayEndsWhereItCame() {
        sent("m", NEXT);
        play.pass(40);
        held("m", NEXT);
        play.pass(300);
        discarded("m", NEXT);
        assertEquals(List.of(Fate.DISCARDED), fates());
        assertEquals(40, wall(arrow(0)), 1e-6);
        assertEquals("It was sent away by hand.", details(new Hit.Message(0, 0)).why());
        assertEquals("not read, sent 10:00:00.100, arrived 10:00:00.140 (after 40 ms)", details(new Hit.Message(0, 0)).fate());
        assertEquals(List.of(0), found("lost:yes"));
        handedOver("m", NEXT);
        assertEquals(List.of(Fate.DISCARDED), fates());
    }

    @Test
    void oneThatNeverWaitedCanBeSentAwayToo() {
        sent("m", NEXT);
        handedOver("m", NEXT);
        play.pass(40);
        discarded("m", NEXT);
        assertEquals(List.of(Fate.DISCARDED), fates());
        assertEquals(40, wall(arrow(0)), 1e-6);
    }

    @Test
    void aCopyIsAnotherArrowFromTheSameDeparture() {
        sent("m", NEXT);
        play.pass(40);
        held("m", NEXT);
        play.pass(10);
        held("m", NEXT);
        assertEquals(List.of(Fate.HELD, Fate.HELD), fates());
        assertEquals(arrow(0).start(), arrow(1).start());
        assertEquals(50, wall(arrow(1)), 1e-6);
        discarded("m", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.HELD), fates(), "the one that came first");
        received("m", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.RECEIVED), fates());
        held("m", NEXT);
        received("m", NEXT);
        received("m", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.RECEIVED, Fate.RECEIVED, Fate.RECEIVED), fates());
        assertTrue(MessagesTest.all(timeline).stream().allMatch(arrow -> arrow.start().equals(arrow(0).start())));
        assertEquals(List.of(0, 1, 2, 3), IntStream.range(0, 4).mapToObj(timeline.arrows()::copy).toList());
        assertEquals(List.of("Next 0, from alpha to beta", "Next 0, from alpha to beta (copy 3)"),
                List.of(details(new Hit.Message(0, 0)).title(), details(new Hit.Message(3, 0)).title()));
    }

    @Test
    void messagesAreReadInWhateverOrder() {
        for (String id : List.of("a", "b", "c")) {
            sent(id, id.equals("c") ? ANOTHER : NEXT);
        }
        held("c", ANOTHER);
        held("a", NEXT);
        held("b", NEXT);
        received("b", NEXT);
        assertEquals(List.of(Fate.HELD, Fate.RECEIVED, Fate.HELD), fates());
        received("c", ANOTHER);
        discarded("a", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.RECEIVED, Fate.RECEIVED), fates());
    }

    @Test
    void severalThatWaitHaveAStepEach() {
        for (String id : List.of("a", "b", "c")) {
            sent(id, NEXT);
            held(id, NEXT);
        }
        List<Integer> steps = MessagesTest.all(timeline).stream().map(arrow -> arrow.end().orElseThrow().step()).toList();
        assertEquals(3, Set.copyOf(steps).size(), steps::toString);
        int before = beta.get(beta.first()).spot().step();
        play.record("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(0))));
        assertTrue(beta.get(beta.next() - 1).spot().step() > before);
        received("a", NEXT);
        assertTrue(arrow(0).end().orElseThrow().step() > arrow(0).start().step());
    }

    @Test
    void oneWithoutAnIdIsFoundAmongThoseThatWait() {
        held("", NEXT);
        play.pass(10);
        held("", ANOTHER);
        received("", ANOTHER);
        discarded("", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.RECEIVED), fates());
        received("", NEXT);
        assertEquals(3, timeline.arrows().next());
    }

    @Test
    void aDepartureThatIsToldLateIsThatOfTheMessageThatWaits() {
        held("m", NEXT);
        sent("m", NEXT);
        assertEquals(List.of(Fate.HELD), fates());
        assertTrue(arrow(0).startSeen());
        assertTrue(wall(arrow(0)) > 0);
        received("m", NEXT);
        assertEquals(List.of(Fate.RECEIVED), fates());
        discarded("n", NEXT);
        sent("n", NEXT);
        assertEquals(List.of(Fate.RECEIVED, Fate.DISCARDED), fates());
        assertTrue(arrow(1).startSeen());
    }

    @Test
    void whatWaitsOutlastsACrash() {
        sent("a", NEXT);
        sent("b", NEXT);
        sent("c", NEXT);
        held("a", NEXT);
        held("b", NEXT);
        play.crash("beta");
        discarded("a", NEXT);
        held("c", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.HELD, Fate.HELD), fates());
        play.open("beta");
        assertEquals(List.of(Fate.DISCARDED, Fate.HELD, Fate.HELD), fates());
        received("b", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.RECEIVED, Fate.HELD), fates());
    }

    @Test
    void whatWaitsForSomebodyWhoLeavesOrWhoseProcessIsKilledIsLostUnlessToldOtherwise() {
        sent("a", NEXT);
        sent("b", NEXT);
        held("a", NEXT);
        held("b", NEXT);
        play.open("beta");
        assertEquals(List.of(Fate.LOST, Fate.LOST), fates(), "a process that says nothing of its end");
        assertEquals("", details(new Hit.Message(0, 0)).why());
        discarded("a", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.LOST), fates());
        held("b", NEXT);
        assertEquals(List.of(Fate.DISCARDED, Fate.HELD), fates());
        play.record("beta", new Happening.Closed());
        assertEquals(List.of(Fate.DISCARDED, Fate.LOST), fates());
    }

    @Test
    void afterAGapInTheRecordItIsNotKnownWhetherItWaitsStill() {
        sent("a", NEXT);
        held("a", NEXT);
        play.record("beta", new Happening.Missed(3));
        assertEquals(List.of(Fate.HANDED_OVER), fates());
        received("a", NEXT);
        assertEquals(List.of(Fate.RECEIVED), fates());
    }

    @Test
    void howLongItWaitsIsNoMatterOfClocksThatDiffer() {
        sent("a", NEXT);
        play.pass(5);
        held("a", NEXT);
        play.pass(60_000);
        received("a", NEXT);
        assertTrue(wall(arrow(0)) < 5 + 2 * WallAxis.LONGEST_IDLE, "idle time is left out while it waits: " + wall(arrow(0)));
        assertTrue(details(new Hit.Message(0, 0)).fate().contains("after 60005 ms"), details(new Hit.Message(0, 0)).fate());
    }

    @Test
    void whatWaitsOrWasSentAwayIsNoCause() {
        sent("m", NEXT);
        held("m", NEXT);
        play.record("beta", new Happening.Sent("x", "gamma", ANOTHER));
        Causality causality = Causality.of(timeline, 0);
        assertFalse(causality.concerns(timeline.arrows(), 1), "nothing followed from it");
        discarded("m", NEXT);
        assertFalse(Causality.of(timeline, 0).concerns(timeline.arrows(), 1));
    }

    @Test
    void itsLineEndsBeforeTheLaneAndIsFoundThere() {
        sent("m", NEXT);
        play.pass(100);
        held("m", NEXT);
        Viewport view = new Viewport(Axis.WALL_CLOCK, 0, 1, 800, 2 * Viewport.MARGIN + Viewport.RULER + 200, List.of(0, 1, 2), 0);
        double x = view.x(arrow(0).end().orElseThrow().wall());
        Segment line = Segment.settled(timeline.arrows(), 0, view, view.rowY(0), view.rowY(1));
        assertEquals(x, line.x2(), 1e-9);
        assertTrue(line.y2() < view.rowY(1) - 8 && line.y2() > view.rowY(1) - 20, line::toString);
        assertEquals(Optional.of(new Hit.Message(0, 0)), new Nearest(timeline, view, 0, _ -> 400).at(line.x2(), line.y2(), 6)
                .map(hit -> new Hit.Message(((Hit.Message) hit).arrow(), 0)));
        received("m", NEXT);
        assertEquals(view.rowY(1), Segment.settled(timeline.arrows(), 0, view, view.rowY(0), view.rowY(1)).y2());
    }

    @Test
    void thoseThatCameOverMoreLanesStandFartherAway() {
        for (String from : List.of("alpha", "beta")) {
            play.record(from, new Happening.Sent("m", "gamma", NEXT));
            play.record("gamma", new Happening.Held(Optional.of(from), Optional.of("m"), NEXT));
        }
        for (int distance : new int[] {200, 40}) {
            Viewport view = new Viewport(Axis.WALL_CLOCK, 0, 1, 800, 2 * Viewport.MARGIN + Viewport.RULER + distance, List.of(0, 1, 2), 0);
            double far = view.rowY(2) - Segment.settled(timeline.arrows(), 0, view, view.rowY(0), view.rowY(2)).y2();
            double near = view.rowY(2) - Segment.settled(timeline.arrows(), 1, view, view.rowY(1), view.rowY(2)).y2();
            assertTrue(near > 6 && far < view.laneDistance() / 2, near + " and " + far);
            assertTrue(distance == 40 || far >= near + 5, near + " and " + far);
        }
    }

    @Test
    void copiesThatComeAtTheSameTimeDoNotCoverEachOther() {
        sent("m", NEXT);
        for (int i = 0; i < 3; i++) {
            held("m", NEXT);
        }
        Viewport view = new Viewport(Axis.WALL_CLOCK, 0, 1, 800, 2 * Viewport.MARGIN + Viewport.RULER + 200, List.of(0, 1, 2), 0);
        List<Double> tips = IntStream.range(0, 3)
                .mapToObj(arrow -> Segment.settled(timeline.arrows(), arrow, view, view.rowY(0), view.rowY(1)).y2()).toList();
        assertTrue(tips.get(0) >= tips.get(1) + 4 && tips.get(1) >= tips.get(2) + 4, tips::toString);
    }

    @Test
    void fromFarAwayItIsSeenBeforeItsReceiversLane() {
        sent("m", NEXT);
        play.record("gamma", new Happening.Sent("g", "beta", ANOTHER));
        play.pass(100);
        held("m", NEXT);
        Viewport view = new Viewport(Axis.WALL_CLOCK, 0, 0.1, 100, 400, List.of(0, 1, 2), 0);
        int column = (int) Math.floor(view.x(arrow(0).end().orElseThrow().wall()));
        Density density = Density.of(timeline, view);
        assertTrue(density.waits(column, 0, true));
        assertFalse(density.waits(column, 0, false));
        assertFalse(density.waits(column, 1, false));
        assertFalse(density.lost(column, 0));
        play.record("beta", new Happening.Discarded(Optional.of("gamma"), Optional.of("g"), ANOTHER, "Away."));
        received("m", NEXT);
        density = Density.of(timeline, view);
        assertFalse(density.waits(column, 0, true));
        assertTrue(density.lost(column, 1), "sent away");
    }

    @Test
    void messagesOfNobodyKnownAreNoArrows() {
        play.record("beta", new Happening.Held(Optional.empty(), Optional.empty(), NEXT));
        play.record("beta", new Happening.Held(Optional.of("mallory"), Optional.of("m"), NEXT));
        play.record("beta", new Happening.Held(Optional.of("beta"), Optional.of("m"), NEXT));
        play.record("beta", new Happening.Discarded(Optional.empty(), Optional.empty(), NEXT, "Away."));
        assertEquals(0, timeline.arrows().next());
    }

    @Test
    void noMoreAreToldApartThanAFewThousand() {
        int count = Arrivals.MOST_WAITING + 1;
        for (int i = 0; i < count; i++) {
            sent("m" + i, NEXT);
            held("m" + i, NEXT);
        }
        received("m" + (count - 1), NEXT);
        received("m0", NEXT);
        assertEquals(Fate.RECEIVED, arrow(count - 1).fate());
        assertEquals(Fate.HELD, arrow(0).fate());
        assertEquals(arrow(0).start(), arrow(count).start(), "taken for a copy");
    }

    // ---- Marks

    @Test
    void aChangedDiskIsWhatTheLedgerSaysFromThereOn() {
        Ledger written = Ledger.BLANK.withNextBal(new Ballot(4));
        play.record("beta", new Happening.Wrote(Ledger.BLANK, written));
        play.crash("beta");
        Ledger older = Ledger.BLANK.withNextBal(new Ballot(1));
        play.record("beta", new Happening.Tampered(written, older, "The disk of beta was set back."));
        int entry = beta.next() - 1;
        assertEquals(Lane.Change.TAMPERED, beta.change(entry));
        assertEquals(Lane.Standing.CRASHED, beta.standing(entry));
        assertEquals(1, beta.promise(entry));
        assertEquals(4, beta.promise(entry - 1));
        assertEquals(older, beta.at(Axis.WALL_CLOCK, Double.MAX_VALUE).orElseThrow().ledger());
        Details details = details(beta, entry);
        assertEquals("The disk of beta was changed on purpose", details.title());
        assertEquals("The disk of beta was set back.", details.why());
        assertEquals(List.of("changed: nextBal 1 (was 4)", "ledger: lastTried –, nextBal 1, prevVote –, decree –"), details.changed());
        play.open("beta", older);
        assertEquals(older, beta.ledger());
    }

    @Test
    void aRuleIsOffFromThereUntilAllHoldAgain() {
        play.record("beta", new Happening.Rules(Set.of(Rule.MAJORITY_QUORUMS)));
        play.pass(100);
        play.record("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(0))));
        play.pass(100);
        play.record("beta", new Happening.Rules(Set.of(Rule.MAJORITY_QUORUMS, Rule.KEEP_PROMISES)));
        play.record("beta", new Happening.Rules(Set.of()));
        play.pass(100);
        play.record("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(1))));
        assertEquals(List.of(false, true, true, true, false, false), IntStream.range(0, beta.next()).mapToObj(beta::isRuleOff).toList());
        assertEquals(Set.of(Rule.KEEP_PROMISES, Rule.MAJORITY_QUORUMS), beta.get(3).off());
        assertEquals(List.of("A RULE IS SWITCHED OFF at beta", "2 RULES ARE SWITCHED OFF at beta", "All rules hold again at beta"),
                List.of(details(beta, 1).title(), details(beta, 3).title(), details(beta, 4).title()));
        assertEquals("OFF: Majority quorums (B2). The paper, §2.1: “The quorums of any two ballots in β have at least one priest in common.”",
                details(beta, 1).off().getLast());
        assertEquals("OFF: Majority quorums (B2)", details(beta, 2).off().getLast(), "what is written meanwhile says it too");
        assertEquals(List.of(), details(beta, 5).off());
        assertFalse(timeline.lane("gamma").isRuleOff(0));
        play.record("beta", new Happening.Rules(Set.of(Rule.values())));
        assertTrue(details(beta, 6).off().stream().noneMatch(line -> line.contains("The paper")), "so many quotations are too long");
    }

    @Test
    void afterARestartAllRulesHoldUnlessItIsSaidAgain() {
        play.record("beta", new Happening.Rules(Set.of(Rule.BEGIN_ONCE)));
        play.crash("beta");
        assertTrue(beta.isRuleOff(beta.next() - 1));
        play.open("beta");
        assertFalse(beta.isRuleOff(beta.next() - 1));
        play.record("beta", new Happening.Rules(Set.of(Rule.BEGIN_ONCE)));
        assertTrue(beta.isRuleOff(beta.next() - 1));
    }

    @Test
    void whereRulesWereOffIsKnownForAnyStretch() {
        double before = timeline.end(Axis.WALL_CLOCK);
        play.pass(100);
        play.record("beta", new Happening.Rules(Set.of(Rule.BEGIN_ONCE)));
        double off = timeline.end(Axis.WALL_CLOCK);
        play.pass(100);
        play.record("beta", new Happening.Rules(Set.of()));
        double on = timeline.end(Axis.WALL_CLOCK);
        Map<String, Set<Rule>> beta = Map.of("beta", Set.of(Rule.BEGIN_ONCE));
        assertEquals(Map.of(), timeline.rulesOff(Axis.WALL_CLOCK, 0, off - 1));
        assertEquals(beta, timeline.rulesOff(Axis.WALL_CLOCK, 0, off));
        assertEquals(beta, timeline.rulesOff(Axis.WALL_CLOCK, off + 10, off + 20), "it began before");
        assertEquals(Map.of(), timeline.rulesOff(Axis.WALL_CLOCK, on, on + 1000));
        assertEquals(beta, timeline.rulesOff(Axis.LOGICAL_STEPS, 0, timeline.end(Axis.LOGICAL_STEPS)));
        assertTrue(before < off);
    }

    @Test
    void anInterventionIsAMarkThatSaysWhatWasDone() {
        play.record("beta", new Happening.Intervened("The link to gamma was cut."));
        int entry = beta.next() - 1;
        assertEquals(Lane.Change.INTERVENED, beta.change(entry));
        assertEquals("Done on purpose at beta", details(beta, entry).title());
        assertEquals("The link to gamma was cut.", details(beta, entry).why());
        assertEquals(beta.place(Axis.WALL_CLOCK, entry), timeline.previousEntry(Axis.WALL_CLOCK, Double.MAX_VALUE).orElseThrow());
    }

    /// Somebody may do something while a legislator is taking a step.
    @Test
    void anInterventionWithinAStepDoesNotTearItApart() {
        sent("m", NEXT);
        received("m", NEXT);
        play.record("beta", new Happening.Intervened("The link to gamma was cut."));
        play.record("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(0))));
        assertEquals(List.of("beta wrote nextBal 0 (was –)"), details(new Hit.Message(0, 0)).changed());
    }

    @Test
    void whatWasDoneOnPurposeIsPointedAtAboveTheLane() {
        play.record("beta", new Happening.Intervened("The link to gamma was cut."));
        play.pass(3);
        play.record("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(0))));
        Viewport view = new Viewport(Axis.WALL_CLOCK, 0, 1, 800, 2 * Viewport.MARGIN + Viewport.RULER + 200, List.of(0, 1, 2), 0);
        Nearest nearest = new Nearest(timeline, view, 0, _ -> 400);
        double x = view.x(beta.place(Axis.WALL_CLOCK, 2));
        assertEquals(Optional.of(1), entry(nearest.at(x, view.rowY(1) - 12, 6)));
        assertEquals(Optional.of(2), entry(nearest.at(x, view.rowY(1), 6)));
        assertEquals(Optional.empty(), entry(nearest.at(x, view.rowY(1) + 12, 6)), "not below");
        assertEquals(Optional.empty(), entry(nearest.at(x, view.rowY(1) - 20, 6)));
        assertEquals(Optional.empty(), entry(nearest.at(x + 10, view.rowY(1) - 12, 6)));
        assertEquals(Optional.empty(), entry(nearest.at(view.x(0), view.rowY(0) - 12, 6)), "nothing was done there");
    }

    private static Optional<Integer> entry(Optional<Hit> hit) {
        return hit.map(found -> ((Hit.Mark) found).entry());
    }

    @Test
    void aTraceOfItShowsTheSame(@TempDir Path folder) throws Exception {
        sent("m", NEXT);
        sent("n", NEXT);
        held("m", NEXT);
        held("n", NEXT);
        held("n", NEXT);
        play.pass(10);
        discarded("m", NEXT);
        received("n", NEXT);
        play.record("beta", new Happening.Intervened("The link to gamma was cut."));
        play.crash("beta");
        play.record("beta", new Happening.Tampered(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(1)), "Set back."));
        play.record("beta", new Happening.Rules(Set.of(Rule.BEGIN_ONCE, Rule.OWN_NUMBERS)));
        Path file = folder.resolve("trace.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            TraceExport.write(new TraceHeader(play.parliament.legislators(), "", "export"), events, out);
        }
        Timeline replayed = new Timeline(play.parliament);
        try (TraceReader reader = TraceReader.open(file)) {
            reader.skim(replayed::take, TraceReader.Progress.NONE);
        }
        assertEquals(MessagesTest.all(timeline), MessagesTest.all(replayed));
        for (int i = 0; i < 3; i++) {
            Lane lane = replayed.lanes().get(i);
            assertEquals(entries(timeline.lanes().get(i)), entries(lane));
        }
    }

    private static List<Lane.Entry> entries(Lane lane) {
        return IntStream.range(lane.first(), lane.next()).mapToObj(lane::get).toList();
    }

    @Test
    void whereNumbersBeginAnewRulesThatAreOffStayOff() {
        Timeline small = new Timeline(play.parliament, "alpha", new Sheet.Bounds(10, Lane.PAGE, 10, 100));
        List<Event> all = new ArrayList<>();
        play.tell(all::add);
        play.open("beta");
        play.record("beta", new Happening.Rules(Set.of(Rule.OWN_NUMBERS)));
        sent("m", NEXT);
        held("m", NEXT);
        for (int i = 0; i < 200; i++) {
            play.record("gamma", new Happening.Intervened("Nothing."));
        }
        received("m", NEXT);
        play.record("beta", new Happening.Stepped(State.afterRestart(Ledger.BLANK), new Explanation(Reason.PROMISED,
                new Ballot(0), "Promised.")));
        all.forEach(small::take);
        Lane lane = small.lane("beta");
        assertTrue(lane.first() < lane.next() && IntStream.range(lane.first(), lane.next()).allMatch(lane::isRuleOff));
        assertEquals(Fate.RECEIVED, small.arrows().get(small.arrows().next() - 1).fate());
    }
}
