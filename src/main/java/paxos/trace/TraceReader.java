package paxos.trace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a trace file. What is damaged in it is passed over and said; whatever can be read is read. The file may be
/// written to, and even be rolled away, while it is open here.
///
/// Any number of threads may use it at the same time. A thread that is interrupted breaks its reading off; one that is
/// interrupted in [#from] closes the file.
public final class TraceReader implements AutoCloseable {

    /// How much is read at a time, in bytes: of the whole file, and for some lines.
    private static final int BLOCK = 1 << 18;
    private static final int PIECE = 1 << 14;

    /// How many events [#from] reads at most.
    public static final int AGAIN = 256;

    private final Path file;
    private final FileChannel channel;
    /// How long it was when it was opened, in bytes.
    private final long length;
    private final TraceHeader header;
    private final TraceFormat format;
    /// Where the events are that the last reading handed on.
    private volatile TraceIndex index = new TraceIndex(false);

    /// Takes in what is read, in the order of the file.
    @FunctionalInterface
    public interface Sink {

        /// What comes after it was recorded by this one: the first of a file comes before any event. The legislators are
        /// always the same.
        default void header(TraceHeader header) {
        }

        /// The next event.
        void take(Event event);
    }

    /// Hears how far the reading has got.
    @FunctionalInterface
    public interface Progress {

        /// Never stops, and tells nobody.
        Progress NONE = (_, _) -> true;

        /// Called now and then.
        ///
        /// @param bytes how much was read
        /// @param total how much there was when the file was opened
        /// @return whether to go on
        boolean reached(long bytes, long total);
    }

    private TraceReader(Path file, FileChannel channel, long length, TraceHeader header) {
        this.file = file;
        this.channel = channel;
        this.length = length;
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
            TraceReader reader = new TraceReader(file, channel, channel.size(), firstLine(file, channel));
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
            return TraceFormat.readHeader(TracePass.text(feed));
        } catch (UnreadableTrace none) {
            throw new UnreadableTrace(feed.isTorn() && TracePass.looksLikeHeader(feed)
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

    /// The first line of the file.
    public TraceHeader header() {
        return header;
    }

    /// Reads all events, from the first to the last, and hands them on in this thread; another reads ahead.
    public TraceReading read(Sink sink, Progress progress) {
        return pass(false, sink, progress);
    }

    /// The same, several times as fast, for who wants a diagram of a million messages: leaves out what only a person
    /// reads. Of a [Happening.Stepped], the state is blank and the sentence empty; of a [Happening.Lost], the sentence.
    /// Damage at the end of such a line may go unseen. [#from] reads all.
    public TraceReading skim(Sink sink, Progress progress) {
        return pass(true, sink, progress);
    }

    private TraceReading pass(boolean skim, Sink sink, Progress progress) {
        Remarks remarks = new Remarks(file);
        TraceIndex passed = new TraceIndex(skim);
        long events = 0;
        if (!progress.reached(0, length)) {
            return new TraceReading(0, true, Optional.empty());
        }
        ReadAhead ahead = new ReadAhead(put -> batches(skim, remarks, put));
        try {
            Optional<ReadAhead.Batch> next = ahead.next();
            while (next.isPresent()) {
                ReadAhead.Batch batch = next.get();
                batch.header().ifPresent(sink::header);
                passed.add(events, batch.position());
                batch.events().forEach(sink::take);
                events += batch.events().size();
                if (!progress.reached(Math.min(batch.end(), length), length)) {
                    return new TraceReading(events, true, Optional.empty());
                }
                next = ahead.next();
            }
            return new TraceReading(events, false, remarks.text());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new TraceReading(events, true, Optional.empty());
        } finally {
            ahead.stop();
            index = passed;
        }
    }

    /// Reads the file to its end: a batch for what is in the buffer at a time, and one more where a header stands in it.
    private void batches(boolean skim, Remarks remarks, ReadAhead.Put put) {
        LineFeed feed = new LineFeed(channel, 0, BLOCK);
        TracePass pass = new TracePass(feed, format, header.legislators(), skim, remarks);
        Optional<TraceHeader> before = Optional.empty();
        boolean wanted = true;
        try {
            while (wanted && !remarks.isStop() && feed.fill()) {
                long position = feed.position();
                List<Event> events = new ArrayList<>();
                while (wanted && !remarks.isStop() && feed.hasLine()) {
                    pass.line().ifPresent(events::add);
                    if (pass.header().isPresent()) {
                        wanted = put.put(new ReadAhead.Batch(position, feed.position(), before, events));
                        before = pass.header();
                        position = feed.position();
                        events = new ArrayList<>();
                    }
                    pass.past();
                }
                wanted = wanted && put.put(new ReadAhead.Batch(position, feed.position(), before, events));
                before = Optional.empty();
            }
        } catch (IOException failed) {
            remarks.failed(failed);
        }
    }

    /// Reads some events again, all that is in them. They are counted from 0, in the order in which the last reading
    /// handed them on, whatever their numbers.
    ///
    /// @param first which to begin with
    /// @return the events from there on, at most [#AGAIN] of them; none where the last reading did not come so far
    /// @throws UnreadableTrace where the file cannot be read any more
    public List<Event> from(long first) throws UnreadableTrace {
        TraceIndex passed = index;
        List<Event> events = new ArrayList<>();
        if (first < 0 || passed.isEmpty()) {
            return events;
        }
        int mark = passed.before(first);
        LineFeed feed = new LineFeed(channel, passed.position(mark), PIECE);
        Remarks known = new Remarks(file);
        TracePass pass = new TracePass(feed, format, header.legislators(), passed.isSkimmed(), known);
        long next = passed.first(mark);
        try {
            while (events.size() < AGAIN && !known.isStop() && hasLine(feed)) {
                Optional<Event> event = pass.line();
                if (event.isPresent()) {
                    if (next >= first) {
                        events.add(whole(pass, event.get()));
                    }
                    next++;
                }
                pass.past();
            }
            return events;
        } catch (IOException failed) {
            throw new UnreadableTrace("%s cannot be read: %s.".formatted(file, Trouble.reason(failed)));
        }
    }

    private static Event whole(TracePass pass, Event otherwise) {
        try {
            return pass.whole();
        } catch (UnreadableTrace damaged) {
            // Only its end is: what was skimmed is true.
            return otherwise;
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
}
