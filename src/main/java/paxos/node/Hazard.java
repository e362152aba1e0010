package paxos.node;

import java.util.Optional;
import paxos.synod.Ledger;
import paxos.synod.Send;

/// Port: what may strike a legislator down between two of its acts. Asked on the thread that is at work, at each of the moments
/// between which a crash makes a difference.
@FunctionalInterface
public interface Hazard {

    /// Nothing ever happens.
    Hazard NONE = _ -> Optional.empty();

    /// Whether the legislator crashes at this moment.
    ///
    /// @return why, a sentence; empty where it goes on
    Optional<String> strikes(Moment moment);

    /// A moment between two acts.
    sealed interface Moment {

        /// The ledger is about to be written.
        record BeforeWrite(Ledger before, Ledger after) implements Moment {
        }

        /// The ledger was written, and is durable; nothing that follows from it was sent yet.
        record AfterWrite(Ledger before, Ledger after) implements Moment {
        }

        /// A message is about to be sent; nothing of it has left.
        record BeforeSend(Send send) implements Moment {
        }

        /// A messenger has set out. If messengers walk for a while, the crash catches it on its way.
        record AfterSend(Send send) implements Moment {
        }
    }
}
