package paxos.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Does what a priest must wait for, and nothing else, in a thread of its own: in each round it answers so many messages, each when
/// it has forced a line to the disk, and then hears of success. To its president it is the connection.
///
/// @param connection the president's end; closing it ends the priest
/// @param life       gives the times at which the priest heard of success
record BarePriest(SocketChannel connection, FutureTask<long[]> life) implements Closeable {

    /// About as long as a line of a ledger.
    private static final int LINE_BYTES = 80;
    /// About as long as a message.
    private static final int MESSAGE_BYTES = 130;

    /// Lets one connect and begin.
    ///
    /// @param server  where its president waits for it, and for nobody else meanwhile
    /// @param file    its ledger, which is not there yet
    /// @param rounds  how long it lives
    /// @param answers how many it gives in a round
    /// @throws IOException where its ledger or the connection cannot be opened
    static BarePriest take(ServerSocketChannel server, Path file, int rounds, int answers) throws IOException {
        // First: what fails here is said as it is, and not as the end of a connection.
        FileChannel ledger = ledger(file);
        SocketChannel president = SocketChannel.open(server.getLocalAddress());
        SocketChannel connection = server.accept();
        president.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        FutureTask<long[]> life = new FutureTask<>(() -> {
            try (president; ledger) {
                return live(president, ledger, rounds, answers);
            }
        });
        Thread.ofPlatform().daemon().name(file.getFileName().toString()).start(life);
        return new BarePriest(connection, life);
    }

    private static long[] live(SocketChannel president, FileChannel ledger, int rounds, int answers) throws IOException {
        long[] heardOfSuccess = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            for (int answer = 0; answer < answers; answer++) {
                receive(president);
                append(ledger);
                send(president);
            }
            receive(president);
            heardOfSuccess[round] = System.nanoTime();
            // So that the next round begins where this one has ended.
            send(president);
        }
        return heardOfSuccess;
    }

    /// Sends it a message.
    void tell() throws IOException {
        send(connection);
    }

    /// Waits for one from it.
    void hear() throws IOException {
        receive(connection);
    }

    /// When it heard of success in each round, by [System#nanoTime()]; waits until its rounds are over.
    long[] heardOfSuccess() throws IOException, InterruptedException {
        try {
            return life.get();
        } catch (ExecutionException failed) {
            throw new IOException("The floor cannot be measured: " + failed.getCause().getMessage(), failed);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /// A new file to append to.
    static FileChannel ledger(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /// Writes a line, and waits until it is on the disk.
    static void append(FileChannel ledger) throws IOException {
        ledger.write(ByteBuffer.allocate(LINE_BYTES));
        ledger.force(true);
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
