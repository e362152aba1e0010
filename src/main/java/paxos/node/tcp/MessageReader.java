package paxos.node.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// Waits for the first message on a connection. Bounded in space and in time, whatever comes.
final class MessageReader {

    private final Socket socket;
    private final InputStream in;
    private final MessageBuffer buffer;
    private final Duration limit;

    /// @param buffer takes what comes; what came after the first message is left in it
    /// @param limit  how long the message may take to arrive as a whole
    MessageReader(Socket socket, MessageBuffer buffer, Duration limit) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.buffer = buffer;
        this.limit = limit;
    }

    /// The first whole message, or empty where the connection ended with no byte on it.
    ///
    /// @throws MalformedMessage where it is too long, too slow or broken off
    Optional<byte[]> first() throws MalformedMessage, IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<byte[]> message = buffer.take();
        while (message.isEmpty()) {
            if (readUntil(deadline) < 0) {
                Optional<MalformedMessage> brokenOff = buffer.brokenOff();
                if (brokenOff.isPresent()) {
                    throw brokenOff.get();
                }
                return Optional.empty();
            }
            message = buffer.take();
        }
        return message;
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
            throw buffer.tooSlow(limit);
        }
    }

    /// A reset is an end like any other.
    private int read() throws SocketTimeoutException {
        try {
            return buffer.fill(in);
        } catch (SocketTimeoutException tooSlow) {
            throw tooSlow;
        } catch (IOException reset) {
            return -1;
        }
    }
}
