package paxos.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What a system says of a process's memory.
class ResidentTest {

    /// The line above says how much the whole process might take, the one below a part of what it takes.
    private static final String STATUS = """
            Name:	java
            VmPeak:	 8595184 kB
            VmHWM:	   82792 kB
            VmRSS:	   77824 kB
            RssAnon:	   55896 kB
            """;

    @Test
    void linuxTellsOfNowAndOfThePeak() throws IOException {
        assertEquals(new Resident(77_824, OptionalLong.of(82_792)), Resident.ofStatus(STATUS));
        assertEquals("76.0 MB resident (peak 80.9 MB)", Resident.ofStatus(STATUS).toString());
    }

    @Test
    void otherSystemsTellOfNow() throws IOException {
        assertEquals(new Resident(77_824, OptionalLong.empty()), Resident.ofPs("  77824\n"));
        assertEquals("76.0 MB resident", Resident.ofPs("77824").toString());
    }

    @Test
    void whereTheSystemTellsNothingThatIsSaid() {
        for (String said : new String[] {"", "RSS"}) {
            String sentence = assertThrows(IOException.class, () -> Resident.ofPs(said)).getMessage();
            assertTrue(sentence.startsWith("The system does not tell how much memory a process takes"), sentence);
        }
        assertThrows(IOException.class, () -> Resident.ofStatus("Name:\tkthreadd\n"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void thisProcessTakesSome() throws IOException {
        long kilobytes = Resident.of(ProcessHandle.current().pid()).now();
        assertTrue(kilobytes > 10_000 && kilobytes < 100_000_000, kilobytes + " kB");
    }

    @Test
    void theLargestIsThatWhichTakesMostNow() {
        assertTrue(new Resident(2, OptionalLong.of(3)).compareTo(new Resident(1, OptionalLong.of(9))) > 0);
    }
}
