package paxos.trace;

import java.time.Instant;

/// Something that happened at one legislator.
///
/// @param number  its place in the log, from 0, without gaps
/// @param at      the wall clock of this machine
/// @param lamport the legislator's Lamport clock: while its process lasts, an effect's is never below its cause's
/// @param node    the legislator's name
/// @param what    what happened
public record Event(long number, Instant at, long lamport, String node, Happening what) {
}
