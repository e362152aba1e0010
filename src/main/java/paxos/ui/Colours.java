package paxos.ui;

import javafx.scene.Node;
import paxos.synod.Ballot;
import paxos.view.Palette;

/// Gives a node of the scene the colours of a legislator, as the looked-up colours `-legislator`, `-on-legislator`
/// and `-legislator-ink` (as text on white) that the style sheet paints with.
final class Colours {

    private final Palette palette;

    Colours(Palette palette) {
        this.palette = palette;
    }

    void paint(Node node, String legislator) {
        String colour = palette.of(legislator);
        node.setStyle("-legislator: %s; -on-legislator: %s; -legislator-ink: %s;".formatted(colour, palette.textOn(legislator),
                Palette.asInk(colour)));
    }

    void paint(Node node, Ballot ballot) {
        paint(node, ballot.isNone() ? "" : palette.parliament().presidentOf(ballot));
    }

    Palette palette() {
        return palette;
    }
}
