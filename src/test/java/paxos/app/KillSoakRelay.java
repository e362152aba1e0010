package paxos.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The wire from one process to another, with somebody's hands on it: what is written on a connection comes out at the
/// other end unchanged and in order, both ways, but late, or not before the wire is mended, or the connection is reset.
///
/// As on a real wire, what was on its way when its sender was killed still arrives. Bounded: so many connections, and so
/// much on its way on each. Any thread may use it.
final class KillSoakRelay implements AutoCloseable {

    /// The most connections at a time; one more is reset.
    static final int MOST_CONNECTIONS = 64;

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PIECE_BYTES = 8 * 1024;
    /// How many pieces are on their way at most, each way of each connection.
    private static final int MOST_PIECES = 32;
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final Duration BINDING = Duration.ofSeconds(10);
    private static final Duration BREATH = Duration.ofMillis(10);

    /// What the wire does.
    sealed interface State {

        /// All passes, after a while each way.
        ///
        /// @param there in milliseconds, from who called to who listens
        /// @param back  in milliseconds
        record Passes(int there, int back) implements State {
        }

        /// A cable that was pulled: connections stay, new ones come about, and nothing passes until it is mended.
        record Silent() implements State {
        }

        /// Connections are reset, new ones refused.
        record Refuses() implements State {
        }

        /// All passes at once.
        State CLEAR = new Passes(0, 0);
    }

    private final int port;
    private final int target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    // Guarded by this.
    private State state = State.CLEAR;
    private Optional<Door> door = Optional.empty();
    private final Set<Connection> connections = new HashSet<>();
    private boolean closed;

    /// @param port   where it listens, on 127.0.0.1
    /// @param target where it passes on to, on 127.0.0.1; nobody need listen there yet
    KillSoakRelay(int port, int target) throws IOException {
        this.port = port;
        this.target = target;
        listen();
    }

    int port() {
        return port;
    }

    /// Changes what the wire does, at once.
    ///
    /// @throws IOException where it cannot listen again
    void set(State next) throws IOException {
        Optional<Door> shut = Optional.empty();
        List<Connection> cut = List.of();
        synchronized (this) {
            if (closed || state.equals(next)) {
                return;
            }
            state = next;
            if (next instanceof State.Refuses) {
                shut = takeDoor();
                cut = List.copyOf(connections);
            } else if (door.isEmpty()) {
                listen();
            }
            notifyAll();
        }
        shut.ifPresent(Door::shut);
        cut.forEach(Connection::reset);
    }

    /// How many connections there are.
    synchronized int connections() {
        return connections.size();
    }

