package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import javafx.css.CssMetaData;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.ui.timeline.TimelineView;
import paxos.view.NodeModel.Presence;
import paxos.view.Palette;

/// The timeline of a window, as its pixels show it.
class TimelineTest {

    /// Left of here stand the names of lanes, in their legislators' colours.
    private static final int NAMES = 90;
    /// How far from its lane a hatching reaches.
    private static final int HATCHING = 10;
    private static final int MOST_BALLOTS = 8;
    private static final long A_LOOK = 2_000_000_000L;

    @RegisterExtension
    private final Parlour parlour = new Parlour();

    @Test
    void aBallotIsDrawnInItsPresidentsColour() {
        parlour.open(3);
        Color beta = Color.web(new Palette(parlour.house().parliament()).of("beta"));
        Color gamma = Color.web(new Palette(parlour.house().parliament()).of("gamma"));
        for (int i = 0; i < 12; i++) {
            parlour.onFx(() -> parlour.find(0, "#zoom-in", Button.class).fire());
        }
        parlour.awaitPulses();
        assertTrue(pixels(beta, 0, 1) < 40, "nothing of beta's before, but that it came in");

        // So close, what was drawn is soon out of sight again, on a slow machine before anybody looks: then there is another.
        boolean seen = false;
        for (int ballots = 0; ballots < MOST_BALLOTS && !seen; ballots++) {
            Parlour.join(parlour.hosted(1).node().propose(Optional.empty()));
            long outOfSight = System.nanoTime() + A_LOOK;
            while (!seen && System.nanoTime() < outOfSight) {
                seen = pixels(beta, 0, 1) > 200 && pixels(beta, 0, 1) > 10 * pixels(gamma, 0, 1);
            }
        }
        assertTrue(seen, "arrows in beta's colour, and no more of gamma's than its seal");
        parlour.await("alpha knows", () -> parlour.model(0).ledger().get().decree().isPresent());
    }

    @Test
    void aCrashIsDrawnOnItsLaneInTheColourOfDanger() {
        parlour.open(3);
        parlour.ctrl(KeyCode.B);
        parlour.await("decided", () -> parlour.model(0).ledger().get().decree().isPresent());
        parlour.awaitPulses();
        Color danger = styled("-paxos-danger");
        assertEquals(0, pixels(danger, 0, 1), "no danger before");

        Parlour.join(parlour.hosted(1).node().crash());

        // Of three lanes, the second is in the middle.
        parlour.await("beta's lane shows it", () -> onLane(danger, 0.5) > 20);
        assertEquals(0, onLane(danger, 0.0), "alpha's does not");
    }

    @Test
    void scrollingBackLetsGoOfWhatIsNewAndCtrlSpaceFollowsAgain() {
        fillWithBallots();
        assertTrue(live().isSelected());
        parlour.await("the newest is shown", () -> bar().getMax() > bar().getMin() && bar().getValue() == bar().getMax());

        parlour.robot().moveTo(parlour.find(0, "#timeline")).scroll(3, VerticalDirection.UP);
        parlour.await("let go", () -> !live().isSelected());
        double place = bar().getValue();
        assertTrue(place < bar().getMax(), "something older is shown");
        parlour.ctrl(KeyCode.K);
        parlour.awaitPresence(Presence.CRASHED);
        parlour.awaitPulses();
        assertEquals(place, bar().getValue(), "it stays there, whatever happens");

        parlour.ctrl(KeyCode.SPACE);
        parlour.await("the newest again", () -> live().isSelected() && bar().getValue() == bar().getMax());
        parlour.ctrl(KeyCode.SPACE);
        assertFalse(live().isSelected());
        parlour.click(0, "#live");
        assertTrue(live().isSelected());
    }

    @Test
    void scrollingToTheEndFollowsAgain() {
        fillWithBallots();
        parlour.robot().moveTo(parlour.find(0, "#timeline")).scroll(2, VerticalDirection.UP);
        parlour.await("let go", () -> !live().isSelected());

        parlour.robot().scroll(30, VerticalDirection.DOWN);

        parlour.await("follows", () -> live().isSelected());
    }

