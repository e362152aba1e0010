package paxos.node.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/// Real files, never really forced, and a list of all that was done to them. It can stop in the middle of anything, as a
/// process does that is killed, and it can leave out one kind of force.
final class RecordingStorage extends Storage {

    /// Which force is left out, to see whether that is found.
    enum LeftOut {
        NOTHING,
        /// That of a ledger which was written to.
        LEDGER_AFTER_A_WRITE,
        /// That of a ledger which was opened.
        LEDGER_AT_OPENING,
        /// That of a file which is to become the ledger.
        BEFORE_THE_MOVE,
        /// Those of the folder after the ledger was made, until it is compacted.
        FOLDER_AFTER_CREATION,
        /// Those of the folder after the ledger was compacted.
        FOLDER_AFTER_COMPACTION,
        /// Those of the folder after something was removed.
        FOLDER_AFTER_REMOVAL,
        /// That of the parliament's folder.
        PARLIAMENT
    }

    private enum LastInFolder { CREATION, COMPACTION, REMOVAL }

    private final Path folder;
    private final List<Deed> deeds;
    private final LeftOut leftOut;
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<FileChannel, Integer> channels = new WeakHashMap<>();
    private int files;
    private int compactions;
    private int deedsLeft = Integer.MAX_VALUE;
    private boolean isFull;
    private boolean forceFails;
    private boolean wasWrittenTo;
    private LastInFolder lastInFolder = LastInFolder.CREATION;

    /// @param folder the legislator's
    /// @param deeds  where the deeds go
    RecordingStorage(Path folder, List<Deed> deeds, LeftOut leftOut) {
        this.folder = folder;
        this.deeds = deeds;
        this.leftOut = leftOut;
    }

    /// Gives numbers to the files that are there already, in the order of their names, from 0.
    void know(Set<String> there) {
        there.stream().sorted().forEach(name -> {
            names.put(name, files);
            files++;
        });
    }

    /// How often a shorter ledger took the place of a longer one.
    int compactions() {
        return compactions;
    }

    /// After so many deeds more it is as if the process were killed, in the middle of the next one.
    void killAfter(int more) {
        deedsLeft = more;
    }

    boolean isKilled() {
        return deedsLeft < 0;
    }

    /// A new process.
    void restart() {
        deedsLeft = Integer.MAX_VALUE;
        forceFails = false;
    }

    /// Whether there is no room for a file as long as a compacted ledger.
    void setFull(boolean full) {
        isFull = full;
    }

    /// The next force fails, once.
    void failNextForce() {
        forceFails = true;
    }

    private boolean isAlive() throws IOException {
        if (isKilled()) {
            throw new IOException("The process is no more");
        }
        deedsLeft -= deedsLeft == Integer.MAX_VALUE ? 0 : 1;
        return deedsLeft >= 0;
    }

    private void live() throws IOException {
        if (!isAlive()) {
            throw new IOException("The process is killed");
        }
    }

    @Override
    FileChannel open(Path file, OpenOption... how) throws IOException {
        String name = file.getFileName().toString();
        if (name.startsWith("lock")) {
            return super.open(file, how);
        }
        if (isKilled()) {
            throw new IOException("The process is no more");
        }
        List<OpenOption> options = Arrays.asList(how);
        boolean isNew = !Files.exists(file);
        if (isNew && options.contains(StandardOpenOption.CREATE)) {
            live();
        }
        FileChannel channel = super.open(file, how);
        if (isNew) {
            names.put(name, files);
            deeds.add(new Deed.ToDisk.Create(files, name));
            files++;
        } else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            deeds.add(new Deed.ToDisk.Truncate(names.get(name), 0));
        }
        channels.put(channel, names.get(name));
        if (name.equals(LedgerFile.NAME)) {
            wasWrittenTo = false;
        }
        return channel;
    }

    @Override
    void append(FileChannel file, byte[] bytes) throws IOException {
        boolean alive = isAlive();
        boolean room = !isFull || channels.get(file).equals(names.get(LedgerFile.NAME)) || bytes.length < 200;
        byte[] done = alive && room ? bytes : Arrays.copyOf(bytes, bytes.length / 2);
        deeds.add(new Deed.ToDisk.Append(channels.get(file), Math.toIntExact(file.position()), done));
        super.append(file, done);
        if (!alive) {
            throw new IOException("The process is killed");
        }
        if (!room) {
            throw new IOException("No space left on device");
        }
        wasWrittenTo |= channels.get(file).equals(names.get(LedgerFile.NAME));
    }

    @Override
    void force(FileChannel file) throws IOException {
        live();
        int number = channels.get(file);
        if (forceFails) {
            forceFails = false;
            throw new IOException("Input/output error");
        }
        boolean isLedger = Integer.valueOf(number).equals(names.get(LedgerFile.NAME));
        boolean left = switch (leftOut) {
            case LEDGER_AFTER_A_WRITE -> isLedger && wasWrittenTo;
            case LEDGER_AT_OPENING -> isLedger && !wasWrittenTo;
            case BEFORE_THE_MOVE -> !isLedger;
            case NOTHING, FOLDER_AFTER_CREATION, FOLDER_AFTER_COMPACTION, FOLDER_AFTER_REMOVAL, PARLIAMENT -> false;
        };
        if (!left) {
            deeds.add(new Deed.ToDisk.Force(number));
        }
    }

    @Override
    void truncate(FileChannel file, long length) throws IOException {
        live();
        deeds.add(new Deed.ToDisk.Truncate(channels.get(file), Math.toIntExact(length)));
        super.truncate(file, length);
    }

    @Override
    void move(Path from, Path to) throws IOException {
        live();
        String name = to.getFileName().toString();
        if (name.equals(LedgerFile.NAME)) {
            lastInFolder = names.containsKey(name) ? LastInFolder.COMPACTION : LastInFolder.CREATION;
            compactions += names.containsKey(name) ? 1 : 0;
        }
        super.move(from, to);
        deeds.add(new Deed.ToDisk.Move(from.getFileName().toString(), name));
        names.put(name, names.remove(from.getFileName().toString()));
    }

    @Override
    void delete(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (isKilled()) {
            throw new IOException("The process is no more");
        }
        if (Files.exists(file)) {
            live();
            deeds.add(new Deed.ToDisk.Delete(name));
            names.remove(name);
            lastInFolder = name.equals(LedgerFile.NAME) ? LastInFolder.REMOVAL : lastInFolder;
        }
        super.delete(file);
    }

    @Override
    void createFolder(Path made) throws IOException {
        live();
        super.createFolder(made);
        deeds.add(new Deed.ToDisk.MakeFolder());
    }

    @Override
    void forceFolder(Path forced) throws IOException {
        live();
        if (!forced.equals(folder)) {
            if (leftOut != LeftOut.PARLIAMENT) {
                deeds.add(new Deed.ToDisk.ForceParliament());
            }
            return;
        }
        boolean left = switch (leftOut) {
            case FOLDER_AFTER_CREATION -> lastInFolder == LastInFolder.CREATION;
            case FOLDER_AFTER_COMPACTION -> lastInFolder == LastInFolder.COMPACTION;
            case FOLDER_AFTER_REMOVAL -> lastInFolder == LastInFolder.REMOVAL;
            case NOTHING, LEDGER_AFTER_A_WRITE, LEDGER_AT_OPENING, BEFORE_THE_MOVE, PARLIAMENT -> false;
        };
        if (!left) {
            deeds.add(new Deed.ToDisk.ForceFolder());
        }
    }
}
