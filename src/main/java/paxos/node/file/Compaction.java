package paxos.node.file;

/// When a ledger file gives way to one that has its last lines only, and how many those are. The ledgers of a lesson keep
/// their whole history.
///
/// @param atOpening a file that is longer than this, in bytes, is compacted when it is opened
/// @param whileOpen a file that is longer than this, in bytes, is compacted after a write
/// @param kept      how many lines stay, at least 1
record Compaction(long atOpening, long whileOpen, int kept) {

    /// As the program does it.
    static final Compaction USUAL = new Compaction(64 << 10, 1 << 20, 100);

    Compaction {
        if (kept < 1) {
            throw new IllegalArgumentException("A ledger keeps one line or more, not " + kept + ".");
        }
    }
}
