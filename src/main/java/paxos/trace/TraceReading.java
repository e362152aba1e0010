package paxos.trace;

import java.util.Optional;

/// How it went to read a trace.
///
/// @param events    how many events were read
/// @param cancelled whether whoever asked for it broke it off
/// @param remark    what a person should know of it, in a sentence or two: what could not be read, and why; empty where
///                  all is well
public record TraceReading(long events, boolean cancelled, Optional<String> remark) {
}
