package paxos.audit;

import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// B2: the quorums of any two ballots have a member in common. Two majorities need not be compared.
///
/// Bounded: of equal quorums the first is kept; of too many, the oldest make way.
final class Quorums {

    /// How many members all that are kept may have together.
    private static final int MOST = 16_384;

    private final Book book;
    private final Map<BitSet, Poll.Beginning> majorities = new LinkedHashMap<>();
    private final Map<BitSet, Poll.Beginning> smaller = new LinkedHashMap<>();
    private long members;

    Quorums(Book book) {
        this.book = book;
    }

    void clear() {
        majorities.clear();
        smaller.clear();
        members = 0;
    }

    /// The quorum of a ballot has become known.
    void known(Poll.Beginning now) {
        book.verdicts.made(Check.B2);
        BitSet quorum = now.quorum.orElseThrow();
        boolean majority = quorum.cardinality() >= book.parliament.majority();
        compare(now, smaller);
        if (!majority) {
            compare(now, majorities);
        }
        keep(now, quorum, majority ? majorities : smaller);
    }

    private void compare(Poll.Beginning now, Map<BitSet, Poll.Beginning> others) {
        others.forEach((quorum, other) -> {
            if (!quorum.intersects(now.quorum.orElseThrow()) && other.poll != now.poll) {
                book.verdicts.broken(Check.B2, List.of(other.poll.ballot, now.poll.ballot),
                        "No legislator is in both quorums: that of ballot %d is %s, that of ballot %d is %s.".formatted(
                                other.poll.ballot, book.names(quorum), now.poll.ballot, book.names(now.quorum.orElseThrow())),
                        () -> Stream.concat(other.sent.stream(), now.sent.stream()));
            }
        });
    }

    private void keep(Poll.Beginning now, BitSet quorum, Map<BitSet, Poll.Beginning> kept) {
        if (kept.putIfAbsent(quorum, now) == null) {
            members += quorum.cardinality();
        }
        for (Map<BitSet, Poll.Beginning> each : List.of(majorities, smaller)) {
            Iterator<BitSet> oldest = each.keySet().iterator();
            while (members > MOST && each.size() > 1) {
                members -= oldest.next().cardinality();
                oldest.remove();
            }
        }
    }
}
