package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;
import paxos.fault.FaultBench;
import paxos.fault.Hold;
import paxos.node.Envelope;
import paxos.node.MemoryDisk;
import paxos.synod.Ballot;
import paxos.synod.Message;

/// One who conducts three nodes.
class ConductorTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    private final LittleParliament parliament = new LittleParliament(NAMES, NAMES, _ -> new MemoryDisk(), Path.of("nowhere"));
    private final Conductor conductor = new Conductor(parliament.house().hosted());

    @BeforeEach
    void open() {
        parliament.openAll();
    }

    @AfterEach
    void close() {
        parliament.close();
    }

    private FaultBench at(String name) {
        return parliament.hosted(name).bench();
    }

    private List<Hold.Waiting> waiting() {
        return NAMES.stream().flatMap(name -> at(name).hold().waiting().stream()).sorted(Comparator.comparing(Hold.Waiting::arrived)).toList();
    }

    private void await(int messages) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> conductor.waiting() == messages);
    }

    @Test
    void withoutNodesNothingIsPausedAndNothingHappens() {
        Conductor none = new Conductor(List.of());
        none.pause(true);
        assertFalse(none.isPaused());
        assertEquals(0, none.delayMillis());
        assertEquals(0, none.waiting());
    }

    @Test
    void theFirstStepPausesAndEachOneAfterItLetsTheOldestOfAllMessagesGo() throws Exception {
        assertFalse(conductor.isPaused());
        assertTrue(conductor.step());
        assertTrue(conductor.isPaused());
        parliament.startBallot("gamma", 17);
        await(2);
        parliament.startBallot("alpha", 5);
        await(4);
        for (int step = 0; step < 4; step++) {
            List<Hold.Waiting> before = waiting();
            Hold.Waiting oldest = before.getFirst();
            // Whoever waits at the first door is not always the oldest.
            assertTrue(conductor.step());
            assertEquals(List.of(oldest.envelope()), before.stream().map(Hold.Waiting::envelope)
                    .filter(each -> waiting().stream().noneMatch(still -> still.envelope().equals(each))).toList());
        }
        conductor.pause(false);
        assertFalse(conductor.isPaused());
        await(0);
    }

    @Test
    void aPauseOfSomeIsNotAPauseOfAll() {
        at("alpha").hold().hold(true);
        assertFalse(conductor.isPaused());
        conductor.step();
        assertTrue(conductor.isPaused());
        at("gamma").hold().hold(false);
        assertFalse(conductor.isPaused());
    }

    @Test
    void whereNoMessageWaitsAPresidentThatWasOutbidTriesAgain() throws Exception {
        at("alpha").pauses().off(true);
        conductor.pause(true);
        parliament.startBallot("alpha", 17);
        await(2);
        parliament.bring(new Envelope(Optional.of("beta"), "alpha", new Message.HigherBallot(new Ballot(7)), Optional.empty(),
                OptionalLong.empty()));
        await(3);
        NAMES.stream().skip(1).forEach(name -> at(name).hold().waiting().forEach(each -> at(name).hold().drop(each.number())));
        assertTrue(conductor.step());
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> at("alpha").hold().retryWaits());
        assertEquals(0, conductor.waiting());
        assertTrue(conductor.step());
        await(2);
        assertEquals(Set.of(new Message.NextBallot(new Ballot(9))), Set.copyOf(waiting().stream().map(each -> each.envelope().message()).toList()));
    }

    @Test
    void theLongestWalkIsToldAndAllAreSetTogether() {
        at("beta").messengers().setMillis(70);
        assertEquals(70, conductor.delayMillis());
        conductor.setDelay(30);
        assertEquals(List.of(30, 30, 30), NAMES.stream().map(name -> at(name).messengers().millis()).toList());
    }
}
