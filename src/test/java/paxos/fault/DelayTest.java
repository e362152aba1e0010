package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Envelope;
import paxos.node.Logs;
import paxos.node.Network;
import paxos.trace.Happening;
import paxos.node.VirtualThreads;
import paxos.synod.Ballot;
import paxos.synod.Message;

/// Messengers walk as long as the slider says when they set out.
@Timeout(60)
class DelayTest {

    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private final List<String> told = new ArrayList<>();
    private final List<Network.Open> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        open.forEach(Network.Open::close);
        assertEquals(List.of(), VirtualThreads.beginning("messengers-of-"), "no thread is left behind");
    }

    @Test
    void withNoWalkAMessageGoesStraightThrough() throws IOException {
        Network.Open network = open(new Delay(inner, 0));
        network.send(letter(1));
        assertEquals(List.of("m1"), List.copyOf(sent));
    }

    @Test
    void aMessengerWalksForAsLongAsItWasTold() throws Exception {
        Network.Open network = open(new Delay(inner, 80));
        long began = System.nanoTime();
        network.send(letter(1));
        assertEquals("m1", next());
        assertTrue(System.nanoTime() - began >= 80_000_000);
    }

    @Test
    void equalWalksArriveInTheOrderInWhichTheySetOut() throws Exception {
        Network.Open network = open(new Delay(inner, 5));
        for (int i = 0; i < 1000; i++) {
            network.send(letter(i));
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals("m" + i, next());
        }
    }

    @Test
    void thoseOnTheirWayKeepTheirTimeWhenTheSliderMoves() throws Exception {
        Delay delay = new Delay(inner, Delay.LONGEST_MILLIS);
        Network.Open network = open(delay);
        network.send(letter(1));
        delay.setMillis(5);
        assertEquals(5, delay.millis());
        network.send(letter(2));
        assertEquals("m2", next(), "the shorter walk overtakes");
        delay.setMillis(0);
        network.send(letter(3));
        assertEquals("m3", next());

        network.crash();

        assertEquals(List.of("m1: alpha crashed while its messenger to beta was on its way"), told);
    }

    @Test
    void aCrashLosesThoseOnTheirWayInTheOrderInWhichTheySetOut() throws Exception {
        Delay delay = new Delay(inner, 9_000);
        Network.Open network = open(delay);
        network.send(letter(1));
        delay.setMillis(8_000);
        network.send(letter(2));

        network.crash();
        network.send(letter(3));
        delay.setMillis(0);
        network.send(letter(4));
        network.crash();
        network.close();

        String why = ": alpha crashed while its messenger to beta was on its way";
        assertEquals(List.of("m1" + why, "m2" + why), told);
        assertEquals(List.of("crash", "m3", "m4", "crash", "close"), List.copyOf(sent), "what comes too late is for the one behind");
        assertEquals(List.of(), VirtualThreads.beginning("messengers-of-"));
    }

    @Test
    void whoLeavesTakesItsMessengersAlong() throws Exception {
        Network.Open network = open(new Delay(inner, 9_000));
        network.send(letter(1));
        network.close();
        assertEquals(List.of("m1: alpha left while its messenger to beta was on its way"), told);
        assertEquals(List.of("close"), List.copyOf(sent));
    }

    @Test
    void onlySoManyAreOnTheirWay() throws Exception {
        Network.Open network = open(new Delay(inner, 10_000));
        IntStream.rangeClosed(1, Delay.MOST_ON_THEIR_WAY + 1).forEach(i -> network.send(letter(i)));
        assertEquals(List.of("m10001: It was not sent, as 10000 messengers are on their way already; this one was to go to beta"), told);
        network.crash();
        assertEquals(Delay.MOST_ON_THEIR_WAY + 1, told.size());
    }

    @Test
    void theWalkHasItsBounds() {
        Delay delay = new Delay(inner, 3);
        for (int bad : new int[] {-1, Delay.LONGEST_MILLIS + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> new Delay(inner, bad));
            assertThrows(IllegalArgumentException.class, () -> delay.setMillis(bad));
        }
        assertEquals(3, delay.millis());
        assertEquals("here", delay.address());
    }

    private String next() throws InterruptedException {
        return sent.poll(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Network.Open open(Delay delay) throws IOException {
        Network.Open network = delay.open(receiver);
        open.add(network);
        return network;
    }

    private static Envelope letter(int number) {
        return new Envelope("alpha", "beta", new Message.NextBallot(new Ballot(number)), "m" + number, number);
    }

    private final Network inner = new Network() {
        @Override
        public String address() {
            return "here";
        }

        @Override
        public Open open(Receiver told) {
            return new Open() {
                @Override
                public void send(Envelope envelope) {
                    sent.add(envelope.id().orElseThrow());
                }

                @Override
                public void crash() {
                    sent.add("crash");
                }

                @Override
                public void close() {
                    sent.add("close");
                }
            };
        }
    };

    private final Network.Receiver receiver = new Network.Receiver() {
        @Override
        public void received(Envelope envelope) {
            throw new AssertionError();
        }

        @Override
        public void handedOver(Envelope envelope) {
            throw new AssertionError();
        }

        @Override
        public void lost(Envelope envelope, String why) {
            told.add(envelope.id().orElseThrow() + ": " + why.substring(0, why.length() - 1));
        }

        @Override
        public void dropped(String from, String why, long times) {
            throw new AssertionError();
        }

        @Override
        public void noted(Happening what) {
            throw new AssertionError();
        }

        @Override
        public void peerSeen(String peer, boolean reachable) {
            throw new AssertionError();
        }
    };
}
