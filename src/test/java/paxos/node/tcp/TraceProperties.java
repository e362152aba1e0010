package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import paxos.trace.Event;
import paxos.trace.Samples;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;
import paxos.trace.UnreadableTrace;

/// What holds of reading another's record, whatever comes. Each method throws an [AssertionError] where it does not.
final class TraceProperties {

    final Map<String, Long> counts = new TreeMap<>();

    private final TraceFormat format = new TraceFormat(Samples.LEGISLATORS);

    /// What a line comes to: something of a record, or a sentence.
    private record Reading<T>(Optional<T> read, String sentence) {
    }

    private interface Reader<T> {
        T read(String line) throws UnreadableTrace;
    }

    /// Whatever is read as a line comes to an event or to a sentence, the same each time; and the event is itself when it is
    /// written and read again. So it is with headers.
    void reads(String line) {
        Reading<Event> event = read(format::read, line);
        WireProperties.require(event.equals(read(format::read, line)), "the same line was read in two ways");
        event.read().ifPresent(read -> {
            String written = format.write(read);
            WireProperties.require(TraceInputs.isOneLine(written), "an event of two lines");
            WireProperties.require(event.equals(read(format::read, written)), "it is another when it comes back: %s", read);
        });
        count(event.read().isPresent() ? "event" : "unreadable");
        if (TraceFormat.isHeader(line) || line.length() % 16 == 0) {
            readsAsHeader(line);
        }
    }

    private void readsAsHeader(String line) {
        Reading<TraceHeader> header = read(TraceFormat::readHeader, line);
        header.read().ifPresent(read -> {
            String written = TraceFormat.write(read);
            WireProperties.require(TraceInputs.isOneLine(written), "a header of two lines");
            WireProperties.require(header.equals(read(TraceFormat::readHeader, written)), "it is another when it comes back: %s", read);
            count("header");
        });
    }

    /// An event with another number in it is another event, or none.
    void tellsApart(TraceInputs.Altered altered) {
        Reading<Event> before = read(format::read, altered.before());
        WireProperties.require(before.read().isPresent(), "this is an event: %s", before.sentence());
        Reading<Event> after = read(format::read, altered.after());
        WireProperties.require(!before.read().equals(after.read()), "another number, and the same event: %s", altered.after());
        count(after.read().isPresent() ? "altered: another event" : "altered: unreadable");
    }

    /// A stream comes to the same lines however it is torn, and none is longer than it may be.
    void cuts(byte[] stream, WireInputs inputs) {
        List<String> expected = cutByTheBook(stream);
        WireProperties.require(expected.equals(cut(inputs.torn(stream))), "torn, it comes to other lines");
        WireProperties.require(expected.equals(cut(List.of(stream))), "in one piece, it comes to other lines");
        count("stream " + expected.getLast());
        expected.subList(0, expected.size() - 1).forEach(this::reads);
    }

    private static List<String> cut(List<byte[]> torn) {
        List<String> all = new ArrayList<>();
        try (TornStream socket = new TornStream(torn, true)) {
            LineReader reader = new LineReader(socket.getInputStream());
            for (Optional<List<String>> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.addAll(next.get());
            }
            all.add("read to its end");
        } catch (LineReader.TooLong tooLong) {
            all.add("given up");
        } catch (IOException no) {
            throw new AssertionError("this stream does not fail", no);
        }
        return all;
    }

    private static List<String> cutByTheBook(byte[] stream) {
        List<String> all = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < stream.length; i++) {
            if (i - begin >= 1 << 20) {
                all.add("given up");
                return all;
            }
            if (stream[i] == '\n') {
                all.add(new String(Arrays.copyOfRange(stream, begin, i), UTF_8));
                begin = i + 1;
            }
        }
        all.add(stream.length - begin >= 1 << 20 ? "given up" : "read to its end");
        return all;
    }

    private static <T> Reading<T> read(Reader<T> reader, String line) {
        try {
            return new Reading<>(Optional.of(reader.read(line)), "");
        } catch (UnreadableTrace unreadable) {
            WireProperties.requirePlain(unreadable.getMessage());
            return new Reading<>(Optional.empty(), unreadable.getMessage());
        }
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }
}
