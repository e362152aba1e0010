package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How messages are read, and how many connections are taken.
class ReceivingTest extends TcpFixture {

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
    void whenFullTheOldestThatBroughtNothingMakesRoomBeforeAnyThatDid() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(3));
        RawPeer.Line heard = lineToAlpha().write(fromBeta(0, true));
        assertEquals("KeepAlive\r\n\r\n", heard.read().orElseThrow());
        alpha.await("received m0");
        RawPeer.Line half = lineToAlpha().write("NextBallot\r\n");
        RawPeer.Line silent = lineToAlpha();
        RawPeer.Line newcomer = lineToAlpha().write(fromBeta(1, true));
        assertEquals("KeepAlive\r\n\r\n", newcomer.read().orElseThrow());
        assertEquals("closed", half.end(), "the oldest of those that brought nothing");
        RawPeer.Line another = lineToAlpha().write(fromBeta(2, true));
        assertEquals("KeepAlive\r\n\r\n", another.read().orElseThrow());
        assertEquals("closed", silent.end());
        heard.write(fromBeta(3, false));
        alpha.await("received m3");
        String madeRoom = "dropped: It was closed to make room, as all connections were taken and it had brought no message yet.";
        alpha.await(madeRoom, 2);
        assertEquals(List.of(madeRoom, madeRoom), alpha.told("dropped"));
    }

    /// Else strangers would keep the legislators out with words that mean nothing.
    @Test
    void whenFullWhoBroughtOnlyWhatIsNotKnownMakesRoomBeforeAnyThatBroughtAMessage() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(2));
        RawPeer.Line heard = lineToAlpha().write(fromBeta(0, true));
        assertEquals("KeepAlive\r\n\r\n", heard.read().orElseThrow());
        alpha.await("received m0");
        RawPeer.Line stranger = lineToAlpha().write(WireFormatTest.bytes("Adjourn", "connection:keep-alive"));
        assertEquals("KeepAlive\r\n\r\n", stranger.read().orElseThrow());
        alpha.await("dropped: The method “Adjourn” is not known here; it was ignored.");
        RawPeer.Line newcomer = lineToAlpha().write(fromBeta(1, true));
        assertEquals("KeepAlive\r\n\r\n", newcomer.read().orElseThrow());
        assertEquals("closed", stranger.end());
        heard.write(fromBeta(2, false));
        alpha.await("received m2");
    }

    @Test
    void amidAHundredTimesAsManyConnectionsAsItTakesAMessageStillGetsThrough() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(4));
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 100; i++) {
                lineToAlpha().write("NextBallot\r\n");
            }
            lineToAlpha().write(fromBeta(round, false));
            alpha.await("received m" + round);
        }
    }

    @Test
    void whenAllAreInTheMiddleOfAnotherMessageNewcomersAreRefused() throws Exception {
        open("alpha", alpha, Limits.STANDARD.withConnections(2));
        for (int i = 0; i < 2; i++) {
            RawPeer.Line line = lineToAlpha().write(new String(fromBeta(i, true)) + "NextBallot\r\n");
            assertEquals("KeepAlive\r\n\r\n", line.read().orElseThrow());
            alpha.await("received m" + i);
        }
        assertEquals("closed", lineToAlpha().end());
        alpha.await("dropped: alpha takes no more than 2 connections at a time; one more was refused.");
    }

    @Test
    void ofAFloodOfJunkAFewAreToldAndAllAreCounted() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        int junk = 5 * DropReports.EACH;
        long began = System.nanoTime();
        for (int i = 0; i < junk; i++) {
            assertEquals("closed", lineToAlpha().write("junk\r\n\r\n").end());
        }
        alpha.await("all of them", _ -> alpha.dropped() == junk);
        long seconds = 1 + (System.nanoTime() - began) / 1_000_000_000;
        int told = alpha.told("dropped").size();
        assertTrue(told <= DropReports.EACH + 2 * seconds, told + " in " + seconds + " s");
        assertTrue(alpha.told("dropped").stream().anyMatch(what -> what.matches(".* \\(And \\d+ more within \\d+ s\\.\\)")),
                alpha.told("dropped")::toString);
    }
}
