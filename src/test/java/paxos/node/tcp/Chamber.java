package paxos.node.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.node.Telemetry;
import paxos.synod.Decree;
import paxos.synod.Legislator;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Real nodes on real sockets; only the disks are in memory.
final class Chamber implements AutoCloseable {

    final EventLog log = new EventLog(InstantSource.system(), 100_000);
    final SequencedMap<String, InetSocketAddress> addresses;
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<String, MemoryDisk> disks = new LinkedHashMap<>();

    private final Optional<Secret> secret;

    /// @param names all legislators
    Chamber(String... names) throws IOException {
        this(Optional.empty(), names);
    }

    /// @param secret what all of them know
    Chamber(Optional<Secret> secret, String... names) throws IOException {
        this(secret, Ports.addresses(names));
    }

    private Chamber(Optional<Secret> secret, SequencedMap<String, InetSocketAddress> addresses) {
        this.secret = secret;
        this.addresses = addresses;
    }

    /// The same parliament, as those see it who have another secret.
    Chamber withSecret(Optional<Secret> other) {
        return new Chamber(other, addresses);
    }

    Chamber enter(String... names) throws Exception {
        for (String name : names) {
            enter(name, Limits.STANDARD);
        }
        return this;
    }

    void enter(String name, Limits limits) throws Exception {
        Parliament parliament = new Parliament(List.copyOf(addresses.keySet()));
        MemoryDisk disk = disks.computeIfAbsent(name, _ -> new MemoryDisk());
        Telemetry telemetry = new Telemetry(log, parliament.legislators(), name);
        Node node = new Node(new Legislator(parliament, name), disk, new TcpNetwork(name, addresses, limits, secret, Optional.of(telemetry)),
                Pauses.random(new Random(1), () -> 0), log);
        nodes.put(name, node);
        node.open().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void startBallot(String president) throws Exception {
        nodes.get(president).propose(Optional.empty()).get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void crash(String name) throws Exception {
        nodes.get(name).crash().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void restart(String name) throws Exception {
        nodes.get(name).open().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// Waits until this node has a decree in its ledger.
    int awaitDecree(String name) throws InterruptedException {
        return Logs.await(log, name, Happening.Wrote.class, wrote -> wrote.after().decree().isPresent())
                .after().decree().map(Decree::value).orElseThrow();
    }

    List<String> droppedBy(String name) {
        return Logs.of(log, name, Happening.Dropped.class).stream().map(Happening.Dropped::why).toList();
    }

    void awaitDropped(String name, String why) throws InterruptedException {
        Logs.await(log, name, Happening.Dropped.class, dropped -> dropped.why().equals(why));
    }

    void awaitLost(String name, String why) throws InterruptedException {
        Logs.await(log, name, Happening.Lost.class, lost -> lost.why().equals(why));
    }

    void awaitReceived(String name) throws InterruptedException {
        Logs.await(log, name, Happening.Received.class, _ -> true);
    }

    <H extends Happening> List<H> events(String name, Class<H> kind) {
        return Logs.of(log, name, kind);
    }

    RawPeer.Line lineTo(String name) throws IOException {
        return RawPeer.Line.to(addresses.get(name));
    }

    @Override
    public void close() {
        new ArrayList<>(nodes.values()).forEach(Node::close);
    }
}
