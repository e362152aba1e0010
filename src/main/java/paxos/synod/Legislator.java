package paxos.synod;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One legislator: president, voter and keeper of a ledger in one. Its six steps are those of section 2.3, in the
/// order of the paper; the refusals are those of section 2.4. See the package comment for the caller's duties.
///
/// Immutable, and safe to use from any thread.
///
/// @param parliament all legislators
/// @param name       which of them this is
public record Legislator(Parliament parliament, String name) {

    /// @throws IllegalArgumentException where the name is no member's
    public Legislator {
        if (!parliament.has(name)) {
            throw new IllegalArgumentException(name + " is no legislator of " + parliament.legislators() + ".");
        }
    }

    /// Applies the one rule that fits this state and input. Never throws for any message: what cannot be used is
    /// ignored, with the reason.
    public Step step(State state, Input input) {
        return switch (input) {
            case Input.Propose propose -> start(state, propose.wish(), outbidBy(state.slip()));
            case Input.TryAgain again -> tryAgain(state, again);
            case Input.Receive receive -> receive(state, receive);
        };
    }

    private Step receive(State state, Input.Receive receive) {
        Optional<String> from = receive.from();
        if (from.isPresent() && !parliament.has(from.get())) {
            return unchanged(state, Reason.STRANGER, receive.message().ballot(),
                    "%s ignores a %s from %s, who is no member of this parliament."
                            .formatted(name, nameOf(receive.message()), from.get()));
        }
        String sender = from.orElse("somebody who did not sign");
        return switch (receive.message()) {
            case Message.Success success -> success(state, sender, success);
            case Message.HigherBallot higher -> higherBallot(state, sender, higher);
            case Message unsigned when from.isEmpty() -> unchanged(state, Reason.STRANGER, unsigned.ballot(),
                    "%s ignores a %s that nobody signed.".formatted(name, nameOf(unsigned)));
            case Message.NextBallot next -> nextBallot(state, sender, next);
            case Message.LastVote last -> lastVote(state, sender, last);
            case Message.BeginBallot begin -> beginBallot(state, sender, begin);
            case Message.Voted voted -> voted(state, sender, voted);
        };
    }

    // Step 1: choose a new number b of one's own, write lastTried = b, send NextBallot(b) to all.

    private Step start(State state, Optional<Decree> wish, Ballot above) {
        Ledger ledger = state.ledger();
        Ballot floor = Ballot.max(above, Ballot.max(ledger.lastTried(), ledger.nextBal()));
        Optional<Ballot> own = parliament.firstOwnedBy(name, floor);
        if (own.isEmpty()) {
            return unchanged(state, Reason.NO_NUMBER_LEFT, floor,
                    "%s can start no ballot: it owns no number above %s that fits into 32 bits. Somebody used numbers "
                            .formatted(name, floor) + "near the top; only a new parliament helps.");
        }
        Ballot b = own.get();
        State next = new State(ledger.withLastTried(b), new Slip.Trying(b, wish, Map.of()));
        return new Step(next, toAll(new Message.NextBallot(b)), new Explanation(Reason.STARTED, b,
                "%s starts ballot %s, the smallest of its own numbers above %s, and asks everyone how they last voted."
                        .formatted(name, b, above.isNone()
                                ? "lastTried (%s) and nextBal (%s)".formatted(ledger.lastTried(), ledger.nextBal())
                                : "lastTried (%s), nextBal (%s) and the ballot that outbid it (%s)"
                                        .formatted(ledger.lastTried(), ledger.nextBal(), above))));
    }

    /// Below this ballot a new one would be refused by the legislator who refused the last.
    private static Ballot outbidBy(Slip slip) {
        return slip instanceof Slip.Outbid outbid ? outbid.above() : Ballot.NONE;
    }

    private Step tryAgain(State state, Input.TryAgain again) {
        return state.slip() instanceof Slip.Outbid outbid && outbid.ballot().equals(again.ballot())
                ? start(state.with(new Slip.Idle()), outbid.wish(), outbid.above())
                : unchanged(state, Reason.NOTHING_TO_TRY, again.ballot(),
                        "%s need not try again after ballot %s: that is settled.".formatted(name, again.ballot()));
    }

    // Step 2: b > nextBal: write nextBal = b, answer LastVote(b, prevVote). b = nextBal: ignore. b < nextBal: refuse.

