package paxos.node.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `decree.txt` as it lies on the disk, for the screen.
public final class DecreeView {

    private DecreeView() {
    }

    /// The text of the file as it is, cut where it is longer than any integer. Another thread or process may be
    /// writing it: this finds the text before or after that, never half of it.
    ///
    /// @param folder the legislator's folder
    /// @return empty where there is no such file, or no such folder
    /// @throws IOException where it cannot be read; the message is a sentence for a person
    public static Optional<String> read(Path folder) throws IOException {
        Path file = folder.resolve(View.DECREE.file());
        try {
            return SmallFile.read(file);
        } catch (IOException failed) {
            throw Trouble.cannot("read", file, failed);
        }
    }
}
