package paxos.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import paxos.node.Node;
import paxos.synod.Decree;
import paxos.view.Conductor;
import paxos.view.HostedNode;
import paxos.view.NodeActions;
import paxos.view.timeline.Lane;

/// Conducts the nodes of this process from the Chamber: one key each, those of a presenter's remote among them.
final class ConductorBar extends ToolBar {

    private static final PseudoClass AWAY = PseudoClass.getPseudoClass("away");
    private static final int SLOWEST = 3_000;
    private static final int STEP = 100;
    private static final List<KeyCode> DIGITS = List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4,
            KeyCode.DIGIT5, KeyCode.DIGIT6, KeyCode.DIGIT7, KeyCode.DIGIT8, KeyCode.DIGIT9);

    private final Conductor conductor;
    private final Optional<Decree> wish;
    private final Consumer<String> trouble;
    private final ToggleButton pause = new ToggleButton("Pause all");
    private final Button step = new Button("Step");
    private final Slider speed;
    private final Label speedWords = new Label();
    private final SequencedMap<String, Button> players = new LinkedHashMap<>();
    private final SequencedMap<String, Boolean> away = new LinkedHashMap<>();

    /// @param wish    the decree wished for, where none is said
    /// @param trouble told, in a sentence, what could not be done
    ConductorBar(Conductor conductor, Colours colours, Optional<Decree> wish, Consumer<String> trouble) {
        this.conductor = conductor;
        this.wish = wish;
        this.trouble = trouble;
        getStyleClass().setAll("controls", "conductor");
        setId("conductor");
        furnish(pause, "pause-all", "Hold the messages of every node here, and release them (. – the black-screen key of a remote).");
        pause.setOnAction(_ -> conductor.pause(pause.isSelected()));
        furnish(step, "step-all", "Deliver the one message that has waited longest (Page Down).");
        step.setOnAction(_ -> conductor.step());
        // The command line allows more, for slow motion.
        speed = new Slider(0, Math.max(SLOWEST, conductor.delayMillis()), conductor.delayMillis());
        speed.setId("speed");
        speed.setPrefWidth(110);
        speed.setMinWidth(50);
        speed.setBlockIncrement(STEP);
        speed.setTooltip(new Tooltip("How long every messenger walks: from real time to slow motion (Ctrl+Left, Ctrl+Right)."));
        speed.valueProperty().subscribe(value -> {
            if (speed.isValueChanging() || Math.abs(conductor.delayMillis() - value.intValue()) > 0) {
                conductor.setDelay(value.intValue());
            }
        });
        speedWords.getStyleClass().add("delay-value");
        speedWords.setMinWidth(Region.USE_PREF_SIZE);
        Label crash = new Label("crash or restart");
        crash.getStyleClass().add("remark");
        crash.setMinWidth(Region.USE_PREF_SIZE);
        getItems().addAll(pause, step, new Separator(Orientation.VERTICAL), speed, speedWords, new Separator(Orientation.VERTICAL), crash);
        for (HostedNode player : conductor.players()) {
            getItems().add(button(player.node(), colours));
        }
    }

    private Button button(Node node, Colours colours) {
        Button button = new Button();
        furnish(button, "conduct-" + node.name(), "Crash %s, or restart it where it is away%s.".formatted(node.name(),
                players.size() < DIGITS.size() ? " (%d; with Shift: it starts a ballot)".formatted(players.size() + 1) : ""));
        button.getStyleClass().add("chip");
        colours.paint(button, node.name());
        button.setOnAction(_ -> report(away.getOrDefault(node.name(), false) ? node.open() : node.crash()));
        players.put(node.name(), button);
        return button;
    }

    private static void furnish(ButtonBase button, String id, String tip) {
        button.setId(id);
        button.setTooltip(new Tooltip(tip));
        button.setMinWidth(Region.USE_PREF_SIZE);
    }

    /// The keys; none where this process has no node.
    List<Keys.Key> keys() {
        List<Keys.Key> keys = new ArrayList<>(List.of(
                Keys.where(Keys::isNotTyping, KeyCode.PERIOD, ".", "pause all nodes of this process, and release them", pause::fire),
                Keys.plain(KeyCode.PAGE_DOWN, "Page Down", "let one message go (the first time: pause)", conductor::step),
                Keys.plain(KeyCode.PAGE_UP, "Page Up", "start a ballot at the first node that is open", this::startAtFirstOpen),
                Keys.ctrl(KeyCode.LEFT, "Left", "all messengers walk faster", () -> speed.setValue(speed.getValue() - STEP)),
                Keys.ctrl(KeyCode.RIGHT, "Right", "all messengers walk slower", () -> speed.setValue(speed.getValue() + STEP))));
        List<HostedNode> all = conductor.players();
        for (int i = 0; i < Math.min(all.size(), DIGITS.size()); i++) {
            Node node = all.get(i).node();
            keys.add(Keys.where(Keys::isNotTyping, DIGITS.get(i), Integer.toString(i + 1), "crash %s, or restart it".formatted(node.name()),
                    players.get(node.name())::fire));
            keys.add(Keys.shiftWhere(Keys::isNotTyping, DIGITS.get(i), Integer.toString(i + 1), "%s starts a ballot".formatted(node.name()),
                    () -> report(node.propose(wish))));
        }
        return keys;
    }

    private void startAtFirstOpen() {
        report(conductor.players().stream().map(HostedNode::node).filter(node -> !away.getOrDefault(node.name(), false)).findFirst()
                .map(node -> node.propose(wish))
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException("No node here is open. Restart one first."))));
    }

    private void report(CompletableFuture<Void> done) {
        done.whenComplete((_, failed) -> Platform.runLater(() -> trouble.accept(failed == null ? "" : NodeActions.sentence(failed))));
    }

    /// Shows how it stands; called once a pulse.
    ///
    /// @param entries what each lane says now
    void show(Function<String, Optional<Lane.Entry>> entries) {
        boolean paused = conductor.isPaused();
        pause.setSelected(paused);
        int waiting = conductor.waiting();
        step.setText(waiting == 0 ? "Step" : "Step (%d)".formatted(waiting));
        int delay = conductor.delayMillis();
        if (!speed.isValueChanging() && (int) speed.getValue() != Math.min(delay, (int) speed.getMax())) {
            speed.setValue(delay);
        }
        speedWords.setText(delay == 0 ? "real time" : "%4d ms".formatted(delay));
        int number = 0;
        for (var player : players.entrySet()) {
            number++;
            boolean gone = entries.apply(player.getKey()).map(Lane.Entry::standing).filter(how -> how == Lane.Standing.OPEN).isEmpty();
            away.put(player.getKey(), gone);
            player.getValue().setText("%s%s%s".formatted(number <= DIGITS.size() ? number + " " : "", player.getKey(), gone ? " ↻" : " ✕"));
            player.getValue().pseudoClassStateChanged(AWAY, gone);
        }
    }
}
