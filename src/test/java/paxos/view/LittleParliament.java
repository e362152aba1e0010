package paxos.view;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import paxos.fault.FaultBench;
import paxos.fault.Links;
import paxos.node.Disk;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.node.Node;
import paxos.node.file.DecreeView;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.EventLog;

/// A parliament of real nodes in this process. Its messengers need no sockets: they arrive at once, unless a test holds
/// them back or loses them.
public final class LittleParliament implements AutoCloseable {

    private final House house;
    private final Post post = new Post();

    /// @param names  all legislators
    /// @param seated those whose nodes are in this process; none of them is open yet
    /// @param disk   gives each its disk
    /// @param folder where each has its files, if any
    public LittleParliament(List<String> names, List<String> seated, Function<String, Disk> disk, Path folder) {
        Parliament parliament = new Parliament(names);
        EventLog log = new EventLog(InstantSource.system(), 100_000);
        SequencedMap<String, String> addresses = new LinkedHashMap<>();
        List<HostedNode> hosted = new ArrayList<>();
        Links links = new Links(parliament, Set.copyOf(seated), 1, (_, _) -> { });
        for (String name : names) {
            String address = "127.0.0.1:" + (8000 + names.indexOf(name));
            addresses.put(name, address);
            if (seated.contains(name)) {
                // Whoever is outbid stays so: a test decides who tries again.
                FaultBench bench = new FaultBench(parliament, name, disk.apply(name), post.networkOf(name, address), links, 0,
                        _ -> _ -> Duration.ofHours(1), log);
                Path files = folder.resolve(name);
                hosted.add(new HostedNode(bench, files, () -> DecreeView.read(files)));
            }
        }
        house = new House(parliament, addresses, log, hosted, Optional.empty());
    }

    /// What windows see of it.
    public House house() {
        return house;
    }

    /// What happens in it.
    public EventLog log() {
        return house.log();
    }

    /// The legislator of this name, with what a window can do to it.
    public HostedNode hosted(String name) {
        return house.hosted().stream().filter(each -> each.node().name().equals(name)).findFirst().orElseThrow();
    }

    /// The node of this name.
    public Node node(String name) {
        return hosted(name).node();
    }

    /// Opens these nodes and waits until they are open.
    public void open(String... names) {
        CompletableFuture.allOf(List.of(names).stream().map(name -> node(name).open()).toArray(CompletableFuture[]::new)).join();
    }

    /// Opens all nodes and waits until they are open.
    public void openAll() {
        open(house.hosted().stream().map(each -> each.node().name()).toArray(String[]::new));
    }

    /// Starts a ballot for a decree, and waits until it was started.
    public void startBallot(String president, int decree) {
        node(president).propose(Optional.of(new Decree(decree))).join();
    }

    /// Crashes a node, and waits until it has.
    public void crash(String name) {
        node(name).crash().join();
    }

    /// From now on messages like this stay on their way, until [#letGo]. It replaces what was held before.
    public void hold(Predicate<Message> which) {
        post.hold(which);
    }

    /// Lets the messages that are held go on, in the order in which they were sent, and holds none from now on.
    public void letGo() {
        post.letGo();
    }

    /// From now on messages to and from this legislator get lost.
    public void cutOff(String name) {
        post.cutOff.put(name, true);
    }

    /// Delivers a message that no legislator here has sent.
    public void bring(Envelope envelope) {
        Optional.ofNullable(post.open.get(envelope.to())).orElseThrow().received(envelope);
    }

    /// Lets something arrive that is no message.
    public void bringJunk(String to, String why) {
        post.open.get(to).dropped("127.0.0.1:9", why, 1);
    }

    @Override
    public void close() {
        letGo();
        house.hosted().forEach(each -> each.node().close());
    }

    /// What stands for the network.
    private static final class Post {

        private final Map<String, Network.Receiver> open = new ConcurrentHashMap<>();
        private final Map<String, Boolean> cutOff = new ConcurrentHashMap<>();

        // Guarded by this.
        private final Queue<Runnable> held = new ArrayDeque<>();
        private Predicate<Message> holds = _ -> false;

        synchronized void hold(Predicate<Message> which) {
            holds = which;
        }

        synchronized void letGo() {
            holds = _ -> false;
            while (!held.isEmpty()) {
                held.remove().run();
            }
        }

        Network networkOf(String name, String address) {
            return new Network() {
                @Override
                public String address() {
                    return address;
                }

                @Override
                public Open open(Receiver receiver) {
                    return take(name, receiver);
                }
            };
        }

        private synchronized Network.Open take(String name, Network.Receiver receiver) {
            open.forEach((peer, theirs) -> {
                theirs.peerSeen(name, true);
                receiver.peerSeen(peer, true);
            });
            open.put(name, receiver);
            return new Seat(name, receiver);
        }

        private synchronized void leave(String name, Network.Receiver receiver) {
            if (open.remove(name, receiver)) {
                open.values().forEach(theirs -> theirs.peerSeen(name, false));
            }
        }

        private synchronized void send(Envelope envelope, Network.Receiver sender) {
            Runnable walk = () -> {
                Network.Receiver receiver = open.get(envelope.to());
                if (receiver == null || cutOff.containsKey(envelope.to()) || cutOff.containsKey(envelope.from().orElseThrow())) {
                    sender.lost(envelope, envelope.to() + " cannot be reached.");
                } else {
                    receiver.received(envelope);
                    sender.handedOver(envelope);
                }
            };
            if (holds.test(envelope.message())) {
                held.add(walk);
            } else {
                walk.run();
            }
        }

        private final class Seat implements Network.Open {

            private final String name;
            private final Network.Receiver receiver;

            Seat(String name, Network.Receiver receiver) {
                this.name = name;
                this.receiver = receiver;
            }

            @Override
            public void send(Envelope envelope) {
                Post.this.send(envelope, receiver);
            }

            @Override
            public void crash() {
                leave(name, receiver);
            }

            @Override
            public void close() {
                crash();
            }
        }
    }
}
