package paxos.ui.faults;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Parts the legislators into groups, by dragging their names (or a click, or the digit of a group).
final class PartitionPane extends BenchPane {

    private static final int GROUPS = 3;
    /// From here on legislators are many, and their groups scroll.
    private static final int MANY = 13;
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final List<FlowPane> groups = new ArrayList<>();
    private final Label problem = problem("partition-problem");
    private boolean withThoseThatFollow;

    /// @param part parts them; throws [IllegalArgumentException], with a sentence, where that makes no sense
    /// @param back told when it is done, or not wanted
    PartitionPane(List<String> legislators, BiConsumer<Node, String> colours, Consumer<List<Set<String>>> part, Runnable back) {
        setId("partition-pane");
        Label title = new Label("Partition");
        title.getStyleClass().add("panel-title");
        Label remark = wrapping("Drag names into groups (or click one, or press 1 to %d on it%s). Between groups nothing gets through."
                .formatted(GROUPS, legislators.size() < MANY ? "" : "; with Shift, all that follow go too"), "remark");
        HBox boxes = new HBox();
        boxes.getStyleClass().add("groups");
        ScrollPane scroll = new ScrollPane(boxes);
        scroll.getStyleClass().add("links-scroll");
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(360);
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
        getChildren().addAll(title, remark, legislators.size() < MANY ? boxes : scroll, problem, buttons);
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
        // Not by the platform's drag and drop, which does not begin in a pop-over everywhere.
        chips.setOnMouseDragEntered(_ -> chips.pseudoClassStateChanged(OVER, true));
        chips.setOnMouseDragExited(_ -> chips.pseudoClassStateChanged(OVER, false));
        chips.setOnMouseDragReleased(drop -> {
            chips.pseudoClassStateChanged(OVER, false);
            if (drop.getGestureSource() instanceof Button chip) {
                move(chip, index);
            }
        });
        VBox box = new VBox(new Label("Group " + (index + 1)), chips);
        // A name that is dragged away is still a part of it, and must not draw it over what is below the mouse.
        chips.setPickOnBounds(false);
        box.setPickOnBounds(false);
        box.getStyleClass().add("group-box");
        return box;
    }

    private Button chip(String name, BiConsumer<Node, String> colours) {
        Button chip = new Button(name);
        chip.setId("chip-" + name);
        chip.getStyleClass().add("chip");
        chip.setTooltip(new Tooltip(("Drag it to a group; a click moves it to the next (with Shift: and all that follow it), "
                + "a digit to that one (1 to %d).").formatted(GROUPS)));
        chip.setMinWidth(Region.USE_PREF_SIZE);
        colours.accept(chip, name);
        chip.addEventFilter(MouseEvent.MOUSE_PRESSED, press -> withThoseThatFollow = press.isShiftDown());
        chip.setOnAction(_ -> {
            FlowPane group = (FlowPane) chip.getParent();
            List<Node> all = List.copyOf(group.getChildren());
            int from = all.indexOf(chip);
            int to = (groups.indexOf(group) + 1) % GROUPS;
            all.subList(from, withThoseThatFollow ? all.size() : from + 1).forEach(each -> move((Button) each, to));
            withThoseThatFollow = false;
        });
        makeDraggable(chip);
        chip.addEventHandler(KeyEvent.KEY_TYPED, typed -> {
            int digit = typed.getCharacter().isEmpty() ? -1 : Character.digit(typed.getCharacter().charAt(0), 10);
            if (digit >= 1 && digit <= GROUPS) {
                move(chip, digit - 1);
            }
        });
        return chip;
    }

    /// It follows the mouse, and lets it see what is below.
    private void makeDraggable(Button chip) {
        AtomicReference<Point2D> grip = new AtomicReference<>(Point2D.ZERO);
        chip.addEventHandler(MouseEvent.MOUSE_PRESSED, press -> grip.set(new Point2D(press.getSceneX(), press.getSceneY())));
        chip.setOnDragDetected(_ -> {
            chip.startFullDrag();
            chip.setMouseTransparent(true);
            // Above the other boxes, it comes with its own.
            chip.getParent().getParent().setViewOrder(-1);
        });
        chip.addEventHandler(MouseEvent.MOUSE_DRAGGED, drag -> {
            chip.setTranslateX(drag.getSceneX() - grip.get().getX());
            chip.setTranslateY(drag.getSceneY() - grip.get().getY());
        });
        chip.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> settle(chip));
    }

    private void settle(Button chip) {
        chip.setTranslateX(0);
        chip.setTranslateY(0);
        groups.forEach(group -> group.getParent().setViewOrder(0));
        chip.setMouseTransparent(false);
    }

    private void move(Button chip, int to) {
        // In a new group it does not hear that the mouse lets go.
        settle(chip);
        groups.forEach(group -> group.getChildren().remove(chip));
        groups.get(to).getChildren().add(chip);
        problem.setText("");
        chip.requestFocus();
    }
}
