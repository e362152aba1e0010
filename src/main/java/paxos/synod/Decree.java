package paxos.synod;

/// What the parliament decides on (the value): any signed 32-bit integer.
///
/// @param value the integer
public record Decree(int value) {

    /// The integer.
    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
