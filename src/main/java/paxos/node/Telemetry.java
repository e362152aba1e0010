package paxos.node;

import paxos.trace.EventLog;
import paxos.trace.TraceHeader;

/// A legislator's own record, for others to read over the network. It shows, and never acts: reading it touches no node,
/// and no node waits for a reader.
///
/// @param log    what happens in this process; of that, others are shown what happens at this legislator
/// @param header whose record it is, and what its life is called: event numbers begin anew with each
public record Telemetry(EventLog log, TraceHeader header) {

    /// @throws IllegalArgumentException where the header does not say whose record it is
    public Telemetry {
        if (header.recordedBy().isEmpty()) {
            throw new IllegalArgumentException("A record that others read is one legislator's.");
        }
    }
}
