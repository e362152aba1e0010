package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Disk;
import paxos.node.Disk.Damage;
import paxos.synod.Ledger;

/// A ledger file tells its history, and is cut on purpose: set back, torn, wiped.
class TamperingTest {

    @TempDir
    Path parliament;
    private Alpha alpha;

    @BeforeEach
    void nameAlpha() {
        alpha = new Alpha(parliament);
    }

    // ---- History

    @Test
    void theHistoryIsWhatWasWrittenLastOldestFirst() throws IOException {
        alpha.live(Alpha.LIFE);
        List<Ledger> all = new ArrayList<>(List.of(Ledger.BLANK));
        all.addAll(Alpha.LIFE);
        for (int most = 1; most <= all.size(); most++) {
            assertEquals(all.subList(all.size() - most, all.size()), alpha.disk().history(most));
        }
        assertEquals(all, alpha.disk().history(100));
        assertEquals(all, alpha.disk().history(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> alpha.disk().history(0));
    }

    @Test
    void theHistoryIsReadWhileTheLegislatorWrites() throws IOException {
        try (Disk.Open open = alpha.disk().open()) {
            assertEquals(List.of(Ledger.BLANK), alpha.disk().history(3));
            for (Ledger next : Alpha.LIFE) {
                open.write(next);
                assertEquals(next, alpha.disk().history(1).getLast());
            }
            assertEquals(Alpha.LIFE.subList(4, 7), alpha.disk().history(3));
            assertThrows(IOException.class, () -> alpha.disk().open(), "the lock holds all the same");
        }
    }

    @Test
    void readingTheHistoryChangesNothing() throws IOException {
        assertEquals(List.of(Ledger.BLANK), alpha.disk().history(5));
        assertFalse(Files.exists(alpha.folder()));
        alpha.live(Alpha.LIFE);
        alpha.put("ledger.txt", String.join("", alpha.lines()) + "8: lastTr");
        Map<String, String> files = alpha.files();
        assertEquals(Alpha.LIFE.subList(5, 7), alpha.disk().history(2));
        assertEquals(files, alpha.files());
    }

    @Test
    void aFolderOfTheCppProgramHasTheHistoryThatItsFilesTell() throws IOException {
        alpha.put("next-bal.txt", "4");
        assertEquals(List.of(Alpha.ledger(-1, 4)), alpha.disk().history(5));
        alpha.read();
        assertEquals(List.of(Ledger.BLANK, Alpha.ledger(-1, 4)), alpha.disk().history(5));
    }

    @Test
    void aDamagedFileTellsNoHistory() throws IOException {
        alpha.live(Alpha.LIFE);
        alpha.put("ledger.txt", String.join("", alpha.lines()).replace("nextBal 4", "nextBal 5"));
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().history(1)), "line 3", "checksum");
    }

    // ---- Damage

    @Test
    void setBackTheLedgerIsAnOlderCopyOfItselfAndEveryViewSaysSoAtOnce() throws IOException {
        for (int writes = 1; writes <= Alpha.LIFE.size(); writes++) {
            alpha.disk().forget();
            alpha.live(Alpha.LIFE);
            alpha.put("trace.jsonl", "{}\n");
            List<String> lines = alpha.lines();
            List<Ledger> history = alpha.disk().history(100);

            alpha.disk().damage(new Damage.SetBack(writes));

            Ledger older = writes == Alpha.LIFE.size() ? Ledger.BLANK : Alpha.LIFE.get(Alpha.LIFE.size() - 1 - writes);
            assertEquals(lines.subList(0, lines.size() - writes), alpha.lines(), "the file of then");
            SortedMap<String, String> files = alpha.files();
            assertEquals(older, alpha.read());
            assertEquals(files, alpha.files(), "the next opening finds nothing to mend");
            assertEquals("{}\n", files.get("trace.jsonl"), "what happened is not forgotten");
            assertEquals(history.subList(0, history.size() - writes), alpha.disk().history(100));
            alpha.live(Alpha.LIFE.subList(Alpha.LIFE.size() - writes, Alpha.LIFE.size()));
            assertEquals(lines, alpha.lines(), "it goes on from there");
        }
    }

    @Test
    void aTornLineIsFoundBrokenOffAndTheViewsSayWhatIsLeft() throws IOException {
        for (int writes = 1; writes <= Alpha.LIFE.size(); writes++) {
            alpha.disk().forget();
            alpha.live(Alpha.LIFE.subList(0, writes));
            alpha.put("trace.jsonl", "{}\n");
            String whole = Files.readString(alpha.ledgerFile());
            List<String> lines = alpha.lines();

            alpha.disk().damage(new Damage.TornWrite());

            String torn = Files.readString(alpha.ledgerFile());
            String left = String.join("", lines.subList(0, lines.size() - 1));
            assertTrue(whole.startsWith(torn) && torn.startsWith(left) && torn.length() > left.length() + 20
                    && torn.length() < whole.length() - 20, "in the middle: " + torn);
            Ledger before = writes == 1 ? Ledger.BLANK : Alpha.LIFE.get(writes - 2);
            assertEquals(before, alpha.disk().history(1).getLast());
            SortedMap<String, String> views = views();
            assertEquals(before, alpha.read());
            assertEquals(views, views(), "the views said it before");
            assertEquals(left, Files.readString(alpha.ledgerFile()));
            assertEquals("{}\n", alpha.files().get("trace.jsonl"));
        }
    }

    @Test
    void tornTwiceItLosesTwoWrites() throws IOException {
        alpha.live(Alpha.LIFE);
        alpha.disk().damage(new Damage.TornWrite());
        alpha.disk().damage(new Damage.TornWrite());
        assertEquals(Alpha.LIFE.get(4), alpha.read());
    }

    @Test
    void wipedThereIsNothingOfIt() throws IOException {
        alpha.live(Alpha.LIFE);
        alpha.put("trace.jsonl", "{}\n");
        alpha.disk().damage(new Damage.Wiped());
        assertEquals(Map.of("trace.jsonl", "{}\n"), alpha.files());
        assertEquals(List.of(Ledger.BLANK), alpha.disk().history(5));
        assertEquals(Ledger.BLANK, alpha.read());
        alpha.disk().damage(new Damage.Wiped());
    }

    @Test
    void whatCannotBeDoneIsRefusedAndNothingIsChanged() throws IOException {
        refused(new Damage.SetBack(1), "has no ledger.txt");
        refused(new Damage.TornWrite(), "has no ledger.txt");
        assertFalse(Files.exists(alpha.folder()));

        alpha.put("next-bal.txt", "4");
        refused(new Damage.SetBack(1), "has no ledger.txt");
        alpha.disk().forget();

        alpha.live(List.of());
        refused(new Damage.SetBack(1), "ledger.txt cannot be set back by 1 write: it has only 0 writes");
        refused(new Damage.TornWrite(), "ledger.txt cannot be torn: nothing was written to it yet");

        alpha.live(Alpha.LIFE);
        refused(new Damage.SetBack(8), "set back by 8 writes: it has only 7 writes");
        refused(new Damage.SetBack(Integer.MAX_VALUE), "it has only 7 writes");
        refused(new Damage.SetBack(0), "by one write or more, not by 0");
        refused(new Damage.SetBack(-1), "by one write or more, not by -1");

        alpha.put("ledger.txt", String.join("", alpha.lines()).replace("nextBal 4", "nextBal 5"));
        refused(new Damage.SetBack(1), "line 3", "checksum");
        refused(new Damage.TornWrite(), "line 3", "checksum");
    }

    @Test
    void nobodysLedgerIsDamagedWhileHeHoldsIt() throws IOException {
        alpha.live(Alpha.LIFE.subList(0, 5));
        try (Disk.Open open = alpha.disk().open()) {
            for (Damage damage : Set.of(new Damage.Wiped(), new Damage.SetBack(1), new Damage.TornWrite())) {
                refused(damage, "This program holds");
            }
            open.write(Alpha.LIFE.get(5));
        }
        alpha.disk().damage(new Damage.SetBack(1));
        assertEquals(Alpha.LIFE.get(4), alpha.read(), "and it lets go of the folder");
    }

    @Test
    void theLedgerIsCutForGoodBeforeAViewIsTouched() throws IOException {
        alpha.live(Alpha.LIFE);
        Machine machine = new Machine();
        alpha.disk(machine).damage(new Damage.SetBack(2));
        List<String> log = machine.log.stream().filter(line -> !line.contains("lock")).toList();
        assertEquals(List.of("truncate ledger.txt", "force ledger.txt"), log.subList(0, 2));
        assertTrue(log.stream().skip(2).noneMatch(line -> line.contains("ledger")) && log.size() > 2, log.toString());
    }

    @Test
    void aMachineThatStopsInTheMiddleLeavesTheLedgerOfBeforeOrOfAfter() throws IOException {
        for (Damage damage : List.of(new Damage.SetBack(3), new Damage.TornWrite())) {
            Ledger after = Alpha.LIFE.get(damage instanceof Damage.TornWrite ? 5 : 3);
            boolean finished = false;
            for (int steps = 0; !finished; steps++) {
                alpha.disk().forget();
                alpha.live(Alpha.LIFE);
                Machine machine = new Machine();
                machine.stopAfter(steps);
                try {
                    alpha.disk(machine).damage(damage);
                    finished = true;
                } catch (IOException stopped) {
                    assertTrue(machine.hasStopped(), stopped::toString);
                }
                Ledger read = alpha.read();
                assertTrue(read.equals(after) || !finished && read.equals(Alpha.LIFE.getLast()), read::toString);
                assertTrue(steps < 100);
            }
        }
    }

    private void refused(Damage damage, String... words) throws IOException {
        Map<String, String> files = Files.exists(alpha.folder()) ? alpha.files() : Map.of();
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().damage(damage)), words);
        assertEquals(files, Files.exists(alpha.folder()) ? alpha.files() : Map.of());
    }

    private SortedMap<String, String> views() throws IOException {
        SortedMap<String, String> views = new TreeMap<>(alpha.files());
        views.remove("ledger.txt");
        return views;
    }
}
