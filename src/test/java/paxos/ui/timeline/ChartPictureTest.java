package paxos.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class ChartPictureTest {

    private static final Color BLUE = Color.web("#0072b2");
    private static final Chart CHART = new Chart("Messages", "n", "in a ballot", List.of(
            new Chart.Series("worked out", Color.GRAY, Chart.Mark.LINE, List.of(new Chart.Point(0, 0), new Chart.Point(100, 400))),
            new Chart.Series("counted", BLUE, Chart.Mark.POINTS, List.of(new Chart.Point(25, 100), new Chart.Point(100, 400)))));

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    private static ChartPicture picture() throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> new ChartPicture("A title", "A remark", List.of(CHART))).get(20, TimeUnit.SECONDS);
    }

    private static List<MatchResult> found(String svg, String pattern) {
        return Pattern.compile(pattern).matcher(svg).results().toList();
    }

    @Test
    void whatWasCountedLiesOnTheLineWhereItIsTheSame() throws Exception {
        String svg = picture().svg();
        List<MatchResult> discs = found(svg, "<circle cx=\"([\\d.]+)\" cy=\"([\\d.]+)\" r=\"4\" fill=\"#0072b2\"/>");
        MatchResult line = found(svg, "<line x1=\"([\\d.]+)\" y1=\"([\\d.]+)\" x2=\"([\\d.]+)\" y2=\"([\\d.]+)\" stroke=\"#808080\"").getFirst();
        assertEquals(2, discs.size(), svg);
        double[] ends = {number(line, 1), number(line, 2), number(line, 3), number(line, 4)};
        assertEquals(ends[0] + (ends[2] - ends[0]) / 4, number(discs.get(0), 1), 0.02);
        assertEquals(ends[1] + (ends[3] - ends[1]) / 4, number(discs.get(0), 2), 0.02);
        assertEquals(ends[2], number(discs.get(1), 1), 0.02);
        assertEquals(ends[3], number(discs.get(1), 2), 0.02);
    }

    private static double number(MatchResult result, int group) {
        return Double.parseDouble(result.group(group));
    }

    @Test
    void titleAxesTicksAndSeriesAreLabelled() throws Exception {
        String svg = picture().svg();
        for (String words : List.of("A title", "A remark", "Messages", "in a ballot", "n", "0", "100", "200", "300", "400", "20", "80",
                "worked out", "counted")) {
            assertTrue(svg.contains(">" + words + "</text>"), words);
        }
        List<MatchResult> labels = found(svg, "y=\"([\\d.]+)\"[^>]*>(?:worked out|counted)<");
        assertTrue(Math.abs(number(labels.get(0), 1) - number(labels.get(1), 1)) >= 15, "labels of what ends at one place lie apart");
    }

    @Test
    void aPictureIsSharpAndOpaque() throws Exception {
        ChartPicture picture = picture();
        BufferedImage image = WaitForAsyncUtils.asyncFx(picture::image).get(20, TimeUnit.SECONDS);
        assertEquals(2000, image.getWidth());
        assertEquals(860, image.getHeight());
        assertEquals(0xffffffff, image.getRGB(5, 5), "paper, also on a dark page");
    }

    @ParameterizedTest
    @CsvSource({"101, 20", "400, 100", "6, 1", "7, 2", "0.9, 0.2", "469, 100", "1200, 200"})
    void ticksAreRoundNumbersAndFew(double most, double step) {
        assertEquals(step, ChartPicture.step(most), 1e-9);
    }

    @Test
    void aSeriesHasAPoint() {
        assertThrows(IllegalArgumentException.class, () -> new Chart.Series("none", BLUE, Chart.Mark.LINE, List.of()));
    }
}
