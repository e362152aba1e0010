package paxos.ui.timeline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import paxos.view.timeline.Timeline;
import paxos.view.timeline.Viewport;

/// Paints the time below the lanes: of the clock, or steps. Ticks stand at round times, whatever stretch is painted, so
/// that tiles fit together. Where idle time was left out, a broken line says how much.
final class Ruler {

    private static final double ROOM_FOR_WORDS = 92;
    private static final long[] ROUND_MICROS = {10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
        200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 15_000_000, 30_000_000, 60_000_000, 120_000_000,
        300_000_000, 600_000_000, 900_000_000, 1_800_000_000, 3_600_000_000L, 7_200_000_000L, 14_400_000_000L};
    private static final int MOST_TICKS = 64;

    private final Timeline timeline;
    private final Pen pen;
    private final Viewport view;
    private final Look look;
    private int marks;

    Ruler(Timeline timeline, Pen pen, Viewport view, Look look) {
        this.timeline = timeline;
        this.pen = pen;
        this.view = view;
        this.look = look;
    }

    int paint() {
        switch (view.axis()) {
            case WALL_CLOCK -> {
                paintCuts();
                paintClock();
            }
            case LOGICAL_STEPS -> paintSteps();
        }
        return marks;
    }

    private void paintClock() {
        if (timeline.events() == 0) {
            return;
        }
        long round = ROUND_MICROS[ROUND_MICROS.length - 1];
        for (int i = ROUND_MICROS.length - 1; i >= 0 && ROUND_MICROS[i] / 1e3 * view.scale() >= ROOM_FOR_WORDS; i--) {
            round = ROUND_MICROS[i];
        }
        DateTimeFormatter format = DateTimeFormatter.ofPattern(round % 1_000_000 == 0 ? "HH:mm:ss"
                : round % 1_000 == 0 ? "HH:mm:ss.SSS" : "HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneId.systemDefault());
        double place = Math.max(0, view.place(-ROOM_FOR_WORDS));
        while (place <= view.to() && marks < MOST_TICKS) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, timeline.clockAt(place));
            long next = Math.floorDiv(micros, round) * round + round;
            Instant at = Instant.EPOCH.plus(next, ChronoUnit.MICROS);
            double tick = timeline.placeOf(at);
            // A round time within time that was left out has no place of its own.
            if (timeline.clockAt(tick).equals(at)) {
                tick(view.x(tick), format.format(at));
            }
            place = Math.max(tick, place + round / 1e3);
        }
    }

    private void paintSteps() {
        long every = 1;
        for (int i = 0; every * view.scale() < ROOM_FOR_WORDS; i++) {
            every = i % 3 == 1 ? every / 2 * 5 : every * 2;
        }
        long first = Math.max(0, (long) Math.floor(view.place(-ROOM_FOR_WORDS) / every) * every);
        for (long step = first; view.x(step) <= view.width() && marks < MOST_TICKS; step += every) {
            tick(view.x(step), "step " + step);
        }
    }

    private void tick(double x, String words) {
        marks++;
        pen.line(x, view.height() - Viewport.RULER, x, view.height() - Viewport.RULER + 5, look.muted(), 1);
        pen.text(words, x + 3, view.height() - Viewport.RULER / 2 + 1, look.rulerFont(), look.muted(), look.paper());
    }

    private void paintCuts() {
        timeline.cuts(view.place(-ROOM_FOR_WORDS), view.to(), (place, millis) -> {
            marks++;
            double x = view.x(place);
            pen.line(x, 0, x, view.height() - Viewport.RULER, ArrowPainter.faint(look.muted(), 0.5), 1, 2, 4);
            if (millis >= 1000) {
                pen.text("⋯ " + words(millis), x - 10, 6, look.rulerFont(), look.muted(), look.paper());
            }
        });
    }

    /// A duration in few words.
    private static String words(double millis) {
        long seconds = Math.round(millis / 1000);
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
