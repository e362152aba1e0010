package paxos.ui.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.CssMetaData;
import javafx.geometry.Point2D;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;
import paxos.view.Palette;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Camera;
import paxos.view.timeline.Details;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Hit;
import paxos.view.timeline.Nearest;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// Where the timeline is seen: the names of the lanes, and right of them what the camera sees. Its colours come from the
/// style sheet (`-paxos-paper` and so on), so that a theme changes the drawing too; those of legislators and ballots
/// come from the palette.
public final class TimelineView extends Region {

    /// How far from the left edge the names of lanes stand, in pixels.
    private static final double NAME_INDENT = 10;
    /// Names take no more of the width than this.
    private static final double NAMES_AT_MOST = 0.3;

    /// The newest moves left by so many pixels while nothing happens.
    private static final double IDLE_ROOM = 56;

    private static final StyleablePropertyFactory<TimelineView> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private final StyleableProperty<Color> paper =
            FACTORY.createStyleableColorProperty(this, "paper", "-paxos-paper", view -> view.paper, Color.WHITE);
    private final StyleableProperty<Color> lane =
            FACTORY.createStyleableColorProperty(this, "lane", "-paxos-lane", view -> view.lane, Color.LIGHTGRAY);
    private final StyleableProperty<Color> muted =
            FACTORY.createStyleableColorProperty(this, "muted", "-paxos-muted", view -> view.muted, Color.GRAY);
    private final StyleableProperty<Color> danger =
            FACTORY.createStyleableColorProperty(this, "danger", "-paxos-danger", view -> view.danger, Color.RED);
    private final StyleableProperty<Number> textSize =
            FACTORY.createStyleableNumberProperty(this, "textSize", "-paxos-text-size", view -> view.textSize, 11);

    private final Palette palette;
    private final ToDoubleFunction<String> walk;
    private final Focus focus;
    private final Subscription picking;
    private final Camera camera;
    private final ReadOnlyObjectWrapper<OptionalDouble> cursor = new ReadOnlyObjectWrapper<>(this, "cursor", OptionalDouble.empty());

    private final Canvas names = new Canvas();
    private final Pane diagram = new Pane();
    private final Rectangle window = new Rectangle();
    private final Tiles tiles = new Tiles();
    private final Movers movers;
    private final Line nowLine = new Line();
    private final Line cursorLine = new Line();
    private final HoverCard card = new HoverCard();
    private final Gestures gestures;

    private MessageMenu messageMenu = (_, _, _) -> { };
    private Map<String, String> remarks = Map.of();
    private Timeline timeline;
    private Timeline.Watch watch;
    private Look look;
    private Emphasis emphasis = Emphasis.none();
    private TilePainter painter;
    private Viewport drawn;
    private double fittedWidth = Double.NaN;
    private double fittedHeight = Double.NaN;
    private double nowOnClock;
    private double drawnNow = Double.NaN;
    private boolean repaint = true;
    private boolean emphasize = true;
    private int moving;
    private Tiles.Work work = new Tiles.Work(0, 0, 0, 0);

    /// A view of a timeline.
    ///
    /// @param focus   what is picked out, in all views alike
    /// @param palette the colours of the legislators
    /// @param walk    how long the messengers of a legislator walk now, in milliseconds
    /// @param details looks up what there is to tell of something
    public TimelineView(Timeline timeline, Focus focus, Palette palette, ToDoubleFunction<String> walk,
            BiFunction<Timeline, Hit, Details> details) {
        this.timeline = timeline;
        this.watch = timeline.watch();
        this.focus = focus;
        this.palette = palette;
        camera = new Camera(timeline.lanes().size());
        this.walk = walk;
        movers = new Movers(walk);
        nowLine.getStyleClass().add("now-line");
        cursorLine.getStyleClass().add("cursor-line");
        List.of(nowLine, cursorLine).forEach(line -> {
            line.setManaged(false);
            line.setMouseTransparent(true);
            line.setVisible(false);
        });
        diagram.getStyleClass().add("diagram");
        diagram.setClip(window);
        diagram.getChildren().addAll(tiles, movers, nowLine, cursorLine);
        getStyleClass().add("timeline-canvas");
        getChildren().addAll(names, diagram);
        setMinSize(0, 0);
        look = styled();
        picking = focus.picked().subscribe(() -> emphasize = true);
        getChildren().add(card);
        gestures = new Gestures(this, focus, (hit, pointer) -> hit.ifPresentOrElse(
                what -> card.show(details.apply(this.timeline, what), names.getWidth() + pointer.getX(), pointer.getY(), getLayoutBounds()),
                card::hide));
        setOnContextMenuRequested(this::menuRequested);
    }

    /// From now on asks this one to show a menu for a message; there is none to begin with.
    public void onMessageMenu(MessageMenu menu) {
        messageMenu = menu;
    }

