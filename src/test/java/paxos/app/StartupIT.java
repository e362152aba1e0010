package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// How the program starts: what it tells of that, and that Java uses the cache which the build made.
class StartupIT {

    private static final Path IMAGE = Path.of(System.getProperty("paxos.java", "target/image/bin/java")).toAbsolutePath()
            .getParent().getParent();

    @TempDir
    private Path folder;
    private ParliamentFolder parliament;

    @BeforeEach
    void makeFolder() throws Exception {
        parliament = new ParliamentFolder(folder, 4);
    }

    @AfterEach
    void endProcesses() {
        parliament.close();
    }

    @Test
    void tellsWhenTheNodesListen() throws Exception {
        NodeProcess node = parliament.run(parliament.configuration(), "alpha", "beta", "--headless", "--startup");
        node.await("^listening after [0-9]+ ms$");
        List<String> before = node.lines().stream().takeWhile(line -> !line.startsWith("listening after")).toList();
        for (String name : List.of("alpha", "beta")) {
            assertTrue(before.stream().anyMatch(line -> line.startsWith(name + " is listening on ")), before::toString);
        }
    }

    /// With this mode Java refuses to run without its cache. Not the display but the image decides: the cache was made on
    /// JavaFX's headless platform, and fits any other.
    @Test
    void theCacheOfTheImageFits() throws Exception {
        for (List<String> options : List.of(List.<String>of(), List.of("-XX:TieredStopAtLevel=4"), List.of("-Dglass.platform=Gtk"))) {
            Said said = java("-XX:AOTMode=on", "-XX:AOTCache=" + IMAGE.resolve("lib/paxos.aot"), options);
            assertEquals(0, said.code(), said.text());
            assertTrue(said.text().startsWith("paxos 1.0.0 "), said.text());
            assertEquals(1, said.text().lines().count(), said.text());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCacheThatDoesNotFitIsNotSpokenOf() throws Exception {
        String log = Files.readAllLines(Path.of("paxos")).stream().filter(line -> line.contains("-Xlog:")).findFirst().orElseThrow()
                .replaceAll(".*'(-Xlog:[^']*)'.*", "$1");
        Path cut = folder.resolve("cut.aot");
        byte[] whole = Files.readAllBytes(IMAGE.resolve("lib/paxos.aot"));
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        Path other = Files.writeString(folder.resolve("other.aot"), "something else");
        for (Path cache : List.of(cut, other, folder.resolve("none.aot"))) {
            Said said = java(log, "-XX:AOTCache=" + cache, List.of());
            assertEquals(0, said.code(), said.text());
            assertTrue(said.text().startsWith("paxos 1.0.0 ") && said.text().lines().count() == 1, said.text());
        }
        Said otherwise = java(log, "-XX:AOTCache=" + IMAGE.resolve("lib/paxos.aot"), List.of("-XX:-UseCompressedOops"));
        assertTrue(otherwise.text().startsWith("paxos 1.0.0 ") && otherwise.text().lines().count() == 1, otherwise.text());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aShortStartIsMeasured() throws Exception {
        Files.copy(Path.of("paxos"), folder.resolve("paxos"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(folder.resolve("target"), IMAGE.getParent());
        Files.createDirectories(folder.resolve("src/main"));
        Files.writeString(folder.resolve("pom.xml"), "");
        FileTime before = FileTime.from(Files.getLastModifiedTime(IMAGE.resolve("release")).toInstant().minusSeconds(60));
        for (String source : List.of("src/main", "pom.xml")) {
            Files.setLastModifiedTime(folder.resolve(source), before);
        }
        NodeProcess bench = parliament.run("bench", "startup", "--rounds", "1");
        assertEquals(0, bench.exitCode(), bench.lines()::toString);
        bench.await("^startup: 1 of each in turns, windows on JavaFX's headless platform$");
        bench.await("^startup window: p50 [0-9]+ ms, bare p50 [0-9]+ ms, ratio [0-9]+\\.[0-9]{2}$");
        bench.await("^startup headless listening: p50 [0-9]+ ms$");
        bench.await("^startup launcher: p50 [0-9]+\\.[0-9] ms$");
        assertEquals(4, bench.lines().size(), bench.lines()::toString);
        Files.delete(folder.resolve("target"));
    }

    private record Said(int code, String text) {
    }

    /// Prints the program's version by Java with these options.
    private static Said java(String one, String other, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(IMAGE.resolve("bin/java").toString(), one, other));
        command.addAll(more);
        command.addAll(List.of("-m", "paxos/paxos.app.Main", "--version"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Said(process.exitValue(), text);
    }
}
