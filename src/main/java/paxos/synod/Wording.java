package paxos.synod;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The sentences in which a legislator explains its steps. They are here, so that the steps themselves can be read
/// beside the paper.
///
/// @param parliament all legislators
/// @param name       whose steps they are
record Wording(Parliament parliament, String name) {

    private static final int MOST_LISTED = 12;
    private static final int FEW_LISTED = 3;

    // ---- Section 2.3, step by step

    Explanation started(Ballot b, Ledger ledger, Ballot outbidBy) {
        return because(Reason.STARTED, b,
                fill("%s starts ballot %s, the smallest of its own numbers above %s, and asks everyone how they last voted.",
                        name, b, outbidBy.isNone()
                                ? fill("lastTried (%s) and nextBal (%s)", ledger.lastTried(), ledger.nextBal())
                                : fill("lastTried (%s), nextBal (%s) and the ballot that outbid it (%s)",
                                        ledger.lastTried(), ledger.nextBal(), outbidBy)));
    }

    Explanation noNumberLeft(Ballot floor) {
        return because(Reason.NO_NUMBER_LEFT, floor,
                fill("%s can start no ballot: it owns no number above %s that fits into 32 bits. Somebody used numbers near the top; only a new parliament helps.",
                        name, floor));
    }

    Explanation promised(Ballot b, String president, Optional<Vote> prevVote) {
        String vote = prevVote.map(v -> fill("that it voted for %s in ballot %s", v.decree(), v.ballot()))
                .orElse("that it has never voted");
        return because(Reason.PROMISED, b, fill("%s promised ballot %s: it will vote in no ballot below %s. It tells %s %s.%s",
                name, b, b, named(president), vote, ownerNote(b, president)));
    }

    Explanation promisedBefore(Ballot b) {
        return because(Reason.PROMISED_BEFORE, b,
                fill("%s has promised ballot %s before: one more NextBallot %s changes nothing.", name, b, b));
    }

    Explanation countedLastVote(Ballot b, String voter, int answers) {
        return because(Reason.COUNTED_LAST_VOTE, b, fill("%s counts LastVote %s from %s: %d of %d so far, and %d make a majority.",
                name, b, named(voter), answers, parliament.size(), parliament.majority()));
    }

    Explanation impossibleVote(Ballot b, String voter, Vote vote) {
        return because(Reason.IMPOSSIBLE_VOTE, b,
                fill("%s ignores LastVote %s from %s: it names a vote in ballot %s, which is not below %s.",
                        name, b, named(voter), vote.ballot(), b));
    }

    /// @param latest the latest vote in the quorum, which binds; empty where nobody in it had voted
    Explanation begun(Ballot b, Set<String> quorum, Optional<Vote> latest, Optional<Decree> wish, Decree decree) {
        String begins = fill("%s begins ballot %s. Its quorum is %s: %d of %d, a majority. ", name, b, listed(quorum),
                quorum.size(), parliament.size());
        return latest.map(vote -> because(Reason.BEGUN_BOUND, b, begins + bound(vote, b, wish)))
                .orElseGet(() -> because(Reason.BEGUN_FREE, b, begins + free(decree, wish)));
    }

    private static String bound(Vote latest, Ballot b, Optional<Decree> wish) {
        String must = fill("The latest vote of its members is for %s, cast in ballot %s, so by B3 ballot %s must be for %s as well.",
                latest.decree(), latest.ballot(), b, latest.decree());
        return wish.filter(other -> !other.equals(latest.decree())).map(other -> must
                + fill(" The wish, %s, is given up: a decree that may already have passed can never be changed.", other))
                .orElse(must);
    }

    private static String free(Decree decree, Optional<Decree> wish) {
        return fill("Nobody in it had ever voted, so by B3 the choice is free: the ballot is for %s, %s.",
                decree, wish.isPresent() ? "the decree wished for" : "its own number, as no decree was asked for");
    }

    Explanation voted(Vote vote, boolean again) {
        return because(Reason.VOTED, vote.ballot(), fill("%s voted for %s in ballot %s%s.", name, vote.decree(),
                vote.ballot(), again ? " before, and says so again" : ", as it had promised no higher one"));
    }

    Explanation neverPromised(Ballot b, Ballot nextBal) {
        return because(Reason.NEVER_PROMISED, b, fill("%s does not vote in ballot %s: it never promised it (its nextBal is %s).",
                name, b, nextBal));
    }

    Explanation votedForAnother(Vote before, Decree other) {
        return because(Reason.TWO_DECREES_IN_ONE_BALLOT, before.ballot(),
                fill("%s voted for %s in ballot %s and does not vote in it again for %s: one ballot has one decree.",
                        name, before.decree(), before.ballot(), other));
    }

    Explanation voteForAnother(Slip.Polling polling, String voter, Decree other) {
        return because(Reason.TWO_DECREES_IN_ONE_BALLOT, polling.ballot(),
                fill("%s does not count the vote of %s: it is for %s, and ballot %s is for %s.",
                        name, named(voter), other, polling.ballot(), polling.decree()));
    }

