package paxos.fault;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import paxos.node.Protocol;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Send;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.synod.Vote;
import paxos.trace.Rule;

/// A legislator that breaks the rules which somebody switched off, to show what they are for. At first all of them hold, and
/// then it is exactly [Legislator#step].
///
/// The real core takes every step. To break a rule, it is led astray: by a state or an input that is not the true one, or by
/// a parliament that is not the whole one. What it returns is put right, so that ink is never taken back: `nextBal` does not
/// go down, and `prevVote` stays the vote in the highest ballot. A step that broke a rule says so, first of all, in its
/// explanation; a step that comes to the same as it would by the rules broke none.
///
/// [Rule#KEEP_PROMISES] is no rule of a step: see [Pencil]. May be used from any thread.
public final class BrokenRules implements Protocol {

    private final Parliament parliament;
    private final String name;
    private final Legislator legislator;
    private final BreachWording wording;
    private volatile Set<Rule> off = Set.of();

    /// All rules hold.
    ///
    /// @throws IllegalArgumentException where the name is no member's
    public BrokenRules(Parliament parliament, String name) {
        this.parliament = parliament;
        this.name = name;
        this.legislator = new Legislator(parliament, name);
        this.wording = new BreachWording(parliament, name);
    }

    @Override
    public Set<Rule> off() {
        return off;
    }

    /// Switches these rules off, and all others on, from the next step on. From any thread.
    public void set(Set<Rule> rules) {
        off = Set.copyOf(rules);
    }

    @Override
    public Step step(State state, Input input) {
        Set<Rule> broken = off;
        Step lawful = legislator.step(state, input);
        return broken.isEmpty() ? lawful : switch (input) {
            case Input.Propose _, Input.TryAgain _ -> broken.contains(Rule.OWN_NUMBERS) ? start(state, input, lawful) : lawful;
            case Input.Receive receive -> switch (receive.message()) {
                case Message.NextBallot next -> refuses(lawful, broken) ? promise(state, receive, next) : lawful;
                case Message.BeginBallot begin -> refuses(lawful, broken) ? vote(state, receive, begin, lawful) : lawful;
                case Message.LastVote last -> lawful.why().reason() == Reason.STRANGER ? lawful
                        : new Count(state, receive, last, broken).step(lawful);
                case Message.Voted _, Message.Success _, Message.HigherBallot _ -> lawful;
            };
        };
    }

    private static boolean refuses(Step lawful, Set<Rule> broken) {
        return lawful.why().reason() == Reason.REFUSED && broken.contains(Rule.REFUSE_BELOW_PROMISE);
    }

    // ---- Own ballot numbers only (B1)

    /// The core is shown a parliament in which it has changed places with the owner of the number.
    private Step start(State state, Input input, Step lawful) {
        Reason reason = lawful.why().reason();
        Ledger ledger = state.ledger();
        Ballot outbidBy = state.slip() instanceof Slip.Outbid outbid ? outbid.above() : Ballot.NONE;
        Ballot floor = Ballot.max(outbidBy, Ballot.max(ledger.lastTried(), ledger.nextBal()));
        if (reason != Reason.STARTED && reason != Reason.NO_NUMBER_LEFT || floor.number() == Integer.MAX_VALUE) {
            return lawful;
        }
        Ballot b = new Ballot(floor.number() + 1);
        String owner = parliament.presidentOf(b);
        if (owner.equals(name)) {
            return lawful;
        }
        List<String> changed = parliament.legislators().stream()
                .map(each -> each.equals(owner) ? name : each.equals(name) ? owner : each).toList();
        Step step = new Legislator(new Parliament(changed), name).step(state, input);
        List<Send> sends = parliament.legislators().stream()
                .flatMap(to -> step.sends().stream().filter(send -> send.to().equals(to))).toList();
        return new Step(step.next(), sends, because(step, wording.anothersNumber(b, ledger, outbidBy, owner)));
    }

    // ---- Refuse ballots below the promise

    /// The core is shown a ledger without a promise. What is asked for is the latest vote below the ballot.
    private Step promise(State state, Input.Receive receive, Message.NextBallot message) {
        Ledger ledger = state.ledger();
        Optional<Vote> below = ledger.prevVote().filter(vote -> vote.ballot().isBelow(message.ballot()));
        Ledger unpromised = new Ledger(ledger.lastTried(), Ballot.NONE, below, ledger.decree());
        Step step = legislator.step(new State(unpromised, state.slip()), receive);
        return new Step(state, step.sends(), because(step,
                wording.promisedBelow(message.ballot(), receive.from().orElseThrow(), ledger, below)));
    }

