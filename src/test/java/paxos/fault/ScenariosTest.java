package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.fault.BenchParliament.done;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.audit.Check;
import paxos.audit.Findings;
import paxos.audit.Violation;
import paxos.node.Disk;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Message.BeginBallot;
import paxos.synod.Message.HigherBallot;
import paxos.synod.Message.LastVote;
import paxos.synod.Message.NextBallot;
import paxos.synod.Message.Success;
import paxos.synod.Message.Voted;
import paxos.synod.Reason;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// What a teacher shows with the bench, on real sockets and files: first what the rules save, then what becomes of the
/// decree without each of them.
@Timeout(60)
class ScenariosTest {

    @TempDir
    Path folder;

    // ---- With all rules on

    /// §2.4: nothing is decided as long as presidents keep outbidding each other; a pause ends it.
    @Test
    void duellingPresidentsOutbidEachOtherForEverUnlessTheyPause() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            all.at("alpha").pauses().off(true);
            all.at("beta").pauses().off(true);
            all.propose("alpha", 17);
            majorityFor(all, "alpha");
            all.propose("beta", 99);
            String winning = "alpha";
            String other = "beta";
            for (int round = 0; round < 20; round++) {
                // The other one's NextBallot overtakes the BeginBallot.
                majorityFor(all, other);
                outbid(all, winning);
                assertTrue(all.at(winning).hold().retryWaits(), "it tries again at once, if it is let");
                assertTrue(all.at(winning).hold().letRetryGo());
                String swap = winning;
                winning = other;
                other = swap;
            }
            assertEquals(List.of(), all.names().stream().filter(name -> decree(all, name).isPresent()).toList());
            assertFalse(all.outlook().decided().isPresent());

