package paxos.view;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import paxos.fault.Delay;
import paxos.fault.FaultBench;
import paxos.node.Node;

/// A node that this process hosts, with what a window lets a person do to it.
///
/// @param bench      the node, and all that can be done on purpose to what is around it
/// @param folder     where its files are
/// @param decreeFile reads `decree.txt` as it is on the disk now, whoever wrote it; fails with a sentence
public record HostedNode(FaultBench bench, Path folder, DecreeFile decreeFile) {

    /// The node.
    public Node node() {
        return bench.node();
    }

    /// How long its messengers walk.
    public Delay messengers() {
        return bench.messengers();
    }

    /// What `cat decree.txt` would show.
    @FunctionalInterface
    public interface DecreeFile {

        /// The text of the file; empty where there is none.
        ///
        /// @throws IOException where it cannot be read; the message is a sentence for a person
        Optional<String> read() throws IOException;
    }
}
