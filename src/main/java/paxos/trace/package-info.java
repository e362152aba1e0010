/// What happened: one append-only record of events that screens, logs, checks and exports read.
///
/// Nodes append and never wait for a reader; readers come back for what is new (see [paxos.trace.EventLog]). A
/// [paxos.trace.Recorder] keeps it in a file for each legislator, as lines of JSON ([paxos.trace.TraceFormat]), which a
/// [paxos.trace.TraceReader] opens again. Other programs get what they understand: [paxos.trace.ShiVizLog],
/// [paxos.trace.MermaidDiagram].
package paxos.trace;
