package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Envelope;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.node.Network;
import paxos.node.Node;
import paxos.node.VirtualThreads;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Links lose, double, delay and cut: on the sender's side, or, where the sender is in another process, on the receiver's.
@Timeout(60)
class FaultyLinksTest {

    private static final LinkFaults CUT = LinkFaults.NONE.withCut(true);

    private final Post post = new Post();
    private final Delay delay = new Delay(post, 0);
    private final Links links = new Links(new Parliament(List.of("alpha", "beta", "gamma")), Set.of("alpha", "gamma"), 1,
            (_, _) -> { });
    private final FaultyLinks faulty = new FaultyLinks(delay, "alpha", links);
    private Network.Open open;

    @BeforeEach
    void open() throws IOException {
        open = post.open(faulty);
    }

    @AfterEach
    void close() throws IOException {
        post.close();
        for (String thread : List.of("messengers-of-", "arrivals-of-", "peers-of-")) {
            assertEquals(List.of(), VirtualThreads.beginning(thread), "no thread is left behind");
        }
    }

    // ---- Sending

    @Test
    void whereNothingIsWrongMessagesGoStraightThrough() {
        open.send(letter(1));
        post.arrive(2);
        assertEquals(List.of("m1"), post.sent);
        assertEquals(List.of("m2"), post.received());
        assertEquals(List.of(), post.told);
        assertEquals("here", faulty.address());
    }

    @Test
    void nobodyGetsThroughOnALinkThatIsCut() {
        links.set("alpha", "beta", CUT);
        open.send(letter(1));
        assertEquals(List.of(), post.sent);
        assertEquals(List.of("lost m1: The link from alpha to beta is cut."), post.told);
        links.heal();
        open.send(letter(2));
        assertEquals(List.of("m2"), post.sent);
    }

    @Test
    void someAreLostByChance() {
        links.set("alpha", "beta", LinkFaults.NONE.withLoss(50));
        IntStream.range(0, 200).forEach(i -> open.send(letter(i)));
        assertEquals(200, post.sent.size() + post.told.size());
        assertTrue(post.sent.size() > 60 && post.told.size() > 60);
        assertTrue(post.told.getFirst().endsWith(": Chance had it lost: the link from alpha to beta loses 50 of 100."));
    }

    @Test
    void someGoTwice() {
        links.set("alpha", "beta", LinkFaults.NONE.withDuplicates(100));
        open.send(letter(1));
        assertEquals(List.of("m1", "m1"), post.sent);
    }

    @Test
    void messengersWalkLongerOnASlowLinkAndOnlyThere() throws Exception {
        links.set("alpha", "beta", LinkFaults.NONE.withDelay(9_000, 10_000).withDuplicates(100));
        open.send(letter(1));
        open.send(Post.letter("alpha", "gamma", 2));
        assertEquals(List.of("m2"), post.sent);
        open.crash();
        String why = "lost m1: alpha crashed while its messenger to beta was on its way.";
        assertEquals(List.of(why, why), post.told, "both that were on their way");
    }

