package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import paxos.node.Network;
import paxos.node.Telemetry;
import paxos.node.VirtualThreads;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;

/// What an observer is shown, what observers may cost, and that the legislator never notices.
class GalleryTest extends TcpFixture {

    private static final List<String> BOTH = List.of("alpha", "beta");
    private static final TraceHeader HEADER = new TraceHeader(BOTH, "alpha", "k3");
    private static final Happening SEEN = new Happening.PeerSeen("beta", true);

    private final TraceFormat format = new TraceFormat(BOTH);
    private final EventLog log = new EventLog(InstantSource.system(), 1000);
    private final Telemetry record = new Telemetry(log, HEADER);

    private static Limits limits(Limits.Observing observing) {
        return Limits.STANDARD.withObserving(observing);
    }

    private RawPeer.Line observe(String... headers) throws IOException {
        return lineToAlpha().write("Observe\r\n%s\r\n\r\n".formatted(String.join("\r\n", headers)));
    }

    private void header(RawPeer.Line line) throws Exception {
        assertEquals(HEADER, TraceFormat.readHeader(line.readLine().orElseThrow()));
    }

    private Event event(RawPeer.Line line) throws Exception {
        Optional<String> text = line.readLine();
        while (text.filter(String::isEmpty).isPresent()) {
            text = line.readLine();
        }
        return format.read(text.orElseThrow());
    }

    /// Waits until so many observers are shown something.
    private static void awaitObservers(int number) throws IOException {
        while (VirtualThreads.named("alpha-attends") != number) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void anObserverIsShownTheHeaderThenWhatIsKeptThenWhatHappens() throws Exception {
        log.append("alpha", 1, SEEN);
        log.append("beta", 1, SEEN);
        log.append("alpha", 2, new Happening.Closed());
        openShowing(record, Limits.STANDARD);
        RawPeer.Line line = observe("sender:beta", "since:-1");
        header(line);
        assertEquals(log.from(0).get(0), event(line));
        assertEquals(log.from(0).get(2), event(line));
        log.append("beta", 2, SEEN);
        log.append("alpha", 3, SEEN);
        assertEquals(log.from(4).getFirst(), event(line));
        assertEquals(List.of(), alpha.told("dropped"), "an observer is no event");
        assertEquals(List.of(), alpha.told("received"));
    }

    @Test
    void anObserverIsShownOnlyWhatItDoesNotKnow() throws Exception {
        for (int i = 0; i < 5; i++) {
            log.append("alpha", i, SEEN);
        }
        openShowing(record, Limits.STANDARD);
        for (String since : List.of("since:3", "since:4", "since:5", "since:junk", "since:-9", "x:y")) {
            RawPeer.Line line = observe("sender:beta", since);
            header(line);
            log.append("alpha", 9, SEEN);
            long first = switch (since) {
                case "since:3" -> 4;
                // By then there is one event more.
                case "since:4" -> 5;
                case "since:5" -> 6;
                default -> 0;
            };
            assertEquals(first, event(line).number(), since);
        }
        RawPeer.Line beyond = observe("sender:beta", "since:5000000000");
        header(beyond);
        assertEquals(0, event(beyond).number());
    }

    @Test
    void whatTheLogForgotIsNotedInTheStream() throws Exception {
        EventLog small = new EventLog(InstantSource.system(), 3);
        for (int i = 0; i < 8; i++) {
            small.append("alpha", i, SEEN);
        }
        openShowing(new Telemetry(small, HEADER), Limits.STANDARD);
        RawPeer.Line line = observe("sender:beta", "since:1");
        header(line);
        Event gap = event(line);
        assertEquals(new Happening.Missed(3), gap.what());
        assertEquals(4, gap.number());
        assertEquals(5, event(line).number());
    }

    @Test
    void aThousandEventsComeWholeAndInOrder() throws Exception {
        openShowing(record, Limits.STANDARD);
        RawPeer.Line line = observe("sender:beta");
        header(line);
        String longStory = "x".repeat(1000);
        for (int i = 0; i < 1000; i++) {
            log.append("alpha", i, new Happening.Crashed(longStory, false));
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, event(line).number());
        }
    }

