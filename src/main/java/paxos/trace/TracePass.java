package paxos.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.State;

/// One way through the lines of a trace file. For one thread.
final class TracePass {

    /// What is said of the state after a step that was only skimmed.
    static final State UNREAD = State.afterRestart(Ledger.BLANK);

    private static final byte[] HEADER = TraceFormat.HEADER.getBytes(StandardCharsets.US_ASCII);

    private final LineFeed feed;
    private final TraceFormat format;
    private final List<String> legislators;
    private final Optional<PlainLine> plain;
    private final Remarks remarks;
    private Optional<TraceHeader> header = Optional.empty();
    private int newline;

    /// @param legislators those of the file's header
    /// @param skim        whether to skim, or to read all
    /// @param remarks     where to note what cannot be read
    TracePass(LineFeed feed, TraceFormat format, List<String> legislators, boolean skim, Remarks remarks) {
        this.feed = feed;
        this.format = format;
        this.legislators = legislators;
        this.plain = skim ? Optional.of(new PlainLine(legislators)) : Optional.empty();
        this.remarks = remarks;
    }

    /// Reads the line that comes next; there is one. [#past] goes on behind it.
    ///
    /// @return its event; empty where it has none
    Optional<Event> line() {
        header = Optional.empty();
        Event skimmed = plain.isPresent() && feed.isWhole() ? plain.get().read(feed.bytes(), feed.start()) : null;
        newline = skimmed == null ? feed.newline() : plain.get().newline();
        return skimmed == null ? unusual() : Optional.of(skimmed);
    }

    private Optional<Event> unusual() {
        try {
            if (looksLikeHeader(feed)) {
                header(TraceFormat.readHeader(text(feed)));
                return Optional.empty();
            }
            return isBlank() ? Optional.empty() : Optional.of(plain.isPresent() ? skimmed(whole()) : whole());
        } catch (UnreadableTrace damaged) {
            if (feed.isTorn()) {
                remarks.torn();
            } else {
                remarks.unreadable(feed.line(), damaged);
            }
            return Optional.empty();
        }
    }

    /// All of the event in the line that was read last.
    Event whole() throws UnreadableTrace {
        return format.read(feed.bytes(), feed.start(), newline);
    }

    /// The same as skimming gives.
    static Event skimmed(Event event) {
        Happening what = switch (event.what()) {
            case Happening.Stepped(_, Explanation why) ->
                new Happening.Stepped(UNREAD, new Explanation(why.reason(), why.ballot(), ""));
            case Happening.Lost(var id, var to, var message, _) -> new Happening.Lost(id, to, message, "");
            case Happening other -> other;
        };
        return new Event(event.number(), event.at(), event.lamport(), event.node(), what);
    }

    private void header(TraceHeader next) {
        if (!next.legislators().equals(legislators)) {
            remarks.otherParliament(feed.line());
            return;
        }
        if (next.isNewer()) {
            remarks.newer(next.version());
        }
        header = Optional.of(next);
    }

    /// The header that the line was which was read last.
    Optional<TraceHeader> header() {
        return header;
    }

    /// Goes on behind the line that was read last.
    void past() {
        feed.past(newline);
    }

    private boolean isBlank() {
        for (int i = feed.start(); i < newline; i++) {
            if (feed.bytes()[i] != ' ' && feed.bytes()[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /// Whether the line that comes next looks like a header.
    static boolean looksLikeHeader(LineFeed feed) {
        for (int i = 0; i < HEADER.length; i++) {
            // A line that is shorter has its newline before.
            if (feed.bytes()[feed.start() + i] != HEADER[i]) {
                return false;
            }
        }
        return true;
    }

    /// The line that comes next, as text.
    static String text(LineFeed feed) {
        return new String(feed.bytes(), feed.start(), feed.newline() - feed.start(), StandardCharsets.UTF_8);
    }
}
