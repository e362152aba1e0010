/// What happened: one append-only record of events that screens, logs, checks and exports read.
///
/// Nodes append and never wait for a reader; readers come back for what is new (see [paxos.trace.EventLog]).
package paxos.trace;
