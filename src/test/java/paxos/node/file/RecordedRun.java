package paxos.node.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import paxos.node.Disk;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// A parliament of three real nodes with real files, whose post is carried by chance, and what each did, in order. One thing
/// happens at a time, so a seed gives the same run each time.
final class RecordedRun implements AutoCloseable {

    /// What one node did.
    ///
    /// @param name        the node's
    /// @param base        what was in its folder at first
    /// @param ledger      what that meant
    /// @param deeds       what it did then
    /// @param compactions how often a shorter ledger took the place of a longer one
    record Life(String name, Deed.Image base, Ledger ledger, List<Deed> deeds, int compactions) {

        long sends() {
            return deeds.stream().filter(Deed.Mark.Sent.class::isInstance).count();
        }

        long toDisk() {
            return deeds.stream().filter(Deed.ToDisk.class::isInstance).count();
        }
    }

    private static final Parliament PARLIAMENT = new Parliament(List.of("alpha", "beta", "gamma"));
    private static final int PATIENCE_SECONDS = 30;
    /// Few lines stay, so that there are many compactions.
    private static final Compaction COMPACTION = new Compaction(300, 450, 2);

    private final RandomGenerator random;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<Envelope> post = new ArrayList<>();

    private RecordedRun(long seed, Path parliament, RecordingStorage.LeftOut leftOut) throws IOException {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (String name : PARLIAMENT.legislators()) {
            members.put(name, new Member(name, parliament.resolve(name), leftOut, random.nextInt(3) == 0));
        }
    }

    /// Lets them live for so many steps, and tells what each did.
    ///
    /// @param parliament an empty folder
    static List<Life> of(long seed, Path parliament, RecordingStorage.LeftOut leftOut, int steps)
            throws IOException, InterruptedException {
        try (RecordedRun run = new RecordedRun(seed, parliament, leftOut)) {
            for (int step = 0; step < steps; step++) {
                run.step();
            }
            return run.members.values().stream().map(Member::life).toList();
        }
    }

    @Override
    public void close() {
        members.values().forEach(member -> member.node.close());
    }

    private void step() throws InterruptedException {
        Member member = members.get(PARLIAMENT.legislators().get(random.nextInt(PARLIAMENT.size())));
        if (!member.isOpen) {
            member.comeBack();
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 20) {
            member.ask(member.node.propose(random.nextBoolean() ? Optional.empty() : Optional.of(new Decree(random.nextInt(-5, 100)))));
        } else if (dice < 22) {
            member.ask(member.node.crash());
        } else if (dice < 30) {
            member.storage.killAfter(random.nextInt(8));
        } else if (dice < 32) {
            member.storage.failNextForce();
        } else if (dice < 35) {
            member.storage.setFull(random.nextBoolean());
        } else if (dice < 37) {
            member.storage.killAfter(random.nextInt(25));
            member.ask(member.node.forget());
        } else {
            deliver();
        }
    }

    private void deliver() throws InterruptedException {
        if (post.isEmpty()) {
            return;
        }
        int which = random.nextInt(3) == 0 ? random.nextInt(post.size()) : 0;
        Envelope envelope = random.nextInt(12) == 0 ? post.get(which) : post.remove(which);
        Member to = members.get(envelope.to());
        if (to.isOpen && random.nextInt(10) > 0) {
            to.receive(envelope);
        }
        while (post.size() > 40) {
            post.removeFirst();
        }
    }

    /// One node, with its folder, and its end of the post.
    private final class Member implements Network {

        private final String name;
        private final List<Deed> deeds = new ArrayList<>();
        private final RecordingStorage storage;
        private final EventLog log = new EventLog(InstantSource.system(), 10_000);
        private final Deed.Image base;
        private final Ledger ledger;
        private final Node node;
        private Receiver receiver;
        private volatile boolean isOpen;
        private int settled;

