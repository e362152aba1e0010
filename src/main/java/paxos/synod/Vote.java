package paxos.synod;

/// A vote cast: for a decree, in a ballot (an accepted proposal). "No vote" is an empty `Optional<Vote>`, never a value
/// of this type.
///
/// @param ballot the ballot it was cast in, not [Ballot#NONE]
/// @param decree the decree of that ballot
public record Vote(Ballot ballot, Decree decree) {

    /// @throws IllegalArgumentException for a vote in no ballot
    public Vote {
        if (ballot.isNone()) {
            throw new IllegalArgumentException("A vote is cast in a ballot; for no vote use an empty Optional.");
        }
    }
}
