package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import paxos.audit.Audit;
import paxos.audit.Findings;
import paxos.node.Logs;
import paxos.node.Node;
import paxos.node.file.DecreeView;
import paxos.node.file.FileDisk;
import paxos.node.tcp.Ports;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Decree;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// A parliament on real sockets and real files, on which chance lets loose all that the bench can do. What is done is decided
/// by the seed; when it meets with which message is not.
final class FaultRun implements AutoCloseable {

    /// As many events as a run may have; far more than it has.
    private static final int EVENTS = 200_000;
    private static final int DEEDS = 40;

    private final Random chance;
    private final Path folder;
    private final Set<Rule> off;
    private final Parliament parliament;
    private final EventLog log = new EventLog(InstantSource.system(), EVENTS);
    private final Links links;
    private final List<Member> members = new ArrayList<>();
    private final Set<Decree> wishes = new HashSet<>();

    /// @param folder where the files are
    /// @param off    the rules that are switched off at everybody
    FaultRun(long seed, Path folder, Set<Rule> off) throws IOException {
        this.chance = new Random(seed);
        this.folder = folder;
        this.off = off;
        String[] names = Stream.of("alpha", "beta", "gamma", "delta", "epsilon").limit(3 + chance.nextInt(3)).toArray(String[]::new);
        SequencedMap<String, InetSocketAddress> addresses = Ports.addresses(names);
        parliament = new Parliament(List.of(names));
        links = new Links(parliament, Set.of(names), chance.nextLong(), (name, sentence) -> member(name).node.note(
                new Happening.Intervened(sentence)));
        for (String name : names) {
            members.add(new Member(name, addresses));
        }
    }

    /// A legislator with everything that can be done to it.
    private final class Member {

        private final String name;
        private final FileDisk disk;
        private final FaultBench bench;
        private final Node node;

        Member(String name, SequencedMap<String, InetSocketAddress> addresses) {
            this.name = name;
            disk = new FileDisk(folder, name);
            Random pause = new Random(chance.nextLong());
            bench = new FaultBench(parliament, name, disk, new TcpNetwork(name, addresses), links, 0,
                    _ -> tries -> Duration.ofNanos(pause.nextInt(1_000_000 << Math.min(tries, 4))), log);
            bench.setRules(off);
            node = bench.node();
        }

        Path folder() {
            return folder.resolve(name);
        }

        /// Crashes it, and lets it come back in one of the ways that break no promise.
        void comeBack() throws Exception {
            done(node.crash());
            Comeback way = any(bench.comebacks().stream().filter(each -> each.refusal(off).isEmpty()).toList());
            open(() -> bench.restart(way));
        }

        void open() throws Exception {
            open(node::open);
        }

        /// Its port is free while it is away, and the system may lend it to somebody for a moment.
        private void open(Supplier<CompletableFuture<Void>> way) throws Exception {
            long end = System.nanoTime() + Logs.PATIENCE.toNanos();
            for (Supplier<CompletableFuture<Void>> next = way;; next = node::open) {
                try {
                    done(next.get());
                    return;
                } catch (ExecutionException taken) {
                    if (System.nanoTime() > end || !taken.getCause().getMessage().contains("port")) {
                        throw taken;
                    }
                }
            }
        }
    }

    private Member member(String name) {
        return members.stream().filter(member -> member.name.equals(name)).findFirst().orElseThrow();
    }

