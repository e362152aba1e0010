package paxos.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.app.KillSoakRelay.State;

@Timeout(30)
class KillSoakRelayTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private ServerSocket target;
    private KillSoakRelay relay;

    @BeforeEach
    void open() throws IOException {
        target = new ServerSocket(0, 5, HERE);
        relay = new KillSoakRelay(ParliamentFolder.freePorts(1).getFirst(), target.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        target.close();
    }

    @Test
    void whatIsWrittenComesOutUnchangedBothWaysWhoeverSpeaksFirst() throws Exception {
        try (Socket caller = call(); Socket callee = target.accept()) {
            say(callee, "welcome");
            assertEquals("welcome", hear(caller, 7));
            byte[] much = new byte[3_000_000];
            new Random(1).nextBytes(much);
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    caller.getOutputStream().write(much);
                    caller.shutdownOutput();
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            assertArrayEquals(much, callee.getInputStream().readAllBytes());
            writer.join();
            say(callee, "thanks");
            callee.shutdownOutput();
            assertEquals("thanks", new String(caller.getInputStream().readAllBytes(), US_ASCII), "an end of one way ends not the other");
        }
        untilThereAre(0);
    }

    @Test
    void aSlowWireKeepsTheOrderAndTakesItsTimeEachWay() throws Exception {
        relay.set(new State.Passes(150, 0));
        try (Socket caller = call(); Socket callee = target.accept()) {
            long began = System.nanoTime();
            say(caller, "a");
            say(caller, "b");
            assertEquals("ab", hear(callee, 2));
            assertTrue(System.nanoTime() - began >= 150_000_000, "it came too soon");
        }
    }

    @Test
    void aSilentWireHoldsWhatIsOnItUntilItIsMended() throws Exception {
        try (Socket caller = call(); Socket callee = target.accept()) {
            relay.set(new State.Silent());
            say(caller, "late");
            say(callee, "back");
            callee.setSoTimeout(100);
            assertThrows(SocketTimeoutException.class, () -> callee.getInputStream().read());
            try (Socket second = call()) {
                say(second, "second");
                target.setSoTimeout(100);
                assertThrows(SocketTimeoutException.class, target::accept);
                relay.set(State.CLEAR);
                callee.setSoTimeout(0);
                target.setSoTimeout(0);
                assertEquals("late", hear(callee, 4));
                assertEquals("back", hear(caller, 4));
                try (Socket its = target.accept()) {
                    assertEquals("second", hear(its, 6));
                }
            }
        }
    }

    @Test
    void whatWasOnItsWayArrivesThoughItsSenderIsGone() throws Exception {
        relay.set(new State.Silent());
        try (Socket caller = call()) {
            say(caller, "from the dead");
        }
        relay.set(State.CLEAR);
        try (Socket callee = target.accept()) {
            assertEquals("from the dead", new String(callee.getInputStream().readAllBytes(), US_ASCII));
        }
    }

    @Test
    void aWireThatRefusesResetsWhatThereIsAndTakesNothingNewUntilItIsMended() throws Exception {
        try (Socket caller = call(); Socket callee = target.accept()) {
            relay.set(new State.Refuses());
            assertThrows(SocketException.class, () -> caller.getInputStream().read());
            assertThrows(SocketException.class, () -> callee.getInputStream().read());
            assertThrows(IOException.class, () -> call().close());
            assertEquals(0, relay.connections());
        }
        relay.set(State.CLEAR);
        try (Socket caller = call(); Socket callee = target.accept()) {
            say(caller, "again");
            assertEquals("again", hear(callee, 5));
        }
    }

    @Test
    void whereNobodyListensBehindItItHangsUp() throws Exception {
        target.close();
        try (Socket caller = call()) {
            assertThrows(SocketException.class, () -> caller.getInputStream().read());
        }
        untilThereAre(0);
    }

    @Test
    void itTakesNoMoreConnectionsThanItCanBear() throws Exception {
        relay.set(new State.Silent());
        List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < KillSoakRelay.MOST_CONNECTIONS; i++) {
                callers.add(call());
            }
            untilThereAre(KillSoakRelay.MOST_CONNECTIONS);
            try (Socket tooMany = call()) {
                assertThrows(SocketException.class, () -> tooMany.getInputStream().read());
            }
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    @Test
    void closingItResetsAndFreesThePort() throws Exception {
        try (Socket caller = call(); Socket callee = target.accept()) {
            relay.close();
            assertThrows(SocketException.class, () -> caller.getInputStream().read());
            assertThrows(SocketException.class, () -> callee.getInputStream().read());
        }
        new ServerSocket(relay.port(), 1, HERE).close();
    }

    private Socket call() throws IOException {
        return new Socket(HERE, relay.port());
    }

    private void untilThereAre(int connections) {
        while (relay.connections() != connections) {
            Thread.onSpinWait();
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }
}
