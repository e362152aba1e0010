package paxos.view;

import paxos.synod.Message;

/// A message on the timeline. Places are those of the time axis, in milliseconds.
///
/// @param from     who sent it
/// @param to       who is to receive it
/// @param message  what it says
/// @param start    where its messenger set out
/// @param startSeen whether that was seen; from a node of another process only the arrival is known
/// @param end      where it arrived or got lost; not a number while it is on its way
/// @param fate     what became of it
public record Arrow(String from, String to, Message message, double start, boolean startSeen, double end, Fate fate) {

    /// What became of a message, as far as this process knows.
    public enum Fate {
        /// On its way.
        WALKING,
        /// Handed over or received.
        ARRIVED,
        /// Lost.
        LOST
    }

    Arrow ended(double place, Fate how) {
        return new Arrow(from, to, message, start, startSeen, place, how);
    }

    /// What stands along the arrow, like "Begin 4 · 17".
    public String label() {
        return MessageText.label(message);
    }
}
