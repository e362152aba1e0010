package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import paxos.node.Logs;

/// A peer played by hand, connection by connection.
final class RawPeer implements AutoCloseable {

    final ServerSocket server = new ServerSocket();
    /// Kept, whatever a test keeps of them: a socket that nobody refers to is closed with the next garbage.
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    RawPeer(InetSocketAddress address) throws IOException {
        server.bind(address);
        server.setSoTimeout((int) Logs.PATIENCE.toMillis());
    }

    /// The next connection, whatever comes on it.
    Line accept() throws IOException {
        Line line = new Line(server.accept());
        lines.add(line);
        return line;
    }

    /// The next connection on which something comes, with the message; the empty ones before it are looks.
    Line acceptMessage() throws IOException {
        while (true) {
            Line line = accept();
            Optional<String> message = line.read();
            if (message.isPresent()) {
                line.first = message.get();
                return line;
            }
            line.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /// One connection, in either direction.
    static final class Line implements AutoCloseable {

        final Socket socket;
        String first = "";

        Line(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Logs.PATIENCE.toMillis());
        }

        static Line to(InetSocketAddress address) throws IOException {
            return new Line(new Socket(address.getAddress(), address.getPort()));
        }

        /// Up to the next empty line, or empty at the end.
        Optional<String> read() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (!read.toString(UTF_8).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return read.size() == 0 ? Optional.empty() : Optional.of(read.toString(UTF_8));
                }
                read.write(b);
            }
            return Optional.of(read.toString(UTF_8));
        }

        /// The next line of a stream, or empty at its end, a reset included.
        Optional<String> readLine() throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try {
                for (int b = socket.getInputStream().read(); b != '\n'; b = socket.getInputStream().read()) {
                    if (b < 0) {
                        return Optional.empty();
                    }
                    read.write(b);
                }
            } catch (java.net.SocketException reset) {
                return Optional.empty();
            }
            return Optional.of(read.toString(UTF_8));
        }

        Line write(String text) throws IOException {
            return write(text.getBytes(UTF_8));
        }

        Line write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            return this;
        }

        /// How it ends: "closed" or "reset".
        String end() throws IOException {
            try {
                byte[] buffer = new byte[4096];
                while (socket.getInputStream().read(buffer) >= 0) {
                    // What still comes does not matter.
                }
                return "closed";
            } catch (java.net.SocketTimeoutException open) {
                return "still open";
            } catch (IOException reset) {
                return "reset";
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