    @Test
    void theWalkIsAddedToThatOfAllMessengers() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        Network inner = new Network() {
            @Override
            public String address() {
                return "here";
            }

            @Override
            public Open open(Receiver receiver) throws IOException {
                Open below = post.open(receiver);
                return new Open() {
                    @Override
                    public void send(Envelope envelope) {
                        below.send(envelope);
                        arrived.countDown();
                    }

                    @Override
                    public void crash() {
                        below.crash();
                    }

                    @Override
                    public void close() {
                        below.close();
                    }
                };
            }
        };
        links.set("alpha", "beta", LinkFaults.NONE.withDelay(40, 40));
        Network.Open slow = post.open(new FaultyLinks(new Delay(inner, 30), "alpha", links));
        long began = System.nanoTime();
        slow.send(letter(1));
        assertTrue(arrived.await(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(System.nanoTime() - began >= 70_000_000);
    }

    @Test
    void inAllAWalkIsNoLongerThanTheLongest() {
        assertEquals(Delay.LONGEST_MILLIS, Delay.walk(Delay.LONGEST_MILLIS, Delay.LONGEST_MILLIS));
        assertEquals(70, Delay.walk(30, 40));
    }

    // ---- Receiving

    @Test
    void whatComesFromThisProcessHasMetWithItAtTheSender() {
        for (LinkFaults faults : List.of(CUT, LinkFaults.NONE.withLoss(100), LinkFaults.NONE.withDuplicates(100),
                LinkFaults.NONE.withDelay(9_000, 9_000))) {
            links.set("gamma", "alpha", faults);
            post.arrive(Post.letter("gamma", "alpha", 1));
            assertEquals(List.of("m1"), post.received());
        }
        assertEquals(List.of(), post.told);
    }

    @Test
    void whatComesFromAnotherProcessMeetsWithItHere() throws Exception {
        links.set("beta", "alpha", CUT);
        post.arrive(1);
        links.set("beta", "alpha", LinkFaults.NONE.withLoss(100));
        post.arrive(2);
        assertEquals(List.of("discarded m1: The link from beta to alpha is cut.",
                "discarded m2: Chance had it lost: the link from beta to alpha loses 100 of 100."), post.told);
        assertEquals(List.of(), post.received());

        links.set("beta", "alpha", LinkFaults.NONE.withDuplicates(100));
        post.arrive(3);
        assertEquals(List.of("m3", "m3"), post.received());

        links.set("beta", "alpha", LinkFaults.NONE.withDelay(30, 30));
        long began = System.nanoTime();
        post.arrive(4);
        post.arrive(5);
        post.awaitReceived("m4", "m5");
        assertTrue(System.nanoTime() - began >= 30_000_000);
    }

    @Test
    void aMessageThatIsNotSignedComesThrough() {
        links.partition(List.of(Set.of("alpha")));
        Envelope signed = Post.letter("beta", "alpha", 1);
        post.arrive(new Envelope(Optional.empty(), "alpha", signed.message(), signed.id(), OptionalLong.empty()));
        assertEquals(List.of("m1"), post.received());
    }

    @Test
    void aCrashSendsAwayThoseOnTheirWayHere() {
        links.set("beta", "alpha", LinkFaults.NONE.withDelay(9_000, 9_000));
        post.arrive(1);
        post.arrive(2);
        open.crash();
        assertEquals(List.of("discarded m1: alpha crashed while this messenger was on its way.",
                "discarded m2: alpha crashed while this messenger was on its way."), post.told);
        post.arrive(3);
        assertEquals(2, post.told.size(), "what comes too late is gone");
        assertEquals(List.of(), post.received());
    }

    @Test
    void onlySoManyAreOnTheirWayHere() {
        links.set("beta", "alpha", LinkFaults.NONE.withDelay(9_000, 9_000));
        IntStream.rangeClosed(1, Walk.MOST_ON_THEIR_WAY + 1).forEach(post::arrive);
        assertEquals(List.of("discarded m10001: 10000 messengers are on their way to alpha already."), post.told);
    }

    @Test
    void onTheBenchOnlyWhatHasArrivedIsHeld() throws Exception {
        Post world = new Post();
        EventLog log = new EventLog(InstantSource.system(), 100);
        FaultBench bench = new FaultBench(new Parliament(List.of("alpha", "beta", "gamma")), "alpha", new MemoryDisk(), world, links,
                0, _ -> _ -> Duration.ZERO, log);
        try (Node node = bench.node()) {
            node.open().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            bench.hold().hold(true);
            links.set("beta", "alpha", CUT);
            world.arrive(1);
            assertEquals(List.of(), bench.hold().waiting());
            links.set("beta", "alpha", LinkFaults.NONE.withDuplicates(100));
            world.arrive(2);
            assertEquals(2, bench.hold().waiting().size());
            links.set("beta", "alpha", CUT);
            assertTrue(bench.step());
            Logs.await(log, "alpha", Happening.Received.class, received -> received.id().equals(Optional.of("m2")));
            assertEquals(List.of("The link from beta to alpha is cut."),
                    Logs.of(log, "alpha", Happening.Discarded.class).stream().map(Happening.Discarded::why).toList());
        }
    }

    // ---- Who can be reached

    @Test
    void whoIsBehindACutCannotBeReached() throws Exception {
        post.seen("beta", true);
        awaitTold("beta is there");
        links.set("alpha", "beta", CUT);
        awaitTold("beta is gone");
        links.heal();
        awaitTold("beta is there");
        links.set("beta", "alpha", CUT);
        links.set("alpha", "gamma", CUT);
        post.seen("gamma", true);
        awaitTold("gamma is gone");
        post.seen("gamma", false);
        links.heal();
        post.seen("gamma", true);
        post.seen("beta", false);
        awaitTold("beta is gone", "gamma is there");
        assertEquals(List.of("beta is there", "beta is gone", "beta is there", "gamma is gone"), post.told.subList(0, 4),
                "that it cannot be heard, or was gone anyway, changes nothing");
    }

    @Test
    void afterACrashNobodyIsToldOfCuts() {
        open.crash();
        links.set("alpha", "beta", CUT);
        post.seen("beta", true);
        assertEquals(List.of(), post.told);
    }

    @Test
    void whereTheNetworkDoesNotOpenNothingIsLeftBehind() {
        open.crash();
        post.failsToOpen = Optional.of(new IOException("The port is taken."));
        assertEquals("The port is taken.", assertThrows(IOException.class, () -> post.open(faulty)).getMessage());
    }

    /// Waits until these have been told, in any order, as the last ones.
    private void awaitTold(String... last) {
        List<String> expected = List.of(last);
        Post.await(expected + " is told; told: " + post.told, () -> {
            List<String> told = new ArrayList<>(post.told);
            return told.subList(Math.max(0, told.size() - expected.size()), told.size()).stream().sorted().toList().equals(expected);
        });
    }

    private static Envelope letter(int number) {
        return Post.letter("alpha", "beta", number);
    }
}
