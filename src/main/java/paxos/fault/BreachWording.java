package paxos.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Parliament;
import paxos.synod.Slip;
import paxos.synod.Vote;
import paxos.trace.Rule;

/// The sentences in which a legislator owns up to a rule that it broke. Each begins with the rule.
///
/// @param parliament all legislators
/// @param name       who broke it
record BreachWording(Parliament parliament, String name) {

    /// How each of them begins.
    static final String MARK = "RULE BROKEN – ";

    // ---- B1

    /// @param outbidBy the ballot that outbid it, or [Ballot#NONE]
    String anothersNumber(Ballot b, Ledger ledger, Ballot outbidBy, String owner) {
        String floor = outbidBy.isNone()
                ? "lastTried (%s) and nextBal (%s)".formatted(ledger.lastTried(), ledger.nextBal())
                : "lastTried (%s), nextBal (%s) and the ballot that outbid it (%s)"
                        .formatted(ledger.lastTried(), ledger.nextBal(), outbidBy);
        return off(Rule.OWN_NUMBERS) + ("%s starts ballot %s, the smallest number above %s, though it belongs to %s, who may start "
                + "a ballot %s of its own. It asks everyone how they last voted.").formatted(name, b, floor, owner, b);
    }

    // ---- The promise

    /// @param below what it tells of its votes
    String promisedBelow(Ballot b, String president, Ledger ledger, Optional<Vote> below) {
        String tells = below.map(vote -> "that it voted for %s in ballot %s".formatted(vote.decree(), vote.ballot()))
                .or(() -> ledger.prevVote().map(vote -> ("of no vote: its ledger keeps only the latest, for %s in ballot %s, "
                        + "which is not below %s").formatted(vote.decree(), vote.ballot(), b)))
                .orElse("that it has never voted");
        return off(Rule.REFUSE_BELOW_PROMISE) + ("%s promised ballot %s, and answers NextBallot %s from %s as if it had promised "
                + "nothing. It tells %s %s.").formatted(name, ledger.nextBal(), b, named(president), named(president), tells);
    }

    String votedBelow(Vote vote, Ledger ledger) {
        boolean again = ledger.prevVote().equals(Optional.of(vote));
        String later = ledger.prevVote().filter(before -> before.ballot().isAbove(vote.ballot()))
                .map(before -> " Its ledger keeps its vote for %s in ballot %s, the higher one."
                        .formatted(before.decree(), before.ballot())).orElse("");
        return off(Rule.REFUSE_BELOW_PROMISE) + "%s promised ballot %s, and %s for %s in ballot %s all the same.%s"
                .formatted(name, ledger.nextBal(), again ? "says once more that it voted" : "votes", vote.decree(), vote.ballot(),
                        later);
    }

    // ---- B2, B3, and a ballot begun twice

    String smallQuorum(Slip.Polling polling) {
        return off(Rule.MAJORITY_QUORUMS) + ("%s begins ballot %s for %s with too small a quorum, %s: %d of %d, and %d make a "
                + "majority. A quorum of another ballot need not meet it.").formatted(name, polling.ballot(), polling.decree(),
                        String.join(", ", inOrder(polling.quorum())), polling.quorum().size(), parliament.size(),
                        parliament.majority());
    }

    /// @param votes what those of the quorum who had voted told of it; at least one
    String votesLeftOut(Slip.Polling polling, Map<String, Vote> votes) {
        Vote latest = votes.values().stream()
                .max(Comparator.comparing(Vote::ballot).thenComparing(vote -> vote.decree().value())).orElseThrow();
        List<String> voters = inOrder(votes.keySet()).stream().filter(each -> votes.get(each).equals(latest)).toList();
        return off(Rule.TAKE_LATEST_VOTE) + ("%s begins ballot %s for %s, %s, and leaves out of account that %s voted for %s in "
                + "ballot %s. That is the latest vote in its quorum (%s), so by B3 ballot %s had to be for %s.")
                .formatted(name, polling.ballot(), polling.decree(),
                        polling.wish().isPresent() ? "the decree wished for" : "its own number, as no decree was asked for",
                        String.join(", ", voters), latest.decree(), latest.ballot(),
                        String.join(", ", inOrder(polling.quorum())), polling.ballot(), latest.decree());
    }

    /// @param own its own vote in that ballot, if it has any
    String slipMadeUp(Ballot b, Optional<Vote> own) {
        String begun = own
                .map(vote -> "it has no slip of ballot %s any more, though it voted for %s in it".formatted(b, vote.decree()))
                .orElse("it has no slip of ballot %s any more and does not know whether it has begun it".formatted(b));
        return off(Rule.BEGIN_ONCE) + ("%s conducts ballot %s as if it had not begun it: %s. So it may begin with another quorum "
                + "and another decree.").formatted(name, b, begun);
    }

    String begunBefore(Vote own) {
        return off(Rule.BEGIN_ONCE) + "ballot %s has begun before, as %s voted for %s in it."
                .formatted(own.ballot(), name, own.decree());
    }

    // ---- Words

    private static String off(Rule rule) {
        String title = rule.title();
        return MARK + Character.toLowerCase(title.charAt(0)) + title.substring(1) + " is off: ";
    }

    /// Those of them who are members, in the parliament's order.
    List<String> inOrder(Collection<String> names) {
        return parliament.legislators().stream().filter(names::contains).toList();
    }

    private String named(String legislator) {
        return legislator.equals(name) ? "itself" : legislator;
    }
}
