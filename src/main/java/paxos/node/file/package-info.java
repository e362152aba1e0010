/// The ledger on disk: an append-only file that is the authority, and the C++ program's small files as views of it.
///
/// `ledger.txt` of a legislator that promised ballot 1, voted in it for 17, and learnt that 17 passed:
/// ```
/// paxos ledger, version 1, of alpha | crc32c f4bd66ea
/// 1: lastTried none, nextBal 1, prevVote none, decree none | crc32c fdb5dc75
/// 2: lastTried none, nextBal 1, prevVote 17 in ballot 1, decree none | crc32c 66347433
/// 3: lastTried none, nextBal 1, prevVote 17 in ballot 1, decree 17 | crc32c 2278e6a4
/// ```
/// Each line is the whole ledger after one write, so the last line says all; the lines above it are its history. The
/// checksum is the CRC-32C of what stands before ` | crc32c `.
///
/// What a crash can leave behind, and what becomes of it:
///
/// | found | made of it |
/// | --- | --- |
/// | a last line that breaks off | dropped: that write never returned, so nothing followed from it |
/// | a last line that lacks only its newline | kept, and finished |
/// | views that differ from the ledger | written again from the ledger |
/// | `*.new`, a file that was being prepared | removed |
/// | anything else | an error that names the line and the mend; nothing is guessed, nothing is changed |
package paxos.node.file;
