package paxos.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Message;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.view.Play;
import paxos.view.timeline.Arrows;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Camera;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// Events that contradict each other stand out: these very messages and entries, and nothing else.
class EmphasisTest {

    private final Play play = new Play("alpha", "beta", "gamma");
    private final Timeline timeline = new Timeline(play.parliament);
    private final List<Event> events = new ArrayList<>();
    private final Focus focus = new Focus();

    @BeforeEach
    void passTwoBallots() {
        play.tell(timeline::take);
        play.tell(events::add);
        play.openAll();
        for (String president : List.of("alpha", "beta")) {
            play.pass(100);
            play.propose(president, 17);
            play.pass(10);
            play.deliverAll();
        }
    }

    private Event sent(String from, String to, Class<? extends Message> type) {
        return events.stream().filter(event -> event.node().equals(from) && event.what() instanceof Happening.Sent sent
                && sent.to().equals(to) && type.isInstance(sent.message())).findFirst().orElseThrow();
    }

    private Event wrote(String name) {
        return events.stream().filter(event -> event.node().equals(name) && event.what() instanceof Happening.Wrote).findFirst().orElseThrow();
    }

    private Emphasis emphasis() {
        return Emphasis.of(timeline, focus.picked().get());
    }

    private Set<String> standingOut(Emphasis emphasis) {
        Arrows arrows = timeline.arrows();
        return IntStream.range(arrows.first(), arrows.next()).filter(each -> !emphasis.fades(arrows, each))
                .mapToObj(each -> arrows.get(each).id()).collect(Collectors.toSet());
    }

    private static String id(Event event) {
        return ((Happening.Sent) event.what()).id();
    }

    @Test
    void theVeryMessagesDoNotFadeAndAllOthersDo() {
        Event first = sent("alpha", "beta", Message.NextBallot.class);
        Event second = sent("beta", "alpha", Message.NextBallot.class);
        assertTrue(standingOut(Emphasis.none()).size() > 8);
        focus.pick(List.of(first, second));
        Emphasis emphasis = emphasis();
        assertEquals(Set.of(id(first), id(second)), standingOut(emphasis));
        Arrows arrows = timeline.arrows();
        for (int each = arrows.first(); each < arrows.next(); each++) {
            assertEquals(Set.of(id(first), id(second)).contains(arrows.get(each).id()), emphasis.isPicked(each));
        }
        assertEquals(Ballot.NONE, emphasis.ballot(), "no ballot is picked with them");
        focus.clear();
        assertTrue(standingOut(emphasis()).size() > 8);
    }

    @Test
    void theVeryEntriesDoNotFadeAndAllOthersDo() {
        Event promise = wrote("gamma");
        focus.pick(List.of(promise));
        assertEquals(Set.of(), standingOut(emphasis()));
        for (Lane lane : timeline.lanes()) {
            for (int entry = lane.first(); entry < lane.next(); entry++) {
                int event = lane.get(entry).spot().event();
                assertEquals(timeline.inLog(event) != promise.number(),
                        emphasis().fades(play.parliament.legislators().indexOf(lane.name()), event, Ballot.NONE.number()));
            }
        }
    }

    @Test
    void ofAnEventThatIsNotHereNothingStandsOutAndNothingIsThrown() {
        focus.pick(List.of(new Event(100_000, play.now(), 1, "alpha", new Happening.Sent("nowhere", "beta", new Message.NextBallot(new Ballot(0))))));
        assertEquals(Set.of(), standingOut(emphasis()));
    }

    /// Where each is drawn.
    @Test
    void anEventHasAPlaceAMessageWhereItSetOut() {
        Event message = sent("alpha", "beta", Message.BeginBallot.class);
        int arrow = timeline.arrow(message).orElseThrow();
        assertEquals(id(message), timeline.arrows().get(arrow).id());
        for (Axis axis : Axis.values()) {
            assertEquals(timeline.arrows().get(arrow).start().on(axis), timeline.place(axis, message).orElseThrow());
            Event promise = wrote("gamma");
            Lane lane = timeline.lane("gamma");
            int entry = IntStream.range(lane.first(), lane.next()).filter(each -> timeline.inLog(lane.get(each).spot().event()) == promise.number())
                    .findFirst().orElseThrow();
            assertEquals(lane.place(axis, entry), timeline.place(axis, promise).orElseThrow());
        }
        assertEquals(OptionalInt.empty(), timeline.arrow(wrote("gamma")));
        assertEquals(OptionalInt.empty(), timeline.arrow(sent("alpha", "alpha", Message.NextBallot.class)), "not drawn");
        events.forEach(event -> assertEquals(event.number(), timeline.inLog((int) timeline.ofLog(event.number()))));
    }

    @Test
    void aWholeStretchIsBroughtIntoViewHoweverCloseOneWas() {
        Camera camera = new Camera(3);
        camera.resize(800, 300);
        camera.reach(100_000);
        for (double[] stretch : new double[][] {{10, 20}, {0, 100_000}, {40_000, 40_001}, {99_000, 100_000}, {0, 1}}) {
            for (double closer : new double[] {1_000, 0.001}) {
                camera.zoom(closer, 0);
                camera.revealAll(stretch[0], stretch[1]);
                Viewport seen = camera.viewport();
                assertTrue(seen.x(stretch[0]) >= 0 && seen.x(stretch[1]) <= 800, () -> "%.0f to %.0f is at %.0f to %.0f".formatted(stretch[0],
                        stretch[1], seen.x(stretch[0]), seen.x(stretch[1])));
                assertFalse(camera.following());
            }
        }
    }

    @Test
    void aMessageOrABallotThatIsPickedIsNoEvidence() {
        focus.pick(new Ballot(0));
        assertEquals(List.of(), focus.picked().get().map(Focus.Picked::evidence).orElseThrow());
        focus.pick(List.of(wrote("gamma")));
        assertEquals(Optional.empty(), focus.picked().get().orElseThrow().message());
    }
}
