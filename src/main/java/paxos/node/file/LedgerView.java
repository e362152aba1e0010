package paxos.node.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import paxos.synod.Ledger;

/// What the small files in a legislator's folder say, which both this program and the C++ program keep. For the screen.
public final class LedgerView {

    private LedgerView() {
    }

    /// The ledger as these files have it. Another process may be writing them, one after the other: then this may find some
    /// of before and some of after that, or fail.
    ///
    /// @param folder the legislator's folder
    /// @return empty where there is no such folder
    /// @throws IOException where the files cannot be read, or do not go together; the message is a sentence for a person
    public static Optional<Ledger> read(Path folder) throws IOException {
        return Files.isDirectory(folder) ? Optional.of(CppFolder.read(folder)) : Optional.empty();
    }
}
