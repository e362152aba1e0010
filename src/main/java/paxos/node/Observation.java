package paxos.node;

import java.util.List;
import paxos.trace.Event;

/// Port: who is told what another legislator's own record says. Called by one thread for each legislator.
public interface Observation {

    /// How it stands with the record of another legislator.
    enum State {
        /// It is asked for; there is no answer yet.
        CONNECTING,
        /// It is coming in.
        STREAMING,
        /// The legislator is there, and has no record to show: a C++ node, say.
        NO_TELEMETRY,
        /// The legislator cannot be reached.
        UNREACHABLE
    }

    /// The record goes on; events are in the legislator's own order, each is told once. May block, which slows the
    /// stream down.
    void events(String peer, List<Event> events);

    /// It stands otherwise than before; told once soon after the beginning.
    void state(String peer, State state);
}
