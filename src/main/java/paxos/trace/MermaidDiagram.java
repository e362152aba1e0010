package paxos.trace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import paxos.synod.Ledger;
import paxos.synod.Message;

/// The beginning of a trace as a Mermaid sequence diagram (<https://mermaid.js.org>), to be put into a text: messages
/// that came as arrows, dashed for answers; those that got lost end in a cross; votes, decrees and crashes are notes.
public final class MermaidDiagram {

    /// How many messages it shows; a page has no room for more.
    public static final int MOST_MESSAGES = 500;
    /// How long its text gets, in characters: Mermaid refuses more than 50,000.
    static final int LONGEST = 48_000;

    private static final Pattern END = Pattern.compile("\\bend\\b", Pattern.CASE_INSENSITIVE);

    private final List<String> legislators;
    private final StringBuilder text = new StringBuilder("sequenceDiagram\n");
    private int messages;
    private long leftOut;

    private MermaidDiagram(List<String> legislators) {
        this.legislators = legislators;
        for (int i = 0; i < legislators.size(); i++) {
            line("participant p" + i + " as " + escaped(legislators.get(i)));
        }
    }

    /// Writes the diagram. Where it does not show all, a note at its end says how many messages are missing.
    ///
    /// @param legislators all legislators, from left to right
    /// @param events      of these legislators, each after what caused it
    /// @throws IOException where it cannot be written
    public static void write(List<String> legislators, Iterable<Event> events, Appendable out) throws IOException {
        MermaidDiagram diagram = new MermaidDiagram(legislators);
        events.forEach(diagram::take);
        diagram.end();
        out.append(diagram.text);
    }

    private void take(Event event) {
        switch (event.what()) {
            case Happening.Received(Optional<String> from, _, Message message) when from.isPresent() ->
                message(id(from.get()) + (isAnswer(message) ? "-->>" : "->>") + id(event.node()), Words.of(message));
            case Happening.Received(_, _, Message message) ->
                message("Note over " + id(event.node()), Words.of(message) + " came from somebody who did not sign");
            case Happening.Lost(_, String to, Message message, _) ->
                message(id(event.node()) + (isAnswer(message) ? "--x" : "-x") + id(to), Words.of(message) + ", lost");
            case Happening.Wrote(Ledger before, Ledger after) -> {
                Words.vote(before, after).ifPresent(vote -> note(event, Words.of(vote)));
                Words.decree(before, after).ifPresent(decree -> note(event, "enters the decree " + decree));
            }
            case Happening.Opened _ -> note(event, "enters the chamber");
            case Happening.Crashed _ -> note(event, "CRASH");
            case Happening.Closed() -> note(event, "leaves in good order");
            case Happening.Forgot() -> note(event, "forgets the parliament");
            case Happening.Missed(long events) -> note(event, "%d events were not recorded here".formatted(events));
            case Happening.Rules(var off) -> note(event, Words.of(off));
            case Happening.Tampered(_, _, String how) -> note(event, how);
            case Happening.Discarded(_, _, Message message, String why) -> note(event, "%s was not read. %s".formatted(Words.of(message), why));
            case Happening.Intervened(String what) -> note(event, what);
            case Happening.Held _, Happening.Sent _, Happening.HandedOver _, Happening.Stepped _, Happening.Dropped _,
                    Happening.PeerSeen _ -> { }
        }
    }

    private static boolean isAnswer(Message message) {
        return switch (message) {
            case Message.NextBallot _, Message.BeginBallot _, Message.Success _ -> false;
            case Message.LastVote _, Message.Voted _, Message.HigherBallot _ -> true;
        };
    }

    private void message(String arrow, String words) {
        if (isFull() || messages == MOST_MESSAGES) {
            leftOut++;
        } else {
            messages++;
            line(arrow + ": " + escaped(words));
        }
    }

    private void note(Event event, String words) {
        if (!isFull() && leftOut == 0) {
            line("Note over %s: %s".formatted(id(event.node()), escaped(words)));
        }
    }

    private boolean isFull() {
        return text.length() > LONGEST;
    }

    private void end() {
        if (leftOut > 0) {
            String all = legislators.size() == 1 ? "p0" : "p0,p" + (legislators.size() - 1);
            line("Note over %s: %s".formatted(all, escaped("%d more messages are left out".formatted(leftOut))));
        }
    }

    private void line(String line) {
        text.append("    ").append(line).append('\n');
    }

    private String id(String legislator) {
        return "p" + legislators.indexOf(legislator);
    }

    /// Writes as a number whatever could mean something to Mermaid, and the word that could end a block.
    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        words.codePoints().forEach(point -> {
            if (isHarmless(point)) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append('#').append(point).append(';');
            }
        });
        return END.matcher(escaped).replaceAll(end -> "#" + (int) end.group().charAt(0) + ";" + end.group().substring(1));
    }

    private static boolean isHarmless(int point) {
        return switch (point) {
            case ' ', '.', ',', '(', ')', '-' -> true;
            // With others, Mermaid itself uses these two to mark its numbers.
            case 'ß', '\uFB02' -> false;
            default -> Character.isLetterOrDigit(point);
        };
    }
}
