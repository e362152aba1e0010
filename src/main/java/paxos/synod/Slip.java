package paxos.synod;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a president keeps in pencil on a slip of paper: the **volatile** state of the ballot that it is conducting.
/// A crash loses it, whole. (The paper's appendix: `status`, `prevVotes`, `quorum`, `voters`.)
///
/// A slip that was lost must not be made up again: a president that begins one ballot twice could begin it with two
/// decrees. So after a restart the slip is [Idle], and answers to ballots of before are ignored.
public sealed interface Slip {

    /// Conducting no ballot.
    record Idle() implements Slip {
    }

    /// Steps 1 to 3: NextBallot was sent, LastVotes are being collected.
    ///
    /// @param ballot    volatile: the ballot; equals the ledger's `lastTried`
    /// @param wish      volatile: the decree it is to be for if B3 leaves the choice; empty means the ballot's number
    /// @param prevVotes volatile: who has answered, and with which vote
    record Trying(Ballot ballot, Optional<Decree> wish, Map<String, Optional<Vote>> prevVotes) implements Slip {

        /// Takes a copy of the map.
        public Trying {
            prevVotes = Map.copyOf(prevVotes);
        }
    }

    /// Steps 3 to 5: BeginBallot was sent, votes are being collected.
    ///
    /// @param ballot volatile: the ballot; equals the ledger's `lastTried`
    /// @param wish   volatile: kept for a next try, should this ballot be outbid
    /// @param decree volatile: what the ballot is for, fixed when it was begun
    /// @param quorum volatile: the majority whose LastVotes began it; each of them must vote
    /// @param voters volatile: those of the quorum who have voted
    record Polling(Ballot ballot, Optional<Decree> wish, Decree decree, Set<String> quorum, Set<String> voters)
            implements Slip {

        /// Takes copies of the sets.
        public Polling {
            quorum = Set.copyOf(quorum);
            voters = Set.copyOf(voters);
        }
    }

    /// Given up because somebody had promised a higher ballot; waits for [Input.TryAgain].
    ///
    /// @param ballot volatile: the ballot given up
    /// @param wish   volatile: kept for the next try
    /// @param above  volatile: the highest ballot it was refused for; the next try goes above it
    record Outbid(Ballot ballot, Optional<Decree> wish, Ballot above) implements Slip {
    }
}
