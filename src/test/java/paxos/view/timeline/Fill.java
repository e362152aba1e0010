package paxos.view.timeline;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import paxos.trace.Event;

/// Fills a timeline with a million messages among seven legislators and says how long that took and how much memory it
/// needs. Run it by itself, as `java -XX:+UseSerialGC -cp target/classes:target/test-classes:… paxos.view.timeline.Fill`.
final class Fill {

    private Fill() {
    }

    public static void main(String[] arguments) {
        for (int round = 1; round <= 5; round++) {
            fill(1_000_000, round);
        }
    }

    private static void fill(int messages, int round) {
        long before = used();
        List<Event> batch = new ArrayList<>();
        Throng throng = new Throng(7, 4, batch::add);
        Timeline timeline = new Timeline(throng.parliament);
        long nanos = 0;
        throng.openAll();
        while (throng.messages() < messages) {
            throng.play(10_000);
            long begin = cpuNanos();
            for (Event event : batch) {
                timeline.take(event);
            }
            nanos += cpuNanos() - begin;
            batch.clear();
        }
        long arrows = timeline.arrows().next() - timeline.arrows().first();
        long bytes = used() - before;
        System.out.printf("round %d: %,d events of %,d messages taken in %,d ms; %.1f bytes a message%n", round, timeline.events(),
                arrows, nanos / 1_000_000, (double) bytes / arrows);
        if (timeline.lanes().isEmpty() || throng.messages() == 0) {
            throw new IllegalStateException("Nobody is left.");
        }
    }

    /// Of this thread alone, so that what else the machine does counts for nothing.
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
