package paxos.synod;

/// The number of a ballot (proposal number). Numbers run from 0; [#NONE] stands for the paper's −∞, "no ballot yet",
/// and is below every other.
///
/// @param number 0 to [Integer#MAX_VALUE], or −1 for [#NONE]
public record Ballot(int number) implements Comparable<Ballot> {

    /// Below every ballot: what `lastTried` and `nextBal` are before the first.
    public static final Ballot NONE = new Ballot(-1);

    /// @throws IllegalArgumentException for a number below −1
    public Ballot {
        if (number < -1) {
            throw new IllegalArgumentException("A ballot number is 0 or more, or -1 for none; not " + number + ".");
        }
    }

    /// Whether this is [#NONE].
    public boolean isNone() {
        return number == -1;
    }

    /// Whether this ballot's number is greater than the other's.
    public boolean isAbove(Ballot other) {
        return number > other.number;
    }

    /// Whether this ballot's number is smaller than the other's.
    public boolean isBelow(Ballot other) {
        return number < other.number;
    }

    /// The higher of two ballots.
    public static Ballot max(Ballot a, Ballot b) {
        return a.isAbove(b) ? a : b;
    }

    @Override
    public int compareTo(Ballot other) {
        return Integer.compare(number, other.number);
    }

    /// The number, or "none".
    @Override
    public String toString() {
        return isNone() ? "none" : Integer.toString(number);
    }
}
