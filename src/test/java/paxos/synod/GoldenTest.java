package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays the scripts in `src/test/resources/paxos/synod` and compares what they give, word for word. [Transcript] says
/// what a script can do.
///
/// After a change that is understood: `mvn -o test -Dtest=GoldenTest -Dgolden.update=true` rewrites the files, and
/// fails, so that nobody takes the rewriting for a pass. Read `git diff` then, and run the test without it.
class GoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/paxos/synod");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    @ParameterizedTest
    @ValueSource(strings = {"one-ballot", "no-wish", "duelling-presidents", "president-crashes-after-one-vote",
        "fourth-legislator-learns-later", "bound-by-b3", "crash-between-writing-and-sending", "late-answers-after-restart",
        "parliament-of-one", "broken-rules", "last-number"})
    void transcript(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        assertTrue(Files.exists(file), () -> file + " is missing: write its script, then update it.");
        String expected = Files.readString(file);
        String actual = Transcript.of(expected);
        if (UPDATE) {
            Files.writeString(file, actual);
            fail(file + " was written anew. Read the difference, then run without -Dgolden.update.");
        }
        assertEquals(expected, actual, () -> file + " differs; if that is meant, see GoldenTest for how to update it.");
    }

    @Test
    void everyFileIsPlayed() throws IOException, NoSuchMethodException {
        var played = new TreeSet<>(List.of(GoldenTest.class.getDeclaredMethod("transcript", String.class)
                .getAnnotation(ValueSource.class).strings()));
        var there = new TreeSet<String>();
        try (var files = Files.list(FOLDER)) {
            files.forEach(file -> there.add(file.getFileName().toString().replace(".txt", "")));
        }
        assertEquals(played, there);
    }

    /// So every sentence that a student may read stands somewhere in these files.
    @ParameterizedTest
    @EnumSource
    void everyReasonComesUpInATranscript(Reason reason) throws IOException {
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains("    %s (%s)\n".formatted(reason, reason.section()))) {
                    return;
                }
            }
        }
        fail(reason + " comes up in no transcript.");
    }
}
