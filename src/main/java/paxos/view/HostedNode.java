package paxos.view;

import java.nio.file.Path;
import paxos.fault.Delay;
import paxos.node.Node;

/// A node that this process hosts, with what a window lets a person do to it.
///
/// @param node       the node
/// @param messengers how long its messengers walk
/// @param folder     where its files are
public record HostedNode(Node node, Delay messengers, Path folder) {
}
