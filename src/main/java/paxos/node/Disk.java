package paxos.node;

import java.io.IOException;
import paxos.synod.Ledger;

/// Port: where a legislator's ledger is kept. The message of every exception thrown here is a sentence for a person:
/// what happened, where, and what to do.
public interface Disk {

    /// Locks the folder and reads the ledger in it; a folder without one begins with [Ledger#BLANK].
    ///
    /// @throws IOException where another process holds the folder, or the ledger cannot be read or is damaged
    Open open() throws IOException;

    /// Forgets all that was written. Only while not open.
    ///
    /// @throws IOException where files could not be removed
    void forget() throws IOException;

    /// A ledger that is open; for one thread.
    interface Open extends AutoCloseable {

        /// The ledger as last written.
        Ledger ledger();

        /// Writes the ledger; on return it is durable.
        ///
        /// @throws IOException where it may not be. Nothing that follows from it may be sent, and this object
        ///                     is of no more use but to be closed.
        void write(Ledger next) throws IOException;

        /// Lets go of the folder. Writes nothing.
        @Override
        void close();
    }
}
