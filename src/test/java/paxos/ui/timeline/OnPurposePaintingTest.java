package paxos.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.geometry.BoundingBox;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.trace.Happening;
import paxos.trace.Rule;
import paxos.view.Palette;
import paxos.view.Play;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Details;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Segment;
import paxos.view.timeline.Spot;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// How that is painted which somebody does on purpose: told apart without colours, too, and said in every picture.
class OnPurposePaintingTest {

    private static final Color PAPER = Color.WHITE;
    private static final Color DANGER = Color.web("#cf222e");
    private static final Message NEXT = new Message.NextBallot(new Ballot(0));
    private static final Message SUCCESS = new Message.Success(new Ballot(0), new Decree(1));

    private final Play play = new Play("alpha", "beta", "gamma");
    private final Timeline timeline = new Timeline(play.parliament);
    private final Focus focus = new Focus();
    private Look look;

    @BeforeEach
    void begin() throws Exception {
        FxToolkit.registerPrimaryStage();
        look = onFx(() -> Look.of(PAPER, Color.LIGHTGRAY, Color.GRAY, DANGER, 11, new Palette(play.parliament)));
        play.tell(timeline::take);
        play.openAll();
        play.pass(100);
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, action);
    }

    private void sent(String id, Message message) {
        play.record("alpha", new Happening.Sent(id, "beta", message));
    }

    private void held(String id, Message message) {
        play.record("beta", new Happening.Held(Optional.of("alpha"), Optional.of(id), message));
    }

    private void rules(Rule... off) {
        play.record("beta", new Happening.Rules(Set.of(off)));
    }

    private static Viewport view(double from, double width) {
        return new Viewport(Axis.WALL_CLOCK, from, 1, width, 2 * Viewport.MARGIN + Viewport.RULER + 200, List.of(0, 1, 2), 0);
    }

    private Drawn painted(Viewport view) {
        return onFx(() -> {
            Drawn drawn = new Drawn();
            new TilePainter(timeline, look, Emphasis.none()).paintInDetail(drawn, view);
            return drawn;
        });
    }

    private List<String> shapesOf(Arrow arrow) {
        Viewport view = view(0, 800);
        return onFx(() -> {
            Drawn drawn = new Drawn();
            new ArrowPainter(drawn, look).paint(arrow, Segment.settled(timeline.arrows(), arrow.number(), view,
                    view.rowY(0), view.rowY(1)), false, false);
            return drawn.shapes;
        });
    }

    @Test
    void aMessageThatWaitsIsToldFromOthersWithoutColours() {
        int number = 0;
        for (Message message : List.of(NEXT, SUCCESS, new Message.HigherBallot(new Ballot(0)))) {
            String id = "m" + number;
            sent(id, message);
            List<List<String>> seen = new ArrayList<>();
            play.pass(50);
            play.record("alpha", new Happening.HandedOver(id, "beta", message));
            seen.add(shapesOf(timeline.arrows().get(number)));
            play.record("alpha", new Happening.Lost(id, "beta", message, "Lost."));
            seen.add(shapesOf(timeline.arrows().get(number)));
            held(id, message);
            List<String> waits = shapesOf(timeline.arrows().get(number));
            assertTrue(waits.contains("ring") && waits.contains("box"), waits::toString);
            assertFalse(waits.contains("polygon"));
            seen.forEach(other -> assertNotEquals(other, waits));
            play.record("beta", new Happening.Discarded(Optional.of("alpha"), Optional.of(id), message, "Away."));
            assertEquals(seen.getLast(), shapesOf(timeline.arrows().get(number)), "a cross, as of those that get lost");
            number++;
        }
    }

    @Test
    void whileARuleIsOffTheLaneRunsBetweenRails() {
        rules(Rule.BEGIN_ONCE);
        double from = timeline.end(Axis.WALL_CLOCK);
        play.pass(200);
        play.record("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(0))));
        play.pass(100);
        rules();
        double to = timeline.end(Axis.WALL_CLOCK);
        play.pass(100);
        play.record("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(1))));
        Viewport view = view(0, 600);
        List<double[]> rails = painted(view).boxes(DANGER).stream().filter(box -> box[3] < 4).toList();
        for (boolean above : new boolean[] {true, false}) {
            List<double[]> side = rails.stream().filter(box -> box[1] < view.rowY(1) == above).toList();
            assertEquals(from, side.stream().mapToDouble(box -> box[0]).min().orElseThrow(), 1e-6);
            assertEquals(to, side.stream().mapToDouble(box -> box[0] + box[2]).max().orElseThrow(), 1e-6);
            assertEquals(to - from, side.stream().mapToDouble(box -> box[2]).sum(), 1e-6, "without a gap");
        }
    }

    @Test
    void wordsSayThatARuleIsOffInEachTileThatTheyReach() {
        rules(Rule.BEGIN_ONCE);
        play.pass(3_000);
        rules(Rule.BEGIN_ONCE, Rule.KEEP_PROMISES);
        double off = timeline.end(Axis.WALL_CLOCK);
        assertEquals(List.of("rule off"), painted(view(50, 200)).words("off"));
        assertEquals(List.of("2 rules off"), painted(view(off - 100, 200)).words("off"));
        assertEquals(List.of("2 rules off"), painted(view(off + 20, 200)).words("off"), "its end reaches in");
        Drawn far = painted(view(150, 50));
        assertTrue(far.boxes(DANGER).stream().filter(box -> box[3] < 4).count() >= 2, "rails go on");
    }

    @Test
    void aChangedDiskIsNoSecondCrash() {
        play.crash("beta");
        play.pass(100);
        play.record("beta", new Happening.Tampered(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(3)), "Set back."));
        Drawn drawn = painted(view(0, 600));
        assertTrue(drawn.polygons.stream().anyMatch(DANGER::equals), "a sign of its own");
        long thick = drawn.widths.stream().filter(width -> width == 2.6).count();
        assertEquals(2, thick, "one cross");
    }

    @Test
    void fromFarAwayRailsAreRedAndThoseThatWaitAreSeen() {
        rules(Rule.BEGIN_ONCE);
        play.pass(50);
        sent("m", NEXT);
        play.pass(50);
        held("m", NEXT);
        play.record("alpha", new Happening.Sent("g", "gamma", NEXT));
        play.pass(50);
        play.record("gamma", new Happening.Received(Optional.of("alpha"), Optional.of("g"), NEXT));
        play.record("gamma", new Happening.Tampered(Ledger.BLANK, Ledger.BLANK, "Wiped."));
        Viewport view = view(0, 300);
        int[] pixels = new int[300 * (int) view.height()];
        onFx(() -> {
            new DensityPainter(timeline, view, look, pixels).paint(new Drawn());
            return true;
        });
        int danger = 0xFFCF222E;
        int beta = (int) view.rowY(1);
        int column = (int) Math.floor(view.x(timeline.arrows().get(0).end().map(Spot::wall).orElseThrow()));
        assertEquals(List.of(danger, danger), List.of(pixels[(beta - 9) * 300 + 250], pixels[(beta + 8) * 300 + 250]));
        assertNotEquals(danger, pixels[(beta - 9) * 300 + 20], "not before");
        assertTrue(Arrays.stream(pixels, (beta - 12) * 300 + column, (beta - 12) * 300 + column + 1).allMatch(pixel -> pixel == 0xFF000000),
                "a dark spot before its lane");
        long red = Arrays.stream(pixels, ((int) view.rowY(2) - 9) * 300, ((int) view.rowY(2) - 8) * 300).filter(pixel -> pixel == danger).count();
        assertEquals(1, red, "gamma's disk, in its column alone");
        assertNotEquals(0xFFFFFFFF, pixels[((int) view.rowY(2) - 9) * 300 + 240], "a message beside it is not wiped away");
    }

    @Test
    void theCardAtThePointerListsWhatIsOffByItself() {
        onFx(() -> {
            HoverCard card = new HoverCard();
            List<String> lines = List.of("OFF: Majority quorums (B2)", "OFF: Begin a ballot only once");
            card.show(new Details("A", "", "", List.of("ledger"), lines, List.of()), 0, 0, new BoundingBox(0, 0, 700, 300));
            Label off = (Label) card.lookup(".hover-off");
            assertEquals(String.join("\n", lines), off.getText());
            assertTrue(off.isVisible());
            card.show(new Details("A", "", "", List.of("ledger"), List.of(), List.of()), 0, 0, new BoundingBox(0, 0, 700, 300));
            assertFalse(off.isVisible());
            return true;
        });
    }

    // ---- Pictures and menus

    private TimelineView shown() {
        return onFx(() -> {
            TimelineView view = new TimelineView(timeline, focus, new Palette(play.parliament), _ -> 100,
                    (_, _) -> new Details("", "", "", List.of(), List.of(), List.of()));
            Stage stage = new Stage();
            stage.setScene(new Scene(view, 700, 260));
            stage.show();
            view.applyCss();
            view.layout();
            view.pulse(play.now());
            view.camera().fit();
            view.pulse(play.now());
            return view;
        });
    }

    private void close(TimelineView view) {
        onFx(() -> {
            view.dispose();
            view.getScene().getWindow().hide();
            return true;
        });
    }

    @Test
    void aPictureSaysWhereARuleWasOffInWhatItShows() {
        rules(Rule.MAJORITY_QUORUMS, Rule.TAKE_LATEST_VOTE);
        play.pass(300);
        rules();
        double end = timeline.end(Axis.WALL_CLOCK);
        play.pass(100);
        sent("m", NEXT);
        play.pass(300);
        held("m", NEXT);
        TimelineView view = shown();
        String svg = onFx(() -> TimelinePicture.ofWhole(view).svg());
        assertTrue(svg.contains(">A rule was switched off here: at beta, “Take the latest vote (B3); Majority quorums (B2)”.<"), svg);
        BufferedImage image = onFx(() -> TimelinePicture.ofShown(view).image());
        int red = 0;
        for (int y = 260; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = Color.rgb(image.getRGB(x, y) >> 16 & 255, image.getRGB(x, y) >> 8 & 255, image.getRGB(x, y) & 255);
                red += colour.getSaturation() > 0.6 ? 1 : 0;
            }
        }
        assertTrue(red > 100, "below the diagram, in red: " + red);
        onFx(() -> {
            view.camera().follow(false);
            view.camera().panTo(end + 20);
            view.pulse(play.now());
            return true;
        });
        assertFalse(onFx(() -> TimelinePicture.ofShown(view).svg()).contains("switched off"), "what is seen there is Paxos");
        assertEquals(260, onFx(() -> TimelinePicture.ofShown(view).image().getHeight()));
        assertTrue(onFx(() -> TimelinePicture.ofWhole(view).svg()).contains("switched off"));
        close(view);
    }

    @Test
    void aMenuIsAskedForOnTheMessageUnderTheMouseOrTheOnePicked() {
        sent("m", NEXT);
        play.pass(200);
        held("m", NEXT);
        TimelineView view = shown();
        List<String> asked = new ArrayList<>();
        onFx(() -> {
            view.onMessageMenu((arrow, x, y) -> asked.add("%s %s at %.0f".formatted(arrow.key().id(), arrow.fate(), x)));
            Viewport seen = view.camera().viewport();
            Arrow arrow = timeline.arrows().get(0);
            Point2D tip = view.diagram().localToScene(seen.x(arrow.end().orElseThrow().wall()), seen.rowY(1) - 11);
            view.diagram().fireEvent(new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, tip.getX(), tip.getY(), 500, 400,
                    false, null));
            view.diagram().fireEvent(new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, tip.getX(), tip.getY() + 80, 500, 400,
                    false, null));
            return true;
        });
        assertEquals(List.of("m HELD at 500"), asked);
        onFx(() -> {
            asked.clear();
            ContextMenuEvent key = new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null);
            view.fireEvent(key);
            assertEquals(List.of(), asked, "none is picked");
            Arrow arrow = timeline.arrows().get(0);
            focus.pick(arrow.key(), arrow.message().ballot());
            view.fireEvent(key);
            Viewport seen = view.camera().viewport();
            double x = view.diagram().localToScreen(seen.x(arrow.end().orElseThrow().wall()), 0).getX();
            assertEquals(List.of("m HELD at %.0f".formatted(x)), asked);
            return true;
        });
        close(view);
    }

    /// Keeps what is drawn.
    private static final class Drawn implements Pen {

        private record Box(double[] where, Color colour) {
        }

        private final List<String> shapes = new ArrayList<>();
        private final List<Box> boxes = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private final List<Color> polygons = new ArrayList<>();
        private final List<Double> widths = new ArrayList<>();

        List<double[]> boxes(Color colour) {
            return boxes.stream().filter(box -> box.colour().equals(colour)).map(Box::where).toList();
        }

        List<String> words(String with) {
            return words.stream().filter(text -> text.contains(with)).toList();
        }

        @Override
        public void line(double x1, double y1, double x2, double y2, Color colour, double width, double... dashes) {
            shapes.add("line");
            widths.add(width);
        }

        @Override
        public void polygon(double[] xs, double[] ys, Color fill) {
            shapes.add("polygon");
            polygons.add(fill);
        }

        @Override
        public void box(double x, double y, double width, double height, double arc, Color fill) {
            shapes.add("box");
            boxes.add(new Box(new double[] {x, y, width, height}, fill));
        }

        @Override
        public void frame(double x, double y, double width, double height, double arc, Color colour, double lineWidth) {
            shapes.add("frame");
        }

        @Override
        public void disc(double x, double y, double radius, Color fill) {
            shapes.add("disc");
        }

        @Override
        public void ring(double x, double y, double radius, Color colour, double lineWidth) {
            shapes.add("ring");
        }

        @Override
        public void text(String text, double x, double y, Font font, Color colour, Color halo) {
            words.add(text);
        }

        @Override
        public void pixels(int[] argb, int width, int height) {
            shapes.add("pixels");
        }
    }
}
