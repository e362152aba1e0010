package paxos.trace;

import java.util.Optional;
import java.util.Set;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.State;

/// What can happen at a legislator, as its runtime saw it.
///
/// A message is told by its `id`, unique per sender. Its life is [Sent], then [HandedOver] or [Lost] at the sender,
/// and [Received] at the receiver. A C++ node gives no id; then it is empty.
///
/// What somebody does on purpose, to show what happens then, is in the record like everything else: [Held], [Discarded],
/// [Tampered], [Rules] and [Intervened].
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
    /// @param from  where from: an address; of several, the last one's
    /// @param why   a sentence
    /// @param times how many this stands for: where much is dropped, it is summed up
    record Dropped(String from, String why, long times) implements Happening {

        /// One that was dropped.
        public Dropped(String from, String why) {
            this(from, why, 1);
        }
    }

    /// A messenger came, and was made to wait, as messages are held. The message was not read; if it is, [Received] follows,
    /// else [Discarded].
    ///
    /// @param from who sent it, where it says so
    /// @param id   the sender's id of the message, where it says so
    record Held(Optional<String> from, Optional<String> id, Message message) implements Happening {
    }

    /// A messenger came, and was sent away on purpose. The message was not read.
    ///
    /// @param from who sent it, where it says so
    /// @param id   the sender's id of the message, where it says so
    /// @param why  a sentence
    record Discarded(Optional<String> from, Optional<String> id, Message message, String why) implements Happening {
    }

    /// While the legislator was away, its disk was changed on purpose: wiped, set back, a line torn.
    ///
    /// @param before what the ledger said
    /// @param after  what it will say when it is read again
    /// @param how    a sentence
    record Tampered(Ledger before, Ledger after, String how) implements Happening {
    }

    /// The rules that are switched off on purpose at this legislator, from now on. After [Opened] all hold again, unless it
    /// is said again.
    ///
    /// @param off which; empty where all hold
    record Rules(Set<Rule> off) implements Happening {

        /// Takes a copy of the set.
        public Rules {
            off = Set.copyOf(off);
        }
    }

    /// Somebody did something to what is around the legislator: to its links, the pauses, where it is to crash.
    ///
    /// @param what a sentence
    record Intervened(String what) implements Happening {
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
