package paxos.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Vote;

/// Which decrees a ballot can still be for, and pass.
///
/// All ballots that anybody can still vote in are gone through, from the lowest number up: those that have begun, those
/// that were started and may yet begin, and between any two numbers that matter, those that may yet be started. A ballot
/// that has not begun can be for the decree of any vote that can be the latest in a majority; for any decree, where a
/// majority can say that it never voted. A legislator's vote is the one it has, or one that it can still cast in a ballot
/// below. Nothing that can happen is left out. Some of what is found may not happen, as the choices of several legislators
/// are taken to be independent of each other.
final class Prospects {

    /// How many ballots that have begun are looked at: the highest, of those in which anybody can still vote.
    private static final int MOST = 256;

    /// A ballot that somebody may still vote in, or all ballots between two numbers.
    ///
    /// @param rank    its place: odd for a number that matters, even for what is between two of them
    /// @param poll    what is known of it, if it has begun
    /// @param number  its number, if it was started and has not begun; else −1
    /// @param decrees what it can be for
    /// @param any     whether it can be for any decree
    private record Chapter(int rank, Optional<Poll> poll, int number, Set<Decree> decrees, boolean any) {
    }

    /// A ballot that has begun and can still pass.
    ///
    /// @param sure    whether its quorum is known; else all are named who may be in it
    /// @param missing who of them has not voted yet
    record Live(Poll poll, Decree decree, boolean sure, BitSet voted, BitSet missing) {
    }

    private final Book book;
    private final int size;
    private final int[] nextBal;
    private final int[] lastTried;
    private final List<Optional<Vote>> votes = new ArrayList<>();
    /// The numbers that matter, in order.
    private int[] specials = {};
    private final List<Poll> open = new ArrayList<>();
    private final Set<Integer> pending = new TreeSet<>();
    private final List<Chapter> chapters = new ArrayList<>();

    final Set<Decree> later = new LinkedHashSet<>();
    final List<Live> live = new ArrayList<>();
    boolean anyOther;
    /// Whether some ballots had to be left out.
    boolean cut;

    /// Nothing is looked for yet.
    Prospects(Book book) {
        this.book = book;
        this.size = book.priests().size();
        this.nextBal = new int[size];
        this.lastTried = new int[size];
    }

    /// Looks for all that can come.
    void look() {
        book.priests().forEach(this::read);
        findOpen(Arrays.stream(nextBal).min().orElse(-1));
        specials = specials();
        lookThrough();
    }

    private void read(Priest priest) {
        int i = priest.index;
        if (priest.ledger.isPresent()) {
            nextBal[i] = priest.ledger.get().nextBal().number();
            lastTried[i] = priest.ledger.get().lastTried().number();
            votes.add(priest.ledger.get().prevVote());
        } else {
            nextBal[i] = priest.claims.isEmpty() ? -1 : priest.claims.lastKey();
            lastTried[i] = -1;
            votes.add(priest.latestBelow(Integer.MAX_VALUE).map(cast -> new Vote(new Ballot(cast.ballot()), cast.decree())));
        }
        if (!priest.pending.isNone()) {
            pending.add(priest.pending.number());
        }
    }

    /// @param lowest below it, nobody votes any more
    private void findOpen(int lowest) {
        for (Poll poll : book.polls.highestFirst()) {
            if (poll.ballot < lowest) {
                return;
            }
            if (poll.decree().isPresent() && canAnyVoteIn(poll)) {
                cut = open.size() == MOST;
                if (cut) {
                    return;
                }
                open.addFirst(poll);
                pending.remove(poll.ballot);
            }
        }
    }

    private boolean canAnyVoteIn(Poll poll) {
        for (int i = 0; i < size; i++) {
            if (canVoteIn(i, poll)) {
                return true;
            }
        }
        return false;
    }

    private boolean canVoteIn(int i, Poll poll) {
        return nextBal[i] <= poll.ballot && !poll.voters.get(i)
                && (quorums(poll).isEmpty() || quorums(poll).stream().anyMatch(quorum -> quorum.get(i)));
    }

    private static List<BitSet> quorums(Poll poll) {
        return poll.beginnings.stream().allMatch(begun -> begun.quorum.isPresent())
                ? poll.beginnings.stream().map(begun -> begun.quorum.orElseThrow()).toList() : List.of();
    }

