package paxos.ui.timeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Group;
import javafx.scene.canvas.Canvas;
import paxos.view.timeline.Viewport;

/// The picture of the timeline in tiles that are painted once and then moved. A pulse paints a bounded number of marks;
/// what is not finished then comes in the next. While the scale changes, finished tiles are stretched until those of
/// the new scale are there.
final class Tiles extends Group {

    /// How wide a tile is, in pixels.
    static final int WIDTH = 256;
    /// A pulse paints no further tile once it has painted so many marks. (500 lines take 40 ms in software.)
    static final int MOST_MARKS_A_PULSE = 130;
    /// Tiles are not stretched or squeezed by more than this before others are begun.
    private static final double LONGEST_STRETCH = 1.6;
    private static final int MOST_SPARE = 24;

    /// What was done in a pulse.
    ///
    /// @param painted how many tiles were painted
    /// @param reused  how many were there already and only moved
    /// @param marks   how many marks were painted
    record Work(int painted, int reused, int marks) {
    }

    private static final class Tile {
        private final Canvas canvas;
        private boolean finished;

        Tile(Canvas canvas) {
            this.canvas = canvas;
        }
    }

    /// Tiles of one scale; a tile's number counts from the axis's left end.
    private final class Layer {
        private final Viewport like;
        private final Map<Long, Tile> tiles = new HashMap<>();

        Layer(Viewport like) {
            this.like = like;
        }

        long first(Viewport view) {
            return (long) Math.floor(view.from() * like.scale() / WIDTH);
        }

        long last(Viewport view) {
            return (long) Math.floor(view.to() * like.scale() / WIDTH);
        }

        boolean covers(Viewport view) {
            for (long number = first(view); number <= last(view); number++) {
                Tile tile = tiles.get(number);
                if (tile == null || !tile.finished) {
                    return false;
                }
            }
            return true;
        }

        void outdate(double place) {
            double left = place * like.scale() - 20;
            tiles.forEach((number, tile) -> tile.finished &= (number + 1) * WIDTH < left);
        }

        void dropFar(Viewport view) {
            long first = first(view) - 2;
            long last = last(view) + 2;
            tiles.entrySet().removeIf(each -> {
                boolean far = each.getKey() < first || each.getKey() > last;
                if (far) {
                    spare(each.getValue().canvas);
                }
                return far;
            });
        }

        int paint(long number, TilePainter painter) {
            Tile tile = tiles.computeIfAbsent(number, _ -> new Tile(canvas(like.height())));
            tile.canvas.getGraphicsContext2D().clearRect(0, 0, WIDTH, like.height());
            Viewport part = new Viewport(like.axis(), number * WIDTH / like.scale(), like.scale(), WIDTH, like.height(), like.lanes(),
                    like.scroll());
            int marks = painter.paint(new CanvasPen(tile.canvas.getGraphicsContext2D()), part);
            tile.finished = true;
            return marks;
        }

        void place(Viewport view) {
            double stretch = view.scale() / like.scale();
            // Whole pixels, where nothing is stretched: so that lines stay as sharp as they were painted.
            double shift = stretch == 1 ? Math.round(view.from() * view.scale()) : view.from() * view.scale();
            tiles.forEach((number, tile) -> {
                Canvas canvas = tile.canvas;
                canvas.setScaleX(stretch);
                // Scaling is about the middle.
                canvas.setLayoutX(number * WIDTH * stretch - shift + (stretch - 1) * WIDTH / 2);
                canvas.setVisible(number >= first(view) && number <= last(view));
            });
        }

        void discard() {
            tiles.values().forEach(tile -> spare(tile.canvas));
            tiles.clear();
        }
    }

    private final Deque<Canvas> spare = new ArrayDeque<>();
    private Layer shown;
    private Optional<Layer> coming = Optional.empty();
    private double lastScale;

    Tiles() {
        setManaged(false);
        setMouseTransparent(true);
    }

    private Canvas canvas(double height) {
        Canvas canvas = spare.isEmpty() ? new Canvas(WIDTH, height) : spare.pop();
        canvas.setHeight(height);
        getChildren().add(canvas);
        return canvas;
    }

    private void spare(Canvas canvas) {
        getChildren().remove(canvas);
        if (spare.size() < MOST_SPARE) {
            spare.push(canvas);
        }
    }

    /// Everything from a place on is to be painted anew.
    void outdate(double place) {
        if (shown != null) {
            shown.outdate(place);
        }
        coming.ifPresent(layer -> layer.outdate(place));
    }

    /// Shows what a viewport shows, as far as that is painted or can be painted now.
    ///
    /// @param all whether to paint all that is missing, however long that takes
    Work show(Viewport view, TilePainter painter, boolean all) {
        if (shown == null || !sameRows(shown.like, view)) {
            renew(view);
        }
        rescale(view);
        Layer target = coming.orElse(shown);
        int painted = 0;
        int marks = 0;
        int reused = 0;
        for (long number = target.first(view); number <= target.last(view); number++) {
            Tile tile = target.tiles.get(number);
            if (tile != null && tile.finished) {
                reused++;
            } else if (all || marks < MOST_MARKS_A_PULSE) {
                marks += target.paint(number, painter);
                painted++;
            }
        }
        if (coming.isPresent() && target.covers(view)) {
            shown.discard();
            shown = target;
            coming = Optional.empty();
        } else if (coming.isEmpty() && painted == 0 && !shown.tiles.containsKey(shown.last(view) + 1)) {
            // Nothing to do: the next one beforehand.
            marks += shown.paint(shown.last(view) + 1, painter);
            painted++;
        }
        shown.dropFar(view);
        shown.place(view);
        coming.ifPresent(layer -> layer.tiles.values().forEach(tile -> tile.canvas.setVisible(false)));
        lastScale = view.scale();
        return new Work(painted, reused, marks);
    }

    private void renew(Viewport view) {
        if (shown != null) {
            shown.discard();
        }
        coming.ifPresent(Layer::discard);
        coming = Optional.empty();
        shown = new Layer(view);
    }

    private void rescale(Viewport view) {
        if (view.scale() == shown.like.scale()) {
            coming.ifPresent(Layer::discard);
            coming = Optional.empty();
            return;
        }
        boolean resting = view.scale() == lastScale;
        boolean useless = coming.isPresent() && coming.get().like.scale() != view.scale()
                && (resting || stretch(coming.get(), view) > LONGEST_STRETCH);
        if (useless) {
            coming.ifPresent(Layer::discard);
            coming = Optional.empty();
        }
        if (coming.isEmpty()) {
            coming = Optional.of(new Layer(view));
        }
    }

    private static double stretch(Layer layer, Viewport view) {
        double stretch = view.scale() / layer.like.scale();
        return Math.max(stretch, 1 / stretch);
    }

    private static boolean sameRows(Viewport one, Viewport other) {
        return one.axis() == other.axis() && one.height() == other.height() && one.lanes().equals(other.lanes())
                && one.scroll() == other.scroll();
    }
}
