package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ShiVizLogTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");
    private static final Message ANY = new Message.NextBallot(new Ballot(4));

    /// A line of the log, as ShiViz reads it.
    private record Entry(String host, Map<String, Long> clock, String time, String event) {

        long own() {
            return clock.get(host);
        }

        boolean isBefore(Entry other) {
            return other.clock.getOrDefault(host, 0L) >= own() && !equals(other);
        }
    }

    private static String log(List<String> names, List<Event> events) {
        StringBuilder log = new StringBuilder();
        try {
            ShiVizLog.write(names, events, log);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return log.toString();
    }

    /// Opens the log as ShiViz does: the expression of its first line is applied to what follows the second.
    private static List<Entry> open(String log) {
        String[] parts = log.split("\n", 3);
        assertEquals("", parts[1], "no delimiter: one execution");
        Pattern parser = Pattern.compile(parts[0]);
        return parts[2].lines().map(line -> {
            Matcher matcher = parser.matcher(line);
            assertTrue(matcher.matches(), () -> parts[0] + " does not match " + line);
            return new Entry(matcher.group("host"), clock(matcher.group("clock")), matcher.group("time"), matcher.group("event"));
        }).toList();
    }

    private static Map<String, Long> clock(String json) {
        Map<String, Long> clock = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            assertEquals(JsonToken.START_OBJECT, parser.nextToken());
            for (String host = parser.nextName(); host != null; host = parser.nextName()) {
                parser.nextToken();
                clock.put(host, parser.getLongValue());
            }
            assertEquals(null, parser.nextToken());
        }
        return clock;
    }

    private static Event event(String node, Happening what) {
        return new Event(0, Samples.AT, 0, node, what);
    }

    @Test
    void theFirstLineIsAnExpressionThatShiVizCanUse() {
        String expression = log(NAMES, List.of()).lines().findFirst().orElseThrow();
        // What ShiViz does to an expression before it uses it: it knows no named groups, so it numbers them.
        List<String> names = new ArrayList<>();
        String numbered = expression.replaceAll("\\((?!\\?(=|!|<|:))", "(?:");
        Matcher group = Pattern.compile("\\(\\?<(\\w+?)>.+\\)").matcher(numbered);
        while (group.find()) {
            names.add(group.group(1));
            numbered = numbered.replaceFirst("\\(\\?<\\w+?>(.+)\\)", "($1)");
            group = Pattern.compile("\\(\\?<(\\w+?)>.+\\)").matcher(numbered);
        }
        assertEquals(List.of("host", "clock", "time", "event"), names);
        assertEquals("(\\S+) (\\{\\S*\\}) (\\S+) (.*)", numbered);
    }

    @Test
    void eachDeedIsALineThatTheExpressionMatches() {
        List<Event> events = new ArrayList<>(Samples.events());
        events.addAll(Run.of(Samples.LEGISLATORS, 5, 20));
        long deeds = events.stream().filter(event -> switch (event.what()) {
            case Happening.Stepped _, Happening.HandedOver _, Happening.Dropped _, Happening.PeerSeen _ -> false;
            case Happening.Opened _, Happening.Crashed _, Happening.Closed _, Happening.Forgot _, Happening.Wrote _,
                    Happening.Sent _, Happening.Lost _, Happening.Received _, Happening.Missed _, Happening.Held _,
                    Happening.Discarded _, Happening.Tampered _, Happening.Rules _, Happening.Intervened _ -> true;
        }).count();
        List<Entry> entries = open(log(Samples.LEGISLATORS, events));
        assertEquals(deeds, entries.size());
        assertEquals(Samples.AT.toString(), entries.getFirst().time());
    }

    @Test
    void aPersonCanReadTheLines() {
        List<Event> events = Run.of(NAMES, 1, 1);
        String log = log(NAMES, events);
        assertTrue(log.startsWith("(?<host>\\S+) (?<clock>\\{\\S*\\}) (?<time>\\S+) (?<event>.*)\n\nalpha {\"alpha\":1} "), log);
        assertTrue(log.contains(" enters the chamber\n"), log);
        assertTrue(log.contains(" sends NextBallot 0 to beta\n"), log);
        assertTrue(log.contains(" receives NextBallot 0 from alpha\n"), log);
        assertTrue(log.contains(" receives LastVote 0, never voted from "), log);
        assertTrue(log.contains(" writes: promises ballot 0\n"), log);
        assertTrue(log.contains(" lost "), log);
    }

    /// The conditions on which ShiViz opens a log at all.
    @Test
    void eachHostCountsItsOwnLinesFromOneAndNamesOnlyHostsThatHaveLines() {
        List<Entry> entries = open(log(NAMES, Run.of(NAMES, 9, 30)));
        Map<String, Long> counts = new HashMap<>();
        for (Entry entry : entries) {
            assertEquals(counts.merge(entry.host(), 1L, Long::sum), entry.own());
            entry.clock().forEach((host, time) -> assertTrue(time >= 1 && time <= counts.getOrDefault(host, 0L), entry::toString));
        }
        assertTrue(entries.size() > 200);
    }

    /// Found anew from the trace: each line is an effect of the line before it at the same host and, if it is a receipt,
    /// of the sending. The clocks must say just that of any two lines.
    @Test
    void oneClockIsBelowAnotherJustWhereOneLineIsACauseOfTheOther() {
        List<Event> deeds = Run.of(NAMES, 9, 14).stream().filter(event ->
                !(event.what() instanceof Happening.Stepped || event.what() instanceof Happening.HandedOver)).toList();
        List<Entry> entries = open(log(NAMES, deeds));
        assertEquals(deeds.size(), entries.size());
        boolean[][] causes = causes(deeds);
        int related = 0;
        for (int i = 0; i < deeds.size(); i++) {
            for (int j = 0; j < deeds.size(); j++) {
                int from = i;
                int to = j;
                assertEquals(causes[i][j], entries.get(i).isBefore(entries.get(j)), () -> entries.get(from) + " before " + entries.get(to));
                related += causes[i][j] && !deeds.get(i).node().equals(deeds.get(j).node()) ? 1 : 0;
            }
        }
        assertTrue(related > 1_000, "across hosts: " + related);
    }

    private static boolean[][] causes(List<Event> deeds) {
        int size = deeds.size();
        boolean[][] causes = new boolean[size][size];
        for (int j = 0; j < size; j++) {
            boolean before = false;
            for (int i = j - 1; i >= 0; i--) {
                boolean same = deeds.get(i).node().equals(deeds.get(j).node());
                boolean direct = same && !before || isSendingOf(deeds.get(i), deeds.get(j));
                before |= same;
                if (direct) {
                    causes[i][j] = true;
                    for (int k = 0; k < i; k++) {
                        causes[k][j] |= causes[k][i];
                    }
                }
            }
        }
        return causes;
    }

    private static boolean isSendingOf(Event sent, Event received) {
        return sent.what() instanceof Happening.Sent sending && received.what() instanceof Happening.Received receipt
                && receipt.from().equals(Optional.of(sent.node())) && receipt.id().equals(Optional.of(sending.id()));
    }

    @Test
    void aMessageWhoseSendingIsNotInTheTraceCarriesNothing() {
        List<Entry> entries = open(log(NAMES, List.of(
                event("alpha", new Happening.Sent("1", "beta", ANY)),
                event("beta", new Happening.Received(Optional.of("alpha"), Optional.of("2"), ANY)),
                event("beta", new Happening.Received(Optional.of("gamma"), Optional.of("1"), ANY)),
                event("beta", new Happening.Received(Optional.empty(), Optional.of("1"), ANY)),
                event("beta", new Happening.Received(Optional.of("alpha"), Optional.empty(), ANY)),
                event("beta", new Happening.Received(Optional.of("alpha"), Optional.of("1"), ANY)),
                event("gamma", new Happening.Received(Optional.of("alpha"), Optional.of("1"), ANY)))));
        assertEquals(List.of(Map.of("alpha", 1L), Map.of("beta", 1L), Map.of("beta", 2L), Map.of("beta", 3L), Map.of("beta", 4L),
                Map.of("alpha", 1L, "beta", 5L), Map.of("alpha", 1L, "gamma", 1L)), entries.stream().map(Entry::clock).toList());
        assertTrue(entries.get(3).event().endsWith("from somebody who did not sign"));
    }

    @Test
    void onlySoManyMessagesAreRemembered() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i <= ShiVizLog.MOST_WALKING; i++) {
            events.add(event("alpha", new Happening.Sent("" + i, "beta", ANY)));
        }
        events.add(event("beta", new Happening.Received(Optional.of("alpha"), Optional.of("0"), ANY)));
        events.add(event("beta", new Happening.Received(Optional.of("alpha"), Optional.of("1"), ANY)));
        List<Entry> entries = open(log(NAMES, events));
        assertEquals(Map.of("beta", 1L), entries.get(entries.size() - 2).clock());
        assertEquals(Map.of("alpha", 2L, "beta", 2L), entries.getLast().clock());
    }

    @Test
    void namesWithSpacesStayApart() {
        List<String> names = List.of("a b", "a_b", "a\u00a0b", "a} {\"b\":1} c", "\"q\\");
        List<Event> events = names.stream().map(name -> event(name, new Happening.Wrote(Ledger.BLANK, Ledger.BLANK))).toList();
        List<Entry> entries = open(log(names, events));
        assertEquals(List.of("a_b", "a_b_", "a_b__", "a}_{\"b\":1}_c", "\"q\\"), entries.stream().map(Entry::host).toList());
        entries.forEach(entry -> assertEquals(Map.of(entry.host(), 1L), entry.clock()));
    }

    @Test
    void aSentenceOfManyLinesIsOneLine() {
        List<Entry> entries = open(log(NAMES, List.of(event("alpha", new Happening.Crashed("It\r\nfell\u2028over.", true)))));
        assertEquals("CRASH: It  fell over.", entries.getFirst().event());
    }

    @Test
    void numbersAreTheSameInAllLanguages() {
        Locale before = Locale.getDefault();
        List<Event> events = Run.of(NAMES, 2, 3);
        String log = log(NAMES, events);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(log, log(NAMES, events));
        } finally {
            Locale.setDefault(before);
        }
    }
}
