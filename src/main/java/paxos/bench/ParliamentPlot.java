package paxos.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import paxos.synod.Parliament;
import paxos.ui.timeline.Chart;
import paxos.ui.timeline.ChartPicture;
import paxos.view.Palette;

/// Draws what was measured of parliaments of several sizes: messages, beside how many there must be, and time. For JavaFX's
/// thread.
public final class ParliamentPlot {

    private static final Color WORKED_OUT = Color.web("#59636e");

    private ParliamentPlot() {
    }

    /// The picture.
    ///
    /// @param figures by size, the smallest first; the largest has two legislators or more
    public static ChartPicture of(List<ParliamentFigures> figures) {
        Palette palette = new Palette(new Parliament(List.of("decided", "first", "learned")));
        int largest = figures.getLast().legislators();
        List<Chart.Point> undisturbed = IntStream.rangeClosed(1, largest)
                .mapToObj(size -> new Chart.Point(size, ParliamentFigures.undisturbed(size))).toList();
        String across = "legislators, n";
        Chart messages = new Chart("Messages", across, "from one legislator to another, in a ballot", List.of(
                new Chart.Series("3(n − 1) + 2⌊n/2⌋", WORKED_OUT, Chart.Mark.LINE, undisturbed),
                new Chart.Series("counted", ink(palette, "decided"), Chart.Mark.POINTS, points(figures, ParliamentFigures::messages))));
        Chart time = new Chart("Time", across, "from starting a ballot, in ms", List.of(
                new Chart.Series("first ballot", ink(palette, "first"), Chart.Mark.RINGS, points(figures, ParliamentFigures::firstMillis)),
                new Chart.Series("learned by all", ink(palette, "learned"), Chart.Mark.DISCS, points(figures, ParliamentFigures::learnedMillis)),
                new Chart.Series("decided", ink(palette, "decided"), Chart.Mark.DISCS, points(figures, ParliamentFigures::decidedMillis))));
        return new ChartPicture(String.format(Locale.ROOT, "A ballot among %d to %d legislators", figures.getFirst().legislators(), largest),
                "All in one process, over sockets, every ledger forced to disk, nothing delayed. Later ballots: the median.",
                List.of(messages, time));
    }

    private static Color ink(Palette palette, String name) {
        return Color.web(Palette.asInk(palette.of(name)));
    }

    private static List<Chart.Point> points(List<ParliamentFigures> figures, ToDoubleFunction<ParliamentFigures> up) {
        return figures.stream().map(each -> new Chart.Point(each.legislators(), up.applyAsDouble(each))).toList();
    }
}
