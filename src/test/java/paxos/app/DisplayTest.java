package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisplayTest {

    @Test
    void onLinuxADisplayIsWhatTheVariableSays() {
        assertInstanceOf(Display.Absent.class, Display.of(linux(Map.of()), _ -> true));
        assertInstanceOf(Display.Absent.class, Display.of(linux(Map.of("DISPLAY", "")), _ -> true));
        assertEquals(new Display.Ready(), Display.of(linux(Map.of("DISPLAY", ":0")), _ -> true));
    }

    @Test
    void waylandAloneIsNoDisplayForJavaFx() {
        Display.Absent absent = assertInstanceOf(Display.Absent.class,
                Display.of(linux(Map.of("WAYLAND_DISPLAY", "wayland-0")), _ -> true));
        assertTrue(absent.sentence().contains("Xwayland"), absent.sentence());
    }

    @Test
    void aMissingLibraryIsSaidWithThePackageToInstall() {
        Display.Unusable unusable = assertInstanceOf(Display.Unusable.class,
                Display.of(linux(Map.of("DISPLAY", ":0")), library -> !library.equals("libgtk-3.so.0")));
        assertTrue(unusable.sentence().contains("apt install libgtk-3-0"), unusable.sentence());
    }

    @Test
    void elsewhereNothingIsChecked() {
        assertEquals(new Display.Ready(), Display.of(surroundings("Mac OS X", Map.of(), true), _ -> false));
        assertEquals(new Display.Ready(), Display.of(surroundings("Windows 11", Map.of(), true), _ -> false));
    }

    @Test
    void openGlIsNotLoadedWhereNoHardwareIsThereForIt() {
        Path nothing = Path.of("/of/nothing/at/all");
        Surroundings linux = linux(Map.of("DISPLAY", ":0"));
        assertEquals(Optional.of("sw"), Display.pipeline(linux, List.of(nothing, nothing)));
        assertEquals(Optional.empty(), Display.pipeline(linux, List.of(nothing, Path.of("/"))));
        assertEquals(Optional.empty(), Display.pipeline(surroundings("Mac OS X", Map.of(), true), List.of(nothing)));
    }

    @Test
    void aLibraryThatIsNotThereCannotBeLoaded() {
        assertFalse(Display.isLoadable("libof-nothing-at-all.so.7"));
    }

    @Test
    void coloursNeedATerminalThatCanAndNobodyAgainst() {
        assertTrue(linux(Map.of("TERM", "xterm")).colour());
        assertFalse(linux(Map.of("TERM", "dumb")).colour());
        assertFalse(linux(Map.of("NO_COLOR", "1")).colour());
        assertFalse(surroundings("Linux", Map.of(), false).colour());
        assertEquals(Paint.Depth.TRUE, Paint.depthFor(linux(Map.of("COLORTERM", "truecolor"))));
        assertEquals(Paint.Depth.INDEXED, Paint.depthFor(linux(Map.of())));
    }

    private static Surroundings linux(Map<String, String> environment) {
        return surroundings("Linux", environment, true);
    }

    private static Surroundings surroundings(String os, Map<String, String> environment, boolean terminal) {
        return new Surroundings(environment, os, Path.of(""), Path.of("parliament"), false, System.in, terminal, System.out, terminal, System.err);
    }
}
