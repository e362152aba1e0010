package paxos.ui;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.view.Palette;
import paxos.view.Timeline;

/// The space-time diagram with its scroll bar. Follows what is new until somebody scrolls back.
final class TimelinePanel extends BorderPane {

    private static final double USUAL_SCALE = 0.14;
    private static final double ROOM_AHEAD = 110;
    private static final PseudoClass LIVE = PseudoClass.getPseudoClass("live");

    private final Timeline timeline;
    private final TimelineCanvas canvas;
    private final ScrollBar bar = new ScrollBar();
    private final ToggleButton live = new ToggleButton("● live");
    private final DoubleProperty pixelsPerMilli = new SimpleDoubleProperty(this, "pixelsPerMilli", USUAL_SCALE);
    private final InstantSource clock;
    private boolean changed = true;
    private double drawnAt = Double.NaN;

    TimelinePanel(Parliament parliament, Set<String> hosted, Palette palette, ToDoubleFunction<String> walk, InstantSource clock) {
        this.clock = clock;
        timeline = new Timeline(parliament, hosted);
        canvas = new TimelineCanvas(timeline, palette, walk);
        canvas.setId("timeline");
        bar.setOrientation(Orientation.HORIZONTAL);
        bar.setId("timeline-bar");
        bar.valueProperty().subscribe(() -> changed = true);
        canvas.layoutBoundsProperty().subscribe(() -> changed = true);
        canvas.setOnScroll(scroll -> scrollBy(-(scroll.getDeltaX() + scroll.getDeltaY())));

        live.setSelected(true);
        live.setId("live");
        live.getStyleClass().add("live");
        live.setMinWidth(Region.USE_PREF_SIZE);
        live.setTooltip(new Tooltip("Follow what is new (Ctrl+Space). Scrolling back (Ctrl+Shift+Left) lets go of it."));
        live.selectedProperty().subscribe(on -> {
            live.pseudoClassStateChanged(LIVE, on);
            changed = true;
        });
        bar.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> live.setSelected(false));

        Panel panel = new Panel("Timeline", new BorderPane(canvas, null, null, bar, null));
        HBox heading = (HBox) panel.getTop();
        heading.getChildren().add(1, live);
        Label remark = panel.remark();
        remark.setText("a line per legislator, time to the right; idle time is shortened");
        heading.getChildren().addAll(zoomButton("−", "Zoom out (Ctrl+Shift+Down)", 1 / 1.25),
                zoomButton("+", "Zoom in (Ctrl+Shift+Up)", 1.25));
        setCenter(panel);
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

    void zoom(double factor) {
        pixelsPerMilli.set(Math.clamp(pixelsPerMilli.get() * factor, USUAL_SCALE / 16, USUAL_SCALE * 16));
        changed = true;
    }

    void toggleLive() {
        live.setSelected(!live.isSelected());
    }

    /// Scrolls by a part of what is visible; below 0 back in time.
    void scroll(double part) {
        scrollBy(part * canvas.diagramWidth());
    }

    private void scrollBy(double pixels) {
        bar.setValue(Math.clamp(bar.getValue() + pixels / pixelsPerMilli.get(), 0, bar.getMax()));
        live.setSelected(bar.getValue() >= bar.getMax());
    }

    /// Takes in an event.
    void take(Event event) {
        timeline.take(event);
        changed = true;
    }

    /// Draws what has changed; called once a pulse.
    void pulse() {
        double now = timeline.now(clock.instant());
        if (!canvas.restyle() && !changed && now == drawnAt) {
            return;
        }
        double visible = Math.max(1, canvas.diagramWidth() / pixelsPerMilli.get());
        double all = now + ROOM_AHEAD / pixelsPerMilli.get();
        bar.setMax(Math.max(0, all - visible));
        bar.setVisibleAmount(bar.getMax() * Math.min(1, visible / all));
        bar.setVisible(bar.getMax() > 0);
        if (live.isSelected()) {
            bar.setValue(bar.getMax());
        }
        canvas.draw(bar.getValue(), now, pixelsPerMilli.get());
        drawnAt = now;
        changed = false;
    }
}
