package paxos.ui.timeline;

import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import paxos.view.Palette;

/// What the timeline is drawn with. Legislators go by their place in the parliament.
///
/// @param paper    the background
/// @param lane     the lanes
/// @param muted    what is of less weight
/// @param danger   crashes and losses
/// @param textSize the size of labels, in pixels
/// @param tones    the legislators' colours, made to read well on this paper
/// @param inks     the same for text
record Look(Color paper, Color lane, Color muted, Color danger, double textSize, List<Color> tones, List<Color> inks) {

    static Look of(Color paper, Color lane, Color muted, Color danger, double textSize, Palette palette) {
        boolean dark = paper.getBrightness() < 0.5;
        List<String> names = palette.parliament().legislators();
        List<Color> tones = names.stream().map(name -> tone(palette.of(name), dark)).toList();
        List<Color> inks = dark ? tones : names.stream().map(name -> Color.web(Palette.asInk(palette.of(name)))).toList();
        return new Look(paper, lane, muted, danger, textSize, tones, inks);
    }

    private static Color tone(String colour, boolean dark) {
        return dark ? Color.web(colour).interpolate(Color.WHITE, 0.28) : Color.web(colour);
    }

    /// A ballot's colour: its president's; of none, a grey.
    Color tone(int ballot) {
        return ballot < 0 ? muted : tones.get(ballot % tones.size());
    }

    /// The same for text.
    Color ink(int ballot) {
        return ballot < 0 ? muted : inks.get(ballot % inks.size());
    }

    Font labelFont() {
        return Font.font("JetBrains Mono", FontWeight.BOLD, textSize);
    }

    Font nameFont() {
        return Font.font("Inter", FontWeight.BOLD, textSize * 1.2);
    }

    Font rulerFont() {
        return Font.font("JetBrains Mono", textSize * 0.9);
    }

    static double width(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }

    /// How wide every character of the label font is.
    double characterWidth() {
        return width("0", labelFont());
    }
}
