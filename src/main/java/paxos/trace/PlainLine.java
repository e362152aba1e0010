package paxos.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import paxos.synod.Reason;

/// Reads the lines of which a trace has most, byte by byte, if they are exactly as [EventWriter] writes them: three to
/// ten times as fast as a parser for all of JSON. Whatever is the least bit different it leaves to that parser, so it
/// never has to say what is wrong with a line. For one thread.
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

    private final NameTable names;
    private final NameTable reasons = new NameTable(List.of(Reason.values()).stream().map(Reason::name).toList());
    private final Reason[] reason = Reason.values();

    private final ByteCursor line = new ByteCursor();

    PlainLine(List<String> legislators) {
        this.names = new NameTable(legislators);
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    /// Reads the line that begins at this place, and has a newline.
    ///
    /// @param glimpse where what was read goes; junk where it could not be read
    /// @return where the line's newline is, or −1 where it is no plain line
    int read(byte[] block, int from, Glimpse glimpse) {
        line.set(block, from);
        glimpse.clear();
        return line.skip(START) && event(glimpse) && line.next() == '\n' ? line.place() : -1;
    }

    private boolean event(Glimpse to) {
        return switch (line.next()) {
            case 'S' -> line.afterNext() == 'e'
                    ? start(SENT, Glimpse.Kind.SENT, to) && letter(to) && line.skip('}')
                    : start(STEPPED, Glimpse.Kind.STEPPED, to) && stepped(to);
            case 'H' -> start(HANDED_OVER, Glimpse.Kind.HANDED_OVER, to) && letter(to) && line.skip('}');
            case 'R' -> start(RECEIVED, Glimpse.Kind.RECEIVED, to) && received(to) && line.skip('}');
            case 'W' -> start(WROTE, Glimpse.Kind.WROTE, to) && wrote(to);
            case 'L' -> start(LOST, Glimpse.Kind.LOST, to) && letter(to) && line.skip(WHY) && line.rest();
            default -> false;
        };
    }

    private boolean start(byte[] kind, Glimpse.Kind which, Glimpse to) {
        to.kind = which;
        if (!(line.skip(kind) && line.number(EventReader.MOST))) {
            return false;
        }
        to.number = line.value();
        if (!(line.skip(AT) && line.number(Micros.MOST))) {
            return false;
        }
        to.at = line.value();
        if (!(line.skip(LAMPORT) && line.number(EventReader.MOST))) {
            return false;
        }
        to.lamport = line.value();
        to.node = line.skip(NODE) ? line.name(names) : -1;
        return to.node >= 0;
    }

    private boolean letter(Glimpse to) {
        if (!(line.skip(ID) && id(to) && line.skip(TO))) {
            return false;
        }
        to.peer = line.name(names);
        return to.peer >= 0 && message(to);
    }

    private boolean received(Glimpse to) {
        if (line.skip(FROM)) {
            to.peer = line.name(names);
            if (to.peer < 0) {
                return false;
            }
        }
        return (!line.skip(ID) || id(to)) && message(to);
    }

    private boolean id(Glimpse to) {
        if (!line.digest()) {
            return false;
        }
        to.id = line.value();
        return true;
    }

    private boolean message(Glimpse to) {
        if (!line.skip(MESSAGE)) {
            return false;
        }
        return switch (line.next()) {
            case 'N' -> message(NEXT_BALLOT, Glimpse.Type.NEXT_BALLOT, to) && line.skip('}');
            case 'L' -> message(LAST_VOTE, Glimpse.Type.LAST_VOTE, to) && vote(to) && line.skip('}');
            case 'B' -> message(BEGIN_BALLOT, Glimpse.Type.BEGIN_BALLOT, to) && decree(to) && line.skip('}');
            case 'V' -> message(VOTED, Glimpse.Type.VOTED, to) && decree(to) && line.skip('}');
            case 'S' -> message(SUCCESS, Glimpse.Type.SUCCESS, to) && decree(to) && line.skip('}');
            case 'H' -> message(HIGHER_BALLOT, Glimpse.Type.HIGHER_BALLOT, to) && line.skip('}');
            default -> false;
        };
    }

    private boolean message(byte[] start, Glimpse.Type type, Glimpse to) {
        to.type = type;
        if (!(line.skip(start) && line.number(Integer.MAX_VALUE))) {
            return false;
        }
        to.ballot = (int) line.value();
        return true;
    }

    private boolean vote(Glimpse to) {
        if (!line.skip(VOTE)) {
            return true;
        }
        if (!line.number(Integer.MAX_VALUE)) {
            return false;
        }
        to.voteBallot = (int) line.value();
        if (!(line.skip(',') && line.integer() && line.skip(']'))) {
            return false;
        }
        to.decree = (int) line.value();
        return true;
    }

    private boolean decree(Glimpse to) {
        if (!(line.skip(DECREE) && line.integer())) {
            return false;
        }
        to.decree = (int) line.value();
        return true;
    }

    private boolean stepped(Glimpse to) {
        int index = line.skip(REASON) ? line.name(reasons) : -1;
        if (index < 0) {
            return false;
        }
        to.reason = reason[index];
        if (line.skip(ABOUT)) {
            if (!line.number(Integer.MAX_VALUE)) {
                return false;
            }
            to.ballot = (int) line.value();
        }
        // Nothing else may stand between: it could be anything, and what it could be is the other reader's business.
        return (line.skip(LEDGER) || line.skip(SLIP) || line.skip(WHY)) && line.rest();
    }

    private boolean wrote(Glimpse to) {
        return (!line.skip(BEFORE) || ledger(to.before)) && (!line.skip(AFTER) || ledger(to.after)) && line.skip('}');
    }

    private boolean ledger(LedgerNumbers to) {
        if (line.skip(LAST_TRIED)) {
            if (!line.number(Integer.MAX_VALUE)) {
                return false;
            }
            to.lastTried = (int) line.value();
            if (!line.skip(',')) {
                return line.skip('}');
            }
        }
        if (line.skip(NEXT_BAL)) {
            if (!line.number(Integer.MAX_VALUE)) {
                return false;
            }
            to.nextBal = (int) line.value();
            if (!line.skip(',')) {
                return line.skip('}');
            }
        }
        if (line.skip(PREV_VOTE)) {
            if (!line.number(Integer.MAX_VALUE)) {
                return false;
            }
            to.voteBallot = (int) line.value();
            if (!(line.skip(',') && line.integer() && line.skip(']'))) {
                return false;
            }
            to.voteDecree = (int) line.value();
            if (!line.skip(',')) {
                return line.skip('}');
            }
        }
        if (!(line.skip(LEDGER_DECREE) && line.integer())) {
            return false;
        }
        to.decided = true;
        to.decree = (int) line.value();
        return line.skip('}');
    }
}
