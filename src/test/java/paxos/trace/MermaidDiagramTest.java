package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.State;
import paxos.synod.Vote;

class MermaidDiagramTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");
    private static final Pattern PARTICIPANT = Pattern.compile(" {4}participant p(\\d+) as (.+)");
    private static final Pattern ARROW = Pattern.compile(" {4}p(\\d+)(->>|-->>|-x|--x)p(\\d+): (.+)");
    private static final Pattern NOTE = Pattern.compile(" {4}Note over p(\\d+)(?:,p(\\d+))?: (.+)");
    private static final Message ANY = new Message.NextBallot(new Ballot(4));

    private record Arrow(String from, String how, String to, String text) {
    }

    private static String diagram(List<String> names, List<Event> events) {
        StringBuilder text = new StringBuilder();
        try {
            MermaidDiagram.write(names, events, text);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return text.toString();
    }

    private static Event event(String node, Happening what) {
        return new Event(0, Samples.AT, 0, node, what);
    }

    private static Stream<MatchResult> lines(Pattern pattern, String diagram) {
        return diagram.lines().map(pattern::matcher).filter(Matcher::matches).map(Matcher::toMatchResult);
    }

    private static List<Arrow> arrows(String diagram) {
        return lines(ARROW, diagram).map(arrow -> new Arrow(NAMES.get(Integer.parseInt(arrow.group(1))), arrow.group(2),
                NAMES.get(Integer.parseInt(arrow.group(3))), decoded(arrow.group(4)))).toList();
    }

    private static List<String> notes(String diagram) {
        return lines(NOTE, diagram).map(note -> NAMES.get(Integer.parseInt(note.group(1))) + ": " + decoded(note.group(3))).toList();
    }

    /// As Mermaid shows it.
    private static String decoded(String text) {
        return Pattern.compile("#(\\d+);").matcher(text).replaceAll(number ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(number.group(1)))));
    }

    @Test
    void theArrowsAreTheMessagesThatCameOrGotLostInTheirOrder() {
        List<Event> events = Run.of(NAMES, 4, 12);
        List<Arrow> expected = new ArrayList<>();
        for (Event event : events) {
            switch (event.what()) {
                case Happening.Received received -> expected.add(new Arrow(received.from().orElseThrow(),
                        answers(received.message()) ? "-->>" : "->>", event.node(), Words.of(received.message())));
                case Happening.Lost lost -> expected.add(new Arrow(event.node(), answers(lost.message()) ? "--x" : "-x", lost.to(),
                        Words.of(lost.message()) + ", lost"));
                default -> { }
            }
        }
        assertEquals(4, expected.stream().map(Arrow::how).distinct().count());
        assertTrue(expected.size() > 100 && expected.size() <= MermaidDiagram.MOST_MESSAGES);
        assertEquals(expected, arrows(diagram(NAMES, events)));
    }

    private static boolean answers(Message message) {
        return message instanceof Message.LastVote || message instanceof Message.Voted || message instanceof Message.HigherBallot;
    }

    @Test
    void eachLineIsAParticipantAnArrowOrANote() {
        List<Event> events = new ArrayList<>(Samples.events());
        events.addAll(Run.of(Samples.LEGISLATORS, 4, 12));
        List<String> lines = diagram(Samples.LEGISLATORS, events).lines().toList();
        assertEquals("sequenceDiagram", lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            assertTrue(Stream.of(PARTICIPANT, ARROW, NOTE).anyMatch(pattern -> pattern.matcher(line).matches()), line);
        }
        assertEquals(Samples.LEGISLATORS, lines.subList(1, 4).stream().map(PARTICIPANT::matcher).filter(Matcher::matches)
                .map(participant -> decoded(participant.group(2))).toList());
    }

    @Test
    void votesDecreesAndCrashesAreNotes() {
        Ledger voted = Ledger.BLANK.withNextBal(new Ballot(4)).withPrevVote(new Vote(new Ballot(4), new Decree(17)));
        String diagram = diagram(NAMES, List.of(
                event("alpha", new Happening.Opened("127.0.0.1:8000", State.afterRestart(Ledger.BLANK))),
                event("beta", new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(new Ballot(4)))),
                event("beta", new Happening.Wrote(Ledger.BLANK.withNextBal(new Ballot(4)), voted)),
                event("beta", new Happening.Wrote(voted, voted.withDecree(new Decree(17)))),
                event("beta", new Happening.Crashed("beta was crashed on request.", false)),
                event("gamma", new Happening.Received(Optional.empty(), Optional.empty(), new Message.Success(Ballot.NONE, new Decree(17)))),
                event("gamma", new Happening.Forgot()),
                event("delta", new Happening.Missed(5)),
                event("alpha", new Happening.Closed())));
        assertEquals(List.of("alpha: enters the chamber", "beta: votes for 17 in ballot 4", "beta: enters the decree 17", "beta: CRASH",
                "gamma: Success 17 came from somebody who did not sign", "gamma: forgets the parliament",
                "delta: 5 events were not recorded here", "alpha: leaves in good order"), notes(diagram));
        assertEquals(List.of(), arrows(diagram));
    }

    @Test
    void aPersonCanReadIt() {
        assertEquals("""
                sequenceDiagram
                    participant p0 as alpha
                    participant p1 as beta
                    p0->>p1: BeginBallot 4 for -17
                    p1-->>p0: LastVote 4, voted for 3 in ballot 1
                    p0-xp1: NextBallot 4, lost
                """, diagram(List.of("alpha", "beta"), List.of(
                event("beta", new Happening.Received(Optional.of("alpha"), Optional.of("1"), new Message.BeginBallot(new Ballot(4), new Decree(-17)))),
                event("alpha", new Happening.Received(Optional.of("beta"), Optional.of("1"), new Message.LastVote(new Ballot(4),
                        Optional.of(new Vote(new Ballot(1), new Decree(3)))))),
                event("alpha", new Happening.Lost("2", "beta", ANY, "It was lost.")))));
    }

    /// Each would break the diagram, or change what is shown, were it written as it is.
    @Test
    void anyNameIsSafe() {
        List<String> names = List.of("end", "The END of it", "a;b", "a#b", "a:b", "#35;", "%% note", "%%{init}", "a->>b", "<b>x</b>",
                "as", "wrap:x", "ﬂ°°35¶ß", "straße", "`$$x$$`", "\\n", "{a}", "\"q\"", "&amp;", "a, b", "Γάμμα", "你好", "🐟", "bend", "x\u2028y");
        String diagram = diagram(names, List.of());
        List<String> shown = lines(PARTICIPANT, diagram).map(participant -> participant.group(2)).toList();
        assertEquals(names, shown.stream().map(MermaidDiagramTest::decoded).toList());
        for (String name : shown) {
            String plain = name.replaceAll("#\\d+;", "");
            assertTrue(plain.codePoints().allMatch(point -> Character.isLetterOrDigit(point) || " .,()-".indexOf(point) >= 0), name);
            assertFalse(Pattern.compile("\\bend\\b", Pattern.CASE_INSENSITIVE).matcher(name).find(), name);
            assertFalse(plain.contains("ß") || plain.contains("ﬂ"), name);
        }
        assertTrue(shown.contains("bend"), "and nothing more is changed than needed");
    }

    @Test
    void onlySoManyMessagesAreShownAndItSaysHowManyAreNot() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < MermaidDiagram.MOST_MESSAGES + 7; i++) {
            events.add(event("beta", new Happening.Received(Optional.of("alpha"), Optional.of("" + i), new Message.NextBallot(new Ballot(i)))));
        }
        String whole = diagram(NAMES, events.subList(0, MermaidDiagram.MOST_MESSAGES));
        assertEquals(MermaidDiagram.MOST_MESSAGES, arrows(whole).size());
        assertEquals(List.of(), notes(whole));
        events.add(event("beta", new Happening.Crashed("later", false)));
        String cut = diagram(NAMES, events);
        assertEquals(arrows(whole), arrows(cut));
        assertEquals(List.of("alpha: 7 more messages are left out"), notes(cut));
        assertTrue(cut.contains("Note over p0,p3: "), cut);
        assertTrue(diagram(List.of("beta"), Stream.generate(() -> event("beta", new Happening.Lost("1", "beta", ANY, "So."))).limit(501).toList())
                .contains("Note over p0: 1 more"));
    }

    @Test
    void theTextIsNoLongerThanMermaidTakes() {
        Ledger[] ledger = {Ledger.BLANK};
        List<Event> notes = Stream.iterate(0, i -> i + 1).limit(5_000).map(i -> {
            Ledger before = ledger[0];
            ledger[0] = before.withPrevVote(new Vote(new Ballot(i), new Decree(i)));
            return event("alpha", new Happening.Wrote(before, ledger[0]));
        }).toList();
        List<Event> events = new ArrayList<>(notes);
        events.add(event("alpha", new Happening.Lost("1", "beta", ANY, "So.")));
        String diagram = diagram(NAMES, events);
        assertTrue(diagram.length() < 50_000 && diagram.length() > 40_000, "it is " + diagram.length());
        assertTrue(diagram.endsWith("1 more messages are left out\n"), diagram.substring(diagram.length() - 100));
    }

    @Test
    void numbersAreTheSameInAllLanguages() {
        Locale before = Locale.getDefault();
        List<Event> events = Run.of(NAMES, 2, 3);
        String diagram = diagram(NAMES, events);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(diagram, diagram(NAMES, events));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatIsDoneOnPurposeIsSaidLoudly() {
        List<String> notes = notes(diagram(NAMES, List.of(event("alpha", new Happening.Rules(Set.of(Rule.TAKE_LATEST_VOTE))),
                event("alpha", new Happening.Rules(Set.of())), event("beta", new Happening.Tampered(Ledger.BLANK, Ledger.BLANK, "An empty disk.")),
                event("beta", new Happening.Intervened("The link from alpha to beta is cut.")),
                event("gamma", new Happening.Discarded(Optional.of("beta"), Optional.of("k3-1"), ANY, "It was sent away by hand.")))));
        assertEquals(List.of("alpha: RULE SWITCHED OFF: Take the latest vote (B3)", "alpha: all rules hold", "beta: An empty disk.",
                "beta: The link from alpha to beta is cut.", "gamma: NextBallot 4 was not read. It was sent away by hand."), notes);
    }
}
