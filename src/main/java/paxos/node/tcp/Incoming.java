package paxos.node.tcp;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.OptionalLong;
import paxos.node.Network;

/// A connection that somebody else opened.
final class Incoming {

    private final Socket socket;
    private final String from;
    private final MessageReader reader;
    private final WireFormat format;
    private final Optional<Challenger> challenger;
    private final Network.Receiver receiver;
    private final DropReports reports;
    private final Crew crew;
    private final long since = System.nanoTime();
    private volatile boolean heard;
    private volatile boolean madeRoom;
    private Optional<String> complaint = Optional.empty();

    /// @param challenger asks for proofs, where there is a secret
    Incoming(Socket socket, Limits limits, WireFormat format, Optional<Challenger> challenger, Network.Receiver receiver,
            DropReports reports, Crew crew) throws IOException {
        this.socket = socket;
        this.from = Shown.address(socket.getRemoteSocketAddress());
        this.reader = new MessageReader(socket, limits.message());
        this.format = format;
        this.challenger = challenger;
        this.receiver = receiver;
        this.reports = reports;
        this.crew = crew;
    }

    /// When ([System#nanoTime]) it was opened.
    long since() {
        return since;
    }

    /// Whether it has brought a message of this parliament.
    boolean isHeard() {
        return heard;
    }

    /// Since when it has been kept open with nothing on it.
    OptionalLong idleSince() {
        return reader.idleSince();
    }

    /// Closes it to make room for another.
    void makeRoom() {
        madeRoom = true;
        crew.letGo(socket);
    }

    /// Reads until it ends, one way or the other, and closes it; or until it turns out that somebody wants to observe,
    /// and leaves it open.
    ///
    /// @return what the observer asks for
    Optional<WireFormat.Arrival.Observe> work() {
        Optional<WireFormat.Arrival.Observe> asked = Optional.empty();
        try {
            asked = read();
        } catch (MalformedMessage malformed) {
            complaint = Optional.of(malformed.getMessage());
        } catch (IOException closed) {
            // It ended between two messages.
        } finally {
            if (asked.isEmpty()) {
                crew.letGo(socket);
            }
        }
        return asked;
    }

    /// Tells why it was closed, where it was closed on somebody; may have to wait. To be called on the thread that did the work,
    /// when nobody counts on the connection any more.
    void report() {
        if (crew.isOver()) {
            return;
        }
        if (!madeRoom) {
            complaint.ifPresent(why -> reports.dropped(from, why));
        } else if (!heard) {
            reports.dropped(from, "It was closed to make room, as all connections were taken and it had brought no message yet.");
        }
    }

    private Optional<WireFormat.Arrival.Observe> read() throws MalformedMessage, IOException {
        Optional<Proofs> proofs = challenger.isPresent() ? Optional.of(challenger.get().challenge(socket)) : Optional.empty();
        boolean kept = false;
        boolean first = true;
        do {
            Optional<byte[]> bytes = reader.next();
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            // First: whoever has no proof gets no further.
            byte[] message = proofs.isPresent() ? proofs.get().check(bytes.get()) : bytes.get();
            WireFormat.Arrival arrival = format.decode(message);
            boolean alone = first;
            if (first) {
                // Before the message is handed on, which may have to wait.
                kept = arrival.keepAlive() && answerKeepAlive();
                first = false;
            }
            if (crew.isOver()) {
                return Optional.empty();
            }
            switch (arrival) {
                case WireFormat.Arrival.Letter letter -> {
                    heard = true;
                    receiver.received(letter.envelope());
                }
                case WireFormat.Arrival.Unknown unknown -> reports.dropped(from,
                        "The method %s is not known here; it was ignored.".formatted(Shown.quoted(unknown.method())));
                case WireFormat.Arrival.Observe observe -> {
                    // A stream is all that there is on a connection: where messages came first, it is none.
                    return Optional.of(observe).filter(_ -> alone);
                }
            }
        } while (kept);
        return Optional.empty();
    }

    /// @return whether the sender is still there to read it
    private boolean answerKeepAlive() {
        try {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(WireFormat.KEEP_ALIVE);
            return true;
        } catch (IOException gone) {
            // The message came all the same.
            return false;
        }
    }
}
