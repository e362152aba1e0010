package paxos.ui.faults;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
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

/// The links between legislators, as a matrix: who sends stands on the left, who receives above. Of many legislators, whose
/// matrix nobody could overlook, the links of one, who can be chosen. What is chosen of the links is set below.
final class LinksPane extends BenchPane {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass FAULTY = PseudoClass.getPseudoClass("faulty");
    private static final PseudoClass CUT = PseudoClass.getPseudoClass("cut");

    /// From here on legislators are many.
    private static final int MANY = 13;

    private final Links links;
    private final List<String> legislators;
    private final BiConsumer<Node, String> colours;
    private final ScrollPane scroll = new ScrollPane();
    private final Map<Link, Button> cells = new LinkedHashMap<>();
    private List<Link> chosen = List.of();
    private String chosenWords = "";
    private String allWords = "all links";

    private final Label about = new Label();
    private final CheckBox cut = new CheckBox("cut");
    private final TextField least = field("least", "ms", "How much longer than others messengers walk here at least, 0 to %d ms (Enter sets it).".formatted(Delay.LONGEST_MILLIS));
    private final TextField most = field("most", "ms", "… and at most, 0 to %d ms (Enter sets it).".formatted(Delay.LONGEST_MILLIS));
    private final TextField loss = field("loss", "%", "How many of 100 messengers are lost here (Enter sets it).");
    private final TextField duplicates = field("duplicates", "%", "How many of 100 messages come twice here (Enter sets it).");
    private final TextField seed = field("seed", "a number",
            "All chances of all links follow from this number. With the same one a class sees the same again (Enter begins anew).");
    private final Label problem = problem("links-problem");

    /// @param me        whose window it is
    /// @param colours   gives a node of the scene a legislator's colours
    /// @param partition asks for groups, and parts them
    LinksPane(Links links, List<String> legislators, String me, BiConsumer<Node, String> colours, Runnable partition) {
        this.links = links;
        this.legislators = legislators;
        this.colours = colours;
        setId("links-pane");
        Label title = new Label("Links");
        title.getStyleClass().add("panel-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox heading = new HBox(title, space, legislators.size() < MANY ? remark("who sends: left; who receives: above") : chooser(me));
        heading.getStyleClass().add("bench-heading");
        scroll.getStyleClass().add("links-scroll");
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(legislators.size() < MANY ? 320 : 240);
        if (legislators.size() < MANY) {
            scroll.setContent(matrix());
        } else {
            showLinksOf(me);
        }

        Button part = button("Partition…", "partition", "Put the legislators into groups, and cut all links between the groups.", partition);
        Button heal = button("Heal", "heal", "Every link is as it was: nothing cut, lost, doubled or slow.", () -> {
            links.heal();
            showAnew();
        });
        seed.setPrefColumnCount(9);
        seed.setOnAction(_ -> reseed());
        HBox below = new HBox(part, heal, new Label("seed"), seed);
        below.getStyleClass().add("bench-row");
        getChildren().addAll(heading, scroll, editor(), problem, below);
        chooseAll();
    }

    private static Label remark(String words) {
        Label remark = new Label(words);
        remark.getStyleClass().add("remark");
        return remark;
    }

    // ---- Of many: the links of one

    private HBox chooser(String me) {
        ComboBox<String> whose = new ComboBox<>(FXCollections.observableList(legislators));
        whose.setId("links-of");
        whose.setValue(me);
        whose.setVisibleRowCount(15);
        whose.setTooltip(new Tooltip("Whose links are shown."));
        whose.setOnAction(_ -> {
            showLinksOf(whose.getValue());
            chooseAll();
        });
        HBox chooser = new HBox(remark("those of"), whose);
        chooser.getStyleClass().add("bench-row");
        return chooser;
    }

    private void showLinksOf(String one) {
        List<String> peers = legislators.stream().filter(peer -> !peer.equals(one)).toList();
        cells.clear();
        GridPane grid = new GridPane();
        grid.getStyleClass().add("links");
        grid.add(all("All links of " + one + "."), 0, 0);
        grid.add(heading(one + " →", one, "All that " + one + " sends.", () -> choose("all that " + one + " sends",
                peers.stream().map(to -> new Link(one, to)).toList())), 1, 0);
        grid.add(heading("→ " + one, one, "All that is sent to " + one + ".", () -> choose("all that is sent to " + one,
                peers.stream().map(from -> new Link(from, one)).toList())), 2, 0);
        for (int i = 0; i < peers.size(); i++) {
            String peer = peers.get(i);
            Link there = new Link(one, peer);
            Link back = new Link(peer, one);
            grid.add(heading(peer, peer, "Both ways between %s and %s.".formatted(one, peer),
                    () -> choose("%s ⇄ %s".formatted(one, peer), List.of(there, back))), 0, i + 1);
            grid.add(cell(there), 1, i + 1);
            grid.add(cell(back), 2, i + 1);
        }
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(), wide, wide);
        allWords = "all links of " + one;
        scroll.setContent(grid);
        scroll.setVvalue(0);
    }

    // ---- Of few: all links

    private GridPane matrix() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("links");
        for (int i = 0; i < legislators.size(); i++) {
            String name = legislators.get(i);
            grid.add(heading(name, name, "All that is sent to " + name + ".", () -> choose("all that is sent to " + name,
                    legislators.stream().map(from -> new Link(from, name)).toList())), i + 1, 0);
            grid.add(heading(name, name, "All that " + name + " sends.", () -> choose("all that " + name + " sends",
                    legislators.stream().map(to -> new Link(name, to)).toList())), 0, i + 1);
        }
        grid.add(all("All links."), 0, 0);
        for (int from = 0; from < legislators.size(); from++) {
            for (int to = 0; to < legislators.size(); to++) {
                if (from != to) {
                    grid.add(cell(new Link(legislators.get(from), legislators.get(to))), to + 1, from + 1);
                }
            }
        }
        return grid;
    }

    private Button all(String tip) {
        Button all = new Button("all");
        all.getStyleClass().add("link-heading");
        all.setId("link-all");
        all.setTooltip(new Tooltip(tip));
        all.setOnAction(_ -> chooseAll());
        return all;
    }

    private Button cell(Link link) {
        Button cell = new Button();
        cell.setId("link-%s-%s".formatted(link.from(), link.to()));
        cell.getStyleClass().add("link");
        cell.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        cell.setTextAlignment(TextAlignment.CENTER);
        cell.setDisable(!links.canSet(link.from(), link.to()));
        cell.setOnAction(_ -> choose("%s → %s".formatted(link.from(), link.to()), List.of(link)));
        cells.put(link, cell);
        return cell;
    }

    private Button heading(String words, String name, String tip, Runnable action) {
        Button heading = new Button(words);
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
        choose(allWords, List.copyOf(cells.keySet()));
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
