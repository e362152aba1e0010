package paxos.node.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import paxos.audit.Audit;
import paxos.audit.Findings;
import paxos.node.Hazard;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.node.Telemetry;
import paxos.node.file.FileDisk;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Step;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Four real nodes, on real sockets and real files, with all that happens at them read as it happens: what was dropped is
/// counted, and the rules are audited.
final class BesiegedParliament implements AutoCloseable {

    static final String PRESIDENT = "alpha";
    private static final int KEPT_EVENTS = 60_000;
    private static final Duration A_LOOK = Duration.ofMillis(200);

    final SequencedMap<String, InetSocketAddress> addresses;
    private final Path folder;
    private final EventLog log = new EventLog(InstantSource.system(), KEPT_EVENTS);
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Thread reader;

    // Guarded by this.
    private final Audit audit;
    private final Map<String, Long> passed = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, Long> droppedAt = new TreeMap<>();
    private final Map<String, Long> lost = new TreeMap<>();
    private long unread;
    private long events;

    /// @param folder where the ledgers are
    /// @param secret what its members know, and strangers do not
    BesiegedParliament(Path folder, Optional<Secret> secret) throws Exception {
        this.folder = folder;
        addresses = Ports.addresses(PRESIDENT, "beta", "gamma", "delta");
        Parliament parliament = new Parliament(List.copyOf(addresses.keySet()));
        audit = new Audit(parliament);
        reader = Thread.ofPlatform().name("reads-the-record").daemon().start(this::read);
        for (String name : addresses.keySet()) {
            Telemetry telemetry = new Telemetry(log, parliament.legislators(), name);
            Legislator legislator = new Legislator(parliament, name);
            nodes.put(name, new Node(name, (state, input) -> counted(name, legislator.step(state, input)), new FileDisk(folder, name),
                    new TcpNetwork(name, addresses, secret, telemetry), Pauses.random(new Random(1), () -> 0), Hazard.NONE, log));
            nodes.get(name).open().get(10, TimeUnit.SECONDS);
        }
    }

    List<String> names() {
        return List.copyOf(addresses.keySet());
    }

    /// Starts a ballot, and waits until it is decided.
    ///
    /// @return whether it was, in this time
    boolean decides(String president, Duration atMost) throws Exception {
        long before = passedBy(president);
        nodes.get(president).propose(Optional.empty()).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (this) {
            while (passedBy(president) == before) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        }
        return true;
    }

    /// Not told from the record, which keeps only the latest of a flood.
    private synchronized Step counted(String name, Step step) {
        if (step.why().reason() == Reason.PASSED) {
            passed.merge(name, 1L, Long::sum);
            notifyAll();
        }
        return step;
    }

    private synchronized long passedBy(String president) {
        return passed.getOrDefault(president, 0L);
    }

    /// How many reports of junk there are in the record, by what they say.
    synchronized Map<String, Long> dropped() {
        return new TreeMap<>(dropped);
    }

    /// How many reports of junk there are in the record of each node.
    synchronized Map<String, Long> droppedAt() {
        return new TreeMap<>(droppedAt);
    }

    /// How many messages between members got lost, by what is said of it.
    synchronized Map<String, Long> lost() {
        return new TreeMap<>(lost);
    }

    /// How many events were overwritten before they were read here.
    synchronized long unread() {
        return unread;
    }

    synchronized long events() {
        return events;
    }

    synchronized Findings findings() {
        return audit.findings();
    }

    /// Ends it, and reads what is on the disks.
    Map<String, Ledger> leave() throws IOException {
        close();
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        for (String name : names()) {
            try (var disk = new FileDisk(folder, name).open()) {
                ledgers.put(name, disk.ledger());
            }
        }
        return ledgers;
    }

    /// Whether all hold the same decree, and promised and voted as a legislator does.
    static boolean areSound(Map<String, Ledger> ledgers) {
        Optional<Decree> decree = ledgers.values().iterator().next().decree();
        return decree.isPresent() && ledgers.values().stream().allMatch(ledger -> ledger.decree().equals(decree)
                && ledger.prevVote().isPresent() && !ledger.prevVote().get().ballot().isAbove(ledger.nextBal())
                && ledger.prevVote().get().decree().equals(decree.get()));
    }

    @Override
    public void close() {
        new ArrayList<>(nodes.values()).forEach(Node::close);
        reader.interrupt();
    }

    // ---- On the reader's thread

    private void read() {
        try {
            for (long next = 0; !Thread.currentThread().isInterrupted();) {
                if (log.await(next, A_LOOK)) {
                    for (Event event : log.from(next)) {
                        take(event, event.number() - next);
                        next = event.number() + 1;
                    }
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void take(Event event, long missed) {
        events++;
        unread += missed;
        audit.take(event);
        switch (event.what()) {
            case Happening.Dropped report -> {
                dropped.merge(sentence(report.why()), 1L, Long::sum);
                droppedAt.merge(event.node(), 1L, Long::sum);
            }
            case Happening.Lost letter -> lost.merge(sentence(letter.why()), 1L, Long::sum);
            default -> { }
        }
    }

    private static String sentence(String why) {
        return why.replaceAll("“[^”]*”|\\d+", "…");
    }
}
