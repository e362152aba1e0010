package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// What a legislator with a secret says first on every connection that is opened to it: a number that it never gave before
/// and that nobody can foretell. Each message on the connection proves that it was made for this number, so what was
/// recorded on one connection is of no use on another.
///
/// ```
/// Challenge CRLF nonce: (64 hexadecimal digits) CRLF CRLF
/// ```
///
/// @param nonce the number, 32 bytes; not to be changed
record Challenge(byte[] nonce) {

    private static final int NONCE_BYTES = 32;
    /// How it begins.
    static final String METHOD = "Challenge";

    private static final byte[] BEFORE = (METHOD + "\r\nnonce: ").getBytes(US_ASCII);
    private static final byte[] AFTER = "\r\n\r\n".getBytes(US_ASCII);

    /// How long it is on the wire, in bytes.
    static final int LENGTH = BEFORE.length + 2 * NONCE_BYTES + AFTER.length;

    /// A new one.
    static Challenge fresh(SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Challenge(nonce);
    }

    /// As it goes over the wire.
    byte[] bytes() {
        byte[] bytes = Arrays.copyOf(BEFORE, LENGTH);
        byte[] digits = HexFormat.of().formatHex(nonce).getBytes(US_ASCII);
        System.arraycopy(digits, 0, bytes, BEFORE.length, digits.length);
        System.arraycopy(AFTER, 0, bytes, BEFORE.length + digits.length, AFTER.length);
        return bytes;
    }

    /// The challenge that these bytes are; empty where they are none.
    static Optional<Challenge> read(byte[] bytes) {
        if (bytes.length != LENGTH || !isBegunBy(bytes)
                || !Arrays.equals(bytes, LENGTH - AFTER.length, LENGTH, AFTER, 0, AFTER.length)) {
            return Optional.empty();
        }
        try {
            String digits = new String(bytes, BEFORE.length, 2 * NONCE_BYTES, US_ASCII);
            return Optional.of(new Challenge(HexFormat.of().parseHex(digits)));
        } catch (IllegalArgumentException noDigits) {
            return Optional.empty();
        }
    }

    /// Whether a challenge begins as these bytes do, or they as a challenge does.
    static boolean isBegunBy(byte[] bytes) {
        int length = Math.min(bytes.length, BEFORE.length);
        return Arrays.equals(bytes, 0, length, BEFORE, 0, length);
    }
}
