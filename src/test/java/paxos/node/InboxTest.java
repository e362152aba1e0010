package paxos.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who does what, and in which order. Where a test does not start a node's thread, it is one itself, step by step.
@Timeout(60)
class InboxTest {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final Inbox inbox = new Inbox("alpha", Runnable::run);

    @Test
    void aMessageThatComesWhileThereIsNothingElseIsDoneByWhoeverBringsIt() throws Exception {
        AtomicReference<Thread> by = new AtomicReference<>();
        inbox.messageAtOnce(() -> by.set(Thread.currentThread()));
        assertSame(Thread.currentThread(), by.get());

        inbox.message(doing("waits"));
        inbox.doNext();
        inbox.messageAtOnce(doing("again at once"));
        assertEquals(List.of("waits", "again at once"), done);
    }

    @Test
    void whileSomethingIsDoneMessagesWaitInTheirOrderAndNobodyWaitsWithThem() throws Exception {
        Work work = new Work();
        finish(bringer(() -> IntStream.range(0, 10).forEach(i -> bring(doing("m" + i)))));
        assertEquals(List.of(), done, "they wait");
        work.end();

        bring(doing("m10"));
        assertEquals(List.of(), done, "nor does anything overtake them when the work is done");
        doNext(11);
        assertEquals(IntStream.rangeClosed(0, 10).mapToObj(i -> "m" + i).toList(), done);
    }

