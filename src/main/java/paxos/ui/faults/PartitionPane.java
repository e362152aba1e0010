package paxos.ui.faults;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Parts the legislators into groups, by dragging their names (or a click, or the digit of a group).
final class PartitionPane extends BenchPane {

    private static final int GROUPS = 3;
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final List<FlowPane> groups = new ArrayList<>();
    private final Label problem = problem("partition-problem");

    /// @param part parts them; throws [IllegalArgumentException], with a sentence, where that makes no sense
    /// @param back told when it is done, or not wanted
    PartitionPane(List<String> legislators, BiConsumer<Node, String> colours, Consumer<List<Set<String>>> part, Runnable back) {
        setId("partition-pane");
        Label title = new Label("Partition");
        title.getStyleClass().add("panel-title");
        Label remark = wrapping("Drag names into groups (or click one, or press 1 to %d on it). Between groups nothing gets through."
                .formatted(GROUPS), "remark");
        HBox boxes = new HBox();
        boxes.getStyleClass().add("groups");
        for (int i = 0; i < GROUPS; i++) {
            boxes.getChildren().add(group(i));
        }
        legislators.forEach(name -> groups.getFirst().getChildren().add(chip(name, colours)));
        Button cut = new Button("Cut between the groups");
        cut.setId("partition-cut");
        cut.setDefaultButton(true);
        cut.setTooltip(new Tooltip("Cut all links between the groups, and mend those within them (Enter)."));
        cut.setOnAction(_ -> {
            try {
                part.accept(groups.stream().map(PartitionPane::names).filter(each -> !each.isEmpty()).toList());
                back.run();
            } catch (IllegalArgumentException wrong) {
                problem.setText(wrong.getMessage());
            }
        });
        Button cancel = new Button("Back");
        cancel.setId("partition-back");
        cancel.setCancelButton(true);
        cancel.setTooltip(new Tooltip("Part nobody (Esc)."));
        cancel.setOnAction(_ -> back.run());
        HBox buttons = new HBox(cut, cancel);
        buttons.getStyleClass().add("bench-row");
        getChildren().addAll(title, remark, boxes, problem, buttons);
    }

    private static Set<String> names(FlowPane group) {
        Set<String> names = new LinkedHashSet<>();
        group.getChildren().forEach(chip -> names.add(((Button) chip).getText()));
        return names;
    }

    private VBox group(int index) {
        FlowPane chips = new FlowPane();
        chips.getStyleClass().add("group");
        chips.setId("group-" + (index + 1));
        groups.add(chips);
        chips.setOnDragOver(over -> {
            if (over.getGestureSource() instanceof Button) {
                over.acceptTransferModes(TransferMode.MOVE);
                chips.pseudoClassStateChanged(OVER, true);
            }
        });
        chips.setOnDragExited(_ -> chips.pseudoClassStateChanged(OVER, false));
        chips.setOnDragDropped(drop -> {
            move((Button) drop.getGestureSource(), index);
            drop.setDropCompleted(true);
        });
        VBox box = new VBox(new Label("Group " + (index + 1)), chips);
        box.getStyleClass().add("group-box");
        return box;
    }

    private Button chip(String name, BiConsumer<Node, String> colours) {
        Button chip = new Button(name);
        chip.setId("chip-" + name);
        chip.getStyleClass().add("chip");
        chip.setTooltip(new Tooltip("Drag it to a group; a click moves it to the next, and a digit to that one (1 to %d).".formatted(GROUPS)));
        chip.setMinWidth(Region.USE_PREF_SIZE);
        colours.accept(chip, name);
        chip.setOnAction(_ -> move(chip, (groups.indexOf((FlowPane) chip.getParent()) + 1) % GROUPS));
        chip.setOnDragDetected(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(name);
            chip.startDragAndDrop(TransferMode.MOVE).setContent(content);
        });
        chip.addEventHandler(KeyEvent.KEY_TYPED, typed -> {
            int digit = typed.getCharacter().isEmpty() ? -1 : Character.digit(typed.getCharacter().charAt(0), 10);
            if (digit >= 1 && digit <= GROUPS) {
                move(chip, digit - 1);
            }
        });
        return chip;
    }

    private void move(Button chip, int to) {
        groups.forEach(group -> group.getChildren().remove(chip));
        groups.get(to).getChildren().add(chip);
        problem.setText("");
        chip.requestFocus();
    }
}
