package paxos.node.tcp;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What all legislators of a parliament know, and nobody else: who knows it can prove that a message is the parliament's.
/// Safe for any thread. It has no way to be shown: neither as text nor in an error.
public final class Secret {

    /// The fewest characters of a secret: whoever reads one message off the wire may try guesses at leisure.
    public static final int SHORTEST = 16;
    /// The most characters of a secret.
    public static final int LONGEST = 256;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /// The secret that is this text.
    ///
    /// @throws IllegalArgumentException where it is shorter or longer than a secret may be; the text is not in the message
    public Secret(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw new IllegalArgumentException("A secret has %d to %d characters, not %d.".formatted(SHORTEST, LONGEST, text.length()));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        Arrays.fill(bytes, (byte) 0);
    }

    /// HMAC-SHA256 with this secret as its key; not safe for several threads.
    Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("This Java runtime lacks " + ALGORITHM + ", which every one has.", missing);
        }
    }

    @Override
    public String toString() {
        return "(a secret)";
    }
}
