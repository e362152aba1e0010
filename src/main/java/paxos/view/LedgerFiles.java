package paxos.view;

import java.io.IOException;
import java.util.Optional;
import paxos.synod.Ledger;

/// Reads what the files of legislators on this machine say.
@FunctionalInterface
public interface LedgerFiles {

    /// There are none here.
    LedgerFiles NONE = _ -> Optional.empty();

    /// A legislator's ledger as it is on the disk. May take long.
    ///
    /// @return empty where it has no files here
    /// @throws IOException where they cannot be read
    Optional<Ledger> read(String legislator) throws IOException;
}
