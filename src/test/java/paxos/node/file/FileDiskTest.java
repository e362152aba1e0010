package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.node.Disk;
import paxos.synod.Decree;
import paxos.synod.Ledger;

class FileDiskTest {

    @TempDir
    Path parliament;
    private Alpha alpha;

    @BeforeEach
    void nameAlpha() {
        alpha = new Alpha(parliament.resolve("deep/down"));
    }

    /// With the real disk, forced; the others do not wait for it.
    @Test
    void livesAWholeLife() throws IOException {
        for (Ledger ledger : Alpha.LIFE) {
            try (Disk.Open open = new FileDisk(alpha.parliament(), "alpha").open()) {
                open.write(ledger);
                assertEquals(ledger, open.ledger());
            }
        }
        assertEquals(Alpha.LIFE.getLast(), alpha.read());
        new FileDisk(alpha.parliament(), "alpha").forget();
        assertEquals(Ledger.BLANK, alpha.read());
    }

    @Test
    void beginsBlank() throws IOException {
        assertEquals(Ledger.BLANK, alpha.read());
        assertEquals(Map.of("ledger.txt", new LedgerHeader("alpha", 1).line() + "\n"), alpha.files());
        assertEquals(Ledger.BLANK, alpha.read());
    }

    @Test
    void remembersEachWriteAndKeepsThoseBefore() throws IOException {
        String before = "";
        for (Ledger ledger : Alpha.LIFE) {
            alpha.live(List.of(ledger));
            assertEquals(ledger, alpha.read());
            String now = Files.readString(alpha.ledgerFile());
            assertTrue(now.startsWith(before) && now.length() > before.length());
            before = now;
        }
    }

    @Test
    void writesTheFileThatThePackageCommentShows() throws IOException {
        Ledger promised = Alpha.ledger(-1, 1);
        Ledger voted = promised.withPrevVote(Alpha.vote(1, 17));
        alpha.live(List.of(promised, voted, voted.withDecree(new Decree(17))));
        assertEquals("""
                paxos ledger, version 1, of alpha | crc32c f4bd66ea
                1: lastTried none, nextBal 1, prevVote none, decree none | crc32c fdb5dc75
                2: lastTried none, nextBal 1, prevVote 17 in ballot 1, decree none | crc32c 66347433
                3: lastTried none, nextBal 1, prevVote 17 in ballot 1, decree 17 | crc32c 2278e6a4
                """, Files.readString(alpha.ledgerFile()));
    }

    @Test
    void writesNoLineForALedgerThatIsWritten() throws IOException {
        alpha.live(List.of(Alpha.LIFE.get(0), Alpha.LIFE.get(0), Alpha.LIFE.get(0)));
        assertEquals(2, alpha.lines().size());
    }

    @Test
    void knowsNamesInEveryScript() throws IOException {
        FileDisk disk = new FileDisk(parliament, "Fast | crc32c parliament");
        for (int time = 0; time < 2; time++) {
            try (Disk.Open open = disk.open()) {
                open.write(Alpha.LIFE.get(time));
            }
        }
        assertTrue(new LedgerHeader("Βλέπων 議員", 1).line().startsWith("paxos ledger, version 1, of Βλέπων 議員 | "));
    }

