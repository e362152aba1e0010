package paxos.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paxos.synod.Decree;

/// What is known of one ballot.
final class Poll {

    /// How many starts, beginnings and decrees of one number are kept: more than one is a violation already.
    static final int MOST = 4;

    /// A president's NextBallot.
    ///
    /// @param id the id of the first message; empty where it is only known from who got it
    record Start(Priest president, Optional<String> id, Fact fact) {
    }

    /// A step that began the ballot.
    static final class Beginning {

        final Poll poll;
        final Priest president;
        final Decree decree;
        final String id;
        /// The BeginBallots, and to whom they went.
        final List<Fact> sent = new ArrayList<>();
        final BitSet reached = new BitSet();
        /// Those whose votes count, once that is known for sure.
        Optional<BitSet> quorum = Optional.empty();
        /// Whether B3 has been judged.
        boolean judged;

        Beginning(Poll poll, Priest president, Decree decree, String id) {
            this.poll = poll;
            this.president = president;
            this.decree = decree;
            this.id = id;
        }
    }

    final int ballot;
    final List<Start> starts = new ArrayList<>(1);
    final List<Beginning> beginnings = new ArrayList<>(1);
    /// The decrees that it is known to have been for, from BeginBallots and from votes.
    final Map<Decree, Fact> decrees = new LinkedHashMap<>(2);
    /// Who is known to have voted for the first of them.
    final BitSet voters = new BitSet();
    /// How many facts are kept of it.
    int weight;

    Poll(int ballot) {
        this.ballot = ballot;
    }

    /// The decree it is for, if known.
    Optional<Decree> decree() {
        return decrees.keySet().stream().findFirst();
    }
}
