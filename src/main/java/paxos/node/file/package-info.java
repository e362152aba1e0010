/// The ledger on disk: an append-only file that is the authority, and the C++ program's small files as views of it.
package paxos.node.file;
