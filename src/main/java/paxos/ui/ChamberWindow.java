package paxos.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Subscription;
import paxos.node.Observation;
import paxos.synod.Parliament;
import paxos.view.Auditor;
import paxos.view.Conductor;
import paxos.view.House;
import paxos.view.LedgerWatch;
import paxos.view.Palette;
import paxos.view.timeline.Focus;

/// A window that hosts no node: all ledgers side by side and the whole timeline, live; or those that a trace tells of,
/// to look at. Once a pulse it shows what is new.
final class ChamberWindow {

    private final Stage stage;
    private final Parliament parliament;
    private final Focus focus;
    private final Colours colours;
    private final String closing;
    private final BorderPane root = new BorderPane();
    private final StringProperty remark = new SimpleStringProperty("");
    private final StringProperty rulesOff = new SimpleStringProperty("");
    private final ChamberBar bar;
    private final Dialogs dialogs;
    private final Keys keys;
    private final Subscription dressed;
    private final VBox above;
    private Optional<ConductorBar> conductor = Optional.empty();
    private Optional<Chamber> chamber = Optional.empty();
    private Optional<LedgerWatch> watch = Optional.empty();
    private Optional<AuditPane> audit = Optional.empty();
    private Optional<OpeningPane> opening = Optional.empty();
    private Function<Opening.Opened, Diagram> diagram = _ -> {
        throw new IllegalStateException("Nothing is being opened.");
    };
    private Keys all;
    /// Takes in what is new.
    private Runnable feed = () -> { };
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            pulse();
        }
    };

    private ChamberWindow(Stage stage, Parliament parliament, Appearance appearance, Focus focus, String title, String about,
            String closing) {
        this.stage = stage;
        this.parliament = parliament;
        this.focus = focus;
        this.closing = closing;
        colours = new Colours(new Palette(parliament));
        dialogs = new Dialogs(stage, appearance);
        keys = new Keys(keys(appearance));
        all = keys;
        bar = new ChamberBar(title, about, new ViewMenu(appearance, this::showKeys), this::backToNow);
        root.getStyleClass().add("chamber-window");
        above = new VBox(bar, new Banner("rules-off", true, rulesOff.map(words -> words.isEmpty() ? "" : "RULE SWITCHED OFF at " + words)),
                new Banner("remark", false, remark, () -> remark.set("")));
        root.setTop(above);
        Scene scene = new Scene(root);
        dressed = appearance.dress(scene).and(appearance.scale().subscribe(() -> settleSoon()));
        keys.install(scene);
        stage.setScene(scene);
        stage.setTitle(title + " – Paxos Made Visible");
        stage.getIcons().setAll(Icon.ofAll(colours.palette()));
        stage.addEventHandler(WindowEvent.WINDOW_SHOWN, _ -> {
            // Not the field to search in: a presenter's keys are to conduct.
            root.requestFocus();
            settleSoon();
        });
        pulse.start();
    }

    /// Fills a window that is not shown yet with a parliament as it goes on; for JavaFX's thread.
    ///
    /// @param diagram the timeline of the whole parliament
    static ChamberWindow live(Stage stage, Shared shared, Diagram diagram) {
        House house = shared.house();
        Parliament parliament = house.parliament();
        ChamberWindow window = new ChamberWindow(stage, parliament, shared.appearance(), shared.focus(), "Chamber", size(parliament),
                "close this window; no node leaves");
        LedgerWatch watch = new LedgerWatch(parliament.legislators(), house.files(),
                name -> house.telemetry().get().getOrDefault(name, Observation.State.STREAMING) != Observation.State.STREAMING);
        window.watch = Optional.of(watch);
        window.feed = () -> {
            shared.poll();
            window.conductor.ifPresent(bar -> bar.show(Moment.now(shared.chronicle().whole()).entries()));
        };
        if (!house.hosted().isEmpty()) {
            window.conduct(new ConductorBar(new Conductor(house.hosted()), window.colours, house.wish(), window.remark::set));
        }
        window.showAudit(shared.auditor(), diagram);
        window.show(new Chamber(parliament, window.colours, diagram, house.telemetry(), watch::ledger, "no telemetry"));
        return window;
    }

    /// Fills a window that is not shown yet with what was recorded, as soon as that is read; for JavaFX's thread.
    ///
    /// @param focus   what is picked out
    /// @param title   what is opened, like a file's name
    /// @param diagram makes the timeline's part of the window
    static ChamberWindow replay(Stage stage, Parliament parliament, Appearance appearance, Focus focus, String title,
            Opening opening, Function<Opening.Opened, Diagram> diagram) {
        ChamberWindow window = new ChamberWindow(stage, parliament, appearance, focus, title, size(parliament) + " · recorded",
                "close this window");
        window.open(new OpeningPane(title, opening), diagram);
        return window;
    }

    private static String size(Parliament parliament) {
        return parliament.size() == 1 ? "one legislator"
                : "%d legislators, a majority is %d".formatted(parliament.size(), parliament.majority());
    }

    private void open(OpeningPane pane, Function<Opening.Opened, Diagram> diagram) {
        opening = Optional.of(pane);
        this.diagram = diagram;
        root.setCenter(pane);
    }

    private void conduct(ConductorBar bar) {
        conductor = Optional.of(bar);
        above.getChildren().add(1, bar);
        new Keys(bar.keys()).install(stage.getScene());
    }

    private void showAudit(Auditor auditor, Diagram evidence) {
        AuditPane pane = new AuditPane(auditor, violation -> evidence.show(violation.evidence()));
        audit = Optional.of(pane);
        Panel panel = new Panel("Audit", pane);
        panel.getStyleClass().add("chamber-audit");
        root.setBottom(panel);
    }

    private void show(Chamber ready) {
        chamber = Optional.of(ready);
        root.setCenter(ready);
        List<Keys.Key> more = ready.diagram().keys();
        new Keys(more).install(stage.getScene());
        List<Keys.Key> together = new ArrayList<>(more);
        conductor.ifPresent(bar -> together.addAll(bar.keys()));
        together.addAll(keys.all());
        all = new Keys(together);
        settleSoon();
    }

    private List<Keys.Key> keys(Appearance appearance) {
        List<Keys.Key> own = new ArrayList<>(Keys.ofEveryWindow(appearance));
        own.addAll(List.of(
                Keys.ctrl(KeyCode.W, "W", closing, this::close),
                Keys.plain(KeyCode.ESCAPE, "Esc", "back to now; then: pick nothing, dismiss what is said across the window", this::dismiss),
                Keys.plain(KeyCode.F1, "F1", "this list", this::showKeys)));
        return own;
    }

    private void showKeys() {
        dialogs.showKeys(all);
    }

    private void dismiss() {
        if (chamber.flatMap(Chamber::past).isPresent()) {
            backToNow();
            return;
        }
        opening.ifPresent(OpeningPane::cancel);
        focus.clear();
        remark.set("");
    }

    private void backToNow() {
        chamber.ifPresent(shown -> shown.diagram().backToNow());
    }

    /// Asks the window to close, as its frame's button does.
    private void close() {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    /// Once the sizes of what is in the window are known.
    private void settleSoon() {
        Platform.runLater(() -> chamber.ifPresent(Chamber::settle));
    }

    private void pulse() {
        feed.run();
        opening.ifPresent(this::lookAt);
        chamber.ifPresent(shown -> {
            shown.pulse();
            bar.show(shown.past());
            rulesOff.set(shown.rulesOff());
        });
    }

    private void lookAt(OpeningPane pane) {
        pane.pulse();
        pane.failed().ifPresent(why -> {
            opening = Optional.empty();
            remark.set(why);
            root.setCenter(new StackPane(new Label("Nothing could be opened.")));
        });
        pane.opened().ifPresent(opened -> {
            opening = Optional.empty();
            remark.set(opened.remark().orElse(""));
            Diagram shown = diagram.apply(opened);
            feed = opened.auditor()::pulse;
            showAudit(opened.auditor(), shown);
            show(new Chamber(parliament, colours, shown, opened::telemetry, _ -> Optional.empty(), "no record"));
        });
    }

    /// Ends all that goes on behind the window; the stage is the caller's.
    void dispose() {
        pulse.stop();
        dressed.unsubscribe();
        opening.ifPresent(OpeningPane::cancel);
        watch.ifPresent(LedgerWatch::close);
        audit.ifPresent(AuditPane::dispose);
        chamber.ifPresent(shown -> shown.diagram().dispose());
    }

    Stage stage() {
        return stage;
    }
}
