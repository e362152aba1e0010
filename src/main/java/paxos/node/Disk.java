package paxos.node;

import java.io.IOException;
import java.util.List;
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

    /// The ledgers that were written last, oldest first, as an archivist finds them on the disk; the first may be
    /// [Ledger#BLANK]. Never empty. From any thread, also while it is open.
    ///
    /// @param most how many at most, at least 1
    /// @throws IOException where that cannot be read, or the disk keeps no history
    default List<Ledger> history(int most) throws IOException {
        throw new IOException("This disk keeps only what was written last.");
    }

    /// Damages what was written, on purpose. Only while not open.
    ///
    /// @throws IOException where that could not be done
    default void damage(Damage damage) throws IOException {
        throw new IOException("This disk cannot be damaged.");
    }

    /// What can be done to a disk while nobody looks.
    sealed interface Damage {

        /// A new, empty disk is put in its place.
        record Wiped() implements Damage {
        }

        /// An older copy is put in its place: the last so many writes are gone.
        ///
        /// @param writes at least 1
        record SetBack(int writes) implements Damage {
        }

        /// The last line written breaks off in the middle.
        record TornWrite() implements Damage {
        }
    }

    /// A ledger that is open; for one thread.
    interface Open extends AutoCloseable {

        /// The ledger as last written.
        Ledger ledger();

        /// Writes the ledger; on return it is durable.
        ///
        /// @throws IOException where it may not be. Nothing that follows from it may be sent, and this object
        ///                     is of no more use but to be closed.
        void write(Ledger next) throws IOException;

        /// Lets go of the folder. The ledger is written already; files that only show it may be brought up to date.
        @Override
        void close();
    }
}
