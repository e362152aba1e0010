package paxos.node.tcp;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import paxos.node.Network;

/// Takes connections, each on a virtual thread of its own until its first message has come, and keeps their number bounded.
final class Listener {

    private static final long BREATH = 100_000_000;

    private final String me;
    private final ServerSocket server;
    private final Limits limits;
    private final WireFormat format;
    private final Optional<Challenger> challenger;
    private final Network.Receiver receiver;
    private final DropReports reports;
    private final Gallery gallery;
    private final Switchboard switchboard;
    private final Crew crew;
    private final Set<Incoming> connections = ConcurrentHashMap.newKeySet();
    /// How many made room and are not closed yet.
    private final AtomicInteger leaving = new AtomicInteger();

    Listener(String me, ServerSocket server, Limits limits, WireFormat format, Optional<Challenger> challenger,
            Network.Receiver receiver, DropReports reports, Gallery gallery, Switchboard switchboard, Crew crew) {
        this.me = me;
        this.server = server;
        this.limits = limits;
        this.format = format;
        this.challenger = challenger;
        this.receiver = receiver;
        this.reports = reports;
        this.gallery = gallery;
        this.switchboard = switchboard;
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
        if (connections.size() >= limits.connections() && (leaving.get() >= limits.connections() || !makeRoom())) {
            String from = Shown.address(socket.getRemoteSocketAddress());
            crew.letGo(socket);
            complain(from, "%s takes no more than %d connections at a time; one more was refused."
                    .formatted(me, limits.connections()));
            return;
        }
        Incoming incoming = new Incoming(socket, limits, format, challenger, receiver, reports, crew);
        connections.add(incoming);
        crew.start(me + "-incoming", () -> serve(socket, incoming));
    }

    private void serve(Socket socket, Incoming incoming) {
        Incoming.Fate fate = new Incoming.Fate.Closed();
        try {
            fate = incoming.work();
        } finally {
            // An observer takes up no room of those who bring messages.
            if (!(fate instanceof Incoming.Fate.Kept)) {
                connections.remove(incoming);
            }
        }
        switch (fate) {
            case Incoming.Fate.Closed _ -> incoming.report();
            case Incoming.Fate.Kept _ -> incoming.keep(switchboard, () -> {
                connections.remove(incoming);
                crew.start(me + "-complains", incoming::report);
            });
            case Incoming.Fate.Observed(long since) -> gallery.show(socket, since);
        }
    }

    /// On another thread: this one must go on, and the report may have to wait.
    private void complain(String from, String why) {
        crew.start(me + "-complains", () -> reports.dropped(from, why));
    }

    /// Ends the connection that can best be spared, if any can: of those that have brought no message yet the oldest, which
    /// had most time for it (a legislator needs next to none); else the one that has been idle for longest.
    private boolean makeRoom() {
        long now = System.nanoTime();
        Optional<Incoming> silent = connections.stream().filter(incoming -> !incoming.isHeard())
                .max(Comparator.comparingLong(incoming -> now - incoming.since()));
        Optional<Incoming> spared = silent.or(() -> idleLongest(now));
        spared.ifPresent(incoming -> {
            connections.remove(incoming);
            leaving.incrementAndGet();
            incoming.makeRoom(leaving::decrementAndGet);
        });
        return spared.isPresent();
    }

    private Optional<Incoming> idleLongest(long now) {
        record Idle(Incoming incoming, long since) {
        }
        return connections.stream()
                .filter(incoming -> incoming.idleSince().isPresent())
                .map(incoming -> new Idle(incoming, incoming.idleSince().orElse(now)))
                .max(Comparator.comparingLong(idle -> now - idle.since()))
                .map(Idle::incoming);
    }
}
