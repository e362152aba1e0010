package paxos.ui.faults;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import paxos.fault.Delay;
import paxos.fault.Link;
import paxos.fault.LinkFaults;
import paxos.fault.Links;

/// The links between legislators, as a matrix: who sends stands on the left, who receives above. What is chosen in it is
/// set below it.
final class LinksPane extends BenchPane {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass FAULTY = PseudoClass.getPseudoClass("faulty");
    private static final PseudoClass CUT = PseudoClass.getPseudoClass("cut");

    private final Links links;
    private final List<String> legislators;
    private final Map<Link, Button> cells = new LinkedHashMap<>();
    private List<Link> chosen = List.of();
    private String chosenWords = "";

    private final Label about = new Label();
    private final CheckBox cut = new CheckBox("cut");
    private final TextField least = field("least", "ms", "How much longer than others messengers walk here at least, 0 to %d ms (Enter sets it).".formatted(Delay.LONGEST_MILLIS));
    private final TextField most = field("most", "ms", "… and at most, 0 to %d ms (Enter sets it).".formatted(Delay.LONGEST_MILLIS));
    private final TextField loss = field("loss", "%", "How many of 100 messengers are lost here (Enter sets it).");
    private final TextField duplicates = field("duplicates", "%", "How many of 100 messages come twice here (Enter sets it).");
    private final TextField seed = field("seed", "a number",
            "All chances of all links follow from this number. With the same one a class sees the same again (Enter begins anew).");
    private final Label problem = problem("links-problem");

    /// @param colours     gives a node of the scene a legislator's colours
    /// @param partition   asks for groups, and parts them
    LinksPane(Links links, List<String> legislators, BiConsumer<Node, String> colours, Runnable partition) {
        this.links = links;
        this.legislators = legislators;
        setId("links-pane");
        Label title = new Label("Links");
        title.getStyleClass().add("panel-title");
        Label remark = new Label("who sends: left; who receives: above");
        remark.getStyleClass().add("remark");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox heading = new HBox(title, space, remark);
        heading.getStyleClass().add("bench-heading");
        ScrollPane matrix = new ScrollPane(matrix(colours));
        matrix.getStyleClass().add("links-scroll");
        matrix.setFitToWidth(true);
        matrix.setMaxHeight(320);

        Button part = button("Partition…", "partition", "Put the legislators into groups, and cut all links between the groups.", partition);
        Button heal = button("Heal", "heal", "Every link is as it was: nothing cut, lost, doubled or slow.", () -> {
            links.heal();
            showAnew();
        });
        seed.setPrefColumnCount(9);
        seed.setOnAction(_ -> reseed());
        HBox below = new HBox(part, heal, new Label("seed"), seed);
        below.getStyleClass().add("bench-row");
        getChildren().addAll(heading, matrix, editor(), problem, below);
        chooseAll();
    }

