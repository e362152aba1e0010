package paxos.view.timeline;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import paxos.synod.Ballot;
import paxos.synod.Decree;

/// What the records tell of a ballot.
///
/// @param ballot    which
/// @param president who conducts it
/// @param start     where it was started; empty where that was not seen
/// @param begun     where BeginBallot was sent; empty as long as it was not
/// @param quorum    to whom BeginBallot was sent; known where the president's record is
/// @param voters    who is known to have voted in it
/// @param decree    what it is for, once known
public record BallotFacts(Ballot ballot, String president, Optional<Spot> start, Optional<Spot> begun, SequencedSet<String> quorum,
        SequencedSet<String> voters, Optional<Decree> decree) {

    /// Whether all of its quorum are known to have voted.
    public boolean passed() {
        return !quorum.isEmpty() && voters.containsAll(quorum);
    }

    /// Where its quorum and that of another ballot meet. Where both are known whole, somebody always is there (condition B2).
    public SequencedSet<String> meeting(BallotFacts other) {
        SequencedSet<String> both = new LinkedHashSet<>(quorum);
        both.retainAll(other.quorum);
        return both;
    }

    /// Its quorum, and where that meets another's (B2), for a person.
    ///
    /// @param before the last ballot below of which a quorum is known
    public String sentence(Optional<BallotFacts> before) {
        if (quorum.isEmpty()) {
            return "Ballot %s of %s: no quorum seen".formatted(ballot, president);
        }
        String own = "Ballot %s: quorum %s".formatted(ballot, String.join(", ", quorum));
        return before.map(other -> own + "; meets ballot %s's in %s (B2)".formatted(other.ballot, String.join(", ",
                quorum.stream().filter(other.quorum::contains).toList()))).orElse(own);
    }
}
