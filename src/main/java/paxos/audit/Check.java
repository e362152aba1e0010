package paxos.audit;

/// What is checked.
public enum Check {

    /// Theorem 1, over all that was ever entered in a ledger, and over what was announced with Success.
    AGREEMENT("Agreement", "§1.2, §2.1 theorem 1", "entries and announcements of a decree",
            "… no two ledgers could contain contradictory information."),
    /// One legislator's decree, over a wiped disk, too.
    DECREES_NEVER_CHANGE("Decrees never change", "§1.2", "readings of a ledger with a decree",
            "Ledgers were written with indelible ink, and their entries could not be changed."),
    /// A number is started by one president, once, and begun once, for one decree.
    B1("B1", "§2.1", "starts and beginnings of a ballot", "Each ballot in β has a unique ballot number."),
    /// Quorums, as those to whom a president sent BeginBallot. A majority needs no comparison with another.
    B2("B2", "§2.1", "quorums", "The quorums of any two ballots in β have at least one priest in common."),
    /// Over all votes, those cast after the ballot began, too.
    B3("B3", "§2.1", "ballots with their quorum’s votes",
            "… if any priest in B’s quorum voted in an earlier ballot in β, then the decree of B equals the decree of the "
                    + "latest of those earlier ballots."),
    /// What LastVote(b, v) says: v is the latest vote below b, and no vote between the two will follow.
    PROMISES("Promises", "§2.3, steps 2 and 4", "votes and LastVotes",
            "… a promise not to cast any vote in a ballot numbered between v’s and b.");

    private final String title;
    private final String section;
    private final String counted;
    private final String sentence;

    Check(String title, String section, String counted, String sentence) {
        this.title = title;
        this.section = section;
        this.counted = counted;
        this.sentence = sentence;
    }

    /// Its name for people.
    public String title() {
        return title;
    }

    /// Where the paper has it, like "§2.1".
    public String section() {
        return section;
    }

    /// What is counted as one check made, in the plural: as in "12 quorums".
    public String counted() {
        return counted;
    }

    /// What must hold, in the paper's words as far as it has them.
    public String sentence() {
        return sentence;
    }
}
