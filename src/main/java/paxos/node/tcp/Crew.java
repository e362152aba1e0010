package paxos.node.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The sockets and threads of a network that is open, so that all of them can be ended at once and none is left
/// behind.
final class Crew {

    private static final int SOME_THREADS = 16;
    /// How long whoever takes connections may take to find that there is nothing to take any more; else the rest is ended all the same.
    private static final Duration LAST_TAKEN = Duration.ofMillis(200);

    private final Set<Closeable> sockets = new HashSet<>();
    /// Those that have ended stay in until there are many: whoever waits for all waits for their very end.
    private final Set<Thread> threads = new HashSet<>();
    private final Set<Thread> accepting = new HashSet<>();
    private int manyThreads = SOME_THREADS;
    private volatile boolean over;
    private boolean reset;

    /// Whether it was ended.
    boolean isOver() {
        return over;
    }

    /// Does the work on a virtual thread; where the crew was ended, not at all.
    void start(String name, Runnable work) {
        start(Thread.ofVirtual().name(name), work);
    }

    /// The same for the work of taking connections: that ends when its socket is closed. If it were interrupted as well, just when
    /// it was given a connection, Java would forget to close that one, and whoever called would never hear of the end.
    synchronized void startAccepting(String name, Runnable work) {
        start(Thread.ofVirtual().name(name), work).ifPresent(accepting::add);
    }

    /// Does the work on a platform thread: one that the system itself wakes.
    void startOnPlatform(String name, Runnable work) {
        start(Thread.ofPlatform().daemon().name(name), work);
    }

    private synchronized Optional<Thread> start(Thread.Builder builder, Runnable work) {
        if (over) {
            return Optional.empty();
        }
        if (threads.size() >= manyThreads) {
            threads.removeIf(each -> !each.isAlive());
            manyThreads = 2 * threads.size() + SOME_THREADS;
        }
        Thread thread = builder.start(work);
        threads.add(thread);
        return Optional.of(thread);
    }

    /// Takes a socket into care.
    ///
    /// @throws SocketException where the crew was ended; the socket has shared its fate then
    synchronized <S extends Closeable> S adopt(S socket) throws SocketException {
        if (over) {
            end(socket);
            throw new SocketException("The network was closed.");
        }
        sockets.add(socket);
        return socket;
    }

    /// Opens a connection, and takes it into care.
    ///
    /// @param atMost how long that may take
    Socket connect(InetSocketAddress address, Duration atMost) throws IOException {
        Socket connection = adopt(SocketChannel.open().socket());
        try {
            connection.setTcpNoDelay(true);
            connection.connect(address, (int) atMost.toMillis());
            if (connection.getLocalSocketAddress().equals(connection.getRemoteSocketAddress())) {
                // Nobody listens, and the system happened to give this end the very port it was to call.
                throw new ConnectException("It called itself.");
            }
            return connection;
        } catch (IOException failed) {
            letGo(connection);
            throw failed;
        }
    }

    /// Closes a socket. Once the crew was ended by a reset, this is one too, whoever comes first.
    void letGo(Closeable socket) {
        boolean byReset;
        synchronized (this) {
            sockets.remove(socket);
            byReset = over && reset;
        }
        if (byReset) {
            end(socket);
        } else {
            close(socket);
        }
    }

    /// Closes all sockets and wakes all threads. Does nothing the second time.
    ///
    /// @param reset whether connections are reset (RST, what was not sent yet is thrown away) rather than closed
    void end(boolean reset) {
        List<Closeable> mine;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            this.reset = reset;
            mine = List.copyOf(sockets);
            sockets.clear();
        }
        // First whoever takes connections, to the very end: else a peer that is told of the end of its connection looks at once
        // whether somebody is here, and finds somebody.
        mine.stream().filter(ServerSocket.class::isInstance).forEach(this::end);
        List<Thread> takers;
        synchronized (this) {
            takers = List.copyOf(accepting);
        }
        join(takers, LAST_TAKEN);
        mine.stream().filter(socket -> !(socket instanceof ServerSocket)).forEach(this::end);
        synchronized (this) {
            // Not the one that does this: it has more to close, and a file that it wrote to then would be closed under its hands.
            threads.stream().filter(thread -> thread != Thread.currentThread() && !accepting.contains(thread)).forEach(Thread::interrupt);
        }
    }

    /// Waits until the threads have ended, for this long at most.
    void join(Duration atMost) {
        List<Thread> mine;
        synchronized (this) {
            mine = List.copyOf(threads);
        }
        join(mine, atMost);
    }

    private static void join(List<Thread> threads, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread thread : threads) {
                long left = deadline - System.nanoTime();
                if (thread != Thread.currentThread() && left > 0) {
                    thread.join(Duration.ofNanos(left));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Closeable socket) {
        if (reset && socket instanceof Socket connection) {
            try {
                connection.setSoLinger(true, 0);
                connection.close();
            } catch (IOException closed) {
                // It is gone already.
            }
        } else {
            close(socket);
        }
    }

    /// Says goodbye first: else a connection on which something came that nobody read would be reset by the system.
    private static void close(Closeable socket) {
        try {
            if (socket instanceof Socket connection && connection.isConnected() && !connection.isClosed()) {
                connection.shutdownOutput();
            }
        } catch (IOException gone) {
            // There is nobody to say it to.
        }
        try {
            socket.close();
        } catch (IOException closed) {
            // Then it is gone all the same.
        }
    }
}
