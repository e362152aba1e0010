package paxos.node.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import paxos.node.Logs;
import paxos.node.Observation;
import paxos.trace.Event;

/// Writes down all that it is told of others' records, and lets a test wait for it.
final class Spectator implements Observation {

    private final List<Event> events = new ArrayList<>();
    private final List<String> states = new ArrayList<>();

    @Override
    public synchronized void events(String peer, List<Event> more) {
        events.addAll(more);
        notifyAll();
    }

    @Override
    public synchronized void state(String peer, State state) {
        states.add(peer + " " + state);
        notifyAll();
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized List<String> states() {
        return List.copyOf(states);
    }

    /// The numbers of the events.
    List<Long> numbers() {
        return events().stream().map(Event::number).toList();
    }

    void awaitEvents(int number) throws InterruptedException {
        await(told -> told.events.size() >= number, number + " events");
    }

    void awaitStates(String... all) throws InterruptedException {
        await(told -> told.states.equals(List.of(all)), List.of(all).toString());
    }

    synchronized void await(Predicate<Spectator> enough, String what) throws InterruptedException {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (!enough.test(this)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited for: %s; told: %s %s".formatted(what, states, events));
            }
            wait(left);
        }
    }
}
