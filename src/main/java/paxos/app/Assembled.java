package paxos.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paxos.bench.Assembly;
import paxos.node.Node;
import paxos.trace.EventLog;
import paxos.view.HostedNode;

/// Nodes put together in this process as for the program itself, to be measured.
///
/// @param configuration who they are, on which free ports of this machine
/// @param sitting       the nodes, all of them open
record Assembled(Configuration configuration, Sitting sitting) implements Assembly.Assembled {

    /// Puts them together and opens them.
    static Assembled open(List<String> legislators, List<String> hosted, Path folder) throws IOException {
        Configuration configuration = configuration(legislators, folder);
        Sitting sitting = Sitting.of(configuration, hosted, Sitting.Audience.TERMINAL, folder, 0, Optional.empty(), 1);
        try {
            sitting.open(hosted);
        } catch (Failure failed) {
            sitting.close();
            throw new IOException(failed.getMessage(), failed);
        }
        return new Assembled(configuration, sitting);
    }

    /// A parliament of these on free ports of this machine; its file is not there yet.
    static Configuration configuration(List<String> legislators, Path folder) throws IOException {
        return new Configuration(folder.resolve("parliament.json"), seats(legislators), Optional.empty());
    }

    /// All sockets are open at once, so that no port is given twice.
    private static List<Configuration.Seat> seats(List<String> legislators) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        List<ServerSocket> sockets = new ArrayList<>();
        List<Configuration.Seat> seats = new ArrayList<>();
        try {
            for (String name : legislators) {
                ServerSocket socket = new ServerSocket(0, 1, here);
                sockets.add(socket);
                seats.add(new Configuration.Seat(name, here.getHostAddress(), new InetSocketAddress(here, socket.getLocalPort())));
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
        return seats;
    }

    @Override
    public List<Node> nodes() {
        return sitting.house().hosted().stream().map(HostedNode::node).toList();
    }

    @Override
    public InetSocketAddress address(String legislator) {
        return configuration.addresses().get(legislator);
    }

    @Override
    public EventLog log() {
        return sitting.log();
    }

    @Override
    public String configurationText() {
        return Configuration.text(configuration.seats());
    }

    @Override
    public void close() {
        sitting.close();
    }
}
