package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigureTest {

    @TempDir
    private Path folder;

    /// So whoever wants another number of legislators knows how these came about.
    @ParameterizedTest
    @CsvSource({"1, one-legislator", "2, two-legislators", "3, three-legislators", "4, four-legislators", "5, five-legislators",
        "25, twenty-five-legislators", "101, one-hundred-and-one-legislators"})
    void theConfigurationsThatComeWithTheProgramAreWhatItPrints(int size, String file) throws Exception {
        assertEquals(Files.readString(Path.of("configs", file + ".json")), printed("configure", Integer.toString(size)) + "\n");
    }

    @Test
    void whatItPrintsCanBeReadWhateverIsAskedFor() throws Exception {
        Configuration most = read(printed("configure", "1000", "--port", "64536"));
        assertEquals(1000, most.seats().size());
        assertEquals(65_535, most.seats().getLast().address().getPort());
        assertEquals(List.of("alpha", "beta"), most.names().subList(0, 2));
        assertEquals(List.of("psi", "omega", "alpha2", "beta2"), most.names().subList(22, 26));
        assertEquals("pi42", most.names().getLast());
        assertEquals(1000, Set.copyOf(most.names()).size());
        assertEquals("[::1]:24", read(printed("configure", "--ip", "::1", "2", "--port=23")).seats().getLast().shown());
    }

    @Test
    void theHelpSaysHowToUseIt() throws Exception {
        String help = printed("configure", "--help");
        assertTrue(help.contains("How many legislators, 1 to 1000."), help);
        assertTrue(help.contains("--ip=IP") && help.contains("--port=P") && help.contains("> many.json"), help);
    }

    private Configuration read(String text) throws Exception {
        return ConfigurationReader.read(Files.writeString(folder.resolve("c.json"), text));
    }

    private static String printed(String... arguments) throws UsageError {
        return assertInstanceOf(Order.Print.class, Arguments.read(arguments, "version line", false, Path.of("parliament"))).text();
    }
}
