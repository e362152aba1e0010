package paxos.view.timeline;

import java.util.Optional;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.view.MessageText;

/// A message on the timeline.
///
/// @param number    its place among all arrows, from 0, in the order in which they were first seen
/// @param from      who sent it
/// @param to        who is to receive it
/// @param message   what it says
/// @param id        the sender's id of it; empty where it gave none
/// @param lamport   the sender's Lamport clock; 0 where that is not known
/// @param start     where its messenger set out
/// @param startSeen whether that was seen; of a node whose record is not heard only the arrival is known
/// @param end       where it arrived or got lost; empty while it is on its way
/// @param fate      what became of it
/// @param reason    the rule that the receiver applied to it, where that is known
public record Arrow(int number, String from, String to, Message message, String id, long lamport, Spot start, boolean startSeen,
        Optional<Spot> end, Fate fate, Optional<Reason> reason) {

    /// Tells it from every other message.
    public MessageKey key() {
        return new MessageKey(from, id);
    }

    /// What stands along the arrow, like "Begin 4 · 17".
    public String label() {
        return MessageText.label(message);
    }
}
