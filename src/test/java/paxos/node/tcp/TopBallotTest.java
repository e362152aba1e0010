package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Envelope;
import paxos.node.Logs;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.trace.Happening;

/// A stranger, at a raw socket, signs as beta, who owns ballot 2147483647, the last that 32 bits hold. Numbers are never taken
/// back, so whoever promises it can start no ballot ever after. What follows here is what happens then, step by step: no
/// legislator wraps round to a low number, tries for ever, or falls silent about it, and no decree is lost.
@Timeout(60)
class TopBallotTest {

    private static final Ballot TOP = new Ballot(Integer.MAX_VALUE);
    private static final List<String> ALL = List.of("alpha", "beta", "gamma");

    private Chamber chamber;

    @BeforeEach
    void enter() throws Exception {
        chamber = new Chamber("alpha", "beta", "gamma");
        for (String name : ALL) {
            chamber.enter(name, Limits.STANDARD.withLooks(TcpFixture.OFTEN, TcpFixture.OFTEN));
        }
    }

    @AfterEach
    void leave() {
        chamber.close();
    }

    @Test
    void whoPromisedTheLastBallotSaysThatItCanStartNoneAndOnlyANewParliamentHelps() throws Exception {
        decide();
        for (String name : ALL) {
            strangerSends(name, new Message.NextBallot(TOP));
            assertEquals(TOP, Logs.await(chamber.log, name, Happening.Stepped.class, step -> step.why().ballot().equals(TOP)
                    && step.why().reason() == Reason.PROMISED).state().ledger().nextBal());
        }
        for (String name : ALL) {
            assertEquals("%s can start no ballot: it owns no number above 2147483647 that fits into 32 bits. ".formatted(name)
                    + "Somebody used numbers near the top; only a new parliament helps.", startsNone(name).why().sentence());
        }
        assertEquals(List.of(), ballotsStartedAfterTheFirst());
        // Restarting does not help, nor does it harm.
        chamber.crash("alpha");
        chamber.restart("alpha");
        startsNone("alpha");
        allHold(new Decree(0));
    }

    @Test
    void thePromiseIsToldToItsOwnerWhoNeverAskedForIt() throws Exception {
        decide();
        strangerSends("gamma", new Message.NextBallot(TOP));
        Happening.Stepped promise = Logs.await(chamber.log, "gamma", Happening.Stepped.class, step -> step.why().ballot().equals(TOP));
        // Nothing in it says that this is the last ballot of all.
        assertTrue(promise.why().sentence().startsWith("gamma promised ballot 2147483647: it will vote in no ballot below 2147483647. "
                + "It tells beta that it "), promise.why().sentence());
        assertEquals(Reason.Kind.DONE, promise.why().reason().kind());
        Happening.Stepped late = Logs.await(chamber.log, "beta", Happening.Stepped.class, step -> step.why().ballot().equals(TOP));
        assertEquals("beta ignores LastVote 2147483647 from gamma: it is conducting no ballot.", late.why().sentence());
        assertEquals(new Ballot(0), late.state().ledger().nextBal(), "beta itself promised nothing");
    }

    /// One who promised it refuses all others, and they give up; yet the ledgers of those others are clean.
    @Test
    void whoIsRefusedForTheLastBallotTriesOnceMoreSaysThatItCannotAndStops() throws Exception {
        decide();
        strangerSends("gamma", new Message.NextBallot(TOP));
        Logs.await(chamber.log, "gamma", Happening.Stepped.class, step -> step.why().ballot().equals(TOP));
        for (int press = 1; press <= 3; press++) {
            long from = chamber.log.next();
            chamber.startBallot("alpha");
            // Whether the other two are quicker than gamma's refusal, is chance.
            Happening.Stepped end = Logs.await(chamber.log, from, "alpha", Happening.Stepped.class, step -> step.why().reason() == Reason.PASSED
                    || step.why().reason() == Reason.NO_NUMBER_LEFT);
            assertEquals(new Slip.Idle(), end.state().slip(), "it waits for nothing");
        }
        List<Happening.Stepped> told = steps("alpha");
        long outbid = count(told, Reason.OUTBID);
        assertEquals(outbid, count(told, Reason.NO_NUMBER_LEFT), "one try for each refusal");
        assertTrue(outbid <= 3);
        assertTrue(told.getLast().state().ledger().lastTried().number() <= 9, "its own numbers go on from where they were");
        allHold(new Decree(0));
    }

