package paxos.view;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import paxos.fault.Comeback;
import paxos.fault.CrashPoint;
import paxos.fault.CrashPoints;
import paxos.fault.FaultBench;
import paxos.fault.Hold;
import paxos.synod.Input;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.trace.Rule;

/// What a window lets a person do to a legislator on purpose, and how that stands. Everything returns at once. For one
/// thread, JavaFX's; [#pulse] brings it up to date.
public final class FaultDesk {

    /// How many held messages are shown; the rest wait behind them.
    static final int MOST_SHOWN = 200;

    private final FaultBench bench;
    private final NodeModel model;
    private final Consumer<String> trouble;
    private final Executor screen;

    private final ReadOnlyBooleanWrapper holding = new ReadOnlyBooleanWrapper(this, "holding", false);
    private final ReadOnlyObjectWrapper<Set<Rule>> rulesOff = new ReadOnlyObjectWrapper<>(this, "rulesOff", Set.of());
    private final ReadOnlyObjectWrapper<Optional<CrashPoint>> armed = new ReadOnlyObjectWrapper<>(this, "armed", Optional.empty());
    private final ReadOnlyObjectWrapper<List<Comeback>> comebacks = new ReadOnlyObjectWrapper<>(this, "comebacks", List.of());
    private final ObservableList<HeldMessage> held = FXCollections.observableArrayList();
    // Kept here, as such a view is let go of where nothing but its listeners holds it.
    private final ObservableList<HeldMessage> heldView = FXCollections.unmodifiableObservableList(held);
    private long looks;
    private List<Hold.Waiting> seen = List.of();
    private Optional<Standpoint> foreseenFrom = Optional.empty();

    /// On what it depends whether a message would be ignored.
    private record Standpoint(State state, NodeModel.Presence presence, Set<Rule> rulesOff) {
    }

    /// @param trouble told, in a sentence, what could not be done
    /// @param screen  runs what changes properties, on JavaFX's thread
    public FaultDesk(FaultBench bench, NodeModel model, Consumer<String> trouble, Executor screen) {
        this.bench = bench;
        this.model = model;
        this.trouble = trouble;
        this.screen = screen;
        model.presence().subscribe(_ -> lookForComebacks());
        rulesOff.subscribe(_ -> lookForComebacks());
    }

    /// Shows what is new; called once a pulse.
    public void pulse() {
        holding.set(bench.hold().isHolding());
        armed.set(bench.crashPoints().armed());
        rulesOff.set(bench.rules().off());
        List<Hold.Waiting> now = bench.hold().waiting();
        Standpoint standpoint = new Standpoint(model.state(), model.presence().get(), rulesOff.get());
        if (now != seen || !now.isEmpty() && !foreseenFrom.equals(Optional.of(standpoint))) {
            seen = now;
            foreseenFrom = Optional.of(standpoint);
            List<HeldMessage> next = now.stream().limit(MOST_SHOWN).map(each -> held(each, standpoint.state())).toList();
            if (!next.equals(held)) {
                held.setAll(next);
            }
        }
    }

    /// The legislator's name.
    public String name() {
        return bench.name();
    }

    // ---- Messengers

    /// Whether messages that arrive wait.
    public ReadOnlyBooleanProperty holding() {
        return holding.getReadOnlyProperty();
    }

    /// The messages that wait, the next to be delivered first.
    public ObservableList<HeldMessage> held() {
        return heldView;
    }

    /// Makes messages wait, or lets all go that do.
    public void hold(boolean on) {
        bench.hold().hold(on);
        pulse();
    }

    /// Delivers the next message; holds messages from now on, where it did not.
    public void step() {
        if (!bench.hold().isHolding()) {
            hold(true);
        } else {
            bench.step();
            pulse();
        }
    }

    /// Delivers this message now. (Here and below: one that does not wait any more is passed over.)
    public void deliver(HeldMessage message) {
        bench.hold().deliver(message.number());
        pulse();
    }

    /// Sends this message away.
    public void drop(HeldMessage message) {
        bench.hold().drop(message.number());
        pulse();
    }

    /// Has a copy of this message wait behind it.
    public void duplicate(HeldMessage message) {
        bench.hold().duplicate(message.number());
        pulse();
    }

    /// Has this message wait in another place.
    ///
    /// @param place from 0; beyond an end means that end
    public void move(HeldMessage message, int place) {
        bench.hold().move(message.number(), Math.clamp(place, 0, Math.max(0, held.size() - 1)));
        pulse();
    }

    private HeldMessage held(Hold.Waiting waiting, State state) {
        var envelope = waiting.envelope();
        return new HeldMessage(waiting.number(), envelope.from().orElse(""), envelope.id(), envelope.message(), waiting.copy(),
                foresight(new Input.Receive(envelope.from(), envelope.message()), state));
    }

    /// What the legislator's own rules would make of it now: they are a function, so one may ask.
    private String foresight(Input.Receive received, State state) {
        if (model.presence().get() != NodeModel.Presence.OPEN) {
            return "";
        }
        Step step = bench.rules().step(state, received);
        boolean nothing = step.next().equals(state) && step.sends().isEmpty();
        return nothing ? "Would be ignored: " + step.why().sentence() : "";
    }

    // ---- Crashes

    /// Where it is to crash; empty where nowhere.
    public ReadOnlyObjectProperty<Optional<CrashPoint>> armed() {
        return armed.getReadOnlyProperty();
    }

    /// Has it crash there, once.
    public void crashWhen(CrashPoint point) {
        trouble.accept("");
        Optional<String> never = CrashPoints.neverComes(point, model.ledger().get());
        never.ifPresentOrElse(trouble, () -> bench.crashWhen(point));
        pulse();
    }

    /// Has it not crash after all.
    public void disarm() {
        bench.disarm();
        pulse();
    }

    /// How it can come back, while it is away: first with the disk as it was kept.
    public ReadOnlyObjectProperty<List<Comeback>> comebacks() {
        return comebacks.getReadOnlyProperty();
    }

    /// Brings it back so; says why not where a rule forbids it.
    public void restart(Comeback how) {
        trouble.accept("");
        bench.restart(how).whenComplete((_, failed) -> {
            if (failed != null) {
                screen.execute(() -> trouble.accept(NodeActions.sentence(failed)));
            }
        });
    }

    /// The disk is read on a thread of its own.
    private void lookForComebacks() {
        long look = ++looks;
        if (model.presence().get() == NodeModel.Presence.OPEN) {
            comebacks.set(List.of());
            return;
        }
        Thread.ofVirtual().name(name() + "-archivist").start(() -> {
            try {
                List<Comeback> found = bench.comebacks();
                screen.execute(() -> {
                    // Another look may have begun since.
                    if (look == looks) {
                        comebacks.set(found);
                    }
                });
            } catch (IOException failed) {
                screen.execute(() -> trouble.accept(failed.getMessage()));
            }
        });
    }

    // ---- Rules

    /// The rules that are switched off here.
    public ReadOnlyObjectProperty<Set<Rule>> rulesOff() {
        return rulesOff.getReadOnlyProperty();
    }

    /// Switches a rule off, or on again.
    public void setRule(Rule rule, boolean holds) {
        Set<Rule> off = EnumSet.noneOf(Rule.class);
        off.addAll(bench.rules().off());
        if (holds) {
            off.remove(rule);
        } else {
            off.add(rule);
        }
        bench.setRules(off);
        pulse();
    }

    /// Switches all rules on.
    public void restoreRules() {
        bench.setRules(Set.of());
        pulse();
    }

    // ---- Around it

    /// The bench itself, with the links of the whole process.
    public FaultBench bench() {
        return bench;
    }
}
