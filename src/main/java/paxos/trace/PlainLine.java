package paxos.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Vote;

/// Skims the lines of which a trace has most, byte by byte, if they are exactly as [EventWriter] writes them: several
/// times as fast as a parser for all of JSON. Whatever is the least bit different it leaves to that parser, so it never
/// has to say what is wrong with a line. For one thread.
final class PlainLine {

    private static final byte[] START = text("{\"what\":\"");
    private static final byte[] SENT = text("Sent\",\"n\":");
    private static final byte[] HANDED_OVER = text("HandedOver\",\"n\":");
    private static final byte[] LOST = text("Lost\",\"n\":");
    private static final byte[] RECEIVED = text("Received\",\"n\":");
    private static final byte[] STEPPED = text("Stepped\",\"n\":");
    private static final byte[] WROTE = text("Wrote\",\"n\":");
    private static final byte[] AT = text(",\"at\":");
    private static final byte[] LAMPORT = text(",\"lamport\":");
    private static final byte[] NODE = text(",\"node\":\"");
    private static final byte[] ID = text(",\"id\":\"");
    private static final byte[] TO = text(",\"to\":\"");
    private static final byte[] FROM = text(",\"from\":\"");
    private static final byte[] WHY = text(",\"why\":\"");
    private static final byte[] REASON = text(",\"reason\":\"");
    private static final byte[] ABOUT = text(",\"about\":");
    private static final byte[] LEDGER = text(",\"ledger\":{");
    private static final byte[] SLIP = text(",\"slip\":{");
    private static final byte[] MESSAGE = text(",\"message\":{\"type\":\"");
    private static final byte[] NEXT_BALLOT = text("NextBallot\",\"ballot\":");
    private static final byte[] LAST_VOTE = text("LastVote\",\"ballot\":");
    private static final byte[] BEGIN_BALLOT = text("BeginBallot\",\"ballot\":");
    private static final byte[] VOTED = text("Voted\",\"ballot\":");
    private static final byte[] SUCCESS = text("Success\",\"ballot\":");
    private static final byte[] HIGHER_BALLOT = text("HigherBallot\",\"ballot\":");
    private static final byte[] VOTE = text(",\"vote\":[");
    private static final byte[] DECREE = text(",\"decree\":");
    private static final byte[] BEFORE = text(",\"before\":{");
    private static final byte[] AFTER = text(",\"after\":{");
    private static final byte[] LAST_TRIED = text("\"lastTried\":");
    private static final byte[] NEXT_BAL = text("\"nextBal\":");
    private static final byte[] PREV_VOTE = text("\"prevVote\":[");
    private static final byte[] LEDGER_DECREE = text("\"decree\":");

    /// How many ballots are kept to be used again.
    private static final int RECENT = 256;

    private final List<String> legislators;
    private final NameTable names;
    private final List<Reason> reasons = List.of(Reason.values());
    private final NameTable reasonNames = new NameTable(reasons.stream().map(Reason::name).toList());
    private final Ballot[] ballots = new Ballot[RECENT];
    private final ByteCursor line = new ByteCursor();
    private final Supplier<Happening> sent = () -> whole(letter(Happening.Sent::new));
    private final Supplier<Happening> handedOver = () -> whole(letter(Happening.HandedOver::new));
    private final Supplier<Happening> lost = this::lost;
    private final Supplier<Happening> received = () -> whole(received());
    private final Supplier<Happening> stepped = this::stepped;
    private final Supplier<Happening> wrote = () -> whole(wrote());

