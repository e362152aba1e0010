package paxos.trace;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Reads a trace file. What is damaged in it is passed over and said; whatever can be read is read. The file may be
/// written to, and even be rolled away, while it is open here.
///
/// Any number of threads may use it at the same time. A thread that is interrupted while it reads closes the file.
public final class TraceReader implements AutoCloseable {

    /// How much is read at a time, in bytes: of the whole file, and for a single line.
    private static final int BLOCK = 1 << 18;
    private static final int PIECE = 1 << 12;

    private final Path file;
    private final FileChannel channel;
    private final TraceHeader header;
    private final TraceFormat format;

    /// Takes in what is read, in the order of the file.
    ///
    /// @param <T> events, or glimpses
    @FunctionalInterface
    public interface Sink<T> {

        /// What comes after it was recorded by this one: the first of a file comes before any event. The legislators are
        /// always the same.
        default void header(TraceHeader header) {
        }

        /// The next event.
        void take(T event);
    }

    /// Hears how far the reading has got.
    @FunctionalInterface
    public interface Progress {

        /// Never stops, and tells nobody.
        Progress NONE = (_, _) -> true;

        /// Called now and then.
        ///
        /// @param bytes how much was read
        /// @param total how much there is
        /// @return whether to go on
        boolean reached(long bytes, long total);
    }

    private TraceReader(Path file, FileChannel channel, TraceHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.format = new TraceFormat(header.legislators());
    }

