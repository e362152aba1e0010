package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Parliament;

class PaletteTest {

    private final Parliament many = new Parliament(IntStream.range(0, 64).mapToObj(i -> "n" + i).toList());
    private final Palette palette = new Palette(many);

    @Test
    void theFirstSevenAreThoseOfTheDesign() {
        assertEquals(List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D00"),
                many.legislators().subList(0, 7).stream().map(palette::of).toList());
    }

    @Test
    void allAreDifferentAndWellFormed() {
        List<String> colours = many.legislators().stream().map(palette::of).toList();
        assertEquals(64, colours.stream().distinct().count());
        assertTrue(colours.stream().allMatch(colour -> colour.matches("#[0-9A-F]{6}")), colours::toString);
    }

    @Test
    void aBallotHasItsPresidentsColour() {
        assertEquals(palette.of("n3"), palette.of(new Ballot(3 + 64)));
        assertEquals(palette.of("a stranger"), palette.of(Ballot.NONE));
    }

    @Test
    void namesCanBeReadOnEveryColour() {
        for (String name : many.legislators()) {
            double contrast = contrast(palette.of(name), palette.textOn(name));
            assertTrue(contrast >= 3.4, () -> "%s on %s: %.2f".formatted(palette.textOn(name), palette.of(name), contrast));
        }
    }

    @Test
    void everyColourCanBeReadAsTextOnWhiteAndStaysItselfWhereItCan() {
        for (String name : many.legislators()) {
            String ink = Palette.asInk(palette.of(name));
            assertTrue(contrast(ink, "#FFFFFF") >= 3.4, () -> "%s for %s".formatted(ink, palette.of(name)));
        }
        assertEquals("#0072B2", Palette.asInk("#0072B2"));
        assertEquals("#000000", Palette.asInk("#000000"));
    }

    /// WCAG's contrast ratio; large bold text asks for 3.
    private static double contrast(String a, String b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour, 1 + 2 * i, 3 + 2 * i, 16) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    /// A difference of 2.3 in Lab can just be noticed side by side; the closest of Okabe and Ito's differ by 26.
    @Test
    void theFirstSixteenCanBeToldApart() {
        for (int one = 0; one < 16; one++) {
            for (int other = 0; other < one; other++) {
                double difference = difference(palette.of("n" + one), palette.of("n" + other));
                assertTrue(difference >= 25, "%d and %d differ by %.1f".formatted(other, one, difference));
            }
        }
    }

    // ---- CIE 1976

    private static double difference(String one, String other) {
        double[] a = lab(one);
        double[] b = lab(other);
        return Math.sqrt(IntStream.range(0, 3).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum());
    }

    private static double[] lab(String colour) {
        double[] c = linear(colour);
        double x = f((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505);
        double y = f(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
        double z = f((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double f(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
    }

    private static double[] linear(String colour) {
        return IntStream.of(1, 3, 5).mapToDouble(i -> Integer.parseInt(colour.substring(i, i + 2), 16) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4)).toArray();
    }
}
