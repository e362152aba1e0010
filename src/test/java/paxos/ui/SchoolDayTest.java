package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.api.FxToolkit;
import paxos.node.VirtualThreads;
import paxos.synod.Ballot;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Timeline;

/// The short form of [SchoolDay]: what is bounded is at its bound and no more, and what is closed is let go of.
@Timeout(120)
class SchoolDayTest {

    private static final int KEPT = 1_000;
    private static final int SEED = 5;
    /// Twice as many leave 50 events each or so: half as many again as are enough for all to be at its bound.
    private static final int MANY = 60;

    private Classroom room;
    private Pupils pupils;

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        room = new Classroom(List.of("alpha", "beta", "gamma"), 1, KEPT, SEED);
        pupils = new Pupils(room, SEED, 4);
    }

    @AfterEach
    void close() {
        room.close();
        assertEquals(List.of(), room.uncaught());
    }

    @Test
    void afterALessonOfBallotsWhatIsBoundedIsAtItsBoundAndNothingElseHasGrown() throws IOException {
        ballots(MANY);
        int nodes = Classroom.onFx(SchoolDay::sceneNodes);
        int threads = VirtualThreads.beginning("").size();
        ballots(MANY);

        assertEquals(0, room.missed(), "the windows kept up");
        assertTrue(room.log().next() > 4 * KEPT, () -> room.log().next() + " events");
        assertEquals(room.log().next() - KEPT, room.log().from(0).getFirst().number(), "the log keeps so many");
        Timeline whole = room.shared().chronicle().whole();
        long ballots = Classroom.onFx(() -> IntStream.range(0, 10 * pupils.started()).filter(i -> whole.ballot(new Ballot(i)).isPresent()).count());
        assertEquals(KEPT / 20, ballots, "the timeline knows of so many ballots");
        for (Lane lane : whole.lanes()) {
            int entries = Classroom.onFx(() -> lane.next() - lane.first());
            assertTrue(entries <= KEPT / 8 + 2 * 256, () -> entries + " entries");
        }
        int more = Classroom.onFx(SchoolDay::sceneNodes) - nodes;
        assertTrue(more < MANY / 2, () -> more + " more nodes in the scene graphs after as many ballots again");
        int moreThreads = VirtualThreads.beginning("").size() - threads;
        assertTrue(moreThreads < 10, () -> moreThreads + " more threads after as many ballots again");
        assertTrue(pupils.crashes() > 0, "somebody crashed and came back");
        assertTrue(Classroom.onFx(() -> room.shared().auditor().findings().get().isGreen()));
    }

    private void ballots(int count) {
        for (int i = 0; i < count; i++) {
            pupils.ballot();
        }
        pupils.endAtOnce();
        room.awaitShown();
    }

    /// It is shown and closed many times a day; the record, the audit and what is picked out outlast it.
    @Test
    void aChamberThatWasClosedIsLetGoOf() {
        List<WeakReference<Object>> closed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            room.awaitFrame();
            ChamberWindow before = room.reopenChamber();
            closed.add(new WeakReference<>(before));
            closed.add(new WeakReference<>(before.stage().getScene().lookup("#timeline")));
            closed.add(new WeakReference<>(before.stage().getScene().lookup("#audit")));
        }
        room.awaitFrame();
        for (int i = 0; i < 50 && closed.stream().limit(6).anyMatch(each -> each.get() != null); i++) {
            System.gc();
            room.awaitFrame();
        }
        // JavaFX may remember the last window.
        closed.stream().limit(6).forEach(each -> assertNull(each.get()));
    }
}
