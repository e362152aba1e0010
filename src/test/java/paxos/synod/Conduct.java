package paxos.synod;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How all legislators of a [Simulation] behave: as the paper says, or with one rule left out. The wrong ones are here
/// to show that the checks can fail; each is what a plausible mistake in a program comes to.
enum Conduct {

    /// The core as it is.
    HONEST,

    /// B3 left out: the president takes no notice of earlier votes, and believes itself free.
    TAKES_NO_NOTICE_OF_EARLIER_VOTES {
        @Override
        Step step(Legislator legislator, State state, Input input) {
            return super.step(legislator, state,
                    input instanceof Input.Receive(var from, Message.LastVote(var b, _))
                            ? new Input.Receive(from, new Message.LastVote(b, Optional.empty()))
                            : input);
        }
    },

    /// B2 left out: one answer less than a majority begins the ballot.
    TAKES_TOO_SMALL_A_QUORUM {
        @Override
        Step step(Legislator legislator, State state, Input input) {
            Step step = super.step(legislator, state, input);
            return step.why().reason() == Reason.COUNTED_LAST_VOTE
                    && step.next().slip() instanceof Slip.Trying(var b, var wish, var votes)
                    && votes.size() == legislator.parliament().majority() - 1
                            ? begin(step, b, wish, votes)
                            : step;
        }

        private Step begin(Step step, Ballot b, Optional<Decree> wish, Map<String, Optional<Vote>> votes) {
            Decree decree = votes.values().stream().flatMap(Optional::stream)
                    .max((one, other) -> one.ballot().compareTo(other.ballot())).map(Vote::decree)
                    .or(() -> wish).orElse(new Decree(b.number()));
            Slip polling = new Slip.Polling(b, wish, decree, votes.keySet(), Set.of());
            return new Step(step.next().with(polling),
                    votes.keySet().stream().sorted().map(to -> new Send(to, new Message.BeginBallot(b, decree))).toList(),
                    step.why());
        }
    },

    /// Step 4 left out: votes in any ballot, whatever it has promised since.
    VOTES_BELOW_ITS_PROMISE {
        @Override
        Step step(Legislator legislator, State state, Input input) {
            Ballot promise = state.ledger().nextBal();
            if (input instanceof Input.Receive(_, Message.BeginBallot(var b, _)) && b.isBelow(promise)) {
                Step step = super.step(legislator, state.with(state.ledger().withNextBal(b)), input);
                return new Step(step.next().with(step.next().ledger().withNextBal(promise)), step.sends(), step.why());
            }
            return super.step(legislator, state, input);
        }
    },

    /// Step 5 left out: the first vote passes the decree.
    PASSES_WITHOUT_ALL_VOTES {
        @Override
        Step step(Legislator legislator, State state, Input input) {
            if (input instanceof Input.Receive(var from, Message.Voted(var b, var d))
                    && state.slip() instanceof Slip.Polling polling && polling.ballot().equals(b)
                    && from.filter(polling.quorum()::contains).isPresent()) {
                return super.step(legislator, state.with(new Slip.Polling(b, polling.wish(), d,
                        Set.of(from.get()), Set.of())), input);
            }
            return super.step(legislator, state, input);
        }
    },

    /// The promise noted on the slip in place of the ledger.
    FORGETS_ITS_PROMISE_IN_A_CRASH {
        @Override
        State restart(Ledger ledger) {
            return super.restart(ledger.withNextBal(Ballot.NONE));
        }
    },

    /// The vote noted on the slip in place of the ledger.
    FORGETS_ITS_VOTE_IN_A_CRASH {
        @Override
        State restart(Ledger ledger) {
            return super.restart(new Ledger(ledger.lastTried(), ledger.nextBal(), Optional.empty(), ledger.decree()));
        }
    },

    /// The number of the own ballot noted on the slip in place of the ledger: it may be used a second time.
    FORGETS_WHAT_IT_TRIED_IN_A_CRASH {
        @Override
        State restart(Ledger ledger) {
            return super.restart(ledger.withLastTried(Ballot.NONE));
        }
    },

    /// The slip made up again after a crash: late LastVotes may begin the same ballot a second time.
    TAKES_ITS_BALLOT_UP_AGAIN_AFTER_A_CRASH {
        @Override
        State restart(Ledger ledger) {
            return ledger.lastTried().isNone() ? super.restart(ledger)
                    : new State(ledger, new Slip.Trying(ledger.lastTried(), Optional.empty(), Map.of()));
        }
    },

    /// The caller's duties in the wrong order: what was sent may be lost from the ledger by a crash.
    SENDS_BEFORE_IT_WRITES {
        @Override
        boolean sendsBeforeItWrites() {
            return true;
        }
    };

    Step step(Legislator legislator, State state, Input input) {
        return legislator.step(state, input);
    }

    State restart(Ledger ledger) {
        return State.afterRestart(ledger);
    }

    boolean sendsBeforeItWrites() {
        return false;
    }
}
