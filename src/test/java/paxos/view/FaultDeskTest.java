package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paxos.fault.Comeback;
import paxos.fault.CrashPoint;
import paxos.fault.CrashPoint.Deed;
import paxos.fault.CrashPoint.When;
import paxos.node.MemoryDisk;
import paxos.trace.Rule;
import paxos.view.NodeModel.Presence;

/// What a window lets a person do to alpha on purpose, without the window.
class FaultDeskTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    private final LittleParliament parliament = new LittleParliament(NAMES, NAMES, _ -> new MemoryDisk(), Path.of("nowhere"));
    private final NodeModel model = new NodeModel(parliament.house().parliament(), "alpha");
    private final EventFeed feed = new EventFeed(parliament.log());
    private final List<String> trouble = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> screen = new ConcurrentLinkedQueue<>();
    private final FaultDesk desk = new FaultDesk(parliament.hosted("alpha").bench(), model, trouble::add, screen::add);

    @BeforeEach
    void open() throws Exception {
        parliament.openAll();
        await(() -> model.presence().get() == Presence.OPEN);
    }

    @AfterEach
    void close() {
        parliament.close();
    }

    private void pulse() {
        feed.poll(model::take);
        desk.pulse();
        for (Runnable next = screen.poll(); next != null; next = screen.poll()) {
            next.run();
        }
    }

    private void await(Callable<Boolean> so) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (pulse(); !so.call(); pulse()) {
            assertTrue(System.nanoTime() < end, "it did not come to this");
            Thread.onSpinWait();
        }
    }

    private List<String> foresights() {
        return desk.held().stream().map(HeldMessage::foresight).toList();
    }

    /// An answer to a ballot whose slip is lost is of use only where a ballot may be begun twice.
    @Test
    void whatIsForeseenFollowsTheStateThePresenceAndTheRules() throws Exception {
        desk.hold(true);
        parliament.startBallot("alpha", 17);
        await(() -> desk.held().size() == 2);
        assertEquals(List.of("", ""), foresights());
        parliament.crash("alpha");
        await(() -> model.presence().get() == Presence.CRASHED);
        assertEquals(List.of("", ""), foresights(), "nobody is there to ignore it");
        parliament.open("alpha");
        await(() -> model.presence().get() == Presence.OPEN);
        pulse();
        assertTrue(foresights().stream().allMatch(each -> each.startsWith("Would be ignored: ")), foresights()::toString);
        desk.setRule(Rule.BEGIN_ONCE, false);
        assertEquals(List.of("", ""), foresights());
        desk.restoreRules();
        assertTrue(foresights().stream().noneMatch(String::isEmpty), foresights()::toString);
    }

    @Test
    void toStepWhereNothingIsHeldHoldsFirst() throws Exception {
        desk.step();
        assertTrue(desk.holding().get());
        parliament.startBallot("beta", 17);
        await(() -> desk.held().size() == 2);
        HeldMessage first = desk.held().getFirst();
        desk.move(first, -5);
        assertEquals(first, desk.held().getFirst());
        desk.move(first, 99);
        assertEquals(first, desk.held().getLast());
        desk.drop(first);
        desk.drop(first);
        desk.deliver(first);
        desk.duplicate(first);
        assertEquals(1, desk.held().size(), "one that does not wait any more is passed over");
        desk.step();
        assertEquals(List.of(), desk.held());
        desk.hold(false);
        assertFalse(desk.holding().get());
    }

    @Test
    void noMoreIsShownThanCanBeReadAndTheRestComesUpBehindIt() throws Exception {
        desk.hold(true);
        parliament.startBallot("beta", 17);
        await(() -> desk.held().size() == 2);
        for (int i = 0; i < FaultDesk.MOST_SHOWN; i++) {
            desk.duplicate(desk.held().getFirst());
        }
        assertEquals(FaultDesk.MOST_SHOWN, desk.held().size());
        desk.drop(desk.held().getFirst());
        assertEquals(FaultDesk.MOST_SHOWN, desk.held().size());
    }

    @Test
    void aPointThatNeverComesLeavesTheOneThatIsArmed() throws Exception {
        parliament.startBallot("alpha", 17);
        await(() -> model.ledger().get().decree().isPresent());
        CrashPoint vote = new CrashPoint(When.AFTER, Deed.WRITE_VOTE);
        desk.crashWhen(vote);
        desk.crashWhen(new CrashPoint(When.AFTER, Deed.WRITE_DECREE));
        assertEquals(vote, desk.armed().get().orElseThrow());
        assertTrue(trouble.getLast().startsWith("It can never crash after writing the decree: "), trouble::toString);
    }

    @Test
    void waysBackAreToldWhileItIsAway() throws Exception {
        await(() -> desk.comebacks().get().isEmpty());
        parliament.startBallot("alpha", 17);
        await(() -> model.ledger().get().decree().isPresent());
        parliament.crash("alpha");
        await(() -> desk.comebacks().get().size() > 2);
        Comeback wiped = desk.comebacks().get().getLast();
        desk.restart(wiped);
        await(() -> trouble.contains(wiped.refusal(Set.of()).orElseThrow()));
        desk.setRule(Rule.KEEP_PROMISES, false);
        desk.restart(wiped);
        await(() -> model.presence().get() == Presence.OPEN);
        assertEquals("", trouble.getLast());
        assertEquals(wiped.ledger(), model.ledger().get());
        await(() -> desk.comebacks().get().isEmpty());
    }
}
