package paxos.ui;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.stage.Window;
import paxos.Vitals;
import paxos.trace.Recorder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A school day with everything open: four nodes with their files, sockets and traces, windows, and the Chamber. A
/// ballot a second; the time between two of them is left out. Each half hour it measures what could grow; in the end it says
/// whether that stayed flat.
@Command(name = "SchoolDay", mixinStandardHelpOptions = true, description = "A school day of ballots, a second each, with all windows open.")
public final class SchoolDay implements Callable<Integer> {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");
    /// As many as the program keeps.
    private static final int EVENTS_KEPT = 200_000;
    private static final int SECONDS_AN_HOUR = 3600;
    /// So often it looks whether a trace has begun a new part, and waits for the windows, in ballots.
    private static final int LOOK_EVERY = 50;
    private static final double MIB = 1 << 20;

    @Option(names = "--hours", defaultValue = "8", description = "how long the day is (${DEFAULT-VALUE})")
    private double hours;
    @Option(names = "--seed", defaultValue = "1", description = "what the class does besides ballots (${DEFAULT-VALUE})")
    private long seed;
    @Option(names = "--rate", defaultValue = "60", description = "how many ballots a second at most, so how many times as fast as life (${DEFAULT-VALUE})")
    private double rate;
    @Option(names = "--windows", defaultValue = "2", description = "how many nodes have a window, besides the Chamber: 0 to 4 (${DEFAULT-VALUE})")
    private int shown;
    @Option(names = "--frames", defaultValue = "12", description = "how many frames a second at most: more of them leave less time for ballots (${DEFAULT-VALUE})")
    private int frames;
    @Option(names = "--lines", defaultValue = "2", description = "how many times an hour it is measured (${DEFAULT-VALUE})")
    private int lines;
    @Option(names = "--lessons", defaultValue = "2", description = "so many hours, from the first, end with a new parliament (${DEFAULT-VALUE})")
    private int lessons;

    /// What was measured at one time.
    ///
    /// @param hour   of the day
    /// @param ledger in KiB; `trace` and `older` in MiB
    /// @param busy   how long JavaFX's thread works for a frame, in milliseconds
    /// @param full   whether all that is bounded by a number had reached it before
    private record Line(double hour, int ballots, int decided, Vitals vitals, int nodes,
            double ledger, double trace, double older, int rolls, double rate, double frames, long longest, double busy, boolean full) {
    }

    private final List<Line> curve = new ArrayList<>();
    private final Map<Path, Object> parts = new HashMap<>();
    private int rolls;
    private long newParliamentAt;
    private long lastNanos;
    private long lastFrames;
    private long lastBusy;
    private int lastBallots;
    private long screen;

