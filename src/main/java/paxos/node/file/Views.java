package paxos.node.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import paxos.synod.Ledger;

/// The views of a ledger in a legislator's folder: written after the ledger, and never read where there is one.
final class Views {

    private final Storage storage;
    private final Path folder;

    Views(Storage storage, Path folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /// Makes every view say what the ledger says, whatever it said before.
    void rebuild(Ledger ledger) throws IOException {
        for (View view : View.values()) {
            Path file = folder.resolve(view.file());
            Optional<String> found;
            try {
                found = SmallFile.read(file);
            } catch (IOException failed) {
                throw Trouble.cannot("read", file, failed);
            }
            if (!found.equals(view.of(ledger))) {
                write(view, ledger);
            }
        }
    }

    /// Writes this view where the two ledgers differ in it.
    void update(View view, Ledger before, Ledger after) throws IOException {
        if (!view.of(after).equals(view.of(before))) {
            write(view, after);
        }
    }

    private void write(View view, Ledger ledger) throws IOException {
        Path file = folder.resolve(view.file());
        Optional<String> text = view.of(ledger);
        try {
            if (text.isPresent()) {
                storage.replace(file, text.get().getBytes(StandardCharsets.US_ASCII), false);
            } else {
                storage.delete(file);
            }
        } catch (IOException failed) {
            throw Trouble.cannot("write", file, failed);
        }
    }
}
