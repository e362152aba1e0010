package paxos.view.timeline;

/// Tells a message from every other one, in all windows alike.
///
/// @param from who sent it
/// @param id   the sender's id of it
public record MessageKey(String from, String id) {
}