    /// Nobody needs to sign HigherBallot. It writes nothing in a ledger.
    @Test
    void aHigherBallotOfTheLastNumberEndsOneBallotAndNotTheNext() throws Exception {
        chamber.crash("beta");
        chamber.crash("gamma");
        chamber.startBallot("alpha");
        Logs.await(chamber.log, "alpha", Happening.Stepped.class, step -> step.why().reason() == Reason.COUNTED_LAST_VOTE);
        send("alpha", new Envelope(Optional.empty(), "alpha", new Message.HigherBallot(TOP), Optional.empty(), OptionalLong.empty()));
        Logs.await(chamber.log, "alpha", Happening.Stepped.class, step -> step.why().reason() == Reason.NO_NUMBER_LEFT);
        List<Happening.Stepped> told = steps("alpha");
        assertEquals(List.of(Reason.OUTBID, Reason.NO_NUMBER_LEFT), told.subList(told.size() - 2, told.size()).stream()
                .map(step -> step.why().reason()).toList());
        assertEquals("alpha gives up ballot 0, because somebody who did not sign has promised ballot 2147483647. After a pause it will try again above "
                + "2147483647.", told.get(told.size() - 2).why().sentence());
        assertEquals(new Ballot(0), told.getLast().state().ledger().nextBal());
        chamber.restart("beta");
        chamber.restart("gamma");
        awaitAllThere();
        chamber.startBallot("alpha");
        assertEquals(3, chamber.awaitDecree("alpha"));
    }

    @Test
    void beforeAnyDecreeTheParliamentEndsWithoutOneAndSaysSoAtEveryLegislator() throws Exception {
        for (String name : ALL) {
            strangerSends(name, new Message.NextBallot(TOP));
            Logs.await(chamber.log, name, Happening.Stepped.class, step -> step.why().ballot().equals(TOP));
        }
        for (String name : ALL) {
            assertEquals(Reason.Kind.ALARM, startsNone(name).why().reason().kind());
            assertEquals(Ledger.BLANK.withNextBal(TOP), chamber.disks.get(name).ledger());
        }
    }

    /// The number below the last is alpha's, and the one below that gamma's: each is used once, and then no other.
    @Test
    void theNumbersNearTheTopAreUsedUpOneByOne() throws Exception {
        decide();
        for (String name : ALL) {
            strangerSends(name, new Message.NextBallot(new Ballot(Integer.MAX_VALUE - 3)));
            Logs.await(chamber.log, name, Happening.Stepped.class, step -> step.why().ballot().equals(new Ballot(Integer.MAX_VALUE - 3)));
        }
        List<Ballot> started = new ArrayList<>();
        for (String name : List.of("gamma", "alpha", "beta")) {
            long from = chamber.log.next();
            chamber.startBallot(name);
            started.add(Logs.await(chamber.log, from, name, Happening.Stepped.class, step -> step.why().reason() == Reason.PASSED).why().ballot());
            // Else the next could be refused.
            for (String each : ALL) {
                Logs.await(chamber.log, from, each, Happening.Wrote.class, wrote -> wrote.after().nextBal().equals(started.getLast()));
            }
        }
        assertEquals(List.of(new Ballot(2147483645), new Ballot(2147483646), TOP), started);
        for (String name : ALL) {
            startsNone(name);
        }
        allHold(new Decree(0));
    }

    // ---- Helpers

    private void decide() throws Exception {
        awaitAllThere();
        chamber.startBallot("alpha");
        for (String name : ALL) {
            assertEquals(0, chamber.awaitDecree(name));
        }
    }

    private void awaitAllThere() throws Exception {
        for (String name : ALL) {
            for (String peer : ALL) {
                if (!peer.equals(name)) {
                    Logs.await(chamber.log, name, Happening.PeerSeen.class, seen -> seen.peer().equals(peer) && seen.reachable());
                }
            }
        }
    }

    private void strangerSends(String to, Message message) throws Exception {
        send(to, new Envelope("beta", to, message, "stranger-1", 1));
    }

    private void send(String to, Envelope envelope) throws Exception {
        try (RawPeer.Line line = chamber.lineTo(to)) {
            line.write(WireFormat.encode(envelope, false));
            assertEquals("closed", line.end());
        }
    }

    /// The request itself does not fail: the answer is a step like any other.
    private Happening.Stepped startsNone(String name) throws Exception {
        long from = chamber.log.next();
        chamber.startBallot(name);
        return Logs.await(chamber.log, from, name, Happening.Stepped.class, step -> step.why().reason() == Reason.NO_NUMBER_LEFT);
    }

    private List<Happening.Stepped> steps(String name) {
        return Logs.of(chamber.log, name, Happening.Stepped.class);
    }

    private static long count(List<Happening.Stepped> steps, Reason reason) {
        return steps.stream().filter(step -> step.why().reason() == reason).count();
    }

    private List<Ballot> ballotsStartedAfterTheFirst() {
        return ALL.stream().flatMap(name -> steps(name).stream()).filter(step -> step.why().reason() == Reason.STARTED)
                .map(step -> step.why().ballot()).filter(ballot -> ballot.number() > 0).toList();
    }

    private void allHold(Decree decree) throws Exception {
        for (String name : ALL) {
            // What was asked of it before is done then.
            chamber.nodes.get(name).open().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertEquals(Optional.of(decree), chamber.disks.get(name).ledger().decree(), name);
        }
        assertFalse(Stream.of("alpha", "beta", "gamma").flatMap(name -> steps(name).stream())
                .anyMatch(step -> step.why().reason() == Reason.CONTRADICTION));
    }
}
