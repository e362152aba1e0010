package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.trace.Happening;
import paxos.trace.Rule;
import paxos.ui.timeline.TimelinePicture;
import paxos.ui.timeline.TimelineView;
import paxos.view.Palette;
import paxos.view.Play;
import paxos.view.timeline.Axis;
import paxos.view.timeline.Details;
import paxos.view.timeline.Focus;
import paxos.view.timeline.Timeline;

/// Fixed runs, drawn, against pictures that were looked at. With `-Dpictures.update=true` the pictures are made anew: look
/// at them before they are committed.
class PicturesTest {

    private static final Path PICTURES = Path.of("src/test/resources/paxos/ui/pictures");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    /// Pictures are compared in squares of this many pixels, whose mean colours may differ a little: letters are smoothed
    /// otherwise on other machines.
    private static final int SQUARE = 8;
    private static final int TOLERANCE = 24;

    private final Play play = new Play("alpha", "beta", "gamma", "delta");
    private Timeline timeline;
    private Focus focus;
    private TimelineView view;
    private Stage stage;
    private TimeZone zone;

    @BeforeEach
    void begin() throws Exception {
        FxToolkit.registerPrimaryStage();
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        timeline = new Timeline(play.parliament);
        play.tell(timeline::take);
        play.openAll();
        play.pass(300);
    }

