package paxos.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Decree;
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

/// A history made by hand, right or wrong, and its audit. Each verb gives the event that it is about.
final class Script {

    final Audit audit;
    final List<Event> events = new ArrayList<>();
    private final Parliament parliament;
    private final Map<String, Ledger> ledgers = new HashMap<>();

    Script(String... names) {
        parliament = new Parliament(List.of(names));
        audit = new Audit(parliament);
        parliament.legislators().forEach(name -> opens(name, Ledger.BLANK));
    }

    Event tell(String name, Happening what) {
        return tellAt(events.size() + 1L, name, what);
    }

    Event tellAt(long lamport, String name, Happening what) {
        Event event = new Event(events.size(), Instant.EPOCH.plusSeconds(events.size()), lamport, name, what);
        events.add(event);
        audit.take(event);
        return event;
    }

    Event opens(String name, Ledger ledger) {
        ledgers.put(name, ledger);
        return tell(name, new Happening.Opened("127.0.0.1:8000", State.afterRestart(ledger)));
    }

    Event crashes(String name) {
        return tell(name, new Happening.Crashed("on request", false));
    }

    /// Its ledger is blank from now on; that it was told.
    void forgets(String name) {
        ledgers.put(name, Ledger.BLANK);
    }

    Event wipes(String name) {
        Event event = tell(name, new Happening.Tampered(ledgers.get(name), Ledger.BLANK, "Its disk was wiped."));
        ledgers.put(name, Ledger.BLANK);
        return event;
    }

    Event writes(String name, Ledger after) {
        return tell(name, new Happening.Wrote(ledgers.put(name, after), after));
    }

    Event sends(String name, String to, Message message) {
        return tell(name, new Happening.Sent("m" + events.size(), to, message));
    }

    Event steps(String name, Reason reason, int ballot) {
        return tell(name, new Happening.Stepped(new State(ledgers.get(name), new Slip.Idle()),
                new Explanation(reason, new Ballot(ballot), "")));
    }

    Event receives(String name, String from, Message message) {
        return tell(name, new Happening.Received(Optional.of(from), Optional.empty(), message));
    }

    /// Starts a ballot.
    ///
    /// @return the first NextBallot
    Event starts(String president, int ballot) {
        writes(president, ledgers.get(president).withLastTried(new Ballot(ballot)));
        steps(president, Reason.STARTED, ballot);
        return parliament.legislators().stream()
                .map(to -> sends(president, to, new Message.NextBallot(new Ballot(ballot)))).toList().getFirst();
    }

    /// Promises, and says how it last voted.
    ///
    /// @return the LastVote
    Event promises(String name, int ballot) {
        return promises(name, ballot, ledgers.get(name).prevVote());
    }

    Event promises(String name, int ballot, Optional<Vote> vote) {
        writes(name, ledgers.get(name).withNextBal(new Ballot(ballot)));
        steps(name, Reason.PROMISED, ballot);
        return sends(name, parliament.presidentOf(new Ballot(ballot)), new Message.LastVote(new Ballot(ballot), vote));
    }

    /// Begins a ballot with these.
    ///
    /// @return the BeginBallots
    List<Event> begins(String president, int ballot, int decree, String... quorum) {
        tell(president, new Happening.Stepped(new State(ledgers.get(president), new Slip.Polling(new Ballot(ballot),
                Optional.empty(), new Decree(decree), Set.of(quorum), Set.of())),
                new Explanation(Reason.BEGUN_FREE, new Ballot(ballot), "")));
        return List.of(quorum).stream().map(to -> sends(president, to, begin(ballot, decree))).toList();
    }

    static Message.BeginBallot begin(int ballot, int decree) {
        return new Message.BeginBallot(new Ballot(ballot), new Decree(decree));
    }

    static Vote vote(int ballot, int decree) {
        return new Vote(new Ballot(ballot), new Decree(decree));
    }

    /// Votes.
    ///
    /// @return what was written, and Voted
    List<Event> votes(String name, int ballot, int decree) {
        Event wrote = writes(name, ledgers.get(name).withPrevVote(vote(ballot, decree)));
        steps(name, Reason.VOTED, ballot);
        return List.of(wrote, sends(name, parliament.presidentOf(new Ballot(ballot)),
                new Message.Voted(new Ballot(ballot), new Decree(decree))));
    }

    /// Enters the decree.
    ///
    /// @return what was written
    Event enters(String name, int decree) {
        return writes(name, ledgers.get(name).withDecree(new Decree(decree)));
    }

    /// A whole ballot, as it should be.
    void holds(String president, int ballot, int decree, String... quorum) {
        starts(president, ballot);
        List.of(quorum).forEach(name -> promises(name, ballot));
        begins(president, ballot, decree, quorum);
        List.of(quorum).forEach(name -> votes(name, ballot, decree));
    }

    List<Violation> violations(Check check) {
        return audit.findings().of(check).first();
    }

    String sentence() {
        return audit.outlook(true).sentence();
    }
}
