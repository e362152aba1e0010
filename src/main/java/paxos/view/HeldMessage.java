package paxos.view;

import java.util.Optional;
import paxos.synod.Message;

/// A message that waits to be delivered.
///
/// @param number    tells it from every other one that waits or waited here
/// @param from      who sent it; empty where nobody signed
/// @param id        the sender's id of it, where it gave one
/// @param message   what it says
/// @param copy      whether it was doubled here
/// @param foresight where delivering it now would add nothing: so, and why; empty otherwise
public record HeldMessage(long number, String from, Optional<String> id, Message message, boolean copy, String foresight) {

    /// Like "LastVote 4 from beta".
    public String words() {
        return "%s from %s%s".formatted(MessageText.label(message), from.isEmpty() ? "somebody who did not sign" : from,
                copy ? " (copy)" : "");
    }
}
