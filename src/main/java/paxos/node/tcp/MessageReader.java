package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// Cuts what comes on a connection into messages. Bounded in space and in time, whatever comes.
final class MessageReader {

    private final Socket socket;
    private final InputStream in;
    private final Duration limit;
    private final byte[] buffer = new byte[Limits.MESSAGE_BYTES];
    private int filled;
    private boolean begun;
    private volatile OptionalLong idleSince = OptionalLong.empty();

    /// @param limit how long one message may take to arrive as a whole
    MessageReader(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.limit = limit;
    }

    /// Since when ([System#nanoTime]) it has been waiting for the beginning of a message that is not the first.
    OptionalLong idleSince() {
        return idleSince;
    }

    /// The next whole message, or empty where the connection ended and not in the middle of a message. Waits for the
    /// beginning of a message without limit, except for that of the first.
    ///
    /// @throws MalformedMessage where it is too long, too slow or broken off
    Optional<byte[]> next() throws MalformedMessage, IOException {
        boolean idle = begun && filled == 0;
        begun = true;
        long deadline = System.nanoTime() + limit.toNanos();
        int searched = 0;
        while (true) {
            int end = endOfMessage(searched);
            if (end >= 0) {
                return Optional.of(take(end));
            }
            searched = Math.max(0, filled - 3);
            if (filled == buffer.length) {
                throw new MalformedMessage("A message of more than %d bytes; it begins with %s."
                        .formatted(buffer.length, beginning()));
            }
            int read = idle ? readIdle() : readUntil(deadline);
            if (read < 0) {
                if (filled == 0) {
                    return Optional.empty();
                }
                throw new MalformedMessage("The connection ended in the middle of a message that begins with %s."
                        .formatted(beginning()));
            }
            filled += read;
            if (idle) {
                idle = false;
                deadline = System.nanoTime() + limit.toNanos();
            }
        }
    }

    private int readIdle() throws IOException {
        socket.setSoTimeout(0);
        idleSince = OptionalLong.of(System.nanoTime());
        try {
            return read();
        } finally {
            idleSince = OptionalLong.empty();
        }
    }

    private int readUntil(long deadline) throws MalformedMessage, IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        try {
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) left);
            return read();
        } catch (SocketTimeoutException tooSlow) {
            throw new MalformedMessage(filled == 0
                    ? "A connection without a message for " + Shown.seconds(limit) + "."
                    : "A message that was not complete after %s; it begins with %s."
                            .formatted(Shown.seconds(limit), beginning()));
        }
    }

    /// A reset is an end like any other.
    private int read() throws SocketTimeoutException {
        try {
            return in.read(buffer, filled, buffer.length - filled);
        } catch (SocketTimeoutException tooSlow) {
            throw tooSlow;
        } catch (IOException reset) {
            return -1;
        }
    }

    /// The index after the first empty line, or −1.
    private int endOfMessage(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private byte[] take(int end) {
        byte[] message = Arrays.copyOf(buffer, end);
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        return message;
    }

    /// Of a proof, nothing is ever shown.
    private String beginning() {
        String text = new String(buffer, 0, Math.min(filled, 4 * Shown.LONGEST), UTF_8);
        int proof = text.indexOf("\r\nmac:");
        return Shown.quoted(proof < 0 ? text : text.substring(0, proof));
    }
}
