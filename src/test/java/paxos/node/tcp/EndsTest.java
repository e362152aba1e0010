package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.trace.Happening;
import paxos.node.VirtualThreads;

/// How a network ends: by a crash, or in good order.
class EndsTest extends TcpFixture {

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
        public void dropped(String from, String why, long times) {
        }

        @Override
        public void noted(Happening what) {
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
}
