package paxos.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The least that a ballot can take on this machine, whatever program holds it: what must be on the disk before something is
/// said is appended and forced, and what is said goes over a connection, with nothing done beside that.
///
/// A president writes which ballot it tries (an append), asks (a hop); a priest writes its promise (an append), answers (a
/// hop); the president begins the ballot (a hop); the priest writes its vote (an append), says so (a hop); and the president
/// tells of success (a hop). That is three forced appends and five hops, of which none can begin before the last has ended.
final class Floor {

    /// About as long as a line of a ledger.
    private static final int LINE_BYTES = 80;
    /// About as long as a message.
    private static final int MESSAGE_BYTES = 130;

    private Floor() {
    }

    /// Measures it.
    ///
    /// @param folder where two files are made, of about 80 bytes a round
    /// @param rounds how often
    static Latencies measure(Path folder, int rounds) throws IOException, InterruptedException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel called = SocketChannel.open(server.getLocalAddress());
                SocketChannel calls = server.accept();
                FileChannel presidents = file(folder.resolve("floor-president"));
                FileChannel priests = file(folder.resolve("floor-priest"))) {
            called.setOption(StandardSocketOptions.TCP_NODELAY, true);
            calls.setOption(StandardSocketOptions.TCP_NODELAY, true);
            long[] heardOfSuccess = new long[rounds];
            FutureTask<Void> priest = new FutureTask<>(() -> {
                for (int round = 0; round < rounds; round++) {
                    receive(called);
                    append(priests);
                    send(called);
                    receive(called);
                    append(priests);
                    send(called);
                    receive(called);
                    heardOfSuccess[round] = System.nanoTime();
                    // Not measured: the next round begins where this one has ended.
                    send(called);
                }
                return null;
            });
            Thread.ofPlatform().daemon().name("floor").start(priest);
            long[] began = new long[rounds];
            for (int round = 0; round < rounds; round++) {
                began[round] = System.nanoTime();
                append(presidents);
                send(calls);
                receive(calls);
                send(calls);
                receive(calls);
                send(calls);
                receive(calls);
            }
            return new Latencies(differences(began, heardOf(priest, heardOfSuccess)));
        }
    }

    private static long[] heardOf(FutureTask<Void> priest, long[] times) throws IOException, InterruptedException {
        try {
            priest.get();
            return times;
        } catch (ExecutionException failed) {
            throw new IOException("The floor cannot be measured: " + failed.getCause().getMessage(), failed);
        }
    }

    private static long[] differences(long[] from, long[] to) {
        long[] differences = new long[from.length];
        for (int i = 0; i < from.length; i++) {
            differences[i] = to[i] - from[i];
        }
        return differences;
    }

    private static FileChannel file(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void append(FileChannel file) throws IOException {
        file.write(ByteBuffer.allocate(LINE_BYTES));
        file.force(true);
    }

    private static void send(SocketChannel connection) throws IOException {
        connection.write(ByteBuffer.allocate(MESSAGE_BYTES));
    }

    private static void receive(SocketChannel connection) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE_BYTES);
        while (message.hasRemaining()) {
            if (connection.read(message) < 0) {
                throw new IOException("the connection ended");
            }
        }
    }
}
