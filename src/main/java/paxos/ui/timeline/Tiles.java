package paxos.ui.timeline;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
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
    /// A tile with a density is painted in each so-manieth pulse at most.
    private static final int DENSE_EVERY = 6;

    /// What was done in a pulse.
    ///
    /// @param painted how many tiles were painted
    /// @param reused  how many were there already and only moved
    /// @param marks   how many marks were painted
    /// @param left    how many are still to be painted
    record Work(int painted, int reused, int marks, int left) {
    }

    private static final class Tile {
        private final Canvas canvas;
        private boolean finished;
        /// In which pulse it was last painted.
        private long painted;
        /// Whether it shows how much there is, rather than each message.
        private boolean dense;

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

        boolean isFinished(long number) {
            return tiles.containsKey(number) && tiles.get(number).finished;
        }

        boolean covers(Viewport view) {
            return LongStream.rangeClosed(first(view), last(view)).allMatch(this::isFinished);
        }

        /// Whether a little later will do: where there are too many messages to be told apart, one more is not missed.
        boolean canWait(long number) {
            return tiles.containsKey(number) && tiles.get(number).dense && pulse - tiles.get(number).painted < DENSE_EVERY;
        }

        /// What is to be painted of what is seen, that which was painted longest ago first: so none waits for ever while
        /// others change in each pulse.
        List<Long> missing(Viewport view) {
            return LongStream.rangeClosed(first(view), last(view)).filter(number -> !isFinished(number) && !canWait(number)).boxed()
                    .sorted(Comparator.comparingLong(number -> tiles.containsKey(number) ? tiles.get(number).painted : -1)).toList();
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

        TilePainter.Painted paint(long number, TilePainter painter) {
            Tile tile = tiles.computeIfAbsent(number, _ -> new Tile(canvas(like.height())));
            tile.canvas.getGraphicsContext2D().clearRect(0, 0, WIDTH, like.height());
            Viewport part = new Viewport(like.axis(), number * WIDTH / like.scale(), like.scale(), WIDTH, like.height(), like.lanes(),
                    like.scroll());
            tile.finished = true;
            tile.painted = pulse;
            TilePainter.Painted painted = painter.paint(new CanvasPen(tile.canvas.getGraphicsContext2D()), part);
            tile.dense = painted.dense();
            return painted;
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

        /// @param seen whether its tiles were seen: JavaFX keeps what was painted on others, so these are thrown away
        void discard(boolean seen) {
            tiles.values().forEach(tile -> {
                if (seen) {
                    spare(tile.canvas);
                } else {
                    Tiles.this.getChildren().remove(tile.canvas);
                }
            });
            tiles.clear();
        }
    }

    private final Deque<Canvas> spare = new ArrayDeque<>();
    private Layer shown;
    private Optional<Layer> coming = Optional.empty();
    private double lastScale;
    private long pulse;

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
        pulse++;
        Layer target = coming.orElse(shown);
        List<Long> missing = target.missing(view);
        int reused = (int) (target.last(view) - target.first(view) + 1) - missing.size();
        int painted = 0;
        int marks = 0;
        boolean enough = false;
        for (long number : missing) {
            if (all || !enough) {
                TilePainter.Painted done = target.paint(number, painter);
                marks += done.marks();
                painted++;
                enough |= done.dense() || marks >= MOST_MARKS_A_PULSE;
            }
        }
        if (coming.isPresent() && target.covers(view)) {
            shown.discard(true);
            shown = target;
            coming = Optional.empty();
        } else if (coming.isEmpty() && painted == 0 && !shown.tiles.containsKey(shown.last(view) + 1)) {
            // Nothing to do: the next one beforehand. Once only: what is painted and not seen, JavaFX keeps until it is.
            marks += shown.paint(shown.last(view) + 1, painter).marks();
            painted++;
        }
        Layer waiting = coming.orElse(shown);
        int unfinished = (int) LongStream.rangeClosed(waiting.first(view), waiting.last(view))
                .filter(number -> !waiting.isFinished(number)).count();
        shown.dropFar(view);
        shown.place(view);
        coming.ifPresent(layer -> layer.tiles.values().forEach(tile -> tile.canvas.setVisible(false)));
        lastScale = view.scale();
        return new Work(painted, reused, marks, unfinished);
    }

    private void renew(Viewport view) {
        if (shown != null) {
            shown.discard(true);
        }
        coming.ifPresent(layer -> layer.discard(false));
        coming = Optional.empty();
        shown = new Layer(view);
    }

    private void rescale(Viewport view) {
        if (view.scale() == shown.like.scale()) {
            coming.ifPresent(layer -> layer.discard(false));
            coming = Optional.empty();
            return;
        }
        boolean resting = view.scale() == lastScale;
        boolean useless = coming.isPresent() && coming.get().like.scale() != view.scale()
                && (resting || stretch(coming.get(), view) > LONGEST_STRETCH);
        if (useless) {
            coming.ifPresent(layer -> layer.discard(false));
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
