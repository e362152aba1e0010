package paxos.view.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Where somebody looks: which stretch of which axis, how close, which lanes. Follows what is new until it is moved. For
/// one thread, JavaFX's.
public final class Camera {

    /// What stays free right of the newest, in pixels.
    static final double ROOM_AHEAD = 110;
    /// What stays free left of the oldest, in pixels.
    static final double ROOM_BEFORE = 16;

    private static final double[] USUAL_SCALE = {0.14, 64};
    private static final double[] CLOSEST_SCALE = {60, 400};

    private final int laneCount;
    private Axis axis = Axis.WALL_CLOCK;
    private final double[] scale = USUAL_SCALE.clone();
    private double from;
    private double end;
    private double width = 1;
    private double height = 1;
    private List<Integer> lanes;
    private double scroll;
    private boolean following = true;

    /// A camera that follows, at the usual scale, with all lanes.
    ///
    /// @param laneCount how many legislators there are
    public Camera(int laneCount) {
        this.laneCount = laneCount;
        lanes = IntStream.range(0, laneCount).boxed().toList();
        place();
    }

    /// What it sees now.
    public Viewport viewport() {
        return new Viewport(axis, from, scale[axis.ordinal()], width, height, lanes, scroll);
    }

    /// Whether it follows what is new.
    public boolean following() {
        return following;
    }

    /// Begins to follow, or lets go.
    public void follow(boolean on) {
        following = on;
        place();
    }

    /// Tells it how far the axis reaches now.
    public void reach(double place) {
        end = place;
        if (following) {
            place();
        }
    }

    /// Tells it how large the picture is, in pixels.
    public void resize(double newWidth, double newHeight) {
        width = Math.max(1, newWidth);
        height = Math.max(1, newHeight);
        place();
    }

    /// Moves along the axis; to its end, and it follows again.
    ///
    /// @param pixels to the right where above 0
    public void pan(double pixels) {
        following = false;
        from += pixels / scale();
        place();
        follow(from >= followed());
    }

    /// Moves so that the left edge is at a place.
    public void panTo(double place) {
        from = place;
        following = false;
        place();
    }

    /// Scrolls the lanes.
    ///
    /// @param pixels down where above 0
    public void scroll(double pixels) {
        scroll = Math.clamp(scroll + pixels, 0, viewport().longestScroll());
    }

    /// Scrolls the lanes, if need be, so that one of them is seen.
    ///
    /// @param lane by its place in the parliament
    public void reveal(int lane) {
        int row = lanes.indexOf(lane);
        if (row < 0) {
            return;
        }
        double y = viewport().rowY(row);
        if (y < 0 || y > height - Viewport.RULER - Viewport.MARGIN) {
            scroll(y - height / 2);
        }
    }

    /// Comes closer or goes away, within bounds; what is at one pixel stays there, or the newest where it follows.
    public void zoom(double factor, double x) {
        double least = leastScale();
        double zoomed = Math.clamp(scale() * factor, least, CLOSEST_SCALE[axis.ordinal()]);
        Viewport view = viewport().zoomed(zoomed / scale(), x);
        scale[axis.ordinal()] = zoomed;
        from = view.from();
        place();
    }

    /// Shows the whole run.
    public void fit() {
        scale[axis.ordinal()] = Math.min(CLOSEST_SCALE[axis.ordinal()], wholeScale());
        from = leftmost();
        following = true;
        place();
    }

    /// The usual scale again.
    public void usual(double x) {
        zoom(USUAL_SCALE[axis.ordinal()] / scale(), x);
    }

    /// How close it is, 1 for the usual.
    public double closeness() {
        return scale() / USUAL_SCALE[axis.ordinal()];
    }

    /// Moves, if need be, so that a stretch is seen; then it does not follow.
    public void reveal(double start, double stop) {
        Viewport view = viewport();
        if (view.x(start) < ROOM_BEFORE || view.x(stop) > width - ROOM_BEFORE) {
            panTo((start + stop) / 2 - width / scale() / 2);
        }
    }

    /// Moves, and goes away where it must, so that a whole stretch is seen; then it does not follow.
    public void revealAll(double start, double stop) {
        double room = Math.max(1, width - 2 * ROOM_BEFORE);
        if ((stop - start) * scale() > room) {
            zoom(room / ((stop - start) * scale()), 0);
        }
        panTo((start + stop) / 2 - width / scale() / 2);
    }

    /// Changes what the axis measures. What is then at the left edge is the caller's to say; it follows or not as before.
    ///
    /// @param place the place on the new axis that is to be in the middle
    /// @param reach how far the new axis reaches
    public void turn(Axis to, double place, double reach) {
        axis = to;
        end = reach;
        from = place - width / scale() / 2;
        place();
    }

    /// What the axis measures.
    public Axis axis() {
        return axis;
    }

    /// Which lanes are shown, from above, by their place in the parliament.
    public List<Integer> lanes() {
        return lanes;
    }

    /// Shows or hides a lane; the last one cannot be hidden.
    public void show(int lane, boolean shown) {
        List<Integer> changed = new ArrayList<>(lanes);
        if (!shown && changed.size() > 1) {
            changed.remove((Integer) lane);
        } else if (shown && !changed.contains(lane)) {
            int at = (int) changed.stream().filter(other -> other < lane).count();
            changed.add(at, lane);
        }
        setLanes(changed);
    }

    /// Moves a lane up or down among those shown.
    ///
    /// @param rows down where above 0
    public void move(int lane, int rows) {
        List<Integer> changed = new ArrayList<>(lanes);
        int row = changed.indexOf(lane);
        if (row >= 0) {
            changed.remove(row);
            changed.add(Math.clamp(row + rows, 0, changed.size()), lane);
            setLanes(changed);
        }
    }

    /// Shows all lanes in the order of the configuration.
    public void showAll() {
        setLanes(IntStream.range(0, laneCount).boxed().toList());
    }

    private void setLanes(List<Integer> changed) {
        lanes = List.copyOf(changed);
        scroll = Math.clamp(scroll, 0, viewport().longestScroll());
    }

    private double scale() {
        return scale[axis.ordinal()];
    }

    private double wholeScale() {
        return (width - ROOM_BEFORE - Math.min(ROOM_AHEAD, width / 4)) / Math.max(1, end);
    }

    private double leastScale() {
        return Math.min(USUAL_SCALE[axis.ordinal()] / 4, wholeScale());
    }

    /// The leftmost place that the left edge can have.
    public double leftmost() {
        return -ROOM_BEFORE / scale();
    }

    /// Where the left edge is while it follows.
    public double followed() {
        return Math.max(leftmost(), end - (width - ROOM_AHEAD) / scale());
    }

    private void place() {
        from = following ? followed() : Math.clamp(from, leftmost(), Math.max(leftmost(), end + leftmost()));
        scroll = Math.clamp(scroll, 0, viewport().longestScroll());
    }
}
