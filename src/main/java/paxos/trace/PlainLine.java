package paxos.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import paxos.synod.Reason;

/// Reads the lines of which a trace has most, byte by byte, if they are exactly as [EventWriter] writes them: three to
/// ten times as fast as a parser for all of JSON. Whatever is the least bit different it leaves to that parser, so it
/// never has to say what is wrong with a line. For one thread.
///
/// The bytes must end with a newline. No search runs past it: no text that is looked for has one in it.
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

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final int MOST_DIGITS = 18;

    private final NameTable names;
    private final NameTable reasons = new NameTable(List.of(Reason.values()).stream().map(Reason::name).toList());
    private final Reason[] reason = Reason.values();

    private byte[] bytes;
    private int place;
    private long value;

    PlainLine(List<String> legislators) {
        this.names = new NameTable(legislators);
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    /// Reads the line that begins at this place.
    ///
    /// @param glimpse where what was read goes; junk where it could not be read
    /// @return where the line's newline is, or −1 where it is no plain line
    int read(byte[] block, int from, Glimpse glimpse) {
        bytes = block;
        place = from;
        glimpse.clear();
        return skip(START) && event(glimpse) && bytes[place] == '\n' ? place : -1;
    }

    private boolean event(Glimpse to) {
        return switch (bytes[place]) {
            case 'S' -> bytes[place + 1] == 'e'
                    ? start(SENT, Glimpse.Kind.SENT, to) && letter(to) && skip('}')
                    : start(STEPPED, Glimpse.Kind.STEPPED, to) && stepped(to);
            case 'H' -> start(HANDED_OVER, Glimpse.Kind.HANDED_OVER, to) && letter(to) && skip('}');
            case 'R' -> start(RECEIVED, Glimpse.Kind.RECEIVED, to) && received(to) && skip('}');
            case 'W' -> start(WROTE, Glimpse.Kind.WROTE, to) && wrote(to);
            case 'L' -> start(LOST, Glimpse.Kind.LOST, to) && letter(to) && skip(WHY) && rest();
            default -> false;
        };
    }

    private boolean start(byte[] kind, Glimpse.Kind which, Glimpse to) {
        to.kind = which;
        if (!(skip(kind) && number(EventReader.MOST))) {
            return false;
        }
        to.number = value;
        if (!(skip(AT) && number(Micros.MOST))) {
            return false;
        }
        to.at = value;
        if (!(skip(LAMPORT) && number(EventReader.MOST))) {
            return false;
        }
        to.lamport = value;
        to.node = skip(NODE) ? name(names) : -1;
        return to.node >= 0;
    }

    private boolean letter(Glimpse to) {
        if (!(skip(ID) && id(to) && skip(TO))) {
            return false;
        }
        to.peer = name(names);
        return to.peer >= 0 && message(to);
    }

    private boolean received(Glimpse to) {
        if (skip(FROM)) {
            to.peer = name(names);
            if (to.peer < 0) {
                return false;
            }
        }
        return (!skip(ID) || id(to)) && message(to);
    }

    private boolean id(Glimpse to) {
        long digest = Glimpse.DIGEST_BEGIN;
        int next = place;
        byte character = bytes[next];
        while (character != '"') {
            // No escapes, and nothing beyond ASCII.
            if (character < ' ' || character == '\\') {
                return false;
            }
            digest = Glimpse.digest(digest, character);
            next++;
            character = bytes[next];
        }
        place = next + 1;
        to.id = Glimpse.digestEnd(digest);
        return true;
    }

    private boolean message(Glimpse to) {
        if (!skip(MESSAGE)) {
            return false;
        }
        return switch (bytes[place]) {
            case 'N' -> message(NEXT_BALLOT, Glimpse.Type.NEXT_BALLOT, to) && skip('}');
            case 'L' -> message(LAST_VOTE, Glimpse.Type.LAST_VOTE, to) && vote(to) && skip('}');
            case 'B' -> message(BEGIN_BALLOT, Glimpse.Type.BEGIN_BALLOT, to) && decree(to) && skip('}');
            case 'V' -> message(VOTED, Glimpse.Type.VOTED, to) && decree(to) && skip('}');
            case 'S' -> message(SUCCESS, Glimpse.Type.SUCCESS, to) && decree(to) && skip('}');
            case 'H' -> message(HIGHER_BALLOT, Glimpse.Type.HIGHER_BALLOT, to) && skip('}');
            default -> false;
        };
    }

    private boolean message(byte[] start, Glimpse.Type type, Glimpse to) {
        to.type = type;
        if (!(skip(start) && number(Integer.MAX_VALUE))) {
            return false;
        }
        to.ballot = (int) value;
        return true;
    }

    private boolean vote(Glimpse to) {
        if (!skip(VOTE)) {
            return true;
        }
        if (!number(Integer.MAX_VALUE)) {
            return false;
        }
        to.voteBallot = (int) value;
        if (!(skip(',') && integer() && skip(']'))) {
            return false;
        }
        to.decree = (int) value;
        return true;
    }

    private boolean decree(Glimpse to) {
        if (!(skip(DECREE) && integer())) {
            return false;
        }
        to.decree = (int) value;
        return true;
    }

    private boolean stepped(Glimpse to) {
        int index = skip(REASON) ? name(reasons) : -1;
        if (index < 0) {
            return false;
        }
        to.reason = reason[index];
        if (skip(ABOUT)) {
            if (!number(Integer.MAX_VALUE)) {
                return false;
            }
            to.ballot = (int) value;
        }
        // Nothing else may stand between: it could be anything, and what it could be is the other reader's business.
        return (skip(LEDGER) || skip(SLIP) || skip(WHY)) && rest();
    }

    private boolean wrote(Glimpse to) {
        return (!skip(BEFORE) || ledger(to.before)) && (!skip(AFTER) || ledger(to.after)) && skip('}');
    }

    private boolean ledger(LedgerNumbers to) {
        if (skip(LAST_TRIED)) {
            if (!number(Integer.MAX_VALUE)) {
                return false;
            }
            to.lastTried = (int) value;
            if (!skip(',')) {
                return skip('}');
            }
        }
        if (skip(NEXT_BAL)) {
            if (!number(Integer.MAX_VALUE)) {
                return false;
            }
            to.nextBal = (int) value;
            if (!skip(',')) {
                return skip('}');
            }
        }
        if (skip(PREV_VOTE)) {
            if (!number(Integer.MAX_VALUE)) {
                return false;
            }
            to.voteBallot = (int) value;
            if (!(skip(',') && integer() && skip(']'))) {
                return false;
            }
            to.voteDecree = (int) value;
            if (!skip(',')) {
                return skip('}');
            }
        }
        if (!(skip(LEDGER_DECREE) && integer())) {
            return false;
        }
        to.decided = true;
        to.decree = (int) value;
        return skip('}');
    }

    // ---- Pieces

    private boolean skip(char character) {
        if (bytes[place] != character) {
            return false;
        }
        place++;
        return true;
    }

    private boolean skip(byte[] text) {
        byte[] line = bytes;
        int from = place;
        for (int i = 0; i < text.length; i++) {
            if (line[from + i] != text[i]) {
                return false;
            }
        }
        place = from + text.length;
        return true;
    }

    /// A number as it is written: without a sign, or zeros before it.
    private boolean number(long most) {
        byte[] line = bytes;
        int next = place;
        int digit = line[next] - '0';
        long read = 0;
        if (digit == 0) {
            next++;
        } else {
            while (digit >= 0 && digit <= 9) {
                read = read * 10 + digit;
                next++;
                digit = line[next] - '0';
            }
        }
        int digits = next - place;
        place = next;
        value = read;
        return digits > 0 && digits <= MOST_DIGITS && read <= most;
    }

    /// A number of 32 bits, perhaps with a minus.
    private boolean integer() {
        if (!skip('-')) {
            return number(Integer.MAX_VALUE);
        }
        if (!number(-(long) Integer.MIN_VALUE) || value == 0) {
            return false;
        }
        value = -value;
        return true;
    }

    /// A text of the table, and the quote after it.
    ///
    /// @return which, or −1
    private int name(NameTable table) {
        int from = place;
        int next = from;
        int hash = 0;
        byte character = bytes[next];
        while (character != '"') {
            if (character == '\n') {
                return -1;
            }
            if (character == '\\') {
                hash = NameTable.hash(hash, character);
                next++;
                character = bytes[next];
            }
            hash = NameTable.hash(hash, character);
            next++;
            character = bytes[next];
        }
        place = next + 1;
        return table.indexOf(bytes, from, next, hash);
    }

    /// All until the end of the line, which must be that of an object.
    private boolean rest() {
        place = newline(bytes, place);
        return bytes[place - 1] == '}';
    }

    /// Where the next newline is, at this place or after it; there must be one.
    static int newline(byte[] bytes, int from) {
        int next = from;
        while (next + Long.BYTES <= bytes.length) {
            // The highest bit of the lowest byte that is a newline.
            long zero = (long) EIGHT.get(bytes, next) ^ EACH * '\n';
            long found = (zero - EACH) & ~zero & EACH << 7;
            if (found != 0) {
                return next + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            next += Long.BYTES;
        }
        while (bytes[next] != '\n') {
            next++;
        }
        return next;
    }
}
