package paxos.fault;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Input;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;

/// States and inputs by chance, from one seed. The numbers are few, so that they meet; some are the largest there are. Most
/// states could come up, and some could not.
final class RandomSituations {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta");

    private final SplittableRandom random;

    RandomSituations(long seed) {
        random = new SplittableRandom(seed);
    }

    Parliament parliament() {
        return new Parliament(NAMES.subList(0, random.nextInt(1, NAMES.size() + 1)));
    }

    String member(Parliament parliament) {
        return parliament.legislators().get(random.nextInt(parliament.size()));
    }

    <T> Set<T> some(T[] of) {
        Set<T> some = new HashSet<>();
        for (T each : of) {
            if (random.nextBoolean()) {
                some.add(each);
            }
        }
        return some;
    }

    /// No vote in it is above the promise, as in every ledger that was written.
    State state(Parliament parliament) {
        Ballot nextBal = ballotOrNone();
        Optional<Vote> prevVote = random.nextBoolean() ? Optional.empty()
                : Optional.of(vote()).filter(vote -> !vote.ballot().isAbove(nextBal));
        Ledger ledger = new Ledger(ballotOrNone(), nextBal, prevVote, random.nextInt(4) == 0 ? Optional.of(decree()) : Optional.empty());
        return new State(ledger, slip(parliament, ledger));
    }

    private Slip slip(Parliament parliament, Ledger ledger) {
        Ballot b = ledger.lastTried().isNone() || random.nextInt(8) == 0 ? ballot() : ledger.lastTried();
        return switch (random.nextInt(5)) {
            case 0 -> new Slip.Idle();
            case 1 -> new Slip.Outbid(b, wish(), ballot());
            case 2 -> new Slip.Polling(b, wish(), decree(), Set.of(sender(parliament), member(parliament) + "?"), Set.of());
            default -> {
                Map<String, Optional<Vote>> votes = new HashMap<>();
                for (int i = random.nextInt(parliament.size() + 1); i > 0; i--) {
                    votes.put(sender(parliament), random.nextBoolean() ? Optional.empty() : Optional.of(vote()));
                }
                yield new Slip.Trying(b, wish(), votes);
            }
        };
    }

    /// Of the answers to a president, many are about the ballot that it tried last.
    Input input(Parliament parliament, State state) {
        Ballot tried = state.ledger().lastTried();
        return switch (random.nextInt(8)) {
            case 0 -> new Input.Propose(wish());
            case 1 -> new Input.TryAgain(ballot());
            default -> new Input.Receive(random.nextInt(12) == 0 ? Optional.empty() : Optional.of(sender(parliament)),
                    message(tried.isNone() || random.nextInt(3) == 0 ? ballot() : tried));
        };
    }

    private String sender(Parliament parliament) {
        return random.nextInt(20) == 0 ? "a stranger" : member(parliament);
    }

    private Message message(Ballot tried) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Message.NextBallot(ballot());
            case 2, 3, 4 -> new Message.LastVote(tried, random.nextBoolean() ? Optional.empty() : Optional.of(vote()));
            case 5 -> new Message.BeginBallot(ballot(), decree());
            case 6 -> new Message.Voted(tried, decree());
            case 7 -> new Message.Success(ballotOrNone(), decree());
            default -> new Message.HigherBallot(ballot());
        };
    }

    private Optional<Decree> wish() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(decree());
    }

    private Vote vote() {
        return new Vote(ballot(), decree());
    }

    private Decree decree() {
        return new Decree(random.nextInt(20) == 0 ? Integer.MIN_VALUE : random.nextInt(3));
    }

    private Ballot ballotOrNone() {
        return random.nextInt(5) == 0 ? Ballot.NONE : ballot();
    }

    private Ballot ballot() {
        return new Ballot(random.nextInt(20) == 0 ? Integer.MAX_VALUE - random.nextInt(3) : random.nextInt(5));
    }
}
