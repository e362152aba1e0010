package paxos.app;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import paxos.node.Observation;
import paxos.synod.Parliament;
import paxos.trace.Clocks;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Merge;
import paxos.trace.Recorder;
import paxos.trace.TraceReader;
import paxos.trace.TraceReading;
import paxos.trace.UnreadableTrace;

/// Traces that are opened together: one, or those of several legislators of one parliament.
final class TraceFiles implements AutoCloseable {

    /// The most files that are opened together: two parts of each legislator's trace.
    private static final int MOST_FILES = 2 * ConfigurationReader.MOST_LEGISLATORS;

    /// How many of those who recorded are named in a title.
    private static final int NAMED = 4;

    /// In the order in which they were named; the older part of one comes just before it.
    private final SequencedMap<Path, TraceReader> readers;

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

    /// Reads all events, numbered from 0, in an order in which nothing comes before its cause, and as by one clock.
    ///
    /// @param sink     takes them in
    /// @param progress told now and then which share is read, 0 to 1; answers whether to go on
    Read read(Consumer<Event> sink, DoublePredicate progress) {
        Numbering numbering = new Numbering(sink);
        List<TraceReading> readings = new ArrayList<>();
        if (recorders().size() == 1) {
            readAll(numbering::take, readings, progress);
        } else {
            Clocks clocks = new Clocks(recorders().getFirst());
            Post post = new Post();
            Merge merge = Merge.ofWhole(event -> numbering.take(new Event(event.number(),
                    clocks.corrected(event.node(), event.at()), event.lamport(), event.node(), event.what())));
            readAll(event -> {
                post.note(event);
                merge.add(event);
            }, readings, progress);
            post.tell(clocks);
            merge.drain();
        }
        return read(numbering.next, readings);
    }

    /// The only file, where there is but one.
    Optional<TraceReader> single() {
        return readers.size() == 1 ? Optional.of(readers.firstEntry().getValue()) : Optional.empty();
    }

    /// Reads the only file, but leaves out what only a person reads: see [TraceReader#skim].
    ///
    /// @param sink     takes its events, numbered from 0
    /// @param progress told now and then how much is done, 0 to 1; says whether to go on
    static Read skim(TraceReader file, Consumer<Event> sink, DoublePredicate progress) {
        Numbering numbering = new Numbering(sink);
        TraceReading reading = file.skim(numbering::take, (bytes, total) -> progress.test(total == 0 ? 1 : (double) bytes / total));
        return read(numbering.next, List.of(reading));
    }

    private static Read read(long events, List<TraceReading> readings) {
        List<String> remarks = new ArrayList<>(readings.stream().flatMap(reading -> reading.remark().stream()).toList());
        if (readings.getLast().cancelled()) {
            remarks.add("It was not read to its end, as somebody broke that off. Events that were read: %d.".formatted(events));
        }
        return new Read(events, remarks.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", remarks)));
    }

    private void readAll(TraceReader.Sink sink, List<TraceReading> readings, DoublePredicate progress) {
        for (TraceReader reader : readers.sequencedValues()) {
            TraceReading reading = reader.read(sink, share(readings.size(), progress));
            readings.add(reading);
            if (reading.cancelled()) {
                return;
            }
        }
    }

    private TraceReader.Progress share(int file, DoublePredicate progress) {
        return (bytes, total) -> progress.test((file + (total == 0 ? 1 : (double) bytes / total)) / readers.size());
    }

    /// Numbers events as they come: those of each process begin anew.
    private static final class Numbering {

        private final Consumer<Event> sink;
        private long next;

        Numbering(Consumer<Event> sink) {
            this.sink = sink;
        }

        void take(Event event) {
            sink.accept(new Event(next, event.at(), event.lamport(), event.node(), event.what()));
            next++;
        }
    }

    /// What the messages tell about the clocks of the machines.
    private static final class Post {

        private record Letter(String from, String id) {
        }

        private record Arrival(String at, Instant when) {
        }

        private final Map<Letter, Instant> sent = new HashMap<>();
        private final SequencedMap<Letter, Arrival> arrived = new LinkedHashMap<>();

        void note(Event event) {
            switch (event.what()) {
                case Happening.Sent message -> sent.put(new Letter(event.node(), message.id()), event.at());
                case Happening.Received(var from, var id, _) when from.isPresent() && id.isPresent() ->
                    arrived.putIfAbsent(new Letter(from.get(), id.get()), new Arrival(event.node(), event.at()));
                case Happening.Received _, Happening.Opened _, Happening.Crashed _, Happening.Closed _, Happening.Forgot _,
                        Happening.Wrote _, Happening.Stepped _, Happening.HandedOver _, Happening.Lost _, Happening.Dropped _,
                        Happening.PeerSeen _, Happening.Missed _ -> { }
            }
        }

        void tell(Clocks clocks) {
            arrived.forEach((letter, arrival) -> {
                Instant departed = sent.get(letter);
                if (departed != null) {
                    clocks.message(letter.from(), departed, arrival.at(), arrival.when());
                }
            });
        }
    }

    @Override
    public void close() {
        readers.sequencedValues().forEach(TraceReader::close);
    }
}
