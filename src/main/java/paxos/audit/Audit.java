package paxos.audit;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// Checks the record of a parliament, event by event: each [Check] over all that is known.
///
/// Events come in an order in which nothing comes before its cause, as far as that is known. Should one come late, nothing
/// turns red by it: what is not known is not judged. Of a legislator whose own record is heard, nothing else counts; of
/// another, what the others received from it. [Happening.Forgot] begins everything anew; a disk that was changed on purpose
/// does not, as that is how promises get lost.
///
/// An event takes time that grows with the logarithm of what is kept. Bounded: where there are too many ballots, those with
/// the lowest numbers are forgotten, but for each legislator's latest vote in one of them. What comes late to a forgotten
/// ballot is not checked. Violations are kept, and count, whatever is forgotten. For one thread.
public final class Audit {

    /// How many violations of each check are kept.
    public static final int SHOWN = 16;
    /// How many violations are counted, of all checks together; further ones are passed over.
    public static final int COUNTED = 1_000;
    /// How many facts are kept of ballots: starts, LastVotes, BeginBallots and votes.
    static final int MOST_FACTS = 60_000;

    private static final State UNREAD = State.afterRestart(Ledger.BLANK);

    private final Book book;
    private final Entries entries;
    private final Numbers numbers;
    private final Quorums quorums;
    private final Votes votes;
    private long version;
    private Optional<Findings> findings = Optional.empty();
    private Optional<Outlook> outlook = Optional.empty();
    private boolean outlookOfRules;

    /// An audit that has seen nothing.
    public Audit(Parliament parliament) {
        this(parliament, MOST_FACTS);
    }

    Audit(Parliament parliament, int mostFacts) {
        book = new Book(parliament, mostFacts);
        entries = new Entries(book);
        numbers = new Numbers(book);
        quorums = new Quorums(book);
        votes = new Votes(book, numbers);
    }

    /// What was found so far: the same instance until the next event.
    public Findings findings() {
        if (findings.isEmpty()) {
            findings = Optional.of(book.verdicts.findings(version));
        }
        return findings.get();
    }

    /// What can still be chosen: the same instance until the next event, or another answer to the question of rules.
    ///
    /// @param rulesHold whether all legislators keep all rules; where the record says of one that it does not, that counts
    public Outlook outlook(boolean rulesHold) {
        if (outlook.isEmpty() || outlookOfRules != rulesHold) {
            outlookOfRules = rulesHold;
            outlook = Optional.of(new Foresight(book, entries.decrees(), rulesHold).outlook());
        }
        return outlook.get();
    }

    /// How many facts are kept of ballots.
    long facts() {
        return book.polls.weight();
    }

    /// Grows with each event.
    public long version() {
        return version;
    }

    /// Takes in an event. One of a legislator that is not of this parliament is passed over.
    public void take(Event event) {
        Optional<Priest> known = book.priest(event.node());
        if (known.isEmpty()) {
            return;
        }
        version++;
        findings = Optional.empty();
        outlook = Optional.empty();
        Priest priest = known.get();
        priest.heard = true;
        switch (event.what()) {
            case Happening.Opened(_, State state) -> opened(priest, state.ledger(), event);
            case Happening.Crashed _, Happening.Closed _ -> gone(priest, event);
            case Happening.Forgot _ -> forgot(priest);
            case Happening.Wrote(Ledger before, Ledger after) -> wrote(priest, before, after, event);
            case Happening.Stepped(State state, Explanation why) -> stepped(priest, state, why);
            case Happening.Sent(String id, String to, Message message) -> sent(priest, id, to, message, event);
            case Happening.Received(Optional<String> from, _, Message message) -> received(priest, from, message, event);
            case Happening.Tampered(Ledger before, Ledger after, _) -> tampered(priest, before, after, event);
            case Happening.Rules rules -> {
                priest.off.clear();
                priest.off.addAll(rules.off());
            }
            case Happening.Missed _ -> missed(priest);
            // From other threads than the legislator's, or about no step of it.
            case Happening.HandedOver _, Happening.Lost _, Happening.Dropped _, Happening.Held _, Happening.Discarded _,
                    Happening.Intervened _, Happening.PeerSeen _ -> { }
        }
        book.polls.trim();
    }

    /// Where several forget, the first of them begins everything anew; so does another that has done anything since.
    private void forgot(Priest priest) {
        if (!priest.isUnknown()) {
            forget();
        }
        priest.opened(Ledger.BLANK);
        priest.down = true;
    }