    /// Opens a trace file, and reads its header.
    ///
    /// @throws UnreadableTrace where there is no such file, or it is no trace: with a sentence that names the file
    public static TraceReader open(Path file) throws UnreadableTrace {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            TraceReader reader = new TraceReader(file, channel, firstLine(file, channel));
            channel = null;
            return reader;
        } catch (NoSuchFileException missing) {
            throw new UnreadableTrace("There is no file %s (looked for %s). Check the path."
                    .formatted(file, file.toAbsolutePath().normalize()));
        } catch (AccessDeniedException denied) {
            throw new UnreadableTrace("You may not read %s. Give yourself leave, as with: chmod u+r %s".formatted(file, file));
        } catch (IOException failed) {
            throw new UnreadableTrace(Files.isDirectory(file)
                    ? "%s is a folder. Name the trace in it, as %s.".formatted(file, file.resolve("trace.jsonl"))
                    : "%s cannot be read: %s.".formatted(file, Trouble.reason(failed)));
        } finally {
            closeQuietly(channel);
        }
    }

    private static TraceHeader firstLine(Path file, FileChannel channel) throws IOException, UnreadableTrace {
        LineFeed feed = new LineFeed(channel, 0, PIECE);
        if (!hasLine(feed)) {
            throw new UnreadableTrace("%s is empty: nothing was recorded in it.".formatted(file));
        }
        try {
            return TraceFormat.readHeader(text(feed, feed.newline()));
        } catch (UnreadableTrace none) {
            throw new UnreadableTrace(feed.isTorn() && looksLikeHeader(feed)
                    ? "%s breaks off in its first line: nothing was recorded in it.".formatted(file)
                    : "%s is no trace of a parliament that this program can read. %s Name a file that it recorded or exported, like trace.jsonl in a legislator's folder."
                            .formatted(file, none.getMessage()));
        }
    }

    private static boolean hasLine(LineFeed feed) throws IOException {
        boolean more = true;
        while (more && !feed.hasLine()) {
            more = feed.fill();
        }
        return feed.hasLine();
    }

    private static String text(LineFeed feed, int newline) {
        return new String(feed.bytes(), feed.start(), newline - feed.start(), StandardCharsets.UTF_8);
    }

    private static boolean looksLikeHeader(LineFeed feed) {
        return feed.bytes()[feed.start()] == '{' && TraceFormat.isHeader(text(feed, feed.newline()));
    }

    /// The first line of the file.
    public TraceHeader header() {
        return header;
    }

    /// Reads all events, from the first to the last.
    public TraceReading read(Sink<Event> sink, Progress progress) {
        return new Pass<>(sink) {
            @Override
            int plain() {
                return -1;
            }

            @Override
            void other(int newline) throws UnreadableTrace {
                sink.take(format.read(feed.bytes(), feed.start(), newline));
            }
        }.run(progress);
    }

    /// Reads all events, from the first to the last, but only what the sink can see at a glance: several times as fast.
    /// Damage at the end of a line may go unseen.
    ///
    /// @param sink gets the same glimpse again and again, filled anew
    public TraceReading glance(Sink<Glimpse> sink, Progress progress) {
        Glimpse glimpse = new Glimpse();
        PlainLine line = new PlainLine(header.legislators());
        Map<String, Integer> indices = Glimpse.indices(header.legislators());
        return new Pass<>(sink) {
            @Override
            int plain() {
                int newline = line.read(feed.bytes(), feed.start(), glimpse);
                if (newline >= 0) {
                    glimpse.position = feed.position();
                    sink.take(glimpse);
                }
                return newline;
            }

            @Override
            void other(int newline) throws UnreadableTrace {
                glimpse.show(format.read(feed.bytes(), feed.start(), newline), indices);
                glimpse.position = feed.position();
                sink.take(glimpse);
            }
        }.run(progress);
    }

    /// The event whose line begins at this place.
    ///
    /// @param position from [Glimpse#position]
    /// @throws UnreadableTrace where there is none, or the file cannot be read any more
    public Event at(long position) throws UnreadableTrace {
        try {
            LineFeed feed = new LineFeed(channel, position, PIECE);
            if (!hasLine(feed)) {
                throw new UnreadableTrace("%s ends before byte %d.".formatted(file, position));
            }
            return format.read(feed.bytes(), feed.start(), feed.newline());
        } catch (IOException failed) {
            throw new UnreadableTrace("%s cannot be read: %s.".formatted(file, Trouble.reason(failed)));
        }
    }

    /// Closes the file; then nothing more can be read.
    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failed) {
            // It was open for reading only: nothing is lost.
        }
    }

    /// One way through the file.
    private abstract class Pass<T> {

        final LineFeed feed = new LineFeed(channel, 0, BLOCK);
        private final Sink<T> sink;
        private final Remarks remarks = new Remarks(file);
        private long events;

        Pass(Sink<T> sink) {
            this.sink = sink;
        }

        /// Takes in the line if it is a plain one.
        ///
        /// @return where its newline is, or −1 where it is none
        abstract int plain();

        /// Takes in a line that is not a plain one.
        abstract void other(int newline) throws UnreadableTrace;

        TraceReading run(Progress progress) {
            boolean cancelled = false;
            try {
                long total = channel.size();
                cancelled = !progress.reached(0, total);
                while (!cancelled && !remarks.isStop() && feed.fill()) {
                    while (feed.hasLine() && !remarks.isStop()) {
                        line();
                    }
                    cancelled = !progress.reached(Math.min(feed.position(), total), total);
                }
            } catch (ClosedByInterruptException interrupted) {
                cancelled = true;
            } catch (IOException failed) {
                remarks.failed(failed);
            }
            return new TraceReading(events, cancelled, remarks.text());
        }

        private void line() {
            int newline = feed.isWhole() ? plain() : -1;
            if (newline < 0) {
                newline = feed.newline();
                unusual(newline);
            } else {
                events++;
            }
            feed.past(newline);
        }

        private void unusual(int newline) {
            try {
                if (looksLikeHeader(feed)) {
                    header(TraceFormat.readHeader(text(feed, newline)));
                } else if (!isBlank(newline)) {
                    other(newline);
                    events++;
                }
            } catch (UnreadableTrace damaged) {
                if (feed.isTorn()) {
                    remarks.torn();
                } else {
                    remarks.unreadable(feed.line(), damaged);
                }
            }
        }

        private boolean isBlank(int newline) {
            for (int i = feed.start(); i < newline; i++) {
                if (feed.bytes()[i] != ' ' && feed.bytes()[i] != '\r') {
                    return false;
                }
            }
            return true;
        }

        private void header(TraceHeader next) {
            if (!next.legislators().equals(header.legislators())) {
                remarks.otherParliament(feed.line());
                return;
            }
            if (next.isNewer()) {
                remarks.newer(next.version());
            }
            sink.header(next);
        }
    }
}
