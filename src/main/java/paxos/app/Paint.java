package paxos.app;

import paxos.synod.Ballot;
import paxos.synod.Parliament;
import paxos.view.Palette;

/// The colours of the terminal: those of the windows, for legislators and their ballots.
///
/// @param parliament whose colours
/// @param depth      what the terminal can show
record Paint(Parliament parliament, Depth depth) {

    /// What a terminal can show.
    enum Depth {
        /// No colours, no bold type.
        NONE,
        /// The 256 colours of xterm.
        INDEXED,
        /// All colours.
        TRUE
    }

    private static final String RESET = "\033[0m";
    private static final String ALARM = "\033[1;31m";
    private static final String FAINT = "\033[2m";

    /// What fits this terminal.
    static Depth depthFor(Surroundings surroundings) {
        String colours = surroundings.environment().getOrDefault("COLORTERM", "");
        return !surroundings.colour() ? Depth.NONE
                : colours.equals("truecolor") || colours.equals("24bit") ? Depth.TRUE : Depth.INDEXED;
    }

    /// Text in a legislator's colour.
    String asLegislator(String name, String text) {
        return depth != Depth.NONE && parliament.has(name) ? inColour(Integer.parseInt(new Palette(parliament).of(name), 1, 7, 16), text) : text;
    }

    /// Text in the colour of a ballot, which is its president's.
    String asBallot(Ballot ballot, String text) {
        return ballot.isNone() ? text : asLegislator(parliament.presidentOf(ballot), text);
    }

    /// Text that nobody must miss: red and bold.
    String asAlarm(String text) {
        return depth == Depth.NONE ? text : ALARM + text + RESET;
    }

    /// Text of less weight.
    String faint(String text) {
        return depth == Depth.NONE ? text : FAINT + text + RESET;
    }

    private String inColour(int rgb, String text) {
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        return switch (depth) {
            case NONE -> text;
            case INDEXED -> "\033[1;38;5;" + (16 + 36 * sixth(red) + 6 * sixth(green) + sixth(blue)) + "m" + text + RESET;
            case TRUE -> "\033[1;38;2;" + red + ";" + green + ";" + blue + "m" + text + RESET;
        };
    }

    /// The nearest of xterm's six levels: 0, 95, 135, 175, 215, 255.
    private static int sixth(int level) {
        return level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40;
    }
}