    /// Resets all connections and ends all threads.
    @Override
    public void close() {
        Optional<Door> shut;
        List<Connection> last;
        synchronized (this) {
            closed = true;
            shut = takeDoor();
            last = List.copyOf(connections);
            notifyAll();
        }
        shut.ifPresent(Door::shut);
        last.forEach(Connection::reset);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The wire on port %d does not end.".formatted(port));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- Listening

    /// A connection that has just been reset may hold the port for a moment.
    private synchronized void listen() throws IOException {
        long deadline = System.nanoTime() + BINDING.toNanos();
        while (true) {
            ServerSocket next = new ServerSocket();
            try {
                next.setReuseAddress(true);
                next.bind(new InetSocketAddress(HERE, port));
                door = Optional.of(new Door(next, threads.submit(() -> accept(next))));
                return;
            } catch (IOException taken) {
                next.close();
                if (System.nanoTime() > deadline) {
                    throw taken;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(BREATH);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private Optional<Door> takeDoor() {
        Optional<Door> taken = door;
        door = Optional.empty();
        return taken;
    }

    /// Where it listens, and who takes what comes.
    private record Door(ServerSocket server, Future<?> taker) {

        /// To the very end: as long as somebody waits in `accept`, the system still takes connections after the socket was
        /// closed. Not for who holds the relay's lock: the taker may want it once more.
        void shut() {
            closeQuietly(server);
            try {
                taker.get(ENDING.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException stuck) {
                throw new AssertionError("Whoever takes connections on %s does not end.".formatted(server), stuck);
            }
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Connection connection = new Connection(from.accept());
                boolean taken;
                synchronized (this) {
                    taken = !closed && !(state instanceof State.Refuses) && connections.size() < MOST_CONNECTIONS
                            && connections.add(connection);
                    if (taken) {
                        threads.submit(connection::work);
                    }
                }
                if (!taken) {
                    connection.reset();
                }
            }
        } catch (IOException over) {
            // It listens no longer.
        }
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception gone) {
            // It is gone.
        }
    }

    /// A connection: from who called to who listens, and back.
    private final class Connection {

        private final Socket caller;
        private final Socket callee = new Socket();
        private final Walk there;
        private final Walk back;

        Connection(Socket caller) {
            this.caller = caller;
            this.there = new Walk(this, caller, callee, true);
            this.back = new Walk(this, callee, caller, false);
        }

        /// Who calls over a silent wire is through to the other end only when it is mended.
        void work() {
            try {
                untilItPasses();
                callee.connect(new InetSocketAddress(HERE, target));
                caller.setTcpNoDelay(true);
                callee.setTcpNoDelay(true);
                there.start();
                back.start();
            } catch (IOException | InterruptedException nobodyThere) {
                reset();
            }
        }

        void reset() {
            closeWithReset(caller);
            closeWithReset(callee);
            synchronized (KillSoakRelay.this) {
                there.isOver = true;
                back.isOver = true;
                connections.remove(this);
                KillSoakRelay.this.notifyAll();
            }
        }

        void ended() {
            synchronized (KillSoakRelay.this) {
                if (!there.isOver || !back.isOver) {
                    return;
                }
                connections.remove(this);
            }
            closeQuietly(caller);
            closeQuietly(callee);
        }

        private static void closeWithReset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException gone) {
                // It is closed already.
            }
            closeQuietly(socket);
        }
    }

    private synchronized void untilItPasses() throws InterruptedException {
        while (!(state instanceof State.Passes)) {
            wait();
        }
    }

    /// What is on its way.
    ///
    /// @param bytes empty where it is the end
    /// @param reset whether that end is no good one
    /// @param since when it set out
    private record Piece(Optional<byte[]> bytes, boolean reset, long since) {
    }

    /// One way of a connection: one thread reads, another writes.
    private final class Walk {

        private final Connection connection;
        private final Socket from;
        private final Socket to;
        private final boolean isThere;

        // Guarded by the relay.
        private final Queue<Piece> pieces = new ArrayDeque<>();
        private boolean isOver;

        Walk(Connection connection, Socket from, Socket to, boolean isThere) {
            this.connection = connection;
            this.from = from;
            this.to = to;
            this.isThere = isThere;
        }

        void start() {
            threads.submit(this::read);
            threads.submit(this::write);
        }

        private void read() {
            byte[] buffer = new byte[PIECE_BYTES];
            boolean reset = false;
            try {
                for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                    put(Optional.of(Arrays.copyOf(buffer, read)), false);
                }
            } catch (IOException broken) {
                reset = true;
            } catch (InterruptedException over) {
                return;
            }
            try {
                put(Optional.empty(), reset);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        private void write() {
            try {
                for (Piece next = take(); next.bytes().isPresent() || !next.reset(); next = take()) {
                    if (next.bytes().isEmpty()) {
                        to.shutdownOutput();
                        over();
                        return;
                    }
                    to.getOutputStream().write(next.bytes().get());
                }
                connection.reset();
            } catch (IOException gone) {
                connection.reset();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        private void over() {
            synchronized (KillSoakRelay.this) {
                isOver = true;
            }
            connection.ended();
        }

        private void put(Optional<byte[]> bytes, boolean reset) throws InterruptedException {
            synchronized (KillSoakRelay.this) {
                while (pieces.size() >= MOST_PIECES && !isOver) {
                    KillSoakRelay.this.wait();
                }
                pieces.add(new Piece(bytes, reset, System.nanoTime()));
                KillSoakRelay.this.notifyAll();
            }
        }

        /// The next piece, when it has come to the other end.
        private Piece take() throws InterruptedException {
            synchronized (KillSoakRelay.this) {
                while (true) {
                    if (isOver) {
                        throw new InterruptedException();
                    }
                    long left = left();
                    if (left <= 0) {
                        KillSoakRelay.this.notifyAll();
                        return pieces.remove();
                    }
                    TimeUnit.NANOSECONDS.timedWait(KillSoakRelay.this, left);
                }
            }
        }

        /// How long the first piece still walks, in nanoseconds; for ever while there is none, or the wire is silent.
        private long left() {
            return pieces.isEmpty() ? Long.MAX_VALUE : switch (state) {
                case State.Passes(int thereMillis, int backMillis) -> pieces.element().since() - System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(isThere ? thereMillis : backMillis);
                case State.Silent _, State.Refuses _ -> Long.MAX_VALUE;
            };
        }
    }
}
