package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.fault.Delay;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.node.Node;
import paxos.node.Observation.State;
import paxos.node.Pauses;
import paxos.node.Telemetry;
import paxos.node.VirtualThreads;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Ballot;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Several programs with nodes on real sockets; each sees what happens at all of them.
@Timeout(60)
class ObservatoryTest {

    private static final int KEPT = 100_000;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private Configuration configuration;

    @BeforeEach
    void configure() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        List<Configuration.Seat> seats = new ArrayList<>();
        for (String name : List.of("alpha", "beta", "gamma", "delta")) {
            ServerSocket socket = new ServerSocket();
            held.add(socket);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            seats.add(new Configuration.Seat(name, "127.0.0.1", new InetSocketAddress("127.0.0.1", socket.getLocalPort())));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        configuration = new Configuration(Path.of("four.json"), seats, Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : toClose.reversed()) {
            one.close();
        }
        assertEquals(List.of(), VirtualThreads.beginning("observatory"));
        assertEquals(List.of(), VirtualThreads.beginning("alpha-observes"));
        assertEquals(List.of(), VirtualThreads.beginning("chamber-"));
    }

    /// A program that hosts some of the nodes, and its observatory. Times are told by a clock of its own.
    private final class Hall {

        final EventLog log;
        final List<String> names;
        final Map<String, Node> nodes = new HashMap<>();
        final Observatory observatory;

        Hall(int secondsAhead, boolean hasTelemetry, String... names) throws Exception {
            this.names = List.of(names);
            log = new EventLog(() -> InstantSource.system().instant().plusSeconds(secondsAhead), KEPT);
            for (String name : names) {
                TcpNetwork network = hasTelemetry
                        ? new TcpNetwork(name, configuration.addresses(), Optional.empty(), new Telemetry(log, configuration.names(), name))
                        : new TcpNetwork(name, configuration.addresses());
                Node node = new Node(new Legislator(configuration.parliament(), name), new MemoryDisk(), new Delay(network, 5),
                        Pauses.random(new Random(1), () -> 5), log);
                toClose.add(node);
                nodes.put(name, node);
                done(node.open());
            }
            observatory = open(log, this.names);
        }

        void startBallot(String name) throws Exception {
            done(nodes.get(name).propose(Optional.empty()));
        }

        List<Event> record(String name) {
            return of(log, name);
        }
    }

    /// One that is patient, so that a busy machine does not upset its order.
    private Observatory open(EventLog log, List<String> hosted) {
        Observatory observatory = Observatory.open(configuration, log, hosted, KEPT, Logs.PATIENCE);
        toClose.add(observatory);
        return observatory;
    }

