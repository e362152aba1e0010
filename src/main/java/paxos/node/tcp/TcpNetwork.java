package paxos.node.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.SequencedMap;
import paxos.node.Network;

/// Messengers over TCP.
public final class TcpNetwork implements Network {

    /// The network as one legislator sees it.
    ///
    /// @param me        the legislator's name
    /// @param addresses the addresses of all legislators, its own too, in the order of the configuration
    public TcpNetwork(String me, SequencedMap<String, InetSocketAddress> addresses) {
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public Open open(Receiver receiver) throws IOException {
        throw new IOException("not yet");
    }
}
