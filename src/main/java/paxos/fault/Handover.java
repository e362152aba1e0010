package paxos.fault;

import java.time.Duration;
import paxos.synod.Message;
import paxos.synod.Send;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Follows a messenger on its way out, in the record. For the thread that is at work for the node.
final class Handover {

    /// The longest walk there is, and a little more.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(Delay.LONGEST_MILLIS).plusSeconds(2);

    private final String name;
    private final EventLog log;
    private long departure;

    /// @param name whose messengers they are
    Handover(String name, EventLog log) {
        this.name = name;
        this.log = log;
    }

    /// A messenger is about to set out.
    void setsOut() {
        departure = log.next();
    }

    /// Waits until the messenger that set out last has handed its message over, or was lost; 12 seconds at most.
    void await(Send send) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        long next = departure;
        try {
            while (log.await(next, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                for (Event event : log.from(next)) {
                    next = event.number() + 1;
                    if (event.node().equals(name) && isEndOf(send, event.what())) {
                        return;
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            // Whoever ends the node's thread need not wait for a messenger.
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isEndOf(Send send, Happening what) {
        return switch (what) {
            case Happening.HandedOver(_, var to, var message) -> is(send, to, message);
            case Happening.Lost(_, var to, var message, _) -> is(send, to, message);
            default -> false;
        };
    }

    private static boolean is(Send send, String to, Message message) {
        return send.to().equals(to) && send.message().equals(message);
    }
}