    private Step nextBallot(State state, String president, Message.NextBallot message) {
        Ledger ledger = state.ledger();
        Ballot b = message.ballot();
        if (b.isBelow(ledger.nextBal())) {
            return refuse(state, president, message);
        }
        if (b.equals(ledger.nextBal())) {
            return unchanged(state, Reason.PROMISED_BEFORE, b,
                    "%s has promised ballot %s before: one more NextBallot %s changes nothing.".formatted(name, b, b));
        }
        String vote = ledger.prevVote()
                .map(v -> "that it voted for %s in ballot %s".formatted(v.decree(), v.ballot()))
                .orElse("that it has never voted");
        return new Step(state.with(ledger.withNextBal(b)),
                List.of(new Send(president, new Message.LastVote(b, ledger.prevVote()))),
                new Explanation(Reason.PROMISED, b, "%s promised ballot %s: it will vote in no ballot below %s. It tells %s %s."
                        .formatted(name, b, b, named(president), vote) + ownerNote(b, president)));
    }

    // Step 3: with LastVote(b, v) from a majority Q, b = lastTried and not yet begun: choose the decree by B3, send
    // BeginBallot(b, d) to Q.

    private Step lastVote(State state, String voter, Message.LastVote message) {
        Ballot b = message.ballot();
        if (state.slip() instanceof Slip.Polling polling && polling.ballot().equals(b)) {
            return late(state, voter, message, "ballot %s has begun, and its quorum is fixed".formatted(b));
        }
        if (!(state.slip() instanceof Slip.Trying trying && trying.ballot().equals(b))) {
            return late(state, voter, message, conducting(state.slip()));
        }
        if (trying.prevVotes().containsKey(voter)) {
            return late(state, voter, message, "it has counted that answer before");
        }
        if (message.vote().isPresent() && !message.vote().get().ballot().isBelow(b)) {
            return unchanged(state, Reason.IMPOSSIBLE_VOTE, b,
                    "%s ignores LastVote %s from %s: it names a vote in ballot %s, which is not below %s."
                            .formatted(name, b, named(voter), message.vote().get().ballot(), b));
        }
        Map<String, Optional<Vote>> prevVotes = new HashMap<>(trying.prevVotes());
        prevVotes.put(voter, message.vote());
        if (prevVotes.size() < parliament.majority()) {
            return new Step(state.with(new Slip.Trying(b, trying.wish(), prevVotes)), List.of(),
                    new Explanation(Reason.COUNTED_LAST_VOTE, b,
                            "%s counts LastVote %s from %s: %d of %d so far, and %d make a majority.".formatted(name, b,
                                    named(voter), prevVotes.size(), parliament.size(), parliament.majority())));
        }
        return begin(state, trying, prevVotes);
    }

    private Step begin(State state, Slip.Trying trying, Map<String, Optional<Vote>> prevVotes) {
        Ballot b = trying.ballot();
        Set<String> quorum = prevVotes.keySet();
        Optional<Vote> latest = latestOf(prevVotes.values());
        Decree decree = latest.map(Vote::decree).or(trying::wish).orElse(new Decree(b.number()));
        String begins = "%s begins ballot %s. Its quorum is %s: %d of %d, a majority. ".formatted(name, b, listed(quorum),
                quorum.size(), parliament.size());
        Explanation why = latest
                .map(vote -> new Explanation(Reason.BEGUN_BOUND, b, begins + bound(vote, b, trying.wish())))
                .orElseGet(() -> new Explanation(Reason.BEGUN_FREE, b, begins + free(decree, trying.wish())));
        return new Step(state.with(new Slip.Polling(b, trying.wish(), decree, quorum, Set.of())),
                toThose(quorum, new Message.BeginBallot(b, decree)), why);
    }

    private static String bound(Vote latest, Ballot b, Optional<Decree> wish) {
        String must = "The latest vote of its members is for %s, cast in ballot %s, so by B3 ballot %s must be for %s as well."
                .formatted(latest.decree(), latest.ballot(), b, latest.decree());
        return wish.filter(other -> !other.equals(latest.decree())).map(other -> must
                + " The wish, %s, is given up: a decree that may already have passed can never be changed.".formatted(other))
                .orElse(must);
    }

    private static String free(Decree decree, Optional<Decree> wish) {
        return "Nobody in it had ever voted, so by B3 the choice is free: the ballot is for %s, %s."
                .formatted(decree, wish.isPresent() ? "the decree wished for" : "its own number, for want of a wish");
    }

    /// B3: what decides is the vote in the highest ballot among those of the quorum. (While B1 holds, all votes in one
    /// ballot are for one decree. The second comparison keeps the step a function of its input where it does not.)
    private static Optional<Vote> latestOf(Collection<Optional<Vote>> votes) {
        return votes.stream().flatMap(Optional::stream)
                .max(Comparator.comparing(Vote::ballot).thenComparing(vote -> vote.decree().value()));
    }

