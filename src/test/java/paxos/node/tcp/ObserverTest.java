package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import paxos.node.Observation;
import paxos.node.VirtualThreads;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;

/// Beta is observed, and played by hand: honest, slow, odd and hostile.
class ObserverTest extends TcpFixture {

    private static final List<String> BOTH = List.of("alpha", "beta");
    private static final TraceHeader HEADER = new TraceHeader(BOTH, "beta", "k3");

    private final TraceFormat format = new TraceFormat(BOTH);
    private final Spectator spectator = new Spectator();
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void listenToTheLog() {
        warnings.start();
        logger().addAppender(warnings);
        logger().setAdditive(false);
    }

    @AfterEach
    void leaveTheLog() {
        logger().detachAppender(warnings);
        logger().setAdditive(true);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Observer.class);
    }

    private List<String> warned() {
        return new ArrayList<>(warnings.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /// It asks again at once where it is to ask again soon, and never where it is to ask rarely.
    private static Limits.Observing eager() {
        return Limits.Observing.STANDARD.withAgain(Duration.ofMillis(1), NEVER);
    }

    private Observer observe(Limits.Observing limits) {
        return observe(limits, spectator);
    }

    private Observer observe(Limits.Observing limits, Observation observation) {
        Observer observer = Observer.open("alpha", "beta", addresses.get("beta"), BOTH, observation,
                Optional.empty(), Limits.STANDARD.withObserving(limits));
        toClose.add(observer);
        return observer;
    }

    private static String header(TraceHeader header) {
        return TraceFormat.write(header) + "\n";
    }

    private static Event event(long number) {
        return new Event(number, Instant.EPOCH.plus(number, ChronoUnit.MICROS), number, "beta",
                new Happening.PeerSeen("alpha", true));
    }

    private String lines(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(number -> format.write(event(number)) + "\n")
                .reduce("", String::concat);
    }

    private static String asks(long since) {
        return "Observe\r\nsender: alpha\r\nreceiver: beta\r\nsince: %d\r\n\r\n".formatted(since);
    }

    @Test
    void aStreamIsHandedOnAsItComesAndGoneOnWithWhereItBroke() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager());
        RawPeer.Line line = peer.accept();
        assertEquals(Optional.of(asks(-1)), line.read());
        line.write(header(HEADER) + lines(0, 3));
        spectator.awaitEvents(4);
        line.write("\n").write("\n" + lines(7, 7));
        spectator.awaitEvents(5);
        assertEquals(List.of(event(0), event(1), event(2), event(3), event(7)), spectator.events());
        spectator.awaitStates("beta CONNECTING", "beta STREAMING");

        line.write(lines(8, 8).substring(0, 20)).close();
        line = peer.accept();
        assertEquals(Optional.of(asks(7)), line.read());
        line.write(header(HEADER) + lines(8, 9));
        spectator.awaitEvents(7);
        spectator.awaitStates("beta CONNECTING", "beta STREAMING", "beta CONNECTING", "beta STREAMING");

        line.socket.setSoLinger(true, 0);
        line.close();
        assertEquals(Optional.of(asks(9)), peer.accept().read());
        assertEquals(List.of(0L, 1L, 2L, 3L, 7L, 8L, 9L), spectator.numbers());
        assertEquals(List.of(), warned());
    }

    @Test
    void aPeerThatWasBornAnewIsAskedForAllOfItsNewLife() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager());
        RawPeer.Line line = peer.accept();
        line.write(header(HEADER) + lines(0, 5));
        spectator.awaitEvents(6);
        line.close();
        RawPeer.Line again = peer.accept();
        assertEquals(Optional.of(asks(5)), again.read());
        again.write(header(new TraceHeader(BOTH, "beta", "k4")) + lines(6, 6));
        line = peer.accept();
        assertEquals(Optional.of(asks(-1)), line.read());
        line.write(header(new TraceHeader(BOTH, "beta", "k4")) + lines(0, 1));
        spectator.awaitEvents(8);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 0L, 1L), spectator.numbers());
    }

    @Test
    void aPeerThatClosesWithoutAWordHasNoTelemetryAndIsAskedRarely() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(Limits.Observing.STANDARD.withAgain(NEVER, OFTEN));
        for (int i = 0; i < 3; i++) {
            RawPeer.Line line = peer.accept();
            line.read();
            line.close();
        }
        spectator.awaitStates("beta CONNECTING", "beta NO_TELEMETRY");
        RawPeer.Line line = peer.accept();
        line.read();
        line.write(header(HEADER) + lines(0, 0));
        spectator.awaitEvents(1);
        spectator.awaitStates("beta CONNECTING", "beta NO_TELEMETRY", "beta STREAMING");
        assertEquals(List.of(), warned());
    }

    @Test
    void aPeerThatHasShownItsRecordAndClosesWithoutAWordIsTakenToLeave() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager());
        RawPeer.Line line = peer.accept();
        line.read();
        line.write(header(HEADER)).close();
        RawPeer.Line leaving = peer.accept();
        leaving.read();
        leaving.close();
        RawPeer.Line after = peer.accept();
        after.read();
        after.close();
        spectator.awaitStates("beta CONNECTING", "beta STREAMING", "beta CONNECTING", "beta UNREACHABLE",
                "beta NO_TELEMETRY");
    }

    @Test
    void aPeerThatIsNotThereIsAskedAgainAndAgain() throws Exception {
        observe(eager());
        spectator.awaitStates("beta CONNECTING", "beta UNREACHABLE");
        RawPeer peer = peer(addresses.get("beta"));
        RawPeer.Line line = peer.accept();
        line.socket.setSoLinger(true, 0);
        line.close();
        peer.accept().write(header(HEADER));
        spectator.awaitStates("beta CONNECTING", "beta UNREACHABLE", "beta STREAMING");
    }

    @Test
    void aStreamThatFallsSilentIsBroken() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager().withHeartbeat(Duration.ofMillis(30)));
        peer.accept();
        spectator.awaitStates("beta CONNECTING", "beta UNREACHABLE");
        RawPeer.Line line = peer.accept().write(header(HEADER) + lines(0, 0));
        assertEquals(Optional.of(asks(-1)), line.read());
        assertEquals("closed", line.end());
        assertEquals(Optional.of(asks(0)), peer.accept().read());
    }

    @Test
    void aPeerSpeaksOnlyForItselfAndTellsNothingTwice() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager());
        String alphas = format.write(new Event(1, Instant.EPOCH, 1, "alpha", new Happening.Closed())) + "\n";
        peer.accept().write(header(HEADER) + lines(0, 0) + alphas + alphas + lines(3, 3) + lines(2, 3)
                + "{\"what\":\"Nonsense\"}\n" + "junk\u0000\n" + header(HEADER) + lines(4, 4));
        spectator.awaitEvents(3);
        assertEquals(List.of(event(0), event(3), event(4)), spectator.events());
        String begins = "The record of beta (%s) is not taken as it is: ".formatted(Shown.address(addresses.get("beta")));
        assertEquals(List.of(begins + "it tells what happened at alpha, and speaks only for itself.",
                begins + "it tells event 2 after event 3."), warned().subList(0, 2));
        assertTrue(warned().get(2).startsWith(begins + "some of its events cannot be read: "), warned().get(2));
        assertEquals(3, warned().size(), "each is said once");
    }

    @Test
    void whatIsNoRecordOfThePeerIsNoTelemetry() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(Limits.Observing.STANDARD.withAgain(NEVER, OFTEN));
        String alphas = header(new TraceHeader(BOTH, "alpha", "k3")) + lines(0, 0);
        for (String first : List.of("HTTP/1.1 400 Bad Request\r\n", "\n", alphas)) {
            RawPeer.Line line = peer.accept();
            line.read();
            line.write(first);
            assertEquals("closed", line.end());
        }
        spectator.awaitStates("beta CONNECTING", "beta NO_TELEMETRY");
        assertEquals(List.of(), spectator.events());
        assertEquals(1, warned().size());
    }

    @Test
    void aHeaderWithOtherLegislatorsIsSaidAndAsFarAsItGoesUnderstood() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager());
        peer.accept().write(header(new TraceHeader(7, List.of("beta", "omega"), "beta", "k3")) + lines(0, 0));
        spectator.awaitEvents(1);
        assertTrue(warned().getFirst().endsWith("its legislators are others than ours: do all use the same configuration?"),
                warned().toString());
    }

    @Test
    void aLineWithoutAnEndIsNoTelemetry() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager());
        RawPeer.Line line = peer.accept();
        line.write(header(HEADER) + lines(0, 0));
        assertThrows(IOException.class, () -> {
            while (true) {
                line.write("x".repeat(100_000));
            }
        });
        spectator.awaitStates("beta CONNECTING", "beta STREAMING", "beta NO_TELEMETRY");
        assertEquals(1, warned().size());
    }

    @Test
    void aFloodIsReadNoFasterThanItMay() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        observe(eager().withRate(100_000, 1_000_000));
        String flood = lines(1, 3000);
        long began = System.nanoTime();
        peer.accept().write(header(HEADER) + flood + lines(3001, 3001));
        spectator.awaitEvents(3001);
        long millis = (System.nanoTime() - began) / 1_000_000;
        // The last read of up to 64 KiB is paid for after it was handed on.
        assertTrue(millis >= (flood.length() - 100_000 - (1 << 16)) / 1000, "%d bytes in %d ms".formatted(flood.length(), millis));
    }

    @Test
    void closingEndsItAtOnceWhateverItDoes() throws Exception {
        RawPeer peer = peer(addresses.get("beta"));
        Observer streaming = observe(eager());
        RawPeer.Line line = peer.accept().write(header(HEADER) + lines(0, 0));
        spectator.awaitEvents(1);
        streaming.close();
        assertEquals(List.of(), VirtualThreads.beginning("alpha-"));
        line.read();
        assertTrue(line.end().equals("reset") || line.end().equals("closed"));
        spectator.awaitStates("beta CONNECTING", "beta STREAMING");

        CountDownLatch reached = new CountDownLatch(1);
        Observer blocked = observe(eager(), new Observation() {
            @Override
            public void events(String of, List<Event> events) {
                reached.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void state(String of, State state) {
            }
        });
        peer.accept().write(header(HEADER) + lines(0, 0));
        reached.await();
        blocked.close();
        assertEquals(List.of(), VirtualThreads.beginning("alpha-"));

        peer.close();
        Observer pausing = observe(Limits.Observing.STANDARD.withAgain(NEVER, NEVER), new Spectator());
        pausing.close();
        assertEquals(List.of(), VirtualThreads.beginning("alpha-"));
    }

    @Test
    void whoAsksHasANameThatCanBeSent() {
        assertThrows(IllegalArgumentException.class,
                () -> Observer.open("x\r\n", "beta", addresses.get("beta"), BOTH, spectator, Optional.empty()));
    }
}
