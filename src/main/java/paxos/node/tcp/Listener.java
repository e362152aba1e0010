package paxos.node.tcp;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import paxos.node.Network;

/// Takes connections, each on a virtual thread of its own, and keeps their number bounded.
final class Listener {

    private static final long SECOND = 1_000_000_000;
    private static final long BREATH = SECOND / 10;

    private final String me;
    private final ServerSocket server;
    private final Limits limits;
    private final WireFormat format;
    private final Network.Receiver receiver;
    private final Gallery gallery;
    private final Crew crew;
    private final Set<Incoming> connections = ConcurrentHashMap.newKeySet();
    private long complained = System.nanoTime() - SECOND;

    Listener(String me, ServerSocket server, Limits limits, WireFormat format, Network.Receiver receiver, Gallery gallery,
            Crew crew) {
        this.me = me;
        this.server = server;
        this.limits = limits;
        this.format = format;
        this.receiver = receiver;
        this.gallery = gallery;
        this.crew = crew;
    }

    /// Takes connections until the crew is ended.
    void work() {
        while (!crew.isOver()) {
            try {
                take(server.accept());
            } catch (IOException failed) {
                if (!crew.isOver()) {
                    // Too many open files, most likely: others must close some first.
                    complain(Shown.address(server.getLocalSocketAddress()),
                            "%s could not take a connection: %s.".formatted(me, failed.getMessage()));
                    LockSupport.parkNanos(BREATH);
                }
            }
        }
    }

    private void take(Socket socket) throws IOException {
        crew.adopt(socket);
        try {
            takeIfRoom(socket);
        } catch (IOException gone) {
            // It was closed again before it could be looked at.
            crew.letGo(socket);
        }
    }

    private void takeIfRoom(Socket socket) throws IOException {
        if (connections.size() >= limits.connections() && !makeRoom()) {
            String from = Shown.address(socket.getRemoteSocketAddress());
            crew.letGo(socket);
            complain(from, "%s takes no more than %d connections at a time; one more was refused."
                    .formatted(me, limits.connections()));
            return;
        }
        Incoming incoming = new Incoming(socket, limits, format, receiver, crew);
        connections.add(incoming);
        crew.start(me + "-incoming", () -> serve(socket, incoming));
    }

    private void serve(Socket socket, Incoming incoming) {
        Optional<WireFormat.Arrival.Observe> asked;
        try {
            asked = incoming.work();
        } finally {
            // An observer takes up no room of those who bring messages.
            connections.remove(incoming);
        }
        asked.ifPresent(observe -> gallery.show(socket, observe.since()));
    }

    /// Ends the connection that was idle for longest, if any is idle.
    private boolean makeRoom() {
        record Idle(Incoming incoming, long since) {
        }
        long now = System.nanoTime();
        Optional<Idle> longest = connections.stream()
                .filter(incoming -> incoming.idleSince().isPresent())
                .map(incoming -> new Idle(incoming, incoming.idleSince().orElse(now)))
                .max(Comparator.comparingLong(idle -> now - idle.since()));
        longest.ifPresent(idle -> {
            connections.remove(idle.incoming());
            idle.incoming().makeRoom();
        });
        return longest.isPresent();
    }

    /// At most once a second: whoever knocks a thousand times must not fill the record with it.
    private void complain(String from, String why) {
        long now = System.nanoTime();
        if (now - complained >= SECOND) {
            complained = now;
            receiver.dropped(from, why);
        }
    }
}