    // Step 4: b = nextBal: write prevVote = (b, d), answer Voted(b, d). b < nextBal: refuse.

    private Step beginBallot(State state, String president, Message.BeginBallot message) {
        Ledger ledger = state.ledger();
        Ballot b = message.ballot();
        Decree d = message.decree();
        if (b.isBelow(ledger.nextBal())) {
            return refuse(state, president, message);
        }
        if (b.isAbove(ledger.nextBal())) {
            return unchanged(state, Reason.NEVER_PROMISED, b,
                    "%s does not vote in ballot %s: it never promised it (its nextBal is %s)."
                            .formatted(name, b, ledger.nextBal()));
        }
        Optional<Vote> sameBallot = ledger.prevVote().filter(vote -> vote.ballot().equals(b));
        if (sameBallot.isPresent() && !sameBallot.get().decree().equals(d)) {
            return unchanged(state, Reason.TWO_DECREES_IN_ONE_BALLOT, b,
                    "%s voted for %s in ballot %s and does not vote in it again for %s: one ballot has one decree."
                            .formatted(name, sameBallot.get().decree(), b, d));
        }
        return new Step(state.with(ledger.withPrevVote(new Vote(b, d))),
                List.of(new Send(president, new Message.Voted(b, d))),
                new Explanation(Reason.VOTED, b, "%s voted for %s in ballot %s%s.".formatted(name, d, b,
                        sameBallot.isPresent() ? " before, and says so again" : ", as it had promised no higher one")));
    }

    // Step 5: when every member of Q has voted: write the decree, send Success(d) to all.

    private Step voted(State state, String voter, Message.Voted message) {
        Ballot b = message.ballot();
        if (state.slip() instanceof Slip.Trying trying && trying.ballot().equals(b)) {
            return late(state, voter, message, "ballot %s has not begun".formatted(b));
        }
        if (!(state.slip() instanceof Slip.Polling polling && polling.ballot().equals(b))) {
            return late(state, voter, message, conducting(state.slip()));
        }
        if (!polling.quorum().contains(voter)) {
            return late(state, voter, message, "only the quorum counts, and that is " + listed(polling.quorum()));
        }
        if (polling.voters().contains(voter)) {
            return late(state, voter, message, "it has counted that vote before");
        }
        if (!polling.decree().equals(message.decree())) {
            return unchanged(state, Reason.TWO_DECREES_IN_ONE_BALLOT, b,
                    "%s does not count the vote of %s: it is for %s, and ballot %s is for %s."
                            .formatted(name, named(voter), message.decree(), b, polling.decree()));
        }
        Set<String> voters = new HashSet<>(polling.voters());
        voters.add(voter);
        if (!voters.equals(polling.quorum())) {
            return new Step(
                    state.with(new Slip.Polling(b, polling.wish(), polling.decree(), polling.quorum(), voters)),
                    List.of(),
                    new Explanation(Reason.COUNTED_VOTE, b, "%s counts Voted %s from %s: %d of %d so far, and all must vote."
                            .formatted(name, b, named(voter), voters.size(), polling.quorum().size())));
        }
        return pass(state, polling);
    }

    private Step pass(State state, Slip.Polling polling) {
        Ballot b = polling.ballot();
        Decree d = polling.decree();
        State idle = state.with(new Slip.Idle());
        if (contradicts(state.ledger(), d)) {
            return contradiction(idle, b, d, "ballot " + b);
        }
        return new Step(idle.with(state.ledger().withDecree(d)),
                toThose(others(), new Message.Success(b, d)),
                new Explanation(Reason.PASSED, b,
                        "Everyone in the quorum (%s) voted for %s in ballot %s: the decree has passed. %s %s, and tells the others."
                                .formatted(listed(polling.quorum()), d, b, name,
                                        state.ledger().decree().isPresent() ? "knew it before" : "enters it")));
    }

    // Step 6: on Success(d), enter d in the ledger. Another decree there is a contradiction: keep the first.

    private Step success(State state, String sender, Message.Success message) {
        Decree d = message.decree();
        // Whoever waits to try again need not: the decree is settled.
        boolean waits = state.slip() instanceof Slip.Outbid;
        State settled = waits ? state.with(new Slip.Idle()) : state;
        String rest = waits ? " So it need not try again." : "";
        if (contradicts(state.ledger(), d)) {
            return contradiction(settled, message.ballot(), d, sender);
        }
        if (state.ledger().decree().isPresent()) {
            return unchanged(settled, Reason.KNOWN_BEFORE, message.ballot(),
                    "%s knew the decree %s before: Success from %s adds nothing to its ledger.".formatted(name, d, sender) + rest);
        }
        return new Step(settled.with(state.ledger().withDecree(d)), List.of(),
                new Explanation(Reason.LEARNT, message.ballot(),
                        "%s learnt from %s that the decree is %s, and entered it in its ledger.".formatted(name, sender, d) + rest));
    }

