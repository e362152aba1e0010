package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import paxos.node.Disk;
import paxos.node.MemoryDisk;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.trace.Rule;

/// A parliament that breaks rules, driven by hand: a message waits until it is carried. It keeps the caller's duties: write,
/// then send.
final class Assembly {

    private record Flight(String from, String to, Message message) {
    }

    private final Map<String, BrokenRules> rules = new HashMap<>();
    private final Map<String, Disk> disks = new HashMap<>();
    private final Map<String, Disk.Open> open = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final List<Flight> waiting = new ArrayList<>();

    /// Everybody has these rules off.
    Assembly(Set<Rule> off, String... names) throws IOException {
        Parliament parliament = new Parliament(List.of(names));
        for (String name : names) {
            BrokenRules its = new BrokenRules(parliament, name);
            its.set(off);
            rules.put(name, its);
            disks.put(name, new Pencil(new MemoryDisk(), its::off));
            comesBack(name);
        }
    }

    void proposes(String name, int wish) throws IOException {
        step(name, new Input.Propose(Optional.of(new Decree(wish))));
    }

    void proposes(String name) throws IOException {
        step(name, new Input.Propose(Optional.empty()));
    }

    /// Carries the first such message.
    void carry(Class<? extends Message> type, String from, String to) throws IOException {
        Flight flight = find(type, from, to);
        waiting.remove(flight);
        arrive(flight);
    }

    /// Carries a copy of the first such message.
    void carryCopy(Class<? extends Message> type, String from, String to) throws IOException {
        arrive(find(type, from, to));
    }

    private Flight find(Class<? extends Message> type, String from, String to) {
        return waiting.stream().filter(flight -> type.isInstance(flight.message()) && flight.from().equals(from)
                && flight.to().equals(to)).findFirst().orElseThrow(() -> new AssertionError("not among " + waiting));
    }

    /// Carries all there is among these, until nothing is left.
    void carryAmong(String... names) throws IOException {
        Set<String> among = Set.of(names);
        Predicate<Flight> fits = flight -> among.contains(flight.from()) && among.contains(flight.to());
        for (Optional<Flight> next = first(fits); next.isPresent(); next = first(fits)) {
            waiting.remove(next.get());
            arrive(next.get());
        }
    }

    private Optional<Flight> first(Predicate<Flight> fits) {
        return waiting.stream().filter(fits).findFirst();
    }

    /// Loses its slip, and what it wrote in pencil, and comes back. Messages on their way stay on it.
    void restarts(String name) throws IOException {
        open.remove(name).close();
        waiting.removeIf(flight -> flight.from().equals(name) && flight.to().equals(name));
        comesBack(name);
    }

    private void comesBack(String name) throws IOException {
        open.put(name, disks.get(name).open());
        states.put(name, State.afterRestart(open.get(name).ledger()));
    }

    private void arrive(Flight flight) throws IOException {
        step(flight.to(), new Input.Receive(flight.from(), flight.message()));
    }

    private void step(String name, Input input) throws IOException {
        State before = states.get(name);
        Step step = rules.get(name).step(before, input);
        if (!step.next().ledger().equals(before.ledger())) {
            open.get(name).write(step.next().ledger());
        }
        states.put(name, step.next());
        step.sends().forEach(send -> waiting.add(new Flight(name, send.to(), send.message())));
    }

    Ledger ledger(String name) {
        return states.get(name).ledger();
    }

    Optional<Integer> decree(String name) {
        return ledger(name).decree().map(Decree::value);
    }

    /// These messages are on their way, among others.
    void hasOnItsWay(Message message, String from, String to) {
        assertTrue(waiting.contains(new Flight(from, to, message)), () -> "not among " + waiting);
    }
}
