package paxos.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose work is handed out with ours stands in a file, and the file does not grow old.
class ThirdPartyIT {

    private static final Path LISTED = Path.of("src/dist/THIRD-PARTY.txt");

    @Test
    void everyModuleOfTheImageIsListedWithItsVersionAndNoOther() throws Exception {
        NodeProcess.missing().ifPresent(sentence -> {
            throw new AssertionError(sentence);
        });
        Process process = new ProcessBuilder(System.getProperty("paxos.java"), "--list-modules").redirectErrorStream(true).start();
        List<String> shipped = new String(process.getInputStream().readAllBytes(), UTF_8).lines()
                .map(line -> line.split(" ")[0]).filter(module -> !module.matches("(java|jdk)\\..*|paxos@.*")).sorted().toList();
        List<String> listed = Files.readAllLines(LISTED).stream().map(line -> line.split(" +"))
                .filter(words -> words.length > 2 && words[0].matches("[a-z0-9]+(\\.[a-z0-9]+)+") && words[1].matches("[0-9.]+"))
                .map(words -> words[0] + "@" + words[1]).sorted().toList();
        assertTrue(shipped.size() > 5, shipped::toString);
        assertEquals(shipped, listed);
    }

    @Test
    void everyTextThatTheListNamesIsThere() throws Exception {
        String list = Files.readString(LISTED);
        for (String licence : List.of("BSD-3-Clause", "MIT", "Apache-2.0", "EPL-2.0")) {
            assertTrue(list.contains(licence), licence);
            assertTrue(Files.size(Path.of("src/dist/licences", licence + ".txt")) > 1000, licence);
        }
        assertTrue(Files.exists(Path.of("src/dist/licences/FastDoubleParser-ThirdParty.txt")));
        assertTrue(Files.exists(Path.of("src/main/resources/paxos/ui/fonts/OFL.txt")));
    }
}