    /// A hand that rests on a touch pad must not let go of what is still to come.
    @Test
    void scrollingWhereAllCanBeSeenGoesOnFollowing() {
        parlour.open(3);
        parlour.awaitPulses();
        assertEquals(bar().getMin(), bar().getMax());

        parlour.robot().moveTo(parlour.find(0, "#timeline")).scroll(3, VerticalDirection.UP);
        parlour.awaitPulses();

        assertTrue(live().isSelected());
    }

    @Test
    void pressingTheScrollBarLetsGo() {
        fillWithBallots();

        parlour.click(bar());

        assertFalse(live().isSelected());
    }

    @Test
    void theZoomButtonsAndTheirKeysChangeTheScale() {
        fillWithBallots();
        // Nothing happens any more, so that only the scale changes what is seen.
        parlour.house().hosted().forEach(hosted -> hosted.node().close());
        double first = settledMax();

        parlour.click(0, "#zoom-in");
        double in = settledMax();
        assertTrue(in > first, "less fits in: %s, then %s".formatted(first, in));
        parlour.click(0, "#zoom-out");
        assertEquals(first, settledMax(), 0.001);

        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.UP);
        assertEquals(in, settledMax(), 0.001);
        parlour.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.DOWN);
        assertEquals(first, settledMax(), 0.001);
    }

    /// What cannot be seen at once, in milliseconds, once idle time has run out.
    private double settledMax() {
        double before = Double.NaN;
        double now = parlour.onFx(() -> bar().getMax());
        for (int i = 0; i < 100 && now != before; i++) {
            parlour.awaitPulses();
            before = now;
            now = parlour.onFx(() -> bar().getMax());
        }
        return now;
    }

    private void fillWithBallots() {
        parlour.open(3);
        for (int i = 0; i < 5; i++) {
            Parlour.join(parlour.hosted(0).node().propose(Optional.empty()));
        }
        for (int i = 0; i < 24; i++) {
            parlour.onFx(() -> parlour.find(0, "#zoom-in", Button.class).fire());
        }
        parlour.await("decided", () -> parlour.model(0).ledger().get().decree().isPresent());
        parlour.await("more than fits", () -> bar().getMax() > bar().getMin());
    }

    private ScrollBar bar() {
        return parlour.find(0, "#timeline-bar", ScrollBar.class);
    }

    private ToggleButton live() {
        return parlour.find(0, "#live", ToggleButton.class);
    }

    /// A colour that the style sheet gives to the drawing.
    private Color styled(String property) {
        return parlour.onFx(() -> {
            TimelineView canvas = parlour.find(0, "#timeline", TimelineView.class);
            return canvas.getCssMetaData().stream().filter(each -> each.getProperty().equals(property)).findFirst()
                    .map(each -> TimelineTest.<Color>value(each, canvas)).orElseThrow();
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T value(CssMetaData<?, ?> property, TimelineView canvas) {
        return ((CssMetaData<TimelineView, T>) property).getStyleableProperty(canvas).getValue();
    }

    private int onLane(Color colour, double lane) {
        WritableImage picture = picture();
        double y = 18 + lane * (picture.getHeight() - 2 * 18 - 16);
        return count(picture, colour, (int) y - HATCHING, (int) y + HATCHING);
    }

    /// How many pixels right of the names have this colour, between two heights from 0 to 1.
    private int pixels(Color colour, double from, double to) {
        WritableImage picture = picture();
        return count(picture, colour, (int) (from * picture.getHeight()), (int) (to * picture.getHeight()));
    }

    private WritableImage picture() {
        return parlour.onFx(() -> parlour.find(0, "#timeline").snapshot(null, null));
    }

    private static int count(WritableImage picture, Color colour, int from, int to) {
        int found = 0;
        for (int y = Math.max(0, from); y < Math.min(to, picture.getHeight()); y++) {
            for (int x = NAMES; x < picture.getWidth(); x++) {
                Color pixel = picture.getPixelReader().getColor(x, y);
                found += Math.abs(pixel.getRed() - colour.getRed()) + Math.abs(pixel.getGreen() - colour.getGreen())
                        + Math.abs(pixel.getBlue() - colour.getBlue()) < 0.05 ? 1 : 0;
            }
        }
        return found;
    }
}
