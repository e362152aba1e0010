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
/// @param observing   what reading records costs
record Limits(Duration message, Duration answer, Duration connect, Duration look, Duration keptLook, Duration rareLook, Duration leave,
        int connections, int queue, Observing observing) {

    /// What reading records costs: at the node that is observed (the first four), and at the observer.
    ///
    /// @param seats     how many may observe a node
    /// @param gather    how long events are gathered before they are sent
    /// @param heartbeat how long a stream is silent at most; after three times that it counts as broken
    /// @param write     how long an observer may take to take 64 KiB
    /// @param soon      when to ask again, at first; then after twice as long each time
    /// @param late      when to ask again, at the latest
    /// @param rarely    when to ask again where there is no telemetry: the C++ program logs each time
    /// @param burst     how many bytes of a stream are read as fast as they come
    /// @param rate      how many bytes a second from then on
    record Observing(int seats, Duration gather, Duration heartbeat, Duration write, Duration soon, Duration late,
            Duration rarely, long burst, long rate) {

        static final Observing STANDARD = new Observing(64, Duration.ofMillis(10), Duration.ofSeconds(2), Duration.ofSeconds(5),
                Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(30), 256L << 20, 8L << 20);

        Observing withSeats(int changed) {
            return new Observing(changed, gather, heartbeat, write, soon, late, rarely, burst, rate);
        }

        Observing withHeartbeat(Duration changed) {
            return new Observing(seats, gather, changed, write, soon, late, rarely, burst, rate);
        }

        Observing withWrite(Duration changed) {
            return new Observing(seats, gather, heartbeat, changed, soon, late, rarely, burst, rate);
        }

        Observing withAgain(Duration often, Duration rare) {
            return new Observing(seats, gather, heartbeat, write, often, often, rare, burst, rate);
        }

        Observing withRate(long burstBytes, long bytesASecond) {
            return new Observing(seats, gather, heartbeat, write, soon, late, rarely, burstBytes, bytesASecond);
        }
    }

    /// The longest message, in bytes.
    static final int MESSAGE_BYTES = 8 * 1024;

    static final Limits STANDARD = new Limits(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(2),
            Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1), 256, 1024,
            Observing.STANDARD);

    /// Up to so many peers each is looked at as often as is said above; more are looked at more rarely, so that those of a large
    /// parliament do not spend their time on calling each other.
    private static final int FEW_PEERS = 20;

    /// The same for so many peers.
    Limits forPeers(int peers) {
        if (peers <= FEW_PEERS) {
            return this;
        }
        return new Limits(message, answer, connect, look.multipliedBy(peers).dividedBy(FEW_PEERS), keptLook, rareLook, leave,
                connections, queue, observing);
    }

    /// When to look at a peer for the first time, from the opening on: at once, or where they are many, no more often than later.
    /// To be asked of the limits for so many peers.
    ///
    /// @param place the peer's place among those that are looked at, from 0
    /// @param peers how many they are
    Duration firstLook(int place, int peers) {
        return peers <= FEW_PEERS ? Duration.ZERO : look.multipliedBy(place).dividedBy(peers);
    }

    Limits withMessage(Duration changed) {
        return new Limits(changed, answer, connect, look, keptLook, rareLook, leave, connections, queue, observing);
    }

    Limits withLooks(Duration often, Duration rare) {
        return new Limits(message, answer, connect, often, keptLook, rare, leave, connections, queue, observing);
    }

    Limits withKeptLook(Duration changed) {
        return new Limits(message, answer, connect, look, changed, rareLook, leave, connections, queue, observing);
    }

    Limits withConnections(int changed) {
        return new Limits(message, answer, connect, look, keptLook, rareLook, leave, changed, queue, observing);
    }

    Limits withObserving(Observing changed) {
        return new Limits(message, answer, connect, look, keptLook, rareLook, leave, connections, queue, changed);
    }
}
