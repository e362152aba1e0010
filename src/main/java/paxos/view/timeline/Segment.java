package paxos.view.timeline;

/// The line of a message as it is drawn, in pixels of a viewport: from its foot, where it set out, to its tip.
///
/// @param x1 the foot's
/// @param y1 the foot's
/// @param x2 the tip's
/// @param y2 the tip's
public record Segment(double x1, double y1, double x2, double y2) {

    /// How far a lost messenger is shown to have come: whether it came farther, nobody knows.
    public static final double LOST_AT = 0.78;

    /// So many pixels before the receiver's lane those stand that came and were not read; who came over more lanes, or is
    /// a copy, stands farther away by so many for each: so they do not cover each other where several came at a time.
    private static final double WAITS_BEFORE = 11;
    private static final double FARTHER = 7;
    private static final int MOST_FARTHER = 3;
    private static final double COPY_FARTHER = 4;
    /// In any case nearer to that lane than to the next, as a part of their distance.
    private static final double NEARER = 0.45;

    /// A messenger that is on its way is shown to walk for this long at least, in milliseconds.
    private static final double SHORTEST_WALK = 120;
    private static final double LEAST_PART = 0.03;
    private static final double MOST_PART = 0.95;

    /// The line of a message that has arrived or got lost. Of one that came and was not read, it ends before the lane.
    ///
    /// @param fromY the sender's lane
    /// @param toY   the receiver's lane
    public static Segment settled(Arrows arrows, int arrow, Viewport view, double fromY, double toY) {
        double endY = switch (arrows.fate(arrow)) {
            case LOST -> fromY + LOST_AT * (toY - fromY);
            case HELD, DISCARDED -> toY - Math.copySign(before(view, Math.abs(toY - fromY), arrows.copy(arrow)), toY - fromY);
            case WALKING, HANDED_OVER, RECEIVED, REFUSED, IGNORED -> toY;
        };
        return new Segment(view.x(arrows.start(view.axis(), arrow)), fromY, view.x(arrows.end(view.axis(), arrow)), endY);
    }

    private static double before(Viewport view, double way, int copy) {
        long farther = Math.clamp(Math.round(way / view.laneDistance()) - 1, 0, MOST_FARTHER);
        return Math.min(NEARER * view.laneDistance(),
                WAITS_BEFORE + FARTHER * farther + COPY_FARTHER * Math.min(MOST_FARTHER, copy));
    }

    /// The line of a message that is on its way, as far as it is thought to have come.
    ///
    /// @param now  the place that the clock has reached, on the axis of the wall clock
    /// @param walk how long such messengers walk, in milliseconds
    public static Segment walking(Arrows arrows, int arrow, Viewport view, double fromY, double toY, double now, double walk) {
        double whole = Math.max(SHORTEST_WALK, walk);
        double part = Math.clamp((now - arrows.start(Axis.WALL_CLOCK, arrow)) / whole, LEAST_PART, MOST_PART);
        double start = arrows.start(view.axis(), arrow);
        double end = start + part * (view.axis() == Axis.WALL_CLOCK ? whole : 1);
        return new Segment(view.x(start), fromY, view.x(end), fromY + part * (toY - fromY));
    }

    /// Its second half: what is drawn where the departure was not seen.
    public Segment secondHalf() {
        return new Segment((x1 + x2) / 2, (y1 + y2) / 2, x2, y2);
    }

    /// How far a pixel is from the line, in pixels.
    public double distance(double x, double y) {
        double dx = x2 - x1;
        double dy = y2 - y1;
        double length = dx * dx + dy * dy;
        double part = length == 0 ? 0 : Math.clamp(((x - x1) * dx + (y - y1) * dy) / length, 0, 1);
        return Math.hypot(x - x1 - part * dx, y - y1 - part * dy);
    }
}