    /// Runs the day, and exits with 1 where something grew.
    public static void main(String... arguments) {
        System.exit(new CommandLine(new SchoolDay()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.setProperty("javafx.animation.pulse", Integer.toString(frames));
        Platform.startup(() -> { });
        long began = System.nanoTime();
        PrintWriter out = new PrintWriter(System.out, true);
        out.printf(Locale.ROOT, "school day: %s h, seed %d, at most %s ballots a second, %d node windows and the Chamber, pid %d%n",
                hours, seed, rate, shown, ProcessHandle.current().pid());
        boolean green;
        Pupils pupils;
        try (Classroom room = new Classroom(NAMES, shown, EVENTS_KEPT, seed)) {
            screen = Classroom.onFx(() -> Thread.currentThread().threadId());
            pupils = new Pupils(room, seed);
            spend(room, pupils, out);
            green = Classroom.onFx(() -> room.shared().auditor().findings().get().isGreen());
            if (!room.uncaught().isEmpty()) {
                room.uncaught().getFirst().printStackTrace(out);
                out.println(room.uncaught().size() + " exceptions on JavaFX's thread.");
                return 1;
            }
            if (room.missed() > 0) {
                out.println("The windows did not keep up: events were forgotten before they were shown.");
                return 1;
            }
        }
        Platform.exit();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return verdict(out, pupils, took, green) ? 0 : 1;
    }

    // ---- The day

    private void spend(Classroom room, Pupils pupils, PrintWriter out) {
        out.println("  time ballots decided   heap     rss  threads  fds nodes  ledger   trace trace.1 rolls  ballots/s frames/s longest  screen busy");
        int all = (int) Math.round(hours * SECONDS_AN_HOUR);
        int each = Math.max(1, SECONDS_AN_HOUR / lines);
        lastNanos = System.nanoTime();
        for (int second = 0; second < all; second++) {
            long next = System.nanoTime() + (long) (1e9 / rate);
            room.clock().leapTo(Duration.ofSeconds(second));
            pupils.ballot();
            if (second % LOOK_EVERY == 0) {
                room.awaitShown();
                countRolls(room);
            }
            sleepUntil(next);
            int done = second + 1;
            if (done % each == 0 || done == all) {
                pupils.endAtOnce();
                line(room, pupils, done / (double) SECONDS_AN_HOUR, out);
            }
            if (done % SECONDS_AN_HOUR == 0 && done / SECONDS_AN_HOUR <= lessons && done < all) {
                pupils.newParliament();
                newParliamentAt = done;
            }
        }
    }

    private static void sleepUntil(long nanos) {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    private void countRolls(Classroom room) {
        for (String name : NAMES) {
            Path older = Recorder.older(room.trace(name));
            try {
                Object part = Files.exists(older) ? Files.readAttributes(older, BasicFileAttributes.class).fileKey() : "none";
                Object before = parts.put(older, part);
                rolls += before != null && !before.equals(part) && !part.equals("none") ? 1 : 0;
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }
    }

    // ---- What is measured

    private void line(Classroom room, Pupils pupils, double hour, PrintWriter out) {
        room.awaitShown();
        long nanos = System.nanoTime() - lastNanos;
        long frames = room.frames().count() - lastFrames;
        long busy = ManagementFactory.getThreadMXBean().getThreadCpuTime(screen) - lastBusy;
        double pace = (pupils.ballots() - lastBallots) / (nanos / 1e9);
        long longest = room.frames().longestMillis();
        Line line = new Line(hour, pupils.ballots(), pupils.decided(), Vitals.now(room::awaitFrame), Classroom.onFx(SchoolDay::sceneNodes), largest(room, "ledger.txt") / 1024.0,
                largest(room, "trace.jsonl") / MIB, largest(room, "trace.1.jsonl") / MIB, rolls, pace, frames / (nanos / 1e9), longest,
                busy / 1e6 / Math.max(1, frames), isFull(room, hour));
        curve.add(line);
        out.printf(Locale.ROOT, "%4.1f h %7d %7d %5.1f M %5.0f M %8d %4d %5d %5.0f k %5.1f M %5.1f M %5d %10.1f %8.1f %4d ms %5.1f ms/frame%s%n",
                line.hour, line.ballots, line.decided, line.vitals.heap(), line.vitals.resident(), line.vitals.threads(),
                line.vitals.files(), line.nodes,
                line.ledger, line.trace, line.older, line.rolls, line.rate, line.frames, line.longest, line.busy, line.full ? "" : "  (warming up)");
        room.frames().longestMillis();
        lastNanos = System.nanoTime();
        lastFrames = room.frames().count();
        lastBusy = ManagementFactory.getThreadMXBean().getThreadCpuTime(screen);
        lastBallots = pupils.ballots();
    }

    /// How many nodes all scenes have together; for JavaFX's thread.
    static int sceneNodes() {
        return List.copyOf(Window.getWindows()).stream().mapToInt(window -> count(window.getScene().getRoot())).sum();
    }

    private static int count(Node node) {
        return 1 + (node instanceof Parent parent ? parent.getChildrenUnmodifiable().stream().mapToInt(SchoolDay::count).sum() : 0);
    }

    private static long largest(Classroom room, String file) {
        return NAMES.stream().mapToLong(name -> Classroom.size(room.folder().resolve(name).resolve(file))).max().orElse(0);
    }

    /// Whether all that is bounded by a number has reached it: from then on nothing has a reason to grow.
    private boolean isFull(Classroom room, double hour) {
        return room.log().next() > EVENTS_KEPT && Classroom.onFx(() -> {
            return room.timelines().stream().allMatch(timeline -> timeline.arrows().first() > 0);
        }) && hour * SECONDS_AN_HOUR >= newParliamentAt + 1.5 * SECONDS_AN_HOUR;
    }

    // ---- Whether it is flat

    private boolean verdict(PrintWriter out, Pupils pupils, Duration took, boolean green) {
        List<Line> warm = curve.stream().filter(Line::full).toList();
        out.printf(Locale.ROOT, "%d ballots asked for, %d started, %d decided, %d crashes, audit %s%n", pupils.ballots(), pupils.started(),
                pupils.decided(), pupils.crashes(), green ? "green" : "RED");
        List<String> grown = new ArrayList<>();
        if (!green) {
            grown.add("the audit found violations");
        }
        if (warm.size() < 4) {
            grown.add("nothing can be said of a day that ends before all is warm (%d of 4 lines)".formatted(warm.size()));
        } else {
            judge("heap", "MiB", warm, line -> line.vitals.heap(), 1, 8, grown, out);
            judge("resident set", "MiB", warm, line -> line.vitals.resident(), 10, 80, grown, out);
            judge("threads", "", warm, line -> line.vitals.threads(), 2, 12, grown, out);
            judge("open files", "", warm, line -> line.vitals.files(), 2, 12, grown, out);
            judge("nodes in the scene graphs", "", warm, Line::nodes, 40, 400, grown, out);
            judge("screen time of a frame", "ms", warm, Line::busy, 1, 6, grown, out);
        }
        atMost("ledger.txt", "KiB", Line::ledger, 1025, grown);
        atMost("trace.jsonl", "MiB", Line::trace, Recorder.MOST_BYTES / MIB, grown);
        atMost("trace.1.jsonl", "MiB", Line::older, Recorder.MOST_BYTES / MIB, grown);
        Line last = curve.getLast();
        double first = curve.stream().filter(line -> line.hour >= 1).findFirst().orElse(last).vitals.heap();
        out.printf(Locale.ROOT, "school day: %s h in %d min %d s, %d ballots, heap after hour 1 %.1f MB, at the end %.1f MB, %d trace rolls, flat: %s%n",
                hours, took.toMinutes(), took.toSecondsPart(), pupils.ballots(), first, last.vitals.heap(), rolls, grown.isEmpty() ? "yes" : "no");
        grown.forEach(sentence -> out.println("  " + sentence));
        return grown.isEmpty();
    }

    /// Over the lines after the warm-up: the line of least squares rises by no more than so much an hour, and nothing is
    /// further above the first of them than so much.
    private static void judge(String what, String unit, List<Line> warm, ToDoubleFunction<Line> value, double anHour, double above,
            List<String> grown, PrintWriter out) {
        double slope = Vitals.slope(warm, Line::hour, value);
        double first = value.applyAsDouble(warm.getFirst());
        double most = warm.stream().mapToDouble(value).max().orElseThrow();
        String said = "%s from hour %.1f on: %+.2f %s an hour (at most %s), highest %.1f, %.1f above the first (at most %s)".formatted(what,
                warm.getFirst().hour, slope, unit, anHour, most, most - first, above);
        out.println(said);
        if (slope > anHour || most - first > above) {
            grown.add(said);
        }
    }

    private void atMost(String what, String unit, ToDoubleFunction<Line> value, double most, List<String> grown) {
        double largest = curve.stream().mapToDouble(value).max().orElse(0);
        if (largest > most) {
            grown.add("%s became %.0f %s long, and may be %.0f".formatted(what, largest, unit, most));
        }
    }
}
