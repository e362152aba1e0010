package paxos.synod;

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
            return unchanged(state, why().stranger(receive.message(), from.get()));
        }
        String sender = from.orElse("somebody who did not sign");
        return switch (receive.message()) {
            case Message.Success success -> success(state, sender, success);
            case Message.HigherBallot higher -> higherBallot(state, sender, higher);
            case Message unsigned when from.isEmpty() -> unchanged(state, why().unsigned(unsigned));
            case Message.NextBallot next -> nextBallot(state, sender, next);
            case Message.LastVote last -> lastVote(state, sender, last);
            case Message.BeginBallot begin -> beginBallot(state, sender, begin);
            case Message.Voted voted -> voted(state, sender, voted);
        };
    }

    // Step 1: choose a new number b of one's own, write lastTried = b, send NextBallot(b) to all.

    private Step start(State state, Optional<Decree> wish, Ballot outbidBy) {
        Ledger ledger = state.ledger();
        Ballot floor = Ballot.max(outbidBy, Ballot.max(ledger.lastTried(), ledger.nextBal()));
        Optional<Ballot> own = parliament.firstOwnedBy(name, floor);
        if (own.isEmpty()) {
            return unchanged(state, why().noNumberLeft(floor));
        }
        Ballot b = own.get();
        State next = new State(ledger.withLastTried(b), new Slip.Trying(b, wish, Map.of()));
        return new Step(next, toAll(new Message.NextBallot(b)), why().started(b, ledger, outbidBy));
    }

    /// Below this ballot a new one would be refused by the legislator who refused the last.
    private static Ballot outbidBy(Slip slip) {
        return slip instanceof Slip.Outbid outbid ? outbid.above() : Ballot.NONE;
    }

    private Step tryAgain(State state, Input.TryAgain again) {
        return state.slip() instanceof Slip.Outbid outbid && outbid.ballot().equals(again.ballot())
                ? start(state.with(new Slip.Idle()), outbid.wish(), outbid.above())
                : unchanged(state, why().nothingToTry(again.ballot()));
    }

    // Step 2: b > nextBal: write nextBal = b, answer LastVote(b, prevVote). b = nextBal: ignore. b < nextBal: refuse.

    private Step nextBallot(State state, String president, Message.NextBallot message) {
        Ledger ledger = state.ledger();
        Ballot b = message.ballot();
        if (b.isBelow(ledger.nextBal())) {
            return refuse(state, president, message);
        }
        if (b.equals(ledger.nextBal())) {
            return unchanged(state, why().promisedBefore(b));
        }
        return new Step(state.with(ledger.withNextBal(b)),
                List.of(new Send(president, new Message.LastVote(b, ledger.prevVote()))),
                why().promised(b, president, ledger.prevVote()));
    }

    // Step 3: with LastVote(b, v) from a majority Q, b = lastTried and not yet begun: choose the decree by B3, send
    // BeginBallot(b, d) to Q.

    private Step lastVote(State state, String voter, Message.LastVote message) {
        Ballot b = message.ballot();
        if (state.slip() instanceof Slip.Polling polling && polling.ballot().equals(b)) {
            return late(state, voter, message, "ballot %s has begun, and its quorum is fixed".formatted(b));
        }
        if (!(state.slip() instanceof Slip.Trying trying && trying.ballot().equals(b))) {
            return late(state, voter, message, Wording.conducting(state.slip()));
        }
        if (trying.prevVotes().containsKey(voter)) {
            return late(state, voter, message, "it has counted that answer before");
        }
        if (message.vote().isPresent() && !message.vote().get().ballot().isBelow(b)) {
            return unchanged(state, why().impossibleVote(b, voter, message.vote().get()));
        }
        Map<String, Optional<Vote>> prevVotes = new HashMap<>(trying.prevVotes());
        prevVotes.put(voter, message.vote());
        if (prevVotes.size() < parliament.majority()) {
            return new Step(state.with(new Slip.Trying(b, trying.wish(), prevVotes)), List.of(),
                    why().countedLastVote(b, voter, prevVotes.size()));
        }
        return begin(state, trying, prevVotes);
    }

    private Step begin(State state, Slip.Trying trying, Map<String, Optional<Vote>> prevVotes) {
        Ballot b = trying.ballot();
        Set<String> quorum = prevVotes.keySet();
        Optional<Vote> latest = latestOf(prevVotes.values());
        Decree decree = latest.map(Vote::decree).or(trying::wish).orElse(new Decree(b.number()));
        return new Step(state.with(new Slip.Polling(b, trying.wish(), decree, quorum, Set.of())),
                toThose(quorum, new Message.BeginBallot(b, decree)),
                why().begun(b, quorum, latest, trying.wish(), decree));
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
        if (b.isBelow(ledger.nextBal())) {
            return refuse(state, president, message);
        }
        if (b.isAbove(ledger.nextBal())) {
            return unchanged(state, why().neverPromised(b, ledger.nextBal()));
        }
        Vote vote = new Vote(b, message.decree());
        Optional<Vote> before = ledger.prevVote().filter(earlier -> earlier.ballot().equals(b));
        if (before.isPresent() && !before.get().equals(vote)) {
            return unchanged(state, why().votedForAnother(before.get(), message.decree()));
        }
        return new Step(state.with(ledger.withPrevVote(vote)),
                List.of(new Send(president, new Message.Voted(b, message.decree()))),
                why().voted(vote, before.isPresent()));
    }

    // Step 5: when every member of Q has voted: write the decree, send Success(d) to all.

    private Step voted(State state, String voter, Message.Voted message) {
        Ballot b = message.ballot();
        if (state.slip() instanceof Slip.Trying trying && trying.ballot().equals(b)) {
            return late(state, voter, message, "ballot %s has not begun".formatted(b));
        }
        if (!(state.slip() instanceof Slip.Polling polling && polling.ballot().equals(b))) {
            return late(state, voter, message, Wording.conducting(state.slip()));
        }
        if (!polling.quorum().contains(voter)) {
            return late(state, voter, message, "only the quorum counts, and that is " + why().listed(polling.quorum()));
        }
        if (polling.voters().contains(voter)) {
            return late(state, voter, message, "it has counted that vote before");
        }
        if (!polling.decree().equals(message.decree())) {
            return unchanged(state, why().voteForAnother(polling, voter, message.decree()));
        }
        Set<String> voters = new HashSet<>(polling.voters());
        voters.add(voter);
        if (!voters.equals(polling.quorum())) {
            Slip counted = new Slip.Polling(b, polling.wish(), polling.decree(), polling.quorum(), voters);
            return new Step(state.with(counted), List.of(), why().countedVote(polling, voter, voters.size()));
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
        // To all but the president itself, who has just written it.
        return new Step(idle.with(state.ledger().withDecree(d)), toThose(others(), new Message.Success(b, d)),
                why().passed(polling, state.ledger().decree().isPresent()));
    }

    // Step 6: on Success(d), enter d in the ledger. Another decree there is a contradiction: keep the first.

    private Step success(State state, String sender, Message.Success message) {
        // Whoever waits to try again need not: the decree is settled.
        boolean waits = state.slip() instanceof Slip.Outbid;
        State settled = waits ? state.with(new Slip.Idle()) : state;
        if (contradicts(state.ledger(), message.decree())) {
            return contradiction(settled, message.ballot(), message.decree(), sender);
        }
        if (state.ledger().decree().isPresent()) {
            return unchanged(settled, why().knownBefore(message, sender, waits));
        }
        return new Step(settled.with(state.ledger().withDecree(message.decree())), List.of(),
                why().learnt(message, sender, waits));
    }

    private static boolean contradicts(Ledger ledger, Decree decree) {
        return ledger.decree().isPresent() && !ledger.decree().get().equals(decree);
    }

    private Step contradiction(State state, Ballot ballot, Decree decree, String source) {
        return unchanged(state, why().contradiction(ballot, state.ledger().decree().orElseThrow(), decree, source));
    }

    // Section 2.4: whoever asks below a promise is told of it, and tries again above.

    private Step refuse(State state, String president, Message message) {
        Ballot promised = state.ledger().nextBal();
        return new Step(state, List.of(new Send(president, new Message.HigherBallot(promised))),
                why().refused(message, president, promised));
    }

    private Step higherBallot(State state, String sender, Message.HigherBallot message) {
        Ballot c = message.ballot();
        return switch (state.slip()) {
            case Slip.Trying(var b, var wish, _) when c.isAbove(b) -> outbid(state, sender, b, wish, c);
            case Slip.Polling(var b, var wish, _, _, _) when c.isAbove(b) -> outbid(state, sender, b, wish, c);
            case Slip.Outbid(var b, var wish, var above) when c.isAbove(above) -> outbid(state, sender, b, wish, c);
            case Slip.Outbid(_, _, var above) ->
                late(state, sender, message, "it will try again above %s anyway".formatted(above));
            case Slip.Idle idle -> late(state, sender, message, Wording.conducting(idle));
            case Slip.Trying _, Slip.Polling _ ->
                late(state, sender, message, Wording.conducting(state.slip()) + ", which is not below that");
        };
    }

    private Step outbid(State state, String sender, Ballot b, Optional<Decree> wish, Ballot c) {
        return new Step(state.with(new Slip.Outbid(b, wish, c)), List.of(),
                why().outbid(b, sender, c, state.slip() instanceof Slip.Outbid));
    }

    // What is ignored, and who is meant.

    private Step late(State state, String sender, Message message, String because) {
        return unchanged(state, why().late(message, sender, because));
    }

    private static Step unchanged(State state, Explanation why) {
        return new Step(state, List.of(), why);
    }

    private Wording why() {
        return new Wording(parliament, name);
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
}
