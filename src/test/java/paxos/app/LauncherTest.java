package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher `paxos`, in a project of its own in which Maven and Java are scripts that tell how they were called.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String JAVA = "#!/bin/sh\nprintf '<%s>' \"$@\"\n";
    private static final String BUILD = """
            #!/bin/sh
            echo "Maven's own progress"
            echo "$*" >>calls
            sleep 0.2
            mkdir -p target/image/bin
            cp java target/image/bin/java
            touch target/image/release
            """;

    @TempDir
    private Path folder;
    private Path home;
    private Path tools;

    @BeforeEach
    void makeProject() throws IOException {
        home = Files.createDirectory(folder.resolve("the project"));
        tools = Files.createDirectory(folder.resolve("tools"));
        script(home.resolve("paxos"), Files.readString(Path.of("paxos")));
        script(home.resolve("java"), JAVA);
        Files.createDirectories(home.resolve("src/main/java"));
        Files.writeString(home.resolve("pom.xml"), "");
        for (String tool : List.of("sh", "find", "head", "mkdir", "rm", "cat", "sleep", "readlink", "touch", "cp")) {
            for (String place : List.of("/usr/bin/", "/bin/")) {
                if (Files.exists(Path.of(place + tool)) && !Files.exists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "#!/bin/sh\nexec %s%s \"$@\"\n".formatted(place, tool));
                }
            }
        }
        script(tools.resolve("mvn"), BUILD);
    }

    @Test
    void buildsOnFirstUseAndSaysSoAndNotAgain() throws Exception {
        Result first = run(home.resolve("paxos"), "a b", "--all");
        assertEquals(0, first.code());
        assertTrue(first.err().contains("paxos: Building the program"), first.err());
        assertTrue(first.err().contains("Maven's own progress"), first.err());
        assertTrue(first.out().endsWith("<-m><paxos/paxos.app.Main><a b><--all>"), first.out());
        assertTrue(first.out().contains("<-Dpaxos.home=" + home.toRealPath() + ">"), first.out());

        Result second = run(home.resolve("paxos"));
        assertEquals("", second.err());
        assertEquals(1, Files.readAllLines(home.resolve("calls")).size());
    }

    @Test
    void readsTracesWithTheSecondCompilerAndNothingElse() throws Exception {
        run(home.resolve("paxos"));
        for (String command : List.of("bench", "replay")) {
            Result result = run(home.resolve("paxos"), command, "x y");
            assertTrue(result.out().startsWith("<-XX:TieredStopAtLevel=4><-XX:-ExitOnOutOfMemoryError><-Dpaxos.home="), result.out());
            assertTrue(result.out().endsWith("<" + command + "><x y>"), result.out());
        }
        for (String command : List.of("observe", "replay.json", "")) {
            Result result = command.isEmpty() ? run(home.resolve("paxos")) : run(home.resolve("paxos"), command, "replay");
            assertTrue(result.out().startsWith("<-Dpaxos.home="), result.out());
        }
    }

    @Test
    void buildsAgainWhenASourceOrThePomIsNewer() throws Exception {
        run(home.resolve("paxos"));
        for (String changed : List.of("pom.xml", "src/main/java/X.java")) {
            Files.writeString(home.resolve(changed), "changed");
            Files.setLastModifiedTime(home.resolve(changed), FileTime.from(Instant.now().plusSeconds(60)));
            Files.deleteIfExists(home.resolve("calls"));
            run(home.resolve("paxos"));
            assertTrue(Files.exists(home.resolve("calls")), changed);
            Files.setLastModifiedTime(home.resolve(changed), FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    @Test
    void buildsAgainWhenASourceWasRemoved() throws Exception {
        Path source = Files.writeString(home.resolve("src/main/java/X.java"), "");
        run(home.resolve("paxos"));
        FileTime built = Files.getLastModifiedTime(home.resolve("target/image/release"));
        Files.delete(source);
        Files.setLastModifiedTime(source.getParent(), FileTime.from(built.toInstant().plusSeconds(1)));
        run(home.resolve("paxos"));
        assertEquals(2, Files.readAllLines(home.resolve("calls")).size());
    }

    @Test
    void buildsAgainWhenASourceChangedWhileItWasBuilt() throws Exception {
        // The system's clock for files may stand still for some milliseconds.
        script(tools.resolve("mvn"), BUILD.replace("sleep",
                "until [ src/main/java/X.java -nt target/building/pid ]; do touch src/main/java/X.java; done\nsleep"));
        run(home.resolve("paxos"));
        run(home.resolve("paxos"));
        assertEquals(2, Files.readAllLines(home.resolve("calls")).size());
    }

    @Test
    void startsWithTheCacheWhereThereIsOneAndHasJavaSayNothingOfIt() throws Exception {
        assertFalse(run(home.resolve("paxos"), "x").out().contains("AOT"));
        Path cache = Files.createDirectories(home.toRealPath().resolve("target/image/lib")).resolve("paxos.aot");
        Files.writeString(cache, "");
        for (String command : List.of("x y", "bench")) {
            String out = run(home.resolve("paxos"), command).out();
            assertTrue(out.startsWith("<-XX:AOTCache=" + cache + "><-Xlog:aot*=off,cds*=off><-"), out);
            assertTrue(out.endsWith("<-m><paxos/paxos.app.Main><" + command + ">"), out);
        }
        Path terminals = Files.writeString(cache.resolveSibling("paxos-terminal.aot"), "");
        String out = run(home.resolve("paxos"), "c.json", "alpha beta", "--headless").out();
        assertTrue(out.startsWith("<-XX:AOTCache=" + terminals + ">"), out);
        assertTrue(out.endsWith("<c.json><alpha beta><--headless>"), out);
    }

    @Test
    void findsItsFolderThroughLinks() throws Exception {
        run(home.resolve("paxos"));
        Path other = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(other.resolve("second"), Path.of("../the project/paxos"));
        Files.createSymbolicLink(other.resolve("first"), Path.of("second"));
        Result result = run(other.resolve("first"), "x");
        assertTrue(result.out().contains("<-Dpaxos.home=" + home.toRealPath() + ">"), result.out() + result.err());
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Result result = run(home.resolve("paxos"));
        assertEquals(1, result.code());
        assertTrue(result.err().contains("Maven is needed") && result.err().contains("apt install maven"), result.err());
    }

    @Test
    void saysThatTheBuildFailedAndLeavesNoLock() throws Exception {
        script(tools.resolve("mvn"), "#!/bin/sh\necho 'Maven says why'\nexit 1\n");
        Result result = run(home.resolve("paxos"));
        assertEquals(1, result.code());
        assertTrue(result.err().contains("Maven says why") && result.err().contains("The build failed"), result.err());
        assertTrue(Files.notExists(home.resolve("target/building")));
    }

    @Test
    void fourTerminalsBuildOnce() throws Exception {
        List<Process> terminals = Stream.generate(() -> start(home.resolve("paxos"), "x")).limit(4).toList();
        for (Process terminal : terminals) {
            assertTrue(terminal.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, terminal.exitValue());
        }
        assertEquals(1, Files.readAllLines(home.resolve("calls")).size());
    }

    @Test
    void theLockOfABuilderThatIsGoneIsNoObstacle() throws Exception {
        Process gone = start(tools.resolve("sh"), "-c", "exit 0");
        gone.waitFor();
        Files.createDirectories(home.resolve("target/building"));
        Files.writeString(home.resolve("target/building/pid"), gone.pid() + "\n");
        assertEquals(0, run(home.resolve("paxos")).code());
    }

    private record Result(int code, String out, String err) {
    }

    private Result run(Path program, String... arguments) throws Exception {
        Process process = start(program, arguments);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Result(process.exitValue(), text(process.getInputStream().readAllBytes()),
                text(process.getErrorStream().readAllBytes()));
    }

    private Process start(Path program, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList());
            builder.environment().put("PATH", tools.toString());
            return builder.directory(folder.toFile()).start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
