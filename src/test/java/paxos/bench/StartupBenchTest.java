package paxos.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupBenchTest {

    @Test
    void saysThatThereIsNoLauncher(@TempDir Path folder) {
        String sentence = assertThrows(IOException.class, () -> new StartupBench(_ -> { }, folder, 1, false).run()).getMessage();
        assertTrue(sentence.contains("there is none at " + folder.resolve("paxos")), sentence);
    }
}