    /// The core is shown a ledger that promised this very ballot.
    private Step vote(State state, Input.Receive receive, Message.BeginBallot message, Step lawful) {
        Ledger ledger = state.ledger();
        Step step = legislator.step(new State(ledger.withNextBal(message.ballot()), state.slip()), receive);
        if (step.why().reason() != Reason.VOTED) {
            return lawful;
        }
        Vote vote = new Vote(message.ballot(), message.decree());
        boolean votedAbove = ledger.prevVote().filter(before -> before.ballot().isAbove(vote.ballot())).isPresent();
        Ledger kept = votedAbove ? ledger : ledger.withPrevVote(vote);
        return new Step(new State(kept, state.slip()), step.sends(), because(step, wording.votedBelow(vote, ledger)));
    }

    // ---- Majority quorums (B2), take the latest vote (B3), begin a ballot only once

    private int half() {
        return Math.max(1, parliament.size() / 2);
    }

    /// One LastVote, in which up to three rules may be broken, one upon the other.
    private final class Count {

        private final State state;
        private final Input.Receive receive;
        private final Message.LastVote message;
        private final Ballot b;
        private final Set<Rule> off;
        private final List<String> breaches = new ArrayList<>();

        Count(State state, Input.Receive receive, Message.LastVote message, Set<Rule> off) {
            this.state = state;
            this.receive = receive;
            this.message = message;
            this.b = message.ballot();
            this.off = off;
        }

        Step step(Step lawful) {
            State seen = withSlip();
            Legislator conductor = legislator;
            Step step = seen.equals(state) ? lawful : conductor.step(seen, receive);
            if (off.contains(Rule.MAJORITY_QUORUMS) && step.why().reason() == Reason.COUNTED_LAST_VOTE
                    && step.next().slip() instanceof Slip.Trying trying && trying.prevVotes().size() >= half()) {
                // The core is shown a parliament of those who have answered.
                conductor = new Legislator(new Parliament(wording.inOrder(trying.prevVotes().keySet())),
                        receive.from().orElseThrow());
                step = conductor.step(seen, receive);
            }
            boolean small = conductor != legislator;
            Optional<Step> free = off.contains(Rule.TAKE_LATEST_VOTE) ? withoutVotes(conductor, seen, step) : Optional.empty();
            if (step.why().reason() == Reason.IMPOSSIBLE_VOTE) {
                return lawful;
            }
            return said(step, seen, small, free);
        }

        /// A slip of a ballot that may have begun is made up again, where there is none.
        private State withSlip() {
            boolean lost = off.contains(Rule.BEGIN_ONCE) && state.slip() instanceof Slip.Idle
                    && state.ledger().lastTried().equals(b);
            return lost ? new State(state.ledger(), new Slip.Trying(b, Optional.empty(), Map.of())) : state;
        }

        /// The core is shown LastVotes with no votes in them, where these would bind it to another decree.
        private Optional<Step> withoutVotes(Legislator conductor, State seen, Step bound) {
            if (bound.why().reason() != Reason.BEGUN_BOUND || !(seen.slip() instanceof Slip.Trying trying)) {
                return Optional.empty();
            }
            Map<String, Optional<Vote>> none = trying.prevVotes().keySet().stream()
                    .collect(toMap(voter -> voter, _ -> Optional.empty()));
            Step free = conductor.step(new State(seen.ledger(), new Slip.Trying(b, trying.wish(), none)),
                    new Input.Receive(receive.from(), new Message.LastVote(b, Optional.empty())));
            return Optional.of(free).filter(step -> !step.next().equals(bound.next()));
        }

        private Step said(Step step, State seen, boolean small, Optional<Step> free) {
            Step taken = free.orElse(step);
            boolean begins = taken.next().slip() instanceof Slip.Polling polling && polling.ballot().equals(b)
                    && seen.slip() instanceof Slip.Trying;
            Optional<Vote> own = state.ledger().prevVote().filter(vote -> vote.ballot().equals(b));
            if (!seen.equals(state)) {
                breaches.add(wording.slipMadeUp(b, own));
            } else if (begins && off.contains(Rule.BEGIN_ONCE) && own.isPresent()) {
                breaches.add(wording.begunBefore(own.get()));
            }
            if (small || free.isPresent()) {
                Slip.Polling polling = (Slip.Polling) taken.next().slip();
                if (small) {
                    breaches.add(wording.smallQuorum(polling));
                }
                if (free.isPresent()) {
                    breaches.add(wording.votesLeftOut(polling, votes(seen)));
                }
            } else if (!breaches.isEmpty()) {
                breaches.add(taken.why().sentence());
            }
            return breaches.isEmpty() ? taken
                    : new Step(taken.next(), taken.sends(), because(taken, String.join(" ", breaches)));
        }

        private Map<String, Vote> votes(State seen) {
            Map<String, Optional<Vote>> all = new HashMap<>(((Slip.Trying) seen.slip()).prevVotes());
            all.put(receive.from().orElseThrow(), message.vote());
            return all.entrySet().stream().filter(each -> each.getValue().isPresent())
                    .collect(toMap(Map.Entry::getKey, each -> each.getValue().get()));
        }
    }

    private static Explanation because(Step step, String sentence) {
        return new Explanation(step.why().reason(), step.why().ballot(), sentence);
    }
}
