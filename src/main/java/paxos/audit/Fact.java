package paxos.audit;

import java.util.stream.Stream;
import paxos.synod.Message;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Something that is so, with the events that show it: at most two, as a vote is shown by what was written and by what was
/// sent.
final class Fact {

    private final Event event;
    private final long order;
    private Fact second;
    private boolean told;

    /// @param order the place of the event among all that were taken in
    Fact(Event event, long order) {
        this.event = event;
        this.order = order;
    }

    /// One more event that shows it; one of the same kind adds nothing.
    ///
    /// @return whether it was added
    boolean add(Fact more) {
        if (second != null || kind(more.event) == kind(event)) {
            return false;
        }
        second = more;
        return true;
    }

    private static Class<?> kind(Event event) {
        return event.what() instanceof Happening.Sent(_, _, Message message) ? message.getClass() : event.what().getClass();
    }

    /// Itself, and what was added to it.
    Stream<Fact> all() {
        return second == null ? Stream.of(this) : Stream.of(this, second);
    }

    /// It was said in another message, too.
    void tell() {
        told = true;
    }

    /// Whether it was only ever written by the legislator, and nobody can have heard of it.
    boolean isOnlyWritten() {
        return !told && second == null && event.what() instanceof Happening.Wrote;
    }

    Event event() {
        return event;
    }

    /// The place of its first event among all that were taken in.
    long order() {
        return order;
    }

    /// Whether this was before the other, for all that is known for sure: each legislator's own record is in order.
    boolean isBefore(Fact other) {
        return order < other.order && isOwn() && other.isOwn() && !(other.event.what() instanceof Happening.Opened)
                && event.node().equals(other.event.node());
    }

    private boolean isOwn() {
        return !(event.what() instanceof Happening.Received);
    }
}
