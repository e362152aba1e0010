package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.node.Disk;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;

/// Numbers where 32 bits end come back from the disk as they were written, and none beyond is read as another.
class EdgesTest {

    private static final int MAX = Integer.MAX_VALUE;

    @TempDir
    private Path parliament;

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, MAX - 1, MAX})
    void theLastNumbersComeBackAsTheyWereWritten(int decree) throws Exception {
        Ledger ledger = Ledger.BLANK;
        try (Disk.Open disk = new FileDisk(parliament, "alpha").open()) {
            for (int number : new int[] {0, 1, MAX - 1, MAX}) {
                Ballot b = new Ballot(number);
                ledger = new Ledger(b, b, Optional.of(new Vote(b, new Decree(decree))), Optional.of(new Decree(decree)));
                disk.write(ledger);
            }
        }
        try (Disk.Open disk = new FileDisk(parliament, "alpha").open()) {
            assertEquals(ledger, disk.ledger());
            assertEquals("2147483647", Files.readString(parliament.resolve("alpha/next-bal.txt")));
            assertEquals(Integer.toString(decree), Files.readString(parliament.resolve("alpha/decree.txt")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "4294967295", "4294967296", "9999999999",
            "-2", "-2147483648", "+1", "1.0", "0x7f"})
    void aFolderOfTheCppProgramWithANumberThatIsNoBallotIsRefusedAndNothingIsGuessed(String number) throws Exception {
        Path folder = Files.createDirectories(parliament.resolve("alpha"));
        Files.writeString(folder.resolve("next-bal.txt"), number);
        String why = assertThrows(IOException.class, () -> new FileDisk(parliament, "alpha").open()).getMessage();
        assertTrue(why.contains("next-bal.txt"), why);
        assertTrue(Files.notExists(folder.resolve("ledger.txt")));
    }

    @Test
    void aFolderOfTheCppProgramAtTheTopIsTakenOver() throws Exception {
        Path folder = Files.createDirectories(parliament.resolve("alpha"));
        Files.writeString(folder.resolve("next-bal.txt"), "2147483647");
        Files.writeString(folder.resolve("prev-vote-id.txt"), "2147483647");
        Files.writeString(folder.resolve("prev-vote-decree.txt"), "-2147483648");
        try (Disk.Open disk = new FileDisk(parliament, "alpha").open()) {
            assertEquals(Ledger.BLANK.withNextBal(new Ballot(MAX))
                    .withPrevVote(new Vote(new Ballot(MAX), new Decree(Integer.MIN_VALUE))), disk.ledger());
        }
    }
}
