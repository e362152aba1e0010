package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import paxos.audit.Audit;
import paxos.audit.Findings;
import paxos.audit.Outlook;
import paxos.node.Logs;
import paxos.node.file.DecreeView;
import paxos.node.file.FileDisk;
import paxos.node.tcp.Ports;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// A parliament on the fault bench, with real sockets and files, and the hands of a teacher: what happens next is said
/// message by message.
final class BenchParliament implements AutoCloseable {

    private final Path folder;
    private final Parliament parliament;
    private final EventLog log = new EventLog(InstantSource.system(), 100_000);
    private final SequencedMap<String, FaultBench> benches = new LinkedHashMap<>();
    private final Links links;

    /// All legislators are there; whoever is outbid pauses for an hour, unless pauses are off.
    BenchParliament(Path folder, String... names) throws Exception {
        this.folder = folder;
        parliament = new Parliament(List.of(names));
        SequencedMap<String, InetSocketAddress> addresses = Ports.addresses(names);
        links = new Links(parliament, Set.of(names), 1, (name, what) -> at(name).node().note(new Happening.Intervened(what)));
        for (String name : names) {
            benches.put(name, new FaultBench(parliament, name, new FileDisk(folder, name), new TcpNetwork(name, addresses), links, 0,
                    _ -> _ -> Duration.ofHours(1), log));
        }
        for (FaultBench bench : benches.values()) {
            done(bench.node().open());
        }
    }

    static void done(CompletableFuture<Void> future) throws Exception {
        future.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    FaultBench at(String name) {
        return benches.get(name);
    }

    Links links() {
        return links;
    }

    void holdAll(boolean on) {
        benches.values().forEach(bench -> bench.hold().hold(on));
    }

    void propose(String president, int wish) throws Exception {
        done(at(president).node().propose(Optional.of(new Decree(wish))));
    }

    /// The first message of this kind from somebody that waits at somebody's door, once it does.
    Hold.Waiting waiting(String to, String from, Class<? extends Message> type) throws InterruptedException {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (true) {
            long next = log.next();
            Optional<Hold.Waiting> found = at(to).hold().waiting().stream()
                    .filter(each -> each.envelope().from().equals(Optional.of(from)) && type.isInstance(each.envelope().message())).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            assertTrue(System.nanoTime() < end, () -> "no %s from %s waits at %s, but %s".formatted(type.getSimpleName(), from, to,
                    at(to).hold().waiting()));
            log.await(next, Duration.ofMillis(100));
        }
    }

    /// Delivers that message, and waits for the rule that it leads to.
    ///
    /// @return what was done about it
    Happening.Stepped deliver(String to, String from, Class<? extends Message> type) throws InterruptedException {
        Hold.Waiting message = waiting(to, from, type);
        long mark = log.next();
        assertTrue(at(to).hold().deliver(message.number()));
        Event read = await(mark, to, what -> what instanceof Happening.Received received
                && received.id().equals(message.envelope().id()));
        return (Happening.Stepped) await(read.number(), to, Happening.Stepped.class::isInstance).what();
    }

    /// Waits for the first such event from this number on.
    Event await(long from, String node, Predicate<Happening> which) throws InterruptedException {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        for (long next = from; System.nanoTime() < end; log.await(next, Duration.ofMillis(100))) {
            for (Event event : log.from(next)) {
                next = event.number() + 1;
                if (event.node().equals(node) && which.test(event.what())) {
                    return event;
                }
            }
        }
        throw new AssertionError("It did not happen at %s; there is %s".formatted(node, events()));
    }

    /// Waits until this is in the file.
    void awaitDecree(String name, int decree) throws Exception {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (!decree(name).equals(Optional.of(Integer.toString(decree)))) {
            assertTrue(System.nanoTime() < end, () -> "%s does not learn %d".formatted(name, decree));
            log.await(log.next(), Duration.ofMillis(20));
        }
    }

    /// What `cat decree.txt` shows.
    Optional<String> decree(String name) throws IOException {
        return DecreeView.read(folder.resolve(name));
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    List<String> names() {
        return parliament.legislators();
    }

    long mark() {
        return log.next();
    }

    List<Event> events() {
        List<Event> all = new ArrayList<>();
        while (all.size() < log.next()) {
            all.addAll(log.from(all.size()));
        }
        return all;
    }

    private Audit audited() {
        Audit audit = new Audit(parliament);
        events().forEach(audit::take);
        return audit;
    }

    Findings audit() {
        return audited().findings();
    }

    Outlook outlook() {
        return audited().outlook(true);
    }

    @Override
    public void close() {
        benches.values().forEach(bench -> bench.node().close());
    }
}