            // The very same again, but the one who is outbid pauses.
            all.at("alpha").pauses().off(false);
            all.at("beta").pauses().off(false);
            majorityFor(all, other);
            outbid(all, winning);
            assertFalse(all.at(winning).hold().retryWaits(), "it pauses");
            all.deliver("gamma", other, BeginBallot.class);
            assertEquals(Reason.PASSED, all.deliver(other, "gamma", Voted.class).why().reason());
            all.holdAll(false);
            int decree = other.equals("alpha") ? 17 : 99;
            for (String name : all.names()) {
                all.awaitDecree(name, decree);
            }
            assertTrue(all.audit().isGreen());
        }
    }

    /// NextBallot reaches gamma, who promises; with its LastVote the president has a majority, and begins.
    private static void majorityFor(BenchParliament all, String president) throws Exception {
        all.deliver("gamma", president, NextBallot.class);
        assertNotEquals(Reason.COUNTED_LAST_VOTE, all.deliver(president, "gamma", LastVote.class).why().reason(), "begun");
    }

    /// The ballot that has begun comes too late.
    private static void outbid(BenchParliament all, String president) throws Exception {
        assertEquals(Reason.REFUSED, all.deliver("gamma", president, BeginBallot.class).why().reason());
        long mark = all.mark();
        assertEquals(Reason.OUTBID, all.deliver(president, "gamma", HigherBallot.class).why().reason());
        if (all.at(president).pauses().isOff()) {
            while (!all.at(president).hold().retryWaits()) {
                Thread.onSpinWait();
            }
        }
        assertTrue(all.mark() > mark);
    }

    private static Optional<String> decree(BenchParliament all, String name) {
        try {
            return all.decree(name);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// §2.1 B3: somebody voted, so it may have passed for all that anybody can know.
    @Test
    void anotherPresidentFinishesTheDecreeOfOneThatCrashedAfterOneVote() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma", "delta")) {
            all.holdAll(true);
            all.propose("alpha", 17);
            all.deliver("beta", "alpha", NextBallot.class);
            all.deliver("gamma", "alpha", NextBallot.class);
            all.deliver("alpha", "beta", LastVote.class);
            all.deliver("alpha", "gamma", LastVote.class);
            all.deliver("beta", "alpha", BeginBallot.class);
            assertEquals(Reason.COUNTED_VOTE, all.deliver("alpha", "beta", Voted.class).why().reason());
            assertTrue(all.outlook().sentence().contains("gamma’s vote decides it"), all.outlook().sentence());
            done(all.at("alpha").node().crash());
            all.holdAll(false);

            all.propose("beta", 99);
            for (String name : List.of("beta", "gamma", "delta")) {
                all.awaitDecree(name, 17);
            }
            done(all.at("alpha").node().open());
            all.propose("alpha", 1);
            all.awaitDecree("alpha", 17);
            assertTrue(all.audit().isGreen());
            assertEquals("17 is decided: nothing can change it now.", all.outlook().sentence());
        }
    }

    /// §2.1 B2: there is no quorum in a minority.
    @Test
    void aMinorityCannotDecideAndLearnsWhatWasDecidedWithoutItOnceTheLinksAreHealed() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma", "delta", "epsilon")) {
            all.links().partition(List.of(Set.of("alpha", "beta"), Set.of("gamma", "delta", "epsilon")));
            long mark = all.mark();
            all.propose("alpha", 17);
            for (String lost : List.of("gamma", "delta", "epsilon")) {
                all.await(mark, "alpha", what -> what instanceof Happening.Lost(_, var to, _, _) && to.equals(lost));
            }
            all.await(mark, "alpha", what -> what instanceof Happening.Stepped(_, var why)
                    && why.sentence().contains("LastVote 0 from beta: 2 of 5"));
            all.propose("gamma", 33);
            for (String name : List.of("gamma", "delta", "epsilon")) {
                all.awaitDecree(name, 33);
            }
            assertEquals(Optional.empty(), all.decree("alpha"));
            assertEquals(Optional.empty(), all.decree("beta"));

            all.links().heal();
            all.at("beta").pauses().off(true);
            all.propose("beta", 17);
            all.awaitDecree("alpha", 33);
            all.awaitDecree("beta", 33);
            assertTrue(all.audit().isGreen());
        }
    }

    /// A vote that was written, and lost with the disk before anybody heard of it, was never cast.
    @Test
    void aWriteThatTearsBeforeAnybodyHeardOfItBreaksNoPromise() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            all.propose("alpha", 17);
            all.deliver("gamma", "alpha", NextBallot.class);
            all.deliver("alpha", "gamma", LastVote.class);
            all.at("gamma").crashWhen(new CrashPoint(CrashPoint.When.AFTER, CrashPoint.Deed.WRITE_VOTE));
            long mark = all.mark();
            all.at("gamma").hold().deliver(all.waiting("gamma", "alpha", BeginBallot.class).number());
            all.await(mark, "gamma", Happening.Crashed.class::isInstance);
            Comeback torn = comeback(all, "gamma", new Disk.Damage.TornWrite());
            assertFalse(torn.breaksPromise(), torn.sentence());
            done(all.at("gamma").restart(torn));

            all.propose("beta", 99);
            all.deliver("gamma", "beta", NextBallot.class);
            assertEquals(Reason.BEGUN_FREE, all.deliver("beta", "gamma", LastVote.class).why().reason());
            all.deliver("gamma", "beta", BeginBallot.class);
            all.deliver("beta", "gamma", Voted.class);
            all.awaitDecree("beta", 99);
            assertTrue(all.audit().isGreen(), () -> all.audit().toString());
        }
    }

    private static Comeback comeback(BenchParliament all, String name, Disk.Damage damage) throws Exception {
        return all.at(name).comebacks().stream().filter(each -> each.damage().equals(Optional.of(damage))).findFirst().orElseThrow();
    }

    // ---- With a rule off: each is caught

    /// A disk that is wiped, and with it the promise; whether the rule was switched off before it was made, or after that.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aForgottenPromiseEndsInTwoDecreesAndTheAuditPointsAtTheMessages(boolean inPencil) throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            if (inPencil) {
                all.at("gamma").setRules(Set.of(Rule.KEEP_PROMISES));
            }
            all.propose("alpha", 17);
            passWithGamma(all, "alpha");
            all.awaitDecree("alpha", 17);
            done(all.at("gamma").node().crash());
            Comeback wiped = comeback(all, "gamma", new Disk.Damage.Wiped());
            assertTrue(wiped.breaksPromise());
            if (!inPencil) {
                ExecutionException refused = assertThrows(ExecutionException.class, () -> done(all.at("gamma").restart(wiped)));
                assertTrue(refused.getCause().getMessage().contains("Keep promises over a crash"), refused.getCause().getMessage());
            }

            all.at("gamma").setRules(Set.of(Rule.KEEP_PROMISES));
            done(all.at("gamma").restart(wiped));
            all.propose("beta", 99);
            passWithGamma(all, "beta");
            all.awaitDecree("beta", 99);

            Findings findings = all.audit();
            assertEquals(List.of("alpha wrote 17", "beta wrote 99"), evidence(findings, Check.AGREEMENT).stream()
                    .map(event -> event.node() + " wrote " + ((Happening.Wrote) event.what()).after().decree().orElseThrow()).toList());
            List<Event> forgotten = evidence(findings, Check.PROMISES);
            assertTrue(forgotten.stream().anyMatch(event -> sent(event, "gamma", new LastVote(new Ballot(1), Optional.empty()))),
                    forgotten::toString);
            assertTrue(forgotten.stream().anyMatch(event -> isVote(event, "gamma", new Vote(new Ballot(0), new Decree(17)))),
                    forgotten::toString);
            List<Event> latest = evidence(findings, Check.B3);
            assertTrue(latest.stream().anyMatch(event -> event.node().equals("beta")
                    && event.what() instanceof Happening.Sent(_, _, BeginBallot begin) && begin.decree().equals(new Decree(99))), latest::toString);
            assertTrue(latest.stream().anyMatch(event -> isVote(event, "gamma", new Vote(new Ballot(0), new Decree(17)))), latest::toString);
            assertTrue(all.outlook().sentence().contains("different decrees"), all.outlook().sentence());
        }
    }

    /// Nothing but the crash is needed where promises are in pencil.
    @Test
    void promisesInPencilAreLostByACrashAlone() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            all.at("gamma").setRules(Set.of(Rule.KEEP_PROMISES));
            all.propose("alpha", 17);
            passWithGamma(all, "alpha");
            done(all.at("gamma").node().crash());
            assertEquals(Ledger.BLANK, all.at("gamma").comebacks().getFirst().ledger());
            done(all.at("gamma").node().open());
            all.propose("beta", 99);
            passWithGamma(all, "beta");
            assertBroken(all.audit(), Check.AGREEMENT, Check.B3, Check.PROMISES);
        }
    }

    @Test
    void whoVotesBelowItsPromiseUndoesADecree() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            all.at("gamma").setRules(Set.of(Rule.REFUSE_BELOW_PROMISE));
            all.propose("alpha", 17);
            majorityFor(all, "alpha");
            all.propose("beta", 99);
            passWithGamma(all, "beta");
            all.awaitDecree("beta", 99);
            Happening.Stepped broken = all.deliver("gamma", "alpha", BeginBallot.class);
            assertTrue(broken.why().sentence().startsWith("RULE BROKEN"), broken.why().sentence());
            all.deliver("alpha", "gamma", Voted.class);
            all.awaitDecree("alpha", 17);
            assertBroken(all.audit(), Check.AGREEMENT, Check.B3, Check.PROMISES);
        }
    }

    @Test
    void whoDoesNotTakeTheLatestVoteUndoesADecree() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            all.at("beta").setRules(Set.of(Rule.TAKE_LATEST_VOTE));
            all.propose("alpha", 17);
            passWithGamma(all, "alpha");
            all.propose("beta", 99);
            passWithGamma(all, "beta");
            all.awaitDecree("beta", 99);
            assertBroken(all.audit(), Check.AGREEMENT, Check.B3);
        }
    }

    @Test
    void twoHalvesDecideTwiceWhereHalfIsEnough() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma", "delta")) {
            all.at("alpha").setRules(Set.of(Rule.MAJORITY_QUORUMS));
            all.at("gamma").setRules(Set.of(Rule.MAJORITY_QUORUMS));
            all.links().partition(List.of(Set.of("alpha", "beta"), Set.of("gamma", "delta")));
            all.propose("alpha", 17);
            all.propose("gamma", 33);
            all.awaitDecree("beta", 17);
            all.awaitDecree("delta", 33);
            assertBroken(all.audit(), Check.AGREEMENT, Check.B2);
        }
    }

    @Test
    void twoBallotsOfOneNumberAreFound() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            all.at("beta").setRules(Set.of(Rule.OWN_NUMBERS));
            all.propose("alpha", 17);
            all.propose("beta", 99);
            assertBroken(all.audit(), Check.B1);
            assertEquals(Set.of("alpha", "beta"), Set.copyOf(evidence(all.audit(), Check.B1).stream().map(Event::node).toList()));
        }
    }

    /// §2.3: whoever loses the slip stops conducting the ballot. Messengers that wait at the door outlast the crash.
    @Test
    void aBallotBegunTwiceHasTwoDecrees() throws Exception {
        try (BenchParliament all = new BenchParliament(folder, "alpha", "beta", "gamma")) {
            all.holdAll(true);
            all.at("alpha").setRules(Set.of(Rule.BEGIN_ONCE));
            all.propose("alpha", 17);
            all.deliver("beta", "alpha", NextBallot.class);
            all.deliver("gamma", "alpha", NextBallot.class);
            Hold.Waiting answer = all.waiting("alpha", "beta", LastVote.class);
            assertTrue(all.at("alpha").hold().duplicate(answer.number()));
            all.deliver("alpha", "beta", LastVote.class);
            all.deliver("beta", "alpha", BeginBallot.class);
            done(all.at("alpha").node().crash());
            done(all.at("alpha").node().open());
            all.deliver("alpha", "beta", LastVote.class);
            Happening.Stepped again = all.deliver("alpha", "gamma", LastVote.class);
            assertEquals(Reason.BEGUN_FREE, again.why().reason());
            assertTrue(again.why().sentence().startsWith("RULE BROKEN"), again.why().sentence());
            all.waiting("gamma", "alpha", BeginBallot.class);
            assertBroken(all.audit(), Check.B1);
            List<Decree> begun = evidence(all.audit(), Check.B1).stream().map(Event::what)
                    .map(what -> ((BeginBallot) ((Happening.Sent) what).message()).decree()).toList();
            assertEquals(Set.of(new Decree(17), new Decree(0)), Set.copyOf(begun));
        }
    }

    // ---- Hands

    /// A ballot that passes with the votes of its president and gamma; what tells of it waits.
    private static void passWithGamma(BenchParliament all, String president) throws Exception {
        majorityFor(all, president);
        all.deliver("gamma", president, BeginBallot.class);
        assertEquals(Reason.PASSED, all.deliver(president, "gamma", Voted.class).why().reason());
        all.at("gamma").hold().drop(all.waiting("gamma", president, Success.class).number());
    }

    private static void assertBroken(Findings findings, Check... checks) {
        for (Check check : Check.values()) {
            boolean due = List.of(checks).contains(check);
            assertEquals(due, findings.of(check).broken() > 0, () -> check + ": " + findings.of(check));
        }
    }

    private static List<Event> evidence(Findings findings, Check check) {
        return findings.of(check).first().stream().findFirst().map(Violation::evidence).orElse(List.of());
    }

    private static boolean sent(Event event, String node, Message message) {
        return event.node().equals(node) && event.what() instanceof Happening.Sent(_, _, var said) && said.equals(message);
    }

    private static boolean isVote(Event event, String node, Vote vote) {
        return event.node().equals(node) && switch (event.what()) {
            case Happening.Sent(_, _, Voted voted) -> voted.ballot().equals(vote.ballot()) && voted.decree().equals(vote.decree());
            case Happening.Wrote wrote -> wrote.after().prevVote().equals(Optional.of(vote));
            default -> false;
        };
    }
}