    @AfterEach
    void end() {
        TimeZone.setDefault(zone);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            view.dispose();
            stage.hide();
        });
    }

    @Test
    void oneBallot() throws IOException {
        ballot("alpha", 17);
        matches("one-ballot", false, _ -> { });
    }

    @Test
    void oneBallotInTheDark() throws IOException {
        ballot("alpha", 17);
        matches("one-ballot-dark", true, _ -> { });
    }

    @Test
    void oneBallotInLogicalSteps() throws IOException {
        ballot("alpha", 17);
        matches("one-ballot-steps", false, shown -> shown.turn(Axis.LOGICAL_STEPS));
    }

    @Test
    void duellingPresidents() throws IOException {
        play.propose("alpha", 17);
        play.pass(250);
        round(350);
        play.propose("beta", 99);
        for (int i = 0; i < 8; i++) {
            round(350);
        }
        matches("duel", false, _ -> { });
    }

    @Test
    void aCrashMidBallotAndAReturn() throws IOException {
        play.propose("alpha", 17);
        round(400);
        round(400);
        play.crash("gamma");
        play.pass(150);
        round(300);
        play.pass(500);
        play.open("gamma", Ledger.BLANK.withNextBal(new Ballot(0)));
        play.pass(200);
        ballot("beta", 5);
        matches("crash", false, _ -> { });
    }

    @Test
    void messagesLostAndAPeerThatNobodyReaches() throws IOException {
        play.crash("delta");
        for (String other : List.of("alpha", "beta", "gamma")) {
            play.record(other, new Happening.PeerSeen("delta", false));
        }
        play.pass(300);
        ballot("beta", 3);
        matches("losses", false, _ -> { });
    }

    @Test
    void aBallotPickedWithItsQuorumAndTheOneBefore() throws IOException {
        ballot("alpha", 17);
        play.pass(200);
        ballot("beta", 99);
        matches("picked", false, _ -> focus.pick(new Ballot(1)));
    }

    @Test
    void whatIsDoneOnPurpose() throws IOException {
        onPurpose();
        matches("on-purpose", false, _ -> { });
    }

    @Test
    void whatIsDoneOnPurposeInTheDark() throws IOException {
        onPurpose();
        matches("on-purpose-dark", true, _ -> { });
    }

    @Test
    void whatIsDoneOnPurposeInLogicalSteps() throws IOException {
        onPurpose();
        matches("on-purpose-steps", false, shown -> {
            shown.turn(Axis.LOGICAL_STEPS);
            shown.camera().fit();
        });
    }

    @Test
    void whatIsDoneOnPurposeFromFarAway() throws IOException {
        onPurpose();
        for (int i = 0; i < 40; i++) {
            ballot(play.parliament.legislators().get(i % 4), i);
        }
        onPurpose();
        matches("on-purpose-far", false, _ -> { });
    }

    /// The answers to alpha wait at it; of the next ballot's questions one is delivered, one sent away, one waits. Gamma's disk
    /// is wiped, and a rule is off at beta for a while.
    private void onPurpose() {
        play.record("alpha", new Happening.Intervened("Messages are held at alpha from now on."));
        play.propose("alpha", 17);
        round(350);
        play.pass(300);
        play.holdRound(40);
        play.pass(350);
        play.deliverHeld();
        play.pass(300);
        play.deliverAll();
        play.discardHeld("It was sent away by hand.");
        play.record("beta", new Happening.Rules(Set.of(Rule.KEEP_PROMISES, Rule.MAJORITY_QUORUMS)));
        play.pass(300);
        Ledger before = play.ledger("gamma");
        play.crash("gamma");
        play.pass(300);
        play.record("gamma", new Happening.Tampered(before, Ledger.BLANK, "The disk of gamma was wiped."));
        play.pass(300);
        play.open("gamma");
        play.pass(200);
        play.propose("beta", 99);
        play.pass(300);
        play.holdRound(0);
        play.pass(400);
        play.record("beta", new Happening.Rules(Set.of()));
        play.pass(200);
    }

    private void ballot(String president, int wish) {
        play.propose(president, wish);
        for (int i = 0; i < 6; i++) {
            round(350);
        }
    }

    /// All who are on their way arrive after some time.
    private void round(int millis) {
        play.pass(millis);
        play.deliverRound();
    }

    // ---- Comparing

    private void matches(String name, boolean dark, Consumer<TimelineView> look) throws IOException {
        BufferedImage drawn = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> draw(dark, look));
        Path file = PICTURES.resolve(name + ".png");
        if (Boolean.getBoolean("pictures.update")) {
            Files.createDirectories(PICTURES);
            ImageIO.write(FewColours.of(drawn), "png", file.toFile());
        }
        if (!Files.exists(file)) {
            fail("There is no picture " + file + " to compare with. Make it with -Dpictures.update=true, and look at it.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            compare(name, ImageIO.read(in), drawn);
        }
    }

    private BufferedImage draw(boolean dark, Consumer<TimelineView> look) {
        focus = new Focus();
        view = new TimelineView(timeline, focus, new Palette(play.parliament), _ -> 350,
                (_, _) -> new Details("", "", "", List.of(), List.of(), List.of()));
        stage = new Stage();
        Scene scene = new Scene(view, WIDTH, HEIGHT);
        Appearance appearance = new Appearance();
        appearance.dark().set(dark);
        appearance.dress(scene);
        stage.setScene(scene);
        stage.show();
        Instant now = play.now();
        view.pulse(now);
        view.camera().fit();
        look.accept(view);
        view.pulse(now);
        return TimelinePicture.ofShown(view).image();
    }

    private static void compare(String name, BufferedImage expected, BufferedImage drawn) throws IOException {
        assertEquals(expected.getWidth(), drawn.getWidth(), "width");
        assertEquals(expected.getHeight(), drawn.getHeight(), "height");
        int differing = 0;
        for (int y = 0; y + SQUARE <= drawn.getHeight(); y += SQUARE) {
            for (int x = 0; x + SQUARE <= drawn.getWidth(); x += SQUARE) {
                differing += differ(expected, drawn, x, y) ? 1 : 0;
            }
        }
        if (differing > 0) {
            Path seen = Path.of("target", "picture-" + name + ".png");
            ImageIO.write(drawn, "png", seen.toFile());
            fail("%d squares of the picture %s differ; what was drawn is in %s.".formatted(differing, name, seen));
        }
    }

    private static boolean differ(BufferedImage one, BufferedImage other, int x, int y) {
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs(mean(one, x, y, shift) - mean(other, x, y, shift)) > TOLERANCE) {
                return true;
            }
        }
        return false;
    }

    private static int mean(BufferedImage image, int x, int y, int shift) {
        int sum = 0;
        for (int each : image.getRGB(x, y, SQUARE, SQUARE, null, 0, SQUARE)) {
            sum += each >> shift & 255;
        }
        return sum / (SQUARE * SQUARE);
    }
}
