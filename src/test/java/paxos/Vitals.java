package paxos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import paxos.node.VirtualThreads;

/// What this process holds: for programs that run for long and must not grow.
///
/// @param heap     what is in use after what is not was collected, in MiB
/// @param resident its resident set, in MiB; not a number where the system does not tell
/// @param threads  all of them, virtual ones too
/// @param files    open file descriptors, sockets among them; −1 where the system does not tell
public record Vitals(double heap, double resident, int threads, long files) {

    /// Only each fourth closes all gaps in the heap (`MarkSweepAlwaysCompactCount`): the least of so many counts.
    private static final int COLLECTIONS = 4;

    /// Collects what is not in use any more, and measures.
    ///
    /// @param between called between two collections, so that what waits for the first can go
    public static Vitals now(Runnable between) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            between.run();
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return new Vitals(least / (double) (1 << 20), readResident(),
                countThreads(), countFiles());
    }

    private static double readResident() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:")).mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", ""))).sum() / 1024;
        } catch (IOException elsewhere) {
            return Double.NaN;
        }
    }

    private static long countFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException elsewhere) {
            return -1;
        }
    }

    private static int countThreads() {
        try {
            return VirtualThreads.beginning("").size();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// By how much the line of least squares through some values rises, for each 1 of `x`.
    public static <T> double slope(List<T> lines, ToDoubleFunction<T> x, ToDoubleFunction<T> value) {
        double middleX = lines.stream().mapToDouble(x).average().orElseThrow();
        double middle = lines.stream().mapToDouble(value).average().orElseThrow();
        double together = lines.stream().mapToDouble(line -> (x.applyAsDouble(line) - middleX) * (value.applyAsDouble(line) - middle)).sum();
        return together / lines.stream().mapToDouble(line -> Math.pow(x.applyAsDouble(line) - middleX, 2)).sum();
    }
}
