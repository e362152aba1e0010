package paxos.ui;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import paxos.node.Observation;
import paxos.synod.Ledger;
import paxos.synod.Parliament;
import paxos.trace.Rule;
import paxos.view.timeline.Lane;

/// All ledgers side by side, and below them the timeline of the whole parliament.
final class Chamber extends BorderPane {

    /// How much of the height the ledgers may take at first.
    private static final double MOST = 0.5;

    /// Room for the line between, in pixels.
    private static final double ABOVE_THE_TIMELINE = 12;

    private final LedgerWall wall;
    private final ScrollPane scroll;
    private final SplitPane halves;
    private final Diagram diagram;
    private final Supplier<? extends Map<String, Observation.State>> telemetry;
    private final Function<String, Optional<Ledger>> files;
    private final Parliament parliament;
    private Optional<String> past = Optional.empty();
    private String rulesOff = "";
    private boolean placedByHand;

    /// @param telemetry   asked once a pulse how it stands with the record of whoever is not heard as a matter of course
    /// @param files       asked once a pulse what the files of a legislator say
    /// @param noTelemetry what is said of a legislator of which no record will come
    Chamber(Parliament parliament, Colours colours, Diagram diagram, Supplier<? extends Map<String, Observation.State>> telemetry,
            Function<String, Optional<Ledger>> files, String noTelemetry) {
        this.parliament = parliament;
        this.diagram = diagram;
        this.telemetry = telemetry;
        this.files = files;
        getStyleClass().add("chamber");
        wall = new LedgerWall(parliament, colours, noTelemetry);
        scroll = new ScrollPane(wall);
        Uncached.show(scroll);
        scroll.setId("ledgers");
        scroll.getStyleClass().add("ledgers");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.AS_NEEDED);
        halves = new SplitPane(scroll, diagram.node());
        halves.setOrientation(Orientation.VERTICAL);
        halves.getStyleClass().add("right-column");
        halves.heightProperty().subscribe(this::settle);
        scroll.widthProperty().subscribe(this::settle);
        halves.addEventFilter(MouseEvent.MOUSE_DRAGGED, drag -> placedByHand |= drag.getTarget() instanceof Node part
                && part.getStyleClass().contains("split-pane-divider"));
        setCenter(halves);
    }

    /// Gives the ledgers the height that they need, as far as there is room; not where a person has chosen otherwise.
    void settle() {
        if (halves.getHeight() > 0 && scroll.getWidth() > 0 && !placedByHand) {
            double needed = wall.prefHeight(scroll.getWidth()) + ABOVE_THE_TIMELINE;
            halves.setDividerPositions(Math.min(MOST, needed / halves.getHeight()));
        }
    }

    /// Shows what is new; called once a pulse.
    void pulse() {
        diagram.pulse();
        Moment moment = diagram.moment();
        past = moment.past();
        rulesOff = parliament.legislators().stream().map(name -> ribbon(name, moment.entries().apply(name).map(Lane.Entry::off).orElse(Set.of())))
                .filter(words -> !words.isEmpty()).collect(Collectors.joining(". "));
        wall.show(moment, telemetry.get(), files);
    }

    private static String ribbon(String name, Set<Rule> off) {
        return off.isEmpty() ? "" : "%s: %s".formatted(name, off.stream().sorted().map(Rule::title).collect(Collectors.joining("; ")));
    }

    /// At whom rules were switched off, and which, when the ledgers said what is shown; empty where all held.
    String rulesOff() {
        return rulesOff;
    }

    /// Of when the ledgers are that were last shown; empty for now.
    Optional<String> past() {
        return past;
    }

    Diagram diagram() {
        return diagram;
    }
}
