package paxos.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import paxos.synod.Ledger;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Reading event logs in tests: waiting for events, never for time.
public final class Logs {

    /// How long a test waits for what must come.
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private Logs() {
    }

    /// All events of a node that are kept.
    public static List<Happening> of(EventLog log, String node) {
        List<Happening> all = new ArrayList<>();
        for (long n = 0; n < log.next();) {
            for (Event event : log.from(n)) {
                n = event.number() + 1;
                if (event.node().equals(node)) {
                    all.add(event.what());
                }
            }
        }
        return all;
    }

    /// The events of this kind.
    public static <H extends Happening> List<H> of(EventLog log, String node, Class<H> kind) {
        return of(log, node).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Waits for the first such event.
    public static <H extends Happening> H await(EventLog log, String node, Class<H> kind, Predicate<H> which)
            throws InterruptedException {
        return await(log, 0, node, kind, which);
    }

    /// Waits for the first such event at or after this number.
    public static <H extends Happening> H await(EventLog log, long from, String node, Class<H> kind, Predicate<H> which)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long next = from;
        while (log.await(next, Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())))) {
            for (Event event : log.from(next)) {
                next = event.number() + 1;
                if (event.node().equals(node) && kind.isInstance(event.what()) && which.test(kind.cast(event.what()))) {
                    return kind.cast(event.what());
                }
            }
        }
        throw new AssertionError("%s: no such %s among %s".formatted(node, kind.getSimpleName(),
                of(log, node).stream().map(Object::toString).collect(Collectors.joining("\n"))));
    }

    /// A ledger in one line.
    public static String shown(Ledger ledger) {
        return "lastTried=%s nextBal=%s prevVote=%s decree=%s".formatted(ledger.lastTried(), ledger.nextBal(),
                ledger.prevVote().map(vote -> vote.ballot() + "/" + vote.decree()).orElse("none"),
                ledger.decree().map(Object::toString).orElse("none"));
    }
}