    private void menuRequested(ContextMenuEvent request) {
        if (request.isKeyboardTrigger()) {
            focus.picked().get().flatMap(Focus.Picked::message).flatMap(timeline.arrows()::find).ifPresent(number -> {
                Arrow arrow = timeline.arrows().get(number);
                Viewport view = camera.viewport();
                double x = view.x(arrow.end().orElse(arrow.start()).on(camera.axis()));
                double y = view.ys().getOrDefault(timeline.arrows().to(number), view.height() / 2);
                Point2D tip = diagram.localToScreen(Math.clamp(x, 0, view.width()), Math.clamp(y, 0, view.height()));
                messageMenu.show(arrow, tip.getX(), tip.getY());
            });
        } else {
            gestures.messageAt(request).ifPresent(number -> {
                card.hide();
                messageMenu.show(timeline.arrows().get(number), request.getScreenX(), request.getScreenY());
            });
        }
        request.consume();
    }

    // ---- What is seen

    /// Shows another timeline of the same parliament.
    public void show(Timeline other) {
        if (other != timeline) {
            watch.close();
            timeline = other;
            watch = other.watch();
            backToNow();
            camera.follow(true);
            emphasize = true;
            repaint = true;
        }
    }

    /// The timeline that is shown.
    public Timeline timeline() {
        return timeline;
    }

    /// Where somebody looks.
    public Camera camera() {
        return camera;
    }

    /// Says something about legislators, below their names.
    ///
    /// @param said a few words, by name
    public void remark(Map<String, String> said) {
        if (!said.equals(remarks)) {
            remarks = Map.copyOf(said);
            repaint = true;
        }
    }

    /// What is painted with.
    Look look() {
        return look;
    }

    /// What stands out.
    Emphasis emphasis() {
        return emphasis;
    }

    /// Where somebody looks into the past, on the camera's axis; empty for now.
    public ReadOnlyObjectProperty<OptionalDouble> cursor() {
        return cursor.getReadOnlyProperty();
    }

    /// Looks at a place of the past, on the camera's axis; the camera stays where it is.
    public void lookAt(double place) {
        camera.follow(false);
        cursor.set(OptionalDouble.of(Math.clamp(place, 0, Math.max(0, timeline.end(camera.axis())))));
    }

    /// Looks at the present again.
    public void backToNow() {
        cursor.set(OptionalDouble.empty());
    }

    /// Looks at the thing written next, or before.
    public void stepCursor(boolean forward) {
        double at = cursor.get().orElse(timeline.end(camera.axis()) + 1);
        OptionalDouble next = forward ? timeline.nextEntry(camera.axis(), at) : timeline.previousEntry(camera.axis(), at);
        next.ifPresent(place -> {
            lookAt(place);
            camera.reveal(place, place);
        });
    }

    /// Measures the other thing along the axis; what was in the middle stays about there.
    public void turn(Axis to) {
        if (to != camera.axis()) {
            Axis before = camera.axis();
            Viewport view = camera.viewport();
            double middle = timeline.translated(before, view.place(view.width() / 2), to);
            OptionalDouble there = cursor.get();
            camera.turn(to, middle, timeline.end(to));
            cursor.set(there.isEmpty() ? there : OptionalDouble.of(timeline.translated(before, there.getAsDouble(), to)));
        }
    }

    /// Comes closer or goes away, around the pointer, or the middle where the mouse is elsewhere.
    public void zoom(double factor) {
        camera.zoom(factor, gestures.zoomAt());
    }

    /// How many messengers the last pulse showed on their way.
    int moving() {
        return moving;
    }

    /// What the last pulse painted.
    Tiles.Work work() {
        return work;
    }

    // ---- Layout and style

    @Override
    protected void layoutChildren() {
        // What lies over the picture may ask for a layout as well, and changes nothing.
        repaint |= getWidth() != fittedWidth || getHeight() != fittedHeight;
    }

