package paxos.node.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.node.Telemetry;

/// Messengers over TCP: connections are opened, and their first messages read, with blocking sockets on virtual threads; those
/// that are kept are read by one thread, and written to by whoever sends.
public final class TcpNetwork implements Network {

    /// As many as may knock at once before one of them is turned away by the system.
    private static final int BACKLOG = 512;
    private static final Duration LAST_THREAD = Duration.ofSeconds(2);

    private final String me;
    private final SequencedMap<String, InetSocketAddress> addresses;
    private final WireFormat format;
    private final Optional<Secret> secret;
    private final Optional<Challenger> challenger;
    private final Limits limits;
    private final Optional<Telemetry> telemetry;

    /// The network as one legislator sees it.
    ///
    /// @param me        the legislator's name
    /// @param addresses the addresses of all legislators, its own too, in the order of the configuration
    /// @throws IllegalArgumentException where the legislator has no address, or a name cannot stand in a header: it is
    ///                                  empty, begins or ends with a space, or has a control character in it
    public TcpNetwork(String me, SequencedMap<String, InetSocketAddress> addresses) {
        this(me, addresses, Limits.STANDARD, Optional.empty(), Optional.empty());
    }

    /// The network as one legislator sees it, and through which others see the legislator's record.
    ///
    /// @param secret    what the parliament's messages must prove to know; where there is none, everybody is believed
    /// @param telemetry the record
    /// @throws IllegalArgumentException as above, or where the record is another legislator's
    public TcpNetwork(String me, SequencedMap<String, InetSocketAddress> addresses, Optional<Secret> secret, Telemetry telemetry) {
        this(me, addresses, Limits.STANDARD, secret, Optional.of(telemetry));
    }

    TcpNetwork(String me, SequencedMap<String, InetSocketAddress> addresses, Limits limits, Optional<Secret> secret,
            Optional<Telemetry> telemetry) {
        if (!addresses.containsKey(me)) {
            throw new IllegalArgumentException(me + " has no address.");
        }
        telemetry.map(record -> record.header().recordedBy()).filter(name -> !name.equals(me)).ifPresent(name -> {
            throw new IllegalArgumentException("%s cannot show the record of %s as its own.".formatted(me, name));
        });
        this.me = me;
        this.addresses = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(addresses));
        this.format = new WireFormat(me, addresses.keySet(), secret.isPresent());
        this.secret = secret;
        this.challenger = secret.map(Challenger::new);
        this.limits = limits;
        this.telemetry = telemetry;
    }

    /// A message as it goes over the wire, each header a line.
    ///
    /// @throws IllegalArgumentException for a name or id that cannot stand in a header
    public static String text(Envelope envelope) {
        return new String(WireFormat.encode(envelope, false), StandardCharsets.UTF_8).strip();
    }

    @Override
    public String address() {
        return Shown.address(addresses.get(me));
    }

    @Override
    public Open open(Receiver receiver) throws IOException {
        InetSocketAddress mine = addresses.get(me);
        ServerSocket server = ServerSocketChannel.open().socket();
        try {
            // Else the port could not be listened on for a minute after the last connection was closed.
            server.setReuseAddress(true);
            server.bind(mine, BACKLOG);
        } catch (IOException failed) {
            server.close();
            throw PortOwner.explain(me, mine, failed);
        }
        Switchboard switchboard;
        try {
            switchboard = new Switchboard();
        } catch (IOException failed) {
            server.close();
            throw new IOException("%s cannot wait for connections on %s: %s. Allow this process more open files (ulimit -n), or host fewer legislators in it."
                    .formatted(me, Shown.address(mine), failed.getMessage()), failed);
        }
        return new Session(server, switchboard, receiver);
    }

    /// From opening to a crash or to leaving.
    private final class Session implements Open {

        private final Receiver receiver;
        // Two, as the messengers may go on for a while after the door was shut.
        private final Crew in = new Crew();
        private final Crew out = new Crew();
        private final Map<String, PeerLine> lines = new LinkedHashMap<>();
        private final AtomicBoolean over = new AtomicBoolean();

        Session(ServerSocket server, Switchboard switchboard, Receiver receiver) throws IOException {
            this.receiver = receiver;
            in.adopt(server);
            in.adopt(switchboard);
            DropReports reports = new DropReports(me, receiver, in);
            Limits paced = limits.forPeers(addresses.size() - 1);
            addresses.forEach((peer, address) -> {
                if (!peer.equals(me)) {
                    lines.put(peer, new PeerLine(me, peer, address, paced, secret, receiver, reports, switchboard, out));
                }
            });
            Gallery gallery = new Gallery(me, telemetry, limits.observing(), in);
            Listener listener = new Listener(me, server, limits, format, challenger, receiver, reports, gallery, switchboard, in);
            in.startAccepting(me + "-listens", listener::work);
            in.startOnPlatform(me + "-switchboard", () -> switchboard.work(in::isOver));
            startLines(paced);
        }

        /// Those after this legislator in the configuration come first, so that not all look at the same one at the same time.
        private void startLines(Limits paced) {
            List<String> all = List.copyOf(addresses.keySet());
            for (int i = 1; i < all.size(); i++) {
                lines.get(all.get((all.indexOf(me) + i) % all.size())).start(paced.firstLook(i - 1, lines.size()));
            }
        }

        @Override
        public void send(Envelope envelope) {
            Optional.ofNullable(lines.get(envelope.to())).ifPresentOrElse(
                    line -> line.send(envelope),
                    () -> receiver.lost(envelope, "No messenger of %s knows a way to %s."
                            .formatted(me, Shown.quoted(envelope.to()))));
        }

        @Override
        public void crash() {
            if (over.compareAndSet(false, true)) {
                in.end(true);
                out.end(true);
                finish("crashed");
            }
        }

        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                in.end(false);
                lines.values().forEach(PeerLine::leave);
                out.join(limits.leave());
                out.end(false);
                finish("left");
            }
        }

        private void finish(String what) {
            in.join(LAST_THREAD);
            out.join(LAST_THREAD);
            lines.values().forEach(line -> line.end(what));
        }
    }
}
