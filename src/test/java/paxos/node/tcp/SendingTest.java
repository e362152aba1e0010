package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.synod.Ballot;
import paxos.synod.Message;

/// How messages are sent: in order, on which connections, and to whom nothing can be sent.
class SendingTest extends TcpFixture {

    @Test
    void messagesToOnePeerKeepTheirOrderOnOneConnection() throws Exception {
        open("beta", beta, Limits.STANDARD);
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        for (int i = 0; i < 500; i++) {
            network.send(letter(i));
        }
        beta.await("received m499");
        alpha.await("handed over m499");
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

    /// Somebody who says in beta's name the same old thing again and again gets the same answer for beta again and again.
    @Test
    void whatSaysTheSameAsOneThatWaitsDoesNotWaitAsWell() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Limits patient = new Limits(NEVER, NEVER, Duration.ofSeconds(2), NEVER, NEVER, NEVER, Duration.ZERO, 8, 3,
                Limits.Observing.STANDARD);
        Network.Open network = open("alpha", alpha, patient);
        network.send(letter(0));
        peer.acceptMessage();
        alpha.await("handed over m0");
        for (int i = 1; i <= 5; i++) {
            network.send(new Envelope("alpha", "beta", new Message.HigherBallot(new Ballot(7)), "h" + i, i));
        }
        network.send(letter(8));
        network.send(letter(8));
        String why = ": It was not sent, as one that says the same waits for beta already.";
        assertEquals(List.of("lost h2" + why, "lost h3" + why, "lost h4" + why, "lost h5" + why), alpha.told("lost"), "and m8 waits, twice");
        network.crash();
    }

    @Test
    void theQueueIsBoundedAndACrashLosesIt() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Limits patient = new Limits(NEVER, NEVER, Duration.ofSeconds(2), NEVER, NEVER, NEVER, Duration.ZERO, 8, 3,
                Limits.Observing.STANDARD);
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
}
