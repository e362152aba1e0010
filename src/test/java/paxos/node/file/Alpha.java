package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import paxos.node.Disk;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;

/// The legislator alpha and its folder, for the tests of this package.
record Alpha(Path parliament) {

    /// A life in seven writes; each differs from the one before.
    static final List<Ledger> LIFE = List.of(
            ledger(4, -1),
            ledger(4, 4),
            ledger(4, 4).withPrevVote(vote(4, 17)),
            ledger(4, 9).withPrevVote(vote(4, 17)),
            ledger(4, 9).withPrevVote(vote(9, -17)),
            ledger(4, 9).withPrevVote(vote(9, -17)).withDecree(new Decree(-17)),
            ledger(2147483647, 9).withPrevVote(vote(9, -17)).withDecree(new Decree(-17)));

    static Ledger ledger(int lastTried, int nextBal) {
        return Ledger.BLANK.withLastTried(new Ballot(lastTried)).withNextBal(new Ballot(nextBal));
    }

    static Vote vote(int ballot, int decree) {
        return new Vote(new Ballot(ballot), new Decree(decree));
    }

    Path folder() {
        return parliament.resolve("alpha");
    }

    Path ledgerFile() {
        return folder().resolve("ledger.txt");
    }

    /// Does not wait for the real disk, as most tests open the folder many times: what is forced, and when, is for
    /// [DurabilityTest].
    FileDisk disk() {
        return disk(new Storage() {
            @Override
            void force(FileChannel file) {
            }

            @Override
            void forceFolder(Path folder) {
            }
        });
    }

    FileDisk disk(Storage storage) {
        return disk(storage, Compaction.USUAL);
    }

    FileDisk disk(Storage storage, Compaction compaction) {
        return new FileDisk(parliament, "alpha", storage, compaction, Runnable::run);
    }

    /// Opens, writes these one after the other, closes.
    void live(List<Ledger> ledgers) throws IOException {
        try (Disk.Open open = disk().open()) {
            for (Ledger ledger : ledgers) {
                open.write(ledger);
            }
        }
    }

    Ledger read() throws IOException {
        try (Disk.Open open = disk().open()) {
            return open.ledger();
        }
    }

    /// The ledger file's lines, each with its newline.
    List<String> lines() throws IOException {
        return Files.readString(ledgerFile()).lines().map(line -> line + "\n").toList();
    }

    void put(String file, String text) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve(file), text);
    }

    /// What is in the folder, the locks apart.
    SortedMap<String, String> files() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (var entries = Files.list(folder())) {
            for (Path entry : entries.filter(path -> !path.getFileName().toString().startsWith("lock")).toList()) {
                files.put(entry.getFileName().toString(), Files.isDirectory(entry) ? "/" : Files.readString(entry));
            }
        }
        return files;
    }

    /// Opening fails with a sentence that has all these words.
    String refuses(String... words) {
        return saying(assertThrows(IOException.class, () -> disk().open().close()), words);
    }

    static String saying(IOException refused, String... words) {
        for (String word : words) {
            assertTrue(refused.getMessage().contains(word), () -> "\"" + word + "\" in: " + refused.getMessage());
        }
        assertTrue(refused.getMessage().endsWith("."), refused::getMessage);
        return refused.getMessage();
    }
}
