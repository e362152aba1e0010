package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Decree;
import paxos.synod.Ledger;

class LedgerLineTest {

    private static final Ledger FULL = Alpha.ledger(4, 9).withPrevVote(Alpha.vote(1, -2147483648))
            .withDecree(new Decree(2147483647));

    @Test
    void isReadableByAPerson() {
        assertEquals("1: lastTried none, nextBal none, prevVote none, decree none", new LedgerLine(1, Ledger.BLANK).text());
        assertEquals("7: lastTried 4, nextBal 9, prevVote -2147483648 in ballot 1, decree 2147483647",
                new LedgerLine(7, FULL).text());
    }

    @Test
    void readsWhatItWrites() {
        for (Ledger ledger : Alpha.LIFE) {
            LedgerLine line = new LedgerLine(123456789012345678L, ledger);
            assertEquals(Optional.of(line), LedgerLine.parse(line.text()));
        }
    }

    @Test
    void writesTheSameDigitsInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertTrue(new LedgerLine(7, FULL).text().startsWith("7: lastTried 4,"));
            assertTrue(new LedgerHeader("alpha", 1).line().startsWith("paxos ledger, version 1, of alpha | crc32c "));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "01: lastTried none, nextBal none, prevVote none, decree none",
        "1:  lastTried none, nextBal none, prevVote none, decree none",
        " 1: lastTried none, nextBal none, prevVote none, decree none",
        "1: lastTried none, nextBal none, prevVote none, decree none ",
        "1: lastTried none, nextBal none, prevVote none, decree none\r",
        "1: lastTried 04, nextBal none, prevVote none, decree none",
        "1: lastTried -1, nextBal none, prevVote none, decree none",
        "1: lastTried 2147483648, nextBal none, prevVote none, decree none",
        "1: lastTried none, nextBal none, prevVote none, decree -0",
        "1: lastTried none, nextBal none, prevVote none, decree +3",
        "1: lastTried none, nextBal none, prevVote none, decree 9999999999",
        "1: lastTried none, nextBal 4, prevVote 17 in ballot none, decree none",
        "1: lastTried none, nextBal 4, prevVote none in ballot 3, decree none",
        "1: nextBal none, lastTried none, prevVote none, decree none",
        "1: lastTried none, nextBal none, prevVote none",
        "1: lastTried \u0664, nextBal none, prevVote none, decree none",
    })
    void readsNothingElse(String text) {
        assertEquals(Optional.empty(), LedgerLine.parse(text));
    }

    @Test
    void knowsWhatAWriteThatBreaksOffLeaves() {
        String line = Seal.seal(new LedgerLine(12, FULL).text());
        for (int end = 1; end < line.length(); end++) {
            assertTrue(LedgerLine.breaksOff(line.substring(0, end), 12), line.substring(0, end));
        }
        assertFalse(LedgerLine.breaksOff(line, 12), "a whole line");
        assertFalse(LedgerLine.breaksOff(line + "0", 12), "more than a line");
        assertFalse(LedgerLine.breaksOff("13: las", 12), "another number");
        assertFalse(LedgerLine.breaksOff("12: las\0\0", 12), "not the beginning of a line");
    }

    @Test
    void isSealedWithTheUsualChecksum() {
        // The check value of CRC-32C, from its published parameters.
        assertEquals("123456789 | crc32c e3069283", Seal.seal("123456789"));
        assertTrue(Seal.isWholeOn("123456789 | crc32c e3069283"));
        assertFalse(Seal.isWholeOn("123456789 | crc32c E3069283"));
        assertFalse(Seal.isWholeOn("123456789 | crc32c e3069283 "));
    }
}
