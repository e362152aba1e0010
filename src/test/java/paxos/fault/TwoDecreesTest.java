package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Message.BeginBallot;
import paxos.synod.Message.LastVote;
import paxos.synod.Message.NextBallot;
import paxos.synod.Message.Voted;
import paxos.synod.Vote;
import paxos.trace.Rule;

/// What each rule is for: without it a parliament comes to hold two decrees, or two ballots of one number. And the same
/// messages, in the same order, do no harm where it alone holds.
class TwoDecreesTest {

    /// Promises and votes in pencil: beta forgets that it voted for 17.
    @Test
    void withoutPromisesKeptOverACrash() throws IOException {
        Assembly assembly = forgottenVote(Set.of(Rule.KEEP_PROMISES));
        assertEquals(Optional.of(17), assembly.decree("alpha"));
        assertEquals(Optional.of(42), assembly.decree("gamma"));

        Assembly kept = forgottenVote(Set.of());
        assertEquals(Optional.of(17), kept.decree("gamma"));
    }

    private static Assembly forgottenVote(Set<Rule> off) throws IOException {
        Assembly assembly = new Assembly(off, "alpha", "beta", "gamma");
        assembly.proposes("alpha", 17);
        assembly.carryAmong("alpha", "beta");
        assembly.restarts("beta");
        assembly.proposes("gamma", 42);
        // What alpha told of its success is lost.
        assembly.carryAmong("beta", "gamma");
        return assembly;
    }

    /// beta promised ballot 2 and votes in ballot 0 after all.
    @Test
    void withoutTheRefusalOfBallotsBelowThePromise() throws IOException {
        Assembly assembly = lateVote(Set.of(Rule.REFUSE_BELOW_PROMISE));
        assembly.hasOnItsWay(new Voted(new Ballot(0), new Decree(17)), "beta", "alpha");
        assembly.carry(Voted.class, "beta", "alpha");
        assertEquals(Optional.of(42), assembly.decree("gamma"));
        assertEquals(Optional.of(17), assembly.decree("alpha"));

        Assembly refused = lateVote(Set.of());
        refused.hasOnItsWay(new Message.HigherBallot(new Ballot(2)), "beta", "alpha");
        refused.carryAmong("alpha", "beta");
        assertEquals(Optional.empty(), refused.decree("alpha"));
    }

    private static Assembly lateVote(Set<Rule> off) throws IOException {
        Assembly assembly = new Assembly(off, "alpha", "beta", "gamma");
        assembly.proposes("alpha", 17);
        assembly.carry(NextBallot.class, "alpha", "beta");
        assembly.carry(LastVote.class, "beta", "alpha");
        assembly.carryAmong("alpha");
        assembly.proposes("gamma", 42);
        assembly.carryAmong("beta", "gamma");
        assembly.carry(BeginBallot.class, "alpha", "beta");
        return assembly;
    }

    /// And so does a promise of ballot 0 that is made after that of ballot 2.
    @Test
    void withoutTheRefusalOfNextBallotsBelowThePromise() throws IOException {
        Assembly assembly = new Assembly(Set.of(Rule.REFUSE_BELOW_PROMISE), "alpha", "beta", "gamma");
        assembly.proposes("alpha", 17);
        assembly.proposes("gamma", 42);
        assembly.carryAmong("beta", "gamma");
        assembly.carryAmong("alpha", "beta");
        assertEquals(Optional.of(42), assembly.decree("gamma"));
        assertEquals(Optional.of(17), assembly.decree("alpha"));
    }

    /// gamma begins its ballot for its own wish, though beta told it of its vote for 17.
    @Test
    void withoutTheLatestVote() throws IOException {
        Assembly assembly = laterBallot(Set.of(Rule.TAKE_LATEST_VOTE));
        assertEquals(Optional.of(17), assembly.decree("alpha"));
        assertEquals(Optional.of(42), assembly.decree("gamma"));
        assertEquals(Optional.of(17), laterBallot(Set.of()).decree("gamma"));
    }

    private static Assembly laterBallot(Set<Rule> off) throws IOException {
        return forgottenVote(off);
    }

