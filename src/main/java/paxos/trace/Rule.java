package paxos.trace;

/// The rules on which the parliament's safety rests. All of them hold, unless somebody switches one off on purpose, at a
/// legislator of the own process, to show what it is for.
public enum Rule {

    /// Promises and votes are kept in the ledger, over a crash.
    KEEP_PROMISES("Keep promises over a crash", "§2.2",
            "To keep this promise, q must record the necessary information in his ledger."),
    /// No vote, and no promise, below the promise.
    REFUSE_BELOW_PROMISE("Refuse ballots below the promise", "§2.3",
            "… it represents the stronger promise not to cast a new vote in any ballot numbered less than b."),
    /// The decree of a ballot is that of the latest vote in its quorum.
    TAKE_LATEST_VOTE("Take the latest vote (B3)", "§2.1",
            "… if any priest in B’s quorum voted in an earlier ballot in β, then the decree of B equals the decree of the "
                    + "latest of those earlier ballots."),
    /// A quorum is a majority, so that any two of them meet.
    MAJORITY_QUORUMS("Majority quorums (B2)", "§2.1",
            "The quorums of any two ballots in β have at least one priest in common."),
    /// Each legislator starts ballots of its own numbers only.
    OWN_NUMBERS("Own ballot numbers only (B1)", "§2.1, §2.2",
            "Each ballot in β has a unique ballot number. … the set of possible ballot numbers was partitioned among the priests."),
    /// A ballot is begun once: who lost its slip does not conduct it any more.
    BEGIN_ONCE("Begin a ballot only once", "§2.3",
            "If he loses that slip of paper, then he stops conducting the ballot.");

    private final String title;
    private final String section;
    private final String quotation;

    Rule(String title, String section, String quotation) {
        this.title = title;
        this.section = section;
        this.quotation = quotation;
    }

    /// The rule in a few words, like "Majority quorums (B2)".
    public String title() {
        return title;
    }

    /// Where the paper has it, like "§2.3".
    public String section() {
        return section;
    }

    /// What *The Part-Time Parliament* says of it, word for word; "…" stands for what was left out.
    public String quotation() {
        return quotation;
    }
}