    @Test
    void writesNothingThatTakesAPromiseBack() throws IOException {
        alpha.live(Alpha.LIFE);
        Ledger last = Alpha.LIFE.getLast();
        var files = alpha.files();
        Map<Ledger, String> wrong = new HashMap<>();
        wrong.put(last.withLastTried(Alpha.ledger(4, 0).lastTried()), "lastTried back from 2147483647 to 4");
        wrong.put(last.withNextBal(Alpha.ledger(0, 8).nextBal()), "nextBal back from 9 to 8");
        wrong.put(last.withDecree(new Decree(5)), "decree from -17 to 5");
        wrong.put(Alpha.ledger(2147483647, 9).withPrevVote(Alpha.vote(9, -17)), "decree from -17 to none");
        wrong.put(last.withPrevVote(Alpha.vote(4, 17)), "vote in ballot 9 back, to ballot 4");
        wrong.put(Alpha.ledger(2147483647, 9).withDecree(new Decree(-17)), "vote in ballot 9 back, to ballot none");
        wrong.put(last.withPrevVote(Alpha.vote(9, 17)), "changes the vote in ballot 9");
        wrong.put(last.withPrevVote(Alpha.vote(10, 17)), "vote in ballot 10, above the promise nextBal 9");
        for (Map.Entry<Ledger, String> each : wrong.entrySet()) {
            try (Disk.Open open = alpha.disk().open()) {
                Alpha.saying(assertThrows(IOException.class, () -> open.write(each.getKey())), each.getValue(), "defect");
                assertEquals(last, open.ledger());
                assertThrows(IOException.class, () -> open.write(last.withNextBal(Alpha.ledger(0, 20).nextBal())));
            }
            assertEquals(files, alpha.files());
        }
    }

    @Test
    void writesNothingOnceClosed() throws IOException {
        Disk.Open open = alpha.disk().open();
        open.close();
        open.close();
        Alpha.saying(assertThrows(IOException.class, () -> open.write(Alpha.LIFE.get(0))), "closed", "Restart");
        assertEquals(Ledger.BLANK, alpha.read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "/", "/etc", "a/b", "../alpha", "alpha/", "alpha/..", "./alpha",
        "al\npha", "al\0pha"})
    void staysInTheParliamentsFolder(String name) {
        assertThrows(IllegalArgumentException.class, () -> new FileDisk(parliament, name));
    }

    @Test
    void saysWhereAFileIsInTheWayOfTheFolder() throws IOException {
        Files.writeString(parliament.resolve("deep"), "");
        alpha.refuses("Cannot make the folder", alpha.folder().toString(), "in the way");
    }

    @Test
    void saysWhereAFolderIsInTheWayOfAFile() throws IOException {
        Files.createDirectories(alpha.ledgerFile());
        alpha.refuses(alpha.ledgerFile().toString(), "Is a directory", "Move what is in the way");
        Files.delete(alpha.ledgerFile());
        Files.createDirectories(alpha.folder().resolve("next-bal.txt"));
        alpha.refuses(alpha.folder().resolve("next-bal.txt").toString(), "Is a directory");
    }

    @Test
    void takesNoLinkToNowhereForANewLegislator() throws IOException {
        Files.createDirectories(alpha.folder());
        Files.createSymbolicLink(alpha.ledgerFile(), parliament.resolve("not-mounted/ledger.txt"));
        alpha.refuses(alpha.ledgerFile().toString(), "No such file");
        assertTrue(Files.isSymbolicLink(alpha.ledgerFile()));
    }

    @Test
    void writesNothingToAFileThatIsNoLongerTheLedger() throws IOException {
        alpha.live(Alpha.LIFE.subList(0, 1));
        Ledger next = Alpha.LIFE.get(1);

        try (Disk.Open open = alpha.disk().open()) {
            byte[] copy = Files.readAllBytes(alpha.ledgerFile());
            Path other = Files.write(alpha.folder().resolve("saved-by-an-editor"), copy);
            Files.move(other, alpha.ledgerFile(), StandardCopyOption.REPLACE_EXISTING);
            Alpha.saying(assertThrows(IOException.class, () -> open.write(next)), "somebody else changed or replaced it");
        }
        try (Disk.Open open = alpha.disk().open()) {
            Files.writeString(alpha.ledgerFile(), "2: ", StandardOpenOption.APPEND);
            Alpha.saying(assertThrows(IOException.class, () -> open.write(next)), "somebody else changed or replaced it");
        }
        try (Disk.Open open = alpha.disk().open()) {
            Files.delete(alpha.ledgerFile());
            Alpha.saying(assertThrows(IOException.class, () -> open.write(next)), "No such file");
        }
    }
}
