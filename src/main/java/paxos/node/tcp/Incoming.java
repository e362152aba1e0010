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
    private final MessageBuffer buffer = new MessageBuffer();
    private final MessageReader reader;
    private final Limits limits;
    private final WireFormat format;
    private final Optional<Challenger> challenger;
    private final Network.Receiver receiver;
    private final DropReports reports;
    private final Crew crew;
    private final long since = System.nanoTime();
    private volatile boolean heard;
    private volatile boolean madeRoom;
    private volatile Optional<KeptIncoming> kept = Optional.empty();
    private volatile Runnable end = () -> { };
    private volatile Runnable afterwards = () -> { };
    private Optional<Proofs> proofs = Optional.empty();
    private Optional<String> complaint = Optional.empty();

    /// @param challenger asks for proofs, where there is a secret
    Incoming(Socket socket, Limits limits, WireFormat format, Optional<Challenger> challenger, Network.Receiver receiver,
            DropReports reports, Crew crew) throws IOException {
        this.socket = socket;
        this.from = Shown.address(socket.getRemoteSocketAddress());
        this.reader = new MessageReader(socket, buffer, limits.message());
        this.limits = limits;
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
        return kept.map(KeptIncoming::idleSince).orElse(OptionalLong.empty());
    }

    /// Closes it to make room for another.
    ///
    /// @param gone called once it is closed; where it is kept, that is after what has come on it was handed on
    void makeRoom(Runnable gone) {
        madeRoom = true;
        if (kept.isPresent()) {
            afterwards = gone;
            end.run();
        } else {
            crew.letGo(socket);
            gone.run();
        }
    }

    /// What is to become of a connection after its first message.
    sealed interface Fate {

        /// It is closed.
        record Closed() implements Fate {
        }

        /// It is kept, and more messages are to come.
        record Kept() implements Fate {
        }

        /// Somebody wants to observe on it.
        record Observed(long since) implements Fate {
        }
    }

    /// Reads the first message on it, and closes it unless there is something else to be done with it.
    Fate work() {
        Fate fate = new Fate.Closed();
        try {
            fate = read();
        } catch (MalformedMessage malformed) {
            complaint = Optional.of(malformed.getMessage());
        } catch (IOException closed) {
            // It ended before a message began.
        } finally {
            if (fate instanceof Fate.Closed) {
                crew.letGo(socket);
            }
        }
        return fate;
    }

    private Fate read() throws MalformedMessage, IOException {
        if (challenger.isPresent()) {
            proofs = Optional.of(challenger.get().challenge(socket));
        }
        Optional<byte[]> first = reader.first();
        if (first.isEmpty()) {
            return new Fate.Closed();
        }
        WireFormat.Arrival arrival = arrival(first.get());
        // Before the message is handed on, which may have to wait.
        boolean isKept = arrival.keepAlive() && answerKeepAlive();
        if (crew.isOver()) {
            return new Fate.Closed();
        }
        if (arrival instanceof WireFormat.Arrival.Observe observe) {
            return new Fate.Observed(observe.since());
        }
        handOn(arrival);
        return isKept ? new Fate.Kept() : new Fate.Closed();
    }

    /// First of all the proof is checked: whoever has none gets no further.
    private WireFormat.Arrival arrival(byte[] message) throws MalformedMessage {
        return format.decode(proofs.isPresent() ? proofs.get().check(message) : message);
    }

    /// @return whether more messages may come after it
    private boolean handOn(WireFormat.Arrival arrival) {
        return switch (arrival) {
            case WireFormat.Arrival.Letter letter -> {
                heard = true;
                receiver.received(letter.envelope());
                yield true;
            }
            case WireFormat.Arrival.Unknown unknown -> {
                reports.dropped(from, "The method %s is not known here; it was ignored.".formatted(Shown.quoted(unknown.method())));
                yield true;
            }
            // A stream is all that there is on a connection: where messages came first, it is none.
            case WireFormat.Arrival.Observe _ -> false;
        };
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

    /// Has the switchboard read the messages that follow.
    ///
    /// @param gone called at the end, on the switchboard's thread, or on this one where there is none any more
    void keep(Switchboard switchboard, Runnable gone) {
        KeptIncoming following = new KeptIncoming(socket.getChannel(), buffer, limits.message(), new KeptIncoming.Post() {
            @Override
            public boolean take(byte[] message) throws MalformedMessage {
                WireFormat.Arrival arrival = arrival(message);
                return !crew.isOver() && handOn(arrival);
            }

            @Override
            public void over(Optional<MalformedMessage> why) {
                complaint = why.map(MalformedMessage::getMessage);
                crew.letGo(socket);
                gone.run();
                afterwards.run();
            }
        });
        end = () -> switchboard.end(following);
        kept = Optional.of(following);
        try {
            switchboard.join(socket.getChannel(), following);
        } catch (IOException over) {
            following.end();
        }
    }

    /// Tells why it was closed, where it was closed on somebody; may have to wait. To be called when nobody counts on the
    /// connection any more.
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
}
