package paxos.ui.faults;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.controlsfx.control.PopOver;
import paxos.fault.LinkFaults;
import paxos.view.FaultDesk;

/// The buttons of the fault bench in a window's bar.
public final class BenchButtons {

    private static final PseudoClass LOUD = PseudoClass.getPseudoClass("loud");

    private final FaultDesk desk;
    private final ToggleButton hold = new ToggleButton("Hold");
    private final Button step = new Button("Step");
    private final Button faults = new Button("Faults");
    private final Button rules = new Button("Rules");
    private final List<String> legislators;
    private final BiConsumer<Node, String> colours;
    private Optional<Hanging> hanging = Optional.empty();

    /// What hangs below the buttons once somebody presses them; before that it is not there, as no window needs it to be shown.
    private record Hanging(PopOver faults, PopOver rules, LinksPane links, CheckBox pauses, BenchPane pane) {
    }

    /// @param legislators in the order of the configuration
    /// @param colours     gives a node of the scene a legislator's colours
    public BenchButtons(FaultDesk desk, List<String> legislators, BiConsumer<Node, String> colours) {
        this.desk = desk;
        this.legislators = List.copyOf(legislators);
        this.colours = colours;
        furnish(hold, "hold", "Hold: messages that arrive wait in the inbox, until they are delivered (Space holds and releases).");
        hold.setOnAction(_ -> desk.hold(hold.isSelected()));
        desk.holding().subscribe(hold::setSelected);
        furnish(step, "step", "Deliver the next message that waits (Right).");
        step.setOnAction(_ -> desk.step());
        step.disableProperty().bind(desk.holding().not());
        furnish(faults, "faults", "Slow, lossy, doubled or cut links; partitions; whether presidents pause (Ctrl+L).");
        faults.setOnAction(_ -> toggle(hanging().faults(), faults));
        furnish(rules, "rules", "The rules that save the decree, each with a switch (Ctrl+U).");
        rules.setOnAction(_ -> toggle(hanging().rules(), rules));
        desk.rulesOff().subscribe(off -> {
            rules.setText(off.isEmpty() ? "Rules" : "Rules ✗");
            rules.pseudoClassStateChanged(LOUD, !off.isEmpty());
        });
    }

    private Hanging hanging() {
        if (hanging.isEmpty()) {
            hanging = Optional.of(hang());
        }
        return hanging.get();
    }

    private Hanging hang() {
        CheckBox pauses = new CheckBox("%s pauses, at random and longer each time, before it tries again".formatted(desk.name()));
        pauses.setId("pauses");
        pauses.setWrapText(true);
        pauses.setTooltip(new Tooltip("Without a pause, duelling presidents may outbid each other for ever."));
        pauses.setOnAction(_ -> desk.bench().pauses().off(!pauses.isSelected()));
        LinksPane links = new LinksPane(desk.bench().links(), legislators, desk.name(), colours, this::askForGroups);
        BenchPane pane = new BenchPane();
        pane.getChildren().addAll(links, pauses);
        PopOver shownFaults = popOver();
        shownFaults.setContentNode(pane);
        PopOver shownRules = popOver();
        shownRules.setContentNode(new RulesPane(desk));
        return new Hanging(shownFaults, shownRules, links, pauses, pane);
    }

    private static void furnish(ButtonBase button, String id, String tip) {
        button.setId(id);
        button.setTooltip(new Tooltip(tip));
        button.setMinWidth(Region.USE_PREF_SIZE);
    }

    private static PopOver popOver() {
        PopOver over = new PopOver();
        over.setArrowLocation(PopOver.ArrowLocation.TOP_RIGHT);
        over.setDetachable(false);
        over.setAnimated(false);
        return over;
    }

    private void toggle(PopOver over, Button button) {
        if (over.isShowing()) {
            over.hide();
            return;
        }
        hanging().links().showAnew();
        hanging().pauses().setSelected(!desk.bench().pauses().isOff());
        over.show(button);
    }

    private void askForGroups() {
        PopOver over = hanging().faults();
        over.setContentNode(new PartitionPane(legislators, colours, desk.bench().links()::partition, () -> {
            hanging().links().showAnew();
            over.setContentNode(hanging().pane());
        }));
    }

    /// Gives the buttons that crash and restart their menus.
    public void furnish(SplitMenuButton crash, SplitMenuButton restart) {
        CrashMenu.fill(crash, desk);
        ComebackMenu.fill(restart, desk);
    }

    /// Holds, and lets one by one go.
    public List<Node> messengers() {
        return List.of(hold, step);
    }

    /// Links and rules.
    public List<Node> around() {
        return List.of(faults, rules);
    }

    /// Shows what is new; called once a pulse.
    public void pulse() {
        boolean faulty = desk.bench().links().all().values().stream().anyMatch(each -> !each.equals(LinkFaults.NONE));
        faults.pseudoClassStateChanged(LOUD, faulty);
    }

    /// Shows the links, or hides them.
    public void toggleFaults() {
        faults.fire();
    }

    /// Shows the rules, or hides them.
    public void toggleRules() {
        rules.fire();
    }

    /// Hides what hangs over the window.
    public void dispose() {
        hanging.ifPresent(there -> {
            there.faults().hide();
            there.rules().hide();
        });
    }
}
