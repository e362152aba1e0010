package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paxos.node.Disk;
import paxos.synod.Decree;

@Timeout(60)
class FolderLockTest {

    @TempDir
    Path parliament;
    private Alpha alpha;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void nameAlpha() {
        alpha = new Alpha(parliament);
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsThisProcessOutASecondTime() throws IOException {
        try (Disk.Open open = alpha.disk().open()) {
            Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().open()),
                    "This program holds " + alpha.folder() + " already");
            open.write(Alpha.LIFE.getFirst());
        }
        assertEquals(Alpha.LIFE.getFirst(), alpha.read());
    }

    @Test
    void keepsThisProcessOutByAnotherWayToTheFolder() throws IOException {
        Path link = Files.createSymbolicLink(parliament.resolve("link"), parliament);
        try (Disk.Open open = alpha.disk().open()) {
            Alpha.saying(assertThrows(IOException.class, () -> new FileDisk(link, "alpha").open()), "This program holds");
            open.write(Alpha.LIFE.getFirst());
        }
    }

    @Test
    void keepsAnotherProcessOutAndSaysWhoIsInside() throws IOException {
        try (Disk.Open open = alpha.disk().open()) {
            String mine = "Process " + ProcessHandle.current().pid() + " (";
            String refusal = reader(start()).readLine();
            assertTrue(refusal.startsWith(mine) && refusal.contains(" holds " + alpha.folder()), refusal);

            // Refused here, and reading the file that says who is inside: neither may open the door.
            assertThrows(IOException.class, () -> alpha.disk().open());
            assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(alpha.folder().resolve("lock")));
            refusal = reader(start()).readLine();
            assertTrue(refusal.startsWith(mine), refusal);
            open.write(Alpha.LIFE.getFirst());
        }
        assertEquals("inside", reader(start()).readLine());
    }

    @Test
    void namesTheOtherProcessAndEndsWithIt() throws IOException, InterruptedException {
        Process inside = start();
        assertEquals("inside", reader(inside).readLine());
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().open()),
                "Process " + inside.pid() + " (", Inmate.class.getName(), " holds " + alpha.folder(), "End that program first");
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().forget()), "Process " + inside.pid());
        Files.writeString(alpha.folder().resolve("lock"), "who knows");
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().open()), "Another process holds");
        inside.destroyForcibly().waitFor();
        alpha.live(Alpha.LIFE);
        assertTrue(Files.exists(alpha.folder().resolve("lock")));
    }

    @Test
    void aProcessThatIsKilledWhileItWritesLosesNothingThatItPromised() throws IOException, InterruptedException {
        int promised = -1;
        for (int life = 1; life <= 3; life++) {
            Process writer = start("write");
            BufferedReader promises = reader(writer);
            assertEquals("inside", promises.readLine());
            for (int i = 0; i < 20 * life; i++) {
                promised = Integer.parseInt(promises.readLine());
            }
            // Not Process.destroyForcibly, which closes the reader as well.
            writer.toHandle().destroyForcibly();
            writer.waitFor();
            for (String line = promises.readLine(); line != null; line = promises.readLine()) {
                promised = Integer.parseInt(line);
            }
            int found = alpha.read().nextBal().number();
            assertTrue(found >= promised, found + " is below " + promised);
        }
        alpha.live(List.of(alpha.read().withDecree(new Decree(1))));
    }

    private Process start(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                Inmate.class.getName(), parliament.toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not in the command, which the tests look for in a sentence that is cut.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader();
    }
}
