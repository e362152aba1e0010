/// Sockets, and the wire format that our nodes share with the C++ program.
package paxos.node.tcp;
