package paxos.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Sits in a parliament, says nothing, and tells when it hears of success: a look from outside, over the wire.
final class SuccessProbe implements AutoCloseable {

    private static final byte[] KEEP_ALIVE = "KeepAlive\r\n\r\n".getBytes(UTF_8);
    private static final String END = "\r\n\r\n";
    private static final int MOST_BYTES = 1 << 16;

    private final ServerSocket server;
    private final BlockingQueue<Long> heard = new ArrayBlockingQueue<>(1024);

    private SuccessProbe(ServerSocket server) {
        this.server = server;
    }

    /// Sits down.
    ///
    /// @throws IOException with a sentence, where it cannot listen there
    static SuccessProbe open(InetSocketAddress address) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        try {
            server.bind(address);
        } catch (IOException failed) {
            server.close();
            throw new IOException("The bench cannot listen on %s: %s. Run it again.".formatted(address, failed.getMessage()), failed);
        }
        SuccessProbe probe = new SuccessProbe(server);
        Thread.ofPlatform().daemon().name("probe").start(probe::accept);
        return probe;
    }

    /// Waits for news of success, for two seconds at most.
    ///
    /// @return when it came, as [System#nanoTime] tells it
    /// @throws IOException with a sentence, where none came
    long await() throws IOException, InterruptedException {
        Long at = heard.poll(2, TimeUnit.SECONDS);
        if (at == null) {
            throw new IOException("A ballot was started, and nothing was heard of its success for two seconds.");
        }
        return at;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread.ofPlatform().daemon().name("probe-listens").start(() -> listen(connection));
            }
        } catch (IOException closed) {
            // The bench is over.
        }
    }

    private void listen(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = connection.getInputStream();
            byte[] some = new byte[MOST_BYTES];
            String rest = "";
            for (int read = in.read(some); read > 0; read = in.read(some)) {
                long now = System.nanoTime();
                rest += new String(some, 0, read, UTF_8);
                for (int end = rest.indexOf(END); end >= 0; end = rest.indexOf(END)) {
                    String message = rest.substring(0, end);
                    rest = rest.substring(end + END.length());
                    if (message.contains("connection: keep-alive")) {
                        connection.getOutputStream().write(KEEP_ALIVE);
                    }
                    if (message.startsWith("Success\r\n")) {
                        heard.offer(now);
                    }
                }
            }
        } catch (IOException over) {
            // Whoever called has gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
