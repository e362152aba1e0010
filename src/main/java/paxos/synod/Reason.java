package paxos.synod;

/// The rules that a step can apply, each with its place in *The Part-Time Parliament*.
public enum Reason {
    /// A ballot was started.
    STARTED(Kind.DONE, "§2.3 step 1"),
    /// No own ballot number above the known ones fits into 32 bits.
    NO_NUMBER_LEFT(Kind.ALARM, "§2.3 step 1"),
    /// NextBallot above the promise: promised.
    PROMISED(Kind.DONE, "§2.3 step 2"),
    /// NextBallot equal to the promise: a duplicate.
    PROMISED_BEFORE(Kind.IGNORED, "§2.3 step 2"),
    /// NextBallot or BeginBallot below the promise: answered HigherBallot.
    REFUSED(Kind.REFUSED, "§2.4"),
    /// A LastVote counted, no majority yet.
    COUNTED_LAST_VOTE(Kind.DONE, "§2.3 step 3"),
    /// A majority answered and nobody in it had voted: the ballot is for the president's wish.
    BEGUN_FREE(Kind.DONE, "§2.3 step 3, B3"),
    /// A majority answered and somebody in it had voted: the ballot is for the latest of those votes.
    BEGUN_BOUND(Kind.DONE, "§2.3 step 3, B3"),
    /// A LastVote that names a vote in its own ballot or a later one: no honest legislator sends it.
    IMPOSSIBLE_VOTE(Kind.ALARM, "§2.3 step 2"),
    /// BeginBallot at the promise: voted.
    VOTED(Kind.DONE, "§2.3 step 4"),
    /// BeginBallot above the promise: it was never promised, so there is no vote in it.
    NEVER_PROMISED(Kind.IGNORED, "§2.3 step 4"),
    /// BeginBallot for another decree in a ballot that this legislator voted in: B1 is broken.
    TWO_DECREES_IN_ONE_BALLOT(Kind.ALARM, "§2.1 B1"),
    /// A vote counted, others of the quorum are missing.
    COUNTED_VOTE(Kind.DONE, "§2.3 step 5"),
    /// Every member of the quorum voted: the decree passed.
    PASSED(Kind.DONE, "§2.3 step 5"),
    /// Success: the decree was entered.
    LEARNT(Kind.DONE, "§2.3 step 6"),
    /// Success for the decree that the ledger holds.
    KNOWN_BEFORE(Kind.IGNORED, "§2.3 step 6"),
    /// A decree other than the one in the ledger: the first is kept.
    CONTRADICTION(Kind.ALARM, "§2.1 theorem 1"),
    /// HigherBallot above the ballot being conducted: it is given up, to be tried again above.
    OUTBID(Kind.DONE, "§2.4"),
    /// An answer to a ballot that this legislator is not conducting, or counted before.
    LATE(Kind.IGNORED, "§2.3 steps 3 and 5, §2.4"),
    /// A pause ended that no longer matters.
    NOTHING_TO_TRY(Kind.IGNORED, "§2.4"),
    /// The sender is no member of the parliament, or did not sign where a name is needed: a quorum is a set of priests.
    STRANGER(Kind.IGNORED, "§2.1");

    /// What a reason amounts to, for a reader in a hurry.
    public enum Kind {
        /// The protocol went on.
        DONE,
        /// The input added nothing to the ledger and was not answered.
        IGNORED,
        /// The input changed nothing and was answered with HigherBallot.
        REFUSED,
        /// Something that cannot happen while every legislator keeps the rules.
        ALARM
    }

    private final Kind kind;
    private final String section;

    Reason(Kind kind, String section) {
        this.kind = kind;
        this.section = section;
    }

    /// What it amounts to.
    public Kind kind() {
        return kind;
    }

    /// Where the paper has the rule, like "§2.3 step 4".
    public String section() {
        return section;
    }
}