    private int[] specials() {
        Set<Integer> numbers = new TreeSet<>(pending);
        open.forEach(poll -> numbers.add(poll.ballot));
        for (int i = 0; i < size; i++) {
            numbers.add(nextBal[i]);
            votes.get(i).ifPresent(vote -> numbers.add(vote.ballot().number()));
            for (int number : pending) {
                Optional.ofNullable(book.priests().get(i).claims.get(number)).ifPresent(claim -> numbers.add(claim.vote()));
            }
        }
        numbers.remove(-1);
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private int rank(int number) {
        return number < 0 ? -1 : 2 * Arrays.binarySearch(specials, number) + 1;
    }

    private void lookThrough() {
        Map<Integer, Poll> begun = new TreeMap<>();
        open.forEach(poll -> begun.put(poll.ballot, poll));
        for (int at = 0; at <= specials.length; at++) {
            if (isAnyFree(at == 0 ? -1 : specials[at - 1], at == specials.length ? Long.MAX_VALUE : specials[at])) {
                unbegun(2 * at, -1);
            }
            if (at < specials.length && begun.containsKey(specials[at])) {
                Poll poll = begun.get(specials[at]);
                chapters.add(new Chapter(2 * at + 1, Optional.of(poll), -1, poll.decrees.keySet(), false));
                consider(poll);
            } else if (at < specials.length && pending.contains(specials[at])) {
                unbegun(2 * at + 1, specials[at]);
            }
        }
    }

    /// Whether somebody can start a ballot with a number between these two.
    private boolean isAnyFree(long above, long below) {
        for (int i = 0; i < size; i++) {
            long least = Math.max(above, Math.max(lastTried[i], nextBal[i])) + 1;
            long own = least + Math.floorMod(i - least, (long) size);
            if (own < below && own <= Integer.MAX_VALUE) {
                return true;
            }
        }
        return false;
    }

    private void consider(Poll poll) {
        for (Poll.Beginning each : poll.beginnings) {
            if (each.quorum.isPresent()) {
                consider(poll, each.decree, true, each.quorum.get());
            }
        }
        if (quorums(poll).isEmpty()) {
            BitSet able = new BitSet();
            book.priests().stream().filter(priest -> poll.voters.get(priest.index) || nextBal[priest.index] <= poll.ballot)
                    .forEach(priest -> able.set(priest.index));
            if (able.cardinality() >= book.parliament.majority()) {
                consider(poll, poll.decree().orElseThrow(), false, able);
            }
        }
    }

    private void consider(Poll poll, Decree decree, boolean sure, BitSet quorum) {
        BitSet missing = (BitSet) quorum.clone();
        missing.andNot(poll.voters);
        if (missing.stream().allMatch(i -> nextBal[i] <= poll.ballot)) {
            BitSet voted = (BitSet) quorum.clone();
            voted.and(poll.voters);
            live.add(new Live(poll, decree, sure, voted, missing));
        }
    }

    // ---- Ballots that have not begun

    private void unbegun(int rank, int number) {
        BitSet asked = new BitSet();
        BitSet able = new BitSet();
        for (int i = 0; i < size; i++) {
            boolean said = claim(i, number).isPresent();
            asked.set(i, said || rank(nextBal[i]) < rank);
            able.set(i, asked.get(i) && rank(nextBal[i]) <= rank);
        }
        Chapter chapter = chapter(rank, number, asked);
        Chapter passing = able.equals(asked) ? chapter : chapter(rank, number, able);
        later.addAll(passing.decrees());
        anyOther = anyOther || passing.any();
        chapters.add(chapter);
    }

    private Optional<Priest.Claim> claim(int i, int number) {
        return number < 0 ? Optional.empty() : Optional.ofNullable(book.priests().get(i).claims.get(number));
    }

    /// What a ballot can be for whose quorum is of these.
    private Chapter chapter(int rank, int number, BitSet members) {
        Set<Decree> decrees = new LinkedHashSet<>();
        boolean any = false;
        if (members.cardinality() >= book.parliament.majority()) {
            int[] least = members.stream().map(i -> claim(i, number).map(claim -> rank(claim.vote())).orElse(rankOfVote(i)))
                    .sorted().toArray();
            // The latest vote of a majority is no earlier than this.
            int floor = least[book.parliament.majority() - 1];
            any = floor < 0;
            for (int i = members.nextSetBit(0); i >= 0; i = members.nextSetBit(i + 1)) {
                Optional<Priest.Claim> claim = claim(i, number);
                if (claim.isPresent()) {
                    Priest priest = book.priests().get(i);
                    claim.filter(said -> said.vote() >= 0 && rank(said.vote()) >= floor)
                            .map(said -> priest.votes.get(said.vote())).ifPresent(cast -> decrees.add(cast.decree()));
                } else if (rankOfVote(i) >= floor) {
                    votes.get(i).ifPresent(vote -> decrees.add(vote.decree()));
                }
            }
            for (Chapter below : chapters) {
                if (below.rank() >= floor && members.stream().anyMatch(i -> claim(i, number).isEmpty() && canVoteIn(i, below))) {
                    decrees.addAll(below.decrees());
                    any = any || below.any();
                }
            }
        }
        return new Chapter(rank, Optional.empty(), number, decrees, any);
    }

    private int rankOfVote(int i) {
        return votes.get(i).map(vote -> rank(vote.ballot().number())).orElse(-1);
    }

    private boolean canVoteIn(int i, Chapter chapter) {
        return chapter.poll().map(poll -> canVoteIn(i, poll)).orElseGet(() -> rank(nextBal[i]) < chapter.rank()
                || rank(nextBal[i]) == chapter.rank() && claim(i, chapter.number()).isPresent());
    }
}
