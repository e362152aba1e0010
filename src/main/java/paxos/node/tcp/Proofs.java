package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;

/// The proofs of the messages on one connection, in one direction: that each comes from somebody who knows the secret, was
/// made for this connection, and is the next on it. Both ends have one of these. For one thread.
///
/// A proof is the last header of a message, `mac`: the HMAC-SHA256, in 64 hexadecimal digits, of these, one after the other:
///
/// ```
/// "paxos message 1" | the nonce of the connection's challenge | how many messages came before on it, as 8 bytes |
/// the message up to this header: its method, its sender, its receiver, and all other headers
/// ```
final class Proofs {

    private static final byte[] PURPOSE = "paxos message 1".getBytes(US_ASCII);
    private static final byte[] NAME = "\r\nmac: ".getBytes(US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
    private static final int DIGITS = 64;
    /// From the end of the header before to the end of the message.
    private static final int LENGTH = NAME.length + DIGITS + END.length;

    private final Mac mac;
    private final Challenge challenge;
    private long before;

    Proofs(Secret secret, Challenge challenge) {
        this.mac = secret.mac();
        this.challenge = challenge;
    }

    /// The message with its proof; it must be sent next.
    ///
    /// @param message a whole message, its empty last line included
    byte[] prove(byte[] message) {
        // Without the empty line.
        byte[] covered = Arrays.copyOf(message, message.length - 2);
        byte[] proven = Arrays.copyOf(covered, covered.length - 2 + LENGTH);
        ByteBuffer end = ByteBuffer.wrap(proven, covered.length - 2, LENGTH);
        end.put(NAME).put(HexFormat.of().formatHex(next(covered)).getBytes(US_ASCII)).put(END);
        return proven;
    }

    /// The message without its proof, if that holds.
    ///
    /// @param message a whole message, its empty last line included
    /// @throws MalformedMessage where it has none, or one that does not hold
    byte[] check(byte[] message) throws MalformedMessage {
        int start = message.length - LENGTH;
        if (start < 0 || !stands(NAME, message, start) || !stands(END, message, message.length - END.length)) {
            throw new MalformedMessage("%s without a proof that its sender knows this parliament's secret. Every configuration needs the same one."
                    .formatted(method(message)));
        }
        byte[] covered = Arrays.copyOf(message, start + 2);
        byte[] given = digits(Arrays.copyOfRange(message, start + NAME.length, start + NAME.length + DIGITS));
        // In constant time: how long it takes must not tell how much of a forged proof is right.
        if (!MessageDigest.isEqual(next(covered), given)) {
            throw new MalformedMessage("%s with a proof that does not hold: its sender has another secret, or it was forged, or recorded and played again."
                    .formatted(method(message)));
        }
        byte[] plain = Arrays.copyOf(covered, covered.length + 2);
        plain[plain.length - 2] = '\r';
        plain[plain.length - 1] = '\n';
        return plain;
    }

    private static boolean stands(byte[] text, byte[] message, int at) {
        return Arrays.equals(message, at, at + text.length, text, 0, text.length);
    }

    private byte[] next(byte[] covered) {
        mac.update(PURPOSE);
        mac.update(challenge.nonce());
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(before).flip());
        before++;
        return mac.doFinal(covered);
    }

    /// Nothing where they are no digits.
    private static byte[] digits(byte[] text) {
        try {
            return HexFormat.of().parseHex(new String(text, US_ASCII));
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }

    private static String method(byte[] message) {
        String first = new String(message, 0, Math.min(message.length, 4 * Shown.LONGEST), UTF_8).lines().findFirst().orElse("");
        return WireFormat.isToken(first) && first.length() <= Shown.LONGEST ? first : Shown.quoted(first);
    }
}
