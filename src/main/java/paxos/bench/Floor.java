package paxos.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/// The least that a ballot can take on this machine, whatever program holds it: what must be on the disk before something is
/// said is appended and forced, and what is said goes over a connection, with nothing done beside that.
final class Floor {

    private Floor() {
    }

    /// Measures it with a single priest, so that one thing is done at a time.
    ///
    /// A president writes which ballot it tries (an append), asks (a hop); a priest writes its promise (an append), answers (a
    /// hop); the president begins the ballot (a hop); the priest writes its vote (an append), says so (a hop); and the president
    /// tells of success (a hop). That is three forced appends and five hops, of which none can begin before the last has ended.
    ///
    /// @param folder where two files are made, of about 240 bytes a round at most
    /// @param rounds how often
    /// @throws IOException with a sentence, where a file or a connection cannot be used
    static Latencies measure(Path folder, int rounds) throws IOException, InterruptedException {
        try (ServerSocketChannel server = server();
                FileChannel presidents = BarePriest.ledger(folder.resolve("floor-president"));
                BarePriest priest = BarePriest.take(server, folder.resolve("floor-priest"), rounds, 2)) {
            long[] began = new long[rounds];
            for (int round = 0; round < rounds; round++) {
                began[round] = System.nanoTime();
                BarePriest.append(presidents);
                tell(priest);
                hear(priest);
                tell(priest);
                hear(priest);
                tell(priest);
                hear(priest);
            }
            return new Latencies(differences(began, priest.heardOfSuccess()));
        }
    }

    /// Measures it with the four nodes of a parliament of five, as in the ballots that are measured beside it: they share one disk
    /// and the processors, and write at the same time.
    ///
    /// The president writes which ballot it tries, asks three priests, and writes its promise to itself while they write theirs.
    /// With two of them it begins the ballot, and writes its vote while they write theirs; then it tells of success, first the
    /// fifth legislator, who only listens. That is eight appends. The president knows beforehand which two will have answered
    /// first, and nobody sends an answer that it does not need: nodes have it harder.
    ///
    /// @param folder where four files are made, of about 240 bytes a round at most
    /// @param rounds how often
    /// @throws IOException with a sentence, where a file or a connection cannot be used
    static Latencies measureOfFour(Path folder, int rounds) throws IOException, InterruptedException {
        try (ServerSocketChannel server = server();
                FileChannel presidents = BarePriest.ledger(folder.resolve("floor-of-four-president"));
                BarePriest second = BarePriest.take(server, folder.resolve("floor-of-four-second"), rounds, 2);
                BarePriest third = BarePriest.take(server, folder.resolve("floor-of-four-third"), rounds, 2);
                BarePriest fourth = BarePriest.take(server, folder.resolve("floor-of-four-fourth"), rounds, 1);
                BarePriest listener = BarePriest.take(server, folder.resolve("floor-of-four-listener"), rounds, 0)) {
            long[] began = new long[rounds];
            for (int round = 0; round < rounds; round++) {
                began[round] = System.nanoTime();
                BarePriest.append(presidents);
                tell(second, third, fourth);
                BarePriest.append(presidents);
                hear(second, third);
                tell(second, third);
                BarePriest.append(presidents);
                hear(second, third);
                tell(listener, second, third, fourth);
                // Not measured: the promise that was not waited for, and that all are ready for the next round.
                hear(fourth);
                hear(listener, second, third, fourth);
            }
            return new Latencies(differences(began, listener.heardOfSuccess()));
        }
    }

    private static ServerSocketChannel server() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static void tell(BarePriest... priests) throws IOException {
        for (BarePriest priest : priests) {
            priest.tell();
        }
    }

    private static void hear(BarePriest... priests) throws IOException {
        for (BarePriest priest : priests) {
            priest.hear();
        }
    }

    private static long[] differences(long[] from, long[] to) {
        long[] differences = new long[from.length];
        for (int i = 0; i < from.length; i++) {
            differences[i] = to[i] - from[i];
        }
        return differences;
    }
}
