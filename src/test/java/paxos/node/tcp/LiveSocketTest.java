package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Logs;
import paxos.node.VirtualThreads;
import paxos.trace.Happening;

/// Two hundred students at the socket of alpha, which is a live node among three. After each of them a ballot is held.
@Timeout(60)
class LiveSocketTest {

    private Chamber chamber;

    @BeforeEach
    void enter() throws Exception {
        chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "beta", "gamma");
    }

    /// So that a test need not wait ten seconds.
    private void enterAlphaInHaste() throws Exception {
        chamber.close();
        chamber = new Chamber("alpha", "beta", "gamma").enter("beta", "gamma");
        chamber.enter("alpha", Limits.STANDARD.withMessage(Duration.ofMillis(200)));
    }

    @AfterEach
    void aBallotIsDecidedAllTheSame() throws Exception {
        try {
            chamber.startBallot("alpha");
            int decree = chamber.awaitDecree("alpha");
            assertEquals(decree, chamber.awaitDecree("beta"));
            assertEquals(decree, chamber.awaitDecree("gamma"));
            assertEquals(List.of(), Logs.of(chamber.log, "alpha", Happening.Crashed.class));
        } finally {
            chamber.close();
        }
    }

    private void dropped(String why) throws InterruptedException {
        chamber.awaitDropped("alpha", why);
    }

    @Test
    void junk() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha").write("\u0007hello\r\n\r\n")) {
            line.end();
            dropped("A message begins with a method, not with “\\u{7}hello”.");
        }
    }

    @Test
    void aBrowser() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha").write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            line.end();
            dropped("A message begins with a method, not with “GET / HTTP/1.1”.");
        }
    }

    @Test
    void nineKibibytes() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha").write("NextBallot\r\nx: " + "y".repeat(9 * 1024) + "\r\n\r\n")) {
            line.end();
            dropped("A message of more than 8192 bytes; it begins with “NextBallot\\r\\nx: " + "y".repeat(45) + "…”.");
        }
    }

    @Test
    void eightKibibytesToTheByteAreTaken() throws Exception {
        String message = "HigherBallot\r\nballot: 5\r\nreceiver: alpha\r\nx: ";
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            line.write(message + "y".repeat(8192 - 4 - message.length()) + "\r\n\r\n");
            Logs.await(chamber.log, "alpha", Happening.Received.class, received -> received.from().isEmpty());
        }
    }

    @Test
    void aStreamWithoutAnEnd() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            byte[] block = "for ever and ever ".repeat(1000).getBytes(UTF_8);
            long written = 0;
            try {
                while (written < 1L << 30) {
                    line.write(block);
                    written += block.length;
                }
            } catch (IOException reset) {
                // That is what is to happen.
            }
            assertTrue(written < 1L << 30, "nobody stopped it");
            dropped("A message of more than 8192 bytes; it begins with “for ever and ever for ever and ever for ever and ever for ev…”.");
        }
    }

    @Test
    void halfAMessageAndThenSilence() throws Exception {
        enterAlphaInHaste();
        try (RawPeer.Line line = chamber.lineTo("alpha").write("NextBallot\r\nballot: ")) {
            assertEquals("closed", line.end());
            dropped("A message that was not complete after 0.2 s; it begins with “NextBallot\\r\\nballot: ”.");
        }
    }

    @Test
    void halfAMessageAndThenGone() throws Exception {
        chamber.lineTo("alpha").write("NextBallot\r\nballot: ").close();
        dropped("The connection ended in the middle of a message that begins with “NextBallot\\r\\nballot: ”.");
    }

    @Test
    void silenceFromTheBeginning() throws Exception {
        enterAlphaInHaste();
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            assertEquals("closed", line.end());
            dropped("A connection without a message for 0.2 s.");
        }
    }

    @Test
    void aByteNowAndThenDoesNotHelp() throws Exception {
        enterAlphaInHaste();
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            line.socket.setSoTimeout(20);
            String end = "still open";
            int written = 0;
            while (end.equals("still open")) {
                try {
                    line.write("x");
                    written++;
                } catch (IOException closed) {
                    break;
                }
                end = line.end();
            }
            assertTrue(written < 1000, "nobody stopped it");
            Logs.await(chamber.log, "alpha", Happening.Dropped.class, dropped -> dropped.why()
                    .startsWith("A message that was not complete after 0.2 s; it begins with “xx"));
        }
    }

    @Test
    void aGoodMessageByteByByteIsTaken() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            for (byte b : WireFormatTest.bytes("NextBallot", "ballot:1", "sender:beta", "receiver:alpha", "message-id:slow")) {
                line.write(new byte[] {b});
            }
            Logs.await(chamber.log, "alpha", Happening.Received.class, received -> received.id().equals(Optional.of("slow")));
        }
    }

    @Test
    void aStranger() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            line.write(WireFormatTest.bytes("NextBallot", "ballot:2000000000", "sender:mallory", "receiver:alpha")).end();
            dropped("NextBallot from “mallory”, who is nobody in this parliament.");
        }
    }

    @Test
    void aMessageForAnother() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            line.write(WireFormatTest.bytes("NextBallot", "ballot:2000000000", "sender:beta", "receiver:gamma")).end();
            dropped("NextBallot for “gamma”, but this is alpha: do all use the same configuration?");
        }
    }

    @Test
    void junkOnAKeptConnection() throws Exception {
        try (RawPeer.Line line = chamber.lineTo("alpha")) {
            line.write(WireFormatTest.bytes("HigherBallot", "ballot:5", "receiver:alpha", "connection:keep-alive"));
            assertEquals("KeepAlive\r\n\r\n", line.read().orElseThrow());
            line.write("LastVote\r\nsender: beta\r\n\r\n").end();
            dropped("LastVote without the header ballot.");
        }
    }

    @Test
    void anEmptyConnectionIsNoEvent() throws Exception {
        chamber.lineTo("alpha").close();
        RawPeer.Line reset = chamber.lineTo("alpha");
        reset.socket.setSoLinger(true, 0);
        reset.close();
        chamber.lineTo("alpha").write("x\r\n\r\n").close();
        dropped("The method “x” is not known here; it was ignored.");
        assertEquals(1, chamber.droppedBy("alpha").size());
    }

    @Test
    void threeHundredConnections() throws Exception {
        List<RawPeer.Line> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                crowd.add(chamber.lineTo("alpha"));
            }
            dropped("It was closed to make room, as all connections were taken and it had brought no message yet.");
            assertEquals("closed", crowd.getFirst().end(), "the oldest");
        } finally {
            for (RawPeer.Line line : crowd) {
                line.close();
            }
        }
        // Else the messages of the ballot to come might be refused as well.
        while (VirtualThreads.named("alpha-incoming") > 2) {
            LockSupport.parkNanos(10_000_000);
        }
    }
}
