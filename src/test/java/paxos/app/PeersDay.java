package paxos.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javafx.application.Platform;
import paxos.Scratch;
import paxos.Vitals;
import paxos.node.Observation;
import paxos.ui.Desktop;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A window that stays open with its node, and the Chamber beside it, while the other legislators' programs come and go all
/// day: each is put together as a process of its own would be, ends, and comes anew. What stays must not keep what is gone.
@Command(name = "PeersDay", mixinStandardHelpOptions = true, description = "A window that stays, while the others' programs come and go.")
public final class PeersDay implements Callable<Integer> {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");
    private static final long PATIENCE_SECONDS = 60;
    /// What a coming may leave behind, in MiB: its events, in a log that is not full yet. A program that is kept takes several.
    private static final double A_COMING = 0.25;

    @Option(names = "--comings", defaultValue = "60", description = "how often one of the others goes and comes (${DEFAULT-VALUE})")
    private int comings;
    @Option(names = "--ballots", defaultValue = "5", description = "how many ballots are started between two of them (${DEFAULT-VALUE})")
    private int ballots;
    @Option(names = "--seed", defaultValue = "1", description = "who goes (${DEFAULT-VALUE})")
    private long seed;

    private record Line(int coming, Vitals vitals, long events) {
    }

    private final List<Line> curve = new ArrayList<>();

    /// Runs it, and exits with 1 where something grew.
    public static void main(String... arguments) {
        System.exit(new CommandLine(new PeersDay()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true);
        out.printf("peers’ day: %d comings, seed %d%n", comings, seed);
        out.println("comings   heap     rss threads  fds  events heard");
        System.setProperty("javafx.animation.pulse", "12");
        try (Scratch scratch = new Scratch("peers-day")) {
            stay(configuration(scratch.folder()), scratch.folder(), out);
        }
        return verdict(out) ? 0 : 1;
    }

    private void stay(Configuration configuration, Path folder, PrintWriter out) throws Exception {
        SplittableRandom chance = new SplittableRandom(seed);
        Map<String, Sitting> others = new HashMap<>();
        try (Sitting alpha = sitting(configuration, "alpha", folder)) {
            Desktop desktop = Desktop.open(alpha.house());
            Platform.runLater(desktop::openChamber);
            for (String name : NAMES.subList(1, NAMES.size())) {
                others.put(name, sitting(configuration, name, folder));
            }
            int line = Math.max(1, comings / 12);
            for (int coming = 0; coming <= comings; coming++) {
                awaitAllHeard(alpha);
                for (int i = 0; i < ballots; i++) {
                    alpha.proposeAtFirstOpen(Optional.empty()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
                if (coming % line == 0) {
                    line(coming, alpha, out);
                }
                String name = NAMES.get(1 + chance.nextInt(NAMES.size() - 1));
                others.remove(name).close();
                others.put(name, sitting(configuration, name, folder));
            }
            others.values().forEach(Sitting::close);
            desktop.close();
        }
    }

    private static Sitting sitting(Configuration configuration, String name, Path folder) throws Failure {
        Sitting sitting = Sitting.of(configuration, List.of(name), Sitting.Audience.WINDOWS, folder, 0, Optional.empty(), 1);
        sitting.open(List.of(name));
        return sitting;
    }

    private static void awaitAllHeard(Sitting alpha) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!alpha.others().telemetry().values().stream().allMatch(Observation.State.STREAMING::equals)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not all are heard: " + alpha.others().telemetry());
            }
            Thread.sleep(50);
        }
    }

    private void line(int coming, Sitting alpha, PrintWriter out) {
        Line line = new Line(coming, Vitals.now(PeersDay::awaitScreen), alpha.others().whole().next());
        curve.add(line);
        out.printf(Locale.ROOT, "%7d %5.1f M %5.0f M %7d %4d %13d%n", coming, line.vitals.heap(), line.vitals.resident(), line.vitals.threads(),
                line.vitals.files(), line.events);
    }

    private static void awaitScreen() {
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(done::countDown);
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("JavaFX's thread does not answer.");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// Below the range from which the system takes the ports of those who call.
    private static Configuration configuration(Path folder) {
        List<Configuration.Seat> seats = new ArrayList<>();
        while (seats.size() < NAMES.size()) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", ThreadLocalRandom.current().nextInt(10_000, 32_000));
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(address);
                seats.add(new Configuration.Seat(NAMES.get(seats.size()), "127.0.0.1", address));
            } catch (IOException taken) {
                // Another will do.
            }
        }
        return new Configuration(folder.resolve("four.json"), seats, Optional.empty());
    }

    private boolean verdict(PrintWriter out) {
        // The first third warms up.
        List<Line> warm = curve.subList(curve.size() / 3, curve.size());
        boolean flat = judge("heap", "MiB", warm, line -> line.vitals.heap(), A_COMING, out)
                & judge("threads", "", warm, line -> line.vitals.threads(), 0.1, out)
                & judge("open files", "", warm, line -> line.vitals.files(), 0.1, out);
        out.println("peers’ day: %d comings, flat: %s".formatted(comings, flat ? "yes" : "no"));
        return flat;
    }

    private static boolean judge(String what, String unit, List<Line> warm, ToDoubleFunction<Line> value, double most, PrintWriter out) {
        double slope = Vitals.slope(warm, Line::coming, value);
        out.printf(Locale.ROOT, "%s: %+.3f %s a coming (at most %s)%n", what, slope, unit, most);
        return slope <= most;
    }
}
