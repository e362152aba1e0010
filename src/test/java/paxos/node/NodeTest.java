package paxos.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// The caller's duties, in their order: take one input, step, make the ledger durable, send, record.
@Timeout(60)
class NodeTest {

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final MemoryDisk disk = new MemoryDisk(journal::add);
    private final MemoryNetwork network = new MemoryNetwork(journal::add);
    private final EventLog log = new EventLog(InstantSource.system(), 20_000);
    private final List<Integer> tries = new CopyOnWriteArrayList<>();
    private volatile Duration pause = Duration.ZERO;
    private Node node;

    @BeforeEach
    void open() throws Exception {
        Legislator alpha = new Legislator(new Parliament(List.of("alpha", "beta", "gamma")), "alpha");
        node = new Node(alpha, disk, network, again -> {
            tries.add(again);
            return pause;
        }, log);
        done(node.open());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void theLedgerIsWrittenBeforeAnythingIsSent() throws Exception {
        done(node.propose(Optional.of(new Decree(42))));
        bring("beta", new Message.LastVote(ballot(0), Optional.empty()));
        awaitStep(Reason.VOTED);
        bring("beta", new Message.Voted(ballot(0), new Decree(42)));
        awaitStep(Reason.PASSED);
        bring("gamma", new Message.NextBallot(ballot(2)));
        awaitStep(Reason.PROMISED, 2);
        done(node.open());

        assertEquals(List.of(
                "write lastTried=0 nextBal=none prevVote=none decree=none",
                "send beta NextBallot[ballot=0]",
                "send gamma NextBallot[ballot=0]",
                "write lastTried=0 nextBal=0 prevVote=none decree=none",
                "send beta BeginBallot[ballot=0, decree=42]",
                "write lastTried=0 nextBal=0 prevVote=0/42 decree=none",
                "write lastTried=0 nextBal=0 prevVote=0/42 decree=42",
                "send beta Success[ballot=0, decree=42]",
                "send gamma Success[ballot=0, decree=42]",
                "write lastTried=0 nextBal=2 prevVote=0/42 decree=42",
                "send gamma LastVote[ballot=2, vote=Optional[Vote[ballot=0, decree=42]]]"), journal);
    }

    @Test
    void theRecordHasTheSameOrderAndAMessageToItselfComesAfterTheWriteThatItFollowsFrom() throws Exception {
        done(node.propose(Optional.empty()));
        awaitStep(Reason.COUNTED_LAST_VOTE);

        List<String> kinds = Logs.of(log, "alpha").stream().map(what -> what.getClass().getSimpleName()).toList();
        assertEquals(List.of("Opened",
                "Wrote", "Stepped", "Sent", "Sent", "Sent",
                "Received", "Wrote", "Stepped", "Sent",
                "Received", "Stepped"), kinds);
        assertEquals(List.of(Optional.of("alpha"), Optional.of("alpha")),
                Logs.of(log, "alpha", Happening.Received.class).stream().map(Happening.Received::from).toList());
    }

    @Test
    void whatCouldNotBeWrittenIsNotSentAndTheNodeCrashesItself() throws Exception {
        disk.failFromNowOn("The disk is full.");

        bring("beta", new Message.NextBallot(ballot(1)));

        Happening.Crashed crashed = Logs.await(log, "alpha", Happening.Crashed.class, _ -> true);
        assertTrue(crashed.byItself());
        assertEquals("alpha crashed itself, as it could not write its ledger: The disk is full.", crashed.why());
        done(node.crash());
        assertEquals(List.of("could not write", "crash network", "close disk"), journal);
        assertEquals(List.of(), Logs.of(log, "alpha", Happening.Sent.class));
        assertEquals(List.of(), Logs.of(log, "alpha", Happening.Stepped.class));
    }

    @Test
    void aBallotWhoseStartCouldNotBeWrittenIsReportedAsFailed() {
        disk.failFromNowOn("The disk is full.");

        assertEquals("alpha crashed before it could start the ballot.", failure(node.propose(Optional.empty())));
        assertEquals(List.of("could not write", "crash network", "close disk"), journal);
    }

    @Test
    void aNodeThatCrashedItselfOpensAgainOnceTheDiskIsMended() throws Exception {
        disk.failFromNowOn("The disk is full.");
        failure(node.propose(Optional.empty()));
        disk.mend();

        done(node.open());
        done(node.propose(Optional.empty()));

        awaitStep(Reason.STARTED, 0);
    }

    @Test
    void aCrashLosesTheSlipAndWhatWaitsAndARestartReadsTheLedger() throws Exception {
        MemoryDisk.Gate gate = disk.stopNextWrite();
        CompletableFuture<Void> proposed = node.propose(Optional.empty());
        gate.awaitReached();
        bring("beta", new Message.LastVote(ballot(0), Optional.empty()));
        bring("gamma", new Message.LastVote(ballot(0), Optional.empty()));
        CompletableFuture<Void> crashed = node.crash();
        gate.open();
        done(proposed);
        done(crashed);

        done(node.open());
        bring("beta", new Message.LastVote(ballot(0), Optional.empty()));
        awaitStep(Reason.LATE);

        List<Happening.Received> received = Logs.of(log, "alpha", Happening.Received.class);
        assertEquals(1, received.size(), "only the message of the new session: " + received);
        Happening.Opened opened = Logs.of(log, "alpha", Happening.Opened.class).getLast();
        assertEquals(new State(Ledger.BLANK.withLastTried(ballot(0)), new Slip.Idle()), opened.state());
    }

    @Test
    void messagesOfAnEarlierSessionAreNotTaken() throws Exception {
        Network.Receiver earlier = network.receiver;
        done(node.crash());
        done(node.open());

        earlier.received(letter("beta", new Message.NextBallot(ballot(1))));
        bring("gamma", new Message.NextBallot(ballot(2)));
        awaitStep(Reason.PROMISED);

        assertEquals(List.of(Optional.of("gamma")),
                Logs.of(log, "alpha", Happening.Received.class).stream().map(Happening.Received::from).toList());
        assertEquals(ballot(2), disk.ledger().nextBal());
    }

    @Test
    void outbidItTriesAgainAfterAPauseThatIsToldHowOftenItWasOutbid() throws Exception {
        done(node.propose(Optional.empty()));

        bring("beta", new Message.HigherBallot(ballot(7)));
        awaitStep(Reason.STARTED, 9);
        bring("beta", new Message.HigherBallot(ballot(11)));
        awaitStep(Reason.STARTED, 12);
        assertEquals(List.of(1, 2), tries);

        done(node.propose(Optional.empty()));
        bring("beta", new Message.HigherBallot(ballot(22)));
        awaitStep(Reason.STARTED, 24);
        assertEquals(List.of(1, 2, 1), tries, "a person's wish begins the count anew");
    }

    @Test
    void noPauseOutlivesTheSession() throws Exception {
        pause = Duration.ofHours(1);
        done(node.propose(Optional.empty()));
        bring("beta", new Message.HigherBallot(ballot(7)));
        awaitStep(Reason.OUTBID);
        awaitTrue(() -> VirtualThreads.named("alpha-pause") == 1);

        done(node.crash());

        awaitTrue(() -> VirtualThreads.named("alpha-pause") == 0);
    }

    @Test
    void requestsOvertakeMessagesEvenThoseToItself() throws Exception {
        MemoryDisk.Gate gate = disk.stopNextWrite();
        CompletableFuture<Void> proposed = node.propose(Optional.empty());
        gate.awaitReached();
        bring("beta", new Message.NextBallot(ballot(1)));
        CompletableFuture<Void> crashed = node.crash();
        gate.open();
        done(proposed);
        done(crashed);

        assertEquals(List.of(), Logs.of(log, "alpha", Happening.Received.class));
        assertEquals(ballot(-1), disk.ledger().nextBal());
    }

    @Test
    void whoeverBringsOneMessageTooManyWaitsWithIt() throws Exception {
        MemoryDisk.Gate gate = disk.stopNextWrite();
        bring("beta", new Message.NextBallot(ballot(1)));
        gate.awaitReached();
        AtomicInteger brought = new AtomicInteger();
        Thread bringer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < Node.WAITING_MESSAGES + 1; i++) {
                network.receiver.received(letter("gamma", new Message.NextBallot(ballot(2))));
                brought.incrementAndGet();
            }
        });
        awaitTrue(() -> brought.get() == Node.WAITING_MESSAGES && bringer.getState() == Thread.State.WAITING);

        gate.open();

        assertTrue(bringer.join(Logs.PATIENCE));
        assertEquals(Node.WAITING_MESSAGES + 1, brought.get());
        Logs.await(log, "alpha", Happening.Received.class, _ ->
                Logs.of(log, "alpha", Happening.Received.class).size() == Node.WAITING_MESSAGES + 2);
    }

    @Test
    void oneRequestTooManyIsRefusedButNotTheOneToLeave() throws Exception {
        MemoryDisk.Gate gate = disk.stopNextWrite();
        bring("beta", new Message.NextBallot(ballot(1)));
        gate.awaitReached();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < Node.WAITING_REQUESTS; i++) {
            waiting.add(node.open());
        }
        assertEquals("alpha is busy: too many requests wait. Try again in a moment.", failure(node.open()));

        Thread leaving = Thread.ofPlatform().start(node::close);
        awaitTrue(() -> leaving.getState() == Thread.State.TIMED_WAITING);
        gate.open();

        assertTrue(leaving.join(Logs.PATIENCE));
        Logs.await(log, "alpha", Happening.Closed.class, _ -> true);
        for (CompletableFuture<Void> request : waiting) {
            done(request);
        }
    }

    @Test
    void forgettingCrashesAndEmptiesTheFolder() throws Exception {
        done(node.propose(Optional.empty()));
        awaitStep(Reason.COUNTED_LAST_VOTE);

        done(node.forget());

        assertEquals(Ledger.BLANK, disk.ledger());
        assertFalse(disk.isOpen());
        assertEquals(List.of("crash network", "close disk", "forget"), journal.subList(journal.size() - 3, journal.size()));
        assertEquals(1, Logs.of(log, "alpha", Happening.Forgot.class).size());
        assertEquals("alpha is not in the chamber and can start no ballot. Restart it first.", failure(node.propose(Optional.empty())));
    }

    @Test
    void leavingInGoodOrderEndsItAndLaterRequestsAreRefused() {
        node.close();
        node.close();

        assertEquals(List.of("close network", "close disk"), journal);
        assertEquals(1, Logs.of(log, "alpha", Happening.Closed.class).size());
        assertEquals("alpha has left; start the program again.", failure(node.open()));
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals("node-alpha")));
    }

    @Test
    void requestsThatWaitWhileItLeavesAreAnswered() throws Exception {
        MemoryDisk.Gate gate = disk.stopNextWrite();
        bring("beta", new Message.NextBallot(ballot(1)));
        gate.awaitReached();
        Thread leaving = Thread.ofPlatform().start(node::close);
        awaitTrue(() -> leaving.getState() == Thread.State.TIMED_WAITING);
        CompletableFuture<Void> late = node.propose(Optional.empty());
        gate.open();

        assertEquals("alpha has left; start the program again.", failure(late));
    }

    @Test
    void aDefectCrashesTheNodeRatherThanItsThread() throws Exception {
        network.defect = Optional.of(new IllegalStateException("oh"));

        bring("beta", new Message.NextBallot(ballot(1)));

        Happening.Crashed crashed = Logs.await(log, "alpha", Happening.Crashed.class, _ -> true);
        assertTrue(crashed.byItself());
        assertEquals("alpha crashed itself because of a defect in this program: java.lang.IllegalStateException: oh",
                crashed.why());
        assertFalse(disk.isOpen());

        network.defect = Optional.empty();
        done(node.open());
        bring("beta", new Message.NextBallot(ballot(4)));
        awaitStep(Reason.PROMISED, 4);
    }

    @Test
    void aDefectFailsTheRequestThatMetIt() {
        network.defect = Optional.of(new IllegalStateException("oh"));

        assertEquals("alpha could not do it because of a defect.", failure(node.propose(Optional.empty())));
    }

    @Test
    void whereItCannotListenItLetsGoOfTheFolder() throws Exception {
        done(node.crash());
        for (Exception why : List.of(new IOException("The port is in use."), new IllegalStateException("oh"))) {
            network.defectOnOpen = Optional.of(why);
            failure(node.open());
            assertFalse(disk.isOpen(), why.toString());
        }
        network.defectOnOpen = Optional.empty();
        done(node.open());
    }

    @Test
    void clocksOfOthersPushItsOwn() throws Exception {
        network.receiver.received(new Envelope("beta", "alpha", new Message.NextBallot(ballot(1)), "b-1", 100));
        awaitStep(Reason.PROMISED);
        done(node.open());

        List<Long> clocks = log.from(0).stream().filter(event -> event.what() instanceof Happening.Received
                || event.what() instanceof Happening.Sent).map(event -> event.lamport()).toList();
        assertEquals(List.of(101L, 102L), clocks);
    }

    /// On a virtual thread: those who come on another do the step themselves, and here the node's thread is to do it.
    private void bring(String from, Message message) throws InterruptedException {
        Thread.ofVirtual().start(() -> network.receiver.received(letter(from, message))).join();
    }

    private static Envelope letter(String from, Message message) {
        return new Envelope(from, "alpha", message, from + "-1", 1);
    }

    private void awaitStep(Reason reason) throws InterruptedException {
        Logs.await(log, "alpha", Happening.Stepped.class, stepped -> stepped.why().reason() == reason);
    }

    private void awaitStep(Reason reason, int ballot) throws InterruptedException {
        Logs.await(log, "alpha", Happening.Stepped.class, stepped -> stepped.why().reason() == reason
                && stepped.why().ballot().equals(ballot(ballot)));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void awaitTrue(Condition condition) throws Exception {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, "it never came true");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Ballot ballot(int number) {
        return new Ballot(number);
    }

    private static void done(CompletableFuture<Void> request) throws Exception {
        request.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String failure(CompletableFuture<Void> request) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> done(request));
        return failed.getCause().getMessage();
    }
}
