package paxos.synod;

import java.util.Optional;

/// What can happen to a legislator.
public sealed interface Input {

    /// Somebody wants a ballot started (step 1). A ballot that is being conducted is given up for it,
    /// unless no number is left for the new one.
    ///
    /// @param wish the decree wished for; empty means the number of the ballot
    record Propose(Optional<Decree> wish) implements Input {
    }

    /// The pause after being outbid is over.
    ///
    /// @param ballot the ballot that was outbid, so that a pause which no longer matters is told apart
    record TryAgain(Ballot ballot) implements Input {
    }

    /// A messenger came.
    ///
    /// @param from    who sent the message; empty where a [Message.Success] or [Message.HigherBallot] was not signed
    /// @param message what it says
    record Receive(Optional<String> from, Message message) implements Input {

        /// A signed message.
        public Receive(String from, Message message) {
            this(Optional.of(from), message);
        }
    }
}
