package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.synod.Notation.ballot;
import static paxos.synod.Notation.decree;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where 32 bits end: no number wraps round to a low one, whatever comes.
class EdgesTest {

    private static final int MAX = Integer.MAX_VALUE;
    private static final List<Ballot> EDGES = Stream.of(0, 1, MAX - 3, MAX - 2, MAX - 1, MAX).map(Ballot::new).toList();
    private static final List<Decree> DECREES = Stream.of(Integer.MIN_VALUE, -1, 0, MAX).map(Decree::new).toList();
    private static final Parliament THREE = Member.THREE;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 1000})
    void b1NearTheTopEachNumberHasOneOwnerAndTheNextOwnOneIsTheSmallestAbove(int size) {
        Parliament parliament = new Parliament(IntStream.range(0, size).mapToObj(i -> "legislator" + i).toList());
        for (String name : parliament.legislators()) {
            int index = parliament.legislators().indexOf(name);
            // The greatest own number, and how many numbers there are above it, by arithmetic that cannot overflow.
            long greatest = MAX - Math.floorMod((long) MAX - index, (long) size);
            for (long above = MAX; above >= MAX - 2L * size && above >= -1; above -= size < 10 ? 1 : 333) {
                Optional<Ballot> own = parliament.firstOwnedBy(name, ballot((int) above));
                assertEquals(above < greatest, own.isPresent(), name + " above " + above);
                own.ifPresent(b -> assertEquals(name, parliament.presidentOf(b)));
                long asked = above;
                own.ifPresent(b -> assertTrue(b.number() > asked && b.number() <= asked + size, name + " above " + asked + ": " + b));
            }
            assertEquals(Optional.empty(), parliament.firstOwnedBy(name, ballot((int) greatest)));
        }
        assertEquals("legislator" + MAX % size, parliament.presidentOf(ballot(MAX)));
    }

    private static List<Message> messages() {
        List<Message> all = new ArrayList<>();
        for (Ballot b : EDGES) {
            all.add(new Message.NextBallot(b));
            all.add(new Message.LastVote(b, Optional.empty()));
            all.add(new Message.HigherBallot(b));
            for (Decree d : DECREES) {
                EDGES.forEach(voted -> all.add(new Message.LastVote(b, Optional.of(new Vote(voted, d)))));
                all.add(new Message.BeginBallot(b, d));
                all.add(new Message.Voted(b, d));
                all.add(new Message.Success(b, d));
            }
        }
        DECREES.forEach(d -> all.add(new Message.Success(Ballot.NONE, d)));
        return all;
    }

    private static List<State> states(String name) {
        List<State> all = new ArrayList<>();
        List<Ballot> numbers = Stream.concat(Stream.of(Ballot.NONE), EDGES.stream()).toList();
        for (Ballot nextBal : numbers) {
            for (Ballot lastTried : numbers.stream().filter(b -> b.isNone() || THREE.presidentOf(b).equals(name)).toList()) {
                List<Optional<Vote>> votes = new ArrayList<>(List.of(Optional.empty()));
                EDGES.stream().filter(b -> !b.isAbove(nextBal)).forEach(b -> votes.add(Optional.of(new Vote(b, decree(MAX)))));
                for (Optional<Vote> vote : votes) {
                    Ledger ledger = new Ledger(lastTried, nextBal, vote, vote.map(Vote::decree));
                    all.add(State.afterRestart(ledger));
                    if (!lastTried.isNone()) {
                        all.add(new State(ledger, new Slip.Trying(lastTried, Optional.of(decree(Integer.MIN_VALUE)),
                                Map.of("gamma", Optional.empty()))));
                        all.add(new State(ledger, new Slip.Trying(lastTried, Optional.empty(), Map.of())));
                        all.add(new State(ledger, new Slip.Polling(lastTried, Optional.empty(), decree(-1),
                                Set.of("alpha", "beta", "gamma"), Set.of())));
                        all.add(new State(ledger, new Slip.Polling(lastTried, Optional.empty(), decree(MAX),
                                Set.of("alpha", "gamma"), Set.of("gamma"))));
                        all.add(new State(ledger, new Slip.Outbid(lastTried, Optional.empty(), ballot(MAX))));
                    }
                }
            }
        }
        return all;
    }

    /// Every message, at every edge, to a legislator in every state at an edge.
    @Test
    void noStepAtAnEdgeThrowsOrTakesANumberBack() {
        Set<Reason> met = EnumSet.noneOf(Reason.class);
        for (String name : List.of("alpha", "beta")) {
            Legislator legislator = new Legislator(THREE, name);
            List<Input> inputs = new ArrayList<>(List.of(new Input.Propose(Optional.empty()), new Input.Propose(Optional.of(decree(MAX)))));
            EDGES.forEach(b -> inputs.add(new Input.TryAgain(b)));
            for (Message message : messages()) {
                inputs.add(new Input.Receive("alpha", message));
                inputs.add(new Input.Receive("beta", message));
                inputs.add(new Input.Receive(Optional.empty(), message));
            }
            for (State state : states(name)) {
                for (Input input : inputs) {
                    Step step = legislator.step(state, input);
                    met.add(step.why().reason());
                    goesUp(state.ledger(), step, () -> "%s, %s: %s".formatted(state, input, step));
                }
            }
        }
        Set<Reason> missed = EnumSet.complementOf(EnumSet.copyOf(met));
        assertEquals(EnumSet.noneOf(Reason.class), missed, "the inputs reach every rule");
    }

    private static void goesUp(Ledger before, Step step, Supplier<String> what) {
        Ledger after = step.next().ledger();
        assertFalse(after.lastTried().isBelow(before.lastTried()), what);
        assertFalse(after.nextBal().isBelow(before.nextBal()), what);
        assertFalse(before.prevVote().isPresent() && (after.prevVote().isEmpty()
                || after.prevVote().get().ballot().isBelow(before.prevVote().get().ballot())), what);
        assertTrue(before.decree().isEmpty() || before.decree().equals(after.decree()), what);
        for (Send send : step.sends()) {
            if (send.message() instanceof Message.NextBallot(Ballot b)) {
                assertTrue(b.isAbove(before.lastTried()) && b.isAbove(before.nextBal()), what);
            }
        }
    }
}
