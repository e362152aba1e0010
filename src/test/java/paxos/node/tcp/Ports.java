package paxos.node.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Free ports of the loopback address, asked of the system.
public final class Ports {

    private Ports() {
    }

    /// An address for each of these names, all different.
    public static SequencedMap<String, InetSocketAddress> addresses(String... names) throws IOException {
        SequencedMap<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        for (String name : names) {
            ServerSocket socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            held.add(socket);
            addresses.put(name, new InetSocketAddress("127.0.0.1", socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return addresses;
    }
}
