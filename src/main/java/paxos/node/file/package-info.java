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
/// The file is only ever appended to, until it is long ([Compaction]). Then a file with its last lines is prepared, forced,
/// and moved into its place, and nothing is written to that before the folder is forced. The lines keep their numbers, and
/// the header tells where they begin:
/// ```
/// paxos ledger, version 2, of alpha, from write 10386 | crc32c e7f8712b
/// 10386: lastTried 6921, nextBal 6924, prevVote 17 in ballot 6924, decree 17 | crc32c 1c37deca
/// ```
/// Such a file has one line or more, and the first follows none that it could be checked against. A file of version 1 stays
/// one until it is compacted; a program that knows only version 1 says of version 2 that a newer one wrote it.
///
/// What a crash can leave behind, and what becomes of it:
///
/// | found | made of it |
/// | --- | --- |
/// | a last line that breaks off | dropped: that write never returned, so nothing followed from it |
/// | zeros in place of the end of the last line, or of all of it | dropped as if the line broke off before them |
/// | zeros in place of the beginning of the last line, up to where a sector of the disk ends | the line is dropped |
/// | a last line that lacks only its newline | kept, and finished |
/// | views that differ from the ledger | written again from the ledger |
/// | `*.new`, a file that was being prepared | removed |
/// | the long ledger or the compacted one | read: until the folder was forced, both say the same |
/// | anything else | an error that names the line and the mend; nothing is guessed, nothing is changed |
///
/// Zeros: after a loss of power some file systems have a file as long as it was to be and zeros where its last bytes did not
/// come. A line that had been forced could look so only if the disk lost what it said it had, and no other part of the file
/// with it: that is no more than what is assumed of a line that breaks off. So zeros count as broken off where they reach from
/// any place in the last line to the end of the file (not beyond 1024 bytes, and no line is longer than about 150), or from
/// its first byte to the end of a sector, where a sector that was lost later would take the line before it along. Any other
/// zero, and anything but zeros, is damage: no file system of today shows old bytes of others in a file that grew, and
/// junk that was forced looks like junk that was not.
package paxos.node.file;
