package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import paxos.node.Envelope;
import paxos.node.Logs;
import paxos.node.Network;
import paxos.trace.Happening;

/// Connections that are kept: one thread reads all of them, and whoever sends writes to them.
class SwitchboardTest extends TcpFixture {

    // ---- Turns

    /// All is there before the first turn, so that the order is that of the turns alone.
    @Test
    void twoWhoFloodTakeTurnsAndKeepNobodyOut() throws Exception {
        int flood = 200;
        List<String> told = new ArrayList<>();
        Switchboard switchboard = new Switchboard();
        toClose.add(switchboard);
        Pair quiet = new Pair();
        join(switchboard, new Pair().filledWith(flood), _ -> told.add("a"));
        join(switchboard, new Pair().filledWith(flood), _ -> told.add("b"));
        join(switchboard, quiet.filledWith(1), _ -> told.add("quiet"));

        switchboard.work(() -> told.size() == 2 * flood + 1 || Thread.currentThread().isInterrupted());

        List<String> before = told.subList(0, told.indexOf("quiet"));
        assertTrue(Collections.frequency(before, "a") <= 2 && Collections.frequency(before, "b") <= 2, told::toString);
        told.remove("quiet");
        List<String> whileBothHaveSome = told.subList(0, Math.min(told.lastIndexOf("a"), told.lastIndexOf("b")));
        for (int i = 2; i < whileBothHaveSome.size(); i++) {
            // The order within a round is anybody's.
            assertFalse(told.get(i).equals(told.get(i - 1)) && told.get(i).equals(told.get(i - 2)), told::toString);
        }
    }

    private void join(Switchboard switchboard, Pair pair, Consumer<byte[]> told) throws IOException {
        switchboard.join(pair.here, new KeptIncoming(pair.here, new MessageBuffer(), NEVER, new KeptIncoming.Post() {
            @Override
            public boolean take(byte[] message) {
                told.accept(message);
                return true;
            }

            @Override
            public void over(Optional<MalformedMessage> complaint) {
                told.accept(new byte[0]);
            }
        }));
    }

    /// Two ends of a connection.
    private final class Pair {

        private final SocketChannel here;
        private final SocketChannel there;

