package paxos.view.timeline;

/// What is at a pixel of the timeline.
public sealed interface Hit {

    /// A message.
    ///
    /// @param arrow    its number
    /// @param distance from the pixel to its line, in pixels
    record Message(int arrow, double distance) implements Hit {
    }

    /// Something that stands on a lane.
    ///
    /// @param lane     by its place in the parliament
    /// @param entry    its number on the lane
    /// @param distance from the pixel along the lane, in pixels
    record Mark(int lane, int entry, double distance) implements Hit {
    }
}
