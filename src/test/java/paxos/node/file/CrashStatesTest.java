package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// The short form of [CrashStates]; the long one is
/// `mvn -B -o -q test-compile exec:exec@try -Dtry='paxos.node.file.CrashStates --runs 100 --seed 7'`.
class CrashStatesTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("paxos");
    private Level before;

    @BeforeEach
    void quiet() {
        before = LOGGER.getLevel();
        CrashStates.quiet();
    }

    @AfterEach
    void loud() {
        LOGGER.setLevel(before);
    }

    @Test
    void whereverPowerFailsNothingIsMissingThatOthersWereToldOf() throws IOException, InterruptedException {
        try (CrashStates crashes = new CrashStates(1, new CrashStates.Effort(60, 5, 1, 1_500, 3))) {
            crashes.run(1, RecordingStorage.LeftOut.NOTHING);
            CrashStates.Figures figures = crashes.figures();
            assertEquals(List.of(), figures.violations());
            assertTrue(figures.states() > 10_000 && figures.sends() > 20 && figures.compactions() > 2 && figures.recoveries() > 2,
                    () -> "%s states, %s restarts, %s sends, %s compactions, %s recoveries".formatted(figures.states(),
                            figures.restarts(), figures.sends(), figures.compactions(), figures.recoveries()));
        }
    }

    /// Each force is needed, and what comes of leaving it out is found.
    ///
    /// @param seed of a run in which it makes a difference
    @ParameterizedTest
    @CsvSource({"LEDGER_AFTER_A_WRITE, 1", "LEDGER_AT_OPENING, 3", "BEFORE_THE_MOVE, 1", "FOLDER_AFTER_CREATION, 1",
        "FOLDER_AFTER_COMPACTION, 1", "FOLDER_AFTER_REMOVAL, 2", "PARLIAMENT, 1"})
    void aForceThatIsLeftOutIsMissed(RecordingStorage.LeftOut leftOut, long seed) throws IOException, InterruptedException {
        assertEquals(1, violations(leftOut, seed).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ofTheSameRunsNothingIsMissedWhereNoForceIsLeftOut(long seed) throws IOException, InterruptedException {
        assertEquals(List.of(), violations(RecordingStorage.LeftOut.NOTHING, seed));
    }

    private static List<String> violations(RecordingStorage.LeftOut leftOut, long seed) throws IOException, InterruptedException {
        try (CrashStates crashes = new CrashStates(1, new CrashStates.Effort(60, 4, 20, Integer.MAX_VALUE, 1))) {
            crashes.run(seed, leftOut);
            return crashes.figures().violations();
        }
    }
}
