package paxos.ui;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.AnchorPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Subscription;
import paxos.audit.Violation;
import paxos.fault.CrashPoint;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.trace.Rule;
import paxos.ui.faults.BenchButtons;
import paxos.ui.faults.InboxPane;
import paxos.view.Auditor;
import paxos.view.DecreeWatch;
import paxos.view.EventFeed;
import paxos.view.FaultDesk;
import paxos.view.HostedNode;
import paxos.view.House;
import paxos.view.NodeActions;
import paxos.view.NodeModel;
import paxos.view.Palette;
import paxos.view.timeline.Chronicle;
import paxos.view.timeline.Lane;

/// The window of one node. Once a pulse it reads what is new in the log; the node never waits for it, nor it for the
/// node.
final class NodeWindow {

    private static final PseudoClass CRASHED = PseudoClass.getPseudoClass("crashed");

    private final Stage stage;
    private final Shared shared;
    private final House house;
    private final BorderPane root = new BorderPane();
    private final NodeModel model;
    private final NodeActions actions;
    private final FaultDesk desk;
    private final BenchButtons bench;
    private final Controls controls;
    private final LedgerPanel ledger;
    private final Chronicle chronicle;
    private final Auditor auditor;
    private final TimelinePanel timeline;
    private final BallotPanel ballot;
    private final WhyPanel why;
    private final MessagesPanel messages;
    private final InboxPane inbox;
    private final AuditPane checks;
    private final TabPane tabs = new TabPane();
    private final EventFeed feed;
    private final DecreeWatch decree;
    private final Dialogs dialogs;
    private final Keys keys;
    private final Subscription dressed;
    private Subscription hearing = Subscription.EMPTY;
    /// Adds what cannot be seen at first: only once the window is shown.
    private Runnable behind = () -> { };
    private int pulses;
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            pulse();
        }
    };

    /// Fills a window that is not shown yet; for JavaFX's thread.
    NodeWindow(Stage stage, HostedNode hosted, Shared shared, InstantSource clock) {
        this.shared = shared;
        house = shared.house();
        this.stage = stage;
        Appearance appearance = shared.appearance();
        chronicle = shared.chronicle();
        auditor = shared.auditor();
        String name = hosted.node().name();
        Colours colours = new Colours(new Palette(house.parliament()));
        model = new NodeModel(house.parliament(), name);
        actions = new NodeActions(house, hosted, Platform::runLater);
        desk = new FaultDesk(hosted.bench(), model, actions::tell, Platform::runLater);
        bench = new BenchButtons(desk, house.parliament().legislators(), colours::paint);
        feed = new EventFeed(house.log());
        decree = new DecreeWatch(hosted.decreeFile());
        dialogs = new Dialogs(stage, appearance);

        timeline = new TimelinePanel(chronicle.whole(), Optional.of(() -> chronicle.of(name)), shared.focus(), colours.palette(),
                shared.walk(), shared.details(), chronicle, clock);
        timeline.showTelemetry(house.telemetry());
        timeline.begin(name);
        timeline.onMessageMenu(shared.heldMenu(timeline));

        keys = new Keys(keys(shared));
        controls = new Controls(model, actions, hosted.messengers().millis(), bench, menu(shared));
        ledger = new LedgerPanel(model, hosted.folder(), colours);
        ballot = new BallotPanel(model, colours);
        why = new WhyPanel(model, colours);
        checks = new AuditPane(auditor, this::showEvidence);
        inbox = new InboxPane(desk, colours::paint);
        messages = new MessagesPanel(model, colours, appearance.scale(), shared.focus());

        messages.search().setOnAction(_ -> findOnTimeline(true));
        root.getStyleClass().add("node-window");
        root.setTop(new VBox(new Header(model, house.addresses().get(name), colours), controls,
                new Banner("rules-off", true, desk.rulesOff().map(this::ribbon), "All rules hold", "Switch every rule on again.",
                        desk::restoreRules),
                new Banner("armed", false, desk.armed().map(point -> point.map(this::isArmed).orElse("")), "Do not crash",
                        "Let it live.", desk::disarm),
                new Banner("alarm", true, model.alarm().map(text -> text.isEmpty() ? "" : "ALARM  " + text), model::silenceAlarm),
                new Banner("trouble", false, actions.trouble(), actions::dismissTrouble)));
        root.setLeft(leftColumn());
        root.setCenter(rightColumn(colours));
        model.presence().subscribe(presence ->
                root.pseudoClassStateChanged(CRASHED, presence == NodeModel.Presence.CRASHED));

        // Of a size, so that nobody asks all that is in it how large it would like to be.
        Scene scene = new Scene(root, Tiling.LEAST_WIDTH, Tiling.LEAST_HEIGHT);
        dressed = appearance.dress(scene).and(messages.connect()).and(appearance.scale().subscribe(() -> why.settle()));
        keys.install(scene);
        stage.setScene(scene);
        stage.setTitle(name + " – Paxos Made Visible");
        stage.getIcons().setAll(Icon.of(name, colours.palette()));
        pulse.start();
        house.caution().ifPresent(actions::tell);
    }

    private ScrollPane leftColumn() {
        ledger.setMinHeight(Region.USE_PREF_SIZE);
        ballot.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(ledger, Priority.ALWAYS);
        VBox column = new VBox(ledger, ballot);
        column.getStyleClass().add("left-column");
        ScrollPane scroll = new ScrollPane(column);
        Uncached.show(scroll);
        scroll.setFitToHeight(true);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("left-scroll");
        scroll.setMinWidth(Region.USE_PREF_SIZE);
        return scroll;
    }

    private SplitPane rightColumn(Colours colours) {
        Tab whyTab = new Tab("Why", why);
        whyTab.setTooltip(new Tooltip("Which rule was applied, and why (Ctrl+1)."));
        Tab list = new Tab("Messages");
        list.setId("messages-tab");
        list.setTooltip(new Tooltip("Every message sent and received (Ctrl+2)."));
        list.textProperty().bind(Bindings.size(model.messages()).map("Messages (%s)"::formatted));
        tabs.setId("tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        Tab inboxTab = new Tab("Inbox");
        inboxTab.setId("inbox-tab");
        inboxTab.setTooltip(new Tooltip("Messages that wait to be delivered (Ctrl+3)."));
        inboxTab.textProperty().bind(Bindings.size(desk.held()).map("Inbox (%s)"::formatted));
        Tab audit = new Tab("Audit");
        audit.setId("audit-tab");
        audit.setTooltip(new Tooltip("What can still be chosen, and whether every rule was kept so far (Ctrl+4)."));
        hearing = auditor.findings().subscribe(found -> {
            audit.setText(found.isGreen() ? "Audit ✓" : "Audit ✗");
            audit.getStyleClass().remove("broken");
            if (!found.isGreen()) {
                audit.getStyleClass().add("broken");
            }
        });
        tabs.getTabs().addAll(whyTab, list, inboxTab, audit);
        behind = () -> {
            list.setContent(messages);
            inboxTab.setContent(inbox);
            audit.setContent(checks);
        };
        desk.holding().subscribe(holding -> {
            if (holding) {
                tabs.getSelectionModel().select(inboxTab);
            } else if (inboxTab.isSelected()) {
                tabs.getSelectionModel().select(whyTab);
            }
        });
        AnchorPane lower = new AnchorPane(tabs, messages.search());
        lower.getStyleClass().add("panel");
        AnchorPane.setTopAnchor(tabs, 0.0);
        AnchorPane.setLeftAnchor(tabs, 0.0);
        AnchorPane.setRightAnchor(tabs, 0.0);
        AnchorPane.setBottomAnchor(tabs, 0.0);
        AnchorPane.setTopAnchor(messages.search(), 3.0);
        AnchorPane.setRightAnchor(messages.search(), 8.0);
        SplitPane column = new SplitPane(timeline, lower);
        column.setOrientation(Orientation.VERTICAL);
        column.setDividerPositions(0.6);
        column.getStyleClass().add("right-column");
        return column;
    }

    private List<Keys.Key> keys(Shared shared) {
        List<Keys.Key> all = new ArrayList<>(List.of(
                Keys.ctrl(KeyCode.B, "B", "start a ballot", this::startBallot),
                Keys.ctrl(KeyCode.D, "D", "go to the decree field", () -> controls.focusDecree()),
                Keys.ctrl(KeyCode.K, "K", "crash this legislator", () -> controls.crash()),
                Keys.ctrl(KeyCode.R, "R", "restart it", () -> controls.restart()),
                Keys.where(NodeWindow::leavesSpace, KeyCode.SPACE, "Space", "hold messages, and release them", () -> desk.hold(!desk.holding().get())),
                Keys.where(focus -> desk.holding().get() && leavesRight(focus), KeyCode.RIGHT, "Right", "deliver the next message held", () -> desk.step()),
                Keys.ctrl(KeyCode.L, "L", "links and partitions", () -> bench.toggleFaults()),
                Keys.ctrl(KeyCode.U, "U", "rules", () -> bench.toggleRules()),
                Keys.ctrl(KeyCode.N, "N", "new parliament, after a question", this::newParliament),
                Keys.ctrl(KeyCode.LEFT, "Left", "messengers walk faster", () -> controls.slower(-1)),
                Keys.ctrl(KeyCode.RIGHT, "Right", "messengers walk slower", () -> controls.slower(1)),
                Keys.ctrl(KeyCode.DIGIT1, "1", "show Why", () -> tabs.getSelectionModel().select(0)),
                Keys.ctrl(KeyCode.DIGIT2, "2", "show Messages", () -> tabs.getSelectionModel().select(1)),
                Keys.ctrl(KeyCode.DIGIT3, "3", "show the inbox", this::showInbox),
                Keys.ctrl(KeyCode.DIGIT4, "4", "show the audit", () -> tabs.getSelectionModel().select(3)),
                Keys.ctrl(KeyCode.F, "F", "find messages", this::find),
                Keys.plain(KeyCode.F3, "F3", "the next message found, on the timeline (Enter in the field as well)", () -> findOnTimeline(true)),
                Keys.shift(KeyCode.F3, "F3", "the one found before", () -> findOnTimeline(false)),
                Keys.ctrlShift(KeyCode.O, "O", "open the Chamber: all ledgers side by side", shared.openChamber())));
        all.addAll(timeline.keys());
        all.addAll(Keys.ofEveryWindow(shared.appearance()));
        all.addAll(List.of(
                Keys.ctrl(KeyCode.W, "W", "close this window; its node leaves", this::close),
                Keys.plain(KeyCode.ESCAPE, "Esc", "back to now; then: pick nothing, dismiss what is said across the window", this::dismiss),
                Keys.plain(KeyCode.F1, "F1", "this list", this::showKeys)));
        return all;
    }

    private ViewMenu menu(Shared shared) {
        MenuItem reset = ViewMenu.item("New parliament…\tCtrl+N", this::newParliament);
        reset.setId("reset");
        return new ViewMenu(shared.appearance(), this::showKeys, ViewMenu.item("Chamber: all ledgers\tCtrl+Shift+O", shared.openChamber()),
                reset);
    }

    private void newParliament() {
        if (dialogs.askForNewParliament(house, actions.seatedElsewhere())) {
            actions.newParliament();
        }
    }

    private String ribbon(Set<Rule> off) {
        return off.isEmpty() ? "" : "RULE SWITCHED OFF at %s: %s. What happens now need not be safe.".formatted(model.name(),
                off.stream().sorted().map(Rule::title).collect(Collectors.joining("; ")));
    }

    private String isArmed(CrashPoint point) {
        return "ARMED: %s crashes once, %s.".formatted(model.name(), point.words());
    }

    /// A control that was come to by the keyboard is worked by it.
    private static boolean leavesSpace(Node focus) {
        return Keys.isNotTyping(focus) && !(focus instanceof ButtonBase && focus.isFocusVisible());
    }

    private static boolean leavesRight(Node focus) {
        return Keys.isNotTyping(focus) && !(focus instanceof Slider);
    }

    private void showKeys() {
        dialogs.showKeys(keys);
    }

    private void showEvidence(Violation violation) {
        timeline.show(violation.evidence());
    }

    private void showInbox() {
        tabs.getSelectionModel().select(2);
        inbox.focusList();
    }

    private void find() {
        tabs.getSelectionModel().select(1);
        messages.search().requestFocus();
        messages.search().selectAll();
    }

    private void findOnTimeline(boolean forward) {
        timeline.find(messages.search().getText(), forward);
    }

    private void dismiss() {
        if (timeline.inThePast()) {
            timeline.backToNow();
            return;
        }
        timeline.pickNothing();
        model.silenceAlarm();
        actions.dismissTrouble();
    }

    /// Asks the window to close, as its frame's button does.
    private void close() {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private void pulse() {
        // In this pulse the first frame is drawn; what has nothing to do with it waits for the next.
        if (++pulses == 2) {
            behind.run();
        }
        feed.poll(model::take);
        desk.pulse();
        bench.pulse();
        controls.showDelay(desk.bench().messengers().millis());
        shared.poll();
        ledger.showDecreeFile(decree.text());
        timeline.pulse();
        Moment moment = timeline.moment();
        ledger.showPast(moment.past(), moment.past().flatMap(_ -> moment.entries().apply(model.name())).map(Lane.Entry::ledger)
                .orElse(Ledger.BLANK));
        ballot.pulse();
        why.pulse();
        messages.pulse();
    }

    /// Starts a ballot for the decree in the field.
    void startBallot() {
        controls.startBallot();
    }

    /// Starts a ballot for this decree.
    void startBallotFor(Decree decree) {
        actions.startBallot(decree.toString());
    }

    /// Ends all that goes on behind the window; the stage is the caller's.
    void dispose() {
        pulse.stop();
        bench.dispose();
        dressed.unsubscribe();
        hearing.unsubscribe();
        checks.dispose();
        timeline.dispose();
        decree.close();
    }

    NodeModel model() {
        return model;
    }

    Stage stage() {
        return stage;
    }
}
