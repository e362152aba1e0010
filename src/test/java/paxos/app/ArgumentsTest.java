package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paxos.synod.Decree;

class ArgumentsTest {

    @Test
    void nothingTypedMeansTheProgramsOwnParliament() throws UsageError {
        Order.Run order = run("");
        assertEquals(Optional.empty(), order.configuration());
        assertEquals(List.of(), order.names());
        assertEquals(Path.of("parliament"), order.data());
        assertFalse(order.all() || order.headless() || order.reset() || order.yes() || order.startup());
    }

    @Test
    void messengersWalkSlowlyInWindowsOnlyUnlessSaidOtherwise() throws UsageError {
        assertEquals(600, run("").delayMillis(true));
        assertEquals(0, run("").delayMillis(false));
        assertEquals(25, run("--delay 25").delayMillis(true));
        assertEquals(10_000, run("--delay=10000").delayMillis(false));
    }

    @Test
    void takesAConfigurationNamesAndOptionsInAnyOrder() throws UsageError {
        Order.Run order = run("--headless c.json alpha --decree -2147483648 beta --data d --reset --yes");
        assertEquals(Optional.of(Path.of("c.json")), order.configuration());
        assertEquals(List.of("alpha", "beta"), order.names());
        assertEquals(Optional.of(new Decree(Integer.MIN_VALUE)), order.wish());
        assertEquals(Path.of("d"), order.data());
        assertTrue(order.headless() && order.reset() && order.yes());
        assertTrue(run("c.json --all").all());
        assertTrue(run("--startup").startup() && run("c.json alpha --headless --startup").startup());
    }

