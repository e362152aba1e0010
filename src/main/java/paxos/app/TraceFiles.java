package paxos.app;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.node.Observation;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Merge;
import paxos.trace.Recorder;
import paxos.trace.TraceReader;
import paxos.trace.TraceReading;
import paxos.trace.UnreadableTrace;

/// Traces that are opened together: one, or those of several legislators of one parliament.
final class TraceFiles implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TraceFiles.class);

    /// The most files that are opened together: two parts of each legislator's trace.
    private static final int MOST_FILES = 2 * ConfigurationReader.MOST_LEGISLATORS;

    /// How much of the time that it takes to open several traces is for reading them; the rest is for putting them in order.
    private static final double READING = 0.8;
    /// How many of those who recorded are named in a title.
    private static final int NAMED = 4;

    /// In the order in which they were named; the older part of one comes just before it.
    private final SequencedMap<Path, TraceReader> readers;

    /// Where the events were found that were read last.
    private volatile Order places = new Order();

    private TraceFiles(SequencedMap<Path, TraceReader> readers) {
        this.readers = readers;
    }

    // ---- Finding them

    /// Opens traces.
    ///
    /// @param typed files, folders of legislators, or folders of such folders; one that is named twice counts once
    /// @throws UsageError where one is no trace, or they do not go together
    static TraceFiles open(List<Path> typed) throws UsageError {
        SequencedMap<Path, TraceReader> readers = new LinkedHashMap<>();
        TraceFiles files = new TraceFiles(readers);
        boolean sound = false;
        try {
            for (Path file : found(typed)) {
                readers.put(file, TraceReader.open(file));
            }
            files.checkThatTheyGoTogether();
            sound = true;
            return files;
        } catch (UnreadableTrace unreadable) {
            throw new UsageError(unreadable.getMessage());
        } finally {
            if (!sound) {
                files.close();
            }
        }
    }

    private static List<Path> found(List<Path> typed) throws UsageError {
        SequencedMap<Path, Path> found = new LinkedHashMap<>();
        for (Path each : typed) {
            for (Path file : Files.isDirectory(each) ? within(each) : List.of(each)) {
                found.putIfAbsent(real(file), file);
            }
        }
        if (found.size() > MOST_FILES) {
            throw new UsageError("These are %d traces; %d can be opened together at most.".formatted(found.size(), MOST_FILES));
        }
        return olderPartsFirst(found);
    }

    /// @param found the files by what they really are
    private static List<Path> olderPartsFirst(SequencedMap<Path, Path> found) {
        List<Path> ordered = new ArrayList<>();
        for (Map.Entry<Path, Path> each : found.entrySet()) {
            Optional<Path> older = Optional.ofNullable(found.get(Recorder.older(each.getKey())));
            older.filter(part -> !ordered.contains(part)).ifPresent(ordered::add);
            if (!ordered.contains(each.getValue())) {
                ordered.add(each.getValue());
            }
        }
        return ordered;
    }

    /// The file itself, whatever it is called here; one that is not there is found missing when it is opened.
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException missing) {
            return file.toAbsolutePath().normalize();
        }
    }

    private static List<Path> within(Path folder) throws UsageError {
        List<Path> own = parts(folder);
        if (!own.isEmpty()) {
            return own;
        }
        List<Path> traces = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path each : inside) {
                traces.addAll(parts(each));
            }
        } catch (IOException failed) {
            throw new UsageError("The folder %s cannot be read: %s.".formatted(folder, failed.getMessage()));
        }
        if (traces.isEmpty()) {
            throw new UsageError("There is no %s in %s nor in a folder in it. Name a trace, or a folder in which a legislator recorded one."
                    .formatted(Sitting.trace(folder).getFileName(), folder));
        }
        traces.sort(null);
        return traces;
    }

    /// The parts of the trace that a legislator recorded in its folder, oldest first.
    private static List<Path> parts(Path folder) {
        Path trace = Sitting.trace(folder);
        return Stream.of(Recorder.older(trace), trace).filter(Files::exists).toList();
    }

    private void checkThatTheyGoTogether() throws UsageError {
        Path first = readers.firstEntry().getKey();
        List<String> legislators = readers.firstEntry().getValue().header().legislators();
        Map<String, Path> recorders = new HashMap<>();
        for (Map.Entry<Path, TraceReader> each : readers.entrySet()) {
            List<String> others = each.getValue().header().legislators();
            if (!others.equals(legislators)) {
                throw new UsageError("%s is of a parliament of %s, and %s of one of %s. Open the traces of one parliament together."
                        .formatted(first, String.join(", ", legislators), each.getKey(), String.join(", ", others)));
            }
            String recordedBy = each.getValue().header().recordedBy();
            if (recordedBy.isEmpty() && readers.size() > 1) {
                throw new UsageError("%s has the whole parliament in it already. Open it alone.".formatted(each.getKey()));
            }
            Path twice = recorders.put(recordedBy, each.getKey());
            if (twice != null && !twice.equals(Recorder.older(each.getKey()))) {
                throw new UsageError("%s and %s are both of %s, and the same may be in both. Open one of them."
                        .formatted(twice, each.getKey(), recordedBy));
            }
        }
    }

    // ---- What they are

    /// Whose they are.
    Parliament parliament() {
        return new Parliament(readers.firstEntry().getValue().header().legislators());
    }

    /// What to call them: a file by its name, and by its folder where many are called so.
    String title() {
        List<String> recorders = recorders();
        if (recorders.size() > 1) {
            return "%d traces: %s%s".formatted(recorders.size(), recorders.stream().limit(NAMED).collect(joining(", ")),
                    recorders.size() > NAMED ? ", …" : "");
        }
        Path file = readers.lastEntry().getKey().toAbsolutePath();
        Path folder = file.getParent();
        return file.equals(Sitting.trace(folder)) && folder.getFileName() != null
                ? folder.getFileName().resolve(file.getFileName()).toString() : file.getFileName().toString();
    }

    /// Each once, in the order of the files; one without a name is of the whole parliament.
    private List<String> recorders() {
        return readers.sequencedValues().stream().map(reader -> reader.header().recordedBy()).distinct().toList();
    }

    /// Whose record is not in them.
    Map<String, Observation.State> telemetry() {
        List<String> recorders = recorders();
        return parliament().legislators().stream().filter(name -> !recorders.contains(name) && !recorders.contains(""))
                .collect(toUnmodifiableMap(name -> name, _ -> Observation.State.NO_TELEMETRY));
    }

    // ---- Reading

    /// What came of reading.
    ///
    /// @param events how many there were
    /// @param remark what a person should know, in sentences; empty where all is well
    record Read(long events, Optional<String> remark) {
    }

    /// Reads all events, numbered from 0, in an order in which nothing comes before its cause.
    ///
    /// @param all      whether all of each event is wanted; else what a person reads is left out, as [TraceReader#skim]
    ///                 does, and [#recall] finds it
    /// @param sink     takes them in
    /// @param progress told now and then which share is read, 0 to 1; answers whether to go on
    Read read(boolean all, Consumer<Event> sink, DoublePredicate progress) {
        Order order = new Order();
        List<TraceReading> readings = new ArrayList<>();
        if (readers.size() == 1) {
            read(all, (_, event) -> sink.accept(order.next(0, event)), readings, progress);
        } else if (recorders().size() == 1) {
            read(all, (file, event) -> sink.accept(order.next(order.place(file), event)), readings, progress);
        } else {
            Merge merge = Merge.ofWhole(event -> sink.accept(order.next(event.number(), event)));
            // Its number is not used by the merge, and says until then where it was found.
            read(all, (file, event) -> merge.add(numbered(order.place(file), event)), readings, share -> progress.test(READING * share));
            merge.drain();
            progress.test(1);
        }
        places = order;
        List<String> remarks = new ArrayList<>(readings.stream().flatMap(reading -> reading.remark().stream()).toList());
        if (readings.getLast().cancelled()) {
            remarks.add("It was not read to its end, as somebody broke that off. Events that were read: %d.".formatted(order.size));
        }
        return new Read(order.size, remarks.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", remarks)));
    }

    private interface FileSink {
        void take(int file, Event event);
    }

    private void read(boolean all, FileSink sink, List<TraceReading> readings, DoublePredicate progress) {
        for (TraceReader reader : readers.sequencedValues()) {
            int file = readings.size();
            TraceReader.Progress share = (bytes, total) ->
                    progress.test((file + (total == 0 ? 1 : (double) bytes / total)) / readers.size());
            TraceReading reading = all ? reader.read(event -> sink.take(file, event), share)
                    : reader.skim(event -> sink.take(file, event), share);
            readings.add(reading);
            if (reading.cancelled()) {
                return;
            }
        }
    }

    private static Event numbered(long number, Event event) {
        return new Event(number, event.at(), event.lamport(), event.node(), event.what());
    }

    /// Events that were read, again, with all that is in them.
    ///
    /// @param number which to begin with
    /// @return from there on so many as are worth one look; none where there are none, or the files are gone
    List<Event> recall(long number) {
        List<Event> found = new ArrayList<>();
        Map<Integer, Piece> pieces = new HashMap<>();
        List<TraceReader> files = List.copyOf(readers.sequencedValues());
        try {
            for (long next = number; next >= 0 && next < Math.min(places.size, number + TraceReader.AGAIN); next++) {
                long place = places.of(next);
                int file = Order.file(place);
                long index = Order.index(place);
                Piece piece = pieces.get(file);
                if (piece == null || index >= piece.first() + piece.events().size()) {
                    piece = new Piece(index, files.get(file).from(index));
                    pieces.put(file, piece);
                }
                if (piece.events().isEmpty()) {
                    return found;
                }
                found.add(numbered(next, piece.events().get((int) (index - piece.first()))));
            }
        } catch (UnreadableTrace gone) {
            LOGGER.warn("What was recorded cannot be looked up any more: {}", gone.getMessage());
        }
        return found;
    }

    private record Piece(long first, List<Event> events) {
    }

    /// The order in which events were read, with the place in the files where each was found. Of a single file that is the
    /// event's number, and need not be kept.
    private static final class Order {

        private static final int FILE_SHIFT = 40;

        private final Map<Integer, Long> counts = new HashMap<>();
        private long[] found = new long[0];
        private int size;

        /// The place of the next event of a file.
        long place(int file) {
            long index = counts.merge(file, 1L, Long::sum) - 1;
            return (long) file << FILE_SHIFT | index;
        }

        /// Gives the next event its number.
        ///
        /// @param place where it was found; 0 where that is its number
        Event next(long place, Event event) {
            if (place != 0 || found.length > 0) {
                keep(place);
            }
            size++;
            return numbered(size - 1, event);
        }

        private void keep(long place) {
            if (size >= found.length) {
                found = Arrays.copyOf(found, Math.max(1 << 12, 2 * size));
            }
            found[size] = place;
        }

        long of(long number) {
            return found.length == 0 ? number : found[(int) number];
        }

        static int file(long place) {
            return (int) (place >>> FILE_SHIFT);
        }

        static long index(long place) {
            return place & (1L << FILE_SHIFT) - 1;
        }
    }

    @Override
    public void close() {
        readers.sequencedValues().forEach(TraceReader::close);
    }
}