    Explanation countedVote(Slip.Polling polling, String voter, int votes) {
        return because(Reason.COUNTED_VOTE, polling.ballot(), fill("%s counts Voted %s from %s: %d of %d so far, and all must vote.",
                name, polling.ballot(), named(voter), votes, polling.quorum().size()));
    }

    Explanation passed(Slip.Polling polling, boolean knownBefore) {
        return because(Reason.PASSED, polling.ballot(),
                fill("Everyone in the quorum (%s) voted for %s in ballot %s: the decree has passed. %s %s, and tells the others.",
                        listed(polling.quorum()), polling.decree(), polling.ballot(), name,
                                knownBefore ? "knew it before" : "enters it"));
    }

    Explanation learnt(Message.Success message, String sender, boolean waited) {
        return because(Reason.LEARNT, message.ballot(), fill("%s learnt from %s that the decree is %s, and entered it in its ledger.%s",
                name, sender, message.decree(), noMoreTries(waited)));
    }

    Explanation knownBefore(Message.Success message, String sender, boolean waited) {
        return because(Reason.KNOWN_BEFORE, message.ballot(),
                fill("%s knew the decree %s before: Success from %s adds nothing to its ledger.%s",
                        name, message.decree(), sender, noMoreTries(waited)));
    }

    private static String noMoreTries(boolean waited) {
        return waited ? " So it need not try again." : "";
    }

    Explanation contradiction(Ballot ballot, Decree held, Decree other, String source) {
        return because(Reason.CONTRADICTION, ballot,
                fill("CONTRADICTION: %s holds the decree %s, and %s says %s. %s keeps the first; a rule was broken somewhere.",
                        name, held, source, other, name));
    }

    // ---- Section 2.4: refusals, and what comes too late

    Explanation refused(Message message, String president, Ballot promised) {
        return because(Reason.REFUSED, message.ballot(),
                fill("%s refuses %s %s from %s: it promised ballot %s, and takes part in none below it.",
                        name, type(message), message.ballot(), named(president), promised));
    }

    Explanation outbid(Ballot b, String sender, Ballot c, boolean already) {
        return because(Reason.OUTBID, b, fill("%s %s ballot %s, because %s promised ballot %s. After a pause it will try again above %s.",
                name, already ? "had already given up" : "gives up", b,
                        sender.equals(name) ? "it has itself" : sender + " has", c, c));
    }

    Explanation nothingToTry(Ballot b) {
        return because(Reason.NOTHING_TO_TRY, b,
                fill("%s need not try again after ballot %s: a newer ballot was started since, or the decree is known.", name, b));
    }

    Explanation late(Message message, String sender, String because) {
        return because(Reason.LATE, message.ballot(), fill("%s ignores %s %s from %s: %s.",
                name, type(message), message.ballot(), named(sender), because));
    }

    /// What this slip is about, as a reason for not using an answer.
    static String conducting(Slip slip) {
        return switch (slip) {
            case Slip.Idle _ -> "it is conducting no ballot";
            case Slip.Trying trying -> "it is conducting ballot " + trying.ballot();
            case Slip.Polling polling -> "it is conducting ballot " + polling.ballot();
            case Slip.Outbid outbid -> fill("it has given up ballot %s", outbid.ballot());
        };
    }

    // ---- Strangers

    Explanation stranger(Message message, String from) {
        return because(Reason.STRANGER, message.ballot(), fill("%s ignores a %s from %s, who is no member of this parliament.",
                name, type(message), from));
    }

    Explanation unsigned(Message message) {
        return because(Reason.STRANGER, message.ballot(),
                fill("%s ignores a %s that nobody signed.", name, type(message)));
    }

    // ---- Words

    private static Explanation because(Reason reason, Ballot ballot, String sentence) {
        return new Explanation(reason, ballot, sentence);
    }

    /// The template with the parts put in, one for each `%s` or `%d`, in order. As [String#formatted] does it, in a tenth of the
    /// time: each step of a ballot has its sentence.
    private static String fill(String template, Object... parts) {
        StringBuilder filled = new StringBuilder(template.length() + 16 * parts.length);
        int from = 0;
        for (Object part : parts) {
            int place = template.indexOf('%', from);
            filled.append(template, from, place).append(part);
            from = place + 2;
        }
        return filled.append(template, from, template.length()).toString();
    }

    /// In the parliament's order; of many, the first few.
    String listed(Set<String> names) {
        List<String> all = parliament.legislators().stream().filter(names::contains).toList();
        return all.size() <= MOST_LISTED ? String.join(", ", all)
                : fill("%s and %d more", String.join(", ", all.subList(0, FEW_LISTED)), all.size() - FEW_LISTED);
    }

    private String named(String legislator) {
        return legislator.equals(name) ? "itself" : legislator;
    }

    /// Two configurations in different orders break B1; this is where it shows first.
    private String ownerNote(Ballot ballot, String president) {
        String owner = parliament.presidentOf(ballot);
        return owner.equals(president) ? ""
                : fill(" (But ballot %s belongs to %s, not to %s: do all use the same configuration?)",
                        ballot, owner, president);
    }

    private static String type(Message message) {
        return message.getClass().getSimpleName();
    }
}
