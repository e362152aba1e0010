package paxos.node.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// A connection that we opened. Where there is a secret, whoever listens gives a challenge first, and each message has its
/// proof. For one thread at a time, but for [#close].
final class Outgoing {

    private final Crew crew;
    private final Socket socket;
    private final Optional<Proofs> proofs;
    private boolean kept;

    private Outgoing(Crew crew, Socket socket, Optional<Proofs> proofs) {
        this.crew = crew;
        this.socket = socket;
        this.proofs = proofs;
    }

    /// Opens a connection on which messages can be sent.
    ///
    /// @param secret what the messages on it must prove to know
    /// @param atMost how long connecting may take, and a challenge to come
    /// @throws NoChallenge where the peer gives no challenge in that time, but leaves the connection open or says something else
    /// @throws IOException where it cannot be reached, or hangs up
    static Outgoing open(Crew crew, InetSocketAddress address, Optional<Secret> secret, Duration atMost) throws IOException {
        Socket socket = crew.connect(address, atMost);
        if (secret.isEmpty()) {
            return new Outgoing(crew, socket, Optional.empty());
        }
        try {
            return new Outgoing(crew, socket, Optional.of(new Proofs(secret.get(), challengeOn(socket, atMost))));
        } catch (IOException none) {
            crew.letGo(socket);
            throw none;
        }
    }

    /// The peer gave no challenge.
    static final class NoChallenge extends IOException {
        private static final long serialVersionUID = 1;

        NoChallenge() {
            super("It gave no challenge.");
        }
    }

    private static Challenge challengeOn(Socket socket, Duration atMost) throws IOException {
        byte[] said;
        try {
            said = read(socket, Challenge.LENGTH, atMost);
        } catch (SocketTimeoutException silent) {
            throw new NoChallenge();
        }
        if (said.length < Challenge.LENGTH) {
            throw new IOException("it hung up before it asked for a proof, and has perhaps no room just now");
        }
        return Challenge.read(said).orElseThrow(NoChallenge::new);
    }

    /// Sends a message, in one call: a C++ node needs the whole message in one segment. On a connection that is kept this never
    /// waits: where the peer has left thousands of messages unread, it takes no more for now.
    void send(byte[] message) throws IOException {
        byte[] bytes = proofs.map(each -> each.prove(message)).orElse(message);
        if (!kept) {
            socket.getOutputStream().write(bytes);
        } else if (socket.getChannel().write(ByteBuffer.wrap(bytes)) < bytes.length) {
            throw new IOException("The peer reads nothing.");
        }
    }

    /// Keeps it: from now on sending does not wait.
    ///
    /// @param ended called once the connection has ended, on the switchboard's thread
    /// @throws IOException where that is so already
    void keep(Switchboard switchboard, Runnable ended) throws IOException {
        kept = true;
        switchboard.join(socket.getChannel(), new Switchboard.Party() {
            @Override
            public boolean turn(boolean more) {
                if (more) {
                    // Nothing is to come on it any more, so whatever comes is the end of it.
                    ended.run();
                }
                return false;
            }

            @Override
            public void end() {
                ended.run();
            }
        });
    }

    /// Whether its messages carry proofs.
    boolean isProven() {
        return proofs.isPresent();
    }

    /// What came in answer to a message that offered to keep the connection.
    enum Answer {
        /// It is kept.
        KEPT,
        /// Nothing, or something else: whoever listens takes one message a connection.
        NOT_KEPT,
        /// Whoever listens wants proofs, and there is no secret here to give any.
        CHALLENGED,
        /// Whoever listens closed the connection.
        CLOSED,
        /// The connection was reset.
        RESET
    }

    /// Waits for the answer, so long at most.
    Answer answer(Duration atMost) {
        try {
            byte[] answer = read(socket, WireFormat.KEEP_ALIVE.length, atMost);
            return Arrays.equals(answer, WireFormat.KEEP_ALIVE) ? Answer.KEPT
                    : answer.length == 0 ? Answer.CLOSED
                    : proofs.isEmpty() && Challenge.isBegunBy(answer) ? Answer.CHALLENGED : Answer.NOT_KEPT;
        } catch (SocketTimeoutException silent) {
            return Answer.NOT_KEPT;
        } catch (IOException reset) {
            return Answer.RESET;
        }
    }

    /// So many bytes, or fewer where the connection ended.
    private static byte[] read(Socket socket, int length, Duration atMost) throws IOException {
        byte[] bytes = new byte[length];
        long deadline = System.nanoTime() + atMost.toNanos();
        InputStream in = socket.getInputStream();
        int filled = 0;
        while (filled < length) {
            int left = (int) ((deadline - System.nanoTime()) / 1_000_000);
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(left);
            int read = in.read(bytes, filled, length - filled);
            if (read < 0) {
                return Arrays.copyOf(bytes, filled);
            }
            filled += read;
        }
        return bytes;
    }

    /// What comes on it; with this, a stream that answers is read.
    ///
    /// @param silence how long nothing may come
    InputStream stream(Duration silence) throws IOException {
        socket.setSoTimeout((int) silence.toMillis());
        return socket.getInputStream();
    }

    /// Closes it. On any thread.
    void close() {
        crew.letGo(socket);
    }
}
