package paxos.synod;

/// A message to be sent, to one legislator (perhaps to the sender itself).
///
/// @param to      the receiver's name
/// @param message what it says
public record Send(String to, Message message) {
}
