package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceExportTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsExportedCanBeOpenedAgain() throws Exception {
        TraceHeader header = new TraceHeader(Samples.LEGISLATORS, "", "");
        List<Event> events = new ArrayList<>(Samples.events());
        events.addAll(Run.of(Samples.LEGISLATORS, 6, 10));
        Path file = folder.resolve("merged.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            TraceExport.write(header, events, out);
        }
        try (TraceReader reader = TraceReader.open(file)) {
            List<Event> read = new ArrayList<>();
            assertEquals(new TraceReading(events.size(), false, Optional.empty()), reader.read(read::add, TraceReader.Progress.NONE));
            assertEquals(header, reader.header());
            assertEquals(events, read);
        }
    }
}
