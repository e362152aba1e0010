package paxos.ui;

import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import paxos.view.Palette;

/// What the timeline is drawn with.
///
/// @param paper    the background
/// @param lane     the lanes
/// @param muted    what is of less weight
/// @param danger   crashes and losses
/// @param textSize the size of labels, in pixels
/// @param palette  the colours of legislators and ballots
record TimelineLook(Color paper, Color lane, Color muted, Color danger, double textSize, Palette palette) {

    /// A legislator's or ballot's colour, made to read well on this paper.
    Color tone(String colour) {
        return paper.getBrightness() < 0.5 ? Color.web(colour).interpolate(Color.WHITE, 0.28) : Color.web(colour);
    }

    /// The same for text.
    Color ink(String colour) {
        return paper.getBrightness() < 0.5 ? tone(colour) : Color.web(Palette.asInk(colour));
    }

    Font labelFont() {
        return Font.font("JetBrains Mono", FontWeight.BOLD, textSize);
    }

    Font nameFont() {
        return Font.font("Inter", FontWeight.BOLD, textSize * 1.2);
    }

    static double width(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }
}
