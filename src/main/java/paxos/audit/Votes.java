package paxos.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import paxos.audit.Priest.Cast;
import paxos.audit.Priest.Claim;
import paxos.synod.Message;
import paxos.synod.Vote;

/// B3, and what LastVotes say and promise: over all votes, in whatever order they become known.
final class Votes {

    /// How many LastVotes above a vote that became known late are compared with it.
    private static final int LOOKED_AT = 64;

    private final Book book;
    private final Numbers numbers;

    Votes(Book book, Numbers numbers) {
        this.book = book;
        this.numbers = numbers;
    }

    /// A ledger was seen with this vote in it.
    void stands(Priest priest, Vote vote, Fact fact) {
        Cast known = priest.votes.get(vote.ballot().number());
        if (known == null || known.said() || !known.decree().equals(vote.decree())) {
            voted(priest, vote, fact);
        }
    }

    /// The ledger has lost what was written after this vote. A vote that nobody heard of is as if it had never been cast:
    /// the write might as well have failed.
    void lost(Priest priest, Optional<Vote> latest) {
        int kept = latest.map(vote -> vote.ballot().number()).orElse(-1);
        priest.votes.tailMap(kept, false).values().removeIf(cast -> {
            boolean unheardOf = cast.fact().isOnlyWritten();
            if (unheardOf) {
                book.polls.of(cast.ballot()).ifPresent(poll -> book.withdraw(poll, priest));
            }
            return unheardOf;
        });
    }

    /// A vote was cast.
    void voted(Priest priest, Vote vote, Fact fact) {
        cast(priest, vote, fact, true);
    }

    /// @param told whether somebody was told of it: before that it decides nothing, as it may still get lost with the disk
    private void cast(Priest priest, Vote vote, Fact fact, boolean told) {
        int ballot = vote.ballot().number();
        Cast before = priest.votes.get(ballot);
        if (before != null && !before.said()) {
            if (before.decree().equals(vote.decree())) {
                before.fact().add(fact);
                book.polls.of(ballot).filter(_ -> told).ifPresent(poll -> count(priest, poll, vote));
            } else {
                book.polls.of(ballot).ifPresent(poll -> numbers.decree(poll, vote.decree(), fact));
            }
            return;
        }
        if (before != null && !before.decree().equals(vote.decree())) {
            contradicts(priest, new Cast(ballot, vote.decree(), false, fact), before);
        }
        Cast cast = new Cast(ballot, vote.decree(), false, fact);
        Optional<Poll> poll = book.polls.of(ballot);
        if (poll.isEmpty()) {
            keepLow(priest, cast);
            return;
        }
        numbers.decree(poll.get(), vote.decree(), fact);
        if (told) {
            count(priest, poll.get(), vote);
        }
        book.verdicts.made(Check.PROMISES);
        add(priest, poll.get(), cast);
    }

    private void count(Priest priest, Poll poll, Vote vote) {
        if (poll.decree().equals(Optional.of(vote.decree()))) {
            poll.voters.set(priest.index);
            book.grown(poll);
        }
    }

    /// A vote was written, just now: after all that the same record had before.
    void wrote(Priest priest, Vote vote, Fact fact) {
        cast(priest, vote, fact, false);
        priest.promise.filter(promise -> promise.ballot() > vote.ballot().number()).ifPresent(promise ->
                breaksPromise(priest, promise, new Cast(vote.ballot().number(), vote.decree(), false,
                        Optional.ofNullable(priest.votes.get(vote.ballot().number())).map(Cast::fact)
                                .filter(known -> known.order() > promise.fact().order()).orElse(fact))));
    }

    /// Somebody said how it last voted.
    ///
    /// @param own whether its own record says so
    void claimed(Priest priest, Message.LastVote message, boolean own, Fact fact) {
        int ballot = message.ballot().number();
        int vote = message.vote().map(each -> each.ballot().number()).orElse(-1);
        Optional<Poll> poll = book.polls.of(ballot);
        Claim claim = new Claim(ballot, vote, fact);
        Claim before = priest.claims.get(ballot);
        if (poll.isEmpty() || before != null && before.vote() == vote) {
            return;
        }
        // One of a vote that is not below makes no sense: what it promises is not known.
        boolean usable = vote < ballot;
        if (usable) {
            book.verdicts.made(Check.PROMISES);
            priest.latestBelow(ballot).filter(latest -> latest.ballot() > vote)
                    .ifPresent(latest -> breaksPromise(priest, claim, latest));
        }
        message.vote().ifPresent(said -> said(priest, said, fact));
        if (usable && before == null) {
            priest.claims.put(ballot, claim);
            book.polls.grown(poll.get());
            poll.get().beginnings.forEach(this::judge);
        }
        if (usable && own && priest.promise.filter(promise -> promise.ballot() >= ballot).isEmpty()) {
            priest.promise = Optional.of(claim);
        }
    }

