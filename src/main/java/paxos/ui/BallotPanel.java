package paxos.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import paxos.synod.Parliament;
import paxos.view.BallotProgress;
import paxos.view.NodeModel;

/// The six steps of the paper: where the latest ballot stands, who has answered, and the quorum.
final class BallotPanel extends VBox {

    /// In larger parliaments a count stands for the dots.
    private static final int MOST_DOTS = 8;
    private static final int FEW_DOTS = 5;
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
    private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");
    private static final PseudoClass MANY = PseudoClass.getPseudoClass("many");
    private static final PseudoClass FULL = PseudoClass.getPseudoClass("full");

    private final NodeModel model;
    private final Parliament parliament;
    private final String me;
    private final Colours colours;
    private final List<StepRow> steps = new ArrayList<>();
    private final Panel panel;
    private final Label ending = new Label();
    private BallotProgress shown = BallotProgress.NONE;

    BallotPanel(NodeModel model, Colours colours) {
        this.parliament = model.parliament();
        this.me = model.name();
        this.colours = colours;
        getStyleClass().add("ballot");
        VBox rows = new VBox();
        rows.getStyleClass().add("steps");
        addStep("prepare", "to everyone: I start this ballot; how did you last vote?");
        addStep("promise", "no vote in any ballot below, and the latest vote so far");
        addStep("accept", "request to the quorum: the ballot has begun, and is for this decree");
        addStep("accepted", "each of the quorum votes");
        addStep("learn", "to everyone: the decree has passed");
        addStep("", "everyone whom Success reaches enters the decree");
        rows.getChildren().addAll(steps);
        ending.getStyleClass().add("ending");
        ending.setId("ending");
        ending.setWrapText(true);
        ending.managedProperty().bind(ending.visibleProperty());
        rows.getChildren().add(ending);
        panel = new Panel("Ballot", rows);
        panel.title().setId("ballot-title");
        showOnlyWhole(panel.remark());
        VBox.setVgrow(panel, Priority.ALWAYS);
        getChildren().add(panel);
        this.model = model;
        show(model.ballot().get());
    }

    /// What gives way where there is little room: half a word helps nobody.
    private static void showOnlyWhole(Label label) {
        label.visibleProperty().bind(Bindings.createBooleanBinding(() -> label.getWidth() > label.prefWidth(-1) - 1,
                label.widthProperty(), label.textProperty(), label.fontProperty()));
    }

    private void addStep(String modernTerm, String explanation) {
        steps.add(new StepRow(steps.size() + 1, modernTerm, explanation));
    }

    /// Shows how far the ballot has come; called once a pulse, as it comes a long way in one.
    void pulse() {
        BallotProgress now = model.ballot().get();
        if (!now.equals(shown)) {
            show(now);
        }
    }

    private void show(BallotProgress ballot) {
        shown = ballot;
        boolean any = !ballot.ballot().isNone();
        boolean mine = ballot.president().equals(me);
        // A voter knows of itself only: it shows no dots that it could never fill.
        Set<String> everyone = mine ? Set.copyOf(parliament.legislators()) : Set.of(me);
        panel.title().setText(!any ? "Ballot" : mine
                ? "Ballot %s – mine".formatted(ballot.ballot()) : "Ballot %s of %s".formatted(ballot.ballot(), ballot.president()));
        colours.paint(this, ballot.ballot());
        panel.remark().setText("quorum %d/%d".formatted(parliament.majority(), parliament.size()));
        String number = any ? " " + ballot.ballot() : "";
        String decree = ballot.decree().map(d -> " · " + d).orElse("");
        steps.get(0).show(ballot, "NextBallot" + number, Set.of(), Set.of());
        steps.get(1).show(ballot, "LastVote" + number, everyone, ballot.answered());
        steps.get(2).show(ballot, "BeginBallot" + number + decree, Set.of(), Set.of());
        steps.get(3).show(ballot, "Voted" + number, mine ? ballot.quorum() : everyone, ballot.voters());
        steps.get(4).show(ballot, ballot.step() > 5 ? "Success" + decree : "Success", Set.of(), Set.of());
        steps.get(5).show(ballot, "written by", everyone, ballot.told());
        String sentence = switch (ballot.ending()) {
            case OPEN -> any ? "" : "No ballot yet. Start one.";
            case PASSED -> "";
            case OUTBID -> "Given up: a higher ballot was promised.";
            case SLIP_LOST -> "Its president crashed: all about it was on a slip of paper.";
        };
        ending.setText(sentence);
        ending.setVisible(!sentence.isEmpty());
        pseudoClassStateChanged(OVER, ballot.ending() == BallotProgress.Ending.OUTBID
                || ballot.ending() == BallotProgress.Ending.SLIP_LOST);
    }

