package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Logs;

/// Presidents that were outbid pause, unless pauses are off, and wait while messengers are held.
@Timeout(60)
class PauseSwitchTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Post post = new Post();
    private final Hold hold = new Hold(post);
    private final PauseSwitch pauses = new PauseSwitch(tries -> Duration.ofMillis(tries), hold);
    private final List<Thread> presidents = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (Thread president : presidents) {
            president.interrupt();
            awaitEnd(president);
        }
        post.close();
        assertFalse(hold.retryWaits());
    }

    @Test
    void aPauseLastsAsLongAsItShould() throws Exception {
        assertEquals(Duration.ofMillis(7), pauses.before(7));
        long began = System.nanoTime();
        pauses.await(Duration.ofMillis(30));
        assertTrue(System.nanoTime() - began >= 30_000_000);
    }

    @Test
    void whilePausesAreOffThereIsNone() throws Exception {
        post.open(hold);
        assertFalse(pauses.isOff());
        assertTrue(pauses.off(true));
        assertTrue(pauses.isOff());
        assertFalse(pauses.off(true));
        assertEquals(Duration.ZERO, pauses.before(7));
        pauses.await(LONG);
        assertTrue(pauses.off(false));
        assertEquals(Duration.ofMillis(7), pauses.before(7));
        assertEquals(List.of("Pauses are off: who is outbid tries again at once.", "Pauses are on: who is outbid waits a while."),
                post.told);
    }

    @Test
    void switchingThemOffEndsThePauseThatLasts() throws Exception {
        Thread president = outbid(LONG);
        Post.await("the pause has begun", () -> president.getState() == Thread.State.TIMED_WAITING);
        pauses.off(true);
        awaitEnd(president);
    }

    @Test
    void aPresidentThatNeedNotTryAnyMoreStopsWaiting() throws Exception {
        Thread president = outbid(LONG);
        president.interrupt();
        awaitEnd(president);
        hold.hold(true);
        Thread another = outbid(Duration.ZERO);
        awaitRetry();
        long version = hold.version();
        another.interrupt();
        awaitEnd(another);
        assertFalse(hold.retryWaits());
        assertNotEquals(version, hold.version());
    }

    @Test
    void whileMessengersAreHeldItWaitsToBeLetGo() throws Exception {
        hold.hold(true);
        assertFalse(hold.letRetryGo());
        Thread president = outbid(Duration.ofMillis(5));
        awaitRetry();
        assertTrue(president.isAlive());
        long version = hold.version();
        assertTrue(hold.letRetryGo());
        assertNotEquals(version, hold.version());
        assertFalse(hold.letRetryGo(), "it goes once");
        awaitEnd(president);

        Thread next = outbid(Duration.ZERO);
        awaitRetry();
        assertTrue(next.isAlive(), "that one has to be let go as well");
        hold.letRetryGo();
        awaitEnd(next);
    }

    @Test
    void aStepLetsItGoWhereNoMessengerWaits() throws Exception {
        post.open(hold);
        hold.hold(true);
        Thread president = outbid(Duration.ZERO);
        awaitRetry();
        post.arrive(1);
        assertTrue(hold.step());
        post.awaitReceived("m1");
        assertTrue(hold.retryWaits(), "messengers go first");
        assertTrue(hold.step());
        awaitEnd(president);
        assertFalse(hold.step());
    }

    @Test
    void releaseLetsItGo() throws Exception {
        hold.hold(true);
        Thread president = outbid(Duration.ZERO);
        awaitRetry();
        hold.hold(false);
        hold.hold(true);
        awaitEnd(president);
    }

    @Test
    void whoGivesUpTakesNoOthersPlace() throws Exception {
        hold.hold(true);
        Thread first = outbid(Duration.ZERO);
        awaitRetry();
        first.interrupt();
        awaitEnd(first);
        Thread second = outbid(Duration.ZERO);
        awaitRetry();
        assertTrue(hold.letRetryGo());
        awaitEnd(second);
    }

    private Thread outbid(Duration pause) {
        Thread president = Thread.ofVirtual().start(() -> {
            try {
                pauses.await(pause);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        presidents.add(president);
        return president;
    }

    private void awaitRetry() {
        Post.await("a retry waits", hold::retryWaits);
    }

    /// A president that does not stop waiting fails the test, and does not hold it up.
    private static void awaitEnd(Thread president) throws InterruptedException {
        assertTrue(president.join(Logs.PATIENCE), "it still waits");
    }
}
