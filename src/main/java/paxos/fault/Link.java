package paxos.fault;

/// The way from one legislator to another. The way back is another link.
///
/// @param from the sender's name
/// @param to   the receiver's name
public record Link(String from, String to) {

    /// Like "alpha → beta".
    @Override
    public String toString() {
        return from + " → " + to;
    }
}
