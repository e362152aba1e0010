package paxos.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import paxos.synod.Ledger;
import paxos.trace.Event;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Spot;

/// A timeline that says what a test wants.
final class StubDiagram implements Diagram {

    final Map<String, Lane.Entry> entries = new HashMap<>();
    Optional<String> past = Optional.empty();
    int keysPressed;
    List<Event> shown = List.of();
    boolean disposed;
    private final Region node = new Region();

    void set(String name, Lane.Standing standing, Ledger ledger) {
        entries.put(name, new Lane.Entry(new Spot(0, 0, 0), Lane.Change.STANDING, standing, ledger, 0, Set.of()));
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public void pulse() {
    }

    @Override
    public Moment moment() {
        return new Moment(past, name -> Optional.ofNullable(entries.get(name)));
    }

    @Override
    public void show(List<Event> evidence) {
        shown = evidence;
    }

    @Override
    public void backToNow() {
        past = Optional.empty();
    }

    @Override
    public List<Keys.Key> keys() {
        return List.of(Keys.ctrl(KeyCode.J, "J", "jump", () -> keysPressed++));
    }

    @Override
    public void dispose() {
        disposed = true;
    }
}
