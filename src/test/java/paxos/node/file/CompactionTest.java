package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import paxos.node.Disk;
import paxos.node.Disk.Damage;
import paxos.synod.Decree;
import paxos.synod.Ledger;

/// A ledger file that grows long gives way to one that has its last lines only; wherever that is interrupted, nothing is lost.
class CompactionTest {

    /// Four lines stay; nine are too many while open, five are at opening.
    private static final Compaction SMALL = new Compaction(360, 720, 4);
    private static final Compaction NEVER = new Compaction(Long.MAX_VALUE, Long.MAX_VALUE, 4);

    @TempDir
    Path temporary;
    private Alpha alpha;
    private int count;
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void nextAlpha() {
        count++;
        alpha = new Alpha(temporary.resolve("parliament" + count));
    }

    @BeforeEach
    void listen() {
        warnings.start();
        logger().setAdditive(false);
        logger().addAppender(warnings);
    }

    @AfterEach
    void listenNoMore() {
        logger().detachAppender(warnings);
        logger().setAdditive(true);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LedgerFile.class);
    }

    /// The ledger after the write of this number: of each, but for the last digits, the same length.
    private static Ledger promise(int number) {
        return Alpha.ledger(10, 1000 + number);
    }

    private static List<Ledger> promises(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(CompactionTest::promise).toList();
    }

    private static String line(int number) {
        return Seal.seal(new LedgerLine(number, promise(number)).text()) + "\n";
    }

    /// The file that has these writes.
    private static String file(int first, int last) {
        StringBuilder file = new StringBuilder(new LedgerHeader("alpha", first).line() + "\n");
        IntStream.rangeClosed(first, last).forEach(number -> file.append(line(number)));
        return file.toString();
    }

    private String ledgerFile() throws IOException {
        return Files.readString(alpha.ledgerFile());
    }

    private void live(Storage storage, Compaction compaction, List<Ledger> ledgers) throws IOException {
        try (Disk.Open open = alpha.disk(storage, compaction).open()) {
            for (Ledger ledger : ledgers) {
                open.write(ledger);
            }
        }
    }

    private void viewsAgreeWith(Ledger ledger) throws IOException {
        TreeMap<String, String> expected = new TreeMap<>();
        for (View view : View.values()) {
            view.of(ledger).ifPresent(text -> expected.put(view.file(), text));
        }
        expected.put("ledger.txt", ledgerFile());
        assertEquals(expected, alpha.files());
    }

    // ---- When, and what stays

    @Test
    void theLastLinesStayWithTheirNumbersWhenTheFileIsOpened() throws IOException {
        live(new Machine(), NEVER, promises(1, 30));
        assertEquals(file(1, 30), ledgerFile());
        live(new Machine(), SMALL, List.of());
        assertEquals(file(27, 30), ledgerFile());
        assertTrue(ledgerFile().startsWith("paxos ledger, version 2, of alpha, from write 27 | crc32c "), this::said);
        live(new Machine(), NEVER, promises(31, 33));
        assertEquals(file(27, 33), ledgerFile());
        assertEquals(promise(33), alpha.read());
        viewsAgreeWith(promise(33));
        live(new Machine(), SMALL, List.of());
        assertEquals(file(30, 33), ledgerFile(), "compacted again");
    }

    private String said() {
        try {
            return ledgerFile();
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    @Test
    void aFileThatGrowsLongIsCompactedWhileItIsOpen() throws IOException {
        int compactions = 0;
        int first = 1;
        Compaction small = new Compaction(Long.MAX_VALUE, 720, 4);
        try (Disk.Open open = alpha.disk(new Machine(), small).open()) {
            for (int number = 1; number <= 60; number++) {
                open.write(promise(number));
                if (file(first, number).length() > 720) {
                    first = number - 3;
                    compactions++;
                }
                assertEquals(file(first, number), ledgerFile());
                assertEquals(promise(number), open.ledger());
            }
        }
        assertTrue(compactions > 5, "compactions: " + compactions);
        assertEquals(promise(60), alpha.read());
    }

    @Test
    void theLedgersOfALessonKeepTheirWholeHistory() throws IOException {
        live(new Machine(), Compaction.USUAL, promises(1, 700));
        assertEquals(file(1, 700), ledgerFile());
        live(new Machine(), Compaction.USUAL, promises(701, 900));
        assertEquals(file(1, 900), ledgerFile(), "beyond 64 KiB, while it is open");
        live(new Machine(), Compaction.USUAL, List.of());
        assertEquals(file(801, 900), ledgerFile());
    }

    @Test
    void aFileThatIsOpenIsNeverMuchLongerThanOneMebibyte() throws IOException {
        alpha.put("ledger.txt", file(1, 12_000));
        long longest = 0;
        int number = 12_000;
        try (Disk.Open open = alpha.disk(new Machine(), new Compaction(Long.MAX_VALUE, Compaction.USUAL.whileOpen(),
                Compaction.USUAL.kept())).open()) {
            for (long length = Files.size(alpha.ledgerFile()); length >= longest; length = Files.size(alpha.ledgerFile())) {
                longest = length;
                number++;
                open.write(promise(number));
            }
        }
        assertTrue(longest <= 1 << 20 && longest > (1 << 20) - 200, "longest: " + longest);
        assertEquals(file(number - 99, number), ledgerFile());
    }

    @Test
    void whatWouldNotBecomeShorterStays() throws IOException {
        Compaction eager = new Compaction(1, 1, 10);
        live(new Machine(), eager, List.of());
        live(new Machine(), eager, promises(1, 9));
        assertEquals(file(1, 9), ledgerFile());
    }

    @Test
    void theNewFileIsWholeAndForcedBeforeItIsThereAndThereForGoodBeforeAnythingIsWrittenToIt() throws IOException {
        Machine machine = new Machine();
        try (Disk.Open open = alpha.disk(machine, SMALL).open()) {
            int number = 1;
            while (Files.readString(alpha.ledgerFile()).startsWith("paxos ledger, version 1,")) {
                machine.log.clear();
                open.write(promise(number));
                number++;
            }
            open.write(promise(number));
        }
        assertEquals(List.of("append ledger.txt", "force ledger.txt",
                "append next-bal.txt.new", "move next-bal.txt.new next-bal.txt",
                "append ledger.txt.new", "force ledger.txt.new", "move ledger.txt.new ledger.txt", "force alpha/",
                "append ledger.txt", "force ledger.txt",
                "append next-bal.txt.new", "move next-bal.txt.new next-bal.txt"), machine.log);
    }

    // ---- What a compacted file still tells, and what it guards

    @Test
    void theHistoryAndDamageOnPurposeReachAsFarAsTheFile() throws IOException {
        live(new Machine(), NEVER, promises(1, 30));
        live(new Machine(), SMALL, List.of());
        assertEquals(promises(27, 30), alpha.disk().history(100));
        assertEquals(promises(29, 30), alpha.disk().history(2));
        String whole = ledgerFile();
        for (int writes : new int[] {4, 5, 29, 30, Integer.MAX_VALUE}) {
            Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().damage(new Damage.SetBack(writes))),
                    "it was compacted, and tells no more than what was before its last 3 writes");
        }
        assertEquals(whole, ledgerFile());
        alpha.disk().damage(new Damage.TornWrite());
        assertEquals(promise(29), alpha.read());
        alpha.disk().damage(new Damage.SetBack(2));
        assertEquals(file(27, 27), ledgerFile());
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().damage(new Damage.TornWrite())),
                "it was compacted, and has no other");
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk().damage(new Damage.SetBack(1))), "its last 0 writes");
        alpha.live(promises(28, 40));
        assertEquals(file(27, 40), ledgerFile());
        assertEquals(promise(40), alpha.read());
    }

    @Test
    void everyLineOfACompactedFileIsGuarded() throws IOException {
        String good = file(27, 30);
        String header = new LedgerHeader("alpha", 27).line() + "\n";
        refuses(header, "line 2, is missing or breaks off", "begins with number 27");
        for (int cut = header.length() + 1; cut < header.length() + line(27).length() - 1; cut++) {
            refuses(good.substring(0, cut), "line 2, is missing or breaks off");
        }
        refuses(good.replace(line(27), ""), "line 2, has the number 28 where 27 is due: a line is missing");
        refuses(header + line(26) + good.substring(header.length()), "line 2, has the number 26 where 27 is due");
        refuses(good.replace(line(28), ""), "line 3, has the number 29 where 28 is due");
        refuses(good.replace(line(28), Seal.seal(new LedgerLine(28, promise(20)).text()) + "\n"), "line 3, takes the promise");
        refuses(header + Seal.seal(new LedgerLine(27, promise(27).withPrevVote(Alpha.vote(2000, 1))).text()) + "\n",
                "line 2, has a vote in ballot 2000, above the promise");
        refuses(good.replace("from write 27", "from write 28"), "line 1, does not match its checksum");
        for (String wrong : List.of("", ", from write 1", ", from write 0", ", from write 027", ", from write -2", ", from write x")) {
            refuses(Seal.seal("paxos ledger, version 2, of alpha" + wrong) + "\n" + line(1), "line 1, is not the first line of a ledger");
        }
        refuses(good.replace(header, new LedgerHeader("beta", 27).line() + "\n"), "is the ledger of beta, not of alpha");
        alpha.put("ledger.txt", good);
        assertEquals(promise(30), alpha.read());
    }

    @Test
    void readsTheFileThatThePackageCommentShows() throws IOException {
        alpha.put("ledger.txt", """
                paxos ledger, version 2, of alpha, from write 10386 | crc32c e7f8712b
                10386: lastTried 6921, nextBal 6924, prevVote 17 in ballot 6924, decree 17 | crc32c 1c37deca
                """);
        assertEquals(Alpha.ledger(6921, 6924).withPrevVote(Alpha.vote(6924, 17)).withDecree(new Decree(17)), alpha.read());
    }

    private void refuses(String content, String... words) throws IOException {
        alpha.put("ledger.txt", content);
        alpha.refuses(words);
        assertEquals(content, ledgerFile());
    }

    @Test
    void aNameThatLooksLikeTheEndOfAHeaderIsTakenForAName() throws IOException {
        for (String name : List.of("alpha, from write 5", "alpha, from write 5, from write 7", "a | crc32c b", "议員")) {
            for (long from : new long[] {1, 2, 5, 999_999_999_999_999_999L}) {
                LedgerHeader header = new LedgerHeader(name, from);
                assertEquals(header, LedgerHeader.parse(Seal.textOf(header.line())).orElseThrow());
                assertEquals(from == 1 ? 1 : 2, LedgerHeader.version(header.line()).orElseThrow());
            }
        }
    }

    // ---- Where it fails

    @Test
    void onAFullDiskTheOldFileGoesOnAndItIsTriedAgainWhenTheFileHasDoubled() throws IOException {
        class Full extends Machine {

            private boolean isFull = true;
            private int refusals;

            @Override
            void append(FileChannel file, byte[] bytes) throws IOException {
                if (isFull && bytes.length > 200) {
                    refusals++;
                    super.append(file, Arrays.copyOf(bytes, bytes.length / 2));
                    throw new IOException("No space left on device");
                }
                super.append(file, bytes);
            }
        }
        Full full = new Full();
        try (Disk.Open open = alpha.disk(full, SMALL).open()) {
            for (int number = 1; number <= 30; number++) {
                open.write(promise(number));
                assertEquals(file(1, number), ledgerFile());
                assertFalse(alpha.files().containsKey("ledger.txt.new"));
            }
            assertEquals(2, full.refusals, "at nine lines, and at eighteen");
            assertEquals(2, warnings.list.size());
            String sentence = warnings.list.getFirst().getFormattedMessage();
            assertTrue(sentence.startsWith(alpha.ledgerFile() + " stays as long as it is, ")
                    && sentence.contains("nothing is lost") && sentence.contains("(No space left on device)"), sentence);
            full.isFull = false;
            for (int number = 31; number <= 40; number++) {
                open.write(promise(number));
            }
        }
        assertTrue(ledgerFile().startsWith("paxos ledger, version 2,"), this::said);
        assertEquals(promise(40), alpha.read());

        nextAlpha();
        live(new Machine(), NEVER, promises(1, 8));
        full.isFull = true;
        live(full, SMALL, List.of());
        assertEquals(file(1, 8), ledgerFile(), "at opening");
        assertEquals(3, warnings.list.size());
    }

    /// As Windows does.
    private static final class ReplacesNoOpenFile extends Machine {

        private final List<FileChannel> opened = new ArrayList<>();
        private final List<Path> paths = new ArrayList<>();

        @Override
        FileChannel open(Path file, OpenOption... how) throws IOException {
            FileChannel channel = super.open(file, how);
            opened.add(channel);
            paths.add(file);
            return channel;
        }

        @Override
        void move(Path from, Path to) throws IOException {
            for (int i = 0; i < opened.size(); i++) {
                if (opened.get(i).isOpen() && (paths.get(i).equals(to) || paths.get(i).equals(from))) {
                    throw new AccessDeniedException(to.toString());
                }
            }
            super.move(from, to);
        }
    }

    @Test
    void itWorksWhereAnOpenFileCannotBeReplaced() throws IOException {
        live(new ReplacesNoOpenFile(), SMALL, promises(1, 30));
        assertEquals(List.of(), warnings.list);
        assertTrue(ledgerFile().startsWith("paxos ledger, version 2,"), this::said);
        live(new ReplacesNoOpenFile(), NEVER, promises(31, 60));
        live(new ReplacesNoOpenFile(), SMALL, List.of());
        assertEquals(List.of(), warnings.list);
        assertEquals(file(57, 60), ledgerFile());
    }

    @Test
    void whereSomebodyElseHasTheFileOpenTheOldOneGoesOn() throws IOException {
        ReplacesNoOpenFile windows = new ReplacesNoOpenFile();
        live(windows, NEVER, promises(1, 8));
        try (FileChannel _ = windows.open(alpha.ledgerFile())) {
            live(windows, SMALL, promises(9, 17));
            assertEquals(file(1, 17), ledgerFile());
            assertEquals(2, warnings.list.size(), "at opening, and at nine lines");
        }
        viewsAgreeWith(promise(17));
        live(windows, SMALL, promises(18, 18));
        assertEquals(file(14, 18), ledgerFile());
    }

    @Test
    void whereTheFolderCannotBeForcedTheWriteFailsAndNothingMoreIsWritten() throws IOException {
        class Unforced extends Machine {

            private boolean isBroken;

            @Override
            void forceFolder(Path folder) throws IOException {
                if (isBroken) {
                    throw new FileSystemException(folder.toString(), null, "Input/output error");
                }
                super.forceFolder(folder);
            }
        }
        Unforced machine = new Unforced();
        live(machine, NEVER, promises(1, 8));
        int number = 9;
        try (Disk.Open open = alpha.disk(machine, new Compaction(Long.MAX_VALUE, 1000, 4)).open()) {
            machine.isBroken = true;
            while (ledgerFile().length() + line(number).length() <= 1000) {
                open.write(promise(number));
                number++;
            }
            Ledger last = promise(number);
            Alpha.saying(assertThrows(IOException.class, () -> open.write(last)), "Cannot write " + alpha.folder(), "Input/output error");
            assertEquals(file(number - 3, number), ledgerFile());
            Ledger more = promise(number + 1);
            Alpha.saying(assertThrows(IOException.class, () -> open.write(more)), "an earlier write failed");
        }
        assertEquals(promise(number), alpha.read());
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk(machine, SMALL).open()), "Input/output error");
        machine.losePower(Machine.Undone.ALL);
        machine.isBroken = false;
        assertEquals(promise(number), alpha.read());
    }

    @Test
    void aFileThatSomebodyElseWroteToIsNotReplaced() throws IOException {
        Machine machine = new Machine() {
            @Override
            void append(FileChannel file, byte[] bytes) throws IOException {
                super.append(file, bytes);
                if (log.getLast().equals("append ledger.txt.new")) {
                    Files.writeString(alpha.ledgerFile(), file(1, 30));
                }
            }
        };
        Alpha.saying(assertThrows(IOException.class, () -> live(machine, SMALL, promises(1, 20))), "somebody else changed");
        assertEquals(file(1, 30), ledgerFile());
        assertEquals(promise(30), alpha.read());
    }

    // ---- Where it is interrupted

    @ParameterizedTest
    @EnumSource
    void whereverTheMachineStopsWhileItCompactsAtOpeningNothingIsLost(DurabilityTest.Stop stop) throws IOException {
        int steps = 0;
        boolean stopped = true;
        while (stopped) {
            nextAlpha();
            live(new Machine(), NEVER, promises(1, 12));
            Machine machine = new Machine();
            machine.stopAfter(steps);
            try {
                alpha.disk(machine, SMALL).open().close();
            } catch (IOException failed) {
                assertTrue(machine.hasStopped(), failed::getMessage);
            }
            stopped = machine.hasStopped();
            stop.happenTo(machine);
            assertTrue(ledgerFile().equals(file(1, 12)) || ledgerFile().equals(file(9, 12)), this::said);
            assertEquals(promise(12), alpha.read(), "after step " + steps);
            viewsAgreeWith(promise(12));
            live(new Machine(), SMALL, promises(13, 13));
            assertEquals(file(ledgerFile().startsWith("paxos ledger, version 2, of alpha, from write 10") ? 10 : 9, 13), ledgerFile());
            steps++;
        }
        assertTrue(steps >= 8, "steps: " + steps);
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheMachineStopsWhileItCompactsAsItRunsTheLedgerIsThatOfTheLastWriteOrOfTheOneBegun(DurabilityTest.Stop stop)
            throws IOException {
        int steps = 0;
        boolean stopped = true;
        while (stopped) {
            nextAlpha();
            live(new Machine(), NEVER, promises(1, 3));
            Machine machine = new Machine();
            machine.stopAfter(steps);
            int promised = 3;
            int begun = 3;
            try (Disk.Open open = alpha.disk(machine, SMALL).open()) {
                for (int number = 4; number <= 16; number++) {
                    begun = number;
                    open.write(promise(number));
                    promised = number;
                }
            } catch (IOException failed) {
                assertTrue(machine.hasStopped(), failed::getMessage);
            }
            stopped = machine.hasStopped();
            stop.happenTo(machine);
            Ledger found = alpha.read();
            assertTrue(found.equals(promise(promised)) || found.equals(promise(begun)), promised + " or " + begun + ", not " + found);
            viewsAgreeWith(found);
            live(new Machine(), SMALL, promises(begun + 1, 18));
            assertEquals(promise(18), alpha.read());
            steps++;
        }
        assertTrue(ledgerFile().startsWith("paxos ledger, version 2,"), this::said);
        assertTrue(steps > 60, "steps: " + steps);
    }
}
