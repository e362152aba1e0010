package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// What the terminal shows for what happens, letter by letter.
class StoryTest {

    private static final Instant TIME = Instant.parse("2026-11-23T12:34:56.789Z");
    private static final Parliament PARLIAMENT = new Parliament(List.of("alpha", "beta", "gamma"));
    private static final Ballot FOUR = new Ballot(4);

    @Test
    void aNodeThatOpensSaysWhereItListensInALineOfItsOwn() {
        assertEquals(List.of("beta is listening on 127.0.0.1:8001",
                "12:34:56.789  beta               beta enters the chamber. Its ledger is blank."),
                told(new Happening.Opened("127.0.0.1:8001", State.afterRestart(Ledger.BLANK))));
        Ledger ledger = new Ledger(FOUR, new Ballot(5), Optional.of(new Vote(FOUR, new Decree(7))), Optional.of(new Decree(7)));
        assertEquals("12:34:56.789  beta               beta enters the chamber. Its ledger says: last tried ballot 4, promised "
                + "ballot 5, voted for 7 in ballot 4, the decree is 7.",
                told(new Happening.Opened("127.0.0.1:8001", State.afterRestart(ledger))).getLast());
    }

    @Test
    void aStepIsToldInTheCoresOwnWords() {
        assertEquals(List.of("12:34:56.789  beta   ballot 4    beta promised ballot 4: it will vote in no ballot below 4. [§2.3 step 2]"),
                told(stepped(Reason.PROMISED, "beta promised ballot 4: it will vote in no ballot below 4.")));
    }

    @Test
    void whatGoesWrongStandsOut() {
        assertEquals(List.of("12:34:56.789  beta   ballot 4    !!! CONTRADICTION: so it is. [§2.1 theorem 1]"),
                told(stepped(Reason.CONTRADICTION, "CONTRADICTION: so it is.")));
        assertEquals(List.of("12:34:56.789  beta               !!! CRASH: The disk is full. Its slip of paper is lost; its ledger is "
                + "kept. Mend that, then type r beta and Enter here to restart it."), told(new Happening.Crashed("The disk is full.", true)));
        assertEquals(List.of("12:34:56.789  beta   ballot 4    ! beta's NextBallot 4 to gamma was lost: Nobody is there."),
                told(new Happening.Lost("1", "gamma", new Message.NextBallot(FOUR), "Nobody is there.")));
        assertEquals(List.of("12:34:56.789  beta               ! beta's Success to gamma was lost: Nobody is there."),
                told(new Happening.Lost("1", "gamma", new Message.Success(Ballot.NONE, new Decree(1)), "Nobody is there.")));
        assertEquals(List.of("12:34:56.789  beta               ! beta cannot reach gamma."), told(new Happening.PeerSeen("gamma", false)));
        assertEquals(List.of("12:34:56.789  beta               beta can reach gamma."), told(new Happening.PeerSeen("gamma", true)));
    }

    @Test
    void whatTheNextStepTellsAnywayIsLeftOut() {
        assertEquals(List.of(), told(new Happening.Sent("1", "gamma", new Message.NextBallot(FOUR))));
        assertEquals(List.of(), told(new Happening.Received(Optional.of("gamma"), Optional.of("1"), new Message.NextBallot(FOUR))));
        assertEquals(List.of(), told(new Happening.Wrote(Ledger.BLANK, Ledger.BLANK.withNextBal(FOUR))));
    }