    /// Two halves that cannot hear each other decide differently.
    @Test
    void withoutMajorityQuorums() throws IOException {
        Assembly assembly = halves(Set.of(Rule.MAJORITY_QUORUMS));
        assertEquals(List.of(Optional.of(17), Optional.of(17), Optional.of(42), Optional.of(42)), decrees(assembly));
        assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()), decrees(halves(Set.of())));
    }

    private static Assembly halves(Set<Rule> off) throws IOException {
        Assembly assembly = new Assembly(off, "alpha", "beta", "gamma", "delta");
        assembly.proposes("alpha", 17);
        assembly.carryAmong("alpha", "beta");
        assembly.proposes("gamma", 42);
        assembly.carryAmong("gamma", "delta");
        return assembly;
    }

    private static List<Optional<Integer>> decrees(Assembly assembly) {
        return List.of("alpha", "beta", "gamma", "delta").stream().map(assembly::decree).toList();
    }

    /// alpha and gamma both start a ballot 0.
    @Test
    void withoutOwnNumbersTwoBallotsHaveOneNumber() throws IOException {
        Assembly assembly = new Assembly(Set.of(Rule.OWN_NUMBERS), "alpha", "beta", "gamma");
        assembly.proposes("alpha", 17);
        assembly.proposes("gamma", 42);
        assembly.hasOnItsWay(new NextBallot(new Ballot(0)), "alpha", "beta");
        assembly.hasOnItsWay(new NextBallot(new Ballot(0)), "gamma", "beta");

        Assembly own = new Assembly(Set.of(), "alpha", "beta", "gamma");
        own.proposes("alpha", 17);
        own.proposes("gamma", 42);
        own.hasOnItsWay(new NextBallot(new Ballot(2)), "gamma", "beta");
    }

    /// With half for a quorum, that is enough for two decrees in one ballot.
    @Test
    void withoutOwnNumbersAndMajoritiesOneBallotPassesTwoDecrees() throws IOException {
        Assembly assembly = new Assembly(Set.of(Rule.OWN_NUMBERS, Rule.MAJORITY_QUORUMS), "alpha", "beta", "gamma", "delta");
        assembly.proposes("alpha", 17);
        assembly.carryAmong("alpha", "beta");
        assembly.proposes("gamma", 42);
        assembly.carryAmong("gamma", "delta");
        assertEquals(Optional.of(new Vote(new Ballot(0), new Decree(17))), assembly.ledger("beta").prevVote());
        assertEquals(Optional.of(new Vote(new Ballot(0), new Decree(42))), assembly.ledger("delta").prevVote());
        assertEquals(Optional.of(17), assembly.decree("alpha"));
        assertEquals(Optional.of(42), assembly.decree("gamma"));
    }

    /// alpha passes −7 in ballot 0, loses its slip, and begins ballot 0 again for 0. So there are votes for both in ballot 0,
    /// and the latest vote in the quorum of ballot 1 is no longer one.
    @Test
    void withABallotBegunTwice() throws IOException {
        Assembly assembly = begunTwice(Set.of(Rule.BEGIN_ONCE));
        assembly.hasOnItsWay(new BeginBallot(new Ballot(0), new Decree(0)), "alpha", "gamma");
        assembly.carry(BeginBallot.class, "alpha", "gamma");
        assembly.proposes("beta");
        assembly.carryAmong("beta", "gamma");
        assertEquals(Optional.of(-7), assembly.decree("alpha"));
        assertEquals(Optional.of(0), assembly.decree("beta"));
        assertEquals(Optional.of(0), assembly.decree("gamma"));

        Assembly once = begunTwice(Set.of());
        once.proposes("beta");
        once.carryAmong("beta", "gamma");
        assertEquals(Optional.of(-7), once.decree("gamma"));
    }

    private static Assembly begunTwice(Set<Rule> off) throws IOException {
        Assembly assembly = new Assembly(off, "alpha", "beta", "gamma");
        assembly.proposes("alpha", -7);
        assembly.carry(NextBallot.class, "alpha", "beta");
        assembly.carry(NextBallot.class, "alpha", "gamma");
        assembly.carryCopy(LastVote.class, "beta", "alpha");
        assembly.carryAmong("alpha");
        assembly.carry(BeginBallot.class, "alpha", "beta");
        assembly.carry(Voted.class, "beta", "alpha");
        assertEquals(Optional.of(-7), assembly.decree("alpha"));
        assembly.restarts("alpha");
        assembly.carry(LastVote.class, "beta", "alpha");
        assembly.carry(LastVote.class, "gamma", "alpha");
        return assembly;
    }

    /// The same, with all rules on, in a bad hour: whatever is carried, nobody holds another decree.
    @Test
    void withAllRulesOnThereIsOne() throws IOException {
        Assembly assembly = lateVote(EnumSet.noneOf(Rule.class));
        assembly.carryAmong("alpha", "beta", "gamma");
        assertEquals(Optional.of(42), assembly.decree("alpha"));
        assertNotEquals(Optional.of(17), assembly.decree("beta"));
    }
}
