package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.app.Sitting.Audience;

/// What is remembered, and for whom.
class SittingTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

    @TempDir
    private Path folder;

    /// Nothing in a terminal shows what happens elsewhere; to hear of it would double a node's work.
    @Test
    void inATerminalNobodyIsObserved() {
        try (Sitting sitting = sitting(List.of("alpha"), Audience.TERMINAL)) {
            assertEquals(Set.of(), sitting.others().telemetry().keySet());
            assertSame(sitting.log(), sitting.others().whole());
            assertEquals(25_000, sitting.log().capacity());
        }
    }

    @Test
    void inWindowsAllOthersAre() {
        try (Sitting sitting = sitting(List.of("alpha"), Audience.WINDOWS)) {
            assertEquals(Set.of("beta", "gamma", "delta"), sitting.others().telemetry().keySet());
            assertEquals(200_000, sitting.log().capacity());
            assertEquals(200_000, sitting.others().whole().capacity());
        }
    }

    @Test
    void inATerminalEachWhoIsHostedHasItsShareUpToABound() {
        assertEquals(50_000, Audience.TERMINAL.eventsKept(2));
        assertEquals(200_000, Audience.TERMINAL.eventsKept(101));
        assertEquals(200_000, Audience.WINDOWS.eventsKept(1));
    }

    /// Nobody listens at these addresses, and nothing is opened.
    private Sitting sitting(List<String> hosted, Audience audience) {
        InetAddress here = InetAddress.getLoopbackAddress();
        List<Configuration.Seat> seats = IntStream.range(0, NAMES.size()).mapToObj(i -> new Configuration.Seat(NAMES.get(i),
                here.getHostAddress(), new InetSocketAddress(here, 1 + i))).toList();
        Configuration configuration = new Configuration(folder.resolve("parliament.json"), seats, Optional.empty());
        return Sitting.of(configuration, hosted, audience, folder, 0, Optional.empty(), 1);
    }
}
