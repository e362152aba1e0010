/// Sockets, and the wire format that our nodes share with the C++ program.
///
/// ```
/// TcpNetwork        opens and ends it all
/// ├── Listener      takes connections, 256 at most
/// │   └── Incoming  one connection that somebody opened
/// │       ├── MessageReader   cuts the bytes into messages, within 8 KiB and 10 s each
/// │       └── Gallery         or shows the legislator's record to an observer, 64 at most
/// ├── PeerLine      the way to one peer: its queue, its kept connection, whether it is there
/// ├── WireFormat    messages as bytes and back, with no I/O
/// ├── Crew          all sockets and threads, to end them at once
/// ├── Limits        what others may cost us
/// └── PortOwner     why an address cannot be listened on, for a person
///
/// Observer          asks one legislator elsewhere for its record, again and again
/// ├── LineReader    cuts the stream into lines, within 1 MiB each
/// └── Pace          reads a flood no faster than it may
/// ```
package paxos.node.tcp;
