package paxos.synod;

import java.util.List;

/// What one step of a legislator comes to.
///
/// @param next  what it knows now; make `next.ledger()` durable before sending
/// @param sends what it says, in this order
/// @param why   which rule was applied, also where the input was ignored
public record Step(State next, List<Send> sends, Explanation why) {

    /// Takes a copy of the list.
    public Step {
        sends = List.copyOf(sends);
    }
}
