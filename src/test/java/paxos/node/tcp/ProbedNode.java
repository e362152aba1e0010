package paxos.node.tcp;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import paxos.node.MemoryDisk;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.synod.Legislator;
import paxos.synod.Parliament;
import paxos.trace.EventLog;

/// A node with its disk in memory, to be measured from outside by `wireprobe.py acceptor HOST PORT MYPORT probe N`. It
/// is called `node`, as the probe calls whomever it measures.
final class ProbedNode {

    private ProbedNode() {
    }

    /// Arguments: the node's port, the probe's port. Runs until its input ends.
    public static void main(String[] args) throws Exception {
        SequencedMap<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        addresses.put("node", new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
        addresses.put("probe", new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1])));
        Legislator legislator = new Legislator(new Parliament(List.copyOf(addresses.keySet())), "node");
        try (Node node = new Node(legislator, new MemoryDisk(), new TcpNetwork("node", addresses),
                Pauses.random(new Random(1), () -> 0), new EventLog(InstantSource.system(), 100_000))) {
            node.open().get();
            System.out.println("open");
            System.in.read();
        }
    }
}
