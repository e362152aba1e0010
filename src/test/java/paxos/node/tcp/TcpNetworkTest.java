package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.node.VirtualThreads;
import paxos.synod.Ballot;
import paxos.synod.Message;

/// Connections: which are opened, which are kept, and how they end.
@Timeout(60)
class TcpNetworkTest {

    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofHours(1);

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final Recorder alpha = new Recorder();
    private final Recorder beta = new Recorder();
    private SequencedMap<String, InetSocketAddress> addresses;

    @BeforeEach
    void findPorts() throws IOException {
        addresses = Ports.addresses("alpha", "beta");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : toClose.reversed()) {
            one.close();
        }
        assertEquals(List.of(), VirtualThreads.beginning("alpha-"), "no thread is left behind");
        assertEquals(List.of(), VirtualThreads.beginning("beta-"), "no thread is left behind");
    }

    // ---- Sending

    @Test
    void messagesToOnePeerKeepTheirOrderOnOneConnection() throws Exception {
        open("beta", beta, Limits.STANDARD);
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        for (int i = 0; i < 500; i++) {
            network.send(letter(i));
        }
        beta.await("received m499");
        assertEquals(IntStream.range(0, 500).mapToObj(i -> "received m" + i).toList(), beta.told("received"));
        assertEquals(IntStream.range(0, 500).mapToObj(i -> "handed over m" + i).toList(), alpha.told("handed over"));
    }

    @Test
    void aPeerThatAnswersKeepAliveHasItsConnectionKept() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        network.send(letter(1));
        RawPeer.Line line = peer.acceptMessage();
        assertTrue(line.first.contains("\r\nconnection: keep-alive\r\n"), line.first);
        line.write(WireFormat.KEEP_ALIVE);
        network.send(letter(2));
        network.send(letter(3));

        String second = line.read().orElseThrow();
        assertTrue(second.contains("message-id: m2\r\n") && !second.contains("connection"), second);
        assertTrue(line.read().orElseThrow().contains("message-id: m3\r\n"));
        alpha.await("handed over m3");
    }

    @Test
    void toAPeerThatClosesEachMessageGoesOnItsOwnConnectionWithTheOffer() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Network.Open network = open("alpha", alpha, Limits.STANDARD.withLooks(OFTEN, NEVER));
        for (int i = 0; i < 5; i++) {
            network.send(letter(i));
            RawPeer.Line line = peer.acceptMessage();
            assertTrue(line.first.contains("message-id: m" + i + "\r\n"));
            assertTrue(line.first.contains("\r\nconnection: keep-alive\r\n"));
            line.close();
        }
        peer.server.setSoTimeout(200);
        assertThrows(SocketTimeoutException.class, peer::accept, "such a peer is looked at rarely");
    }

    @Test
    void aPeerThatSaysNothingHasNoConnectionHeldOpen() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        network.send(letter(1));
        RawPeer.Line line = peer.acceptMessage();
        assertEquals("closed", line.end());
        network.send(letter(2));
        assertTrue(peer.acceptMessage().first.contains("message-id: m2\r\n"));
    }

    @Test
    void whenAKeptConnectionEndsTheNextMessageGoesOnAFreshOne() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Network.Open network = open("alpha", alpha, Limits.STANDARD.withLooks(NEVER, NEVER));
        peer.accept().close(); // The first look.
        network.send(letter(1));
        RawPeer.Line line = peer.acceptMessage().write(WireFormat.KEEP_ALIVE);
        network.send(letter(2));
        assertTrue(line.read().orElseThrow().contains("m2"));
        line.close();
        assertEquals(Optional.empty(), peer.accept().read(), "it looks at once whether the peer is still there");

        network.send(letter(3));

        RawPeer.Line fresh = peer.acceptMessage();
        assertTrue(fresh.first.contains("message-id: m3\r\n") && fresh.first.contains("connection: keep-alive"));
    }

    @Test
    void aRestartOfThePeerIsNoticed() throws Exception {
        Network.Open first = open("beta", beta, Limits.STANDARD);
        Network.Open network = open("alpha", alpha, Limits.STANDARD.withLooks(OFTEN, OFTEN));
        network.send(letter(1));
        beta.await("received m1");
        alpha.await("beta is there");

        first.crash();
        alpha.await("beta is away");
        open("beta", beta, Limits.STANDARD);
        alpha.await("beta is there", 2);
        network.send(letter(2));

        beta.await("received m2");
        assertEquals(List.of("beta is there", "beta is away", "beta is there"), alpha.told("beta"));
    }

    /// As when a cable is pulled: nobody says goodbye on the kept connection, but no new one can be made.
    @Test
    void aPeerThatIsGoneWithoutAGoodbyeIsNoticed() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Network.Open network = open("alpha", alpha, Limits.STANDARD.withKeptLook(OFTEN));
        network.send(letter(1));
        RawPeer.Line line = peer.acceptMessage().write(WireFormat.KEEP_ALIVE);
        alpha.await("beta is there");

        peer.server.close();

        alpha.await("beta is away");
        assertEquals("closed", line.end(), "what was kept is let go of");
        network.send(letter(2));
        alpha.await("lost m2: Nobody listens on %s (beta).".formatted(Shown.address(addresses.get("beta"))));
    }

    @Test
    void whereNobodyListensTheMessageIsLostAndThePeerAway() throws Exception {
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        alpha.await("beta is away");
        network.send(letter(1));
        String place = "127.0.0.1:" + addresses.get("beta").getPort();
        alpha.await("lost m1: Nobody listens on " + place + " (beta).");
        assertEquals(1, alpha.told("beta").size(), "told once");
    }

    @Test
    void whoeverIsNobodyIsSentNothing() throws Exception {
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        network.send(new Envelope("alpha", "nobody", new Message.NextBallot(new Ballot(1)), "m1", 1));
        alpha.await("lost m1: No messenger of alpha knows a way to “nobody”.");
    }

    @Test
    void thePeerIsLookedAtWithoutAMessage() throws Exception {
        open("beta", beta, Limits.STANDARD);
        open("alpha", alpha, Limits.STANDARD.withLooks(OFTEN, OFTEN));
        alpha.await("beta is there");
        assertEquals(List.of(), beta.told("dropped"), "a look is no event");
    }

    @Test
    void theQueueIsBoundedAndACrashLosesIt() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Limits patient = new Limits(NEVER, NEVER, Duration.ofSeconds(2), NEVER, NEVER, NEVER, Duration.ZERO, 8, 3);
        Network.Open network = open("alpha", alpha, patient);
        network.send(letter(0));
        RawPeer.Line line = peer.acceptMessage();
        alpha.await("handed over m0");
        for (int i = 1; i <= 4; i++) {
            network.send(letter(i));
        }
        assertEquals(List.of("lost m4: It was not sent, as 3 messages wait for beta already."),
                alpha.told("lost"));

        network.crash();

        String why = ": alpha crashed before its messenger to beta got through.";
        assertEquals(List.of("lost m1" + why, "lost m2" + why, "lost m3" + why),
                alpha.told("lost").subList(1, alpha.told("lost").size()));
        network.send(letter(5));
        assertEquals("lost m5" + why, alpha.told().getLast());
        assertEquals("reset", line.end());
    }

    @Test
    void leavingInGoodOrderLetsTheMessengersGetThrough() throws Exception {
        open("beta", beta, Limits.STANDARD);
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        for (int i = 0; i < 50; i++) {
            network.send(letter(i));
        }
        network.close();
        beta.await("received m49");
        assertEquals(List.of(), alpha.told("lost"));
    }

    @Test
    void whateverThePeerDoesEachMessageHasOneFate() throws Exception {
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        for (int restart = 0; restart < 20; restart++) {
            Network.Open peer = open("beta", beta, Limits.STANDARD);
            for (int i = 0; i < 50; i++) {
                network.send(letter(restart * 50 + i));
            }
            peer.crash();
        }
        network.close();

        List<String> fates = alpha.told().stream().filter(what -> !what.startsWith("beta"))
                .map(what -> what.replaceFirst("^(handed over|lost) (m\\d+).*", "$2")).sorted().toList();
        assertEquals(IntStream.range(0, 1000).mapToObj(i -> "m" + i).sorted().toList(), fates);
    }

    // ---- Receiving

    @Test
    void messagesAreReadOneAfterTheOtherAlsoPipelined() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        RawPeer.Line line = lineToAlpha();
        line.write(new String(fromBeta(1, true)) + new String(fromBeta(2, false)) + new String(fromBeta(3, true)));
        alpha.await("received m3");
        assertEquals(List.of("received m1", "received m2", "received m3"), alpha.told("received"));
        line.write(fromBeta(4, false));
        alpha.await("received m4");
        line.socket.shutdownOutput();
        assertEquals("KeepAlive\r\n\r\n", line.read().orElseThrow());
        assertEquals(Optional.empty(), line.read(), "one answer is enough");
    }

    @Test
    void withoutKeepAliveThereIsOneMessageAConnection() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        RawPeer.Line line = lineToAlpha();
        line.write(fromBeta(1, false));
        assertEquals("closed", line.end());
        alpha.await("received m1");
        lineToAlpha().write(new String(fromBeta(2, false)) + new String(fromBeta(3, false)));
        alpha.await("received m2");
        lineToAlpha().write(fromBeta(4, false));
        alpha.await("received m4");
        assertEquals(List.of("received m1", "received m2", "received m4"), alpha.told("received"));
    }

    @Test
    void anUnknownMethodIsReportedAndTheConnectionGoesOn() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        RawPeer.Line line = lineToAlpha();
        line.write(WireFormatTest.bytes("Adjourn", "connection:keep-alive"));
        alpha.await("dropped: The method “Adjourn” is not known here; it was ignored.");
        line.write(fromBeta(1, false));
        alpha.await("received m1");
    }

    @Test
    void whoeverAsksForTelemetryIsSentHomeWithoutAnAlarm() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        assertEquals("closed", lineToAlpha().write(WireFormatTest.bytes("Observe", "sender:beta", "since:0")).end());
        lineToAlpha().close();
        lineToAlpha().write(fromBeta(1, false));
        alpha.await("received m1");
        assertEquals(List.of(), alpha.told("dropped"));
    }

    @Test
    void whenFullTheConnectionIdleForLongestMakesRoom() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(3));
        List<RawPeer.Line> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RawPeer.Line line = lineToAlpha().write(fromBeta(i, true));
            assertEquals("KeepAlive\r\n\r\n", line.read().orElseThrow());
            alpha.await("received m" + i);
            lines.add(line);
        }
        RawPeer.Line newcomer = lineToAlpha().write(fromBeta(7, true));
        assertEquals("KeepAlive\r\n\r\n", newcomer.read().orElseThrow());
        assertEquals("closed", lines.getFirst().end());
        lines.get(1).write(fromBeta(8, false));
        lines.get(2).write(fromBeta(9, false));
        alpha.await("received m8");
        alpha.await("received m9");
        assertEquals(List.of(), alpha.told("dropped"));
    }

    @Test
    void whenFullOfUnfinishedMessagesNewcomersAreRefusedWithAReportASecond() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(2));
        RawPeer.Line half = lineToAlpha().write("NextBallot\r\n");
        lineToAlpha();
        long began = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertEquals("closed", lineToAlpha().end());
        }
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        String refused = "dropped: alpha takes no more than 2 connections at a time; one more was refused.";
        alpha.await(refused);
        assertTrue(alpha.told(refused).size() <= 1 + seconds);
        half.write("ballot: 1\r\nsender: beta\r\nreceiver: alpha\r\nmessage-id: m1\r\n\r\n");
        alpha.await("received m1");
    }

    // ---- Ends

    @Test
    void aCrashResetsAllConnectionsAndNothingIsToldAfterwards() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        network.send(letter(1));
        RawPeer.Line out = peer.acceptMessage().write(WireFormat.KEEP_ALIVE);
        network.send(letter(2));
        out.read();
        RawPeer.Line kept = lineToAlpha().write(fromBeta(1, true));
        kept.read();
        alpha.await("received m1");
        RawPeer.Line half = lineToAlpha().write("NextBall");
        alpha.await("beta is there");

        network.crash();

        List<String> before = alpha.told();
        assertEquals("reset", out.end());
        assertEquals("reset", kept.end());
        assertEquals("reset", half.end());
        assertEquals(List.of(), VirtualThreads.beginning("alpha-"));
        assertThrows(IOException.class, this::lineToAlpha);
        network.crash();
        network.close();
        assertEquals(before, alpha.told());
    }

    @Test
    void leavingClosesConnectionsInGoodOrder() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        network.send(letter(1));
        RawPeer.Line out = peer.acceptMessage().write(WireFormat.KEEP_ALIVE);
        network.send(letter(2));
        out.read();
        RawPeer.Line kept = lineToAlpha().write(fromBeta(1, true));
        kept.read();

        network.close();

        assertEquals("closed", out.end());
        assertEquals("closed", kept.end());
        assertThrows(IOException.class, this::lineToAlpha);
        network.close();
        network.crash();
    }

    @Test
    void aCrashWakesWhoeverWaitsInTheReceiver() throws Exception {
        Blocked blocked = new Blocked();
        Network.Open network = open("alpha", blocked, Limits.STANDARD);
        lineToAlpha().write(fromBeta(1, true));
        blocked.reached.await();

        network.crash();

        assertEquals(List.of(), VirtualThreads.beginning("alpha-"));
    }

    /// A node with a full queue.
    private static final class Blocked implements Network.Receiver {

        final CountDownLatch reached = new CountDownLatch(1);

        @Override
        public void received(Envelope envelope) {
            reached.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void handedOver(Envelope envelope) {
        }

        @Override
        public void lost(Envelope envelope, String why) {
        }

        @Override
        public void dropped(String from, String why) {
        }

        @Override
        public void peerSeen(String peer, boolean reachable) {
        }
    }

    @Test
    void thePortIsFreeAgainAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            Network.Open network = open("alpha", alpha, Limits.STANDARD);
            RawPeer.Line kept = lineToAlpha().write(fromBeta(i, true));
            assertEquals("KeepAlive\r\n\r\n", kept.read().orElseThrow());
            if (i % 2 == 0) {
                network.crash();
            } else {
                network.close();
            }
        }
    }

    // ---- Addresses

    @Test
    void aPortInUseIsExplained() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        IOException failed = assertThrows(IOException.class, () -> network("alpha", Limits.STANDARD).open(alpha));
        assertTrue(failed.getMessage().matches("alpha cannot listen on 127\\.0\\.0\\.1:\\d+: (this program itself uses the port "
                + "already\\. Give|the port is in use by another program\\. End that program, or give) "
                + "alpha another port in the configuration\\."), failed.getMessage());
    }

    @Test
    void anAddressOfAnotherMachineIsExplained() {
        SequencedMap<String, InetSocketAddress> elsewhere = new LinkedHashMap<>();
        // A block kept for documentation: no machine has it.
        elsewhere.put("alpha", new InetSocketAddress("192.0.2.1", 8000));
        IOException failed = assertThrows(IOException.class, () -> new TcpNetwork("alpha", elsewhere).open(alpha));
        assertEquals("alpha cannot listen on 192.0.2.1:8000: this machine has no such address. Give alpha another address in "
                + "the configuration, or start it on the machine that has this one.", failed.getMessage());
    }

    @Test
    void itSaysWhereItListens() {
        SequencedMap<String, InetSocketAddress> two = new LinkedHashMap<>();
        two.put("alpha", new InetSocketAddress("127.0.0.1", 8000));
        two.put("beta", new InetSocketAddress("::1", 8001));
        two.put("gamma", new InetSocketAddress("2001:db8:0:0:1:0:0:1", 8002));
        assertEquals("127.0.0.1:8000", new TcpNetwork("alpha", two).address());
        assertEquals("[::1]:8001", new TcpNetwork("beta", two).address());
        assertEquals("[2001:db8::1:0:0:1]:8002", new TcpNetwork("gamma", two).address());
        assertThrows(IllegalArgumentException.class, () -> new TcpNetwork("delta", two));
    }

    @Test
    void overIpv6ItIsTheSame() throws Exception {
        addresses.replaceAll((_, address) -> new InetSocketAddress("::1", address.getPort()));
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("::1", 0));
        } catch (IOException none) {
            assumeTrue(false, "this machine has no IPv6");
        }
        open("beta", beta, Limits.STANDARD);
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        network.send(letter(1));
        network.send(letter(2));
        beta.await("received m2");
        lineToAlpha().write("junk\u0007\r\n\r\n");
        alpha.await("dropped: A message begins with a method, not with “junk\\u{7}”.");
    }

    @Test
    void onlyTheConfiguredAddressIsListenedOn() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        InetSocketAddress other = new InetSocketAddress("127.0.0.2", addresses.get("alpha").getPort());
        assertThrows(IOException.class, () -> RawPeer.Line.to(other).close());
    }

    // ---- Verbs

    private Network.Open open(String name, Network.Receiver receiver, Limits limits) throws IOException {
        Network.Open network = network(name, limits).open(receiver);
        toClose.add(network);
        return network;
    }

    private TcpNetwork network(String name, Limits limits) {
        return new TcpNetwork(name, addresses, limits);
    }

    private RawPeer peer(InetSocketAddress address) throws IOException {
        RawPeer peer = new RawPeer(address);
        toClose.add(peer);
        return peer;
    }

    private RawPeer.Line lineToAlpha() throws IOException {
        RawPeer.Line line = RawPeer.Line.to(addresses.get("alpha"));
        toClose.add(line);
        return line;
    }

    private static Envelope letter(int number) {
        return new Envelope("alpha", "beta", new Message.NextBallot(new Ballot(number)), "m" + number, number);
    }

    private static byte[] fromBeta(int number, boolean keepAlive) {
        return WireFormat.encode(new Envelope("beta", "alpha", new Message.NextBallot(new Ballot(number)), "m" + number,
                number), keepAlive);
    }
}