    @Test
    void whatIsDoneOnPurposeIsToldAndARuleSwitchedOffIsLoud() {
        assertEquals(List.of("12:34:56.789  beta               !!! RULE SWITCHED OFF at beta: Keep promises over a crash; Majority quorums (B2). "
                + "What follows need not be safe."), told(new Happening.Rules(Set.of(Rule.MAJORITY_QUORUMS, Rule.KEEP_PROMISES))));
        assertEquals(List.of("12:34:56.789  beta               ! All rules hold at beta again."), told(new Happening.Rules(Set.of())));
        assertEquals(List.of("12:34:56.789  beta               !!! An empty disk: beta forgets."),
                told(new Happening.Tampered(Ledger.BLANK, Ledger.BLANK, "An empty disk: beta forgets.")));
        assertEquals(List.of("12:34:56.789  beta   ballot 4    ! beta holds NextBallot 4 from gamma: it is not read yet."),
                told(new Happening.Held(Optional.of("gamma"), Optional.of("1"), new Message.NextBallot(FOUR))));
        assertEquals(List.of("12:34:56.789  beta   ballot 4    ! beta did not read NextBallot 4 from somebody who did not sign: It was sent away."),
                told(new Happening.Discarded(Optional.empty(), Optional.empty(), new Message.NextBallot(FOUR), "It was sent away.")));
        assertEquals(List.of("12:34:56.789  beta               ! All links are as they should be again."),
                told(new Happening.Intervened("All links are as they should be again.")));
    }

    @Test
    void noPeersWordsSteerTheTerminal() {
        assertEquals(List.of("12:34:56.789  beta               ! beta dropped what came from x: ·[2Jjunk"),
                told(new Happening.Dropped("x", "\033[2Jjunk")));
    }

    @Test
    void aLegislatorsColourIsAlsoThatOfItsBallots() {
        StoryLayout layout = layout(Paint.Depth.TRUE);
        String line = layout.set(Storyteller.tell(event(stepped(Reason.PROMISED, "So."))).getFirst());
        assertTrue(line.contains("\033[1;38;2;213;94;0mbeta\033[0m "), "beta, the second, is vermillion: " + line);
        assertTrue(line.contains("\033[1;38;2;213;94;0mballot 4  \033[0m"), "4 = 1 + 3, so ballot 4 is beta's: " + line);
        String alarm = layout.set(Storyteller.tell(event(new Happening.Crashed("So.", false))).getFirst());
        assertTrue(alarm.contains("\033[1;31m!!! CRASH: So."), alarm);
        assertTrue(new Paint(PARLIAMENT, Paint.Depth.INDEXED).asLegislator("alpha", "a").startsWith("\033[1;38;5;25m"));
        assertEquals("nobody", new Paint(PARLIAMENT, Paint.Depth.TRUE).asLegislator("nobody", "nobody"));
    }

    @Test
    void theRestIsToldBeforeTheEnd() {
        EventLog log = new EventLog(InstantSource.fixed(TIME), 10_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Story story = Story.begin(log, Storyteller::tell, new Paint(PARLIAMENT, Paint.Depth.NONE), new PrintStream(out, true, StandardCharsets.UTF_8))) {
            for (int i = 0; i < 9_000; i++) {
                log.append("beta", 1, new Happening.PeerSeen("gamma", true));
            }
            story.say("after 9000");
            log.append("beta", 1, new Happening.Closed());
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(9_002, lines.size());
        assertEquals("after 9000", lines.get(9_000));
        assertTrue(lines.getLast().endsWith("beta left in good order."), lines.getLast());
    }

    @Test
    void whatASlowTerminalMissedIsCounted() {
        EventLog log = new EventLog(InstantSource.fixed(TIME), 3);
        for (int i = 0; i < 10; i++) {
            log.append("beta", 1, new Happening.Closed());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Story.begin(log, Storyteller::tell, new Paint(PARLIAMENT, Paint.Depth.NONE), new PrintStream(out, true, StandardCharsets.UTF_8)).close();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.getFirst().endsWith("! 7 events are not told: this terminal is too slow."), lines.getFirst());
        assertFalse(lines.getFirst().contains("\033"));
    }

    private static Happening stepped(Reason reason, String sentence) {
        return new Happening.Stepped(State.afterRestart(Ledger.BLANK), new Explanation(reason, FOUR, sentence));
    }

    private static List<String> told(Happening what) {
        StoryLayout layout = layout(Paint.Depth.NONE);
        return Storyteller.tell(event(what)).stream().map(layout::set).toList();
    }

    private static StoryLayout layout(Paint.Depth depth) {
        return new StoryLayout(new Paint(PARLIAMENT, depth), ZoneOffset.UTC);
    }

    private static Event event(Happening what) {
        return new Event(0, TIME, 1, "beta", what);
    }
}