    @Test
    void whereTheLedgersAreIsWhatThePlaceIsUnlessSaidOtherwise() throws UsageError {
        Path personal = Path.of("/home/ada/.local/share/x y");
        assertEquals(personal, assertInstanceOf(Order.Run.class, read("c.json alpha", personal)).data());
        assertEquals(new Order.Observe(Path.of("c.json"), personal, false), read("observe c.json", personal));
        assertEquals(Path.of("d"), assertInstanceOf(Order.Run.class, read("--data d", personal)).data());
        for (String help : List.of("--help", "observe --help")) {
            String text = assertInstanceOf(Order.Print.class, read(help, personal)).text().replaceAll("\\s+", " ");
            assertTrue(text.contains("(default: " + personal + ")."), text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --nonsense          | Unknown option: '--nonsense'
            --delay             | Missing required parameter for option '--delay'
            --delay fast        | a whole number of milliseconds from 0 to 10000, not "fast"
            --delay -1          | from 0 to 10000, not "-1"
            --delay 10001       | from 0 to 10000, not "10001"
            --decree 2147483648 | a whole number from -2147483648 to 2147483647, not "2147483648"
            --decree 1.5        | not "1.5"
            --data              | Missing required parameter for option '--data'
            --delay 1 --delay 2 | should be specified only once
            c.json alpha --all  | Either name legislators or say --all
            --yes               | there is no --reset
            """)
    void saysInOneLineWhatIsWrong(String line, String sentence) {
        String complaint = assertThrows(UsageError.class, () -> read(line)).getMessage();
        assertTrue(complaint.contains(sentence), complaint);
        assertTrue(complaint.endsWith("Try: paxos --help"), complaint);
        assertEquals(1, complaint.lines().count(), complaint);
    }

    // ---- Commands

    @Test
    void observesAParliament() throws UsageError {
        assertEquals(new Order.Observe(Path.of("c.json"), Path.of("parliament"), false), read("observe c.json"));
        assertEquals(new Order.Observe(Path.of("c.json"), Path.of("d"), true), read("observe --data d --headless c.json"));
    }

    @Test
    void replaysOneTraceOrSeveral() throws UsageError {
        assertEquals(new Order.Replay(List.of(Path.of("t.jsonl")), false), read("replay t.jsonl"));
        assertEquals(new Order.Replay(List.of(Path.of("a"), Path.of("b"), Path.of("c")), true), read("replay a --headless b c"));
    }

    @Test
    void measuresTheTimeline() throws UsageError {
        assertEquals(new Order.Bench(new Benchmark.OfTimeline(1_000_000, 1)), read("bench timeline"));
        assertEquals(new Order.Bench(new Benchmark.OfTimeline(1000, -7)), read("bench timeline --messages 1000 --seed -7"));
        assertEquals(new Order.Bench(new Benchmark.OfMemory(1000)), read("bench memory"));
        assertEquals(new Order.Bench(new Benchmark.OfMemory(3)), read("bench memory --ballots 3"));
    }

    @Test
    void measuresBallots() throws UsageError {
        assertEquals(new Order.Bench(new Benchmark.OfBallots(3000)), read("bench ballots"));
        assertEquals(new Order.Bench(new Benchmark.OfBallots(8)), read("bench ballots --ballots 8"));
    }

    @Test
    void measuresTheStart() throws UsageError {
        assertEquals(new Order.Bench(new Benchmark.OfStartup(10)), read("bench startup"));
        assertEquals(new Order.Bench(new Benchmark.OfStartup(1)), read("bench startup --rounds 1"));
    }

    @Test
    void measuresParliaments() throws UsageError {
        assertEquals(new Order.Bench(new Benchmark.OfParliaments(List.of(3, 5, 7, 9, 13, 17, 25, 33, 49, 65, 81, 101), 21, Optional.empty())),
                read("bench parliaments"));
        assertEquals(new Order.Bench(new Benchmark.OfParliaments(List.of(1, 3, 25), 5, Optional.of(Path.of("a/p.svg")))),
                read("bench parliaments --sizes 25,3,1,3 --ballots 5 --plot a/p.svg"));
    }

    /// Only where it comes first a word is a command: so any legislator may be called like one.
    @Test
    void aConfigurationOrALegislatorMayBeCalledLikeACommand() throws UsageError {
        for (String command : List.of("observe", "replay", "configure", "bench")) {
            assertEquals(Optional.of(Path.of("./" + command)), run("./" + command + " alpha").configuration());
            assertEquals(List.of(command), run("c.json " + command).names());
        }
        assertEquals(new Order.Observe(Path.of("observe"), Path.of("parliament"), false), read("observe observe"));
        assertEquals(new Order.Replay(List.of(Path.of("replay")), false), read("replay replay"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            observe                        | Missing required parameter: 'CONFIG'. Try: paxos observe --help
            observe c.json alpha           | Unmatched argument at index 1: 'alpha'. Try: paxos observe --help
            observe c.json --decree 1      | Unknown options: '--decree', '1'. Try: paxos observe --help
            replay                         | Missing required parameter: 'FILE'. Try: paxos replay --help
            replay t.jsonl --all           | Unknown option: '--all'. Try: paxos replay --help
            configure                      | Missing required parameter: 'N'. Try: paxos configure --help
            configure 0                    | it is a whole number from 1 to 1000, not "0". Try: paxos configure --help
            configure 1001                 | it is a whole number from 1 to 1000, not "1001". Try: paxos configure --help
            configure many                 | it is a whole number from 1 to 1000, not "many". Try: paxos configure --help
            configure 3 --port 65536       | it is a whole number from 1 to 65535, not "65536". Try: paxos configure --help
            configure 3 --port 65534       | need ports up to 65536, and the last there is is 65535. Take --port 65533 at most.
            configure 3 --ip localhost     | "localhost" is no IP address. Write the numbers, like "127.0.0.1" or "::1"; a host's name is not looked up.
            bench                          | What is to be measured? Try: paxos bench --help
            bench wire                     | Unmatched argument at index 0: 'wire'. Try: paxos bench --help
            bench timeline --messages 999  | from 1000 to 10000000, not "999". Try: paxos bench timeline --help
            bench timeline --messages many | from 1000 to 10000000, not "many". Try: paxos bench timeline --help
            bench ballots --ballots 0      | from 1 to 100000, not "0". Try: paxos bench ballots --help
            bench memory --ballots 0       | from 1 to 1000000, not "0". Try: paxos bench memory --help
            bench memory --seed 1          | Unknown options: '--seed', '1'. Try: paxos bench memory --help
            bench parliaments --sizes 0,3  | it is a whole number from 1 to 1000, not "0". Try: paxos bench parliaments --help
            bench parliaments --sizes 3,,5 | it is a whole number from 1 to 1000, not "". Try: paxos bench parliaments --help
            bench parliaments --ballots 0  | it is a whole number from 1 to 1000, not "0". Try: paxos bench parliaments --help
            bench parliaments --plot p.pdf | "p.pdf" is no picture that can be drawn here: its name ends in .png or in .svg.
            bench parliaments --sizes 3 --plot p.png | A plot shows how a ballot grows with its parliament: it takes two --sizes or more.
            bench timeline --seed x        | 'x' is not a long. Try: paxos bench timeline --help
            bench startup --rounds 0       | from 1 to 1000, not "0". Try: paxos bench startup --help
            observe c.json --startup       | Unknown option: '--startup'. Try: paxos observe --help
            --data d observe c.json        | The command comes first, before any option: paxos observe … If you mean a file: ./observe. Try: paxos --help
            --headless replay              | If you mean a file: ./replay. Try: paxos --help
            """)
    void saysInOneLineWhatIsWrongWithACommand(String line, String sentence) {
        String complaint = assertThrows(UsageError.class, () -> read(line)).getMessage();
        assertTrue(complaint.endsWith(sentence), complaint);
        assertEquals(1, complaint.lines().count(), complaint);
    }

    @Test
    void eachCommandHasItsHelp() throws UsageError {
        for (String command : List.of("observe", "replay", "configure", "bench")) {
            String help = assertInstanceOf(Order.Print.class, read(command + " --help")).text();
            assertTrue(help.contains("Usage: paxos " + command + " "), help);
            assertTrue(assertInstanceOf(Order.Print.class, read("--help")).text().contains("paxos " + command + " "), command);
        }
        assertTrue(assertInstanceOf(Order.Print.class, read("observe -h")).text().contains("--data=DIR"));
        assertTrue(assertInstanceOf(Order.Print.class, read("bench timeline -h")).text().contains("--messages=N"));
        assertTrue(assertInstanceOf(Order.Print.class, read("bench memory -h")).text().contains("--ballots=N"));
        assertTrue(assertInstanceOf(Order.Print.class, read("bench startup -h")).text().contains("--rounds=N"));
    }

    @Test
    void helpTellsOfEveryOptionAndVersionOfTheVersion() throws UsageError {
        String help = assertInstanceOf(Order.Print.class, read("--help")).text();
        for (String option : List.of("--all", "--headless", "--data=DIR", "--delay=MS", "--decree=N", "--reset", "--yes", "--startup",
                "--help", "--version", "CONFIG", "NAME")) {
            assertTrue(help.contains(option), option);
        }
        assertFalse(help.contains("\033"), help);
        assertEquals(new Order.Print("version line"), read("--version"));
    }

    private static Order.Run run(String line) throws UsageError {
        return assertInstanceOf(Order.Run.class, read(line));
    }

    private static Order read(String line) throws UsageError {
        return read(line, Path.of("parliament"));
    }

    private static Order read(String line, Path data) throws UsageError {
        return Arguments.read(line.isEmpty() ? new String[0] : line.split(" "), "version line", false, data);
    }
}
