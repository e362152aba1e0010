package paxos.ui.timeline;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Hit;
import paxos.view.timeline.Viewport;

/// What the mouse does to the timeline: dragging pans, the wheel pans and with Ctrl zooms around the pointer, pointing at
/// something tells about it, a click picks it; on the time below the lanes, pressing and dragging looks into the past.
final class Gestures {

    /// The mouse has not been dragged as long as it stays within so many pixels.
    private static final double STEADY = 4;
    /// How near, in pixels, is near enough.
    private static final double REACH = 7;
    /// What one notch of the wheel, which JavaFX calls 40 pixels, zooms by.
    private static final double NOTCH = 40;
    private static final double ZOOM_A_NOTCH = 1.25;

    private final TimelineView view;
    private final Focus focus;
    private final BiConsumer<Optional<Hit>, Point2D> pointedAt;
    private double pressedX;
    private double pressedY;
    private double lastX;
    private double lastY;
    private boolean dragged;
    private boolean scrubbing;
    private int dragLane = -1;
    private OptionalDouble pointerX = OptionalDouble.empty();

    /// @param pointedAt told of what the mouse points at, and where in the diagram that is
    Gestures(TimelineView view, Focus focus, BiConsumer<Optional<Hit>, Point2D> pointedAt) {
        this.view = view;
        this.focus = focus;
        this.pointedAt = pointedAt;
        Pane diagram = view.diagram();
        diagram.setPickOnBounds(true);
        diagram.setOnMousePressed(this::pressed);
        diagram.setOnMouseDragged(this::dragged);
        diagram.setOnMouseReleased(this::released);
        diagram.setOnMouseMoved(this::moved);
        diagram.setOnMouseExited(_ -> {
            pointerX = OptionalDouble.empty();
            pointedAt.accept(Optional.empty(), Point2D.ZERO);
        });
        diagram.setOnScroll(this::scrolled);
        diagram.setOnZoom(zoom -> view.camera().zoom(zoom.getZoomFactor(), zoom.getX()));
        view.names().setOnMousePressed(press -> dragLane = view.laneAt(press.getY()).orElse(-1));
        view.names().setOnMouseDragged(this::laneDragged);
        view.names().setOnMouseReleased(_ -> view.names().setCursor(Cursor.DEFAULT));
    }

    /// Where keys zoom: at the pointer, or else in the middle.
    double zoomAt() {
        return pointerX.orElse(view.camera().viewport().width() / 2);
    }

    private void pressed(MouseEvent press) {
        pressedX = press.getX();
        pressedY = press.getY();
        lastX = press.getX();
        lastY = press.getY();
        dragged = false;
        scrubbing = press.getButton() == MouseButton.PRIMARY && press.getY() > view.camera().viewport().height() - Viewport.RULER;
        pointedAt.accept(Optional.empty(), Point2D.ZERO);
        if (scrubbing) {
            scrub(press.getX());
        }
        view.requestFocus();
        press.consume();
    }

    private void dragged(MouseEvent drag) {
        dragged |= Math.hypot(drag.getX() - pressedX, drag.getY() - pressedY) > STEADY;
        if (scrubbing) {
            scrub(drag.getX());
        } else if (dragged) {
            view.setCursor(Cursor.CLOSED_HAND);
            view.camera().pan(lastX - drag.getX());
            view.camera().scroll(lastY - drag.getY());
        }
        lastX = drag.getX();
        lastY = drag.getY();
        drag.consume();
    }

    private void scrub(double x) {
        view.lookAt(view.camera().viewport().place(x));
    }

    private void released(MouseEvent release) {
        view.setCursor(Cursor.DEFAULT);
        if (!dragged && !scrubbing && release.getButton() == MouseButton.PRIMARY) {
            hit(release).ifPresentOrElse(this::pick, focus::clear);
        }
        scrubbing = false;
    }

    private void pick(Hit hit) {
        switch (hit) {
            case Hit.Message(int number, _) -> {
                Arrow arrow = view.timeline().arrows().get(number);
                focus.pick(arrow.key(), arrow.message().ballot());
            }
            case Hit.Mark(int lane, int entry, _) -> focus.pick(view.timeline().lanes().get(lane).get(entry).ledger().nextBal());
        }
    }

    private void moved(MouseEvent move) {
        pointerX = OptionalDouble.of(move.getX());
        boolean onRuler = move.getY() > view.camera().viewport().height() - Viewport.RULER;
        view.diagram().setCursor(onRuler ? Cursor.H_RESIZE : Cursor.DEFAULT);
        pointedAt.accept(onRuler ? Optional.empty() : hit(move), new Point2D(move.getX(), move.getY()));
    }

    /// The message that somebody wants a menu for; empty where there is none, and where the mouse was dragged until now.
    Optional<Integer> messageAt(ContextMenuEvent request) {
        Point2D there = view.diagram().sceneToLocal(request.getSceneX(), request.getSceneY());
        boolean inside = view.diagram().contains(there) && there.getY() <= view.camera().viewport().height() - Viewport.RULER;
        Optional<Hit> hit = dragged || !inside ? Optional.empty() : view.messageAt(there.getX(), there.getY(), REACH);
        return hit.map(found -> found instanceof Hit.Message(int arrow, _) ? arrow : null);
    }

    private Optional<Hit> hit(MouseEvent event) {
        return view.hit(event.getX(), event.getY(), REACH);
    }

    private void scrolled(ScrollEvent scroll) {
        if (scroll.isShortcutDown()) {
            double notches = (scroll.getDeltaX() + scroll.getDeltaY()) / NOTCH;
            view.camera().zoom(Math.pow(ZOOM_A_NOTCH, notches), scroll.getX());
        } else {
            view.camera().pan(-(scroll.getDeltaX() + scroll.getDeltaY()));
        }
        scroll.consume();
    }

    /// A name that is dragged takes its lane along.
    private void laneDragged(MouseEvent drag) {
        int row = view.camera().lanes().indexOf(dragLane);
        if (row >= 0) {
            view.names().setCursor(Cursor.V_RESIZE);
            view.camera().viewport().rowAt(drag.getY()).ifPresent(target -> view.camera().move(dragLane, target - row));
        }
    }
}
