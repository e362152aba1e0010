package paxos.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads an event log on from some place: what happened at some of its legislators. Where the log had to forget events
/// before they were read, each of these legislators' records gets a [Happening.Missed] in their place.
///
/// For one thread. The log never waits for it.
public final class LogReader {

    private final EventLog log;
    private final Set<String> nodes;
    private long next;

    /// @param log   the log
    /// @param nodes whose events are wanted
    /// @param after the number of the last event that is known already; −1 for none. A number that the log has not
    ///              reached cannot be one of its own, and is as good as none.
    public LogReader(EventLog log, Set<String> nodes, long after) {
        this.log = log;
        this.nodes = Set.copyOf(nodes);
        this.next = after < 0 || after >= log.next() ? 0 : after + 1;
    }

    /// The next events; perhaps none, where the next of the log are of others, or there are no next ones.
    public List<Event> read() {
        List<Event> all = log.from(next);
        List<Event> events = new ArrayList<>(all.size());
        if (!all.isEmpty()) {
            Event first = all.getFirst();
            long missed = first.number() - next;
            if (missed > 0) {
                nodes.stream().sorted().map(node -> gap(node, missed, firstOf(node, all).orElse(first), first.number() - 1))
                        .forEach(events::add);
            }
            all.stream().filter(event -> nodes.contains(event.node())).forEach(events::add);
            next = all.getLast().number() + 1;
        }
        return events;
    }

    /// Waits until the log goes on, for this long at most.
    ///
    /// @return whether it does
    /// @throws InterruptedException where the waiting thread is interrupted
    public boolean await(Duration atMost) throws InterruptedException {
        return log.await(next, atMost);
    }

    private static Optional<Event> firstOf(String node, List<Event> events) {
        return events.stream().filter(event -> event.node().equals(node)).findFirst();
    }

    /// It has the number of the last event that is gone, so that whoever has read it goes on after it.
    private static Event gap(String node, long missed, Event before, long number) {
        return new Event(number, before.at(), before.lamport(), node, new Happening.Missed(missed));
    }
}
