package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import paxos.node.Telemetry;
import paxos.trace.Event;
import paxos.trace.LogReader;
import paxos.trace.TraceFormat;

/// Where others look on: a connection that asked for the legislator's record gets it, the header first, then events, a
/// line each, and an empty line now and then while nothing happens. The legislator never notices.
///
/// Whoever is too slow is sent away. Seats are bounded; where none is free, or no record is kept, the connection is
/// closed without a word.
final class Gallery {

    private static final int AT_A_TIME = 64 * 1024;

    private final String me;
    private final Optional<Telemetry> telemetry;
    private final Limits.Observing limits;
    private final Crew crew;
    private final Semaphore seats;

    Gallery(String me, Optional<Telemetry> telemetry, Limits.Observing limits, Crew crew) {
        this.me = me;
        this.telemetry = telemetry;
        this.limits = limits;
        this.crew = crew;
        this.seats = new Semaphore(limits.seats());
    }

    /// Shows the record on this connection until it ends, and closes it. On the connection's own thread.
    ///
    /// @param since the number of the last event that is known there, −1 for none
    void show(Socket socket, long since) {
        try {
            if (telemetry.isPresent() && seats.tryAcquire()) {
                try {
                    new Visit(socket, telemetry.get()).show(since);
                } finally {
                    seats.release();
                }
            }
        } finally {
            crew.letGo(socket);
        }
    }

    /// One observer. A second thread notices when it goes, or takes nothing for too long.
    private final class Visit {

        private final Socket socket;
        private final Telemetry shown;
        private final TraceFormat format;
        private final Thread shower = Thread.currentThread();
        private volatile OptionalLong writingSince = OptionalLong.empty();
        private long written;

        Visit(Socket socket, Telemetry shown) {
            this.socket = socket;
            this.shown = shown;
            this.format = new TraceFormat(shown.header().legislators());
        }

        void show(long since) {
            try {
                socket.setTcpNoDelay(true);
                crew.start(me + "-attends", this::attend);
                write((TraceFormat.write(shown.header()) + "\n").getBytes(UTF_8));
                follow(new LogReader(shown.log(), Set.of(me), since));
            } catch (IOException gone) {
                // It has seen enough, or the legislator's connections were ended.
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        private void follow(LogReader reader) throws IOException, InterruptedException {
            while (!crew.isOver()) {
                List<Event> events = reader.read();
                if (!events.isEmpty()) {
                    write(events);
                    continue;
                }
                Duration quiet = limits.heartbeat().minusNanos(System.nanoTime() - written);
                if (!quiet.isPositive()) {
                    write(new byte[] {'\n'});
                } else if (reader.await(quiet)) {
                    // Where much happens, it is a hundred looks a second, not one for each event.
                    Thread.sleep(limits.gather());
                }
            }
        }

        private void write(List<Event> events) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(Math.min(AT_A_TIME, 512 * events.size()));
            for (Event event : events) {
                format.append(event, lines);
                if (lines.size() >= AT_A_TIME) {
                    write(lines.toByteArray());
                    lines.reset();
                }
            }
            if (lines.size() > 0) {
                write(lines.toByteArray());
            }
        }

        private void write(byte[] bytes) throws IOException {
            writingSince = OptionalLong.of(System.nanoTime());
            socket.getOutputStream().write(bytes);
            writingSince = OptionalLong.empty();
            written = System.nanoTime();
        }

        // ---- On the second thread

        /// An observer has nothing to say, so whatever comes, its end above all, is the end of it.
        private void attend() {
            try {
                socket.setSoTimeout((int) Math.max(1, limits.write().toMillis() / 4));
                awaitAWord();
            } catch (IOException gone) {
                // An end as well.
            } finally {
                crew.letGo(socket);
                shower.interrupt();
            }
        }

        private void awaitAWord() throws IOException {
            while (true) {
                try {
                    socket.getInputStream().read();
                    return;
                } catch (SocketTimeoutException silent) {
                    OptionalLong since = writingSince;
                    if (since.isPresent() && System.nanoTime() - since.getAsLong() > limits.write().toNanos()) {
                        return;
                    }
                }
            }
        }
    }
}
