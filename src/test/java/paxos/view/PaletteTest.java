package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.view.Script.FOUR;
import static paxos.view.Script.ballot;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Parliament;

class PaletteTest {

    private static final Parliament SIXTY_FOUR =
            new Parliament(IntStream.range(0, 64).mapToObj(index -> "legislator" + index).toList());
    private static final Palette LARGE = new Palette(SIXTY_FOUR);

    /// Masataka Okabe and Kei Ito, *Color Universal Design*; the yellow darkened until it reads on white.
    @Test
    void theFirstSevenAreOkabeAndItosInTheOrderOfTheDesign() {
        assertEquals(List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D00"),
                SIXTY_FOUR.legislators().subList(0, 7).stream().map(LARGE::of).toList());
    }

    @Test
    void aBallotHasItsPresidentsColour() {
        Palette palette = new Palette(FOUR);
        assertEquals(palette.of("alpha"), palette.of(ballot(0)));
        assertEquals(palette.of("beta"), palette.of(ballot(5)));
        assertEquals(palette.of("delta"), palette.of(ballot(Integer.MAX_VALUE)));
    }

    @Test
    void noBallotAndStrangersAreGrey() {
        assertEquals("#6E7781", new Palette(FOUR).of(Ballot.NONE));
        assertEquals("#6E7781", new Palette(FOUR).of("mallory"));
        assertEquals("#6E7781", new Palette(FOUR).of(""));
    }

    @Test
    void sixtyFourLegislatorsHaveSixtyFourColours() {
        assertEquals(64, SIXTY_FOUR.legislators().stream().map(LARGE::of).distinct().count());
        assertTrue(SIXTY_FOUR.legislators().stream().map(LARGE::of).allMatch(colour -> colour.matches("#[0-9A-F]{6}")));
    }

    /// A difference of 2.3 in Lab can just be noticed side by side; the closest of Okabe and Ito's differ by 26.
    @Test
    void theFirstSixteenCanBeToldApart() {
        for (int one = 0; one < 16; one++) {
            for (int other = 0; other < one; other++) {
                double difference = difference(colour(one), colour(other));
                assertTrue(difference >= 25, "%d and %d differ by %.1f".formatted(other, one, difference));
            }
        }
    }

    @Test
    void textOnAColourHasEnoughContrastForLargeText() {
        for (String legislator : SIXTY_FOUR.legislators()) {
            double contrast = contrast(LARGE.of(legislator), LARGE.textOn(legislator));
            assertTrue(contrast >= 3.4, "%s on %s: %.2f".formatted(LARGE.textOn(legislator), LARGE.of(legislator), contrast));
        }
    }

    private static String colour(int index) {
        return LARGE.of(SIXTY_FOUR.legislators().get(index));
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

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] c = linear(colour);
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    }

    private static double[] linear(String colour) {
        return IntStream.of(1, 3, 5).mapToDouble(i -> Integer.parseInt(colour.substring(i, i + 2), 16) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4)).toArray();
    }
}
