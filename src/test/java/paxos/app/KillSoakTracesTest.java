package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;

class KillSoakTracesTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    private static final Ballot THREE = new Ballot(3);
    private static final Ledger PROMISED = Ledger.BLANK.withNextBal(THREE);
    private static final Ledger VOTED = PROMISED.withPrevVote(new Vote(THREE, new Decree(17)));
    private static final Message LAST_VOTE = new Message.LastVote(THREE, Optional.empty());
    private static final String ID = Long.toString(150, Character.MAX_RADIX) + "-1";

    @TempDir
    private Path folder;
    private final List<KillSoakLife> lives = new ArrayList<>(List.of(
            new KillSoakLife("beta", 1, 100, 900, List.of(Ledger.BLANK)), new KillSoakLife("gamma", 1, 100, 900, List.of(Ledger.BLANK))));

    @Test
    void aPromiseThatStandsInTheLedgerIsNotAccused() throws Exception {
        lives.add(new KillSoakLife("alpha", 1, 100, 900, List.of(Ledger.BLANK, PROMISED)));
        trace("alpha", opened(), new Happening.Wrote(Ledger.BLANK, PROMISED), new Happening.Sent(ID, "beta", LAST_VOTE));
        trace("beta", opened(), new Happening.Received(Optional.of("alpha"), Optional.of(ID), LAST_VOTE));
        KillSoakTraces traces = read();
        assertEquals(List.of(), traces.violations());
        assertEquals(5, traces.events());
        assertEquals(1, traces.backed());
        assertEquals(0, traces.untold());
        assertTrue(traces.checks() > 0);
    }

    @Test
    void aPromiseThatAnotherReceivedAndNoLedgerHasIsAccusedThoughTheSendersTraceIsLost() throws Exception {
        lives.add(new KillSoakLife("alpha", 1, 100, 900, List.of(Ledger.BLANK)));
        trace("alpha", opened());
        trace("beta", opened(), new Happening.Received(Optional.of("alpha"), Optional.of(ID), LAST_VOTE));
        KillSoakTraces traces = read();
        assertEquals(1, traces.untold());
        accused("alpha said LastVote[ballot=3, vote=Optional.empty] (message %s), and when the process 1 of alpha had ended".formatted(ID), traces);
    }

    @Test
    void aBrokenPromiseIsFoundByTheAudit() throws Exception {
        Ledger later = Ledger.BLANK.withNextBal(new Ballot(5));
        Ledger broken = later.withPrevVote(new Vote(THREE, new Decree(17)));
        lives.add(new KillSoakLife("alpha", 1, 100, 900, List.of(Ledger.BLANK, later, broken)));
        trace("alpha", opened(), new Happening.Wrote(Ledger.BLANK, later),
                new Happening.Sent(ID, "beta", new Message.LastVote(new Ballot(5), Optional.empty())), new Happening.Wrote(later, broken));
        trace("beta", opened());
        KillSoakTraces traces = read();
        accused("Promises is violated: alpha promised in LastVote 5 to vote in no ballot below 5, and then voted for 17 in ballot 3.", traces);
    }

    @Test
    void whatATraceTellsAndTheLedgerDoesNotIsAccused() throws Exception {
        lives.add(new KillSoakLife("alpha", 1, 100, 900, List.of(Ledger.BLANK, PROMISED)));
        trace("alpha", new Happening.Opened("127.0.0.1:1", State.afterRestart(PROMISED)), new Happening.Wrote(PROMISED, VOTED),
                new Happening.Crashed("The disk is full.", true), new Happening.Missed(2));
        trace("beta", opened(), new Happening.Received(Optional.empty(), Optional.empty(), LAST_VOTE));
        KillSoakTraces traces = read();
        accused("the process 1 of alpha began with ", traces);
        accused("The trace of alpha has that it wrote ", traces);
        accused("alpha crashed, and nobody asked it to: The disk is full.", traces);
        accused("The trace of alpha has a gap of 2 events.", traces);
        accused("beta received a message that nobody signed", traces);
    }

    @Test
    void whereMoreIsLostOfTheEndsTheAuditStillAccusesByWhatIsThere() throws Exception {
        Ledger later = Ledger.BLANK.withNextBal(new Ballot(5));
        Ledger broken = later.withPrevVote(new Vote(THREE, new Decree(17)));
        lives.add(new KillSoakLife("alpha", 1, 100, 900, List.of(Ledger.BLANK, later, broken)));
        List<Happening> all = new ArrayList<>(List.of(opened(), new Happening.Wrote(Ledger.BLANK, later),
                new Happening.Sent(ID, "beta", new Message.LastVote(new Ballot(5), Optional.empty())), new Happening.Wrote(later, broken)));
        for (int i = 0; i < KillSoakTraces.MOST_LOST; i++) {
            all.add(new Happening.PeerSeen("beta", i % 2 == 0));
        }
        trace("alpha", all.toArray(Happening[]::new));
        trace("beta", opened());
        KillSoakTraces traces = read();
        traces.auditAsIfMoreWasLost(new SplittableRandom(1));
        List<String> found = traces.violations();
        assertTrue(found.stream().anyMatch(each -> each.matches("With \\d+ more events lost by killed processes: Promises is violated: .*")),
                found::toString);
        assertTrue(found.stream().anyMatch(each -> each.startsWith("Promises is violated: ")), found::toString);
    }

    // ---- Hand-made

    private static Happening opened() {
        return new Happening.Opened("127.0.0.1:1", State.afterRestart(Ledger.BLANK));
    }

    /// All of it from 200 milliseconds on.
    private void trace(String name, Happening... what) throws IOException {
        TraceFormat format = new TraceFormat(NAMES);
        StringBuilder lines = new StringBuilder(TraceFormat.write(new TraceHeader(NAMES, name, "k1"))).append('\n');
        for (int number = 0; number < what.length; number++) {
            lines.append(format.write(new Event(number, Instant.ofEpochMilli(200 + number), number, name, what[number]))).append('\n');
        }
        Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("trace.jsonl"), lines);
    }

    private KillSoakTraces read() throws UsageError {
        return KillSoakTraces.read(folder, new KillSoakInk(NAMES.size(), lives));
    }

    private static void accused(String sentence, KillSoakTraces traces) {
        List<String> found = traces.violations();
        assertTrue(found.stream().anyMatch(each -> each.contains(sentence)), found::toString);
    }
}
