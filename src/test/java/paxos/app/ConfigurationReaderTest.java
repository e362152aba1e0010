package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every complaint names the file, the place where there is one, what is wrong and the mend.
class ConfigurationReaderTest {

    @TempDir
    private Path folder;

    @Test
    void readsLegislatorsInTheOrderOfTheFile() throws Exception {
        Configuration configuration = read("""
                {"legislators": [
                  {"ip": "127.0.0.1", "port": 8001, "name": "beta"},
                  {"name": "alpha", "port": 65535, "ip": "::1"}
                ]}""");
        assertEquals(List.of("beta", "alpha"), configuration.names());
        assertEquals(List.of("beta", "alpha"), configuration.parliament().legislators());
        assertEquals(new InetSocketAddress("127.0.0.1", 8001), configuration.addresses().get("beta"));
        assertEquals("[::1]:65535", configuration.shownAddresses().get("alpha"));
    }

    @Test
    void passesOverKeysItDoesNotKnowAndAByteOrderMark() throws Exception {
        assertEquals(List.of("alpha"), read("""
                \uFEFF{"comment": {"a": [1, {"b": null}]}, "legislators": [
                  {"ip": "127.0.0.1", "port": 8000, "name": "alpha", "note": ["x"]}], "more": 1.5}""").names());
    }