    private GridPane matrix(BiConsumer<Node, String> colours) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("links");
        for (int i = 0; i < legislators.size(); i++) {
            String name = legislators.get(i);
            grid.add(heading(name, "All that is sent to " + name + ".", colours, () -> choose("all that is sent to " + name,
                    legislators.stream().map(from -> new Link(from, name)).toList())), i + 1, 0);
            grid.add(heading(name, "All that " + name + " sends.", colours, () -> choose("all that " + name + " sends",
                    legislators.stream().map(to -> new Link(name, to)).toList())), 0, i + 1);
        }
        Button all = new Button("all");
        all.getStyleClass().add("link-heading");
        all.setId("link-all");
        all.setTooltip(new Tooltip("All links."));
        all.setOnAction(_ -> chooseAll());
        grid.add(all, 0, 0);
        for (int from = 0; from < legislators.size(); from++) {
            for (int to = 0; to < legislators.size(); to++) {
                Link link = new Link(legislators.get(from), legislators.get(to));
                if (from != to) {
                    Button cell = new Button();
                    cell.setId("link-%s-%s".formatted(link.from(), link.to()));
                    cell.getStyleClass().add("link");
                    cell.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
                    cell.setTextAlignment(TextAlignment.CENTER);
                    cell.setDisable(!links.canSet(link.from(), link.to()));
                    cell.setOnAction(_ -> choose("%s → %s".formatted(link.from(), link.to()), List.of(link)));
                    cells.put(link, cell);
                    grid.add(cell, to + 1, from + 1);
                }
            }
        }
        return grid;
    }

    private static Button heading(String name, String tip, BiConsumer<Node, String> colours, Runnable action) {
        Button heading = new Button(name);
        heading.getStyleClass().addAll("link-heading", "legislator-name");
        heading.setTooltip(new Tooltip(tip));
        heading.setMaxWidth(Double.MAX_VALUE);
        heading.setOnAction(_ -> action.run());
        colours.accept(heading, name);
        return heading;
    }

    private VBox editor() {
        about.getStyleClass().add("rule-title");
        about.setId("links-chosen");
        cut.setId("link-cut");
        cut.setOnAction(_ -> apply());
        cut.setTooltip(new Tooltip("Nothing gets through."));
        Button set = button("Set", "link-set", "Set it so (Enter in a field does it too).", this::apply);
        HBox first = new HBox(cut, new Label("delay"), least, new Label("to"), most, new Label("ms"));
        HBox second = new HBox(new Label("lose"), loss, new Label("%"), new Label("double"), duplicates, new Label("%"), set);
        first.getStyleClass().add("bench-row");
        second.getStyleClass().add("bench-row");
        for (TextField field : List.of(least, most, loss, duplicates)) {
            field.setOnAction(_ -> apply());
        }
        VBox editor = new VBox(about, first, second);
        editor.getStyleClass().add("link-editor");
        return editor;
    }

    private static TextField field(String id, String prompt, String tip) {
        TextField field = new TextField();
        field.setId("link-" + id);
        field.setPromptText(prompt);
        field.setTooltip(new Tooltip(tip));
        field.setPrefColumnCount(4);
        return field;
    }

    private static Button button(String text, String id, String tip, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.setTooltip(new Tooltip(tip));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void chooseAll() {
        choose("all links", List.copyOf(cells.keySet()));
    }

    private void choose(String words, List<Link> those) {
        chosenWords = words;
        chosen = those.stream().filter(link -> cells.containsKey(link) && !cells.get(link).isDisabled()).toList();
        problem.setText("");
        LinkFaults now = chosen.isEmpty() ? LinkFaults.NONE : links.of(chosen.getFirst().from(), chosen.getFirst().to());
        cut.setSelected(now.cut());
        least.setText(Integer.toString(now.leastMillis()));
        most.setText(Integer.toString(now.mostMillis()));
        loss.setText(Integer.toString(now.lossPercent()));
        duplicates.setText(Integer.toString(now.duplicatePercent()));
        show();
    }

    private void apply() {
        try {
            LinkFaults wanted = new LinkFaults(number(least, "the shortest delay"), number(most, "the longest delay"),
                    number(loss, "how many of 100 are lost"), number(duplicates, "how many of 100 are doubled"), cut.isSelected());
            chosen.forEach(link -> links.set(link.from(), link.to(), wanted));
            problem.setText(chosen.isEmpty() ? "Neither end of these links sits in this process; set them in the window of one that does." : "");
            show();
        } catch (IllegalArgumentException wrong) {
            problem.setText(wrong.getMessage());
        }
    }

    private void reseed() {
        try {
            links.seed(Long.parseLong(seed.getText().strip()));
            problem.setText("");
        } catch (NumberFormatException noNumber) {
            problem.setText("“%s” is no seed: a seed is a whole number.".formatted(seed.getText().strip()));
        }
        show();
    }

    private static int number(TextField field, String what) {
        String text = field.getText().strip();
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("“%s” is no number: %s is a whole number.".formatted(text, what));
        }
    }

    /// Shows how the links are now, also those that are chosen.
    void showAnew() {
        choose(chosenWords, chosen);
    }

    private void show() {
        about.setText(chosenWords);
        if (!seed.isFocused()) {
            seed.setText(Long.toString(links.seed()));
        }
        cells.forEach((link, cell) -> {
            LinkFaults faults = links.of(link.from(), link.to());
            cell.setText(words(faults));
            cell.pseudoClassStateChanged(FAULTY, !faults.equals(LinkFaults.NONE));
            cell.pseudoClassStateChanged(CUT, faults.cut());
            cell.pseudoClassStateChanged(CHOSEN, chosen.contains(link));
            cell.setTooltip(new Tooltip("%s → %s: %s".formatted(link.from(), link.to(), sentence(faults))));
        });
    }

    private static String words(LinkFaults faults) {
        List<String> parts = new ArrayList<>();
        if (faults.cut()) {
            return "✂";
        }
        if (faults.lossPercent() > 0) {
            parts.add("−%d%%".formatted(faults.lossPercent()));
        }
        if (faults.duplicatePercent() > 0) {
            parts.add("×2 %d%%".formatted(faults.duplicatePercent()));
        }
        if (faults.mostMillis() > 0) {
            parts.add("+" + walk(faults.mostMillis()));
        }
        return parts.isEmpty() ? "✓" : String.join("\n", parts);
    }

    /// Short, as cells are small: like "100 ms", "2.5 s".
    private static String walk(int millis) {
        return millis < 1_000 ? millis + " ms" : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }

    private static String sentence(LinkFaults faults) {
        if (faults.equals(LinkFaults.NONE)) {
            return "as it is";
        }
        return faults.cut() ? "cut" : "%d to %d ms more, %d%% lost, %d%% doubled".formatted(faults.leastMillis(),
                faults.mostMillis(), faults.lossPercent(), faults.duplicatePercent());
    }
}
