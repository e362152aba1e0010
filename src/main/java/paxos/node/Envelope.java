package paxos.node;

import java.util.Optional;
import java.util.OptionalLong;
import paxos.synod.Message;

/// A message with what the messengers need to know.
///
/// @param from    the sender's name; empty where a C++ node did not sign
/// @param to      the receiver's name
/// @param message what it says
/// @param id      unique per sender; empty from a C++ node
/// @param lamport the sender's Lamport clock; empty from a C++ node
public record Envelope(Optional<String> from, String to, Message message, Optional<String> id, OptionalLong lamport) {

    /// A complete envelope, as our own nodes write it.
    public Envelope(String from, String to, Message message, String id, long lamport) {
        this(Optional.of(from), to, message, Optional.of(id), OptionalLong.of(lamport));
    }
}