    PlainLine(List<String> legislators) {
        this.legislators = legislators;
        this.names = new NameTable(legislators);
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    /// Skims the line that begins at this place, and has a newline.
    ///
    /// @return the event as [TraceReader#skim] hands it on; null where it is no plain line
    Event read(byte[] bytes, int from) {
        line.set(bytes, from);
        Event event = line.skip(START) ? event() : null;
        return event != null && line.next() == '\n' ? event : null;
    }

    /// Where the newline is of the line that was read.
    int newline() {
        return line.place();
    }

    private Event event() {
        return switch (line.next()) {
            case 'S' -> line.afterNext() == 'e' ? event(SENT, sent) : event(STEPPED, stepped);
            case 'H' -> event(HANDED_OVER, handedOver);
            case 'R' -> event(RECEIVED, received);
            case 'W' -> event(WROTE, wrote);
            case 'L' -> event(LOST, lost);
            default -> null;
        };
    }

    private Event event(byte[] kind, Supplier<Happening> happening) {
        if (!(line.skip(kind) && line.number(EventReader.MOST))) {
            return null;
        }
        long number = line.value();
        if (!(line.skip(AT) && line.number(Micros.MOST))) {
            return null;
        }
        long at = line.value();
        if (!(line.skip(LAMPORT) && line.number(EventReader.MOST))) {
            return null;
        }
        long lamport = line.value();
        String node = line.skip(NODE) ? legislator() : null;
        Happening what = node == null ? null : happening.get();
        return what == null ? null : new Event(number, Micros.instant(at), lamport, node, what);
    }

    private String legislator() {
        int index = line.name(names);
        return index < 0 ? null : legislators.get(index);
    }

    // ---- What happened: each reads all that follows the legislator

    private interface Letter {
        Happening of(String id, String to, Message message);
    }

    private Happening letter(Letter kind) {
        String id = line.skip(ID) ? line.plainText() : null;
        String to = id != null && line.skip(TO) ? legislator() : null;
        Message message = to == null ? null : message();
        return message == null ? null : kind.of(id, to, message);
    }

    private Happening whole(Happening what) {
        return what != null && line.skip('}') ? what : null;
    }

    private Happening lost() {
        Happening what = letter((id, to, message) -> new Happening.Lost(id, to, message, ""));
        return what != null && line.skip(WHY) && line.rest() ? what : null;
    }

    private Happening received() {
        Optional<String> from = Optional.empty();
        if (line.skip(FROM)) {
            String sender = legislator();
            if (sender == null) {
                return null;
            }
            from = Optional.of(sender);
        }
        Optional<String> id = Optional.empty();
        if (line.skip(ID)) {
            String its = line.plainText();
            if (its == null) {
                return null;
            }
            id = Optional.of(its);
        }
        Message message = message();
        return message == null ? null : new Happening.Received(from, id, message);
    }

    private Happening stepped() {
        int reason = line.skip(REASON) ? line.name(reasonNames) : -1;
        Ballot about = line.skip(ABOUT) ? ballot() : Ballot.NONE;
        // Nothing else may stand between: it could be anything, and what it could be is the other reader's business.
        return reason >= 0 && about != null && (line.skip(LEDGER) || line.skip(SLIP) || line.skip(WHY)) && line.rest()
                ? new Happening.Stepped(TracePass.UNREAD, new Explanation(reasons.get(reason), about, "")) : null;
    }

    private Happening wrote() {
        Ledger before = line.skip(BEFORE) ? ledger() : Ledger.BLANK;
        Ledger after = before != null && line.skip(AFTER) ? ledger() : Ledger.BLANK;
        return before != null && after != null ? new Happening.Wrote(before, after) : null;
    }

    // ---- What it is made of

    private Message message() {
        if (!line.skip(MESSAGE)) {
            return null;
        }
        Message message = switch (line.next()) {
            case 'N' -> ofBallot(NEXT_BALLOT, Message.NextBallot::new);
            case 'L' -> lastVote();
            case 'B' -> ofDecree(BEGIN_BALLOT, Message.BeginBallot::new);
            case 'V' -> ofDecree(VOTED, Message.Voted::new);
            case 'S' -> ofDecree(SUCCESS, Message.Success::new);
            case 'H' -> ofBallot(HIGHER_BALLOT, Message.HigherBallot::new);
            default -> null;
        };
        return message != null && line.skip('}') ? message : null;
    }

    private Message ofBallot(byte[] start, Function<Ballot, Message> type) {
        Ballot ballot = line.skip(start) ? ballot() : null;
        return ballot == null ? null : type.apply(ballot);
    }

    private Message ofDecree(byte[] start, BiFunction<Ballot, Decree, Message> type) {
        Ballot ballot = line.skip(start) ? ballot() : null;
        return ballot != null && line.skip(DECREE) && line.integer() ? type.apply(ballot, decree()) : null;
    }

    private Message lastVote() {
        Ballot ballot = line.skip(LAST_VOTE) ? ballot() : null;
        if (ballot == null || !line.skip(VOTE)) {
            return ballot == null ? null : new Message.LastVote(ballot, Optional.empty());
        }
        Vote vote = vote();
        return vote == null ? null : new Message.LastVote(ballot, Optional.of(vote));
    }

    /// A ledger in which something is written; its parts are in a fixed order.
    private Ledger ledger() {
        Ballot lastTried = Ballot.NONE;
        Ballot nextBal = Ballot.NONE;
        Optional<Vote> prevVote = Optional.empty();
        Optional<Decree> decree = Optional.empty();
        boolean more = true;
        if (line.skip(LAST_TRIED)) {
            lastTried = ballot();
            more = line.skip(',');
        }
        if (more && line.skip(NEXT_BAL)) {
            nextBal = ballot();
            more = line.skip(',');
        }
        if (more && line.skip(PREV_VOTE)) {
            prevVote = Optional.ofNullable(vote());
            if (prevVote.isEmpty()) {
                return null;
            }
            more = line.skip(',');
        }
        if (more && line.skip(LEDGER_DECREE) && line.integer()) {
            decree = Optional.of(decree());
            more = false;
        }
        boolean read = lastTried != null && nextBal != null && !more && line.skip('}');
        return read ? new Ledger(lastTried, nextBal, prevVote, decree) : null;
    }

    /// Both numbers of a vote, and the bracket after them.
    private Vote vote() {
        Ballot ballot = ballot();
        return ballot != null && line.skip(',') && line.integer() && line.skip(']') ? new Vote(ballot, decree()) : null;
    }

    /// A ballot's number; the same few come again and again.
    private Ballot ballot() {
        if (!line.number(Integer.MAX_VALUE)) {
            return null;
        }
        int number = (int) line.value();
        int slot = number % RECENT;
        Ballot known = ballots[slot];
        if (known == null || known.number() != number) {
            known = new Ballot(number);
            ballots[slot] = known;
        }
        return known;
    }

    /// The decree whose number was read last.
    private Decree decree() {
        return new Decree((int) line.value());
    }
}