        Member(String name, Path folder, RecordingStorage.LeftOut leftOut, boolean cpp) throws IOException {
            this.name = name;
            storage = new RecordingStorage(folder, deeds, leftOut);
            if (cpp) {
                base = cppFolder(folder);
                storage.know(base.files().orElseThrow().keySet());
                ledger = CppFolder.read(folder);
            } else {
                base = Deed.Image.NOTHING;
                ledger = Ledger.BLANK;
            }
            // A president that is outbid waits until it is asked again.
            Pauses forEver = new Pauses() {
                @Override
                public Duration before(int tries) {
                    return Duration.ZERO;
                }

                @Override
                public void await(Duration pause) throws InterruptedException {
                    Thread.sleep(Duration.ofDays(1));
                }
            };
            node = new Node(new Legislator(PARLIAMENT, name),
                    new MarkedDisk(new FileDisk(folder.getParent(), name, storage, COMPACTION, Runnable::run), deeds), this, forEver, log);
        }

        private Deed.Image cppFolder(Path folder) throws IOException {
            Files.createDirectories(folder);
            Map<String, byte[]> files = new LinkedHashMap<>();
            int ballot = random.nextInt(10);
            files.put(View.LAST_TRIED.file(), text(random.nextInt(20)));
            files.put(View.NEXT_BAL.file(), text(ballot + random.nextInt(5)));
            if (random.nextBoolean()) {
                files.put(View.PREV_VOTE_ID.file(), text(ballot));
                files.put(View.PREV_VOTE_DECREE.file(), text(random.nextInt(100)));
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            return new Deed.Image(Optional.of(files));
        }

        private static byte[] text(int number) {
            return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
        }

        Life life() {
            return new Life(name, base, ledger, List.copyOf(deeds), storage.compactions());
        }

        /// Another process, which may be killed while it opens.
        void comeBack() throws InterruptedException {
            storage.restart();
            if (random.nextInt(4) == 0) {
                storage.killAfter(random.nextInt(20));
            }
            ask(node.open());
            if (!isOpen) {
                storage.restart();
            }
        }

        void ask(CompletableFuture<Void> request) throws InterruptedException {
            try {
                request.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof IOException)) {
                    throw new AssertionError(refused);
                }
            } catch (TimeoutException never) {
                throw new AssertionError(name + " does not answer", never);
            }
            settle();
        }

        void receive(Envelope envelope) throws InterruptedException {
            receiver.received(envelope);
            settle();
        }

        /// Waits until the node has done all that was asked of it, with its messages to itself.
        private void settle() throws InterruptedException {
            settled++;
            String mark = "settled " + settled;
            long next = log.next();
            if (isOpen) {
                receiver.dropped(mark, "", 1);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            boolean done = false;
            while (isOpen && !done) {
                if (!log.await(next, Duration.ofMillis(20)) && System.nanoTime() > end) {
                    throw new AssertionError(name + " does not settle");
                }
                for (Event event : log.from(next)) {
                    next = event.number() + 1;
                    done |= event.what() instanceof Happening.Dropped dropped && dropped.from().equals(mark);
                }
            }
            if (!isOpen) {
                // It crashes on its own thread: an answer comes after that.
                answer(node.crash());
            }
        }

        private void answer(CompletableFuture<Void> request) throws InterruptedException {
            try {
                request.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException impossible) {
                throw new AssertionError(name, impossible);
            }
        }

        @Override
        public String address() {
            return name;
        }

        @Override
        public Open open(Receiver told) {
            receiver = told;
            isOpen = true;
            return new Open() {
                @Override
                public void send(Envelope envelope) {
                    deeds.add(new Deed.Mark.Sent(envelope.message()));
                    post.add(envelope);
                }

                @Override
                public void crash() {
                    isOpen = false;
                }

                @Override
                public void close() {
                    isOpen = false;
                }
            };
        }
    }

    /// A disk that notes what it promised.
    record MarkedDisk(Disk inner, List<Deed> deeds) implements Disk {

        @Override
        public Disk.Open open() throws IOException {
            Disk.Open open = inner.open();
            deeds.add(new Deed.Mark.Durable(open.ledger()));
            return new Disk.Open() {
                @Override
                public Ledger ledger() {
                    return open.ledger();
                }

                @Override
                public void write(Ledger next) throws IOException {
                    deeds.add(new Deed.Mark.Begun(next));
                    open.write(next);
                    deeds.add(new Deed.Mark.Durable(next));
                }

                @Override
                public void close() {
                    open.close();
                }
            };
        }

        @Override
        public void forget() throws IOException {
            deeds.add(new Deed.Mark.Forgetting());
            inner.forget();
            deeds.add(new Deed.Mark.Forgot());
        }
    }
}
