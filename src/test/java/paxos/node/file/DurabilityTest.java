package paxos.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import paxos.node.Disk;
import paxos.synod.Ledger;

/// A write that returned is on the disk, wherever the machine stops.
class DurabilityTest {

    /// How a machine stops.
    enum Stop {
        KILLED, POWER_LOST, POWER_LOST_WITH_ALL_CHANGES, POWER_LOST_WITH_EVERY_OTHER_CHANGE;

        void happenTo(Machine machine) throws IOException {
            switch (this) {
                case KILLED -> { }
                case POWER_LOST -> machine.losePower(Machine.Undone.NONE);
                case POWER_LOST_WITH_ALL_CHANGES -> machine.losePower(Machine.Undone.ALL);
                case POWER_LOST_WITH_EVERY_OTHER_CHANGE -> machine.losePower(Machine.Undone.EVERY_OTHER);
            }
            machine.restart();
        }
    }

    @TempDir
    Path temporary;
    private Alpha alpha;
    private int count;

    @BeforeEach
    void nextAlpha() {
        count++;
        alpha = new Alpha(temporary.resolve("parliament" + count));
    }

    @Test
    void aWriteForcesTheLedgerBeforeItWritesTheViews() throws IOException {
        alpha.live(Alpha.LIFE.subList(0, 2));
        Machine machine = new Machine();
        try (Disk.Open open = alpha.disk(machine).open()) {
            machine.log.clear();
            open.write(Alpha.LIFE.get(2));
        }
        assertEquals(List.of("append ledger.txt", "force ledger.txt",
                "append prev-vote-id.txt.new", "move prev-vote-id.txt.new prev-vote-id.txt",
                "append prev-vote-decree.txt.new", "move prev-vote-decree.txt.new prev-vote-decree.txt"), machine.log);
    }

