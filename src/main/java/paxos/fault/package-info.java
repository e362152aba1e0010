/// Decorators on a node's ports, which bring real nodes into situations that matter. The protocol does not know.
package paxos.fault;