    private void forget() {
        book.clear();
        entries.clear();
        quorums.clear();
    }

    // ---- Coming and going

    private void opened(Priest priest, Ledger ledger, Event event) {
        endSends(priest, false);
        if (event.lamport() == 0 && ledger.equals(Ledger.BLANK) && !priest.tampered && book.areAllBlankBut(priest)) {
            // All processes are new, and nobody remembers anything: a new parliament, that nobody was there to tell of.
            List<Priest> others = book.priests().stream().filter(other -> other != priest && other.heard).toList();
            forget();
            others.forEach(other -> other.opened(Ledger.BLANK));
        }
        boolean sameProcess = priest.down && event.lamport() > 0 && event.lamport() >= priest.wentAt;
        boolean unseen = !priest.fresh && !sameProcess && !priest.ledger.equals(Optional.of(ledger));
        priest.complete = priest.complete && !unseen;
        Optional<Ledger> known = priest.ledger;
        votes.lost(priest, ledger.prevVote());
        seen(priest, ledger, book.fact(event));
        if (!priest.ledger.equals(known)) {
            priest.cameWith(ledger);
        }
        priest.opened(ledger);
    }

    private void gone(Priest priest, Event event) {
        // One that left had said all that it was about to say.
        endSends(priest, event.what() instanceof Happening.Closed);
        joined(priest);
        priest.down = true;
        priest.wentAt = event.lamport();
        priest.pending = Ballot.NONE;
    }

    private void missed(Priest priest) {
        endSends(priest, false);
        priest.complete = false;
        priest.ledger = Optional.empty();
    }

    private void tampered(Priest priest, Ledger before, Ledger after, Event event) {
        // What was in pencil is not on the disk, and known all the same.
        priest.complete = priest.complete && (priest.ledger.isEmpty() || priest.ledger.equals(Optional.of(before))
                || priest.off.contains(Rule.KEEP_PROMISES));
        priest.tampered = true;
        Fact fact = book.fact(event);
        seen(priest, before, fact);
        votes.lost(priest, after.prevVote());
        seen(priest, after, fact);
    }

    /// A record that is heard from the middle on.
    private static void joined(Priest priest) {
        priest.complete = priest.complete && !priest.fresh;
        priest.fresh = false;
    }

    // ---- Ledgers

    private void wrote(Priest priest, Ledger before, Ledger after, Event event) {
        endSends(priest, true);
        joined(priest);
        Fact fact = book.fact(event);
        if (!priest.ledger.equals(Optional.of(before))) {
            seen(priest, before, fact);
            priest.cameWith(before);
        }
        if (after.lastTried().isAbove(before.lastTried())) {
            priest.pending = after.lastTried();
        }
        if (!after.prevVote().equals(before.prevVote())) {
            after.prevVote().ifPresent(vote -> votes.wrote(priest, vote, fact));
        }
        seen(priest, after, fact);
    }

    /// What a ledger says that was read or written.
    private void seen(Priest priest, Ledger ledger, Fact fact) {
        priest.lost = priest.lost || priest.isMissingIn(ledger);
        priest.ledger = Optional.of(ledger);
        ledger.prevVote().ifPresent(vote -> votes.stands(priest, vote, fact));
        ledger.decree().ifPresent(decree -> entries.entered(priest, decree, fact));
    }

    // ---- Steps and messages

    private void stepped(Priest priest, State state, Explanation why) {
        endSends(priest, true);
        joined(priest);
        priest.conduct = Optional.of(new Conduct(why, state.slip()));
        if (!state.equals(UNREAD)) {
            priest.ledger = Optional.of(state.ledger());
        }
        if (why.reason() == Reason.BEGUN_FREE || why.reason() == Reason.BEGUN_BOUND || why.reason() == Reason.OUTBID) {
            priest.pending = Ballot.NONE;
        } else if (state.slip() instanceof Slip.Trying trying) {
            priest.pending = trying.ballot();
        }
    }

    private void sent(Priest priest, String id, String to, Message message, Event event) {
        joined(priest);
        switch (message) {
            case Message.NextBallot(Ballot ballot) -> {
                priest.saidTried = Math.max(priest.saidTried, ballot.number());
                nextBallot(priest, ballot, id, event);
            }
            case Message.LastVote lastVote -> {
                priest.saidPromise = Math.max(priest.saidPromise, lastVote.ballot().number());
                votes.claimed(priest, lastVote, true, book.fact(event));
            }
            case Message.BeginBallot begin -> beginBallot(priest, begin, id, to, book.fact(event));
            case Message.Voted voted -> {
                priest.saidVote = Math.max(priest.saidVote, voted.ballot().number());
                votes.voted(priest, voteOf(voted), book.fact(event));
            }
            case Message.Success success -> entries.announced(Optional.of(priest), success, book.fact(event));
            case Message.HigherBallot _ -> { }
        }
    }

