package paxos.node.file;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Vote;

/// What a legislator's ledger must say after a crash: what others were told, and what a write or an opening promised.
final class Obligations {

    private Set<Ledger> allowed;
    private boolean forgetting;
    private Ballot promised = Ballot.NONE;
    private Ballot tried = Ballot.NONE;
    private Optional<Vote> voted = Optional.empty();
    private Optional<Decree> told = Optional.empty();

    /// @param ledger what is on the disk at first
    Obligations(Ledger ledger) {
        allowed = new HashSet<>(Set.of(ledger));
    }

    /// The same, to be added to.
    Obligations copy() {
        Obligations copy = new Obligations(Ledger.BLANK);
        copy.allowed = new HashSet<>(allowed);
        copy.forgetting = forgetting;
        copy.promised = promised;
        copy.tried = tried;
        copy.voted = voted;
        copy.told = told;
        return copy;
    }

    void add(Deed.Mark mark) {
        switch (mark) {
            case Deed.Mark.Begun(var ledger) -> allowed.add(ledger);
            case Deed.Mark.Durable(var ledger) -> {
                allowed = new HashSet<>(Set.of(ledger));
                if (forgetting && ledger.equals(Ledger.BLANK)) {
                    forgetMessages();
                }
                forgetting = false;
            }
            case Deed.Mark.Forgetting() -> {
                allowed.add(Ledger.BLANK);
                forgetting = true;
            }
            case Deed.Mark.Forgot() -> {
                allowed = new HashSet<>(Set.of(Ledger.BLANK));
                forgetMessages();
                forgetting = false;
            }
            case Deed.Mark.Sent(var message) -> sent(message);
        }
    }

    private void forgetMessages() {
        promised = Ballot.NONE;
        tried = Ballot.NONE;
        voted = Optional.empty();
        told = Optional.empty();
    }

    private void sent(Message message) {
        switch (message) {
            case Message.NextBallot(var b) -> tried = Ballot.max(tried, b);
            case Message.BeginBallot(var b, _) -> tried = Ballot.max(tried, b);
            case Message.LastVote(var b, _) -> promised = Ballot.max(promised, b);
            case Message.HigherBallot(var c) -> promised = Ballot.max(promised, c);
            case Message.Voted(var b, var d) -> voted = voted.filter(vote -> vote.ballot().isAbove(b))
                    .or(() -> Optional.of(new Vote(b, d)));
            case Message.Success(_, var d) -> told = Optional.of(d);
        }
    }

    /// What is missing from this ledger; empty where nothing is.
    Optional<String> missingFrom(Ledger found) {
        if (forgetting && found.equals(Ledger.BLANK)) {
            return Optional.empty();
        }
        if (found.nextBal().isBelow(promised)) {
            return Optional.of("it promised ballot %s".formatted(promised));
        }
        if (found.lastTried().isBelow(tried)) {
            return Optional.of("it started ballot %s".formatted(tried));
        }
        if (voted.isPresent() && (found.prevVote().isEmpty() || found.prevVote().get().ballot().isBelow(voted.get().ballot())
                || found.prevVote().get().ballot().equals(voted.get().ballot()) && !found.prevVote().equals(voted))) {
            return Optional.of("it voted for %s in ballot %s".formatted(voted.get().decree(), voted.get().ballot()));
        }
        if (told.isPresent() && !found.decree().equals(told)) {
            return Optional.of("it told that the decree is " + told.get());
        }
        return allowed.contains(found) ? Optional.empty() : Optional.of("it wrote one of " + allowed);
    }
}