    @Test
    void aSecretMayStandBesideTheList() throws Exception {
        String list = "\"legislators\": [{\"ip\": \"127.0.0.1\", \"port\": 8000, \"name\": \"alpha\"}]";
        assertTrue(read("{" + list + "}").secret().isEmpty());
        assertTrue(read("{" + list + ", \"secret\": \"correct horse battery\"}").secret().isPresent());
        Configuration secret = read("{\"secret\": \"correct horse battery\", " + list + "}");
        assertTrue(secret.secret().isPresent());
        assertFalse(secret.toString().contains("horse"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "hunter2hunter2"      | A secret has 16 to 256 characters, not 14. A good one is what this prints: openssl rand -hex 16
            hunter2hunter2hunter2 | this is not JSON as it should be. Mend it there; the form is
            "hunter2hunter2       | this is not JSON as it should be. Mend it there; the form is
            "hunter2\\q"           | this is not JSON as it should be. Mend it there; the form is
            12345678901234567     | "secret" is a number, and should be text in double quotes.
            ["hunter2hunter2"]    | "secret" is a list, and should be text in double quotes.
            null                  | "secret" is null, and should be text in double quotes.
            """)
    void aBadSecretIsRefusedAndNotRepeated(String value, String complaint) throws Exception {
        UsageError refused = assertThrows(UsageError.class, () -> read("{\"secret\": " + value + "}"));
        assertTrue(refused.getMessage().matches("(?s).*:1:\\d+: \\Q" + complaint + "\\E.*"), refused.getMessage());
        assertFalse(refused.getMessage().contains("hunter") || refused.getMessage().contains("12345"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Secret": "hunter2hunter2hunter2", "legislators": []}                | "Secret" is no key that counts here. Write "secret", just so.
            {"secret ": "hunter2hunter2hunter2", "legislators": []}               | "secret " is no key that counts here. Write "secret", just so.
            {"legislators": [{"secret": "hunter2hunter2hunter2"}]}                | "secret" is no key that counts here. A secret is the whole parliament's: put it beside "legislators"
            {"SECRET": hunter2hunter2hunter2, "legislators": []}                  | this is not JSON as it should be. Mend it there
            """)
    void aSecretThatWouldBePassedOverIsRefused(String text, String complaint) throws Exception {
        UsageError refused = assertThrows(UsageError.class, () -> read(text));
        assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
        assertFalse(refused.getMessage().contains("hunter"), refused.getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSecretThatOthersMayReadIsSaid() throws Exception {
        String list = "\"legislators\": [{\"ip\": \"127.0.0.1\", \"port\": 8000, \"name\": \"alpha\"}]}";
        Configuration secret = read("{\"secret\": \"correct horse battery\", " + list);
        for (String others : List.of("rw-r-----", "rw----r--")) {
            Files.setPosixFilePermissions(secret.file(), PosixFilePermissions.fromString(others));
            assertEquals("The secret is in %s, and others on this machine may read it. Keep them out: chmod 600 %s"
                    .formatted(secret.file(), secret.file()), secret.openSecret().orElseThrow());
        }
        Files.setPosixFilePermissions(secret.file(), PosixFilePermissions.fromString("rw-------"));
        assertTrue(secret.openSecret().isEmpty());
        Configuration none = read("{" + list);
        Files.setPosixFilePermissions(none.file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(none.openSecret().isEmpty());
    }

    @Test
    void whoCanBeReachedByOtherMachinesWithoutASecretIsSaid() throws Exception {
        String list = """
                {%s"legislators": [{"ip": "127.0.0.1", "port": 8000, "name": "alpha"}, {"ip": "192.168.1.12", "port": 8001, "name": "beta"},
                  {"ip": "fd00::3", "port": 8002, "name": "gamma"}, {"ip": "::1", "port": 8003, "name": "delta"}]}""";
        Configuration open = read(list.formatted(""));
        assertEquals("Other machines can reach beta on 192.168.1.12:8001, gamma on [fd00::3]:8002, and there is no secret: whoever reaches it can "
                + "send messages in anybody's name. Where not all on the network are friends, put the same \"secret\" into every configuration "
                + "(README, Security).", open.openDoors(open.names()).orElseThrow());
        assertTrue(open.openDoors(List.of("gamma")).orElseThrow().startsWith("Other machines can reach gamma on [fd00::3]:8002, and"));
        assertTrue(open.openDoors(List.of("alpha", "delta")).isEmpty());
        Configuration secret = read(list.formatted("\"secret\": \"correct horse battery\", "));
        assertTrue(secret.openDoors(secret.names()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-legislator", "two-legislators", "three-legislators", "four-legislators", "five-legislators"})
    void theProgramsOwnConfigurationsAreSound(String file) throws Exception {
        List<String> names = List.of("alpha", "beta", "gamma", "delta", "epsilon");
        int size = List.of("one", "two", "three", "four", "five").indexOf(file.split("-")[0]) + 1;
        Configuration configuration = ConfigurationReader.read(Path.of("configs", file + ".json"));
        assertEquals(names.subList(0, size), configuration.names());
        assertEquals("127.0.0.1:8000", configuration.shownAddresses().get("alpha"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"legislators": [{"ip": }]}                                       | :1:25: | not JSON as it should be: Unexpected character
            {"legislators": [                                                 | :      | not JSON as it should be: Unexpected end-of-input
            {"legislators": 1, "legislators": 2}                              | :1:    | "legislators" is a number, and should be a list
            [1]                                                               | :1:1:  | this is a list, and the file should be an object
            "alpha"                                                           | :1:1:  | this is text
            {}                                                                | :1:2:  | there is no "legislators"
            {"legislator": []}                                                | :1:    | there is no "legislators"
            {"legislators": {}}                                               | :1:17: | is an object, and should be a list
            {"legislators": []}                                               | :1:17: | the list of legislators is empty. Add at least one
            {"legislators": ["alpha"]}                                        | :1:18: | this legislator is text, and should be an object
            {"legislators": [{"port": 1, "name": "a"}]}                       | :1:18: | this legislator has no "ip". Add it
            {"legislators": [{"ip": "127.0.0.1", "name": "a"}]}               | :1:18: | this legislator has no "port"
            {"legislators": [{"ip": "127.0.0.1", "port": 1}]}                 | :1:18: | this legislator has no "name"
            {"legislators": [{"ip": 127, "port": 1, "name": "a"}]}            | :1:25: | "ip" is a number, and should be text
            {"legislators": [{"ip": "127.0.0.1", "port": "1", "name": "a"}]}  | :1:46: | "port" is text, and should be a whole number from 1 to 65535
            {"legislators": [{"ip": "127.0.0.1", "port": 1.5, "name": "a"}]}  | :1:46: | "port" is a number with a fraction
            {"legislators": [{"ip": "127.0.0.1", "port": null, "name": "a"}]} | :1:46: | "port" is null
            {"legislators": [{"ip": "127.0.0.1", "port": 0, "name": "a"}]}    | :1:46: | the port is 0. Choose one from 1 to 65535
            {"legislators": [{"ip": "127.0.0.1", "port": 65536, "name": "a"}]} | :1:46: | the port is 65536
            {"legislators": [{"ip": "127.0.0.1", "port": -1, "name": "a"}]}   | :1:46: | the port is -1
            {"legislators": [{"ip": "127.0.0.1", "port": 99999999999999999999, "name": "a"}]} | :1:46: | the port is 99999999999999999999
            {"legislators": [{"ip": "localhost", "port": 1, "name": "a"}]}    | :1:25: | "localhost" is no IP address
            {"legislators": [{"ip": "127.0.1", "port": 1, "name": "a"}]}      | :1:25: | "127.0.1" is no IP address
            {"legislators": [{"ip": "127.0.0.256", "port": 1, "name": "a"}]}  | :1:25: | "127.0.0.256" is no IP address
            {"legislators": [{"ip": "1:2:3", "port": 1, "name": "a"}]}        | :1:25: | "1:2:3" is no IP address
            {"legislators": [{"ip": "0.0.0.0", "port": 1, "name": "a"}]}      | :1:25: | no address that the others can send to
            {"legislators": [{"ip": "ff02::1", "port": 1, "name": "a"}]}      | :1:25: | no address that the others can send to
            {"legislators": [{"ip": "", "port": 1, "name": "a"}]}             | :1:25: | "" is no IP address
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": ""}]}     | :1:57: | the name is empty
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": " a"}]}   | :1:57: | begins or ends with a space
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": ".."}]}   | :1:57: | is no plain file name
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a/b"}]}  | :1:57: | is no plain file name
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a\\\\b"}]} | :1:57: | is no plain file name
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a\\u0000b"}]} | :1:57: | cannot be printed
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a\\nb"}]} | :1:57: | cannot be printed
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a\\u202eb"}]} | :1:57: | cannot be printed
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a\\ud800b"}]} | :1:57: | cannot be printed
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a"}]} x  | :1:    | not JSON
            {"legislators": [{"ip": "127.0.0.1", "port": 1, "name": "a"}]} {} | :1:64: | something follows after the end
            """)
    void complains(String text, String place, String sentence) throws IOException {
        String complaint = complaint(text);
        assertTrue(complaint.startsWith(folder.resolve("x.json") + place), complaint);
        assertTrue(complaint.contains(sentence), complaint);
    }

    @Test
    void namesTheLineOfTheSecondOfTwoThatAreTheSame() throws IOException {
        String name = complaint("""
                {"legislators": [
                  {"ip": "127.0.0.1", "port": 8000, "name": "alpha"},
                  {"ip": "127.0.0.1", "port": 8001, "name": "alpha"}
                ]}""");
        assertTrue(name.contains("x.json:3:3: a second legislator has the name \"alpha\""), name);
        String address = complaint("""
                {"legislators": [
                  {"ip": "127.0.0.1", "port": 8000, "name": "alpha"},
                  {"ip": "::ffff:127.0.0.1", "port": 8000, "name": "beta"}
                ]}""");
        assertTrue(address.contains("x.json:3:3: beta has the address [::ffff:127.0.0.1]:8000, which is alpha's."), address);
    }

    @Test
    void complainsOfTooManyTooLongAndEmpty() throws IOException {
        String many = IntStream.rangeClosed(1, 1001).mapToObj(i -> """
                {"ip": "127.0.0.1", "port": %d, "name": "n%d"}""".formatted(i, i))
                .collect(Collectors.joining(",\n", "{\"legislators\": [", "]}"));
        assertTrue(complaint(many).contains(":1001:1: there are more than 1000 legislators"));
        String named = "{\"legislators\": [{\"ip\": \"127.0.0.1\", \"port\": 1, \"name\": \"" + "x".repeat(65) + "\"}]}";
        assertTrue(complaint(named).contains("the name is 65 characters long. Take one of at most 64."));
        assertTrue(complaint("").contains("the file is empty"));
        assertTrue(complaint("[".repeat(100_000)).contains("x.json:1:1: this is a list"));
        assertTrue(complaint("{\"a\":".repeat(100_000)).contains("not JSON as it should be"));
        assertTrue(complaint(" ".repeat(ConfigurationReader.LONGEST_FILE + 1)).contains("is no configuration of a parliament"));
    }

    @Test
    void complainsOfWhatIsNoReadableFile() throws IOException {
        String missing = assertThrows(UsageError.class, () -> ConfigurationReader.read(folder.resolve("y.json"))).getMessage();
        assertTrue(missing.startsWith("There is no configuration file " + folder.resolve("y.json")), missing);
        String directory = assertThrows(UsageError.class, () -> ConfigurationReader.read(folder)).getMessage();
        assertTrue(directory.contains(folder + " is a folder"), directory);
        Path latin = Files.write(folder.resolve("latin.json"), "{\"ä\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        String encoding = assertThrows(UsageError.class, () -> ConfigurationReader.read(latin)).getMessage();
        assertTrue(encoding.contains("not written in UTF-8"), encoding);
    }

    @Test
    void listsTheNamesThereAreWhereOneIsUnknown() throws Exception {
        Configuration configuration = ConfigurationReader.read(Path.of("configs/four-legislators.json"));
        assertEquals(List.of("alpha", "gamma"), configuration.choose(List.of("gamma", "alpha", "gamma")));
        String unknown = assertThrows(UsageError.class, () -> configuration.choose(List.of("alpah"))).getMessage();
        assertEquals("There is no legislator \"alpah\" in configs/four-legislators.json. There are: alpha, beta, gamma, delta.",
                unknown);
    }

    private Configuration read(String text) throws Exception {
        return ConfigurationReader.read(Files.writeString(folder.resolve("x.json"), text));
    }

    private String complaint(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), text);
        return assertThrows(UsageError.class, () -> ConfigurationReader.read(file)).getMessage();
    }
}
