package paxos.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The program as its user meets it, without windows: what it says, what it exits with, what it obeys.
class ProgramIT {

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
    @EnabledOnOs(OS.LINUX)
    void withNoDisplayTheProgramAloneDemonstratesAParliamentAgainAndAgain() throws Exception {
        for (int times = 0; times < 2; times++) {
            NodeProcess demonstration = parliament.run();
            assertEquals(0, demonstration.exitCode(), demonstration.lines()::toString);
            assertTrue(demonstration.lines().getFirst().startsWith("No display here"), demonstration.lines()::toString);
            demonstration.await("^All 4 decrees are equal\\.$");
            parliament.commonDecree(parliament.names());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withNoDisplayANodeRunsInTheTerminal() throws Exception {
        NodeProcess node = parliament.run(parliament.configuration(), "beta");
        node.await("^No display here .* running beta in this terminal, as with --headless\\.$");
        node.await("^beta is listening on 127.0.0.1:" + parliament.port("beta") + "$");
    }

    @Test
    void aParliamentWithASecretDecidesAndTakesNothingFromStrangers() throws Exception {
        String secret = "correct horse battery staple";
        try (ParliamentFolder guarded = new ParliamentFolder(folder.resolve("guarded"), 3, "\"secret\": \"" + secret + "\", ")) {
            for (String name : guarded.names()) {
                guarded.enter(name);
            }
            try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), guarded.port("alpha"))) {
                stranger.getOutputStream().write("Success\r\ndecree: 666\r\nsender: beta\r\nreceiver: alpha\r\n\r\n".getBytes(US_ASCII));
                guarded.at("alpha").await("alpha dropped what came from .*: Success without a proof that its sender knows this parliament's secret");
            }
            guarded.ballot("beta", guarded.names());
            assertEquals("1", guarded.commonDecree(guarded.names()));
            NodeProcess looker = guarded.run("observe", guarded.configuration(), "--headless");
            looker.await("gamma learnt from beta that the decree is 1");
            for (String name : guarded.names()) {
                guarded.at(name).type("q");
                assertEquals(0, guarded.at(name).exitCode());
                assertFalse(String.join("", guarded.at(name).lines()).contains("horse"));
                assertFalse(Files.readString(guarded.home().resolve("parliament").resolve(name).resolve("trace.jsonl")).contains("horse"));
            }
        }
    }

    @Test
    void whatIsTypedIsDone() throws Exception {
        NodeProcess nodes = parliament.run(parliament.configuration(), "alpha", "beta", "gamma", "--headless", "--decree", "5");
        for (String name : List.of("alpha", "beta", "gamma")) {
            nodes.await("^" + name + " is listening on ");
        }
        nodes.type("b beta");
        nodes.await("for 5 in ballot 1: the decree has passed. beta enters it");
        for (String name : List.of("alpha", "gamma")) {
            nodes.await(name + " learnt from beta that the decree is 5");
        }
        nodes.type("c gamma");
        nodes.await("CRASH: gamma was crashed on request");
        nodes.type("b gamma");
        nodes.await("^gamma is not in the chamber and can start no ballot");
        int mark = nodes.mark();
        nodes.type("r gamma");
        nodes.await(mark, "gamma enters the chamber. Its ledger says: .* the decree is 5");
        nodes.type("b 77");
        nodes.await("The wish, 77, is given up");
        nodes.type("nonsense");
        nodes.await("^\"nonsense\" is no command");
        nodes.type("q");
        assertEquals(0, nodes.exitCode());
        assertEquals("5", parliament.commonDecree(List.of("alpha", "beta", "gamma")));
    }

    @Test
    void theEndOfTheInputEndsNothing() throws Exception {
        NodeProcess node = parliament.enter("alpha");
        node.endInput();
        parliament.enter("beta");
        NodeProcess gamma = parliament.enter("gamma");
        gamma.type("b");
        node.await("alpha learnt from gamma that the decree is 2");
        assertTrue(node.isAlive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    @DisabledOnOs(OS.WINDOWS)
    void aSignalEndsItInGoodOrder(String signal) throws Exception {
        NodeProcess node = parliament.enter("alpha");
        assumeFalse(isIgnored(signal, node), "whoever runs this test has it ignore " + signal);
        long asked = System.nanoTime();
        node.signal(signal);
        assertEquals(0, node.exitCode(), node.lines()::toString);
        assertTrue(System.nanoTime() - asked < 5_000_000_000L);
        assertTrue(node.lines().stream().anyMatch(line -> line.endsWith("alpha left in good order.")), node.lines()::toString);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalThatStopsOthersInTheBackgroundDoesNotStopIt() throws Exception {
        NodeProcess node = parliament.enter("alpha");
        node.signal("TTIN");
        node.signal("TTOU");
        node.type("b");
        node.await("alpha starts ballot 0");
    }

    // ---- Observing, and looking at what was recorded

    @Test
    void anObserverTellsTheStoryOfTheWholeParliamentAndHostsNobody() throws Exception {
        NodeProcess observer = parliament.run("observe", parliament.configuration(), "--headless");
        observer.await("^Observing alpha, beta, gamma, delta\\. ");
        NodeProcess here = parliament.run(parliament.configuration(), "alpha", "beta", "--headless");
        here.await("^beta is listening on ");
        parliament.enter("gamma");
        for (String name : List.of("alpha", "beta", "gamma")) {
            observer.await("^" + name + " tells what happens at it\\.$");
        }
        here.type("b alpha 7");
        observer.await("alpha starts ballot 0");
        for (String name : List.of("beta", "gamma")) {
            observer.await(name + " learnt from alpha that the decree is 7");
        }
        assertTrue(observer.lines().stream().noneMatch(line -> line.contains("is listening on")), observer.lines()::toString);
        observer.type("b");
        observer.await("^No legislator is hosted here");
        observer.type("q");
        assertEquals(0, observer.exitCode());
        assertTrue(here.isAlive());
    }

    @Test
    void whatWasRecordedIsToldAgainInOrder() throws Exception {
        NodeProcess nodes = parliament.run(parliament.configuration(), "--all", "--headless");
        nodes.await("^delta is listening");
        nodes.type("b alpha 9");
        for (String name : List.of("beta", "gamma", "delta")) {
            nodes.await(name + " learnt from alpha that the decree is 9");
        }
        nodes.type("q");
        nodes.exitCode();

        NodeProcess replay = parliament.run("replay", "parliament", "--headless");
        assertEquals(0, replay.exitCode(), replay.lines()::toString);
        for (String told : List.of("alpha starts ballot 0", "delta promised ballot 0", "the decree has passed",
                "delta learnt from alpha that the decree is 9", "delta left in good order")) {
            replay.await(told);
        }
        assertTrue(index(replay, "alpha starts ballot 0") < index(replay, "delta promised ballot 0"), replay.lines()::toString);
        assertTrue(index(replay, "the decree has passed") < index(replay, "delta learnt"), replay.lines()::toString);

        Path trace = folder.resolve("parliament/alpha/trace.jsonl");
        String text = Files.readString(trace);
        Files.writeString(trace, text.substring(0, text.length() - 20));
        NodeProcess torn = parliament.run("replay", trace.toString(), "--headless");
        assertEquals(0, torn.exitCode());
        torn.await("^paxos: .*trace\\.jsonl breaks off in the middle of its last line, which was left out");

        NodeProcess anew = parliament.run(parliament.configuration(), "--all", "--headless", "--reset", "--yes");
        anew.await("^delta is listening");
        anew.type("q");
        anew.exitCode();
        NodeProcess after = parliament.run("replay", "parliament", "--headless");
        assertEquals(0, after.exitCode());
        assertTrue(after.lines().stream().noneMatch(line -> line.contains("ballot 0")), "a reset forgets the traces: " + after.lines());
    }

    private static int index(NodeProcess process, String told) {
        List<String> lines = process.lines();
        return (int) lines.stream().takeWhile(line -> !line.contains(told)).count();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aShortRunIsMeasured() throws Exception {
        NodeProcess bench = parliament.run("bench", "timeline", "--messages", "1000");
        bench.await("^timeline open: .* s, \\d+ events");
        bench.await("^timeline heap: .* bytes a message$");
        // To draw as many frames as it does takes longer than a test may.
        bench.signal("TERM");
        bench.exitCode();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ballotsAreMeasuredBesideTheLeastTheyCanTake() throws Exception {
        NodeProcess.writeLauncher(folder.resolve("paxos"), folder);
        NodeProcess bench = parliament.run("bench", "ballots", "--ballots", "8");
        String latencies = "p50 \\d+\\.\\d{3} ms, p99 \\d+\\.\\d{3} ms, \\d+/s";
        bench.await("^floor: " + latencies + "$");
        bench.await("^floor of four nodes: " + latencies + ", ratio \\d+\\.\\d\\d$");
        for (String where : List.of("in one process", "in four processes")) {
            bench.await("^ballots " + where + ": " + latencies + ", floor p50 \\d+\\.\\d{3} ms, ratio \\d+\\.\\d\\d$");
        }
        assertEquals(0, bench.exitCode());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itsMemoryIsMeasured() throws Exception {
        NodeProcess.writeLauncher(folder.resolve("paxos"), folder);
        NodeProcess bench = parliament.run("bench", "memory", "--ballots", "2");
        bench.await("^memory windows: off the screen, as no display can be used here$");
        bench.await("^memory headless: \\d+\\.\\d MB resident.* after 2 ballots, the largest of four processes$");
        bench.await("^memory one window: \\d+\\.\\d MB resident.* after 2 ballots, three headless beside it$");
        bench.await("^memory four windows: \\d+\\.\\d MB resident.* after 2 ballots, all in one process$");
        assertEquals(0, bench.exitCode());
    }

    @Test
    void parliamentsAreMeasuredAndDrawn() throws Exception {
        for (String file : List.of("plot.png", "plot.svg")) {
            NodeProcess bench = parliament.run("bench", "parliaments", "--sizes", "3,2", "--ballots", "1", "--plot", file);
            bench.await("^parliament of 2: decided in .* ms, learned by all in .* ms, 5 messages, first \\d+ ms$");
            bench.await("^parliament of 3: decided in .* ms, learned by all in .* ms, 8 messages, first \\d+ ms$");
            assertEquals(0, bench.exitCode());
            assertTrue(Files.size(folder.resolve(file)) > 1_000, file);
        }
        assertTrue(ImageIO.read(folder.resolve("plot.png").toFile()).getWidth() > 1_000);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            observe                       | 2 | paxos: Missing required parameter: 'CONFIG'\\. Try: paxos observe --help
            observe nowhere.json          | 2 | paxos: There is no configuration file nowhere.json \\(looked for /.*
            replay nowhere                | 2 | paxos: There is no file nowhere \\(looked for /.*
            replay configs                | 2 | paxos: There is no trace.jsonl in configs nor in a folder in it\\. .*
            replay broken.json            | 2 | paxos: broken.json is no trace of a parliament that this program can read\\. .*
            bench parliaments --sizes 1,2 --ballots 1 --plot no/p.png | 1 | paxos: The plot cannot be written to no/p.png: there is no such folder\\. .*
            bench wire                    | 2 | paxos: Unmatched argument at index 0: 'wire'\\. Try: paxos bench --help
            CONFIG alpah --headless       | 2 | paxos: There is no legislator "alpah" in .* There are: alpha, beta, gamma, delta.
            CONFIG                        | 2 | paxos: Which of .* is to run here\\? .* There are: alpha, beta, gamma, delta.
            nowhere.json alpha            | 2 | paxos: There is no configuration file nowhere.json \\(looked for /.*
            configs alpha                 | 2 | paxos: configs is a folder. Name the configuration file in it.
            broken.json alpha             | 2 | paxos: broken.json:3:16: this is not JSON as it should be: .* Mend it there.*
            CONFIG alpha --nonsense       | 2 | paxos: Unknown option: '--nonsense'. Try: paxos --help
            CONFIG alpha --delay never    | 2 | paxos: .*from 0 to 10000, not "never"\\. Try: paxos --help
            CONFIG alpha --headless --data configs/four-legislators.json | 1 | paxos: .*four-legislators.json.*
            """)
    void badInputIsAnsweredInASentence(String line, int code, String sentence) throws Exception {
        Files.writeString(folder.resolve("broken.json"), "{\"legislators\": [\n  {\"ip\": \"127.0.0.1\",\n   \"port: 8000}\n]}");
        refused(code, sentence, line.replace("CONFIG", parliament.configuration()).split(" "));
    }

    @Test
    void helpAndVersionArePrinted() throws Exception {
        NodeProcess help = parliament.run("--help");
        assertEquals(0, help.exitCode());
        help.await("^Usage: paxos ");
        NodeProcess version = parliament.run("--version");
        assertEquals(0, version.exitCode());
        version.await("^paxos 1\\.0\\.0 \\(Java 25\\..*JavaFX 26\\..*\\)$");
    }

    @Test
    void aPortInUseIsSaidWithWhoUsesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(parliament.port("alpha"), 1, InetAddress.getByName("127.0.0.1"))) {
            String who = OS.LINUX.isCurrentOs() ? ".*process " + ProcessHandle.current().pid() + "\\b" : "";
            refused(1, "paxos: alpha cannot listen on 127.0.0.1:" + taken.getLocalPort() + who + ".*",
                    parliament.configuration(), "--all", "--headless");
        }
    }

    @Test
    void aFolderThatAnotherProcessHoldsIsSaidWithWhoHoldsIt() throws Exception {
        NodeProcess holder = parliament.enter("alpha");
        Path other = Files.createDirectory(folder.resolve("other"));
        try (ParliamentFolder elsewhere = new ParliamentFolder(other, 1)) {
            NodeProcess second = elsewhere.run(elsewhere.configuration(), "--headless", "--data", folder.resolve("parliament").toString());
            assertEquals(1, second.exitCode());
            second.await("^paxos: Process " + holder.pid() + " .*holds .*parliament/alpha");
        }
        assertTrue(holder.isAlive());
    }

    @Test
    void aDamagedLedgerIsNeverGuessedNorTouched() throws Exception {
        for (String name : List.of("alpha", "beta", "gamma")) {
            parliament.enter(name);
        }
        parliament.ballot("alpha", List.of("alpha", "beta", "gamma"));
        parliament.at("alpha").signal("TERM");
        parliament.at("alpha").exitCode();
        Path ledger = folder.resolve("parliament/alpha/ledger.txt");
        byte[] bytes = Files.readAllBytes(ledger);
        bytes[bytes.length / 2] ^= 1;
        Files.write(ledger, bytes);
        refused(1, "paxos: .*ledger\\.txt.*", parliament.configuration(), "alpha", "--headless");
        assertEquals(new BigInteger(bytes), new BigInteger(Files.readAllBytes(ledger)));
    }

    @Test
    void aResetAsksAndWithNobodyToAskItForgetsNothing() throws Exception {
        NodeProcess nodes = parliament.run(parliament.configuration(), "--all", "--headless");
        nodes.await("^delta is listening");
        nodes.type("b delta 9");
        for (String name : List.of("alpha", "beta", "gamma")) {
            nodes.await(name + " learnt from delta that the decree is 9");
        }
        nodes.type("q");
        nodes.exitCode();
        assertEquals("9", parliament.commonDecree(parliament.names()));

        refused(2, "paxos: --reset asks .* Add --yes if you are sure\\.", parliament.configuration(), "--all", "--headless", "--reset");
        assertEquals("9", parliament.commonDecree(parliament.names()));

        NodeProcess anew = parliament.run(parliament.configuration(), "--all", "--headless", "--reset", "--yes");
        anew.await("delta enters the chamber. Its ledger is blank.");
        anew.type("b alpha 10");
        anew.await("for 10 in ballot 0: the decree has passed");
    }

    private void refused(int code, String sentence, String... arguments) throws InterruptedException {
        NodeProcess process = parliament.run(arguments);
        assertEquals(code, process.exitCode(), process.lines()::toString);
        process.await("^" + sentence + "$");
        assertTrue(process.lines().stream().noneMatch(line -> line.contains("Exception") || line.startsWith("\tat ")),
                process.lines()::toString);
    }

    /// Whoever starts a process can have it ignore a signal for good, as `nohup` does and `sh` for what it runs with `&`.
    private static boolean isIgnored(String signal, NodeProcess node) throws Exception {
        Path status = Path.of("/proc/" + node.pid() + "/status");
        if (Files.notExists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow()
                .substring("SigIgn:".length()).strip();
        int number = switch (signal) {
            case "HUP" -> 1;
            case "INT" -> 2;
            default -> 15;
        };
        return new BigInteger(mask, 16).testBit(number - 1);
    }
}
