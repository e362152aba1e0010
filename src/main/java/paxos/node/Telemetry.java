package paxos.node;

import java.util.List;
import paxos.trace.EventLog;
import paxos.trace.TraceHeader;

/// A legislator's own record, for others to read over the network. It shows, and never acts: reading it touches no node,
/// and no node waits for a reader.
///
/// @param log    what happens in this process; of that, others are shown what happens at this legislator
/// @param header whose record it is
public record Telemetry(EventLog log, TraceHeader header) {

    /// @throws IllegalArgumentException where the header does not say whose record it is
    public Telemetry {
        if (header.recordedBy().isEmpty()) {
            throw new IllegalArgumentException("A record that others read is one legislator's.");
        }
    }

    /// The record of one legislator in the log of its process.
    ///
    /// @param legislators all legislators, in the order of the configuration
    /// @param name        whose record it is
    public Telemetry(EventLog log, List<String> legislators, String name) {
        this(log, new TraceHeader(legislators, name, log.born()));
    }
}