    /// Sees to it that canvases are as large as the room there is; done in a pulse, as the names' width hangs on the style.
    private void fit() {
        fittedWidth = getWidth();
        fittedHeight = getHeight();
        double names = timeline.lanes().stream().mapToDouble(each -> Look.width(each.name(), look.nameFont())).max().orElse(0);
        double said = remarks.values().stream().mapToDouble(each -> Look.width(each, look.rulerFont())).max().orElse(0);
        double namesWidth = Math.min(Math.floor(getWidth() * NAMES_AT_MOST), Math.ceil(2 * NAME_INDENT + Math.max(names, said)));
        double width = Math.max(1, Math.floor(getWidth() - namesWidth));
        double height = Math.max(1, Math.floor(getHeight()));
        this.names.setWidth(namesWidth);
        this.names.setHeight(height);
        diagram.resizeRelocate(namesWidth, 0, width, height);
        window.setWidth(width);
        window.setHeight(height);
        camera.resize(width, height);
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    private Look styled() {
        return Look.of(paper.getValue(), lane.getValue(), muted.getValue(), danger.getValue(), textSize.getValue().doubleValue(),
                palette);
    }

    private boolean restyle() {
        boolean changed = !paper.getValue().equals(look.paper()) || !lane.getValue().equals(look.lane())
                || !muted.getValue().equals(look.muted()) || !danger.getValue().equals(look.danger())
                || textSize.getValue().doubleValue() != look.textSize();
        look = changed ? styled() : look;
        return changed;
    }

    // ---- Pulses

    /// Draws what has changed; called once a pulse.
    public void pulse(Instant clock) {
        double now = timeline.now(camera.axis(), clock);
        // While nothing happens there is nothing to follow, however close the camera is.
        camera.reach(timeline.walking() > 0 ? now
                : Math.min(now, timeline.end(camera.axis()) + IDLE_ROOM / camera.viewport().scale()));
        nowOnClock = timeline.now(Axis.WALL_CLOCK, clock);
        double outdated = watch.changedFrom(camera.axis());
        boolean all = restyle() || repaint || emphasize;
        if (repaint || all) {
            fit();
        }
        if (emphasize) {
            emphasis = Emphasis.of(timeline, focus.picked().get());
        }
        if (all) {
            painter = new TilePainter(timeline, look, emphasis);
        }
        Viewport view = camera.viewport();
        boolean still = !all && Double.isInfinite(outdated) && view.equals(drawn) && (timeline.walking() == 0 || now == drawnNow)
                && work.painted() == 0 && work.left() == 0;
        if (still && now == drawnNow) {
            return;
        }
        if (getWidth() >= 1 && getHeight() >= 1) {
            tiles.outdate(all ? Double.NEGATIVE_INFINITY : outdated);
            work = tiles.show(view, painter, all);
            moving = movers.show(timeline, view, look, emphasis, nowOnClock);
            if (all || !view.ys().equals(drawn.ys())) {
                paintNames(view);
            }
            upright(nowLine, view, camera.axis() == Axis.WALL_CLOCK && timeline.events() > 0 ? now : Double.NaN);
            upright(cursorLine, view, cursor.get().orElse(Double.NaN));
        }
        drawn = view;
        drawnNow = now;
        repaint = false;
        emphasize = false;
    }

    private static void upright(Line line, Viewport view, double place) {
        double x = Math.round(view.x(place)) + 0.5;
        line.setVisible(!Double.isNaN(place) && x >= 0 && x <= view.width());
        line.setStartX(x);
        line.setEndX(x);
        line.setEndY(view.height() - Viewport.RULER);
    }

    private void paintNames(Viewport view) {
        CanvasPen pen = new CanvasPen(names.getGraphicsContext2D());
        names.getGraphicsContext2D().clearRect(0, 0, names.getWidth(), names.getHeight());
        view.ys().forEach((index, y) -> {
            String name = timeline.lanes().get(index).name();
            pen.text(shortened(name), NAME_INDENT, y, look.nameFont(), look.inks().get(index), Color.TRANSPARENT);
            if (remarks.containsKey(name) && view.laneDistance() > 2 * look.textSize()) {
                pen.text(remarks.get(name), NAME_INDENT, y + look.textSize() * 1.2, look.rulerFont(), look.muted(), Color.TRANSPARENT);
            }
        });
    }

    /// A name that takes more than its room ends in dots.
    private String shortened(String name) {
        double room = names.getWidth() - 2 * NAME_INDENT + 1;
        String shown = name;
        while (shown.length() > 1 && Look.width(shown.equals(name) ? name : shown + "…", look.nameFont()) > room) {
            shown = shown.substring(0, shown.length() - 1);
        }
        return shown.equals(name) ? name : shown + "…";
    }

    /// Ends what goes on behind it.
    public void dispose() {
        picking.unsubscribe();
        watch.close();
    }

    // ---- Where things are

    /// Finds what is at a pixel of the diagram.
    Optional<Hit> hit(double x, double y, double reach) {
        return new Nearest(timeline, camera.viewport(), nowOnClock, walk).at(x, y, reach);
    }

    /// Finds the message at a pixel of the diagram: over a lane, too, where none of its marks is meant.
    Optional<Hit> messageAt(double x, double y, double reach) {
        return new Nearest(timeline, camera.viewport(), nowOnClock, walk).messageAt(x, y, reach);
    }

    /// The pane that shows what the camera sees; its coordinates are the viewport's.
    Pane diagram() {
        return diagram;
    }

    /// Where the names of the lanes stand.
    Canvas names() {
        return names;
    }

    /// The lane whose name is at a pixel.
    Optional<Integer> laneAt(double y) {
        Viewport view = camera.viewport();
        return view.rowAt(y).stream().mapToObj(row -> view.lanes().get(row)).findFirst();
    }
}
