package paxos.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Send;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.trace.Event;
import paxos.trace.Happening;

/// A parliament on one thread, played by a test: the real core, and the events that real nodes would record. Its clock
/// stands still until the test moves it on.
public final class Play {

    private record Walking(String from, String id, Send send) {
    }

    /// Whose play it is.
    public final Parliament parliament;
    private final Map<String, State> states = new HashMap<>();
    private final Deque<Walking> walking = new ArrayDeque<>();
    private final Deque<Walking> held = new ArrayDeque<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Consumer<Event>> readers = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private int messages;

    public Play(String... legislators) {
        parliament = new Parliament(List.of(legislators));
    }

    /// From now on, a reader gets each event.
    public void tell(Consumer<Event> reader) {
        readers.add(reader);
    }

    public void open(String name) {
        open(name, Ledger.BLANK);
    }

    public void open(String name, Ledger ledger) {
        State state = State.afterRestart(ledger);
        states.put(name, state);
        record(name, new Happening.Opened("127.0.0.1:8000", state));
    }

    public void openAll() {
        parliament.legislators().forEach(this::open);
    }

    public void pass(int millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    public void propose(String name, Integer wish) {
        step(name, new Input.Propose(Optional.ofNullable(wish).map(Decree::new)));
    }

    /// Delivers all messages that are on their way, and those that they lead to.
    public void deliverAll() {
        while (!walking.isEmpty()) {
            deliverOne();
        }
    }

    /// Delivers the messages that are on their way now, not those that they lead to.
    public void deliverRound() {
        int round = walking.size();
        for (int i = 0; i < round; i++) {
            deliverOne();
        }
    }

    private void deliverOne() {
        Walking first = walking.removeFirst();
        String to = first.send().to();
        if (!states.containsKey(to)) {
            record(first.from(), new Happening.Lost(first.id(), to, first.send().message(), "Nobody listens there."));
            return;
        }
        if (!to.equals(first.from())) {
            record(first.from(), new Happening.HandedOver(first.id(), to, first.send().message()));
        }
        receive(to, Optional.of(first.from()), Optional.of(first.id()), first.send().message());
    }

    /// All messages that are on their way come, and wait to be delivered; some time passes between one and the next.
    public void holdRound(int millisBetween) {
        int round = walking.size();
        for (int i = 0; i < round; i++) {
            Walking first = walking.removeFirst();
            String to = first.send().to();
            if (to.equals(first.from())) {
                walking.addLast(first);
                continue;
            }
            record(first.from(), new Happening.HandedOver(first.id(), to, first.send().message()));
            record(to, new Happening.Held(Optional.of(first.from()), Optional.of(first.id()), first.send().message()));
            held.addLast(first);
            pass(millisBetween);
        }
    }

    /// Delivers the message that has waited longest.
    public void deliverHeld() {
        Walking first = held.removeFirst();
        receive(first.send().to(), Optional.of(first.from()), Optional.of(first.id()), first.send().message());
    }

    /// Sends away the message that has waited longest.
    public void discardHeld(String why) {
        Walking first = held.removeFirst();
        record(first.send().to(), new Happening.Discarded(Optional.of(first.from()), Optional.of(first.id()), first.send().message(), why));
    }

    /// A message from outside this play.
    public void receive(String to, Optional<String> from, Optional<String> id, Message message) {
        record(to, new Happening.Received(from, id, message));
        step(to, new Input.Receive(from, message));
    }

    public void crash(String name) {
        states.remove(name);
        record(name, new Happening.Crashed(name + " was crashed on request.", false));
    }

    private void step(String name, Input input) {
        State before = states.get(name);
        Step step = new Legislator(parliament, name).step(before, input);
        if (!step.next().ledger().equals(before.ledger())) {
            record(name, new Happening.Wrote(before.ledger(), step.next().ledger()));
        }
        states.put(name, step.next());
        record(name, new Happening.Stepped(step.next(), step.why()));
        for (Send send : step.sends()) {
            String id = "m" + ++messages;
            record(name, new Happening.Sent(id, send.to(), send.message()));
            walking.addLast(new Walking(name, id, send));
        }
    }

    /// Any event, as a test likes it.
    public void record(String name, Happening what) {
        Event event = new Event(events.size(), now, events.size(), name, what);
        events.add(event);
        readers.forEach(reader -> reader.accept(event));
    }

    public Ledger ledger(String name) {
        return states.get(name).ledger();
    }

    public Instant now() {
        return now;
    }
}
