package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Disk;
import paxos.synod.Ledger;

class ForgetTest {

    @TempDir
    Path parliament;
    private Alpha alpha;

    @BeforeEach
    void nameAlpha() {
        alpha = new Alpha(parliament);
    }

    @Test
    void removesOurFilesAndNothingElse() throws IOException {
        alpha.live(Alpha.LIFE);
        Map<String, String> others = Map.of("notes.txt", "keep", "decree.txt.bak", "keep", "my.new", "keep",
                "ledger.txt~", "keep", "trace.jsonl", "keep");
        for (var other : others.entrySet()) {
            alpha.put(other.getKey(), other.getValue());
        }
        Files.createDirectories(alpha.folder().resolve("decree"));
        alpha.put("ledger.txt.new", "half");
        alpha.put("decree.txt.new", "half");
        new FileDisk(parliament, "beta").open().close();

        alpha.disk().forget();

        Map<String, String> left = new TreeMap<>(others);
        left.put("decree", "/");
        assertEquals(left, alpha.files());
        assertTrue(Files.exists(parliament.resolve("beta/ledger.txt")));
        assertEquals(Ledger.BLANK, alpha.read());
    }

    @Test
    void forgetsWhatIsDamaged() throws IOException {
        alpha.put("ledger.txt", "junk");
        alpha.put("next-bal.txt", "junk");
        alpha.disk().forget();
        assertEquals(Ledger.BLANK, alpha.read());
    }

    @Test
    void doesNothingWhereThereIsNothing() throws IOException {
        alpha.disk().forget();
        assertFalse(Files.exists(alpha.folder()));
    }

    @Test
    void waitsUntilNobodyHoldsTheFolder() throws IOException {
        alpha.live(Alpha.LIFE);
        Map<String, String> files = alpha.files();
        try (Disk.Open open = alpha.disk().open()) {
            Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().forget()), "This program holds");
            assertEquals(files, alpha.files());
            assertEquals(Alpha.LIFE.getLast(), open.ledger());
        }
        alpha.disk().forget();
        alpha.disk().forget();
        assertEquals(Map.of(), alpha.files());
    }

    @Test
    void removesNoFolder() throws IOException {
        alpha.live(Alpha.LIFE);
        Files.createDirectories(alpha.folder().resolve("ledger.txt.new"));
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().forget()),
                "Cannot remove", "ledger.txt.new: It is a folder");
    }
}
