package paxos.synod;

/// Why a step did what it did. The window's *Why* panel, the log and the tests all read this one.
///
/// @param reason   the rule applied
/// @param ballot   the ballot it is about, [Ballot#NONE] where there is none
/// @param sentence the same for a person, with the names and numbers of this case
public record Explanation(Reason reason, Ballot ballot, String sentence) {
}
