package paxos.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import paxos.fault.FaultBench;
import paxos.fault.Links;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.node.Telemetry;
import paxos.node.file.DecreeView;
import paxos.node.file.FileDisk;
import paxos.node.file.LedgerView;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Decree;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.Recorder;
import paxos.trace.TraceHeader;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.NodeActions;

/// The nodes that this process hosts, put together from their parts, and all of them opened and closed together.
///
/// @param house    what the windows see of it
/// @param recorder keeps the trace of each
/// @param others   observes those who are not hosted here, where they are shown
record Sitting(House house, Recorder recorder, Observatory others) implements AutoCloseable {

    /// How many events are kept where there are windows, of each log; the latest.
    static final int EVENTS_KEPT = 200_000;
    /// How many are kept in a terminal for each who is hosted there. At the pace of a class it is a day.
    private static final int EVENTS_KEPT_OF_EACH = 25_000;

    /// Who is shown what happens here: for whom events are kept, and whose.
    enum Audience {
        /// Windows, with the timeline of the whole parliament.
        WINDOWS,
        /// A terminal. It is told of those who are hosted here, at once, and never of others; but whoever observes them from
        /// elsewhere may come late.
        TERMINAL;

        /// How many events are kept in a process that hosts so many.
        int eventsKept(int hosted) {
            return switch (this) {
                case WINDOWS -> EVENTS_KEPT;
                case TERMINAL -> Math.min(EVENTS_KEPT, EVENTS_KEPT_OF_EACH * hosted);
            };
        }
    }

    /// Puts the nodes together; none of them is open yet, but where there are windows, the others are observed from now on.
    ///
    /// @param configuration the parliament
    /// @param names         who is hosted here
    /// @param audience      who is shown what happens
    /// @param data          the folder of the parliament
    /// @param delayMillis   how long messengers walk at first
    /// @param wish          the decree wished for, where none is said with a ballot
    /// @param seed          where the pauses of those who were outbid begin
    static Sitting of(Configuration configuration, List<String> names, Audience audience, Path data, int delayMillis,
            Optional<Decree> wish, long seed) {
        Parliament parliament = configuration.parliament();
        EventLog log = new EventLog(InstantSource.system(), audience.eventsKept(names.size()));
        SplittableRandom seeds = new SplittableRandom(seed);
        List<HostedNode> hosted = new ArrayList<>();
        Map<String, Path> traces = new HashMap<>();
        Links links = new Links(parliament, Set.copyOf(names), seeds.nextInt(1_000_000),
                (name, what) -> noted(hosted, name, new Happening.Intervened(what)));
        for (String name : names) {
            Telemetry record = new Telemetry(log, new TraceHeader(parliament.legislators(), name, log.born()));
            RandomGenerator chance = seeds.split();
            FaultBench bench = new FaultBench(parliament, name, new FileDisk(data, name),
                    new TcpNetwork(name, configuration.addresses(), configuration.secret(), record), links, delayMillis,
                    walk -> Pauses.random(chance, walk), log);
            Path folder = data.resolve(name);
            hosted.add(new HostedNode(bench, folder, () -> DecreeView.read(folder)));
            traces.put(name, trace(folder));
        }
        Observatory others = switch (audience) {
            case WINDOWS -> Observatory.open(configuration, log, names, EVENTS_KEPT);
            case TERMINAL -> Observatory.closed(log);
        };
        House house = new House(parliament, configuration.shownAddresses(), log, hosted, wish, others.whole(), others::telemetry,
                TcpNetwork::text, name -> LedgerView.read(data.resolve(name)), configuration.openDoors(names));
        return new Sitting(house, Recorder.start(log, parliament.legislators(), traces), others);
    }

    private static void noted(List<HostedNode> hosted, String name, Happening what) {
        hosted.stream().map(HostedNode::node).filter(node -> node.name().equals(name)).forEach(node -> node.note(what));
    }

    /// Where the trace is of the legislator who has this folder.
    static Path trace(Path folder) {
        return folder.resolve("trace.jsonl");
    }

    /// What happens here.
    EventLog log() {
        return house.log();
    }

    /// Who is hosted here.
    List<String> names() {
        return house.hosted().stream().map(hosted -> hosted.node().name()).toList();
    }

    /// The node of this name.
    Node node(String name) {
        return house.hosted().stream().map(HostedNode::node).filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    /// Opens these nodes, all at once, and waits for them.
    ///
    /// @throws Failure with a sentence for each that could not be opened
    void open(List<String> names) throws Failure {
        List<CompletableFuture<Void>> openings = names.stream().map(name -> node(name).open()).toList();
        List<String> complaints = new ArrayList<>();
        for (CompletableFuture<Void> opening : openings) {
            try {
                opening.join();
            } catch (CompletionException failed) {
                complaints.add(NodeActions.sentence(failed));
            }
        }
        if (!complaints.isEmpty()) {
            throw new Failure(String.join(System.lineSeparator(), complaints));
        }
    }

    /// Starts a ballot at the first of the nodes that is open.
    ///
    /// @return fails where none is
    CompletableFuture<Void> proposeAtFirstOpen(Optional<Decree> wish) {
        List<HostedNode> hosted = house.hosted();
        CompletableFuture<Void> result = hosted.getFirst().node().propose(wish.or(house::wish));
        for (HostedNode next : hosted.subList(1, hosted.size())) {
            result = result.exceptionallyCompose(_ -> next.node().propose(wish.or(house::wish)));
        }
        return result;
    }

    /// Lets all nodes leave in good order, at the same time, and records that they did.
    @Override
    public void close() {
        List<Thread> leaving = house.hosted().stream().map(hosted -> Thread.startVirtualThread(hosted.node()::close)).toList();
        for (Thread thread : leaving) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        recorder.close();
        others.close();
    }
}
