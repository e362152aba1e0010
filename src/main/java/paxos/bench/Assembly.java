package paxos.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import paxos.node.Node;
import paxos.trace.EventLog;

/// Puts real nodes together in this process, as the program itself does: sockets on free ports of this machine, ledgers and
/// traces in a folder, delay 0.
@FunctionalInterface
public interface Assembly {

    /// Puts them together and opens them.
    ///
    /// @param legislators all of a parliament, in order
    /// @param hosted      those who are to be in this process
    /// @param folder      where their folders go
    /// @throws IOException with a sentence, where one cannot be opened
    Assembled open(List<String> legislators, List<String> hosted, Path folder) throws IOException;

    /// Nodes that are open; closing lets all of them leave.
    interface Assembled extends AutoCloseable {

        /// The nodes, in the parliament's order.
        List<Node> nodes();

        /// Where this legislator listens, or would.
        InetSocketAddress address(String legislator);

        /// What happens to them.
        EventLog log();

        /// The configuration that other processes need to be in the same parliament, as its file has it.
        String configurationText();

        @Override
        void close();
    }
}