    /// Linux refuses to force a device or a process's folder: the refusal shows that it was asked to.
    @Test
    void forcingAsksTheSystem() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/null")) && Files.exists(Path.of("/proc/self")));
        Storage storage = new Storage();
        try (FileChannel device = storage.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
            assertThrows(IOException.class, () -> storage.force(device));
        }
        assertThrows(IOException.class, () -> storage.forceFolder(Path.of("/proc/self")));
        storage.forceFolder(temporary);
    }

    @Test
    void aNewLedgerIsWholeBeforeItIsThere() throws IOException {
        Machine machine = new Machine();
        alpha.disk(machine).open().close();
        assertEquals(List.of("append ledger.txt.new", "force ledger.txt.new", "move ledger.txt.new ledger.txt", "force alpha/"),
                machine.log.subList(machine.log.indexOf("append ledger.txt.new"), machine.log.indexOf("force alpha/") + 1));
        // The folder was new as well.
        assertEquals("force " + alpha.parliament().getFileName() + "/", machine.log.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheMachineStopsTheLedgerIsThatOfTheLastWriteOrOfTheOneBegun(Stop stop) throws IOException {
        int steps = 0;
        boolean stopped = true;
        while (stopped) {
            nextAlpha();
            Machine machine = new Machine();
            machine.stopAfter(steps);
            Ledger promised = Ledger.BLANK;
            Ledger begun = Ledger.BLANK;
            try (Disk.Open open = alpha.disk(machine).open()) {
                for (Ledger ledger : Alpha.LIFE) {
                    begun = ledger;
                    open.write(ledger);
                    promised = ledger;
                }
            } catch (IOException failed) {
                assertTrue(machine.hasStopped(), failed::getMessage);
            }
            stopped = machine.hasStopped();
            stop.happenTo(machine);
            Ledger found = alpha.read();
            assertTrue(found.equals(promised) || found.equals(begun), promised + " or " + begun + ", not " + found);
            viewsAgreeWith(found);
            alpha.live(Alpha.LIFE.subList(Alpha.LIFE.indexOf(found) + 1, Alpha.LIFE.size()));
            assertEquals(Alpha.LIFE.getLast(), alpha.read());
            steps++;
        }
        assertTrue(steps > 30, "steps: " + steps);
    }

    @ParameterizedTest
    @EnumSource(names = "KILLED", mode = EnumSource.Mode.EXCLUDE)
    void whatIsReadAfterAKillSurvivesALossOfPower(Stop stop) throws IOException {
        int steps = 0;
        boolean stopped = true;
        while (stopped) {
            nextAlpha();
            Machine machine = new Machine();
            alpha.live(Alpha.LIFE.subList(0, 1));
            try (Disk.Open open = alpha.disk(machine).open()) {
                machine.stopAfter(steps);
                open.write(Alpha.LIFE.get(1));
            } catch (IOException failed) {
                assertTrue(machine.hasStopped(), failed::getMessage);
            }
            stopped = machine.hasStopped();
            Stop.KILLED.happenTo(machine);
            Ledger read;
            try (Disk.Open open = alpha.disk(machine).open()) {
                read = open.ledger();
            }
            stop.happenTo(machine);
            assertEquals(read, alpha.read(), "after step " + steps);
            steps++;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheMachineStopsAnImportIsWhole(Stop stop) throws IOException {
        int steps = 0;
        boolean stopped = true;
        while (stopped) {
            nextAlpha();
            alpha.put("last-tried.txt", " 4\n");
            alpha.put("next-bal.txt", "9");
            alpha.put("prev-vote-id.txt", "-1");
            Machine machine = new Machine();
            machine.stopAfter(steps);
            try {
                alpha.disk(machine).open().close();
            } catch (IOException failed) {
                assertTrue(machine.hasStopped(), failed::getMessage);
            }
            stopped = machine.hasStopped();
            stop.happenTo(machine);
            assertEquals(Alpha.ledger(4, 9), alpha.read(), "after step " + steps);
            steps++;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheMachineStopsAllIsForgottenOrNothing(Stop stop) throws IOException {
        for (boolean cpp : new boolean[] {false, true}) {
            int steps = 0;
            boolean stopped = true;
            while (stopped) {
                nextAlpha();
                alpha.live(Alpha.LIFE);
                if (cpp) {
                    Files.delete(alpha.ledgerFile());
                }
                Machine machine = new Machine();
                machine.stopAfter(steps);
                try {
                    alpha.disk(machine).forget();
                } catch (IOException failed) {
                    assertTrue(machine.hasStopped(), failed::getMessage);
                }
                stopped = machine.hasStopped();
                stop.happenTo(machine);
                Ledger found = alpha.read();
                assertTrue(found.equals(Ledger.BLANK) || stopped && found.equals(Alpha.LIFE.getLast()),
                        "after step " + steps + ": " + found);
                steps++;
            }
            assertTrue(steps > 6, "steps: " + steps);
        }
    }

    @Test
    void afterAForceThatFailedNothingOfItIsLeftToBeRead() throws IOException {
        alpha.live(Alpha.LIFE.subList(0, 1));
        var files = alpha.files();
        Storage storage = new Storage() {
            private boolean broken;

            @Override
            void append(FileChannel file, byte[] bytes) throws IOException {
                super.append(file, bytes);
                broken = true;
            }

            @Override
            void force(FileChannel file) throws IOException {
                if (broken) {
                    broken = false;
                    throw new IOException("Input/output error");
                }
                super.force(file);
            }
        };
        try (Disk.Open open = alpha.disk(storage).open()) {
            Alpha.saying(assertThrows(IOException.class, () -> open.write(Alpha.LIFE.get(1))),
                    "Cannot write " + alpha.ledgerFile() + ": Input/output error. Check that disk");
            assertEquals(Alpha.LIFE.get(0), open.ledger());
            Alpha.saying(assertThrows(IOException.class, () -> open.write(Alpha.LIFE.get(1))), "an earlier write failed");
        }
        assertEquals(files, alpha.files());
        assertEquals(Alpha.LIFE.get(0), alpha.read());
    }

    @Test
    void aFullDiskIsSaidAndNothingMoreIsWritten() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        for (String victim : List.of("ledger.txt", "next-bal.txt.new")) {
            nextAlpha();
            alpha.live(Alpha.LIFE.subList(0, 1));
            Machine machine = new Machine() {
                @Override
                void append(FileChannel file, byte[] bytes) throws IOException {
                    int half = bytes.length / 2;
                    super.append(file, Arrays.copyOf(bytes, half));
                    if (log.getLast().equals("append " + victim)) {
                        try (FileChannel noRoom = FileChannel.open(full, StandardOpenOption.WRITE)) {
                            new Storage().append(noRoom, Arrays.copyOfRange(bytes, half, bytes.length));
                        }
                    }
                    new Storage().append(file, Arrays.copyOfRange(bytes, half, bytes.length));
                }
            };
            boolean ledgerWritten = !victim.equals("ledger.txt");
            try (Disk.Open open = alpha.disk(machine).open()) {
                Alpha.saying(assertThrows(IOException.class, () -> open.write(Alpha.LIFE.get(1))),
                        "Cannot write " + alpha.folder(), ": No space left on device. Make room on that disk, then restart");
                assertEquals(Alpha.LIFE.get(ledgerWritten ? 1 : 0), open.ledger());
                Alpha.saying(assertThrows(IOException.class, () -> open.write(Alpha.LIFE.get(2))), "an earlier write failed");
            }
            assertEquals(Alpha.LIFE.get(ledgerWritten ? 1 : 0), alpha.read());
            viewsAgreeWith(alpha.read());
            assertFalse(alpha.files().containsKey("next-bal.txt.new"));
        }
    }

    @Test
    void aReadOnlyFolderIsSaid() {
        Storage readOnly = new Storage() {
            @Override
            FileChannel open(Path file, OpenOption... how) throws IOException {
                if (Set.of(how).contains(StandardOpenOption.WRITE)) {
                    throw new FileSystemException(file.toString(), null, "Read-only file system");
                }
                return super.open(file, how);
            }
        };
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk(readOnly).open()),
                alpha.folder().toString(), "Read-only file system. Let this user read and write the folder");
        Storage denied = new Storage() {
            @Override
            FileChannel open(Path file, OpenOption... how) throws IOException {
                throw new AccessDeniedException(file.toString());
            }
        };
        Alpha.saying(assertThrows(IOException.class, () -> alpha.disk(denied).open()),
                alpha.folder().toString(), "Permission denied. Let this user read and write the folder");
    }

    @Test
    void aDefectInTheMiddleOfAWriteEndsTheWriting() throws IOException {
        Storage defective = new Storage() {
            @Override
            void move(Path from, Path to) throws IOException {
                if (to.endsWith("next-bal.txt")) {
                    throw new IllegalStateException("a defect");
                }
                super.move(from, to);
            }
        };
        try (Disk.Open open = alpha.disk(defective).open()) {
            assertThrows(IllegalStateException.class, () -> open.write(Alpha.LIFE.get(1)));
            Alpha.saying(assertThrows(IOException.class, () -> open.write(Alpha.LIFE.get(2))), "an earlier write failed");
        }
        assertEquals(Alpha.LIFE.get(1), alpha.read());
    }

    private void viewsAgreeWith(Ledger ledger) throws IOException {
        TreeMap<String, String> expected = new TreeMap<>();
        for (View view : View.values()) {
            view.of(ledger).ifPresent(text -> expected.put(view.file(), text));
        }
        expected.put("ledger.txt", Files.readString(alpha.ledgerFile()));
        assertEquals(expected, alpha.files());
    }
}