    // Section 2.4: whoever asks below a promise is told of it, and tries again above.

    private Step refuse(State state, String president, Message message) {
        Ballot promised = state.ledger().nextBal();
        return new Step(state, List.of(new Send(president, new Message.HigherBallot(promised))),
                new Explanation(Reason.REFUSED, message.ballot(),
                        "%s refuses %s %s from %s: it promised ballot %s, and takes part in none below it."
                                .formatted(name, nameOf(message), message.ballot(), named(president), promised)));
    }

    private Step higherBallot(State state, String sender, Message.HigherBallot message) {
        Ballot c = message.ballot();
        return switch (state.slip()) {
            case Slip.Trying(var b, var wish, _) when c.isAbove(b) -> outbid(state, sender, b, wish, c);
            case Slip.Polling(var b, var wish, _, _, _) when c.isAbove(b) -> outbid(state, sender, b, wish, c);
            case Slip.Outbid(var b, var wish, var above) when c.isAbove(above) -> outbid(state, sender, b, wish, c);
            case Slip.Outbid(_, _, var above) -> late(state, sender, message, "it will try again above %s anyway".formatted(above));
            case Slip.Idle idle -> late(state, sender, message, conducting(idle));
            case Slip.Trying _, Slip.Polling _ ->
                late(state, sender, message, conducting(state.slip()) + ", which is not below that");
        };
    }

    private Step outbid(State state, String sender, Ballot b, Optional<Decree> wish, Ballot c) {
        String gives = state.slip() instanceof Slip.Outbid ? "had given ballot %s up already" : "gives ballot %s up";
        return new Step(state.with(new Slip.Outbid(b, wish, c)), List.of(), new Explanation(Reason.OUTBID, b,
                "%s %s: %s promised ballot %s. After a pause it will try again above %s."
                        .formatted(name, gives.formatted(b), sender.equals(name) ? "it has itself" : sender + " has", c, c)));
    }

    private Step late(State state, String sender, Message message, String because) {
        return unchanged(state, Reason.LATE, message.ballot(),
                "%s ignores %s %s from %s: %s.".formatted(name, nameOf(message), message.ballot(), named(sender), because));
    }

    private static String conducting(Slip slip) {
        return switch (slip) {
            case Slip.Idle _ -> "it is conducting no ballot";
            case Slip.Trying trying -> "it is conducting ballot " + trying.ballot();
            case Slip.Polling polling -> "it is conducting ballot " + polling.ballot();
            case Slip.Outbid outbid -> "it has given ballot %s up".formatted(outbid.ballot());
        };
    }

    private static boolean contradicts(Ledger ledger, Decree decree) {
        return ledger.decree().isPresent() && !ledger.decree().get().equals(decree);
    }

    private Step contradiction(State state, Ballot ballot, Decree decree, String source) {
        return unchanged(state, Reason.CONTRADICTION, ballot,
                "CONTRADICTION: %s holds the decree %s, and %s says %s. %s keeps the first; a rule was broken somewhere."
                        .formatted(name, state.ledger().decree().orElseThrow(), source, decree, name));
    }

    private static Step unchanged(State state, Reason reason, Ballot ballot, String sentence) {
        return new Step(state, List.of(), new Explanation(reason, ballot, sentence));
    }

    private List<Send> toAll(Message message) {
        return parliament.legislators().stream().map(to -> new Send(to, message)).toList();
    }

    /// In the parliament's order, so that a step is the same however the set is laid out.
    private List<Send> toThose(Set<String> receivers, Message message) {
        return toAll(message).stream().filter(send -> receivers.contains(send.to())).toList();
    }

    private Set<String> others() {
        Set<String> others = new HashSet<>(parliament.legislators());
        others.remove(name);
        return others;
    }

    private String listed(Set<String> names) {
        return parliament.legislators().stream().filter(names::contains).collect(joining(", "));
    }

    private String named(String legislator) {
        return legislator.equals(name) ? "itself" : legislator;
    }

    /// Two configurations in different orders break B1; this is where it shows first.
    private String ownerNote(Ballot ballot, String president) {
        String owner = parliament.presidentOf(ballot);
        return owner.equals(president) ? ""
                : " (But ballot %s belongs to %s, not to %s: do all use the same configuration?)"
                        .formatted(ballot, owner, president);
    }

    private static String nameOf(Message message) {
        return message.getClass().getSimpleName();
    }
}
