package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Decree;
import paxos.synod.Ledger;

/// The memory of a legislator that ran the C++ program.
class CppFolderTest {

    @TempDir
    Path parliament;
    private Alpha alpha;

    @BeforeEach
    void nameAlpha() {
        alpha = new Alpha(parliament);
    }

    @Test
    void isImportedWhole() throws IOException {
        alpha.put("last-tried.txt", "4");
        alpha.put("next-bal.txt", "9\n");
        alpha.put("prev-vote-id.txt", " \t\r\n9 ");
        alpha.put("prev-vote-decree.txt", "-2147483648");
        alpha.put("decree.txt", "2147483647");
        Ledger expected = Alpha.ledger(4, 9).withPrevVote(Alpha.vote(9, -2147483648)).withDecree(new Decree(2147483647));
        assertEquals(expected, alpha.read());
        Map<String, String> files = Map.of("last-tried.txt", "4", "next-bal.txt", "9", "prev-vote-id.txt", "9",
                "prev-vote-decree.txt", "-2147483648", "decree.txt", "2147483647", "ledger.txt",
                new LedgerHeader("alpha", 1).line() + "\n" + Seal.seal("1: lastTried 4, nextBal 9, "
                        + "prevVote -2147483648 in ballot 9, decree 2147483647") + "\n");
        assertEquals(files, alpha.files());
        assertEquals(expected, alpha.read());
        assertEquals(files, alpha.files());
    }

    @Test
    void goesOnAfterwards() throws IOException {
        alpha.put("last-tried.txt", "4");
        alpha.live(Alpha.LIFE);
        assertEquals(Alpha.LIFE.getLast(), alpha.read());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "no file", value = {
        // last-tried, next-bal, prev-vote-id, prev-vote-decree; what they mean
        "no file, no file, no file, no file, none none none",
        "-1,      -1,      -1,      -1,      none none none",
        "-1,      -1,      -1,      no file, none none none",
        "0,       no file, no file, no file, 0 none none",
        "no file, 0,       no file, no file, none 0 none",
        "no file, 0,       0,       -1,      none 0 -1 in 0",
        "8,       7,       7,       0,       8 7 0 in 7",
        "-1,      7,       3,       5,       none 7 5 in 3",
    })
    void isReadWithWhatItLacks(String lastTried, String nextBal, String voteBallot, String voteDecree, String meaning)
            throws IOException {
        put(lastTried, nextBal, voteBallot, voteDecree);
        Ledger ledger = alpha.read();
        assertEquals(meaning, ledger.lastTried() + " " + ledger.nextBal() + " "
                + ledger.prevVote().map(vote -> vote.decree() + " in " + vote.ballot()).orElse("none"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "no file", value = {
        "no file, 7,       7,       no file, prev-vote-decree.txt is missing",
        "no file, 7,       no file, 17,      prev-vote-id.txt names no ballot",
        "no file, 7,       no file, -1,      prev-vote-id.txt names no ballot",
        "no file, 7,       -1,      17,      prev-vote-id.txt names no ballot",
        "no file, 6,       7,       17,      'next-bal.txt says 6'",
        "no file, no file, 7,       17,      'next-bal.txt says none'",
        "no file, -1,      0,       17,      'next-bal.txt says none'",
        "no file, -2,      no file, no file, 'next-bal.txt says -2, which is no ballot'",
        "-2,      no file, no file, no file, 'last-tried.txt says -2, which is no ballot'",
        "no file, no file, -7,      17,      'prev-vote-id.txt says -7, which is no ballot'",
    })
    void isNotReadWhereItContradictsItself(String lastTried, String nextBal, String voteBallot, String voteDecree, String wrong)
            throws IOException {
        put(lastTried, nextBal, voteBallot, voteDecree);
        isRefused(wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "4x", "4 5", "+4", "04", "-0", "4.0", "0x4", "--4", "2147483648", "-2147483649",
        "4\0", "\0\0\0\0", "\u0664", "99999999999999999999", "4\u00a0"})
    void isNotReadWhereAFileHoldsNoInteger(String text) throws IOException {
        for (View view : View.values()) {
            alpha.put("last-tried.txt", "4");
            alpha.put("next-bal.txt", "4");
            alpha.put("prev-vote-id.txt", "4");
            alpha.put("prev-vote-decree.txt", "4");
            alpha.put("decree.txt", "4");
            alpha.put(view.file(), text);
            isRefused(view.file() + " holds no 32-bit integer");
        }
    }

    @Test
    void isNotReadWhereAFileIsFarTooLong() throws IOException {
        for (String text : List.of("4" + " ".repeat(64), " ".repeat(10_000) + "4", "4" + " ".repeat(63) + "x")) {
            alpha.put("last-tried.txt", text);
            isRefused("last-tried.txt holds no 32-bit integer");
        }
    }

    private void put(String lastTried, String nextBal, String voteBallot, String voteDecree) throws IOException {
        String[] files = {"last-tried.txt", "next-bal.txt", "prev-vote-id.txt", "prev-vote-decree.txt"};
        String[] texts = {lastTried, nextBal, voteBallot, voteDecree};
        for (int i = 0; i < files.length; i++) {
            if (texts[i] != null) {
                alpha.put(files[i], texts[i]);
            }
        }
    }

    /// Nothing is changed, so the error is the same the next time.
    private void isRefused(String wrong) throws IOException {
        Map<String, String> files = alpha.files();
        alpha.refuses(alpha.folder() + "/" + wrong, "--reset");
        assertEquals(files, alpha.files());
    }
}
