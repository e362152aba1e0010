package paxos.trace;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
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

/// Reads one event: takes in the properties of its line, in any order, then puts together what they make up. One reader
/// reads one line.
final class EventReader {

    /// Lamport clocks and numbers are below this, as on the wire: any reader of JSON can tell them apart.
    static final long MOST = 1L << 53;

    private static final Map<String, Reason> REASONS =
            Stream.of(Reason.values()).collect(toUnmodifiableMap(Reason::name, reason -> reason));

    private static final Map<String, Rule> RULES =
            Stream.of(Rule.values()).collect(toUnmodifiableMap(Rule::name, rule -> rule));

    private final JsonLine line;

    private String what;
    private Long number;
    private Instant at;
    private Long lamport;
    private String node;
    private String address;
    private String why;
    private boolean byItself;
    private Ledger before = Ledger.BLANK;
    private Ledger after = Ledger.BLANK;
    private Ledger ledger = Ledger.BLANK;
    private Slip slip = new Slip.Idle();
    private Reason reason;
    private Ballot about = Ballot.NONE;
    private String id;
    private String to;
    private String from;
    private Message message;
    private String peer;
    private Boolean reachable;
    private Long events;
    private Set<Rule> off;
    private long times = 1;

    /// @param line the parser of which stands at the beginning of the object
    EventReader(JsonLine line) {
        this.line = line;
    }

    Event read() throws UnreadableTrace {
        for (String key = line.next(); key != null; key = line.next()) {
            take(key);
        }
        return new Event(due(Key.NUMBER, number), due(Key.AT, at), due(Key.LAMPORT, lamport), due(Key.NODE, node),
                happening());
    }

    private void take(String key) throws UnreadableTrace {
        switch (key) {
            case Key.WHAT -> what = line.text(key);
            case Key.NUMBER -> number = line.number(key, 0, MOST);
            case Key.AT -> at = Micros.instant(line.number(key, Micros.LEAST, Micros.MOST));
            case Key.LAMPORT -> lamport = line.number(key, 0, MOST);
            case Key.NODE -> node = line.legislator(key);
            case Key.ADDRESS -> address = line.text(key);
            case Key.WHY -> why = line.text(key);
            case Key.BY_ITSELF -> byItself = line.truth(key);
            case Key.BEFORE -> before = ledger(key);
            case Key.AFTER -> after = ledger(key);
            case Key.LEDGER -> ledger = ledger(key);
            case Key.SLIP -> slip = slip();
            case Key.REASON -> reason = reason(line.text(key));
            case Key.ABOUT -> about = line.ballot(key);
            case Key.ID -> id = line.text(key);
            case Key.TO -> to = line.legislator(key);
            // Junk comes from an address, a message from a legislator: see below.
            case Key.FROM -> from = line.text(key);
            case Key.MESSAGE -> message = message();
            case Key.PEER -> peer = line.legislator(key);
            case Key.REACHABLE -> reachable = line.truth(key);
            case Key.EVENTS -> events = line.number(key, 1, MOST);
            case Key.OFF -> off = rules();
            case Key.TIMES -> times = line.number(key, 1, MOST);
            default -> line.skip();
        }
    }

    private Happening happening() throws UnreadableTrace {
        return switch (due(Key.WHAT, what)) {
            case "Opened" -> new Happening.Opened(due(Key.ADDRESS, address), new State(ledger, slip));
            case "Crashed" -> new Happening.Crashed(due(Key.WHY, why), byItself);
            case "Closed" -> new Happening.Closed();
            case "Forgot" -> new Happening.Forgot();
            case "Wrote" -> new Happening.Wrote(before, after);
            case "Stepped" -> new Happening.Stepped(new State(ledger, slip),
                    new Explanation(due(Key.REASON, reason), about, due(Key.WHY, why)));
            case "Sent" -> new Happening.Sent(due(Key.ID, id), due(Key.TO, to), due(Key.MESSAGE, message));
            case "HandedOver" -> new Happening.HandedOver(due(Key.ID, id), due(Key.TO, to), due(Key.MESSAGE, message));
            case "Lost" -> new Happening.Lost(due(Key.ID, id), due(Key.TO, to), due(Key.MESSAGE, message),
                    due(Key.WHY, why));
            case "Received" -> new Happening.Received(sender(), Optional.ofNullable(id), due(Key.MESSAGE, message));
            case "Dropped" -> new Happening.Dropped(due(Key.FROM, from), due(Key.WHY, why), times);
            case "Held" -> new Happening.Held(sender(), Optional.ofNullable(id), due(Key.MESSAGE, message));
            case "Discarded" -> new Happening.Discarded(sender(), Optional.ofNullable(id), due(Key.MESSAGE, message),
                    due(Key.WHY, why));
            case "Tampered" -> new Happening.Tampered(before, after, due(Key.WHY, why));
            case "Rules" -> new Happening.Rules(due(Key.OFF, off));
            case "Intervened" -> new Happening.Intervened(due(Key.WHY, why));
            case "PeerSeen" -> new Happening.PeerSeen(due(Key.PEER, peer), due(Key.REACHABLE, reachable));
            case "Missed" -> new Happening.Missed(due(Key.EVENTS, events));
            default -> throw new UnreadableTrace("This version of the program does not know what %s is."
                    .formatted(UnreadableTrace.quoted(what)));
        };
    }

    private Optional<String> sender() throws UnreadableTrace {
        return from == null ? Optional.empty() : Optional.of(line.names().known(Key.FROM, from));
    }

