package paxos.trace;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import paxos.synod.Ledger;
import paxos.synod.Message;
import tools.jackson.core.io.JsonStringEncoder;

/// A trace as a log for ShiViz (<https://bestchai.bitbucket.io/shiviz/>), which draws it as a space-time diagram. Its
/// first line tells ShiViz how to read the others, its second (empty) that there is one execution:
///
/// ```
/// (?<host>\S+) (?<clock>\{\S*\}) (?<time>\S+) (?<event>.*)
///
/// alpha {"alpha":1} 2026-11-23T08:00:00.000001Z enters the chamber
/// ```
///
/// Its clocks are vector clocks: each legislator's counts its deeds in this log, and a message carries its sender's to
/// its receiver. A message whose sending is not in the trace carries nothing.
public final class ShiVizLog {

    /// The first line. Of the expressions that ShiViz takes, it uses but plain named groups, which Java takes as well.
    public static final String PARSER = "(?<host>\\S+) (?<clock>\\{\\S*\\}) (?<time>\\S+) (?<event>.*)";

    /// How many messages are remembered for their receivers; the oldest make way.
    static final int MOST_WALKING = 100_000;

    private record Letter(String from, String id) {
    }

    private final List<String> legislators;
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private final Map<String, long[]> clocks = new LinkedHashMap<>();
    private final Map<Letter, long[]> walking = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Letter, long[]> eldest) {
            return size() > MOST_WALKING;
        }
    };
    private final Appendable out;

    private ShiVizLog(List<String> legislators, Appendable out) {
        this.legislators = legislators;
        this.out = out;
        Set<String> used = new HashSet<>();
        for (String name : legislators) {
            String host = name.codePoints().map(point -> isSpace(point) ? '_' : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            while (!used.add(host)) {
                host += "_";
            }
            hosts.put(name, host);
            clocks.put(name, new long[legislators.size()]);
        }
    }

    /// What the expression, in JavaScript or in Java, takes for a space.
    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point)
                || point == 0xfeff;
    }

    /// Writes the log: sends, receipts and losses of messages, writes, crashes and restarts.
    ///
    /// @param legislators all legislators
    /// @param events      of these legislators, each after what caused it
    /// @throws IOException where it cannot be written
    public static void write(List<String> legislators, Iterable<Event> events, Appendable out) throws IOException {
        ShiVizLog log = new ShiVizLog(legislators, out);
        out.append(PARSER).append("\n\n");
        for (Event event : events) {
            log.take(event);
        }
    }

    private void take(Event event) throws IOException {
        switch (event.what()) {
            case Happening.Opened _ -> deed(event, "enters the chamber");
            case Happening.Crashed(String why, _) -> deed(event, "CRASH: " + why);
            case Happening.Closed() -> deed(event, "leaves in good order");
            case Happening.Forgot() -> deed(event, "forgets the parliament");
            case Happening.Wrote(Ledger before, Ledger after) -> deed(event, "writes: " + Words.of(before, after));
            case Happening.Sent(String id, String to, Message message) -> {
                deed(event, "sends %s to %s".formatted(Words.of(message), to));
                walking.put(new Letter(event.node(), id), clocks.get(event.node()).clone());
            }
            case Happening.Lost(_, String to, Message message, String why) ->
                deed(event, "lost %s to %s: %s".formatted(Words.of(message), to, why));
            case Happening.Received(Optional<String> from, Optional<String> id, Message message) -> {
                if (from.isPresent() && id.isPresent()) {
                    learn(event.node(), new Letter(from.get(), id.get()));
                }
                deed(event, "receives %s from %s".formatted(Words.of(message), from.orElse("somebody who did not sign")));
            }
            case Happening.Missed(long events) -> deed(event, "%d events were not recorded here".formatted(events));
            case Happening.Held(var from, _, Message message) ->
                deed(event, "holds %s from %s".formatted(Words.of(message), from.orElse("somebody who did not sign")));
            case Happening.Discarded(var from, _, Message message, String why) -> deed(event, "does not read %s from %s: %s"
                    .formatted(Words.of(message), from.orElse("somebody who did not sign"), why));
            case Happening.Tampered(_, _, String how) -> deed(event, how);
            case Happening.Rules(var off) -> deed(event, Words.of(off));
            case Happening.Intervened(String what) -> deed(event, what);
            case Happening.Stepped _, Happening.HandedOver _, Happening.Dropped _, Happening.PeerSeen _ -> { }
        }
    }

    private void learn(String receiver, Letter letter) {
        long[] carried = walking.get(letter);
        if (carried != null) {
            long[] clock = clocks.get(receiver);
            Arrays.setAll(clock, i -> Math.max(clock[i], carried[i]));
        }
    }

    private void deed(Event event, String words) throws IOException {
        long[] clock = clocks.get(event.node());
        clock[legislators.indexOf(event.node())]++;
        StringJoiner shown = new StringJoiner(",", "{", "}");
        for (int i = 0; i < clock.length; i++) {
            if (clock[i] > 0) {
                shown.add("\"" + quoted(hosts.get(legislators.get(i))) + "\":" + clock[i]);
            }
        }
        out.append(hosts.get(event.node())).append(' ').append(shown.toString()).append(' ').append(event.at().toString())
                .append(' ').append(oneLine(words)).append('\n');
    }

    private static String quoted(String host) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(host));
    }

    private static String oneLine(String words) {
        return words.codePoints().map(point -> isSpace(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
