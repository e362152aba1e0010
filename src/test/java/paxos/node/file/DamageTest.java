package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paxos.synod.Decree;
import paxos.synod.Ledger;

/// What no crash can leave behind stops the legislator, with the line and the mend, and changes nothing.
class DamageTest {

    @TempDir
    Path parliament;
    private Alpha alpha;
    private List<String> lines;

    @BeforeEach
    void live() throws IOException {
        alpha = new Alpha(parliament);
        alpha.live(Alpha.LIFE);
        lines = alpha.lines();
    }

    @Test
    void everyByteOfEveryLineIsGuarded() throws IOException {
        byte[] whole = Files.readAllBytes(alpha.ledgerFile());
        int line = 1;
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {whole[at] ^ 1, whole[at] ^ 0x80, 0, '\n', '0'}) {
                // A zero in place of the last newline of all: TornWriteTest.
                if ((byte) value != whole[at] && (value != 0 || at < whole.length - 1)) {
                    byte[] flipped = whole.clone();
                    flipped[at] = (byte) value;
                    isDamaged(flipped, line);
                }
            }
            line += whole[at] == '\n' ? 1 : 0;
        }
    }

    @Test
    void everyLineIsNeededButTheLast() throws IOException {
        for (int missing = 1; missing < lines.size() - 1; missing++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(missing);
            isDamaged(fewer, missing + 1, "a line is missing");
        }
        isDamaged(lines.subList(1, lines.size()), 1, "not the first line");
    }

    @Test
    void noLineCountsTwice() throws IOException {
        for (int twice = 1; twice < lines.size(); twice++) {
            List<String> more = new ArrayList<>(lines);
            more.add(twice, lines.get(twice));
            isDamaged(more, twice + 2, "repeated");
        }
        List<String> twoHeaders = new ArrayList<>(lines);
        twoHeaders.addFirst(lines.getFirst());
        isDamaged(twoHeaders, 2, "no line that this program writes");
    }

    @Test
    void theLinesHaveTheirOrder() throws IOException {
        for (int first = 1; first < lines.size() - 1; first++) {
            List<String> swapped = new ArrayList<>(lines);
            Collections.swap(swapped, first, first + 1);
            isDamaged(swapped, first + 1, "has the number " + (first + 1) + " where " + first + " is due");
        }
    }

    @Test
    void anEmptyFileIsNoNewLedger() throws IOException {
        isDamaged(new byte[0], 1, "the file is empty");
        isDamaged(List.of("\n"), 1);
        isDamaged(List.of(lines.getFirst().strip()), 1, "breaks off");
        isDamaged(List.of(lines.getFirst().substring(0, 20)), 1);
    }

    @Test
    void junkAtTheEndIsNoWriteThatBrokeOff() throws IOException {
        String whole = String.join("", lines);
        isDamaged(List.of(whole, "\n"), 9);
        isDamaged(List.of(whole, "\0".repeat(4096)), 9);
        isDamaged(List.of(whole, "\0\n"), 9);
        isDamaged(List.of(whole, "\0junk"), 9);
        isDamaged(List.of(whole, "junk\0"), 9);
        isDamaged(List.of(whole, "junk"), 9);
        isDamaged(List.of(whole, "7: lastTried"), 9);
        isDamaged(List.of(whole, "9: "), 9);
        isDamaged(List.of(whole, "8: lastTried 12,\0,"), 9);
        isDamaged(List.of(whole, "8: lastTried 12,\0\n"), 9);
        isDamaged(List.of(whole, "8: lastTried 12\n"), 9);
        isDamaged(List.of(whole, sealed(8, Alpha.LIFE.getLast()).replaceFirst("8:", "8: ").strip()), 9);
        isDamaged(List.of(whole, "8".repeat(100_000)), 9);
        isDamaged(List.of(whole, "8".repeat(100_000), "\n"), 9, "longer than any line");
    }

    @Test
    void aCompleteLastLineWithAWrongChecksumDidNotBreakOff() throws IOException {
        String whole = String.join("", lines);
        for (String newline : List.of("", "\n")) {
            isDamaged(List.of(whole.replaceFirst("0 in ballot|.\\n$", "f" + newline)), 8, "does not match its checksum");
        }
    }

    @Test
    void noPromiseIsTakenBackUnderARightChecksum() throws IOException {
        Ledger last = Alpha.LIFE.getLast();
        isDamagedBy(last.withNextBal(Alpha.ledger(0, 8).nextBal()), "takes the promise nextBal back from 9 to 8");
        isDamagedBy(last.withLastTried(Alpha.ledger(4, 0).lastTried()), "takes lastTried back");
        isDamagedBy(last.withDecree(new Decree(17)), "changes the decree from -17 to 17");
        isDamagedBy(last.withPrevVote(Alpha.vote(4, 17)), "takes the vote in ballot 9 back");
        isDamagedBy(last.withPrevVote(Alpha.vote(9, 17)), "changes the vote in ballot 9");
        isDamagedBy(Ledger.BLANK, "back");
        isDamaged(List.of(String.join("", lines), Seal.seal("8: lastTried 04, nextBal 9") + "\n"), 9, "right checksum");
    }

    @Test
    void anothersLedgerIsNotRead() throws IOException {
        new FileDisk(parliament, "beta").open().close();
        Files.copy(parliament.resolve("beta/ledger.txt"), alpha.ledgerFile(),
                StandardCopyOption.REPLACE_EXISTING);
        var files = alpha.files();
        alpha.refuses(alpha.ledgerFile().toString(), "is the ledger of beta, not of alpha", "Put each legislator's folder back");
        assertEquals(files, alpha.files());
    }

    @Test
    void aNewerFormatIsNotRead() throws IOException {
        for (String header : List.of("paxos ledger, version 3, of alpha", "paxos ledger, version 12 with wax seals")) {
            alpha.put("ledger.txt", Seal.seal(header) + "\nin a newer format\n");
            alpha.refuses("newer version of this program", "Start that version");
        }
        alpha.put("ledger.txt", Seal.seal("paxos ledger, version 0, of alpha") + "\n");
        alpha.refuses("line 1", "not the first line of a ledger");
        alpha.put("ledger.txt", Seal.seal("paxos ledger, version 3, of alpha").replace("3,", "4,") + "\n");
        alpha.refuses("line 1", "checksum");
    }

    private void isDamagedBy(Ledger ledger, String wrong) throws IOException {
        for (String newline : List.of("", "\n")) {
            isDamaged(List.of(String.join("", lines), sealed(8, ledger).strip() + newline), 9, wrong);
        }
    }

    private static String sealed(long number, Ledger ledger) {
        return Seal.seal(new LedgerLine(number, ledger).text()) + "\n";
    }

    private void isDamaged(List<String> text, int line, String... words) throws IOException {
        isDamaged(String.join("", text).getBytes(StandardCharsets.UTF_8), line, words);
    }

    private void isDamaged(byte[] content, int line, String... words) throws IOException {
        Files.write(alpha.ledgerFile(), content);
        Set<String> files = Set.of(alpha.folder().toFile().list());
        String sentence = alpha.refuses(words);
        Alpha.saying(new IOException(sentence), alpha.ledgerFile() + ", line " + line + ",", "Restore it", "--reset");
        assertArrayEquals(content, Files.readAllBytes(alpha.ledgerFile()), sentence);
        assertEquals(files, Set.of(alpha.folder().toFile().list()));
    }
}
