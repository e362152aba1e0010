package paxos.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineBenchTest {

    @TempDir
    private Path folder;

    @Test
    void tellsWhatItCostsToOpenARunAndHandsItToBeDrawn() throws Exception {
        List<String> lines = new ArrayList<>();
        new TimelineBench(lines::add, 3_000, 1, (timeline, _, print) ->
                print.accept("%d arrows, %s".formatted(timeline.arrows().next(), timeline.lane("eta").standing()))).run(folder);
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.get(0).matches("timeline trace: 30\\d\\d messages among 7 legislators, seed 1 \\(made in \\d+\\.\\d s\\)"), lines::toString);
        assertTrue(lines.get(1).matches("timeline open: \\d+\\.\\d\\d s, \\d{5} events, \\d MB"), lines::toString);
        assertTrue(lines.get(2).matches("timeline heap: -?\\d+ bytes a message"), lines::toString);
        assertTrue(lines.get(3).matches("30\\d\\d arrows, LEFT"), lines::toString);
        assertEquals(lines.get(0).split(" ")[2], lines.get(3).split(" ")[0], "each message is an arrow");
    }

    @Test
    void leavesNoTraceOfItselfWhateverHappens() throws Exception {
        TimelineBench bench = new TimelineBench(_ -> { }, 1_000, 1, (_, _, _) -> {
            throw new IllegalStateException("cannot draw");
        });
        assertThrows(IllegalStateException.class, () -> bench.run(folder));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void saysWhereThereIsNoRoom() {
        IOException failed = assertThrows(IOException.class,
                () -> new TimelineBench(_ -> { }, 1_000, 1, Frames.NONE).run(folder.resolve("nowhere")));
        assertTrue(failed.getMessage().matches("No file for the trace can be made in .*nowhere: .*\\. Make room there\\."), failed.getMessage());
    }
}
