package paxos.ui;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.textfield.TextFields;
import paxos.node.Observation;
import paxos.synod.Ballot;
import paxos.ui.timeline.MessageMenu;
import paxos.ui.timeline.TimelineView;
import paxos.trace.Event;
import paxos.view.MessageQuery;
import paxos.view.Palette;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Arrows;
import paxos.view.timeline.Axis;
import paxos.view.timeline.BallotFacts;
import paxos.view.timeline.Camera;
import paxos.view.timeline.Details;
import paxos.view.timeline.Find;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Hit;
import paxos.view.timeline.Recall;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// The space-time diagram with its scroll bars and what one can choose about it.
final class TimelinePanel extends BorderPane implements Diagram {

    private static final PseudoClass LIVE = PseudoClass.getPseudoClass("live");
    private static final double STEP = 1.25;
    private static final double PART = 0.25;

    private final TimelineView view;
    private final Focus focus;
    private final Subscription picking;
    private final InstantSource clock;
    private final ScrollBar bar = new ScrollBar();
    private final ScrollBar laneBar = new ScrollBar();
    private final ToggleButton live = new ToggleButton("● live");
    private final ToggleButton mine = new ToggleButton("mine");
    private final ToggleButton all = new ToggleButton("whole parliament");
    private final ToggleButton wall = new ToggleButton("clock");
    private final ToggleButton steps = new ToggleButton("steps");
    private final Label closeness = new Label();
    private final Label said = new Label();
    private final boolean hasMine;
    private final TextField search = TextFields.createClearableTextField();
    private Supplier<? extends Map<String, Observation.State>> telemetry = Map::of;
    private final Button past = new Button();
    /// The lane that is in view before anybody scrolls, and what was done for that.
    private OptionalInt home = OptionalInt.empty();
    private double homeScroll;
    private double homeHeight;

    /// Whether the bars are being set, so that nobody moved them.
    private boolean showing = true;

    /// @param whole   the timeline of the whole parliament
    /// @param single  that of the legislator whose window it is; empty where it is nobody's
    /// @param walk    how long the messengers of a legislator walk now, in milliseconds
    /// @param details looks up what there is to tell of something
    /// @param recall  finds the events again
    TimelinePanel(Timeline whole, Optional<Supplier<Timeline>> single, Focus focus, Palette palette, ToDoubleFunction<String> walk,
            BiFunction<Timeline, Hit, Details> details, Recall recall, InstantSource clock) {
        this.focus = focus;
        hasMine = single.isPresent();
        this.clock = clock;
        view = new TimelineView(whole, focus, palette, walk, details);
        view.setId("timeline");
        setUpBars();
        setUpChoices(whole, single);
        setUpWords();
        BorderPane middle = new BorderPane(view, null, laneBar, new VBox(said, bar), null);
        Panel panel = new Panel("Timeline", middle);
        HBox heading = (HBox) panel.getTop();
        heading.getChildren().add(1, live);
        if (hasMine) {
            heading.getChildren().add(2, group(mine, all));
        }
        heading.getChildren().add(past);
        if (!hasMine) {
            // Elsewhere the field of the messages does.
            heading.getChildren().add(search);
        }
        heading.getChildren().addAll(group(wall, steps), zoomButton("−", "Zoom out (Ctrl+Shift+Down, or Ctrl and the wheel)", 1 / STEP),
                closeness, zoomButton("+", "Zoom in (Ctrl+Shift+Up, or Ctrl and the wheel)", STEP),
                new TimelineMenu(view, recall, this::fit, this::usual, said::setText));
        picking = focus.picked().subscribe(_ -> showQuorum());
        setCenter(panel);
    }

