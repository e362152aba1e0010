package paxos.view.timeline;

/// Where on the time axes something happened.
///
/// @param wall  milliseconds on the axis of the wall clock
/// @param step  on the axis of logical steps
/// @param event the number of the event that says so, in the order in which the timeline took them in
public record Spot(double wall, int step, int event) {

    /// The place on an axis.
    public double on(Axis axis) {
        return switch (axis) {
            case WALL_CLOCK -> wall;
            case LOGICAL_STEPS -> step;
        };
    }
}
