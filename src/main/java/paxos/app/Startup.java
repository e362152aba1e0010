package paxos.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Tells once how long the program took from the start of its process (of its launcher, where that started it) until it was
/// there. From any thread.
final class Startup {

    /// In which Linux tells times to programs, whatever it counts in itself.
    private static final int TICKS_A_SECOND = 100;
    /// Where among the fields behind the process's name the tick is at which it was started.
    private static final int START_FIELD = 19;

    private final Consumer<String> say;
    private final int windows;
    private final AtomicInteger shown = new AtomicInteger();
    private final AtomicLong first = new AtomicLong();

    /// @param windows how many windows are to be waited for
    /// @param say     takes the line; not called on the thread that tells of a window
    Startup(int windows, Consumer<String> say) {
        this.windows = windows;
        this.say = say;
    }

    /// Tells that the nodes listen.
    void listening() {
        say.accept("listening after %d ms".formatted(age().toMillis()));
    }

    /// Counts a window that was shown; of the last one it tells.
    void windowShown() {
        long now = age().toMillis();
        int count = shown.incrementAndGet();
        first.compareAndSet(0, now);
        if (count == windows) {
            String line = "window shown after %d ms".formatted(first.get())
                    + (windows == 1 ? "" : ", all %d after %d ms".formatted(windows, now));
            Thread.startVirtualThread(() -> say.accept(line));
        }
    }

    /// How long ago this process was started, to the hundredth of a second on Linux.
    private static Duration age() {
        try {
            return age(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/uptime")));
        } catch (IOException notLinux) {
            // There, Java would count from a time that is known to the second only; elsewhere it is exact.
            Optional<Instant> start = ProcessHandle.current().info().startInstant();
            return start.map(began -> Duration.between(began, Instant.now())).orElse(Duration.ZERO);
        }
    }

    /// How long ago a process was started, from what Linux tells of it and of itself.
    ///
    /// @param stat   `/proc/…/stat` of the process
    /// @param uptime `/proc/uptime`
    static Duration age(String stat, String uptime) {
        // The name, in parentheses, may have anything in it, even those.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long now = Math.round(Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * TICKS_A_SECOND);
        return Duration.ofMillis((now - Long.parseLong(fields[START_FIELD])) * 1000 / TICKS_A_SECOND);
    }
}
