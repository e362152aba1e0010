package paxos.app;

import java.util.List;
import paxos.synod.Ledger;

/// One process of a legislator, from its start to its end.
///
/// @param name    the legislator's name
/// @param number  from 1
/// @param born    when it was started, in milliseconds since 1970; the process says in each message when that was, by its
///                own count
/// @param died    when it had ended
/// @param history all that its ledger said, before anything was written in it and after each write, as it was read when the
///                process had ended and before the next was started
record KillSoakLife(String name, int number, long born, long died, List<Ledger> history) {

    /// Takes a copy of the list.
    KillSoakLife {
        history = List.copyOf(history);
    }

    /// Whether it lasted at this time.
    boolean lasted(long millis) {
        return born <= millis && millis <= died;
    }

    /// The last that its ledger said.
    Ledger last() {
        return history.getLast();
    }

    /// "the process 3 of beta".
    @Override
    public String toString() {
        return "the process %d of %s".formatted(number, name);
    }
}