    @Test
    void nothingOvertakesAMessageThatIsBeingDoneByTheNodesThread() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        inbox.message(() -> {
            reached.countDown();
            await(goOn);
            done.add("first");
        });
        Thread node = bringer(() -> doNext(1));
        reached.await();
        finish(bringer(() -> bring(doing("second"))));
        goOn.countDown();
        finish(node);
        doNext(1);
        assertEquals(List.of("first", "second"), done);
    }

    @Test
    void requestsComeBeforeMessagesThatWait() throws Exception {
        Work work = new Work();
        bring(doing("a"));
        request("r");
        bring(doing("b"));
        request("s");
        work.end();
        doNext(4);
        assertEquals(List.of("r", "s", "a", "b"), done);
    }

    @Test
    void messagesToItselfComeNextByTheSameThread() throws Exception {
        List<Thread> by = new ArrayList<>();
        inbox.messageAtOnce(() -> {
            done.add("a");
            inbox.messageToMyself(() -> {
                done.add("x");
                by.add(Thread.currentThread());
                inbox.messageToMyself(doing("z"));
            });
            inbox.messageToMyself(doing("y"));
            // Meanwhile another comes.
            finish(bringer(() -> bring(doing("b"))));
        });
        assertEquals(List.of("a", "x", "y", "z"), done);
        assertEquals(List.of(Thread.currentThread()), by);
        doNext(1);
        assertEquals(List.of("a", "x", "y", "z", "b"), done);
    }

    @Test
    void aRequestThatComesMeanwhileComesBeforeMessagesToItself() throws Exception {
        inbox.messageAtOnce(() -> {
            done.add("a");
            inbox.messageToMyself(doing("x"));
            inbox.messageToMyself(doing("y"));
            request("r");
            request("s");
            bring(doing("b"));
        });
        assertEquals(List.of("a"), done);
        doNext(1);
        assertEquals(List.of("a", "r"), done, "another waits");
        doNext(1);
        assertEquals(List.of("a", "r", "s", "x", "y"), done, "and they are not forgotten");
        doNext(1);
        assertEquals(List.of("a", "r", "s", "x", "y", "b"), done);
    }

    @Test
    void aRequestThatComesDuringAMessageToItselfComesBeforeTheOthers() throws Exception {
        inbox.message(() -> {
            done.add("a");
            inbox.messageToMyself(() -> {
                done.add("x");
                request("r");
            });
            inbox.messageToMyself(doing("y"));
        });
        doNext(1);
        assertEquals(List.of("a", "x"), done);
        doNext(1);
        assertEquals(List.of("a", "x", "r", "y"), done);
    }

    /// As in a network without any wires between, where who sends finds itself the receiver of the answer.
    @Test
    void whatIsBroughtByWhoeverIsAtWorkIsNotDoneInTheMiddleOfIt() throws Exception {
        inbox.messageAtOnce(() -> {
            bring(doing("brought"));
            done.add("the rest of the work");
        });
        assertEquals(List.of("the rest of the work"), done);
        doNext(1);
        assertEquals(List.of("the rest of the work", "brought"), done);
    }

    @Test
    void whoeverBringsItThereIsOneAtATimeAndEachBringerIsHeardInOrder() throws Exception {
        int bringers = 4;
        int each = 3_000;
        int requests = 500;
        Tally tally = new Tally();
        CountDownLatch all = new CountDownLatch(bringers * each * 2 + requests);
        Thread node = startNode();
        List<Thread> threads = new ArrayList<>();
        int[] last = new int[bringers];
        AtomicInteger overtaken = new AtomicInteger();
        for (int i = 0; i < bringers; i++) {
            int bringer = i;
            threads.add(bringer(() -> {
                for (int n = 1; n <= each; n++) {
                    int number = n;
                    Runnable action = () -> tally.count(() -> {
                        if (last[bringer] != number - 1) {
                            overtaken.incrementAndGet();
                        }
                        last[bringer] = number;
                        inbox.messageToMyself(() -> tally.count(all::countDown));
                        all.countDown();
                    });
                    if (number % 7 == 0) {
                        queue(action);
                    } else {
                        bring(action);
                    }
                }
            }));
        }
        for (int i = 0; i < requests; i++) {
            inbox.request(() -> tally.count(all::countDown)).get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        for (Thread thread : threads) {
            finish(thread);
        }
        assertTrue(all.await(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS), all::toString);
        inbox.lastRequest(inbox::close);
        finish(node);
        assertEquals(0, tally.together.get(), "times that two were at work");
        assertEquals(0, overtaken.get());
        assertEquals(bringers * each * 2 + requests, tally.count);
    }

    @Test
    void whenItIsClosedWhatWaitsIsSettledAndWhoeverWaitsForRoomGoesOn() throws Exception {
        Work work = new Work();
        AtomicInteger messages = new AtomicInteger();
        CompletableFuture<Void> request = inbox.request(() -> done.add("request"));
        Thread bringer = bringer(() -> {
            for (int i = 0; i < 2 * Node.WAITING_MESSAGES; i++) {
                bring(messages::incrementAndGet);
            }
        });
        awaitWaiting(bringer);
        assertEquals(0, messages.get());

        inbox.close();

        finish(bringer);
        assertEquals(2 * Node.WAITING_MESSAGES, messages.get());
        assertEquals("alpha has left; start the program again.", failure(request));
        assertEquals("alpha has left; start the program again.", failure(inbox.request(() -> done.add("late"))));
        bring(messages::incrementAndGet);
        assertEquals(2 * Node.WAITING_MESSAGES + 1, messages.get());
        work.end();
        assertEquals(List.of(), done);
    }

    @Test
    void closedInTheMiddleOfAThrongItLosesNothing() throws Exception {
        int each = 2_000;
        AtomicInteger messages = new AtomicInteger();
        List<CompletableFuture<Void>> requests = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch well = new CountDownLatch(each);
        Thread node = startNode();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(bringer(() -> {
                for (int n = 0; n < each; n++) {
                    bring(() -> {
                        messages.incrementAndGet();
                        well.countDown();
                    });
                    if (n % 50 == 0) {
                        requests.add(inbox.request(() -> { }));
                    }
                }
            }));
        }
        assertTrue(well.await(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        inbox.lastRequest(inbox::close).get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (Thread thread : threads) {
            finish(thread);
        }
        finish(node);
        assertEquals(4 * each, messages.get());
        for (CompletableFuture<Void> request : requests) {
            // Done or refused, but not forgotten.
            request.exceptionally(_ -> null).get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aDefectLeavesTheWayFreeForOthers() throws Exception {
        Runnable defect = () -> {
            throw new IllegalStateException("oh");
        };
        assertThrows(IllegalStateException.class, () -> inbox.messageAtOnce(defect));
        finish(bringer(() -> bring(doing("after one at once"))));
        assertEquals(List.of("after one at once"), done);

        inbox.message(defect);
        assertThrows(IllegalStateException.class, inbox::doNext);
        finish(bringer(() -> bring(doing("after one that waited"))));
        assertEquals(List.of("after one at once", "after one that waited"), done);
    }

    // ---- Who brings, and who is at work

    /// Somebody who is at work until it is ended.
    private final class Work {

        private final CountDownLatch goOn = new CountDownLatch(1);
        private final Thread thread;

        Work() throws InterruptedException {
            CountDownLatch reached = new CountDownLatch(1);
            thread = bringer(() -> bring(() -> {
                reached.countDown();
                await(goOn);
            }));
            reached.await();
        }

        void end() {
            goOn.countDown();
            finish(thread);
        }
    }

    /// Counts without any care, but notes when it should have taken some.
    private static final class Tally {

        private final AtomicBoolean inside = new AtomicBoolean();
        private final AtomicInteger together = new AtomicInteger();
        private int count;

        void count(Runnable action) {
            if (!inside.compareAndSet(false, true)) {
                together.incrementAndGet();
            }
            count++;
            action.run();
            inside.set(false);
        }
    }

    private Thread startNode() {
        return bringer(() -> {
            while (!inbox.isClosed()) {
                doNext(1);
            }
        });
    }

    private static Thread bringer(Runnable action) {
        return Thread.ofPlatform().daemon().start(action);
    }

    private static void finish(Thread thread) {
        try {
            assertTrue(thread.join(Logs.PATIENCE), () -> "it is still at it: " + List.of(thread.getStackTrace()));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void awaitWaiting(Thread thread) {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(System.nanoTime() < end, "it never had to wait");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private Runnable doing(String what) {
        return () -> done.add(what);
    }

    private void request(String what) {
        Optional.of(inbox.request(() -> done.add(what))).filter(CompletableFuture::isCompletedExceptionally).ifPresent(_ -> {
            throw new AssertionError(what + " was refused");
        });
    }

    private void bring(Runnable action) {
        try {
            inbox.messageAtOnce(action);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void queue(Runnable action) {
        try {
            inbox.message(action);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void doNext(int times) {
        try {
            for (int i = 0; i < times; i++) {
                inbox.doNext();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static String failure(CompletableFuture<Void> request) {
        ExecutionException failed = assertThrows(ExecutionException.class,
                () -> request.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return failed.getCause().getMessage();
    }
}
