package paxos.ui;

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
import paxos.node.Observation;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.view.timeline.Lane;
import paxos.view.timeline.Lane.Standing;

/// One legislator's ledger among all: its name in its colour, how it stands, the three ballots and, large, the decree. A
/// value that changes flashes, unless the change is that somebody looks at another time.
final class LedgerCard extends BorderPane {

    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
    private static final PseudoClass LONG = PseudoClass.getPseudoClass("long");
    private static final PseudoClass LONGER = PseudoClass.getPseudoClass("longer");
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
    private static final PseudoClass AWAY = PseudoClass.getPseudoClass("away");
    private static final PseudoClass CRASHED = PseudoClass.getPseudoClass("crashed");
    private static final PseudoClass SMALL = PseudoClass.getPseudoClass("small");
    private static final Duration FLASH = Duration.seconds(1.6);

    /// What the card shows; it is painted anew where this changes.
    ///
    /// @param when     of when it is; empty for now
    /// @param standing how the legislator stands
    /// @param ledger   what its ledger says; empty where nobody here knows
    /// @param onDisk   whether that was found on the disk, as nobody told it
    private record Shown(Optional<String> when, Standing standing, Observation.State telemetry, Optional<Ledger> ledger, boolean onDisk) {
    }

    private final Colours colours;
    private final String noTelemetry;
    private final Label standing = new Label();
    private final Value lastTried = new Value("lastTried", "lastTried: the highest ballot that this legislator started as president.");
    private final Value nextBal = new Value("nextBal", "nextBal: the promised ballot (maxBal); it votes in no ballot below it.");
    private final Value prevVote = new Value("prevVote",
            "prevVote: the accepted ballot and decree (maxVBal, maxVal), its latest vote.");
    private final Label decree = new Label();
    private final BorderPane decreeEntry = new BorderPane();
    private Optional<Shown> shown = Optional.empty();

    /// @param name        whose card it is
    /// @param small       whether it is one of many, and the decree stands in a row as the other values do
    /// @param noTelemetry what is said of a legislator of which no record will come
    LedgerCard(String name, Colours colours, boolean small, String noTelemetry) {
        this.colours = colours;
        this.noTelemetry = noTelemetry;
        setId("card-" + name);
        getStyleClass().add("ledger-card");
        colours.paint(this, name);

        Label title = new Label(name);
        title.getStyleClass().add("card-name");
        title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        title.setTooltip(new Tooltip(name));
        standing.getStyleClass().add("standing");
        Label decreeName = new Label("decree");
        decreeName.getStyleClass().add("value-name");
        decree.getStyleClass().add("decree");
        decreeEntry.getStyleClass().add("decree-entry");
        decreeName.setMinWidth(Region.USE_PREF_SIZE);
        if (small) {
            decreeEntry.setLeft(decreeName);
            decreeEntry.setRight(decree);
        } else {
            decreeEntry.setTop(decreeName);
            decreeEntry.setCenter(decree);
        }
        pseudoClassStateChanged(SMALL, small);
        Tooltip.install(decreeEntry, new Tooltip("The decree (value) that was passed, as this ledger has it."));

        setTop(new CardHeading(title, standing));
        setCenter(decreeEntry);
        setBottom(new VBox(lastTried, nextBal, prevVote));
        show(Optional.empty(), Observation.State.CONNECTING, Optional.empty(), Optional.empty());
    }

    /// Shows how the legislator stands and what its ledger says.
    ///
    /// @param entry     empty where nothing is known
    /// @param telemetry whether its own record is there
    /// @param onDisk    what its files say, if that is to be shown where nothing else is known
    /// @param when      of when this is; empty for now
    void show(Optional<Lane.Entry> entry, Observation.State telemetry, Optional<Ledger> onDisk, Optional<String> when) {
        Standing stands = entry.map(Lane.Entry::standing).orElse(Standing.UNKNOWN);
        // What others noticed of a legislator says nothing of its ledger.
        Optional<Ledger> ledger = entry.map(Lane.Entry::ledger)
                .filter(said -> telemetry == Observation.State.STREAMING || !said.equals(Ledger.BLANK));
        Optional<Ledger> found = when.isEmpty() && ledger.isEmpty() ? onDisk : Optional.empty();
        Shown next = new Shown(when, stands, telemetry, ledger.or(() -> found), found.isPresent());
        if (shown.isPresent() && shown.get().equals(next)) {
            return;
        }
        boolean flash = shown.isPresent() && when.isEmpty() && shown.get().when().isEmpty()
                && shown.get().ledger().isPresent();
        shown = Optional.of(next);
        paint(next, flash);
    }

