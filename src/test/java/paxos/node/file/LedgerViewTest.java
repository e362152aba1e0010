package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Disk;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;

class LedgerViewTest {

    @TempDir
    private Path parliament;

    @Test
    void showsWhatALegislatorWroteWhileItSitsThere() throws IOException {
        assertEquals(Optional.empty(), LedgerView.read(parliament.resolve("alpha")));
        Ledger written = Ledger.BLANK.withLastTried(new Ballot(4)).withNextBal(new Ballot(9))
                .withPrevVote(new Vote(new Ballot(4), new Decree(-17))).withDecree(new Decree(-17));
        try (Disk.Open open = new FileDisk(parliament, "alpha", new Storage(), Compaction.USUAL, Runnable::run).open()) {
            assertEquals(Optional.of(Ledger.BLANK), LedgerView.read(parliament.resolve("alpha")));
            open.write(written);
            assertEquals(Optional.of(written), LedgerView.read(parliament.resolve("alpha")));
        }
        assertEquals(Optional.of(written), LedgerView.read(parliament.resolve("alpha")));
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        Path folder = Files.createDirectory(parliament.resolve("alpha"));
        Files.writeString(folder.resolve("decree.txt"), "seventeen");
        assertThrows(IOException.class, () -> LedgerView.read(folder));
    }
}
