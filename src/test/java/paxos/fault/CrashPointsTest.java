package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paxos.fault.CrashPoint.Deed;
import paxos.fault.CrashPoint.When;
import paxos.node.Disk;
import paxos.node.Envelope;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.node.Network;
import paxos.node.Node;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Vote;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// A real node is struck down where it was asked for, once: what comes before that moment is done, and nothing after it.
@Timeout(60)
class CrashPointsTest {

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final MemoryDisk disk = new MemoryDisk(journal::add);
    private final EventLog log = new EventLog(InstantSource.system(), 20_000);
    private final CrashPoints points = new CrashPoints("alpha", log);
    private final Said said = new Said();
    private final BrokenRules rules = new BrokenRules(new Parliament(List.of("alpha", "beta", "gamma")), "alpha");
    private volatile Network.Receiver receiver;
    private volatile boolean lossy;
    private Node node;

    @BeforeEach
    void open() throws Exception {
        node = new Node("alpha", rules, new Pencil(disk, rules::off), network, _ -> Duration.ofHours(1), moment -> {
            said.strikes(moment);
            return points.strikes(moment);
        }, log);
        done(node.open());
    }

    @AfterEach
    void close() {
        node.close();
    }

    /// alpha conducts ballot 0 for 42 with beta, then promises and votes in ballot 1, which gamma's ballot 0 is below.
    private void conductsAndVotes() throws Exception {
        settled(() -> {
            try {
                done(node.propose(Optional.of(new Decree(42))));
            } catch (ExecutionException crashed) {
                assertEquals("alpha crashed before it could start the ballot.", crashed.getCause().getMessage());
            }
        });
        bring("beta", new Message.LastVote(new Ballot(0), Optional.empty()));
        bring("beta", new Message.Voted(new Ballot(0), new Decree(42)));
        bring("beta", new Message.NextBallot(new Ballot(1)));
        bring("beta", new Message.BeginBallot(new Ballot(1), new Decree(42)));
        bring("gamma", new Message.NextBallot(new Ballot(0)));
    }

    /// In this order, what conductsAndVotes does, with the messages to itself.
    private static final List<String> ALL = List.of(
            "write lastTried=0 nextBal=none prevVote=none decree=none",
            "send alpha NextBallot 0", "send beta NextBallot 0", "send gamma NextBallot 0",
            "write lastTried=0 nextBal=0 prevVote=none decree=none",
            "send alpha LastVote 0",
            "send alpha BeginBallot 0", "send beta BeginBallot 0",
            "write lastTried=0 nextBal=0 prevVote=0/42 decree=none",
            "send alpha Voted 0",
            "write lastTried=0 nextBal=0 prevVote=0/42 decree=42",
            "send beta Success 0", "send gamma Success 0",
            "write lastTried=0 nextBal=1 prevVote=0/42 decree=42",
            "send beta LastVote 1",
            "write lastTried=0 nextBal=1 prevVote=1/42 decree=42",
            "send beta Voted 1",
            "send gamma HigherBallot 1");

