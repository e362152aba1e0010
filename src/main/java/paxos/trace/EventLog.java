package paxos.trace;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The events of this process, in the order in which they were appended. Bounded: the oldest make way.
///
/// Safe for any number of writers and readers. A writer never waits for a reader: a reader holds the lock for copying
/// at most [#BATCH] references.
public final class EventLog {

    /// The most events that one [#after] returns.
    public static final int BATCH = 4096;

    private final InstantSource clock;
    private final String born;
    private final Event[] ring;
    private long next;

    /// @param clock    the wall clock that stamps events
    /// @param capacity how many events are kept, at least 1
    public EventLog(InstantSource clock, int capacity) {
        this.clock = clock;
        this.born = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.ring = new Event[capacity];
    }

    /// Appends an event, stamped with the next number and the time, to the microsecond.
    ///
    /// @param node    whose it is
    /// @param lamport the node's Lamport clock
    public synchronized void append(String node, long lamport, Happening what) {
        append(new Event(next, clock.instant().truncatedTo(ChronoUnit.MICROS), lamport, node, what));
    }

    /// Appends an event of another record as it was recorded there; only its number is given anew.
    public synchronized void append(Event recorded) {
        ring[(int) (next % ring.length)] = recorded.number() == next ? recorded
                : new Event(next, recorded.at(), recorded.lamport(), recorded.node(), recorded.what());
        next++;
        notifyAll();
    }

    /// The events from this number on that are still kept: at most [#BATCH], oldest first, perhaps none. Where the first
    /// one's number is above `number`, those between were forgotten.
    public synchronized List<Event> from(long number) {
        long first = Math.max(number, Math.max(0, next - ring.length));
        long end = Math.min(next, first + BATCH);
        List<Event> events = new ArrayList<>((int) Math.max(0, end - first));
        for (long n = first; n < end; n++) {
            events.add(ring[(int) (n % ring.length)]);
        }
        return events;
    }

    /// Waits until there is an event of this number, for this long at most.
    ///
    /// @return whether there is
    /// @throws InterruptedException where the waiting thread is interrupted
    public synchronized boolean await(long number, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (next <= number) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /// Names the life of this log, in which each number stands for one event: see [TraceHeader#born].
    public String born() {
        return born;
    }

    /// How many events are kept.
    public int capacity() {
        return ring.length;
    }

    /// The number that the next event will have.
    public synchronized long next() {
        return next;
    }
}
