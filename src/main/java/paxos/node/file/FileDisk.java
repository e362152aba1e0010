package paxos.node.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import paxos.node.Disk;
import paxos.synod.Ledger;

/// A legislator's folder on disk. See the package comment for what is in it.
public final class FileDisk implements Disk {

    /// How long views may lag behind the ledger; a fraction of what a person notices, and many ballots of a machine in haste.
    private static final Duration VIEWS_LAG = Duration.ofMillis(50);

    private final Storage storage;
    private final Compaction compaction;
    private final Path folder;
    private final String name;
    private final Executor later;

    /// The disk of one legislator.
    ///
    /// @param parliament the folder of the whole parliament; the legislator's is `parliament/name`
    /// @param name       the legislator's name, a plain file name
    /// @throws IllegalArgumentException where the name is not that of a folder in the parliament's
    public FileDisk(Path parliament, String name) {
        this(parliament, name, new Storage(), Compaction.USUAL, CompletableFuture.delayedExecutor(VIEWS_LAG.toMillis(),
                TimeUnit.MILLISECONDS, writing -> Thread.ofVirtual().name("views-of-" + name).start(writing)));
    }

    /// @param later where the views are written that need not be written at once
    FileDisk(Path parliament, String name, Storage storage, Compaction compaction, Executor later) {
        Path inside = Path.of(name);
        if (name.isBlank() || name.equals(".") || name.equals("..") || name.chars().anyMatch(Character::isISOControl)
                || inside.isAbsolute() || inside.getNameCount() != 1 || !inside.getFileName().toString().equals(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is no plain file name, so no legislator can have it.");
        }
        this.storage = storage;
        this.compaction = compaction;
        this.folder = parliament.toAbsolutePath().resolve(inside);
        this.name = name;
        this.later = later;
    }

    @Override
    public Open open() throws IOException {
        makeFolder();
        FolderLock lock = FolderLock.take(storage, folder);
        try {
            return new OpenFolder(lock, openLedger());
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private void makeFolder() throws IOException {
        try {
            storage.makeFolder(folder);
            storage.forceFolder(folder.getParent());
        } catch (IOException failed) {
            throw Trouble.cannot("make the folder", folder, failed);
        }
    }

    private LedgerFile openLedger() throws IOException {
        Path file = folder.resolve(LedgerFile.NAME);
        if (!isThere(file)) {
            LedgerFile.create(storage, file, name, CppFolder.read(folder));
        }
        LedgerFile ledger = LedgerFile.open(storage, file, name, compaction);
        try {
            for (Path prepared : prepared()) {
                remove(prepared);
            }
            ledger.compactAtOpening();
            views().rebuild(ledger.ledger());
            return ledger;
        } catch (IOException | RuntimeException failed) {
            ledger.close();
            throw failed;
        }
    }

    /// The ledger goes last: until then, nothing is forgotten. A folder of the C++ program gets a blank one first, so
    /// that no crash leaves some of its files, which together would make up a memory that never was.
    @Override
    public void forget() throws IOException {
        if (!isThere(folder)) {
            return;
        }
        FolderLock lock = FolderLock.take(storage, folder);
        try (lock) {
            Path ledger = folder.resolve(LedgerFile.NAME);
            if (!isThere(ledger)) {
                LedgerFile.create(storage, ledger, name, Ledger.BLANK);
            }
            for (Path prepared : prepared()) {
                remove(prepared);
            }
            for (View view : View.values()) {
                remove(folder.resolve(view.file()));
            }
            forceFolder();
            remove(ledger);
            forceFolder();
        }
    }

    /// A folder of the C++ program has no history but what its files say.
    @Override
    public List<Ledger> history(int most) throws IOException {
        if (most < 1) {
            throw new IllegalArgumentException("A history has at least one ledger, not " + most + ".");
        }
        Path file = folder.resolve(LedgerFile.NAME);
        return isThere(file) ? LedgerFile.history(storage, file, name, most).stream().map(LedgerReader.Found::ledger).toList()
                : List.of(CppFolder.read(folder));
    }

    /// The ledger is cut at its end, as it would be by a crash or by an older copy in its place; then the views are made to
    /// say what it says now.
    @Override
    public void damage(Damage damage) throws IOException {
        switch (damage) {
            case Damage.Wiped _ -> forget();
            case Damage.SetBack(var writes) -> new Tampering(storage, folder, name).setBack(writes);
            case Damage.TornWrite _ -> new Tampering(storage, folder, name).tear();
        }
    }

    private Views views() {
        return new Views(storage, folder);
    }

    /// What a crash may have left half written.
    private List<Path> prepared() {
        List<Path> prepared = new ArrayList<>();
        prepared.add(Storage.prepared(folder.resolve(LedgerFile.NAME)));
        for (View view : View.values()) {
            prepared.add(Storage.prepared(folder.resolve(view.file())));
        }
        return prepared;
    }

    private static boolean isThere(Path file) throws IOException {
        try {
            return Storage.isThere(file);
        } catch (IOException failed) {
            throw Trouble.cannot("read", file, failed);
        }
    }

    private void remove(Path file) throws IOException {
        try {
            storage.delete(file);
        } catch (IOException failed) {
            throw Trouble.cannot("remove", file, failed);
        }
    }

    private void forceFolder() throws IOException {
        try {
            storage.forceFolder(folder);
        } catch (IOException failed) {
            throw Trouble.cannot("write", folder, failed);
        }
    }

    private final class OpenFolder implements Open {

        private final FolderLock lock;
        private final LedgerFile file;
        private final ViewsBehind views;
        /// False from the first write that failed, and after closing.
        private boolean usable = true;

        OpenFolder(FolderLock lock, LedgerFile file) {
            this.lock = lock;
            this.file = file;
            this.views = new ViewsBehind(views(), later, file.ledger());
        }

        @Override
        public Ledger ledger() {
            return file.ledger();
        }

        @Override
        public void write(Ledger next) throws IOException {
            if (!usable) {
                throw new IOException(("Nothing was written to %s: it was closed, or an earlier write failed. "
                        + "Restart this legislator.").formatted(folder));
            }
            usable = false;
            if (!next.equals(file.ledger())) {
                file.append(next);
                views.show(next);
                file.compactWhileOpen();
            }
            usable = true;
        }

        @Override
        public void close() {
            boolean bringUpToDate = usable;
            usable = false;
            try (lock; file) {
                // The ledger is closed next, then the lock.
                views.close(bringUpToDate);
            } catch (IOException failed) {
                // All that was written is on the disk, and the system closes what is left when the process ends.
            }
        }
    }
}
