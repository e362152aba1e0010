package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

/// One legislator of a test: it is given inputs by hand, keeps its state, crashes and comes back.
final class Member {

    /// alpha owns ballots 0, 3, 6, …; beta 1, 4, 7, …; gamma 2, 5, 8, …
    static final Parliament THREE = new Parliament(List.of("alpha", "beta", "gamma"));
    /// A majority is three.
    static final Parliament FIVE = new Parliament(List.of("alpha", "beta", "gamma", "delta", "epsilon"));

    private final Legislator legislator;
    private State state;
    private Step last;

    private Member(Parliament parliament, String name, Ledger ledger) {
        legislator = new Legislator(parliament, name);
        state = State.afterRestart(ledger);
    }

    /// A legislator of three with a blank ledger.
    static Member of(String name) {
        return new Member(THREE, name, Ledger.BLANK);
    }

    static Member of(Parliament parliament, String name) {
        return new Member(parliament, name, Ledger.BLANK);
    }

    /// A legislator of three that comes back with this ledger.
    static Member of(String name, Ledger ledger) {
        return new Member(THREE, name, ledger);
    }

    static Member of(Parliament parliament, String name, Ledger ledger) {
        return new Member(parliament, name, ledger);
    }

    /// Proposes with no wish.
    Member proposes() {
        return takes(new Input.Propose(Optional.empty()));
    }

    Member proposes(int wish) {
        return takes(new Input.Propose(Optional.of(new Decree(wish))));
    }

    Member triesAgainAfter(int ballot) {
        return takes(new Input.TryAgain(new Ballot(ballot)));
    }

    Member receives(Message message, String from) {
        return takes(new Input.Receive(from, message));
    }

    Member receivesUnsigned(Message message) {
        return takes(new Input.Receive(Optional.empty(), message));
    }

    Member takes(Input input) {
        last = legislator.step(state, input);
        state = last.next();
        return this;
    }

    /// Loses the slip and keeps the ledger.
    Member restarts() {
        state = State.afterRestart(state.ledger());
        last = null;
        return this;
    }

    State state() {
        return state;
    }

    Ledger ledger() {
        return state.ledger();
    }

    Slip slip() {
        return state.slip();
    }

    /// What the last step said.
    List<Send> sent() {
        return last.sends();
    }

    Explanation why() {
        return last.why();
    }

    /// The last step gave this reason.
    Member because(Reason reason) {
        assertEquals(reason, last.why().reason(), last.why().sentence());
        return this;
    }

    /// The last step sent exactly these, in this order.
    Member says(Send... sends) {
        assertEquals(List.of(sends), last.sends());
        return this;
    }

    Member saysNothing() {
        return says();
    }

    /// This input changes nothing and is not answered, for this reason.
    Member ignores(Message message, String from, Reason reason) {
        State before = state;
        receives(message, from).because(reason).saysNothing();
        assertEquals(before, state);
        return this;
    }
}
