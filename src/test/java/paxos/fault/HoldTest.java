package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Logs;
import paxos.node.Network;
import paxos.node.VirtualThreads;

/// Messengers wait at the door until somebody lets them in or sends them away.
@Timeout(60)
class HoldTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Post post = new Post();
    private final Hold hold = new Hold(post, InstantSource.fixed(NOON));

    @AfterEach
    void close() throws IOException {
        post.close();
        assertEquals(List.of(), VirtualThreads.beginning("door-of-"), "no thread is left behind");
    }

    @Test
    void whileNothingIsHeldMessagesGoStraightThrough() throws Exception {
        Network.Open open = post.open(hold);
        post.arrive(1);
        open.send(Post.letter("alpha", "beta", 2));

        assertEquals(List.of("m1"), post.received(), "on the thread that brought it");
        assertEquals(List.of("m2"), post.sent);
        assertEquals(List.of(), post.told);
        assertEquals("here", hold.address());
    }

    @Test
    void messengersThatComeWaitAndAreRecorded() throws Exception {
        Network.Open open = post.open(hold);
        assertTrue(hold.hold(true));
        assertFalse(hold.hold(true), "they are held already");
        assertTrue(hold.isHolding());
        post.arrive(1);
        post.arrive(2);
        open.send(Post.letter("alpha", "beta", 3));

        assertEquals(List.of("m1", "m2"), waiting());
        assertEquals(NOON, hold.waiting().getFirst().arrived());
        assertFalse(hold.waiting().getFirst().copy());
        assertEquals(List.of("m3"), post.sent, "what goes out is not held");
        assertEquals(List.of(), post.received());
        assertEquals(List.of("Messengers that come are held.", "held m1", "held m2"), post.told);
    }

    @Test
    void onReleaseThoseThatWaitComeInInTheirOrder() throws Exception {
        hold(1, 2, 3);
        assertTrue(hold.hold(false));
        post.arrive(4);

        post.awaitReceived("m1", "m2", "m3", "m4");
        assertFalse(hold.isHolding());
        assertEquals(List.of(), hold.waiting());
        assertEquals("Messengers are held no longer. The 3 that were waiting are let in.", post.told.getLast());
        assertFalse(hold.hold(false));
        hold.hold(true);
        post.arrive(5);
        hold.hold(false);
        assertEquals("Messengers are held no longer. The one that was waiting is let in.", post.told.getLast());
        post.awaitReceived("m5");
        hold.hold(true);
        hold.hold(false);
        assertEquals("Messengers are held no longer. None was waiting.", post.told.getLast());
    }

    @Test
    void nobodyOvertakesThoseThatWereLetInAndNobodyThatLetsThemInHasToWait() throws Exception {
        hold(1, 2);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        post.beforeReceiving = () -> {
            busy.countDown();
            await(ready);
        };
        hold.hold(false);
        await(busy);
        Thread third = Thread.ofVirtual().start(() -> post.arrive(3));
        Post.awaitWaiting(third);
        hold.hold(true);
        Thread fourth = Thread.ofVirtual().start(() -> post.arrive(4));
        fourth.join();
        third.interrupt();
        third.join();
        assertEquals(List.of("m4"), waiting(), "the third was given up on by its network");

        ready.countDown();
        post.awaitReceived("m1", "m2");
        hold.hold(false);
        post.awaitReceived("m4");
    }

    @Test
    void whoWasLetInWaitsForWhoIsStillInTheDoorway() throws Exception {
        Network.Open open = post.open(hold);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        post.beforeReceiving = () -> {
            busy.countDown();
            await(ready);
        };
        Thread first = Thread.ofVirtual().start(() -> post.arrive(1));
        await(busy);
        post.beforeReceiving = () -> { };
        hold.hold(true);
        post.arrive(2);
        hold.hold(false);
        Thread third = Thread.ofVirtual().start(() -> post.arrive(3));
        Post.awaitWaiting(third);
        assertEquals(List.of(), post.received());

        ready.countDown();
        post.awaitReceived("m1", "m2", "m3");
        first.join();
        third.join();
        open.crash();
    }

    @Test
    void theyAreLetInOneByOneInAnyOrder() throws Exception {
        hold(1, 2, 3, 4);
        assertTrue(hold.deliver(number("m3")));
        post.awaitReceived("m3");
        assertTrue(hold.deliverNext());
        post.awaitReceived("m1");
        long gone = number("m2");
        assertTrue(hold.deliver(gone));
        post.awaitReceived("m2");
        assertFalse(hold.deliver(gone));
        assertFalse(hold.drop(gone));
        assertFalse(hold.duplicate(gone));
        assertFalse(hold.move(gone, 0));
        assertTrue(hold.step());
        post.awaitReceived("m4");
        assertFalse(hold.deliverNext());
        assertFalse(hold.step());
        assertTrue(hold.isHolding());
        assertEquals(List.of("held m1", "held m2", "held m3", "held m4"), post.told.subList(1, post.told.size()));
    }

    @Test
    void oneThatIsSentAwayIsNeverReceived() throws Exception {
        hold(1, 2, 3);
        assertTrue(hold.drop(number("m2")));
        assertEquals(List.of("m1", "m3"), waiting());
        assertEquals("discarded m2: It was sent away by hand, while messengers were held.", post.told.getLast());
        hold.hold(false);
        post.awaitReceived("m1", "m3");
    }

    @Test
    void aCopyWaitsRightBehindTheOriginal() throws Exception {
        hold(1, 2);
        assertTrue(hold.duplicate(number("m1")));
        assertEquals(List.of("m1", "m1", "m2"), waiting());
        assertEquals(List.of(false, true, false), hold.waiting().stream().map(Hold.Waiting::copy).toList());
        assertEquals(3, hold.waiting().stream().map(Hold.Waiting::number).distinct().count());
        assertEquals("held m1", post.told.getLast());
        hold.hold(false);
        post.awaitReceived("m1", "m1", "m2");
    }

    @Test
    void theyAreMovedInTheirRow() throws Exception {
        hold(1, 2, 3, 4);
        assertTrue(hold.move(number("m4"), 1));
        assertEquals(List.of("m1", "m4", "m2", "m3"), waiting());
        assertEquals("The messenger with NextBallot from beta waits in place 2 of 4 now, not in place 4.", post.told.getLast());
        int notes = post.told.size();
        assertTrue(hold.move(number("m4"), 1), "it is there already");
        assertEquals(notes, post.told.size());
        assertTrue(hold.move(number("m1"), 2));
        assertEquals(List.of("m4", "m2", "m1", "m3"), waiting());
        assertTrue(hold.move(number("m4"), 1000), "behind the last, where fewer wait");
        assertTrue(hold.move(number("m3"), 0));
        assertEquals(List.of("m3", "m2", "m1", "m4"), waiting());
        assertEquals("The first place is 0; there is no place -1.",
                assertThrows(IllegalArgumentException.class, () -> hold.move(number("m3"), -1)).getMessage());
        hold.hold(false);
        post.awaitReceived("m3", "m2", "m1", "m4");
    }

    @Test
    void onlySoManyWait() throws Exception {
        hold(IntStream.rangeClosed(1, Hold.MOST_WAITING + 1).toArray());
        assertEquals("discarded m1001: It was sent away, as 1000 messengers wait for alpha already.", post.told.getLast());
        assertFalse(hold.duplicate(number("m1")), "no room for a copy");
        assertEquals(Hold.MOST_WAITING, hold.waiting().size());
        hold.drop(number("m7"));
        assertTrue(hold.duplicate(number("m1")));
        assertEquals(Hold.MOST_WAITING, hold.waiting().size());
    }

    @Test
    void thoseOnTheThresholdCountAsWell() throws Exception {
        hold(IntStream.rangeClosed(1, Hold.MOST_WAITING).toArray());
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        post.beforeReceiving = () -> {
            busy.countDown();
            await(ready);
        };
        hold.hold(false);
        await(busy);
        hold.hold(true);
        post.arrive(2001);
        post.arrive(2002);
        assertEquals("discarded m2002: It was sent away, as 1000 messengers wait for alpha already.", post.told.getLast());
        ready.countDown();
    }

    /// What is lost with the slip is inside: so an answer to a ballot of before can come to a president that has restarted.
    @Test
    void thoseThatWaitOutlastACrash() throws Exception {
        Network.Open open = post.open(hold);
        hold.hold(true);
        post.arrive(1);
        post.arrive(2);
        long first = number("m1");
        open.crash();

        assertEquals(List.of("m1", "m2"), waiting());
        assertTrue(hold.isHolding());
        assertFalse(hold.deliver(first), "nobody is there");
        post.arrive(3);
        assertEquals(List.of("m1", "m2"), waiting(), "what comes too late is gone");
        assertTrue(hold.drop(number("m2")));
        assertEquals("discarded m2: It was sent away by hand, while messengers were held.", post.told.getLast(), "recorded all the same");
        open.crash();
        open.close();
        assertEquals(List.of("m1"), waiting());

        post.open(hold);
        post.arrive(4);
        assertEquals(List.of("m1", "m4"), waiting());
        assertNotEquals(first, number("m4"));
        assertTrue(hold.deliver(first));
        hold.hold(false);
        post.awaitReceived("m1", "m4");
        assertEquals(List.of("crash", "crash", "close"), post.sent);
    }

    @Test
    void thoseThatWaitAreSentAwayWhereTheyAreHeldNoLongerAndNobodyIsThere() throws Exception {
        Network.Open open = hold(1, 2);
        open.crash();
        hold.hold(false);
        assertEquals(List.of(), hold.waiting());
        assertTrue(post.told.contains("discarded m1: Nobody was there when messengers were held no longer."), post.told::toString);
        assertEquals("Messengers are held no longer.", post.told.getLast(), "nobody is let in");
        post.open(hold);
        post.arrive(3);
        post.awaitReceived("m3");
    }

    @Test
    void allCanBeSentAway() throws Exception {
        hold(1, 2);
        hold.sendAllAway("They are of the old parliament.");
        assertEquals(List.of(), hold.waiting());
        assertEquals("discarded m2: They are of the old parliament.", post.told.getLast());
    }

    @Test
    void aCrashCatchesThoseOnTheThreshold() throws Exception {
        Network.Open open = hold(1, 2, 3);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        post.beforeReceiving = () -> {
            busy.countDown();
            await(never);
        };
        hold.deliver(number("m2"));
        await(busy);
        hold.deliver(number("m3"));
        open.crash();

        assertEquals(List.of("held m3", "discarded m3: alpha crashed while this messenger was on its threshold."),
                post.told.subList(3, post.told.size()));
        assertEquals(List.of("m1"), waiting());
    }

    @Test
    void whoLeavesSendsAwayThoseThatWait() throws Exception {
        Network.Open open = hold(1);
        open.close();
        assertEquals("discarded m1: The legislator left while this messenger waited at its door.", post.told.getLast());
        assertTrue(hold.hold(false));
        assertEquals(1, post.told.stream().filter(what -> what.startsWith("discarded m1")).count());
    }

    @Test
    void whereTheNetworkDoesNotOpenNothingIsLeftBehind() throws Exception {
        post.failsToOpen = Optional.of(new IOException("The port is taken."));
        assertEquals("The port is taken.", assertThrows(IOException.class, () -> post.open(hold)).getMessage());
        assertEquals(List.of(), VirtualThreads.beginning("door-of-"));
        post.failsToOpen = Optional.empty();
        hold(1);
        assertEquals(List.of("m1"), waiting());
    }

    @Test
    void whatIsNoMessageIsNotHeld() throws Exception {
        hold();
        post.seen("beta", true);
        assertEquals("beta is there", post.told.getLast());
    }

    @Test
    void aWindowSeesOnceAPulseWhetherAnythingChanged() throws Exception {
        hold(1, 2);
        List<Hold.Waiting> before = hold.waiting();
        long version = hold.version();
        assertSame(before, hold.waiting());
        assertFalse(hold.deliver(99));
        assertEquals(version, hold.version());
        List<Runnable> changes = List.of(() -> post.arrive(3), () -> hold.move(number("m3"), 0), () -> hold.duplicate(number("m3")),
                () -> hold.drop(number("m3")), hold::deliverNext, () -> hold.hold(false), () -> hold.hold(true));
        for (Runnable change : changes) {
            change.run();
            assertNotEquals(version, hold.version());
            version = hold.version();
        }
        assertNotSame(before, hold.waiting());
        assertEquals(2, before.size(), "a snapshot never changes");
        assertThrows(UnsupportedOperationException.class, () -> hold.waiting().clear());
    }

    /// Four connections bring messages while somebody holds, releases and lets in at random.
    @Test
    void inAllTheHustleNothingIsLostOrDoubledAndEachConnectionKeepsItsOrder() throws Exception {
        int connections = 4;
        int each = 2_000;
        hold();
        Random chance = new Random(4);
        AtomicInteger arrivals = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, connections).mapToObj(connection -> Thread.ofPlatform().start(() -> {
            for (int i = 0; i < each; i++) {
                post.arrive(connection * each + i);
                int arrived = arrivals.incrementAndGet();
                Post.await("there is room", () -> arrived - post.countReceived() <= Hold.MOST_WAITING / 2);
            }
        })).toList();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            switch (chance.nextInt(4)) {
                case 0 -> hold.hold(true);
                case 1 -> hold.hold(false);
                default -> IntStream.range(0, chance.nextInt(5)).forEach(_ -> hold.deliverNext());
            }
        }
        hold.hold(true);
        hold.hold(false);
        post.arrive(connections * each);

        List<String> received = new ArrayList<>(post.received());
        assertEquals("m" + connections * each, received.removeLast(), "the last overtakes nobody");
        assertEquals(List.of(), post.told.stream().filter(told -> told.startsWith("discarded")).toList(), "there was room for all");
        assertEquals(connections * each, received.size());
        Map<Integer, Integer> next = new HashMap<>();
        for (String id : received) {
            int number = Integer.parseInt(id.substring(1));
            int expected = next.merge(number / each, 1, Integer::sum) - 1;
            assertEquals(expected, number % each);
        }
        assertEquals(Collections.nCopies(connections, each), List.copyOf(next.values()));
        assertTrue(post.told.stream().anyMatch(told -> told.startsWith("held ")), "somebody did wait");
    }

    // ---- Shorthand

    /// Opens, holds, and has these come.
    private Network.Open hold(int... numbers) throws IOException {
        Network.Open open = post.open(hold);
        hold.hold(true);
        IntStream.of(numbers).forEach(post::arrive);
        return open;
    }

    private List<String> waiting() {
        return hold.waiting().stream().map(waiting -> waiting.envelope().id().orElseThrow()).toList();
    }

    /// The number of the first that waits with this message.
    private long number(String id) {
        return hold.waiting().stream().filter(waiting -> waiting.envelope().id().orElseThrow().equals(id)).findFirst()
                .orElseThrow().number();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