    private static Vote voteOf(Message.Voted voted) {
        return new Vote(voted.ballot(), voted.decree());
    }

    private void nextBallot(Priest priest, Ballot ballot, String id, Event event) {
        priest.conduct.filter(now -> !now.started && now.why.reason() == Reason.STARTED && now.why.ballot().equals(ballot))
                .ifPresent(now -> {
                    now.started = true;
                    numbers.started(priest, ballot.number(), Optional.of(id), book.fact(event));
                });
    }

    private void beginBallot(Priest priest, Message.BeginBallot message, String id, String to, Fact fact) {
        Optional<Poll> known = book.polls.of(message.ballot().number());
        if (known.isEmpty()) {
            return;
        }
        Poll poll = known.get();
        Optional<Poll.Beginning> going = priest.conduct.flatMap(now -> now.beginning).filter(begun -> begun.poll == poll
                && begun.decree.equals(message.decree()));
        boolean again = poll.beginnings.stream().anyMatch(begun -> begun.id.equals(id));
        if (going.isPresent()) {
            reach(going.get(), to, fact);
        } else if (priest.conduct.filter(now -> now.beginning.isEmpty()).isPresent() && !again
                && poll.beginnings.size() < Poll.MOST) {
            Conduct conduct = priest.conduct.get();
            Poll.Beginning begun = new Poll.Beginning(poll, priest, message.decree(), id);
            reach(begun, to, fact);
            conduct.beginning = Optional.of(begun);
            priest.pending = Ballot.NONE;
            numbers.begun(begun);
            conduct.polling.filter(slip -> slip.ballot().equals(message.ballot()))
                    .ifPresent(slip -> isFor(begun, members(slip)));
        }
        numbers.decree(poll, message.decree(), fact);
    }

    private void reach(Poll.Beginning begun, String to, Fact fact) {
        begun.sent.add(fact);
        book.polls.grown(begun.poll);
        book.priest(to).ifPresent(member -> begun.reached.set(member.index));
    }

    private BitSet members(Slip.Polling slip) {
        BitSet members = new BitSet();
        slip.quorum().forEach(name -> book.priest(name).ifPresent(member -> members.set(member.index)));
        return members;
    }

    /// The step is over. What it began, it began with those whom its messages went to, if all of them went.
    private void endSends(Priest priest, boolean all) {
        Optional<Poll.Beginning> begun = priest.conduct.flatMap(now -> now.beginning);
        priest.conduct = Optional.empty();
        begun.filter(each -> each.quorum.isEmpty()).ifPresent(each -> {
            // A legislator that keeps the rules begins as soon as it is a majority; anything else is for lack of a line.
            boolean sure = priest.off.isEmpty() ? each.reached.cardinality() == book.parliament.majority() : all;
            if (sure) {
                isFor(each, each.reached);
            }
        });
    }

    private void isFor(Poll.Beginning begun, BitSet quorum) {
        begun.quorum = Optional.of(quorum);
        quorums.known(begun);
        votes.judge(begun);
        book.grown(begun.poll);
    }

    private void received(Priest priest, Optional<String> from, Message message, Event event) {
        endSends(priest, true);
        joined(priest);
        if (from.isEmpty() && message instanceof Message.Success success
                && book.priests().stream().anyMatch(other -> !other.heard)) {
            entries.announced(Optional.empty(), success, book.fact(event));
        }
        Optional<Priest> sender = from.flatMap(book::priest).filter(other -> !other.heard);
        sender.ifPresent(other -> {
            switch (message) {
                case Message.NextBallot(Ballot ballot) ->
                    numbers.started(other, ballot.number(), Optional.empty(), book.fact(event));
                case Message.LastVote lastVote -> votes.claimed(other, lastVote, false, book.fact(event));
                case Message.BeginBallot begin -> book.polls.of(begin.ballot().number())
                        .ifPresent(poll -> numbers.decree(poll, begin.decree(), book.fact(event)));
                case Message.Voted voted -> votes.voted(other, voteOf(voted), book.fact(event));
                case Message.Success success -> entries.announced(Optional.of(other), success, book.fact(event));
                case Message.HigherBallot _ -> { }
            }
        });
    }
}
