package paxos.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paxos.synod.Decree;

/// B1: each ballot has a unique number.
final class Numbers {

    private final Book book;

    Numbers(Book book) {
        this.book = book;
    }

    /// A president sent NextBallot, in a step that started the ballot.
    ///
    /// @param id the id of that message; empty where it is only known from who got it, be it once or more often
    void started(Priest president, int ballot, Optional<String> id, Fact fact) {
        Optional<Poll> known = book.polls.of(ballot);
        if (known.isEmpty()) {
            return;
        }
        Poll poll = known.get();
        boolean heardOf = poll.starts.stream().anyMatch(start -> start.president() == president
                && (id.isEmpty() || start.id().isEmpty() || start.id().equals(id)));
        if (heardOf || poll.starts.size() >= Poll.MOST) {
            return;
        }
        book.verdicts.made(Check.B1);
        poll.starts.stream().findFirst().ifPresent(first -> book.verdicts.broken(Check.B1, List.of(ballot, "started"),
                first.president() == president
                        ? "%s started ballot %d twice.".formatted(president.name, ballot)
                        : "Ballot %d was started by %s and by %s.".formatted(ballot, first.president().name, president.name),
                first.fact(), fact));
        poll.starts.add(new Poll.Start(president, id, fact));
        book.polls.grown(poll);
    }

    /// A step of a president began the ballot.
    void begun(Poll.Beginning now) {
        Poll poll = now.poll;
        book.verdicts.made(Check.B1);
        poll.beginnings.stream().findFirst().ifPresent(first -> {
            String decrees = first.decree.equals(now.decree) ? "each time for %s".formatted(now.decree)
                    : "for %s and then for %s".formatted(first.decree, now.decree);
            book.verdicts.broken(Check.B1, List.of(poll.ballot, "begun"), first.president == now.president
                    ? "%s began ballot %d twice, %s.".formatted(now.president.name, poll.ballot, decrees)
                    : "Ballot %d was begun by %s and by %s, %s.".formatted(poll.ballot, first.president.name,
                            now.president.name, decrees),
                    first.sent.getFirst(), now.sent.getFirst());
        });
        poll.beginnings.add(now);
        book.polls.begun(poll);
    }

    /// The ballot is for this decree, as somebody was told by its president, or voted.
    void decree(Poll poll, Decree decree, Fact fact) {
        if (poll.decrees.containsKey(decree) || poll.decrees.size() >= Poll.MOST) {
            return;
        }
        Optional<Map.Entry<Decree, Fact>> first = poll.decrees.entrySet().stream().findFirst();
        boolean foundBefore = poll.beginnings.stream().map(each -> each.decree).distinct().count() > 1;
        if (first.isPresent() && !foundBefore) {
            book.verdicts.broken(Check.B1, List.of(poll.ballot, "decrees"), "Ballot %d was for %s and for %s."
                    .formatted(poll.ballot, first.get().getKey(), decree), first.get().getValue(), fact);
        }
        poll.decrees.put(decree, fact);
        book.polls.grown(poll);
    }
}