        Pair() throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                there = SocketChannel.open(server.getLocalAddress());
                toClose.add(there);
                here = server.accept();
                toClose.add(here);
            }
        }

        /// Waits until all of them have come.
        Pair filledWith(int messages) throws IOException {
            int bytes = 0;
            for (int i = 0; i < messages; i++) {
                byte[] message = fromBeta(i, false);
                there.socket().getOutputStream().write(message);
                bytes += message.length;
            }
            while (here.socket().getInputStream().available() < bytes && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(1_000_000);
            }
            return this;
        }
    }

    // ---- What takes too long

    @Test
    void aMessageOfWhichTheRestDoesNotComeEndsAKeptConnectionAndNoOther() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withMessage(Duration.ofMillis(200)));
        RawPeer.Line idle = keptLineToAlpha(1);
        RawPeer.Line half = keptLineToAlpha(2).write(new String(fromBeta(3, false), UTF_8) + "NextBallot\r\nballot: ");

        assertEquals("closed", half.end());
        alpha.await("received m3");
        alpha.await("dropped: A message that was not complete after 0.2 s; it begins with “NextBallot\\r\\nballot: ”.");
        idle.write(fromBeta(4, false));
        alpha.await("received m4");
        assertEquals(1, alpha.told("dropped").size());
    }

    /// The legislator's disk may be slow; what has come is not to suffer for it.
    @Test
    void whatWaitsForALegislatorThatIsSlowItselfIsNotLost() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        open("alpha", new Gated(alpha, id -> {
            if (id.equals("m2")) {
                reached.countDown();
                await(goOn);
            }
        }, _ -> { }), Limits.STANDARD.withMessage(Duration.ofMillis(200)));
        RawPeer.Line line = keptLineToAlpha(1);
        line.write(new String(fromBeta(2, false), UTF_8) + new String(fromBeta(3, false), UTF_8) + new String(fromBeta(4, false), UTF_8));
        reached.await();
        // Longer than a message may take, and than from one look at what takes too long to the next.
        long until = System.nanoTime() + 1_300_000_000;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        goOn.countDown();

        alpha.await("received m4");
        line.write(fromBeta(5, false));
        alpha.await("received m5");
        assertEquals(List.of(), alpha.told("dropped"));
    }

    // ---- Ends

    @Test
    void theEndOfAKeptConnectionIsNoticedByWhoeverSendsOnIt() throws Exception {
        Limits onlyTold = Limits.STANDARD.withLooks(NEVER, NEVER).withKeptLook(NEVER);
        Network.Open peer = open("beta", beta, Limits.STANDARD);
        Network.Open network = open("alpha", alpha, onlyTold);
        network.send(letter(1));
        network.send(letter(2));
        beta.await("received m2");
        alpha.await("beta is there");

        peer.crash();

        alpha.await("beta is away");
        network.send(letter(3));
        alpha.await("lost m3: Nobody listens on %s (beta).".formatted(Shown.address(addresses.get("beta"))));
    }

    @Test
    void theEndOfAKeptConnectionIsNoticedByWhoeverReadsOnItAndMakesRoom() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(1));
        RawPeer.Line line = keptLineToAlpha(1);
        line.write("NextBallot\r\nballot: ").close();
        alpha.await("dropped: The connection ended in the middle of a message that begins with “NextBallot\\r\\nballot: ”.");
        keptLineToAlpha(2).write("NextBallot\r\n").close();
        alpha.await("dropped: The connection ended in the middle of a message that begins with “NextBallot\\r\\n”.");
        assertEquals(2, alpha.told("dropped").size(), "nobody was refused");
    }

    /// Nobody else knows of it, as the line's end says nothing of why.
    @Test
    void whoWasKeptWithoutAMessageAndMadeRoomIsToldOf() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(1));
        RawPeer.Line stranger = lineToAlpha().write(WireFormatTest.bytes("Adjourn", "connection:keep-alive"));
        assertEquals("KeepAlive\r\n\r\n", stranger.read().orElseThrow());
        // What comes second is read by the switchboard, so it is kept indeed.
        stranger.write(WireFormatTest.bytes("Prorogue"));
        alpha.await("dropped: The method “Prorogue” is not known here; it was ignored.");
        keptLineToAlpha(1);
        assertEquals("closed", stranger.end());
        alpha.await("dropped: It was closed to make room, as all connections were taken and it had brought no message yet.");
    }

    @RepeatedTest(5)
    void aCrashInTheMiddleOfATurnEndsAllAndReturns() throws Exception {
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
        try {
            crashInTheMiddleOfATurn();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), uncaught);
    }

    private void crashInTheMiddleOfATurn() throws Exception {
        AtomicReference<Network.Open> network = new AtomicReference<>();
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicReference<Thread> turning = new AtomicReference<>();
        LinkedBlockingQueue<String> afterwards = new LinkedBlockingQueue<>();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        network.set(open("alpha", new Gated(alpha, id -> {
            if (id.equals("m8")) {
                reached.countDown();
                await(goOn);
            } else if (id.equals("m9") && first.compareAndSet(true, false)) {
                turning.set(Thread.currentThread());
                network.get().crash();
                afterwards.add(Thread.currentThread().isInterrupted() ? "interrupted" : "well");
            }
        }, _ -> { }), Limits.STANDARD));
        List<RawPeer.Line> lines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            lines.add(keptLineToAlpha(i));
        }
        lines.getFirst().write(fromBeta(8, false));
        reached.await();
        // All of these have a turn in the next round; the first to get it is the last.
        for (RawPeer.Line line : lines) {
            line.write(new String(fromBeta(9, false), UTF_8) + new String(fromBeta(9, false), UTF_8));
        }
        goOn.countDown();

        assertEquals("well", afterwards.poll(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS), "whoever crashes has more to close");
        for (RawPeer.Line line : lines) {
            assertEquals("reset", line.end());
        }
        assertTrue(turning.get().join(Logs.PATIENCE));
        assertFalse(turning.get().isVirtual());
        assertEquals(1, alpha.told("received m9").size(), "nothing is told afterwards");
    }

    // ---- Whoever sends

    /// Else it would overtake what the line's own thread is about.
    @Test
    void nobodySendsAtOnceWhileTheLineIsSending() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Network.Open network = open("alpha", new Gated(alpha, _ -> { }, id -> {
            if (id.equals("m2")) {
                reached.countDown();
                await(goOn);
            }
        }), Limits.STANDARD);
        network.send(letter(1));
        RawPeer.Line line = peer.acceptMessage();
        network.send(letter(2));
        line.write(WireFormat.KEEP_ALIVE);
        reached.await();

        network.send(letter(3));
        network.send(letter(4));
        assertEquals(List.of("handed over m1"), alpha.told("handed over"));

        goOn.countDown();
        alpha.await("handed over m4");
        network.send(letter(5));
        alpha.await("handed over m5");
        assertEquals(IntStream.rangeClosed(1, 5).mapToObj(i -> "handed over m" + i).toList(), alpha.told("handed over"));
        for (int i = 2; i <= 5; i++) {
            assertTrue(line.read().orElseThrow().contains("message-id: m" + i + "\r\n"));
        }
    }

    @Test
    void aPeerThatReadsNothingHoldsNobodyUpAndItsConnectionIsGivenUp() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        peer.server.setReceiveBufferSize(4096);
        Network.Open network = open("alpha", alpha, Limits.STANDARD.withLooks(NEVER, NEVER));
        network.send(letter(0));
        RawPeer.Line deaf = peer.acceptMessage().write(WireFormat.KEEP_ALIVE);
        toClose.add(deaf);
        LinkedBlockingQueue<RawPeer.Line> fresh = new LinkedBlockingQueue<>();
        Thread accepting = Thread.ofVirtual().start(() -> {
            try {
                fresh.add(peer.acceptMessage());
            } catch (IOException over) {
                // Then the test complains.
            }
        });
        int sent = 1;
        while (fresh.isEmpty() && sent < 500_000) {
            network.send(letter(sent++));
        }

        RawPeer.Line second = fresh.poll();
        assertTrue(second != null, "after %d messages there is no fresh connection".formatted(sent));
        toClose.add(second);
        assertTrue(second.first.contains("\r\nconnection: keep-alive\r\n"), second.first);
        network.crash();
        accepting.join();
        List<String> fates = alpha.told().stream().filter(what -> !what.startsWith("beta"))
                .map(what -> what.replaceFirst("^(handed over|lost) (m\\d+).*", "$2")).sorted().toList();
        assertEquals(IntStream.range(0, sent).mapToObj(i -> "m" + i).sorted().toList(), fates);
    }

    // ---- The ends of it

    private RawPeer.Line keptLineToAlpha(int number) throws Exception {
        RawPeer.Line line = lineToAlpha().write(fromBeta(number, true));
        assertEquals("KeepAlive\r\n\r\n", line.read().orElseThrow());
        alpha.await("received m" + number);
        return line;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does something first.
    ///
    /// @param received what to do with the id of a message that came
    /// @param handedOver what to do with the id of a message that was handed over
    private record Gated(Recorder recorder, Consumer<String> received, Consumer<String> handedOver) implements Network.Receiver {

        @Override
        public void received(Envelope envelope) {
            received.accept(envelope.id().orElseThrow());
            recorder.received(envelope);
        }

        @Override
        public void handedOver(Envelope envelope) {
            handedOver.accept(envelope.id().orElseThrow());
            recorder.handedOver(envelope);
        }

        @Override
        public void lost(Envelope envelope, String why) {
            recorder.lost(envelope, why);
        }

        @Override
        public void dropped(String from, String why, long times) {
            recorder.dropped(from, why, times);
        }

        @Override
        public void noted(Happening what) {
            recorder.noted(what);
        }

        @Override
        public void peerSeen(String peer, boolean reachable) {
            recorder.peerSeen(peer, reachable);
        }
    }
}
