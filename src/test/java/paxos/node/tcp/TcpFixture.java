package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.node.Telemetry;
import paxos.node.VirtualThreads;
import paxos.synod.Ballot;
import paxos.synod.Message;

/// Two legislators on free ports, with what tests of their connections need.
@Timeout(60)
abstract class TcpFixture {

    static final Duration OFTEN = Duration.ofMillis(20);
    static final Duration NEVER = Duration.ofHours(1);

    final List<AutoCloseable> toClose = new ArrayList<>();
    final Recorder alpha = new Recorder();
    final Recorder beta = new Recorder();
    SequencedMap<String, InetSocketAddress> addresses;

    @BeforeEach
    void findPorts() throws IOException {
        addresses = Ports.addresses("alpha", "beta");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : toClose.reversed()) {
            one.close();
        }
        assertEquals(List.of(), VirtualThreads.beginning("alpha-"), "no thread is left behind");
        assertEquals(List.of(), VirtualThreads.beginning("beta-"), "no thread is left behind");
    }

    Network.Open open(String name, Network.Receiver receiver, Limits limits) throws IOException {
        Network.Open network = network(name, limits).open(receiver);
        toClose.add(network);
        return network;
    }

    TcpNetwork network(String name, Limits limits) {
        return new TcpNetwork(name, addresses, limits, Optional.empty(), Optional.empty());
    }

    /// Opens alpha, which shows this record.
    Network.Open openShowing(Telemetry record, Limits limits) throws IOException {
        Network.Open network = new TcpNetwork("alpha", addresses, limits, Optional.empty(), Optional.of(record)).open(alpha);
        toClose.add(network);
        return network;
    }

    RawPeer peer(InetSocketAddress address) throws IOException {
        RawPeer peer = new RawPeer(address);
        toClose.add(peer);
        return peer;
    }

    RawPeer.Line lineToAlpha() throws IOException {
        RawPeer.Line line = RawPeer.Line.to(addresses.get("alpha"));
        toClose.add(line);
        return line;
    }

    static Envelope letter(int number) {
        return new Envelope("alpha", "beta", new Message.NextBallot(new Ballot(number)), "m" + number, number);
    }

    static byte[] fromBeta(int number, boolean keepAlive) {
        return WireFormat.encode(new Envelope("beta", "alpha", new Message.NextBallot(new Ballot(number)), "m" + number,
                number), keepAlive);
    }
}
