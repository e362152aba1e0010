package paxos.audit;

import java.util.List;
import java.util.Optional;
import paxos.synod.Decree;

/// What can still be chosen, by the ledgers as last known, the ballots that were begun, and who voted in them.
///
/// @param certain  whether that is certain: all ledgers are known, and all keep the rules, and always have
/// @param decided  the decree that has passed, be it that nobody knows it yet
/// @param chances  how it stands with each decree that is known of, at most [#MOST] of them: those that may pass first
/// @param anyOther whether a decree that nobody voted for can still be chosen
/// @param sentence all of it, for everybody in the room
public record Outlook(boolean certain, Optional<Decree> decided, List<Chance> chances, boolean anyOther, String sentence) {

    /// How many decrees are told of.
    public static final int MOST = 16;

    /// How it stands with a decree.
    public enum Standing {
        /// Everyone in the quorum of a ballot voted for it.
        DECIDED,
        /// A ballot for it has begun, and can still pass.
        OPEN,
        /// Only a later ballot can be for it and pass.
        LATER,
        /// It cannot be chosen any more.
        OUT
    }

    /// How it stands with one decree.
    ///
    /// @param how a sentence
    public record Chance(Decree decree, Standing standing, String how) {
    }

    /// Takes a copy of the list.
    public Outlook {
        chances = List.copyOf(chances);
    }

    /// Whether this decree can be chosen, or is.
    public boolean canBe(Decree decree) {
        return chances.stream().filter(chance -> chance.decree().equals(decree)).findFirst()
                .map(chance -> chance.standing() != Standing.OUT).orElse(anyOther);
    }
}