    private void said(Priest priest, Vote vote, Fact fact) {
        int ballot = vote.ballot().number();
        Cast cast = new Cast(ballot, vote.decree(), true, fact);
        Cast before = priest.votes.get(ballot);
        if (before != null) {
            before.fact().tell();
            if (!before.decree().equals(vote.decree())) {
                contradicts(priest, before, cast);
            }
            return;
        }
        Optional<Poll> poll = book.polls.of(ballot);
        if (poll.isEmpty()) {
            keepLow(priest, cast);
        } else {
            count(priest, poll.get(), vote);
            add(priest, poll.get(), cast);
        }
    }

    private void add(Priest priest, Poll poll, Cast cast) {
        priest.votes.put(cast.ballot(), cast);
        book.polls.grown(poll);
        priest.claims.tailMap(cast.ballot(), false).values().stream().limit(LOOKED_AT)
                .filter(claim -> claim.vote() < cast.ballot()).findFirst()
                .ifPresent(claim -> breaksPromise(priest, claim, cast));
        Integer next = priest.votes.higherKey(cast.ballot());
        for (Poll above : book.polls.begun(cast.ballot(), next == null ? Integer.MAX_VALUE : next)) {
            above.beginnings.forEach(each -> {
                if (each.quorum.filter(quorum -> quorum.get(priest.index)).isPresent()) {
                    judge(each);
                }
            });
        }
    }

    /// Of the ballots that have made way, the latest vote is kept.
    private void keepLow(Priest priest, Cast cast) {
        Integer kept = priest.votes.floorKey(book.polls.floor());
        if (kept == null || kept < cast.ballot()) {
            priest.votes.headMap(book.polls.floor(), true).clear();
            priest.votes.put(cast.ballot(), cast);
        }
    }

    private void contradicts(Priest priest, Cast cast, Cast said) {
        book.verdicts.broken(Check.PROMISES, List.of(priest.index, cast.ballot()),
                "%s voted for %s in ballot %d, but said in a LastVote that it had voted for %s in it.".formatted(priest.name,
                        cast.decree(), cast.ballot(), said.decree()), cast.fact(), said.fact());
    }

    private void breaksPromise(Priest priest, Claim claim, Cast cast) {
        String said = claim.vote() < 0 ? "that it had never voted below it"
                : "that its latest vote was in ballot " + claim.vote();
        String format = claim.fact().isBefore(cast.fact())
                ? "%1$s promised in LastVote %2$d to vote in no ballot below %2$d, and then voted for %4$s in ballot %5$d."
                : cast.fact().isBefore(claim.fact())
                        ? "%1$s said in LastVote %2$d %3$s, but it had voted for %4$s in ballot %5$d."
                        : "%1$s said in LastVote %2$d %3$s, and promised to vote in no ballot below %2$d; but it voted for %4$s "
                                + "in ballot %5$d.";
        book.verdicts.broken(Check.PROMISES, List.of(priest.index, cast.ballot()), format.formatted(priest.name, claim.ballot(),
                said, cast.decree(), cast.ballot()), claim.fact(), cast.fact());
    }

    // ---- B3

    /// Judges a ballot by B3, as far as the votes of its quorum are known; again whenever one more is known.
    void judge(Poll.Beginning begun) {
        if (begun.quorum.isEmpty()) {
            return;
        }
        int ballot = begun.poll.ballot;
        BitSet quorum = begun.quorum.get();
        List<Cast> latest = new ArrayList<>();
        for (int member = quorum.nextSetBit(0); member >= 0; member = quorum.nextSetBit(member + 1)) {
            Priest priest = book.priests().get(member);
            Claim claim = priest.claims.get(ballot);
            Optional<Cast> vote = priest.latestBelow(ballot);
            boolean wrong = claim != null && vote.isPresent() && vote.get().ballot() != claim.vote();
            // What somebody said wrongly tells nothing of votes that are not in its record.
            if (claim == null || wrong && !priest.complete) {
                return;
            }
            vote.filter(cast -> latest.isEmpty() || cast.ballot() >= latest.getFirst().ballot()).ifPresent(cast -> {
                latest.removeIf(other -> other.ballot() < cast.ballot());
                latest.add(cast);
            });
        }
        if (!begun.judged) {
            begun.judged = true;
            book.verdicts.made(Check.B3);
        }
        if (!latest.isEmpty() && latest.stream().noneMatch(cast -> cast.decree().equals(begun.decree))) {
            breaksB3(begun, latest);
        }
    }

    private void breaksB3(Poll.Beginning begun, List<Cast> latest) {
        List<Fact> evidence = new ArrayList<>(latest.stream().map(Cast::fact).toList());
        evidence.add(begun.sent.getFirst());
        Cast vote = latest.getFirst();
        BitSet voters = new BitSet();
        book.priests().stream().filter(priest -> begun.quorum.orElseThrow().get(priest.index))
                .filter(priest -> latest.contains(priest.votes.get(vote.ballot()))).forEach(priest -> voters.set(priest.index));
        book.verdicts.broken(Check.B3, List.of(begun.poll.ballot, begun.id),
                "Ballot %d was begun for %s, but the latest earlier vote in its quorum (%s) is for %s: that of %s in ballot %d."
                        .formatted(begun.poll.ballot, begun.decree, book.names(begun.quorum.orElseThrow()), vote.decree(),
                                book.names(voters), vote.ballot()), evidence::stream);
    }
}
