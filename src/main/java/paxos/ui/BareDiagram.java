package paxos.ui;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import paxos.view.timeline.Timeline;

/// The place of a timeline that is not drawn: what it knows is shown as it is now.
///
/// @param node     what is shown in its place
/// @param timeline what happened
record BareDiagram(Node node, Timeline timeline) implements Diagram {

    BareDiagram(Timeline timeline) {
        this(new Region(), timeline);
    }

    @Override
    public void pulse() {
        // Nothing moves.
    }

    @Override
    public Moment moment() {
        return Moment.now(timeline);
    }

    @Override
    public void backToNow() {
        // It is never anywhere else.
    }

    @Override
    public void pickNothing() {
        // Nothing can be picked.
    }

    @Override
    public List<Keys.Key> keys() {
        return List.of();
    }

    @Override
    public void dispose() {
        // Nothing goes on behind it.
    }
}
