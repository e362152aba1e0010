package paxos.node.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;

/// One line of a ledger file: the whole ledger after one write.
///
/// @param number the number of that write, from 1
/// @param ledger the ledger after it
record LedgerLine(long number, Ledger ledger) {

    private static final String TEXT = "(\\d{1,18}): lastTried (none|\\d{1,10}), nextBal (none|\\d{1,10}), "
            + "prevVote (?:none|(-?\\d{1,10}) in ballot (\\d{1,10})), decree (none|-?\\d{1,10})";
    private static final Pattern SHAPE = Pattern.compile(TEXT);
    private static final Pattern SEALED_SHAPE = Pattern.compile(TEXT + Pattern.quote(Seal.MARK) + "[0-9a-f]{8}");

    /// The line, with neither checksum nor newline. (Not formatted with `%d`: in some languages that writes other digits.)
    String text() {
        return number + ": lastTried " + ledger.lastTried() + ", nextBal " + ledger.nextBal()
                + ", prevVote " + ledger.prevVote().map(vote -> vote.decree() + " in ballot " + vote.ballot()).orElse("none")
                + ", decree " + ledger.decree().map(Decree::toString).orElse("none");
    }

    /// The line that has this text; empty where no line has exactly this text.
    static Optional<LedgerLine> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Optional<Vote> prevVote = Optional.ofNullable(matcher.group(4))
                    .map(decree -> new Vote(ballot(matcher.group(5)), decree(decree)));
            Optional<Decree> decree = Optional.of(matcher.group(6)).filter(d -> !d.equals("none")).map(LedgerLine::decree);
            LedgerLine line = new LedgerLine(Long.parseLong(matcher.group(1)),
                    new Ledger(ballot(matcher.group(2)), ballot(matcher.group(3)), prevVote, decree));
            return Optional.of(line).filter(read -> read.text().equals(text));
        } catch (NumberFormatException tooGreat) {
            return Optional.empty();
        }
    }

    /// Whether a write of line `number` that breaks off can leave this: the beginning of a sealed line, and not all of it.
    static boolean breaksOff(String part, long number) {
        String start = number + ": ";
        if (!part.startsWith(start) && !start.startsWith(part)) {
            return false;
        }
        Matcher matcher = SEALED_SHAPE.matcher(part);
        return !matcher.matches() && matcher.hitEnd();
    }

    private static Ballot ballot(String number) {
        return number.equals("none") ? Ballot.NONE : new Ballot(Integer.parseInt(number));
    }

    private static Decree decree(String value) {
        return new Decree(Integer.parseInt(value));
    }
}
