package paxos.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import paxos.fault.FaultBench;
import paxos.fault.Links;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.node.Telemetry;
import paxos.node.file.DecreeView;
import paxos.node.file.FileDisk;
import paxos.node.file.LedgerView;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.Recorder;
import paxos.trace.TraceHeader;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.Palette;
import paxos.view.timeline.Timeline;

/// All that is open before a class: nodes with their files, sockets and traces, put together as the program does it, the
/// windows of some of them, and the Chamber. From any thread; JavaFX must be running.
final class Classroom implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final LeapingClock clock = new LeapingClock();
    private final EventLog log;
    private final House house;
    private final Recorder recorder;
    private final Shared shared;
    private final List<NodeWindow> windows = new ArrayList<>();
    private final List<Timeline> timelines = new ArrayList<>();
    private ChamberWindow chamber;
    private final Frames frames = new Frames();
    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final AtomicLong missed = new AtomicLong();

    /// Opens it all, and waits until all nodes are in the chamber.
    ///
    /// @param names how the legislators are called
    /// @param shown how many of them have a window
    /// @param kept  how many events are kept
    /// @param seed  where the pauses of those who were outbid begin
    Classroom(List<String> names, int shown, int kept, long seed) throws IOException {
        folder = Files.createTempDirectory("classroom");
        Parliament parliament = new Parliament(names);
        SequencedMap<String, InetSocketAddress> addresses = freeAddresses(names);
        log = new EventLog(clock, kept);
        SplittableRandom seeds = new SplittableRandom(seed);
        List<HostedNode> nodes = new ArrayList<>();
        Links links = new Links(parliament, Set.copyOf(names), seeds.nextInt(1_000_000), (name, what) -> nodes.stream()
                .map(HostedNode::node).filter(node -> node.name().equals(name)).forEach(node -> node.note(new Happening.Intervened(what))));
        Map<String, Path> traces = new LinkedHashMap<>();
        for (String name : names) {
            Telemetry record = new Telemetry(log, new TraceHeader(parliament.legislators(), name, log.born()));
            RandomGenerator chance = seeds.split();
            FaultBench bench = new FaultBench(parliament, name, new FileDisk(folder, name),
                    new TcpNetwork(name, addresses, Optional.empty(), record), links, 0, walk -> Pauses.random(chance, walk), log);
            Path own = folder.resolve(name);
            nodes.add(new HostedNode(bench, own, () -> DecreeView.read(own)));
            traces.put(name, trace(name));
        }
        SequencedMap<String, String> places = new LinkedHashMap<>();
        addresses.forEach((name, address) -> places.put(name, "127.0.0.1:" + address.getPort()));
        house = new House(parliament, places, log, nodes, Optional.empty(), log, Map::of, TcpNetwork::text,
                name -> LedgerView.read(folder.resolve(name)), Optional.empty());
        recorder = Recorder.start(log, names, traces);
        shared = onFx(() -> Shared.of(house, new Appearance(), () -> { }));
        chamber = onFx(() -> {
            Platform.setImplicitExit(false);
            Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
            shared.chronicle().tell(event -> {
                if (event.what() instanceof Happening.Missed) {
                    missed.incrementAndGet();
                }
            });
            nodes.stream().limit(shown).forEach(this::openWindow);
            timelines.add(shared.chronicle().whole());
            windows.forEach(window -> timelines.add(shared.chronicle().of(window.model().name())));
            frames.start();
            return openChamber();
        });
        for (HostedNode each : nodes) {
            join(each.node().open());
        }
    }

    private void openWindow(HostedNode hosted) {
        Stage stage = new Stage();
        windows.add(new NodeWindow(stage, hosted, shared, clock));
        show(stage, windows.size() % 2, windows.size() / 2 % 2);
    }

    private ChamberWindow openChamber() {
        TimelinePanel timeline = new TimelinePanel(shared.chronicle().whole(), Optional.empty(), shared.focus(),
                new Palette(house.parliament()), shared.walk(), shared.details(), shared.chronicle(), clock);
        timeline.showTelemetry(house.telemetry());
        timeline.onMessageMenu(shared.heldMenu(timeline));
        ChamberWindow opened = ChamberWindow.live(new Stage(), shared, timeline);
        show(opened.stage(), 0, 0);
        return opened;
    }

    private static void show(Stage stage, int column, int row) {
        stage.setWidth(960);
        stage.setHeight(540);
        stage.setX(40 * column);
        stage.setY(40 * row);
        stage.show();
    }

    /// Below the range from which the system takes the ports of those who call: a node that is away must find its port free.
    private static SequencedMap<String, InetSocketAddress> freeAddresses(List<String> names) throws IOException {
        SequencedMap<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        for (int tries = 0; addresses.size() < names.size(); tries++) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", ThreadLocalRandom.current().nextInt(10_000, 32_000));
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(address);
                if (!addresses.containsValue(address)) {
                    addresses.put(names.get(addresses.size()), address);
                }
            } catch (IOException taken) {
                if (tries > 1000) {
                    throw taken;
                }
            }
        }
        return addresses;
    }

    // ---- What is in the room

    Path folder() {
        return folder;
    }

    /// Where the trace of a legislator is.
    Path trace(String name) {
        return folder.resolve(name).resolve("trace.jsonl");
    }

    LeapingClock clock() {
        return clock;
    }

    EventLog log() {
        return log;
    }

    House house() {
        return house;
    }

    Shared shared() {
        return shared;
    }

    /// All that can be shown: of the whole parliament, and of what each knows who has a window. For JavaFX's thread.
    List<Timeline> timelines() {
        return timelines;
    }

    List<NodeWindow> windows() {
        return windows;
    }

    ChamberWindow chamber() {
        return chamber;
    }

    /// Closes the Chamber, and opens another.
    ///
    /// @return the one that was closed
    ChamberWindow reopenChamber() {
        return onFx(() -> {
            ChamberWindow before = chamber;
            before.dispose();
            before.stage().close();
            chamber = openChamber();
            return before;
        });
    }

    Frames frames() {
        return frames;
    }

    List<Node> nodes() {
        return house.hosted().stream().map(HostedNode::node).toList();
    }

    /// How many events the timeline was told it missed; none, as long as the windows keep up.
    long missed() {
        return missed.get();
    }

    /// What was thrown on JavaFX's thread and caught by nobody.
    List<Throwable> uncaught() {
        return List.copyOf(uncaught);
    }

    // ---- Waiting

    /// Waits until the windows show all that has happened up to now.
    void awaitShown() {
        long reached = log.next();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (onFx(() -> shared.chronicle().whole().events()) < reached) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The windows do not keep up: %d events are not shown yet.".formatted(
                        reached - onFx(() -> shared.chronicle().whole().events())));
            }
            awaitFrame();
        }
        awaitFrame();
    }

    /// Waits until one more frame was shown.
    void awaitFrame() {
        CountDownLatch shown = new CountDownLatch(2);
        onFx(() -> {
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    shown.countDown();
                    if (shown.getCount() == 0) {
                        stop();
                    }
                }
            }.start();
            return true;
        });
        try {
            if (!shown.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("No frames are shown.");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// Does it on JavaFX's thread, and waits for it.
    static <T> T onFx(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception | Error failed) {
                // Whoever asked must not wait for ever.
                answer.completeExceptionally(failed);
            }
        });
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("JavaFX's thread did not answer.", failed);
        }
    }

    static void join(CompletableFuture<Void> done) {
        try {
            done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("A node did not do it.", failed);
        }
    }

    /// Closes the windows, lets the nodes leave, ends the traces and removes all files.
    @Override
    public void close() throws IOException {
        onFx(() -> {
            frames.stop();
            windows.forEach(window -> {
                window.dispose();
                window.stage().close();
            });
            chamber.dispose();
            chamber.stage().close();
            return true;
        });
        nodes().forEach(Node::close);
        recorder.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// How long a file is, in bytes; 0 where there is none.
    static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // ---- Time

    /// A clock that goes on as any does, and can leap forward: so hours in which little happens pass in no time.
    static final class LeapingClock implements InstantSource {

        private final Instant start = Instant.now();
        private final long started = System.nanoTime();
        private long leapt;

        @Override
        public synchronized Instant instant() {
            return start.plusNanos(System.nanoTime() - started + leapt);
        }

        /// What time has passed for those who go by it.
        Duration passed() {
            return Duration.between(start, instant());
        }

        /// Goes on from this time, if it is not there yet.
        synchronized void leapTo(Duration time) {
            leapt += Math.max(0, time.minus(passed()).toNanos());
        }
    }

    /// Counts frames. All but the counts is for JavaFX's thread.
    static final class Frames extends AnimationTimer {

        private final AtomicLong count = new AtomicLong();
        private final AtomicLong longest = new AtomicLong();
        private long last;

        @Override
        public void handle(long now) {
            if (last > 0) {
                longest.accumulateAndGet(now - last, Math::max);
            }
            last = now;
            count.incrementAndGet();
        }

        /// How many were shown so far.
        long count() {
            return count.get();
        }

        /// The longest time between two of them since this was last asked, in milliseconds.
        long longestMillis() {
            return longest.getAndSet(0) / 1_000_000;
        }
    }
}