    private static void done(CompletableFuture<Void> future) throws Exception {
        future.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    // ---- What happens

    /// Lets chance loose for a while, then mends everything, and holds ballots until everybody knows the decree.
    void play() throws Exception {
        for (Member member : members) {
            member.open();
        }
        propose();
        for (int i = 0; i < DEEDS; i++) {
            // Something is to happen in between, but not always, and not for long.
            log.await(log.next() + chance.nextInt(16), Duration.ofMillis(3));
            deed();
        }
        mend();
        holdBallotsUntilAllKnow();
    }

    private void deed() throws Exception {
        Member member = any(members);
        switch (chance.nextInt(16)) {
            case 0, 1, 2, 3 -> propose();
            case 4, 5 -> member.bench.crashWhen(new CrashPoint(any(List.of(CrashPoint.When.values())),
                    any(List.of(CrashPoint.Deed.values()))));
            case 6, 7, 8 -> member.comeBack();
            case 9 -> partition();
            case 10 -> links.heal();
            case 11, 12 -> members.forEach(to -> fault(member, to));
            case 13 -> member.bench.hold().hold(!member.bench.hold().isHolding());
            case 14 -> atTheDoor();
            case 15 -> member.bench.pauses().off(!member.bench.pauses().isOff());
            default -> throw new AssertionError();
        }
    }

    private void propose() {
        Optional<Decree> wish = chance.nextInt(4) == 0 ? Optional.empty() : Optional.of(new Decree(chance.nextInt(1000, 2000)));
        wish.ifPresent(wishes::add);
        // Who is not there cannot; then nothing happens.
        any(members).node.propose(wish);
    }

    private void partition() {
        List<Set<String>> groups = List.of(new HashSet<>(), new HashSet<>());
        parliament.legislators().forEach(name -> {
            if (chance.nextInt(6) > 0) {
                any(groups).add(name);
            }
        });
        if (groups.stream().anyMatch(group -> group.size() == parliament.size()) || groups.stream().allMatch(Set::isEmpty)) {
            return;
        }
        links.partition(groups);
    }

    private void fault(Member from, Member to) {
        if (from != to && chance.nextBoolean()) {
            int least = chance.nextInt(3);
            links.set(from.name, to.name, new LinkFaults(least, least + chance.nextInt(3), chance.nextInt(50), chance.nextInt(50),
                    chance.nextInt(8) == 0));
        }
    }

    /// Somebody has a look at those that wait, wherever any do.
    private void atTheDoor() {
        for (Member member : members) {
            for (Hold.Waiting waiting : member.bench.hold().waiting()) {
                switch (chance.nextInt(8)) {
                    case 0 -> member.bench.hold().drop(waiting.number());
                    case 1 -> member.bench.hold().duplicate(waiting.number());
                    case 2 -> member.bench.hold().move(waiting.number(), chance.nextInt(4));
                    case 3, 4 -> member.bench.hold().deliver(waiting.number());
                    case 5 -> member.bench.hold().step();
                    default -> { }
                }
            }
            member.bench.hold().letRetryGo();
        }
    }

    private void mend() throws Exception {
        links.heal();
        for (Member member : members) {
            member.bench.disarm();
            member.bench.pauses().off(false);
            member.bench.hold().hold(false);
            member.open();
        }
    }

    private void holdBallotsUntilAllKnow() throws Exception {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (decrees().size() < members.size()) {
            assertTrue(System.nanoTime() < end, () -> "only these know the decree: " + decrees());
            done(any(members).node.propose(Optional.empty()));
            // Until it falls silent.
            for (long next = -1; next != log.next() && decrees().size() < members.size();) {
                next = log.next();
                log.await(next, Duration.ofMillis(20));
            }
        }
    }

    /// What each decree.txt says that there is.
    List<String> decrees() {
        return members.stream().map(member -> {
            try {
                return DecreeView.read(member.folder());
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }).flatMap(Optional::stream).toList();
    }

    // ---- What came of it

    /// Everybody has the same decree, it was somebody's wish or a ballot's number, and no ledger ever said another.
    void assertOneDecree() {
        List<String> decrees = decrees();
        assertEquals(members.size(), decrees.size());
        assertEquals(1, Set.copyOf(decrees).size(), () -> "decree.txt: " + decrees);
        Decree decree = new Decree(Integer.parseInt(decrees.getFirst()));
        assertTrue(wishes.contains(decree) || decree.value() < 1000, () -> decree + " is nobody's wish: " + wishes);
        Set<Decree> ever = events().stream().map(Event::what).flatMap(what -> switch (what) {
            case Happening.Wrote wrote -> Stream.of(wrote.before(), wrote.after());
            case Happening.Opened opened -> Stream.of(opened.state().ledger());
            case Happening.Stepped stepped -> Stream.of(stepped.state().ledger());
            default -> Stream.empty();
        }).flatMap(ledger -> ledger.decree().stream()).collect(Collectors.toSet());
        assertEquals(Set.of(decree), ever);
    }

    /// What the audit says of it.
    Findings audit() {
        Audit audit = new Audit(parliament);
        events().forEach(audit::take);
        return audit.findings();
    }

    /// All that happened.
    List<Event> events() {
        List<Event> all = new ArrayList<>();
        while (all.size() < log.next()) {
            all.addAll(log.from(all.size()));
        }
        assertEquals(0, all.getFirst().number(), "none was forgotten");
        return all;
    }

    /// How many messages were received more than once.
    long cameTwice() {
        record Arrival(String node, Happening.Received received) {
        }
        return events().stream().filter(event -> event.what() instanceof Happening.Received)
                .collect(Collectors.groupingBy(event -> new Arrival(event.node(), (Happening.Received) event.what()),
                        Collectors.counting())).values().stream().filter(count -> count > 1).count();
    }

    private <T> T any(List<T> some) {
        return some.get(chance.nextInt(some.size()));
    }

    @Override
    public void close() {
        leave();
    }

    /// All leave in good order; then nothing happens any more.
    void leave() {
        members.forEach(member -> member.node.close());
    }
}