    private <T> T due(String key, T value) throws UnreadableTrace {
        if (value == null) {
            throw new UnreadableTrace("%s has no “%s”."
                    .formatted(what == null ? "It" : "Its " + UnreadableTrace.quoted(what), key));
        }
        return value;
    }

    private static Reason reason(String name) throws UnreadableTrace {
        Reason reason = REASONS.get(name);
        if (reason == null) {
            throw new UnreadableTrace("This version of the program does not know the reason %s."
                    .formatted(UnreadableTrace.quoted(name)));
        }
        return reason;
    }

    private Set<Rule> rules() throws UnreadableTrace {
        Set<Rule> read = EnumSet.noneOf(Rule.class);
        for (String name : line.texts(Key.OFF)) {
            Rule rule = RULES.get(name);
            if (rule == null) {
                throw new UnreadableTrace("This version of the program does not know the rule %s."
                        .formatted(UnreadableTrace.quoted(name)));
            }
            read.add(rule);
        }
        return read;
    }

    private Ledger ledger(String in) throws UnreadableTrace {
        line.enter(in);
        Ledger read = Ledger.BLANK;
        for (String key = line.next(); key != null; key = line.next()) {
            switch (key) {
                case Key.LAST_TRIED -> read = read.withLastTried(line.ballot(key));
                case Key.NEXT_BAL -> read = read.withNextBal(line.ballot(key));
                case Key.PREV_VOTE -> {
                    Optional<Vote> vote = line.vote(key);
                    read = vote.isPresent() ? read.withPrevVote(vote.get()) : read;
                }
                case Key.DECREE -> read = read.withDecree(line.decree(key));
                default -> line.skip();
            }
        }
        return read;
    }

    private Message message() throws UnreadableTrace {
        line.enter(Key.MESSAGE);
        String type = null;
        Ballot ballot = null;
        Decree decree = null;
        Optional<Vote> vote = Optional.empty();
        for (String key = line.next(); key != null; key = line.next()) {
            switch (key) {
                case Key.TYPE -> type = line.text(key);
                case Key.BALLOT -> ballot = line.ballot(key);
                case Key.DECREE -> decree = line.decree(key);
                case Key.VOTE -> vote = line.vote(key);
                default -> line.skip();
            }
        }
        return switch (in(Key.MESSAGE, Key.TYPE, type)) {
            case "NextBallot" -> new Message.NextBallot(in(type, Key.BALLOT, ballot));
            case "LastVote" -> new Message.LastVote(in(type, Key.BALLOT, ballot), vote);
            case "BeginBallot" -> new Message.BeginBallot(in(type, Key.BALLOT, ballot), in(type, Key.DECREE, decree));
            case "Voted" -> new Message.Voted(in(type, Key.BALLOT, ballot), in(type, Key.DECREE, decree));
            case "Success" -> new Message.Success(ballot == null ? Ballot.NONE : ballot, in(type, Key.DECREE, decree));
            case "HigherBallot" -> new Message.HigherBallot(in(type, Key.BALLOT, ballot));
            default -> throw new UnreadableTrace("This version of the program does not know the message %s."
                    .formatted(UnreadableTrace.quoted(type)));
        };
    }

    private Slip slip() throws UnreadableTrace {
        line.enter(Key.SLIP);
        String type = null;
        Ballot ballot = null;
        Optional<Decree> wish = Optional.empty();
        Map<String, Optional<Vote>> prevVotes = Map.of();
        Decree decree = null;
        Set<String> quorum = null;
        Set<String> voters = Set.of();
        Ballot above = null;
        for (String key = line.next(); key != null; key = line.next()) {
            switch (key) {
                case Key.TYPE -> type = line.text(key);
                case Key.BALLOT -> ballot = line.ballot(key);
                case Key.WISH -> wish = Optional.of(line.decree(key));
                case Key.PREV_VOTES -> prevVotes = prevVotes();
                case Key.DECREE -> decree = line.decree(key);
                case Key.QUORUM -> quorum = line.legislators(key);
                case Key.VOTERS -> voters = line.legislators(key);
                case Key.ABOVE -> above = line.ballot(key);
                default -> line.skip();
            }
        }
        return switch (in(Key.SLIP, Key.TYPE, type)) {
            case "Trying" -> new Slip.Trying(in(type, Key.BALLOT, ballot), wish, prevVotes);
            case "Polling" -> new Slip.Polling(in(type, Key.BALLOT, ballot), wish, in(type, Key.DECREE, decree),
                    in(type, Key.QUORUM, quorum), voters);
            case "Outbid" -> new Slip.Outbid(in(type, Key.BALLOT, ballot), wish, in(type, Key.ABOVE, above));
            default -> throw new UnreadableTrace("This version of the program does not know the slip %s."
                    .formatted(UnreadableTrace.quoted(type)));
        };
    }

    private Map<String, Optional<Vote>> prevVotes() throws UnreadableTrace {
        line.enter(Key.PREV_VOTES);
        Map<String, Optional<Vote>> votes = new HashMap<>();
        for (String key = line.next(); key != null; key = line.next()) {
            votes.put(line.names().known(Key.PREV_VOTES, key), line.vote(key));
        }
        return votes;
    }

    private static <T> T in(String object, String key, T value) throws UnreadableTrace {
        if (value == null) {
            throw new UnreadableTrace("Its “%s” has no “%s”.".formatted(object, key));
        }
        return value;
    }
}
