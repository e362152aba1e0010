package paxos.ui.faults;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;
import paxos.trace.Rule;
import paxos.view.FaultDesk;

/// The rules of one legislator, each with its sentence from the paper, and a switch.
final class RulesPane extends BenchPane {

    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");

    private final Map<Rule, ToggleSwitch> switches = new EnumMap<>(Rule.class);
    private boolean showing;

    RulesPane(FaultDesk desk) {
        setId("rules-pane");
        Label title = new Label("Rules of " + desk.name());
        title.getStyleClass().add("panel-title");
        Button all = new Button("All rules hold");
        all.setId("rules-all");
        all.getStyleClass().add("small-button");
        all.setTooltip(new Tooltip("Switch every rule on again. What was lost meanwhile does not come back."));
        all.setOnAction(_ -> desk.restoreRules());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox heading = new HBox(title, space, all);
        heading.getStyleClass().add("bench-heading");
        Label remark = wrapping("Each of them saves the decree. Switch one off, here and for this legislator alone, and see it lost.",
                "remark");
        getChildren().addAll(heading, remark);
        for (Rule rule : Rule.values()) {
            getChildren().add(row(desk, rule));
        }
        desk.rulesOff().subscribe(off -> {
            showing = true;
            switches.forEach((rule, each) -> {
                each.setSelected(!off.contains(rule));
                each.getParent().pseudoClassStateChanged(BROKEN, off.contains(rule));
            });
            showing = false;
            all.setDisable(off.isEmpty());
        });
    }

    private HBox row(FaultDesk desk, Rule rule) {
        Label title = new Label(rule.title());
        title.getStyleClass().add("rule-title");
        Label quotation = wrapping("“%s” %s".formatted(rule.quotation(), rule.section()), "quotation");
        VBox words = new VBox(title, quotation);
        HBox.setHgrow(words, Priority.ALWAYS);
        ToggleSwitch holds = new ToggleSwitch();
        holds.setId("rule-" + rule.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        holds.setAccessibleText(rule.title());
        holds.setTooltip(new Tooltip("Whether %s keeps this rule (Space).".formatted(desk.name())));
        holds.setSelected(true);
        holds.selectedProperty().subscribe(on -> {
            if (!showing) {
                desk.setRule(rule, on);
            }
        });
        holds.addEventHandler(KeyEvent.KEY_PRESSED, pressed -> {
            if (pressed.getCode() == KeyCode.SPACE) {
                // Else the window below would take it as its own.
                pressed.consume();
            }
        });
        switches.put(rule, holds);
        HBox row = new HBox(words, holds);
        row.getStyleClass().add("rule");
        return row;
    }
}
