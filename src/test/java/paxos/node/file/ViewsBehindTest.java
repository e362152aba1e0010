package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Disk;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;

class ViewsBehindTest {

    private static final Ledger PROMISED = Ledger.BLANK.withNextBal(new Ballot(4));
    private static final Ledger PROMISED_MORE = PROMISED.withNextBal(new Ballot(9));
    private static final Ledger DECIDED = PROMISED_MORE.withDecree(new Decree(17));

    @TempDir
    private Path parliament;
    private final Queue<Runnable> later = new ArrayDeque<>();

    @Test
    void theDecreeIsWrittenAtOnceAndTheOthersLaterAndOnlyAsTheyAreThen() throws IOException {
        try (Disk.Open open = open()) {
            open.write(PROMISED);
            open.write(PROMISED_MORE);
            assertEquals(Map.of(), views());
            open.write(DECIDED);
            assertEquals(Map.of("decree.txt", "17"), views());
            assertEquals(1, later.size(), "one task for all that is to be done");
            later.remove().run();
            assertEquals(Map.of("decree.txt", "17", "next-bal.txt", "9"), views());
            open.write(DECIDED.withNextBal(new Ballot(13)));
            assertEquals(1, later.size(), "after a task has run there is another");
        }
    }

    @Test
    void closingWritesWhatIsBehindAndNothingIsWrittenAfterIt() throws IOException {
        try (Disk.Open open = open()) {
            open.write(PROMISED);
        }
        assertEquals(Map.of("next-bal.txt", "4"), views());
        Files.writeString(folder().resolve("next-bal.txt"), "another's");
        later.remove().run();
        assertEquals(Map.of("next-bal.txt", "another's"), views());
    }

    @Test
    void whereOneCouldNotBeWrittenTheNextWriteSaysSo() throws IOException {
        try (Disk.Open open = open()) {
            open.write(PROMISED);
            Files.createDirectories(folder().resolve("next-bal.txt/in the way"));
            later.remove().run();
            String why = assertThrows(IOException.class, () -> open.write(PROMISED_MORE)).getMessage();
            assertTrue(why.contains("next-bal.txt"), why);
            assertThrows(IOException.class, () -> open.write(DECIDED));
        }
    }

    private Disk.Open open() throws IOException {
        return new FileDisk(parliament, "alpha", new Storage(), Compaction.USUAL, later::add).open();
    }

    private Path folder() {
        return parliament.resolve("alpha");
    }

    private Map<String, String> views() throws IOException {
        Map<String, String> views = new TreeMap<>();
        for (View view : View.values()) {
            SmallFile.read(folder().resolve(view.file())).ifPresent(text -> views.put(view.file(), text));
        }
        return views;
    }
}
