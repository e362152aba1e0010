package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import paxos.node.Envelope;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;

class ProofsTest {

    private static final String WORDS = "correct horse battery staple";
    private static final byte[] MESSAGE = WireFormat.encode(new Envelope("alpha", "beta",
            new Message.BeginBallot(new Ballot(4), new Decree(17)), "m1", 3), true);

    private final Challenge challenge = Challenge.fresh(new SecureRandom());
    private final Proofs sender = new Proofs(new Secret(WORDS), challenge);
    private final Proofs receiver = new Proofs(new Secret(WORDS), challenge);

    private static String refusal(Proofs by, byte[] message) {
        return assertThrows(MalformedMessage.class, () -> by.check(message)).getMessage();
    }

    private static String refusal(Proofs by, String message) {
        return refusal(by, message.getBytes(UTF_8));
    }

    private static final String WRONG = " with a proof that does not hold: its sender has another secret, or it was forged, or recorded and played again.";
    private static final String NONE = " without a proof that its sender knows this parliament's secret. Every configuration needs the same one.";

    /// Worked out here once more, from the words of the class comment.
    @Test
    void aProofIsTheLastHeaderAndCoversNonceCountAndMessage() throws Exception {
        sender.prove(MESSAGE);
        String proven = new String(sender.prove(MESSAGE), UTF_8);
        String plain = new String(MESSAGE, UTF_8);
        String covered = plain.substring(0, plain.length() - 2);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(WORDS.getBytes(UTF_8), "HmacSHA256"));
        mac.update("paxos message 1".getBytes(US_ASCII));
        mac.update(challenge.nonce());
        mac.update(new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
        String digits = HexFormat.of().formatHex(mac.doFinal(covered.getBytes(UTF_8)));
        assertEquals(covered + "mac: " + digits + "\r\n\r\n", proven);
    }

    @Test
    void whatWasProvenIsCheckedAndComesOutAsItWent() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(MESSAGE, receiver.check(sender.prove(MESSAGE)));
        }
    }

    @Test
    void noByteOfItCanBeChanged() {
        byte[] proven = sender.prove(MESSAGE);
        for (int i = 0; i < proven.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = proven.clone();
                changed[i] ^= (byte) (1 << bit);
                if (new String(changed, UTF_8).equalsIgnoreCase(new String(proven, UTF_8)) && i > proven.length - 70) {
                    // A hexadecimal digit in upper case says the same.
                    continue;
                }
                assertThrows(MalformedMessage.class, () -> new Proofs(new Secret(WORDS), challenge).check(changed));
            }
        }
    }

    @Test
    void noneOfItCanBeLeftOutOrAdded() {
        String proven = new String(sender.prove(MESSAGE), UTF_8);
        for (int cut = 0; cut < proven.length(); cut++) {
            refusal(new Proofs(new Secret(WORDS), challenge), proven.substring(0, cut));
            refusal(new Proofs(new Secret(WORDS), challenge), proven.substring(cut + 1));
        }
        refusal(new Proofs(new Secret(WORDS), challenge), proven.replace("\r\nmac", "\r\nballot: 9\r\nmac"));
        refusal(new Proofs(new Secret(WORDS), challenge), proven.replace("\r\n\r\n", "\r\nballot: 9\r\n\r\n"));
    }

    @Test
    void aMessageIsOfUseOnItsOwnConnectionOnlyOnceAndInItsTurn() throws Exception {
        byte[] first = sender.prove(MESSAGE);
        byte[] second = sender.prove(MESSAGE);
        assertEquals("BeginBallot" + WRONG, refusal(new Proofs(new Secret(WORDS), challenge), second));
        assertArrayEquals(MESSAGE, receiver.check(first));
        assertEquals("BeginBallot" + WRONG, refusal(receiver, first));
        Proofs elsewhere = new Proofs(new Secret(WORDS), Challenge.fresh(new SecureRandom()));
        assertEquals("BeginBallot" + WRONG, refusal(elsewhere, first));
    }

    @Test
    void anotherSecretIsOfNoUse() {
        assertEquals("BeginBallot" + WRONG, refusal(new Proofs(new Secret(WORDS + "."), challenge), sender.prove(MESSAGE)));
    }

    @Test
    void whatHasNoProofIsRefusedWhateverItIs() {
        assertEquals("BeginBallot" + NONE, refusal(receiver, MESSAGE));
        assertEquals("“\\u{1b}[2J”" + NONE, refusal(receiver, "\033[2J\r\n\r\n"));
        assertEquals("“”" + NONE, refusal(receiver, ""));
        assertTrue(refusal(receiver, "x".repeat(8000)).length() < 250);
        assertEquals("“GET / HTTP/1.1”" + WRONG, refusal(receiver, "GET / HTTP/1.1\r\nmac: " + "z".repeat(64) + "\r\n\r\n"));
    }

    @Test
    void aChallengeIsReadAsItWasWrittenAndNothingElseIsOne() {
        byte[] bytes = challenge.bytes();
        assertEquals(Challenge.LENGTH, bytes.length);
        assertArrayEquals(challenge.nonce(), Challenge.read(bytes).orElseThrow().nonce());
        assertTrue(new String(bytes, US_ASCII).matches("Challenge\r\nnonce: [0-9a-f]{64}\r\n\r\n"));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] = '~';
            assertEquals(Optional.empty(), Challenge.read(changed));
            assertEquals(Optional.empty(), Challenge.read(Arrays.copyOf(bytes, i)));
        }
        assertFalse(Arrays.equals(challenge.nonce(), Challenge.fresh(new SecureRandom()).nonce()));
    }

    @Test
    void aSecretIsLongEnoughAndNeverShown() {
        for (String bad : new String[] {"", "123456789012345", "x".repeat(257)}) {
            String refused = assertThrows(IllegalArgumentException.class, () -> new Secret(bad)).getMessage();
            assertEquals("A secret has 16 to 256 characters, not " + bad.length() + ".", refused);
        }
        assertEquals("(a secret)", new Secret(WORDS).toString());
    }
}