    private static void done(Future<?> future) throws Exception {
        future.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<Event> of(EventLog log, String name) {
        return all(log).stream().filter(event -> event.node().equals(name)).toList();
    }

    private static List<Event> all(EventLog log) {
        List<Event> all = new ArrayList<>();
        for (List<Event> some = log.from(0); !some.isEmpty(); some = log.from(some.getLast().number() + 1)) {
            all.addAll(some);
        }
        return all;
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited for " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// But for the numbers, which are each log's own.
    private static List<Event> numberless(List<Event> events) {
        return events.stream().map(event -> new Event(0, event.at(), event.lamport(), event.node(), event.what())).toList();
    }

    /// Waits until a whole holds these programs' records, each as it is there.
    private static void awaitWhole(EventLog whole, Hall... halls) {
        for (Hall hall : halls) {
            for (String name : hall.names) {
                await(() -> numberless(of(whole, name)).equals(numberless(hall.record(name))), "all of " + name);
            }
        }
        assertNothingBeforeItsCause(all(whole));
    }

    private static void assertNothingBeforeItsCause(List<Event> events) {
        Set<List<String>> sent = new HashSet<>();
        for (Event event : events) {
            if (event.what() instanceof Happening.Sent message) {
                assertTrue(sent.add(List.of(event.node(), message.id())));
            } else if (event.what() instanceof Happening.Received(var from, var id, _)) {
                assertTrue(sent.contains(List.of(from.orElseThrow(), id.orElseThrow())), event::toString);
            }
        }
    }

    private static void awaitDecree(Hall hall, String... names) throws InterruptedException {
        for (String name : names) {
            Logs.await(hall.log, name, Happening.Wrote.class, wrote -> wrote.after().decree().isPresent());
        }
    }

    @Test
    void everyProgramSeesTheSameWholeWhateverItHosts() throws Exception {
        Hall here = new Hall(0, true, "alpha", "beta");
        Hall there = new Hall(-90, true, "gamma", "delta");
        Observatory chamber = open(new EventLog(InstantSource.system(), 10), List.of());
        assertEquals(configuration.names(), List.copyOf(chamber.telemetry().keySet()), "from the beginning");
        for (Hall hall : List.of(here, there)) {
            await(() -> hall.observatory.telemetry().values().stream().allMatch(State.STREAMING::equals), "streams");
        }
        assertEquals(List.of("gamma", "delta"), List.copyOf(here.observatory.telemetry().keySet()));
        await(() -> chamber.telemetry().values().stream().allMatch(State.STREAMING::equals), "streams");

        here.startBallot("alpha");
        awaitDecree(here, "alpha", "beta");
        awaitDecree(there, "gamma", "delta");
        awaitWhole(here.observatory.whole(), here, there);
        done(there.nodes.get("gamma").crash());
        here.startBallot("beta");
        await(() -> here.observatory.telemetry().get("gamma") == State.UNREACHABLE, "the crash to show");
        done(there.nodes.get("gamma").open());
        for (int i = 0; i < 5; i++) {
            there.startBallot("gamma");
            here.startBallot("alpha");
        }

        for (Observatory observatory : List.of(here.observatory, there.observatory, chamber)) {
            awaitWhole(observatory.whole(), here, there);
        }
    }

    @Test
    void whatOthersReceivedWaitsForWhoSentItHere() throws Exception {
        Hall there = new Hall(0, true, "gamma", "delta");
        EventLog log = new EventLog(InstantSource.system(), KEPT);
        EventLog whole = open(log, List.of("alpha")).whole();
        Message message = new Message.NextBallot(new Ballot(0));
        Happening received = new Happening.Received(Optional.of("alpha"), Optional.of("m"), message);
        Happening later = new Happening.PeerSeen("gamma", true);
        there.log.append("gamma", 2, received);
        there.log.append("delta", 3, later);
        await(() -> all(whole).stream().map(Event::what).anyMatch(later::equals), "what waits for nothing");
        Happening sent = new Happening.Sent("m", "gamma", message);
        log.append("alpha", 1, sent);
        await(() -> all(whole).stream().map(Event::what).anyMatch(received::equals), "what was received");
        assertEquals(List.of(sent, received), all(whole).stream().map(Event::what)
                .filter(what -> what.equals(sent) || what.equals(received)).toList());
    }

    @Test
    void whatWaitsInVainGoesOnAfterAWhileAlsoWhereNothingElseHappens() throws Exception {
        Hall there = new Hall(0, true, "gamma", "delta");
        Observatory observatory = Observatory.open(configuration, new EventLog(InstantSource.system(), 10), List.of("alpha"), KEPT,
                Duration.ofMillis(500));
        toClose.add(observatory);
        await(() -> observatory.telemetry().get("beta") == State.UNREACHABLE, "quiet");
        Happening received = new Happening.Received(Optional.of("alpha"), Optional.of("m"), new Message.NextBallot(new Ballot(0)));
        there.log.append("gamma", 2, received);
        await(() -> all(observatory.whole()).stream().map(Event::what).anyMatch(received::equals), "what was received");
    }

    @Test
    void whoComesLateIsToldWhatWasBefore() throws Exception {
        Hall here = new Hall(0, true, "alpha", "beta", "gamma");
        here.startBallot("alpha");
        awaitDecree(here, "beta");
        Hall late = new Hall(300, true, "delta");
        here.startBallot("alpha");
        awaitDecree(late, "delta");
        awaitWhole(late.observatory.whole(), here, late);
    }

    @Test
    void whoHasNoTelemetryOrIsNotThereIsShownAsSuchAndHoldsNothingUp() throws Exception {
        Hall here = new Hall(0, true, "alpha", "beta");
        Hall mute = new Hall(0, false, "gamma");
        await(() -> here.observatory.telemetry().equals(Map.of("gamma", State.NO_TELEMETRY, "delta", State.UNREACHABLE)),
                "what cannot be seen");
        mute.startBallot("gamma");
        awaitDecree(here, "alpha", "beta");
        for (String name : here.names) {
            await(() -> numberless(of(here.observatory.whole(), name)).equals(numberless(here.record(name))), "all of " + name);
        }
        assertEquals(List.of(), of(here.observatory.whole(), "gamma"));
    }

    @Test
    void whereAllAreHostedHereTheOneLogIsTheWhole() throws Exception {
        Hall all = new Hall(0, true, "alpha", "beta", "gamma", "delta");
        assertSame(all.log, all.observatory.whole());
        assertEquals(Map.of(), all.observatory.telemetry());
        assertEquals(List.of(), VirtualThreads.beginning("observatory"));
    }

    @Test
    void whatTheLogOfThisProgramForgotIsNoted() throws Exception {
        EventLog small = new EventLog(InstantSource.system(), 3);
        for (int i = 0; i < 5; i++) {
            small.append("alpha", i, new Happening.Forgot());
        }
        small.append("a stranger", 9, new Happening.Forgot());
        Observatory observatory = open(small, List.of("alpha"));
        await(() -> all(observatory.whole()).size() == 3, "three events");
        assertEquals(List.of(new Happening.Missed(3), new Happening.Forgot(), new Happening.Forgot()),
                all(observatory.whole()).stream().map(Event::what).toList());
    }

    @Test
    void itClosesAlsoWhileMuchComesIn() throws Exception {
        Hall here = new Hall(0, true, "alpha", "beta");
        Hall there = new Hall(0, true, "gamma", "delta");
        for (int i = 0; i < 50_000; i++) {
            there.log.append("gamma", i, new Happening.PeerSeen("alpha", true));
        }
        await(() -> here.observatory.whole().next() > 100, "a beginning");
        here.observatory.close();
        assertEquals(List.of(), VirtualThreads.beginning("observatory-merges").stream().skip(1).toList(), "but for the other's");
        assertFalse(VirtualThreads.beginning("gamma-").isEmpty());
        assertEquals(List.of(), VirtualThreads.beginning("alpha-observes"));
    }
}