    /// One step: its number or a tick, what is said in it, and a dot for each legislator that matters to it.
    private final class StepRow extends HBox {

        private final int step;
        private final Label badge = new Label();
        private final Label words = new Label();
        private final HBox dots = new HBox();
        private final SequencedMap<String, Dot> byLegislator = new LinkedHashMap<>();

        StepRow(int step, String modernTerm, String explanation) {
            this.step = step;
            setId("step" + step);
            getStyleClass().add("step");
            Tooltip.install(this, new Tooltip("Step %d of the paper%s: %s".formatted(step,
                    modernTerm.isEmpty() ? "" : " (" + modernTerm + ")", explanation)));
            Label term = new Label(modernTerm);
            term.getStyleClass().add("remark");
            term.setMinWidth(0);
            showOnlyWhole(term);
            StackPane disc = new StackPane(badge);
            disc.getStyleClass().add("disc");
            words.getStyleClass().add("words");
            words.setMinWidth(Region.USE_PREF_SIZE);
            dots.getStyleClass().add("dots");
            dots.pseudoClassStateChanged(MANY, parliament.size() > FEW_DOTS);
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            getChildren().addAll(disc, words, term, space, dots);
        }

        /// @param expected whose dots are shown
        /// @param came     whose dots are full
        void show(BallotProgress ballot, String text, Set<String> expected, Set<String> came) {
            boolean done = ballot.step() > step;
            pseudoClassStateChanged(DONE, done);
            pseudoClassStateChanged(NOW, ballot.step() == step && !ballot.ballot().isNone());
            badge.setText(done ? "✓" : Integer.toString(step));
            words.setText(text);
            Set<String> dotted = ballot.ballot().isNone() ? Set.of() : expected;
            if (parliament.size() > MOST_DOTS) {
                dots.getChildren().setAll(dotted.isEmpty() ? List.of() : List.of(new Label("%d of %d".formatted(came.size(), dotted.size()))));
                return;
            }
            if (!dotted.equals(byLegislator.keySet())) {
                byLegislator.clear();
                parliament.legislators().stream().filter(dotted::contains).forEach(each -> byLegislator.put(each, new Dot(each)));
                dots.getChildren().setAll(byLegislator.values());
            }
            byLegislator.forEach((legislator, dot) -> dot.fill(came.contains(legislator)));
        }
    }

    /// Whether a legislator did what belongs to a step. It stays from ballot to ballot: a new one, with its tooltip, costs
    /// as much as a small window.
    private final class Dot extends Circle {

        private final String legislator;
        private final Tooltip tip = new Tooltip();

        Dot(String legislator) {
            super(parliament.size() <= FEW_DOTS ? 5 : 3.8);
            this.legislator = legislator;
            getStyleClass().add("dot");
            colours.paint(this, legislator);
            Tooltip.install(this, tip);
        }

        void fill(boolean full) {
            pseudoClassStateChanged(FULL, full);
            tip.setText(legislator + (full ? ": yes" : ": not known"));
        }
    }
}
