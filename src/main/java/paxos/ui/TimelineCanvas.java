package paxos.ui;

import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import paxos.view.Palette;
import paxos.view.Timeline;

/// Where the timeline is drawn. Its colours come from the style sheet (`-paxos-paper` and so on), so that a theme
/// changes the drawing too; those of legislators and ballots come from the palette.
final class TimelineCanvas extends Region {

    private static final StyleablePropertyFactory<TimelineCanvas> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private final StyleableProperty<Color> paper =
            FACTORY.createStyleableColorProperty(this, "paper", "-paxos-paper", canvas -> canvas.paper, Color.WHITE);
    private final StyleableProperty<Color> lane =
            FACTORY.createStyleableColorProperty(this, "lane", "-paxos-lane", canvas -> canvas.lane, Color.LIGHTGRAY);
    private final StyleableProperty<Color> muted =
            FACTORY.createStyleableColorProperty(this, "muted", "-paxos-muted", canvas -> canvas.muted, Color.GRAY);
    private final StyleableProperty<Color> danger =
            FACTORY.createStyleableColorProperty(this, "danger", "-paxos-danger", canvas -> canvas.danger, Color.RED);
    private final StyleableProperty<Number> textSize =
            FACTORY.createStyleableNumberProperty(this, "textSize", "-paxos-text-size", canvas -> canvas.textSize, 11);

    private final Canvas canvas = new Canvas();
    private final Timeline timeline;
    private final Palette palette;
    private final ToDoubleFunction<String> walk;
    private TimelineLook look;

    /// @param walk how long the messengers of a legislator walk now, in milliseconds
    TimelineCanvas(Timeline timeline, Palette palette, ToDoubleFunction<String> walk) {
        this.timeline = timeline;
        this.palette = palette;
        this.walk = walk;
        getStyleClass().add("timeline-canvas");
        getChildren().add(canvas);
        setMinSize(0, 0);
        look = styled();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.floor(getWidth()));
        canvas.setHeight(Math.floor(getHeight()));
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    /// Takes in what the style sheet says now.
    ///
    /// @return whether that differs from before, so that all is to be drawn again
    boolean restyle() {
        TimelineLook now = styled();
        boolean changed = !now.equals(look);
        look = now;
        return changed;
    }

    private TimelineLook styled() {
        return new TimelineLook(paper.getValue(), lane.getValue(), muted.getValue(), danger.getValue(),
                textSize.getValue().doubleValue(), palette);
    }

    /// How wide the diagram itself is, without the names of the lanes, in pixels; not above 0 before there is room.
    double diagramWidth() {
        return canvas.getWidth() - namesWidth();
    }

    private double namesWidth() {
        return 2 * TimelinePainter.NAME_INDENT + timeline.lanes().stream()
                .mapToDouble(lane -> TimelineLook.width(lane.name(), look.nameFont())).max().orElse(0);
    }

    /// Draws the stretch that begins at a place.
    ///
    /// @param from           the place at the left edge, in milliseconds
    /// @param now            the place that the clock has reached
    /// @param pixelsPerMilli how wide a millisecond is
    void draw(double from, double now, double pixelsPerMilli) {
        if (canvas.getWidth() >= 1 && canvas.getHeight() >= 1) {
            TimelineFrame frame = new TimelineFrame(canvas.getWidth(), canvas.getHeight(), namesWidth(), from, now,
                    pixelsPerMilli, timeline.lanes());
            new TimelinePainter(canvas.getGraphicsContext2D(), frame, look, walk).paint(timeline);
        }
    }
}