    private void setUpBars() {
        bar.setOrientation(Orientation.HORIZONTAL);
        bar.setId("timeline-bar");
        bar.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> view.camera().follow(false));
        bar.valueProperty().subscribe(value -> {
            if (!showing) {
                view.camera().panTo(value.doubleValue());
            }
        });
        laneBar.setOrientation(Orientation.VERTICAL);
        laneBar.setId("lane-bar");
        laneBar.valueProperty().subscribe(value -> {
            if (!showing) {
                view.camera().scroll(value.doubleValue() - view.camera().viewport().scroll());
            }
        });
    }

    private void setUpChoices(Timeline whole, Optional<Supplier<Timeline>> single) {
        live.setSelected(true);
        live.setId("live");
        live.getStyleClass().add("live");
        live.setMinWidth(Region.USE_PREF_SIZE);
        live.setTooltip(new Tooltip("Follow what is new (Ctrl+Space). Moving back lets go of it."));
        live.setOnAction(_ -> follow(live.isSelected()));
        choice(new ToggleGroup(), mine, all);
        mine.setId("mine");
        mine.setTooltip(new Tooltip("Only what this legislator knows by itself (Ctrl+Shift+M, and back)."));
        all.setId("whole");
        all.setTooltip(new Tooltip("Every legislator's own record, as far as it is heard here (Ctrl+Shift+M)."));
        all.setSelected(true);
        mine.setOnAction(_ -> single.ifPresent(timeline -> view.show(timeline.get())));
        all.setOnAction(_ -> view.show(whole));
        choice(new ToggleGroup(), wall, steps);
        wall.setId("wall-clock");
        wall.setTooltip(new Tooltip("The axis is the wall clock; idle time is shortened (Ctrl+Shift+L)."));
        steps.setId("logical-steps");
        steps.setTooltip(new Tooltip("The axis is logical: a message arrives at least one step after it was sent (Ctrl+Shift+L)."));
        wall.setSelected(true);
        wall.setOnAction(_ -> view.turn(Axis.WALL_CLOCK));
        steps.setOnAction(_ -> view.turn(Axis.LOGICAL_STEPS));
    }

    private void setUpWords() {
        past.setId("back-to-now");
        past.getStyleClass().add("past");
        past.setTooltip(new Tooltip("You look at the past: ledgers show what they said then. Back to now with Esc."));
        past.setOnAction(_ -> backToNow());
        past.setVisible(false);
        past.managedProperty().bind(past.visibleProperty());
        past.setMinWidth(Region.USE_PREF_SIZE);
        view.cursor().subscribe(this::showPast);
        search.setId("timeline-search");
        search.setPromptText("Find… ballot:4");
        search.setTooltip(new Tooltip("Find messages (Ctrl+F; Enter or F3: the next): plain words, or ballot:4 type:voted from:beta decree:17 lost:yes held:yes"));
        search.setOnAction(_ -> find(search.getText(), true));
        closeness.getStyleClass().add("closeness");
        closeness.setMinWidth(Region.USE_PREF_SIZE);

        said.setId("timeline-said");
        said.getStyleClass().add("said");
        said.managedProperty().bind(said.visibleProperty());
        said.visibleProperty().bind(said.textProperty().isNotEmpty());
    }

    private static void choice(ToggleGroup group, ToggleButton... buttons) {
        for (ToggleButton button : buttons) {
            button.setToggleGroup(group);
            button.getStyleClass().add("small-button");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setFocusTraversable(false);
            // One of them is always chosen.
            button.addEventFilter(MouseEvent.MOUSE_RELEASED, release -> {
                if (button.isSelected()) {
                    release.consume();
                    button.disarm();
                }
            });
        }
    }

    private static HBox group(ToggleButton left, ToggleButton right) {
        left.getStyleClass().add("left-pill");
        right.getStyleClass().add("right-pill");
        HBox group = new HBox(left, right);
        group.setMinWidth(Region.USE_PREF_SIZE);
        group.getStyleClass().add("choice");
        return group;
    }

    private Button zoomButton(String sign, String tip, double factor) {
        Button button = new Button(sign);
        button.getStyleClass().add("small-button");
        button.setId(factor > 1 ? "zoom-in" : "zoom-out");
        button.setTooltip(new Tooltip(tip));
        button.setOnAction(_ -> zoom(factor));
        button.setFocusTraversable(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// From now on shows of whom there is no record to be had.
    ///
    /// @param states asked once a pulse
    void showTelemetry(Supplier<? extends Map<String, Observation.State>> states) {
        telemetry = states;
    }

    /// Has the lane of a legislator in view, however high the view is or gets, until somebody scrolls the lanes.
    void begin(String legislator) {
        home = OptionalInt.of(view.timeline().parliament().legislators().indexOf(legislator));
    }

    private void stayAtHome() {
        Camera camera = view.camera();
        Viewport seen = camera.viewport();
        if (home.isPresent() && seen.scroll() == homeScroll && seen.height() != homeHeight) {
            camera.reveal(home.getAsInt());
            homeScroll = camera.viewport().scroll();
            homeHeight = seen.height();
        }
    }

    /// From now on asks this one to show a menu for a message on the timeline.
    void onMessageMenu(MessageMenu menu) {
        view.onMessageMenu(menu);
    }

    // ---- What keys do

    void zoom(double factor) {
        view.zoom(factor);
    }

    void fit() {
        view.camera().fit();
    }

    void usual() {
        view.camera().usual(view.camera().viewport().width() / 2);
    }

    void toggleLive() {
        follow(!view.camera().following());
    }

    private void follow(boolean on) {
        view.camera().follow(on);
        if (on) {
            view.backToNow();
        }
    }

    /// Scrolls by a part of what is visible; below 0 back in time.
    void scroll(double part) {
        view.camera().pan(part * view.camera().viewport().width());
    }

    /// Goes to the next message that a search finds, or the one before, and picks it; from the message picked, or else from
    /// what is seen. Beyond the last it goes on with the first.
    ///
    /// @param query what was typed, like `ballot:4 type:voted`
    void find(String query, boolean forward) {
        if (query.isBlank()) {
            said.setText("");
            return;
        }
        Timeline timeline = view.timeline();
        Arrows arrows = timeline.arrows();
        Find find = new Find(MessageQuery.parse(query));
        int before = focus.picked().get().flatMap(Focus.Picked::message).flatMap(arrows::find)
                .orElse(forward ? arrows.first() - 1 : arrows.next());
        OptionalInt found = find.next(timeline, before, forward);
        int number = found.isPresent() ? found.getAsInt()
                : find.next(timeline, forward ? arrows.first() - 1 : arrows.next(), forward).orElse(-1);
        if (number < 0) {
            said.setText("No message here is found by “%s”.".formatted(query.strip()));
            return;
        }
        Arrow arrow = arrows.get(number);
        focus.pick(arrow.key(), arrow.message().ballot());
        double start = arrow.start().on(view.camera().axis());
        view.camera().reveal(start, arrow.end().map(end -> end.on(view.camera().axis())).orElse(start));
        said.setText("“%s”: %s of %d found%s".formatted(query.strip(), arrow.label(), find.count(timeline),
                found.isPresent() ? "" : ", from the other end again"));
    }

    @Override
    public void show(List<Event> evidence) {
        if (mine.isSelected()) {
            // What others did is not in it.
            all.fire();
        }
        List<String> legislators = view.timeline().parliament().legislators();
        evidence.forEach(event -> view.camera().show(legislators.indexOf(event.node()), true));
        focus.pick(evidence);
        double[] places = evidence.stream().flatMapToDouble(this::places).sorted().toArray();
        if (places.length > 0) {
            view.camera().revealAll(places[0], places[places.length - 1]);
        }
    }

    /// Where something is drawn: of a message, both ends.
    private DoubleStream places(Event event) {
        Timeline timeline = view.timeline();
        Axis axis = view.camera().axis();
        return DoubleStream.concat(timeline.place(axis, event).stream(), timeline.arrow(event).stream()
                .mapToObj(timeline.arrows()::get).flatMap(arrow -> arrow.end().stream()).mapToDouble(end -> end.on(axis)));
    }

    /// To the beginning of the run.
    void toBeginning() {
        view.camera().panTo(0);
    }

    /// Looks at what was written before, or next.
    void stepCursor(boolean forward) {
        view.stepCursor(forward);
    }

    @Override
    public void backToNow() {
        follow(true);
    }

    void pickNothing() {
        focus.clear();
    }

    /// Whether somebody looks at the past.
    boolean inThePast() {
        return view.cursor().get().isPresent();
    }

    /// Shows what this legislator knows by itself, or the whole parliament.
    void turnToMine() {
        (all.isSelected() ? mine : all).fire();
    }

    /// Measures the other thing along the axis.
    void turn() {
        (view.camera().axis() == Axis.WALL_CLOCK ? steps : wall).fire();
    }

    TimelineView view() {
        return view;
    }

    // ---- Showing

    private void showPast() {
        past.setVisible(inThePast());
        moment().past().ifPresent(when -> past.setText(when + "  ↩ now"));
    }

    @Override
    public Moment moment() {
        OptionalDouble place = view.cursor().get();
        return place.isEmpty() ? Moment.now(view.timeline())
                : Moment.at(view.timeline(), view.camera().axis(), place.getAsDouble(), ZoneId.systemDefault());
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public List<Keys.Key> keys() {
        List<Keys.Key> keys = new ArrayList<>(List.of(
                Keys.ctrl(KeyCode.SPACE, "Space", "follow the timeline, or let go of it", this::toggleLive),
                Keys.ctrlShift(KeyCode.LEFT, "Left", "scroll the timeline back", () -> scroll(-PART)),
                Keys.ctrlShift(KeyCode.RIGHT, "Right", "scroll the timeline on", () -> scroll(PART)),
                Keys.ctrlShift(KeyCode.UP, "Up", "zoom the timeline in", () -> zoom(STEP)),
                Keys.ctrlShift(KeyCode.DOWN, "Down", "zoom the timeline out", () -> zoom(1 / STEP)),
                Keys.ctrlShift(KeyCode.HOME, "Home", "the beginning of the run", this::toBeginning),
                Keys.ctrlShift(KeyCode.F, "F", "the whole run", this::fit),
                Keys.ctrlShift(KeyCode.U, "U", "the usual size", this::usual),
                Keys.ctrlShift(KeyCode.L, "L", "the axis: clock, or logical steps", this::turn),
                Keys.ctrlShift(KeyCode.COMMA, "Comma", "back to what was written before: ledgers show the past", () -> stepCursor(false)),
                Keys.ctrlShift(KeyCode.PERIOD, "Period", "on to what was written next", () -> stepCursor(true))));
        if (!hasMine) {
            keys.add(Keys.ctrl(KeyCode.F, "F", "find messages", search::requestFocus));
            keys.add(Keys.plain(KeyCode.F3, "F3", "the next message found (Enter in the field as well)", () -> find(search.getText(), true)));
            keys.add(Keys.shift(KeyCode.F3, "F3", "the one found before", () -> find(search.getText(), false)));
        } else {
            keys.add(Keys.ctrlShift(KeyCode.M, "M", "the timeline: mine, or the whole parliament", this::turnToMine));
        }
        return keys;
    }

    private void showQuorum() {
        Ballot picked = focus.picked().get().map(Focus.Picked::ballot).orElse(Ballot.NONE);
        Timeline timeline = view.timeline();
        Optional<BallotFacts> facts = picked.isNone() ? Optional.empty() : timeline.ballot(picked);
        said.setText(facts.map(known -> known.sentence(timeline.begunBelow(picked))).orElse(""));
    }

    @Override
    public void pulse() {
        view.remark(telemetry.get().entrySet().stream().filter(each -> each.getValue() == Observation.State.NO_TELEMETRY)
                .collect(Collectors.toMap(Map.Entry::getKey, _ -> "no telemetry")));
        view.pulse(clock.instant());
        Camera camera = view.camera();
        stayAtHome();
        Viewport seen = camera.viewport();
        showing = true;
        live.setSelected(camera.following());
        live.pseudoClassStateChanged(LIVE, camera.following());
        bar.setMin(camera.leftmost());
        bar.setMax(Math.max(camera.followed(), seen.from()));
        double hidden = bar.getMax() - bar.getMin();
        double visible = seen.width() / seen.scale();
        bar.setVisibleAmount(hidden * visible / (hidden + visible));
        bar.setValue(seen.from());
        bar.setVisible(hidden > 0);
        laneBar.setMax(seen.longestScroll());
        laneBar.setVisibleAmount(seen.longestScroll() * seen.height() / (seen.height() + seen.longestScroll()));
        laneBar.setValue(seen.scroll());
        boolean scrolls = seen.longestScroll() > 0;
        laneBar.setVisible(scrolls);
        laneBar.setManaged(scrolls);
        closeness.setText(String.format(Locale.ROOT, camera.closeness() < 0.1 ? "%.1f %%" : "%.0f %%", 100 * camera.closeness()));
        showing = false;
    }

    @Override
    public void dispose() {
        picking.unsubscribe();
        view.dispose();
    }
}
