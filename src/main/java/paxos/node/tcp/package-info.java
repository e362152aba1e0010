/// Sockets, and the wire format that our nodes share with the C++ program.
///
/// ```
/// TcpNetwork        opens and ends it all
/// ├── Listener      takes connections, 256 at most
/// │   └── Incoming  one connection that somebody opened
/// │       ├── Challenger      asks for proofs, where there is a secret
/// │       ├── MessageReader   waits for the first message, within 10 s
/// │       ├── KeptIncoming    takes those that follow, where the connection is kept
/// │       │   └── MessageBuffer   cuts bytes into messages, within 8 KiB each
/// │       └── Gallery         or shows the legislator's record to an observer, 64 at most
/// ├── Switchboard   one thread that waits for all connections that are kept
/// ├── PeerLine      the way to one peer: its queue, its kept connection, whether it is there
/// │   └── Outgoing  one connection that we opened
/// ├── WireFormat    messages as bytes and back, with no I/O
/// ├── Secret, Challenge, Proofs   who may speak: see below
/// ├── DropReports   what was sent away, told in bounded number and counted
/// ├── Crew          all sockets and threads, to end them at once
/// ├── Limits        what others may cost us
/// └── PortOwner     why an address cannot be listened on, for a person
///
/// Observer          asks one legislator elsewhere for its record, again and again
/// ├── LineReader    cuts the stream into lines, within 1 MiB each
/// └── Pace          reads a flood no faster than it may
/// ```
///
/// Where the configuration has a secret, the conversation on a connection is
///
/// ```
/// who listens   Challenge CRLF nonce: (64 hex digits) CRLF CRLF
/// who calls     METHOD CRLF (header CRLF)* mac: (64 hex digits) CRLF CRLF
/// who listens   KeepAlive CRLF CRLF
/// who calls     METHOD CRLF (header CRLF)* mac: (64 hex digits) CRLF CRLF
///               …
/// ```
///
/// and [Proofs] says what a `mac` covers. `sender` and `receiver` are required then, `Observe` included, and the receiver is
/// who reads: else somebody in the middle could bring one legislator what another was told. A message without a proof that
/// holds is dropped before its headers are looked at, and its connection closed. Without a secret nothing of this is on the
/// wire, and the C++ program can take part.
///
/// When all connections are taken, the oldest that has brought no message yet makes room for the next, then the one that
/// has been idle for longest: a legislator says what it has to say at once, a flood does not.
package paxos.node.tcp;
