package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.synod.Ledger;

/// A crash while a line is being written leaves the beginning of it at the end of the file.
class TornWriteTest {

    @TempDir
    Path parliament;

    @Test
    void aCutAtEveryByteOfEachWriteLeavesTheLedgerBeforeOrAfterIt() throws IOException {
        Alpha alpha = new Alpha(parliament);
        alpha.live(Alpha.LIFE);
        byte[] whole = Files.readAllBytes(alpha.ledgerFile());
        List<String> lines = alpha.lines();
        int start = lines.getFirst().length();
        for (int write = 0; write < Alpha.LIFE.size(); write++) {
            Ledger before = write == 0 ? Ledger.BLANK : Alpha.LIFE.get(write - 1);
            Ledger after = Alpha.LIFE.get(write);
            int end = start + lines.get(write + 1).length();
            // The locks, and views from before or from after, make no difference.
            for (int cut = start; cut <= end; cut++) {
                Files.write(alpha.ledgerFile(), Arrays.copyOf(whole, cut));
                boolean complete = cut >= end - 1;
                assertEquals(complete ? after : before, alpha.read(), "cut at byte " + cut);
                assertArrayEquals(Arrays.copyOf(whole, complete ? end : start), Files.readAllBytes(alpha.ledgerFile()),
                        "mended after the cut at byte " + cut);
            }
            start = end;
        }
    }

    @Test
    void afterACutAtAnyByteWritingGoesOn() throws IOException {
        Alpha alpha = new Alpha(parliament);
        alpha.live(Alpha.LIFE.subList(0, 6));
        byte[] whole = Files.readAllBytes(alpha.ledgerFile());
        int last = alpha.lines().getLast().length();
        for (int cut = whole.length - last; cut <= whole.length; cut++) {
            Files.write(alpha.ledgerFile(), Arrays.copyOf(whole, cut));
            alpha.live(Alpha.LIFE.subList(5, 7));
            assertEquals(Alpha.LIFE.get(6), alpha.read(), "cut at byte " + cut);
            assertEquals(8, alpha.lines().size(), "cut at byte " + cut);
        }
    }

    @Test
    void zerosInPlaceOfTheEndOfAWriteAreLikeACut() throws IOException {
        Alpha alpha = new Alpha(parliament);
        alpha.live(Alpha.LIFE);
        byte[] whole = Files.readAllBytes(alpha.ledgerFile());
        List<String> lines = alpha.lines();
        int start = lines.getFirst().length();
        for (int write = 0; write < Alpha.LIFE.size(); write++) {
            Ledger before = write == 0 ? Ledger.BLANK : Alpha.LIFE.get(write - 1);
            int end = start + lines.get(write + 1).length();
            for (int cut = start; cut < end; cut++) {
                for (int length : new int[] {cut + 1, end, start + 1024}) {
                    Files.write(alpha.ledgerFile(), Arrays.copyOf(Arrays.copyOf(whole, cut), length));
                    boolean complete = cut == end - 1;
                    assertEquals(complete ? Alpha.LIFE.get(write) : before, alpha.read(), "zeros from byte %s to %s".formatted(cut, length));
                    assertArrayEquals(Arrays.copyOf(whole, complete ? end : start), Files.readAllBytes(alpha.ledgerFile()),
                            "mended where there were zeros from byte %s to %s".formatted(cut, length));
                }
            }
            start = end;
        }
    }

    @Test
    void zerosInPlaceOfTheBeginningOfAWriteAreLikeACutWhereTheyEndWithASector() throws IOException {
        Alpha alpha = new Alpha(parliament);
        alpha.live(Alpha.LIFE);
        byte[] whole = Files.readAllBytes(alpha.ledgerFile());
        List<String> lines = alpha.lines();
        int sectors = 0;
        int start = lines.getFirst().length();
        for (int write = 0; write < Alpha.LIFE.size(); write++) {
            int end = start + lines.get(write + 1).length();
            for (int zeros = 1; zeros < end - start; zeros++) {
                byte[] damaged = Arrays.copyOf(whole, end);
                Arrays.fill(damaged, start, start + zeros, (byte) 0);
                Files.write(alpha.ledgerFile(), damaged);
                if ((start + zeros) % 512 == 0) {
                    sectors++;
                    assertEquals(write == 0 ? Ledger.BLANK : Alpha.LIFE.get(write - 1), alpha.read());
                    assertArrayEquals(Arrays.copyOf(whole, start), Files.readAllBytes(alpha.ledgerFile()));
                    for (int cut = start + zeros + 1; cut < end; cut++) {
                        Files.write(alpha.ledgerFile(), Arrays.copyOf(damaged, cut));
                        assertEquals(write == 0 ? Ledger.BLANK : Alpha.LIFE.get(write - 1), alpha.read(), "and cut at byte " + cut);
                    }
                    byte[] withMore = Arrays.copyOf(damaged, end + 1);
                    withMore[end] = '\n';
                    Files.write(alpha.ledgerFile(), withMore);
                }
                alpha.refuses("line " + (write + 2) + ",");
            }
            start = end;
        }
        assertEquals(1, sectors);
    }
}
