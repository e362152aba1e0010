package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Disk;
import paxos.node.MemoryDisk;
import paxos.node.file.FileDisk;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;
import paxos.trace.Rule;

/// While promises are not kept over a crash, they and the votes are in pencil.
class PencilTest {

    private static final Set<Rule> PENCIL = Set.of(Rule.KEEP_PROMISES);

    @TempDir
    Path parliament;

    private final List<String> journal = new ArrayList<>();
    private final MemoryDisk ink = new MemoryDisk(journal::add);
    private Set<Rule> off = Set.of();
    private final Disk disk = new Pencil(ink, () -> off);

    private static final Ledger PROMISED = ledger(-1, 4);
    private static final Ledger VOTED = PROMISED.withPrevVote(new Vote(new Ballot(4), new Decree(17)));

    @Test
    void whileTheRuleHoldsEveryWriteIsInInk() throws IOException {
        off = Set.of(Rule.OWN_NUMBERS, Rule.BEGIN_ONCE);
        try (Disk.Open open = disk.open()) {
            for (Ledger next : List.of(PROMISED, VOTED, VOTED.withDecree(new Decree(17)))) {
                open.write(next);
                assertEquals(next, ink.ledger());
                assertEquals(next, open.ledger());
            }
        }
        assertEquals(List.of(Ledger.BLANK, PROMISED, VOTED, VOTED.withDecree(new Decree(17))), ink.history(9));
    }

    @Test
    void aCrashLosesWhatIsInPencilAndNothingElse() throws IOException {
        off = PENCIL;
        Ledger all = VOTED.withLastTried(new Ballot(3)).withDecree(new Decree(17));
        try (Disk.Open open = disk.open()) {
            open.write(PROMISED);
            open.write(VOTED);
            assertEquals(VOTED, open.ledger(), "it knows, while it sits there");
            assertEquals(List.of(), journal, "nothing is written where nothing of it is to last");
            open.write(VOTED.withLastTried(new Ballot(3)));
            open.write(all);
            assertEquals(all, open.ledger());
        }
        Ledger left = ledger(3, -1).withDecree(new Decree(17));
        assertEquals(left, ink.ledger());
        try (Disk.Open open = disk.open()) {
            assertEquals(left, open.ledger());
        }
    }

    @Test
    void whatWasInInkBeforeStays() throws IOException {
        try (Disk.Open open = disk.open()) {
            open.write(VOTED);
            off = PENCIL;
            open.write(VOTED.withNextBal(new Ballot(9)));
        }
        assertEquals(VOTED, ink.ledger());
    }

    @Test
    void onceTheRuleHoldsAgainTheNextWriteWritesAll() throws IOException {
        off = PENCIL;
        try (Disk.Open open = disk.open()) {
            open.write(PROMISED);
            open.write(VOTED);
            off = Set.of();
            assertEquals(Ledger.BLANK, ink.ledger(), "not yet");
            open.write(VOTED.withLastTried(new Ballot(6)));
            assertEquals(VOTED.withLastTried(new Ballot(6)), ink.ledger());
        }
    }

    @Test
    void aWriteThatFailsIsNotTakenForWritten() throws IOException {
        try (Disk.Open open = disk.open()) {
            ink.failFromNowOn("The disk is full.");
            assertThrows(IOException.class, () -> open.write(PROMISED));
            assertEquals(Ledger.BLANK, open.ledger());
        }
        assertFalse(ink.isOpen());
    }

    @Test
    void theDiskBehindItIsAskedAndDamaged() throws IOException {
        off = PENCIL;
        try (Disk.Open open = disk.open()) {
            open.write(ledger(0, -1));
            open.write(ledger(0, 4));
            open.write(ledger(3, 4));
            assertEquals(List.of(Ledger.BLANK, ledger(0, -1), ledger(3, -1)), disk.history(9));
            assertThrows(IOException.class, disk::open);
        }
        disk.damage(new Disk.Damage.SetBack(1));
        assertEquals(ledger(0, -1), disk.history(1).getLast());
        disk.forget();
        assertEquals(List.of(Ledger.BLANK), disk.history(9));
    }

    /// A real ledger file refuses to take ink back: no life with the rule on and off makes it.
    @Test
    void aRealLedgerFileTakesWhateverIsInked() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        FileDisk file = new FileDisk(parliament, "alpha");
        Disk pencil = new Pencil(file, () -> off);
        int lost = 0;
        for (int life = 0; life < 12; life++) {
            Ledger known;
            try (Disk.Open open = pencil.open()) {
                known = open.ledger();
                for (int write = 0; write < 12; write++) {
                    off = random.nextBoolean() ? PENCIL : Set.of();
                    known = more(known, random);
                    open.write(known);
                    assertEquals(known, open.ledger());
                    Ledger inked = file.history(1).getLast();
                    assertTrue(off.equals(PENCIL) ? inked.lastTried().equals(known.lastTried()) && inked.decree().equals(known.decree())
                            : inked.equals(known), inked + " of " + known);
                }
            }
            lost += file.history(1).getLast().equals(known) ? 0 : 1;
        }
        assertTrue(lost > 2 && lost < 12, "lives that lost something: " + lost);
    }

    private static Ledger more(Ledger ledger, SplittableRandom random) {
        Ballot above = new Ballot(Math.max(ledger.nextBal().number(), ledger.lastTried().number()) + 1);
        return switch (random.nextInt(8)) {
            case 0, 1 -> ledger.withLastTried(above);
            case 2, 3, 4 -> ledger.withNextBal(above);
            case 5, 6 -> ledger.nextBal().isNone() || Said.voted(ledger).equals(ledger.nextBal()) ? ledger
                    : ledger.withPrevVote(new Vote(ledger.nextBal(), new Decree(random.nextInt())));
            default -> ledger.withDecree(ledger.decree().orElse(new Decree(1)));
        };
    }

    private static Ledger ledger(int lastTried, int nextBal) {
        return new Ledger(new Ballot(lastTried), new Ballot(nextBal), Optional.empty(), Optional.empty());
    }
}
