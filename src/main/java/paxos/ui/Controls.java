package paxos.ui;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import paxos.ui.faults.BenchButtons;
import paxos.view.NodeActions;
import paxos.view.NodeModel;

/// The bar of buttons. What a button does, its key does too; the tooltip names it. Where the text is large and the
/// window small, the last of them are behind the bar's arrow.
final class Controls extends ToolBar {

    /// The slider's end. The command line allows more, for slow motion.
    private static final int SLIDER_END = 3_000;
    private static final int SLIDER_STEP = 100;

    private final NodeActions actions;
    private final TextField decree = new TextField();
    private final Button start;
    private final SplitMenuButton crash = new SplitMenuButton();
    private final SplitMenuButton restart = new SplitMenuButton();
    private final Slider delay;

    /// @param bench the fault bench's buttons
    /// @param menu  the view's menu
    Controls(NodeModel model, NodeActions actions, int delayMillis, BenchButtons bench, ViewMenu menu) {
        this.actions = actions;
        // Not a tool bar's own look: there, buttons are flat.
        getStyleClass().setAll("controls");
        start = button("Start ballot", "start", "Start a ballot with this legislator as president (Ctrl+B, or Enter in the decree field).",
                this::startBallot);
        start.getStyleClass().add(Styles.ACCENT);
        decree.setId("decree-field");
        decree.setPromptText("decree");
        decree.setTooltip(new Tooltip("The decree to wish for, a whole number; empty means that of --decree, or else the ballot's number (Ctrl+D goes here)."));
        decree.setOnAction(_ -> startBallot());
        decree.setPrefColumnCount(6);
        furnish(crash, "Crash", "crash", "Crash: the slip is lost, connections are reset, the ledger survives (Ctrl+K). Behind the arrow: at the worst moment.",
                actions::crash);
        crash.getStyleClass().addAll(Styles.DANGER, Styles.BUTTON_OUTLINED);
        furnish(restart, "Restart", "restart", "Restart: read the ledger again and come back (Ctrl+R). Behind the arrow: with its disk wiped, older or torn.",
                actions::restart);
        bench.furnish(crash, restart);

        delay = new Slider(0, Math.max(SLIDER_END, delayMillis), delayMillis);
        delay.setId("delay");
        delay.setBlockIncrement(SLIDER_STEP);
        delay.setPrefWidth(90);
        delay.setMinWidth(40);
        delay.setTooltip(new Tooltip("How long each messenger walks before its message is sent (Ctrl+Left, Ctrl+Right)."));
        Label messenger = new Label("messenger");
        messenger.getStyleClass().add("remark");
        messenger.setMinWidth(Region.USE_PREF_SIZE);
        Label millis = new Label();
        millis.setId("delay-value");
        millis.getStyleClass().add("delay-value");
        millis.setMinWidth(Region.USE_PREF_SIZE);
        delay.valueProperty().subscribe(value -> {
            millis.setText("%4d ms".formatted(value.intValue()));
            actions.setDelay(value.intValue());
        });

        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getItems().addAll(start, decree, crash, restart);
        getItems().addAll(bench.messengers());
        getItems().addAll(messenger, delay, millis, space);
        getItems().addAll(bench.around());
        getItems().add(menu);

        model.presence().subscribe(presence -> {
            boolean open = presence == NodeModel.Presence.OPEN;
            start.setDisable(!open);
            decree.setDisable(!open);
            crash.setDisable(!open);
            restart.setDisable(open);
        });
    }

    private static void furnish(SplitMenuButton button, String text, String id, String tip, Runnable action) {
        button.setText(text);
        button.setId(id);
        button.setTooltip(new Tooltip(tip));
        button.setOnAction(_ -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
    }

    private static Button button(String text, String id, String tip, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.setTooltip(new Tooltip(tip));
        button.setOnAction(_ -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// Starts a ballot for the decree in the field; the same as the button.
    void startBallot() {
        actions.startBallot(decree.getText());
    }

    void focusDecree() {
        decree.requestFocus();
        decree.selectAll();
    }

    void crash() {
        if (!crash.isDisabled()) {
            crash.fire();
        }
    }

    void restart() {
        if (!restart.isDisabled()) {
            restart.fire();
        }
    }

    /// Shows how long messengers walk, as others may have said: the conductor.
    ///
    /// @param millis passed over where it is beyond the slider's end
    void showDelay(int millis) {
        if (!delay.isValueChanging() && millis <= delay.getMax() && (int) delay.getValue() != millis) {
            delay.setValue(millis);
        }
    }

    /// Makes messengers slower (or, below 0, faster) by so many steps.
    void slower(int steps) {
        delay.setValue(delay.getValue() + steps * SLIDER_STEP);
    }
}
