package paxos.node.tcp;

import java.time.Duration;

/// What the network lets others cost it.
///
/// @param message     how long one message may take to arrive, from its first byte (a connection's first message: from
///                    the start of the connection) to its last
/// @param answer      how long a KeepAlive is waited for
/// @param connect     how long a connection may take
/// @param look        how often to look whether a peer is there, where nothing else tells
/// @param keptLook    the same while a connection is kept, which tells of most ends by itself
/// @param rareLook    the same for a peer that takes one message a connection: the C++ program logs each look
/// @param leave       how long messengers may still walk when the legislator leaves in good order
/// @param connections how many connections are taken
/// @param queue       how many messages may wait for one peer
record Limits(Duration message, Duration answer, Duration connect, Duration look, Duration keptLook, Duration rareLook, Duration leave,
        int connections, int queue) {

    /// The longest message, in bytes.
    static final int MESSAGE_BYTES = 8 * 1024;

    static final Limits STANDARD = new Limits(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(2),
            Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1), 256, 1024);

    Limits withMessage(Duration changed) {
        return new Limits(changed, answer, connect, look, keptLook, rareLook, leave, connections, queue);
    }

    Limits withLooks(Duration often, Duration rare) {
        return new Limits(message, answer, connect, often, keptLook, rare, leave, connections, queue);
    }

    Limits withKeptLook(Duration changed) {
        return new Limits(message, answer, connect, look, changed, rareLook, leave, connections, queue);
    }

    Limits withConnections(int changed) {
        return new Limits(message, answer, connect, look, keptLook, rareLook, leave, changed, queue);
    }
}
