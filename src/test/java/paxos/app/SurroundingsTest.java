package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static final Path USER = Path.of("home", "ada").toAbsolutePath();

    @Test
    void aPackagedProgramKeepsWhatIsAPersonsWhereTheSystemWantsIt() {
        assertEquals(USER.resolve(Path.of(".local", "share", "paxos-made-visible")), Surroundings.personal("Linux", Map.of(), USER));
        assertEquals(USER.resolve(Path.of("Library", "Application Support", "paxos-made-visible")),
                Surroundings.personal("Mac OS X", Map.of(), USER));
        assertEquals(USER.resolve(Path.of("AppData", "Local", "paxos-made-visible")),
                Surroundings.personal("Windows 11", Map.of(), USER));
    }

    @Test
    void theEnvironmentMaySayAnotherPlaceByAnAbsolutePath() {
        Path other = Path.of("other").toAbsolutePath();
        Map<String, String> both = Map.of("XDG_DATA_HOME", other.resolve("x").toString(), "LOCALAPPDATA", other.resolve("w").toString());
        assertEquals(other.resolve(Path.of("x", "paxos-made-visible")), Surroundings.personal("Linux", both, USER));
        assertEquals(other.resolve(Path.of("w", "paxos-made-visible")), Surroundings.personal("Windows 11", both, USER));
        Map<String, String> home = Map.of("HOME", other.toString());
        assertEquals(other.resolve(Path.of(".local", "share", "paxos-made-visible")), Surroundings.personal("Linux", home, USER));
        assertEquals(other.resolve(Path.of("Library", "Application Support", "paxos-made-visible")),
                Surroundings.personal("Mac OS X", home, USER));
        assertEquals(Surroundings.personal("Linux", Map.of(), USER),
                Surroundings.personal("Linux", Map.of("XDG_DATA_HOME", "here"), USER));
        assertEquals(Surroundings.personal("Linux", Map.of(), USER), Surroundings.personal("Linux", Map.of("XDG_DATA_HOME", ""), USER));
    }

    @Test
    void thisProcessIsNotPackagedAndKeepsItsLedgersWhereItWasStarted() {
        Surroundings here = Surroundings.ofThisProcess();
        assertFalse(here.packaged());
        assertEquals(Path.of("parliament"), here.data());
    }

    @Test
    void onlyAPackagedProgramToWhichNothingIsTypedAndThatNobodyReadsWasDoubleClicked() {
        assertTrue(surroundings(true, false, false).isDoubleClicked());
        assertFalse(surroundings(true, false, false).isDoubleClicked("--headless"));
        assertFalse(surroundings(false, false, false).isDoubleClicked());
        assertFalse(surroundings(true, true, false).isDoubleClicked());
        assertFalse(surroundings(true, false, true).isDoubleClicked());
    }

    @Test
    void theLauncherIsInTheProgramsFolderOrWhereItSays() {
        Surroundings here = surroundings(true, true, true);
        assertEquals(Path.of("paxos"), here.launcher());
        System.setProperty("jpackage.app-path", "/opt/program/bin/paxos");
        try {
            assertEquals(Path.of("/opt/program/bin/paxos"), here.launcher());
        } finally {
            System.clearProperty("jpackage.app-path");
        }
    }

    private static Surroundings surroundings(boolean packaged, boolean in, boolean out) {
        return new Surroundings(Map.of(), "Linux", Path.of(""), Path.of("parliament"), packaged, System.in, in, System.out, out, System.err);
    }
}
