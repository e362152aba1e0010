package paxos.trace;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A trace as text: one JSON object a line, the header first.
///
/// ```
/// {"paxos-trace":1,"legislators":["alpha","beta"],"recordedBy":"alpha","born":"k3x9"}
/// {"what":"Sent","n":12,"at":1795420800123456,"lamport":5,"node":"alpha","id":"k3-1","to":"beta",
///     "message":{"type":"LastVote","ballot":4,"vote":[1,17]}}
/// ```
///
/// (The second is one line.) `at` is in microseconds since 1970, in UTC. What is blank is left out: a ledger or a slip
/// in which nothing is written, [paxos.synod.Ballot#NONE], no vote. A reader passes over keys that it does not know.
///
/// Safe for use by any thread.
public final class TraceFormat {

    /// The longest line that is read, in characters, and from a file in bytes, its newline not counted. None that is
    /// written comes near it.
    public static final int LONGEST_LINE = 1 << 20;

    /// What a header begins with.
    static final String HEADER = "{\"" + Key.VERSION + "\"";

    /// Deeper than any line that is written, and far from what could fill a stack.
    private static final int DEEPEST = 32;

    private final JsonFactory factory = factory();
    private final Names names;

    /// @param legislators all legislators, as the trace's header names them; an event is of one of them
    public TraceFormat(List<String> legislators) {
        this.names = new Names(legislators);
    }

    private static JsonFactory factory() {
        return JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_LINE).maxNameLength(LONGEST_LINE).build()).build();
    }

    // ---- Writing

    /// The header's line, without a newline.
    public static String write(TraceHeader header) {
        return line(factory(), json -> {
            json.writeStartObject();
            json.writeNumberProperty(Key.VERSION, header.version());
            json.writeArrayPropertyStart(Key.LEGISLATORS);
            header.legislators().forEach(json::writeString);
            json.writeEndArray();
            json.writeStringProperty(Key.RECORDED_BY, header.recordedBy());
            json.writeStringProperty(Key.BORN, header.born());
            json.writeEndObject();
        });
    }

    /// The event's line, without a newline. Its time is cut to microseconds.
    public String write(Event event) {
        return line(factory, json -> new EventWriter(json).write(event));
    }

    /// Appends the event's line to these bytes, in UTF-8 and with a newline.
    public void append(Event event, ByteArrayOutputStream lines) {
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), lines)) {
            new EventWriter(json).write(event);
        }
        lines.write('\n');
    }

    private static String line(JsonFactory factory, Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(json);
        }
        return text.toString();
    }

    // ---- Reading

    /// Whether the line looks like a header: then it is to be read as one.
    public static boolean isHeader(String line) {
        return line.startsWith(HEADER);
    }

    /// Reads a header's line; also that of a newer version, as far as this one knows it.
    ///
    /// @throws UnreadableTrace where it is none
    public static TraceHeader readHeader(String line) throws UnreadableTrace {
        checkLength(line.length());
        return read(() -> factory().createParser(ObjectReadContext.empty(), line), new Names(List.of()), line,
                TraceFormat::header);
    }

    /// Reads an event's line.
    ///
    /// @throws UnreadableTrace where it is none, or not one that this version knows
    public Event read(String line) throws UnreadableTrace {
        checkLength(line.length());
        return read(() -> factory.createParser(ObjectReadContext.empty(), line), names, line,
                json -> new EventReader(json).read());
    }

    /// The same from a line's bytes, in UTF-8.
    Event read(byte[] bytes, int from, int to) throws UnreadableTrace {
        checkLength(to - from);
        return read(() -> factory.createParser(ObjectReadContext.empty(), bytes, from, to - from), names,
                new Beginning(bytes, from, to), json -> new EventReader(json).read());
    }

    private static void checkLength(int length) throws UnreadableTrace {
        if (length > LONGEST_LINE) {
            throw new UnreadableTrace("The line is longer than any line of a trace.");
        }
    }

    /// What a sentence shows of a line that is there in bytes.
    private record Beginning(byte[] bytes, int from, int to) {
        @Override
        public String toString() {
            return new String(bytes, from, Math.min(to - from, 4 * UnreadableTrace.LONGEST), StandardCharsets.UTF_8);
        }
    }

    private interface Content<T> {
        T read(JsonLine json) throws UnreadableTrace;
    }

    private static <T> T read(Supplier<JsonParser> parser, Names names, Object line, Content<T> content)
            throws UnreadableTrace {
        try (JsonParser json = parser.get()) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableTrace("The line is no JSON object; it begins with %s."
                        .formatted(UnreadableTrace.quoted(line.toString())));
            }
            T read = content.read(new JsonLine(json, names));
            if (json.nextToken() != null) {
                throw new UnreadableTrace("Something follows after the JSON object.");
            }
            return read;
        } catch (JacksonException malformed) {
            throw new UnreadableTrace("The line is not JSON as it should be; it begins with %s."
                    .formatted(UnreadableTrace.quoted(line.toString())));
        }
    }

    private static TraceHeader header(JsonLine line) throws UnreadableTrace {
        Long version = null;
        List<String> legislators = List.of();
        String recordedBy = "";
        String born = "";
        for (String key = line.next(); key != null; key = line.next()) {
            switch (key) {
                case Key.VERSION -> version = line.number(key, 1, Integer.MAX_VALUE);
                case Key.LEGISLATORS -> legislators = texts(line, key);
                case Key.RECORDED_BY -> recordedBy = line.text(key);
                case Key.BORN -> born = line.text(key);
                default -> line.skip();
            }
        }
        if (version == null) {
            throw new UnreadableTrace("This is no trace of a parliament: its first line has no “%s”."
                    .formatted(Key.VERSION));
        }
        try {
            return new TraceHeader(version.intValue(), legislators, recordedBy, born);
        } catch (IllegalArgumentException wrong) {
            throw new UnreadableTrace(wrong.getMessage());
        }
    }

    private static List<String> texts(JsonLine line, String key) throws UnreadableTrace {
        line.list(key);
        List<String> texts = new ArrayList<>();
        while (line.json().nextToken() != JsonToken.END_ARRAY) {
            texts.add(line.text(key));
        }
        return texts;
    }
}
