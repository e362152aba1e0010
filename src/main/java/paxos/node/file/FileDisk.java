package paxos.node.file;

import java.io.IOException;
import java.nio.file.Path;
import paxos.node.Disk;

/// A legislator's folder on disk.
public final class FileDisk implements Disk {

    /// The disk of one legislator.
    ///
    /// @param parliament the folder of the whole parliament; the legislator's is `parliament/name`
    /// @param name       the legislator's name, a plain file name
    public FileDisk(Path parliament, String name) {
    }

    @Override
    public Open open() throws IOException {
        throw new IOException("not yet");
    }

    @Override
    public void forget() throws IOException {
        throw new IOException("not yet");
    }
}
