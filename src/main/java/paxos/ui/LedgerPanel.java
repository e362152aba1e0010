package paxos.ui;

import java.nio.file.Path;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.view.NodeModel;

/// What is written in ink: the three values of the ledger, each with a plain sentence, and `decree.txt` as it is on the
/// disk. A value that changes flashes.
final class LedgerPanel extends VBox {

    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
    private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
    private static final PseudoClass LONG = PseudoClass.getPseudoClass("long");
    private static final PseudoClass LONGER = PseudoClass.getPseudoClass("longer");
    private static final Duration FLASH = Duration.seconds(1.6);

    private final Colours colours;
    private final Entry lastTried = new Entry("lastTried", "The highest ballot that this legislator started as president.");
    private final Entry nextBal = new Entry("nextBal",
            "The promised ballot (maxBal): this legislator votes in no ballot below it.");
    private final Entry prevVote = new Entry("prevVote",
            "The accepted ballot and decree (maxVBal, maxVal): the latest vote that this legislator cast.");
    private final Label decree = new Label();
    private final Label decreeRemark = new Label();
    private final BorderPane decreeEntry = new BorderPane();
    private final Panel panel;
    private Ledger now = Ledger.BLANK;
    private Optional<String> onDisk = Optional.empty();
    private Optional<String> past = Optional.empty();

    LedgerPanel(NodeModel model, Path folder, Colours colours) {
        this.colours = colours;
        getStyleClass().add("ledger");

        Label file = new Label("decree.txt");
        file.getStyleClass().add("value-name");
        decreeRemark.getStyleClass().add("remark");
        decree.getStyleClass().add("decree");
        decree.setId("decree");
        decreeEntry.getStyleClass().add("decree-entry");
        decreeEntry.setTop(new HBox(file, space(), decreeRemark));
        decreeEntry.setCenter(decree);
        VBox.setVgrow(decreeEntry, Priority.ALWAYS);

        panel = new Panel("Ledger", new VBox(lastTried, nextBal, prevVote, decreeEntry));
        panel.remark().setText(folder.resolve("ledger.txt").toString());
        panel.remark().getStyleClass().add("path");
        panel.remark().setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        panel.remark().setTooltip(new Tooltip(folder.resolve("ledger.txt").toAbsolutePath().toString()));
        VBox.setVgrow(panel, Priority.ALWAYS);
        getChildren().add(panel);

        lastTried.setId("lastTried");
        nextBal.setId("nextBal");
        prevVote.setId("prevVote");
        model.ledger().subscribe(ledger -> {
            now = ledger;
            if (past.isEmpty()) {
                show(now);
            }
        });
        showDecree(onDisk);
    }

    /// Shows what the ledger said in the past, clearly marked as such; or, where no time is given, what it says now.
    /// Called once a pulse.
    ///
    /// @param when when that was, as a person says it
    /// @param then what it said then; blank where nothing is known of that time
    void showPast(Optional<String> when, Ledger then) {
        if (when.isEmpty() && past.isEmpty()) {
            return;
        }
        boolean turned = when.isPresent() != past.isPresent();
        past = when;
        if (turned) {
            pseudoClassStateChanged(PAST, when.isPresent());
        }
        panel.title().setText(when.map(time -> "Ledger at " + time).orElse("Ledger"));
        show(when.isPresent() ? then : now);
        showDecree(when.isPresent() ? then.decree().map(Object::toString) : onDisk);
    }

    private void show(Ledger ledger) {
        lastTried.show(ledger.lastTried(), number(ledger.lastTried()),
                ledger.lastTried().isNone() ? "never started a ballot" : "last ballot I started");
        nextBal.show(ledger.nextBal(), number(ledger.nextBal()),
                ledger.nextBal().isNone() ? "no ballot promised yet" : "promised: no vote below " + ledger.nextBal());
        prevVote.show(ledger.prevVote().map(vote -> vote.ballot()).orElse(Ballot.NONE),
                ledger.prevVote().map(vote -> vote.ballot() + " → " + vote.decree()).orElse("–"),
                ledger.prevVote().map(vote -> "accepted %s in ballot %s".formatted(vote.decree(), vote.ballot()))
                        .orElse("never voted yet"));
    }

    /// Shows what the disk holds; called once a pulse.
    void showDecreeFile(Optional<String> text) {
        if (!text.equals(onDisk)) {
            onDisk = text;
            if (past.isEmpty()) {
                showDecree(onDisk);
                flash(decreeEntry);
            }
        }
    }

    private void showDecree(Optional<String> known) {
        String digits = known.orElse("–");
        decree.setText(digits);
        decree.pseudoClassStateChanged(LONG, digits.length() > 4);
        decree.pseudoClassStateChanged(LONGER, digits.length() > 7);
        decree.pseudoClassStateChanged(UNKNOWN, known.isEmpty());
        decreeRemark.setText(past.isPresent() ? "as it was then" : known.isPresent() ? "as it is on the disk" : "not yet known");
    }

    private static String number(Ballot ballot) {
        return ballot.isNone() ? "–" : ballot.toString();
    }

    private static void flash(Node node) {
        node.pseudoClassStateChanged(CHANGED, true);
        PauseTransition pause = new PauseTransition(FLASH);
        pause.setOnFinished(_ -> node.pseudoClassStateChanged(CHANGED, false));
        pause.play();
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    /// One value of the ledger.
    private final class Entry extends HBox {

        private final Label value = new Label();
        private final Label sentence = new Label();

        Entry(String name, String explanation) {
            getStyleClass().add("ledger-entry");
            Label label = new Label(name);
            label.getStyleClass().add("value-name");
            label.setMinWidth(Region.USE_PREF_SIZE);
            sentence.getStyleClass().add("sentence");
            sentence.setWrapText(true);
            value.getStyleClass().add("value");
            value.setMinWidth(Region.USE_PREF_SIZE);
            getChildren().addAll(new VBox(label, sentence), space(), value);
            Tooltip.install(this, new Tooltip(explanation));
        }

        /// @param ballot whose colour the value has
        void show(Ballot ballot, String text, String plainly) {
            boolean changed = !value.getText().isEmpty() && !text.equals(value.getText());
            value.setText(text);
            value.pseudoClassStateChanged(UNKNOWN, ballot.isNone());
            value.pseudoClassStateChanged(LONG, text.length() > 6);
            value.pseudoClassStateChanged(LONGER, text.length() > 9);
            sentence.setText(plainly);
            colours.paint(value, ballot);
            if (changed) {
                flash(this);
            }
        }
    }
}
