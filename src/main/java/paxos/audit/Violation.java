package paxos.audit;

import java.util.List;
import paxos.trace.Event;

/// Events that contradict each other.
///
/// @param check    what they break
/// @param sentence how, with the names and numbers of this case
/// @param evidence the messages sent and ledgers written (or read from a disk), oldest first
public record Violation(Check check, String sentence, List<Event> evidence) {

    /// Takes a copy of the list.
    public Violation {
        evidence = List.copyOf(evidence);
    }
}