    @Test
    void withNothingArmedItDoesAllOfIt() throws Exception {
        conductsAndVotes();
        assertEquals(ALL, doings());
        assertEquals(ALL.stream().filter(deed -> !deed.startsWith("send alpha")).toList(), journal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "BEFORE | WRITE_LAST_TRIED   |  0 | before writing that it tries ballot 0",
            "AFTER  | WRITE_LAST_TRIED   |  1 | after writing that it tries ballot 0, before sending NextBallot 0",
            "BEFORE | SEND_NEXT_BALLOT   |  1 | before sending NextBallot 0 to itself",
            "AFTER  | SEND_NEXT_BALLOT   |  3 | after sending NextBallot 0 to beta, before anything else",
            "BEFORE | WRITE_PROMISE      |  4 | before writing its promise of ballot 0",
            "AFTER  | WRITE_PROMISE      |  5 | after writing its promise of ballot 0, before sending LastVote 0",
            "BEFORE | SEND_LAST_VOTE     |  5 | before sending LastVote 0 to itself",
            "AFTER  | SEND_LAST_VOTE     | 15 | after sending LastVote 1 to beta, before anything else",
            "BEFORE | SEND_BEGIN_BALLOT  |  6 | before sending BeginBallot 0 to itself",
            "AFTER  | SEND_BEGIN_BALLOT  |  8 | after sending BeginBallot 0 to beta, before anything else",
            "BEFORE | WRITE_VOTE         |  8 | before writing its vote for 42 in ballot 0",
            "AFTER  | WRITE_VOTE         |  9 | after writing its vote for 42 in ballot 0, before sending Voted 0",
            "BEFORE | SEND_VOTED         |  9 | before sending Voted 0 to itself",
            "AFTER  | SEND_VOTED         | 17 | after sending Voted 1 to beta, before anything else",
            "BEFORE | WRITE_DECREE       | 10 | before writing the decree 42",
            "AFTER  | WRITE_DECREE       | 11 | after writing the decree 42, before telling anybody",
            "BEFORE | SEND_SUCCESS       | 11 | before sending Success 0 to beta",
            "AFTER  | SEND_SUCCESS       | 12 | after sending Success 0 to beta, before anything else",
            "BEFORE | SEND_HIGHER_BALLOT | 17 | before sending HigherBallot 1 to gamma",
            "AFTER  | SEND_HIGHER_BALLOT | 18 | after sending HigherBallot 1 to gamma, before anything else"})
    void itDoesWhatComesBeforeThePointAndNothingAfterIt(When when, Deed deed, int done, String where) throws Exception {
        points.arm(new CrashPoint(when, deed));
        assertEquals(Optional.of(new CrashPoint(when, deed)), points.armed());

        conductsAndVotes();

        assertEquals(List.of("alpha was crashed %s, as was asked.".formatted(where)),
                Logs.of(log, "alpha", Happening.Crashed.class).stream().map(Happening.Crashed::why).toList());
        assertFalse(Logs.of(log, "alpha", Happening.Crashed.class).getFirst().byItself());
        assertEquals(Optional.empty(), points.armed(), "once");
        List<String> expected = ALL.subList(0, done);
        assertEquals(expected, doings(), "in the record");
        List<String> outside = new ArrayList<>(expected.stream().filter(what -> !what.startsWith("send alpha")).toList());
        outside.addAll(List.of("crash network", "close disk"));
        assertEquals(outside, journal, "on the disk and in the network");

        journal.clear();
        done(node.open());
        done(node.propose(Optional.empty()));
        assertEquals(1, Logs.of(log, "alpha", Happening.Crashed.class).size(), "not a second time");
    }

    /// A crash resets the connections, and would overtake the messenger.
    @Test
    void aCrashAfterSendingComesWhenTheMessageIsOut() throws Exception {
        for (boolean loses : new boolean[] {false, true}) {
            lossy = loses;
            points.arm(new CrashPoint(When.AFTER, Deed.SEND_SUCCESS));
            conductsAndVotes();
            List<Happening> all = Logs.of(log, "alpha");
            int crash = all.lastIndexOf(Logs.of(log, "alpha", Happening.Crashed.class).getLast());
            assertTrue(all.subList(0, crash).stream().anyMatch(what -> switch (what) {
                case Happening.HandedOver(_, var to, Message.Success _) -> to.equals("beta") && !loses;
                case Happening.Lost(_, var to, Message.Success _, _) -> to.equals("beta") && loses;
                default -> false;
            }), "lossy: " + loses);
            done(node.forget());
            done(node.open());
        }
    }

    @Test
    void disarmedItDoesNotStrike() throws Exception {
        points.arm(new CrashPoint(When.BEFORE, Deed.WRITE_VOTE));
        points.arm(new CrashPoint(When.AFTER, Deed.SEND_VOTED));
        points.disarm();
        assertEquals(Optional.empty(), points.armed());
        conductsAndVotes();
        assertEquals(ALL, doings());
    }

    @Test
    void onlyThePointThatWasArmedLastCounts() throws Exception {
        points.arm(new CrashPoint(When.BEFORE, Deed.WRITE_VOTE));
        points.arm(new CrashPoint(When.BEFORE, Deed.SEND_HIGHER_BALLOT));
        conductsAndVotes();
        assertEquals(ALL.subList(0, 17), doings());
    }

    // ---- And how it comes back

    @Test
    void aVoteThatNobodyHeardOfCanBeTornAway() throws Exception {
        bring("beta", new Message.NextBallot(new Ballot(4)));
        points.arm(new CrashPoint(When.AFTER, Deed.WRITE_VOTE));
        bring("beta", new Message.BeginBallot(new Ballot(4), new Decree(17)));
        Ledger promised = Ledger.BLANK.withNextBal(new Ballot(4));
        assertEquals(promised.withPrevVote(new Vote(new Ballot(4), new Decree(17))), disk.ledger());

        Comeback torn = comeback("Last write torn");
        assertEquals("The last write of alpha tears: alpha forgets that it voted for 17 in ballot 4, but nobody else had heard of that, "
                + "so no promise is broken.", torn.sentence());
        assertEquals(Optional.empty(), torn.refusal(Set.of()));
        comesBack(torn);
        assertEquals(promised, disk.ledger());
        bring("beta", new Message.BeginBallot(new Ballot(4), new Decree(17)));
        assertEquals("send beta Voted 4", journal.getLast());
    }

