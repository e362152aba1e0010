package paxos.trace;

import java.util.Optional;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.State;

/// What can happen at a legislator, as its runtime saw it.
///
/// A message is told by its `id`, unique per sender. Its life is [Sent], then [HandedOver] or [Lost] at the sender,
/// and [Received] at the receiver. A C++ node gives no id; then it is empty.
public sealed interface Happening {

    /// The legislator entered the chamber: at first, or after a crash. The ledger was read, the slip is blank.
    ///
    /// @param address where it listens, `IP:PORT`
    /// @param state   what it knows
    record Opened(String address, State state) implements Happening {
    }

    /// The legislator crashed: slip lost, connections reset, ledger kept.
    ///
    /// @param why      a sentence
    /// @param byItself whether it crashed itself, as it could not go on (a disk that failed), rather than on request
    record Crashed(String why, boolean byItself) implements Happening {
    }

    /// The legislator left in good order.
    record Closed() implements Happening {
    }

    /// The legislator's ledger was removed, on request: it has forgotten the parliament.
    record Forgot() implements Happening {
    }

    /// The ledger was written and is durable.
    record Wrote(Ledger before, Ledger after) implements Happening {
    }

    /// A rule was applied.
    ///
    /// @param state what the legislator knows now
    /// @param why   which rule, and why
    record Stepped(State state, Explanation why) implements Happening {
    }

    /// A messenger set out (to the legislator itself too: that one has arrived at once).
    record Sent(String id, String to, Message message) implements Happening {
    }

    /// A messenger has handed the message over: it was given to the system, on a connection to the receiver's machine.
    /// Whether it was read there is not known.
    record HandedOver(String id, String to, Message message) implements Happening {
    }

    /// A messenger did not get through.
    ///
    /// @param why a sentence
    record Lost(String id, String to, Message message, String why) implements Happening {
    }

    /// A messenger came.
    ///
    /// @param from who sent it, where it says so
    /// @param id   the sender's id of the message, where it says so
    record Received(Optional<String> from, Optional<String> id, Message message) implements Happening {
    }

    /// Something came that is no message of this parliament, and was dropped.
    ///
    /// @param from where from: an address
    /// @param why  a sentence
    record Dropped(String from, String why) implements Happening {
    }

    /// Whether another legislator can be reached has changed.
    record PeerSeen(String peer, boolean reachable) implements Happening {
    }

    /// The record has a gap here: whoever kept it fell behind.
    ///
    /// @param events how many events of the recording process were not kept, at least 1; not all of them need have been
    ///               this legislator's
    record Missed(long events) implements Happening {
    }
}
