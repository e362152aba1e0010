package paxos.view;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import paxos.fault.Delay;
import paxos.node.Node;

/// A node that this process hosts, with what a window lets a person do to it.
///
/// @param node       the node
/// @param messengers how long its messengers walk
/// @param folder     where its files are
/// @param decreeFile reads `decree.txt` as it is on the disk now, whoever wrote it; fails with a sentence
public record HostedNode(Node node, Delay messengers, Path folder, DecreeFile decreeFile) {

    /// What `cat decree.txt` would show.
    @FunctionalInterface
    public interface DecreeFile {

        /// The text of the file; empty where there is none.
        ///
        /// @throws IOException where it cannot be read; the message is a sentence for a person
        Optional<String> read() throws IOException;
    }
}
