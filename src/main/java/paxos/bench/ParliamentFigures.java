package paxos.bench;

/// What was measured of a parliament.
///
/// @param legislators  how many it has
/// @param decidedMillis how long it took until the decree had passed, in milliseconds; the median of several ballots
/// @param learnedMillis how long until all had written it, in milliseconds; the median of several ballots
/// @param messages     how many messages of a ballot went from one legislator to another; the median of several ballots
/// @param firstMillis   how long the very first ballot took to decide, in milliseconds: nobody has met anybody yet
public record ParliamentFigures(int legislators, double decidedMillis, double learnedMillis, int messages, double firstMillis) {

    /// How many messages go from one legislator to another in a ballot that nothing disturbs: NextBallot, LastVote and Success to
    /// or from each of the others, BeginBallot and Voted to and from the others of a least majority, to which the president
    /// belongs. (What it says to itself needs no messenger.)
    public static int undisturbed(int legislators) {
        int others = legislators - 1;
        int othersOfTheQuorum = legislators / 2;
        return 3 * others + 2 * othersOfTheQuorum;
    }
}
