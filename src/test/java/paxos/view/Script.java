package paxos.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Tells view models a story made up by a test: what happened at whom, and when.
final class Script {

    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    static final Parliament FOUR = new Parliament(List.of("alpha", "beta", "gamma", "delta"));

    static final Slip IDLE = new Slip.Idle();

    private final Consumer<Event> reader;
    private long number;
    private Instant now = BEGIN;

    Script(Consumer<Event> reader) {
        this.reader = reader;
    }

    /// Lets time pass.
    Script after(long millis) {
        now = now.plusMillis(millis);
        return this;
    }

    Instant now() {
        return now;
    }

    Script tell(String node, Happening what) {
        reader.accept(new Event(number, now, number, node, what));
        number++;
        return this;
    }

    Script opened(String node, Ledger ledger) {
        return tell(node, new Happening.Opened("127.0.0.1:8000", State.afterRestart(ledger)));
    }

    Script crashed(String node) {
        return tell(node, new Happening.Crashed(node + " was crashed on request.", false));
    }

    Script wrote(String node, Ledger before, Ledger after) {
        return tell(node, new Happening.Wrote(before, after));
    }

    Script stepped(String node, Ledger ledger, Slip slip, Reason reason, Ballot ballot) {
        return tell(node, new Happening.Stepped(new State(ledger, slip),
                new Explanation(reason, ballot, node + ": " + reason + " " + ballot)));
    }

    Script sent(String from, String id, String to, Message message) {
        return tell(from, new Happening.Sent(id, to, message));
    }

    Script handedOver(String from, String id, String to, Message message) {
        return tell(from, new Happening.HandedOver(id, to, message));
    }

    Script lost(String from, String id, String to, Message message, String why) {
        return tell(from, new Happening.Lost(id, to, message, why));
    }

    Script received(String at, String from, String id, Message message) {
        return tell(at, new Happening.Received(Optional.of(from), Optional.of(id), message));
    }

    // ---- Short words for values

    static Ballot ballot(int number) {
        return new Ballot(number);
    }

    static Decree decree(int value) {
        return new Decree(value);
    }

    static Message next(int ballot) {
        return new Message.NextBallot(ballot(ballot));
    }

    static Message last(int ballot) {
        return new Message.LastVote(ballot(ballot), Optional.empty());
    }

    static Message last(int ballot, int voted, int decree) {
        return new Message.LastVote(ballot(ballot), Optional.of(vote(voted, decree)));
    }

    static Message begin(int ballot, int decree) {
        return new Message.BeginBallot(ballot(ballot), decree(decree));
    }

    static Message voted(int ballot, int decree) {
        return new Message.Voted(ballot(ballot), decree(decree));
    }

    static Message success(int ballot, int decree) {
        return new Message.Success(ballot(ballot), decree(decree));
    }

    static Message higher(int ballot) {
        return new Message.HigherBallot(ballot(ballot));
    }

    static Vote vote(int ballot, int decree) {
        return new Vote(ballot(ballot), decree(decree));
    }

    static Ledger promised(int ballot) {
        return Ledger.BLANK.withNextBal(ballot(ballot));
    }

    static Slip trying(int ballot, String... answered) {
        return new Slip.Trying(ballot(ballot), Optional.empty(), Arrays.stream(answered)
                .collect(Collectors.toMap(name -> name, _ -> Optional.empty())));
    }

    static Slip polling(int ballot, int decree, List<String> quorum, String... voters) {
        return new Slip.Polling(ballot(ballot), Optional.empty(), decree(decree), Set.copyOf(quorum),
                Set.of(voters));
    }

}
