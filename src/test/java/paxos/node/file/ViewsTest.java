package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Disk;

class ViewsTest {

    @TempDir
    Path parliament;
    private Alpha alpha;

    @BeforeEach
    void nameAlpha() {
        alpha = new Alpha(parliament);
    }

    @Test
    void sayWhatTheLedgerSaysAfterEachWrite() throws IOException {
        List<Map<String, String>> expected = List.of(
                Map.of("last-tried.txt", "4"),
                Map.of("last-tried.txt", "4", "next-bal.txt", "4"),
                Map.of("last-tried.txt", "4", "next-bal.txt", "4", "prev-vote-id.txt", "4", "prev-vote-decree.txt", "17"),
                Map.of("last-tried.txt", "4", "next-bal.txt", "9", "prev-vote-id.txt", "4", "prev-vote-decree.txt", "17"),
                Map.of("last-tried.txt", "4", "next-bal.txt", "9", "prev-vote-id.txt", "9", "prev-vote-decree.txt", "-17"),
                Map.of("last-tried.txt", "4", "next-bal.txt", "9", "prev-vote-id.txt", "9", "prev-vote-decree.txt", "-17",
                        "decree.txt", "-17"),
                Map.of("last-tried.txt", "2147483647", "next-bal.txt", "9", "prev-vote-id.txt", "9",
                        "prev-vote-decree.txt", "-17", "decree.txt", "-17"));
        try (Disk.Open open = alpha.disk().open()) {
            for (int write = 0; write < expected.size(); write++) {
                open.write(Alpha.LIFE.get(write));
                assertEquals(expected.get(write), views());
            }
        }
    }

    @Test
    void areRebuiltFromTheLedger() throws IOException {
        alpha.live(Alpha.LIFE.subList(0, 4));
        Map<String, String> views = views();
        alpha.put("decree.txt", "99");
        alpha.put("last-tried.txt", "5");
        alpha.put("next-bal.txt", "9\n");
        alpha.put("prev-vote-id.txt", "no number at all, and far too long for one: " + "x".repeat(100_000));
        Files.delete(alpha.folder().resolve("prev-vote-decree.txt"));
        alpha.put("next-bal.txt.new", "half");
        alpha.put("ledger.txt.new", "half");
        assertEquals(Alpha.LIFE.get(3), alpha.read());
        assertEquals(views, views());
    }

    @Test
    void areNotTouchedWhereTheyAreRight() throws IOException {
        alpha.live(Alpha.LIFE);
        Machine machine = new Machine();
        alpha.disk(machine).open().close();
        assertEquals(List.of(), machine.log.stream().filter(step -> step.startsWith("move") || step.startsWith("delete")).toList());
    }

    @Test
    void theDecreeIsReadAsItIs() throws IOException {
        assertEquals(Optional.empty(), DecreeView.read(alpha.folder()));
        alpha.live(Alpha.LIFE.subList(0, 4));
        assertEquals(Optional.empty(), DecreeView.read(alpha.folder()));
        alpha.live(Alpha.LIFE.subList(4, 6));
        assertEquals(Optional.of("-17"), DecreeView.read(alpha.folder()));
        alpha.put("decree.txt", " 17 or so\n");
        assertEquals(Optional.of(" 17 or so\n"), DecreeView.read(alpha.folder()));
        alpha.put("decree.txt", "1".repeat(100_000));
        assertEquals(Optional.of("1".repeat(64)), DecreeView.read(alpha.folder()));
    }

    private Map<String, String> views() throws IOException {
        Map<String, String> files = alpha.files();
        files.remove("ledger.txt");
        return files;
    }
}