    @Test
    void aVoteThatWasToldIsNot() throws Exception {
        bring("beta", new Message.NextBallot(new Ballot(4)));
        points.arm(new CrashPoint(When.AFTER, Deed.SEND_VOTED));
        bring("beta", new Message.BeginBallot(new Ballot(4), new Decree(17)));
        Comeback torn = comeback("Last write torn");
        assertTrue(torn.breaksPromise());
        assertTrue(torn.refusal(Set.of()).isPresent());
    }

    /// Each way back leads to the ledger that was foretold, and stands in the record.
    @Test
    void eachComebackFindsTheLedgerThatItForetold() throws Exception {
        conductsAndVotes();
        done(node.crash());
        List<String> titles = Comeback.all("alpha", disk.history(9), said.ledger(), Set.of()).stream().map(Comeback::title).toList();
        assertEquals(9, titles.size(), titles.toString());
        for (String title : titles) {
            Comeback how = comeback(title);
            Ledger before = disk.ledger();
            comesBack(how);
            assertEquals(how.ledger(), disk.ledger(), title);
            Happening.Opened opened = Logs.of(log, "alpha", Happening.Opened.class).getLast();
            assertEquals(how.ledger(), opened.state().ledger());
            if (how.damage().isPresent()) {
                assertEquals(new Happening.Tampered(before, how.ledger(), how.sentence()),
                        Logs.of(log, "alpha", Happening.Tampered.class).getLast());
            }
            // A life like the first one, above what it knows.
            done(node.forget());
            said.comesBack(Ledger.BLANK);
            done(node.open());
            conductsAndVotes();
            done(node.crash());
        }
    }

    @Test
    void whatIsInPencilIsLostByACrashAndTheComebackSaysSo() throws Exception {
        rules.set(Set.of(Rule.KEEP_PROMISES));
        bring("beta", new Message.NextBallot(new Ballot(4)));
        bring("beta", new Message.BeginBallot(new Ballot(4), new Decree(17)));
        done(node.crash());
        Comeback kept = comeback("Disk kept");
        assertEquals("The disk is kept, but not what was in pencil: alpha forgets that it promised ballot 4 and voted for 17 in ballot 4, "
                + "though others may count on both, so a promise is broken.", kept.sentence());
        assertEquals(Optional.empty(), kept.refusal(rules.off()));
        assertTrue(kept.refusal(Set.of()).isPresent(), "switched on again, the rule does not bring them back");
        comesBack(kept);
        assertEquals(Ledger.BLANK, Logs.of(log, "alpha", Happening.Opened.class).getLast().state().ledger());
        bring("gamma", new Message.NextBallot(new Ballot(2)));
        assertEquals("send gamma LastVote 2", journal.getLast());
    }

    private Comeback comeback(String title) {
        return Comeback.all("alpha", disk.history(9), said.ledger(), rules.off()).stream()
                .filter(each -> each.title().equals(title)).findFirst().orElseThrow(() -> new AssertionError(title));
    }

    private void comesBack(Comeback how) throws Exception {
        if (how.damage().isPresent()) {
            done(node.damage(how.damage().get(), how.sentence()));
        }
        said.comesBack(how.ledger());
        done(node.open());
    }

    // ---- What can never come

    @Test
    void whatCanNeverComeIsSaid() {
        Ledger passed = Ledger.BLANK.withDecree(new Decree(17));
        assertEquals(Optional.of("It can never crash before writing the decree: the decree 17 is in the ledger already, and a decree is "
                + "written once. Choose another point, or begin a new parliament."),
                CrashPoints.neverComes(new CrashPoint(When.BEFORE, Deed.WRITE_DECREE), passed));
        Ballot most = new Ballot(Integer.MAX_VALUE);
        Ledger top = Ledger.BLANK.withNextBal(most);
        assertEquals(Set.of(Deed.WRITE_PROMISE, Deed.WRITE_LAST_TRIED, Deed.SEND_NEXT_BALLOT), never(top));
        assertEquals(Set.of(Deed.WRITE_LAST_TRIED, Deed.SEND_NEXT_BALLOT), never(Ledger.BLANK.withLastTried(most)));
        assertEquals(Set.of(Deed.WRITE_PROMISE, Deed.WRITE_VOTE, Deed.WRITE_LAST_TRIED, Deed.SEND_NEXT_BALLOT),
                never(top.withPrevVote(new Vote(most, new Decree(1)))));
        assertEquals(Set.of(Deed.WRITE_DECREE), never(passed));
        assertEquals(Set.of(), never(Ledger.BLANK));
    }