    private void paint(Shown now, boolean flash) {
        standing.setText(inWords(now.standing(), now.telemetry()) + (now.onDisk() ? " · on disk" : ""));
        pseudoClassStateChanged(PAST, now.when().isPresent());
        pseudoClassStateChanged(CRASHED, now.standing() == Standing.CRASHED);
        pseudoClassStateChanged(AWAY, now.standing() != Standing.OPEN);
        Ledger ledger = now.ledger().orElse(Ledger.BLANK);
        String nothing = now.ledger().isPresent() ? "–" : "?";
        lastTried.show(ledger.lastTried(), number(ledger.lastTried(), nothing), flash);
        nextBal.show(ledger.nextBal(), number(ledger.nextBal(), nothing), flash);
        prevVote.show(ledger.prevVote().map(vote -> vote.ballot()).orElse(Ballot.NONE),
                ledger.prevVote().map(vote -> vote.ballot() + " → " + vote.decree()).orElse(nothing), flash);
        String digits = ledger.decree().map(Decree::toString).orElse(nothing);
        boolean changed = !digits.equals(decree.getText());
        decree.setText(digits);
        decree.pseudoClassStateChanged(LONG, digits.length() > 4);
        decree.pseudoClassStateChanged(LONGER, digits.length() > 7);
        decree.pseudoClassStateChanged(UNKNOWN, ledger.decree().isEmpty());
        if (changed && flash) {
            flash(decreeEntry);
        }
    }

    /// How it stands, in words: never by a colour alone.
    private String inWords(Standing how, Observation.State telemetry) {
        return switch (how) {
            case OPEN -> switch (telemetry) {
                case STREAMING -> "open";
                case CONNECTING, UNREACHABLE -> "open · not heard";
                case NO_TELEMETRY -> "open · " + noTelemetry;
            };
            case CRASHED -> "crashed";
            case LEFT -> "left";
            case UNREACHABLE -> "unreachable";
            case UNKNOWN -> switch (telemetry) {
                case STREAMING -> "not here yet";
                case CONNECTING -> "not heard yet";
                case UNREACHABLE -> "unreachable";
                case NO_TELEMETRY -> noTelemetry;
            };
        };
    }

    private static String number(Ballot ballot, String none) {
        return ballot.isNone() ? none : ballot.toString();
    }

    private static void flash(Node node) {
        node.pseudoClassStateChanged(CHANGED, true);
        PauseTransition pause = new PauseTransition(FLASH);
        pause.setOnFinished(_ -> node.pseudoClassStateChanged(CHANGED, false));
        pause.play();
    }

    /// One value, beside its name.
    private final class Value extends HBox {

        private final Label value = new Label();

        Value(String name, String explanation) {
            getStyleClass().add("ledger-entry");
            Label label = new Label(name);
            label.getStyleClass().add("value-name");
            label.setMinWidth(Region.USE_PREF_SIZE);
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            value.getStyleClass().add("value");
            value.setWrapText(true);
            getChildren().addAll(label, space, value);
            Tooltip.install(this, new Tooltip(explanation));
        }

        /// @param ballot whose colour the value has
        void show(Ballot ballot, String text, boolean flash) {
            boolean changed = !text.equals(value.getText());
            value.setText(text);
            value.pseudoClassStateChanged(UNKNOWN, ballot.isNone());
            value.pseudoClassStateChanged(LONG, text.length() > 6);
            value.pseudoClassStateChanged(LONGER, text.length() > 9);
            colours.paint(value, ballot);
            if (changed && flash) {
                flash(this);
            }
        }
    }
}
