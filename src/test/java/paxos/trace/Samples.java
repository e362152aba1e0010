package paxos.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;

/// One event of every kind there is, with every message, slip and reason in it.
public final class Samples {

    public static final List<String> LEGISLATORS = List.of("alpha", "beta", "Γάμμα \"the third\" \\ 你好 🐟");
    static final Instant AT = Instant.parse("2026-11-23T08:00:00.123456Z");

    private static final String GAMMA = LEGISLATORS.get(2);
    private static final Optional<Vote> NO_VOTE = Optional.empty();

    private Samples() {
    }

    static Ballot ballot(int number) {
        return new Ballot(number);
    }

    static List<Message> messages() {
        return List.of(
                new Message.NextBallot(ballot(0)),
                new Message.LastVote(ballot(4), NO_VOTE),
                new Message.LastVote(ballot(4), Optional.of(new Vote(ballot(1), new Decree(17)))),
                new Message.BeginBallot(ballot(5), new Decree(Integer.MIN_VALUE)),
                new Message.Voted(ballot(Integer.MAX_VALUE), new Decree(Integer.MAX_VALUE)),
                new Message.Success(Ballot.NONE, new Decree(-1)),
                new Message.Success(ballot(7), new Decree(0)),
                new Message.HigherBallot(ballot(8)));
    }

    static List<Slip> slips() {
        return List.of(
                new Slip.Idle(),
                new Slip.Trying(ballot(3), Optional.empty(), Map.of()),
                new Slip.Trying(ballot(3), Optional.of(new Decree(-5)),
                        Map.of("alpha", NO_VOTE, "beta", Optional.of(new Vote(ballot(0), new Decree(9))), GAMMA, NO_VOTE)),
                new Slip.Polling(ballot(6), Optional.empty(), new Decree(6), Set.of("alpha", GAMMA), Set.of()),
                new Slip.Polling(ballot(6), Optional.of(new Decree(2)), new Decree(6), Set.of("alpha", "beta"), Set.of("beta")),
                new Slip.Outbid(ballot(6), Optional.of(new Decree(0)), ballot(10)));
    }

    static List<Ledger> ledgers() {
        return List.of(
                Ledger.BLANK,
                Ledger.BLANK.withLastTried(ballot(0)),
                Ledger.BLANK.withNextBal(ballot(2)),
                Ledger.BLANK.withPrevVote(new Vote(ballot(2), new Decree(-17))),
                Ledger.BLANK.withDecree(new Decree(0)),
                new Ledger(ballot(4), ballot(5), Optional.of(new Vote(ballot(3), new Decree(8))), Optional.of(new Decree(8))));
    }

    static List<Happening> happenings() {
        List<Happening> all = new ArrayList<>();
        for (Slip slip : slips()) {
            all.add(new Happening.Opened("[::1]:8000", new State(Ledger.BLANK, slip)));
        }
        for (Ledger ledger : ledgers()) {
            all.add(new Happening.Opened("127.0.0.1:8000", State.afterRestart(ledger)));
            all.add(new Happening.Wrote(Ledger.BLANK, ledger));
            all.add(new Happening.Wrote(ledger, Ledger.BLANK));
            for (Slip slip : slips()) {
                all.add(new Happening.Stepped(new State(ledger, slip),
                        new Explanation(Reason.STARTED, ballot(3), GAMMA + " starts.\n§2.3 – “so”\t\u0001")));
            }
        }
        for (Reason reason : Reason.values()) {
            all.add(new Happening.Stepped(State.afterRestart(Ledger.BLANK), new Explanation(reason, Ballot.NONE, "")));
        }
        for (Message message : messages()) {
            all.add(new Happening.Sent("k3-1", "beta", message));
            all.add(new Happening.HandedOver("", GAMMA, message));
            all.add(new Happening.Lost("k3-2", "alpha", message, "Nobody listens there."));
            all.add(new Happening.Received(Optional.of("beta"), Optional.of("k3-1"), message));
            all.add(new Happening.Received(Optional.empty(), Optional.empty(), message));
            all.add(new Happening.Held(Optional.of(GAMMA), Optional.of("k3-1"), message));
            all.add(new Happening.Held(Optional.empty(), Optional.empty(), message));
            all.add(new Happening.Discarded(Optional.of("beta"), Optional.of("k3-1"), message, "It was sent away."));
            all.add(new Happening.Discarded(Optional.empty(), Optional.empty(), message, ""));
        }
        all.add(new Happening.Crashed("It was crashed on request.", false));
        all.add(new Happening.Crashed("The disk is full.", true));
        all.add(new Happening.Closed());
        all.add(new Happening.Forgot());
        all.add(new Happening.Dropped("127.0.0.1:50000", "It is no message: {\"what\":\"Sent\"}\r\n"));
        all.add(new Happening.Dropped("127.0.0.1:50000", "It is no message. (And 41 more in that second.)", 42));
        all.add(new Happening.PeerSeen("beta", true));
        all.add(new Happening.PeerSeen(GAMMA, false));
        for (Ledger ledger : ledgers()) {
            all.add(new Happening.Tampered(ledger, Ledger.BLANK, "The disk was wiped."));
            all.add(new Happening.Tampered(Ledger.BLANK, ledger, "An older copy was put in its place."));
        }
        all.add(new Happening.Rules(Set.of()));
        for (Rule rule : Rule.values()) {
            all.add(new Happening.Rules(Set.of(rule)));
        }
        all.add(new Happening.Rules(Set.of(Rule.values())));
        all.add(new Happening.Intervened("The link from alpha to beta was cut."));
        all.add(new Happening.Missed(1));
        all.add(new Happening.Missed(1L << 40));
        return List.copyOf(all);
    }

    /// All of them, as events one after the other, at legislators in turn.
    public static List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Happening what : happenings()) {
            int number = events.size();
            events.add(new Event(number, AT.plus(number * 1_001L, ChronoUnit.MICROS), number / 2, LEGISLATORS.get(number % 3), what));
        }
        return events;
    }

    static Stream<Class<?>> kinds() {
        return Stream.of(Happening.class.getPermittedSubclasses());
    }
}
