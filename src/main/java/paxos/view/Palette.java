package paxos.view;

import java.util.Locale;
import paxos.synod.Ballot;
import paxos.synod.Parliament;

/// The colours of legislators, as `#RRGGBB`. A ballot's colour is its president's. The first seven are Okabe and
/// Ito's, which people with any kind of colour vision can tell apart; colour is never the only sign of anything.
///
/// @param parliament whose legislators, in the order of the configuration
public record Palette(Parliament parliament) {

    private static final String[] OKABE_ITO =
            {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D00"};
    private static final double GOLDEN_ANGLE = 137.508;
    /// The contrast with white that bold text needs (WCAG asks for 3 where it is large).
    private static final double READABLE = 3.4;

    /// The colour of a legislator; of a stranger, a grey.
    public String of(String legislator) {
        int index = parliament.legislators().indexOf(legislator);
        if (index < 0) {
            return "#6E7781";
        }
        return index < OKABE_ITO.length ? OKABE_ITO[index] : further(index - OKABE_ITO.length);
    }

    /// The colour of a ballot; of none, a grey.
    public String of(Ballot ballot) {
        return of(ballot.isNone() ? "" : parliament.presidentOf(ballot));
    }

    /// Black or white, whichever reads better on this legislator's colour.
    public String textOn(String legislator) {
        return contrastWithWhite(rgb(of(legislator))) >= 3.5 ? "#FFFFFF" : "#10151B";
    }

    /// A colour of this palette as text on white paper: itself, or as much darker as it takes to be read.
    public static String asInk(String colour) {
        int rgb = rgb(colour);
        while (contrastWithWhite(rgb) < READABLE) {
            rgb = darker(rgb >> 16 & 255) << 16 | darker(rgb >> 8 & 255) << 8 | darker(rgb & 255);
        }
        return String.format(Locale.ROOT, "#%06X", rgb);
    }

    private static int darker(int channel) {
        return channel * 95 / 100;
    }

    private static int rgb(String colour) {
        return Integer.parseInt(colour, 1, 7, 16);
    }

    private static double contrastWithWhite(int rgb) {
        double luminance = 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
        return 1.05 / (luminance + 0.05);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    /// Hues a golden angle apart never come close to each other; two shades tell those that nearly do. Where they begin was
    /// tried out: the first nine differ from each other and from Okabe and Ito's as much as those differ among themselves.
    private static String further(int index) {
        double hue = (310 + index * GOLDEN_ANGLE) % 360;
        double lightness = index % 2 == 0 ? 0.52 : 0.33;
        return String.format(Locale.ROOT, "#%02X%02X%02X", channel(hue, 0, lightness), channel(hue, 8, lightness), channel(hue, 4, lightness));
    }

    /// One channel of an HSL colour of saturation 0.6; n is 0 for red, 8 for green, 4 for blue.
    private static int channel(double hue, int n, double lightness) {
        double k = (n + hue / 30) % 12;
        double a = 0.6 * Math.min(lightness, 1 - lightness);
        return (int) Math.round(255 * (lightness - a * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1))));
    }
}
