package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What has come on a connection and is not read yet, to be cut into messages. Bounded, whatever comes. For one thread at a time.
final class MessageBuffer {

    private final byte[] bytes = new byte[Limits.MESSAGE_BYTES];
    private int filled;
    /// Up to here there is no end of a message.
    private int searched;

    /// Whether nothing is in it, not even the beginning of a message.
    boolean isEmpty() {
        return filled == 0;
    }

    /// Waits for something to come, and takes it in. To be called only where [#take] found nothing.
    ///
    /// @return how many bytes that were; −1 at the end of the connection
    int fill(InputStream in) throws IOException {
        return filledBy(in.read(bytes, filled, bytes.length - filled));
    }

    /// The same from a channel, which may have nothing: that is 0.
    int fill(ReadableByteChannel in) throws IOException {
        return filledBy(in.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled)));
    }

    private int filledBy(int read) {
        filled += Math.max(0, read);
        return read;
    }

    /// Takes out the next whole message, if it is there.
    ///
    /// @throws MalformedMessage where there is no room for the rest of it
    Optional<byte[]> take() throws MalformedMessage {
        for (int i = searched; i + 3 < filled; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return Optional.of(take(i + 4));
            }
        }
        searched = Math.max(0, filled - 3);
        if (filled == bytes.length) {
            throw new MalformedMessage("A message of more than %d bytes; it begins with %s.".formatted(bytes.length, beginning()));
        }
        return Optional.empty();
    }

    private byte[] take(int end) {
        byte[] message = Arrays.copyOf(bytes, end);
        System.arraycopy(bytes, end, bytes, 0, filled - end);
        filled -= end;
        searched = 0;
        return message;
    }

    /// What to say where the connection ended now.
    Optional<MalformedMessage> brokenOff() {
        return isEmpty() ? Optional.empty() : Optional.of(new MalformedMessage(
                "The connection ended in the middle of a message that begins with %s.".formatted(beginning())));
    }

    /// What to say where a message is not complete after so long.
    MalformedMessage tooSlow(Duration limit) {
        return new MalformedMessage(isEmpty() ? "A connection without a message for " + Shown.seconds(limit) + "."
                : "A message that was not complete after %s; it begins with %s.".formatted(Shown.seconds(limit), beginning()));
    }

    /// Of a proof, nothing is ever shown.
    private String beginning() {
        String text = new String(bytes, 0, Math.min(filled, 4 * Shown.LONGEST), UTF_8);
        int proof = text.indexOf("\r\nmac:");
        return Shown.quoted(proof < 0 ? text : text.substring(0, proof));
    }
}