    @Test
    void silenceIsBrokenByAnEmptyLineAlsoWhileMuchHappensToOthers() throws Exception {
        openShowing(record, limits(Limits.Observing.STANDARD.withHeartbeat(Duration.ofMillis(50))));
        RawPeer.Line line = observe("sender:beta");
        header(line);
        assertEquals(Optional.of(""), line.readLine());
        assertEquals(Optional.of(""), line.readLine());
        Thread others = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                log.append("beta", 1, SEEN);
                LockSupport.parkNanos(1_000_000);
            }
        });
        try {
            for (int i = 0; i < 5; i++) {
                assertEquals(Optional.of(""), line.readLine());
            }
        } finally {
            others.interrupt();
            others.join();
        }
    }

    @Test
    void beforeItsTimeSilenceIsNotBroken() throws Exception {
        openShowing(record, limits(Limits.Observing.STANDARD.withHeartbeat(NEVER)));
        RawPeer.Line line = observe("sender:beta");
        header(line);
        for (int i = 0; i < 3; i++) {
            log.append("alpha", 1, SEEN);
            assertEquals(log.from(i).getFirst(), format.read(line.readLine().orElseThrow()));
        }
    }

    @Test
    void moreObserversThanSeatsAreSentHomeWithoutAWordUntilOneLeaves() throws Exception {
        openShowing(record, limits(Limits.Observing.STANDARD.withSeats(2).withHeartbeat(NEVER)));
        RawPeer.Line first = observe("sender:beta");
        header(first);
        header(observe("sender:beta"));
        assertEquals(Optional.empty(), observe("sender:beta").readLine());
        first.close();
        awaitObservers(1);
        RawPeer.Line next = observe("sender:beta");
        while (next.readLine().isEmpty()) {
            next = observe("sender:beta");
        }
        log.append("alpha", 1, SEEN);
        assertEquals(0, event(next).number());
        assertEquals(List.of(), alpha.told("dropped"));
    }

    @Test
    void observersTakeUpNoRoomOfMessengersAndAreNotSentAwayForThem() throws Exception {
        openShowing(record, Limits.STANDARD.withConnections(2));
        List<RawPeer.Line> observers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            observers.add(observe("sender:beta"));
            header(observers.getLast());
        }
        for (int i = 0; i < 2; i++) {
            RawPeer.Line kept = lineToAlpha().write(fromBeta(i, true));
            assertEquals("KeepAlive\r\n\r\n", kept.read().orElseThrow());
        }
        lineToAlpha().write(fromBeta(2, true));
        alpha.await("received m2");
        log.append("alpha", 1, SEEN);
        for (RawPeer.Line observer : observers) {
            assertEquals(0, event(observer).number());
        }
        assertEquals(List.of(), alpha.told("dropped"));
    }

    @Test
    void anObserverThatTakesNothingIsSentAwayAndNobodyWaitsForIt() throws Exception {
        openShowing(record, limits(Limits.Observing.STANDARD.withWrite(Duration.ofMillis(100))));
        RawPeer.Line slow = observe("sender:beta");
        header(slow);
        RawPeer.Line quick = observe("sender:beta");
        header(quick);
        awaitObservers(2);
        String longStory = "x".repeat(100_000);
        int quickHasSeen = 0;
        while (VirtualThreads.named("alpha-attends") == 2) {
            for (int i = 0; i < 10; i++) {
                log.append("alpha", 1, new Happening.Crashed(longStory, false));
            }
            while (quickHasSeen < log.next()) {
                assertEquals(quickHasSeen++, event(quick).number());
            }
        }
        lineToAlpha().write(fromBeta(1, false));
        alpha.await("received m1");
        log.append("alpha", 1, SEEN);
        assertEquals(quickHasSeen, event(quick).number());
        assertEquals(List.of(), alpha.told("dropped"));
    }

    @Test
    void anObserverThatIsResetIsForgottenAtOnce() throws Exception {
        openShowing(record, limits(Limits.Observing.STANDARD.withHeartbeat(NEVER)));
        RawPeer.Line line = observe("sender:beta");
        header(line);
        line.socket.setSoLinger(true, 0);
        line.close();
        awaitObservers(0);
        while (VirtualThreads.named("alpha-incoming") > 0) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void anObserverHasNothingToSay() throws Exception {
        openShowing(record, Limits.STANDARD);
        RawPeer.Line line = observe("sender:beta");
        header(line);
        line.write(fromBeta(1, true));
        assertFalse(line.end().equals("still open"));
        lineToAlpha().write(fromBeta(2, false));
        alpha.await("received m2");
        assertEquals(List.of("received m2"), alpha.told("received"));
    }

    @Test
    void whereMessagesCameFirstThereIsNoStream() throws Exception {
        openShowing(record, Limits.STANDARD);
        RawPeer.Line line = lineToAlpha().write(fromBeta(1, true));
        assertEquals("KeepAlive\r\n\r\n", line.read().orElseThrow());
        line.write(WireFormatTest.bytes("Observe", "sender:beta"));
        assertEquals(Optional.empty(), line.readLine());
        assertEquals(List.of(), alpha.told("dropped"));
    }

    @Test
    void aCrashResetsTheStreamAndLeavingClosesIt() throws Exception {
        for (boolean crash : List.of(true, false)) {
            Network.Open network = openShowing(record, Limits.STANDARD);
            RawPeer.Line line = observe("sender:beta");
            header(line);
            if (crash) {
                network.crash();
            } else {
                network.close();
            }
            assertEquals(crash ? "reset" : "closed", line.end());
            assertEquals(List.of(), VirtualThreads.beginning("alpha-"));
        }
    }

    @Test
    void aCrashDoesNotWaitForAnObserverThatTakesNothing() throws Exception {
        Network.Open network = openShowing(record, limits(Limits.Observing.STANDARD.withWrite(NEVER)));
        RawPeer.Line slow = observe("sender:beta");
        header(slow);
        for (int i = 0; i < 100; i++) {
            log.append("alpha", 1, new Happening.Crashed("x".repeat(100_000), false));
        }
        // It writes until the system takes no more.
        slow.socket.getInputStream().read();
        network.crash();
        assertEquals(List.of(), VirtualThreads.beginning("alpha-"));
    }

    @Test
    void aRecordIsShownByWhoseItIs() {
        assertThrows(IllegalArgumentException.class, () -> new TcpNetwork("beta", addresses, Optional.empty(), record));
        assertThrows(IllegalArgumentException.class, () -> new Telemetry(log, new TraceHeader(BOTH, "", "k3")));
    }
}