    private static Set<Deed> never(Ledger ledger) {
        List<Deed> before = never(When.BEFORE, ledger);
        assertEquals(before, never(When.AFTER, ledger));
        return Set.copyOf(before);
    }

    private static List<Deed> never(When when, Ledger ledger) {
        return Stream.of(Deed.values()).filter(deed -> CrashPoints.neverComes(new CrashPoint(when, deed), ledger).isPresent()).toList();
    }

    @Test
    void eachPointHasItsWords() {
        assertEquals("after writing the vote", new CrashPoint(When.AFTER, Deed.WRITE_VOTE).words());
        assertEquals("beta is to crash once, after sending BeginBallot to one other legislator (accept request).",
                new CrashPoint(When.AFTER, Deed.SEND_BEGIN_BALLOT).sentence("beta"));
        assertEquals("beta is to crash once, before sending Voted (accepted).",
                new CrashPoint(When.BEFORE, Deed.SEND_VOTED).sentence("beta"));
        assertEquals(4, Stream.of(Deed.values()).filter(Deed::isWrite).count());
        assertEquals(10, Stream.of(Deed.values()).map(Deed::words).distinct().count());
        assertTrue(Stream.of(Deed.values()).allMatch(deed -> deed.words().startsWith(deed.isWrite() ? "writing " : "sending ")
                && deed.isWrite() == deed.name().startsWith("WRITE")));
    }

    // ---- The stage

    /// What the record says it wrote and sent.
    private List<String> doings() {
        return Logs.of(log, "alpha").stream().flatMap(what -> switch (what) {
            case Happening.Wrote(_, var after) -> Stream.of("write " + Logs.shown(after));
            case Happening.Sent(_, var to, var message) -> Stream.of(sending(to, message));
            default -> Stream.empty();
        }).toList();
    }

    private static String sending(String to, Message message) {
        return "send %s %s %s".formatted(to, message.getClass().getSimpleName(), message.ballot());
    }

    private void bring(String from, Message message) throws Exception {
        settled(() -> receiver.received(new Envelope(from, "alpha", message, from + "-1", 1)));
    }

    private interface Action {
        void run() throws Exception;
    }

    /// Does it, and waits until the node is done with it and with what it then said to itself, or has crashed.
    private void settled(Action action) throws Exception {
        long from = log.next();
        action.run();
        if (!crashedLast()) {
            // Read after all that a node says to itself.
            receiver.dropped("nowhere", "A test waits.", 1);
            Logs.await(log, from, "alpha", Happening.class, what -> what instanceof Happening.Dropped || what instanceof Happening.Crashed);
        }
    }

    /// Or that it did not wait.
    private void awaitThatItWaits(Thread sender) {
        long end = System.nanoTime() + Logs.PATIENCE.toNanos();
        while (sender.isAlive() && sender.getState() != Thread.State.TIMED_WAITING && !crashedLast() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean crashedLast() {
        return Logs.of(log, "alpha").stream().filter(what -> what instanceof Happening.Opened || what instanceof Happening.Crashed)
                .reduce((_, later) -> later).filter(Happening.Crashed.class::isInstance).isPresent();
    }

    private static void done(CompletableFuture<Void> request) throws Exception {
        request.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private final Network network = new Network() {

        @Override
        public String address() {
            return "127.0.0.1:1";
        }

        @Override
        public Open open(Receiver told) throws IOException {
            receiver = told;
            return new Open() {
                @Override
                public void send(Envelope envelope) {
                    journal.add(sending(envelope.to(), envelope.message()));
                    Thread sender = Thread.currentThread();
                    Thread.ofVirtual().start(() -> {
                        if (envelope.message() instanceof Message.Success) {
                            awaitThatItWaits(sender);
                        }
                        if (lossy) {
                            told.lost(envelope, "Nobody listens there.");
                        } else {
                            told.handedOver(envelope);
                        }
                    });
                }

                @Override
                public void crash() {
                    journal.add("crash network");
                }

                @Override
                public void close() {
                }
            };
        }
    };
}
