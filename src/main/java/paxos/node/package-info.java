/// The runtime of one legislator. [paxos.node.Node] owns its state on one thread: it takes an input, steps, makes the
/// ledger durable, sends, and records what happened. Disk and network are ports; what stands behind them is not known
/// here.
package paxos.node;
