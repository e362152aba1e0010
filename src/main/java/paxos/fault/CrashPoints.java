package paxos.fault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import paxos.fault.CrashPoint.Deed;
import paxos.fault.CrashPoint.When;
import paxos.node.Hazard;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Send;
import paxos.trace.EventLog;

/// Strikes a legislator down where somebody asked for it: once, and then never again until asked anew. From any thread.
///
/// What a legislator sends to itself does not leave it, and a crash loses it. So a crash *after* sending comes with the first
/// message to another; a crash *before* sending with the first to anybody. And as a crash resets all connections, a crash
/// *after* sending waits until the messenger has handed its message over or was lost, for twelve seconds at most: meanwhile
/// the legislator does nothing.
public final class CrashPoints implements Hazard {

    private static final Ballot LAST = new Ballot(Integer.MAX_VALUE);

    private final String name;
    private final Handover handover;
    private final AtomicReference<Optional<CrashPoint>> armed = new AtomicReference<>(Optional.empty());

    /// Nothing is armed.
    ///
    /// @param name whom it strikes
    /// @param log  where it records what happens
    public CrashPoints(String name, EventLog log) {
        this.name = name;
        this.handover = new Handover(name, log);
    }

    /// The legislator is to crash there, once; any other point is forgotten.
    public void arm(CrashPoint point) {
        armed.set(Optional.of(point));
    }

    /// It is not to crash after all.
    public void disarm() {
        armed.set(Optional.empty());
    }

    /// Where it is to crash; empty where nowhere.
    public Optional<CrashPoint> armed() {
        return armed.get();
    }

    @Override
    public Optional<String> strikes(Moment moment) {
        if (moment instanceof Moment.BeforeSend) {
            handover.setsOut();
        }
        Optional<CrashPoint> point = armed.get();
        // Whoever disarms it in this very moment comes first, or too late; never both.
        return point.filter(awaited -> comes(awaited, moment)).filter(_ -> armed.compareAndSet(point, Optional.empty()))
                .map(awaited -> {
                    if (moment instanceof Moment.AfterSend(var send)) {
                        handover.await(send);
                    }
                    return why(awaited.deed(), moment);
                });
    }

    private boolean comes(CrashPoint point, Moment moment) {
        return switch (moment) {
            case Moment.BeforeWrite(var before, var after) -> point.when() == When.BEFORE && writes(point.deed(), before, after);
            case Moment.AfterWrite(var before, var after) -> point.when() == When.AFTER && writes(point.deed(), before, after);
            case Moment.BeforeSend(var send) -> point.when() == When.BEFORE && deed(send.message()) == point.deed();
            case Moment.AfterSend(var send) -> point.when() == When.AFTER && deed(send.message()) == point.deed()
                    && !send.to().equals(name);
        };
    }

    private static boolean writes(Deed deed, Ledger before, Ledger after) {
        return switch (deed) {
            case WRITE_LAST_TRIED -> !after.lastTried().equals(before.lastTried());
            case WRITE_PROMISE -> !after.nextBal().equals(before.nextBal());
            case WRITE_VOTE -> !after.prevVote().equals(before.prevVote());
            case WRITE_DECREE -> !after.decree().equals(before.decree());
            case SEND_NEXT_BALLOT, SEND_LAST_VOTE, SEND_BEGIN_BALLOT, SEND_VOTED, SEND_SUCCESS, SEND_HIGHER_BALLOT -> false;
        };
    }

    private static Deed deed(Message message) {
        return switch (message) {
            case Message.NextBallot _ -> Deed.SEND_NEXT_BALLOT;
            case Message.LastVote _ -> Deed.SEND_LAST_VOTE;
            case Message.BeginBallot _ -> Deed.SEND_BEGIN_BALLOT;
            case Message.Voted _ -> Deed.SEND_VOTED;
            case Message.Success _ -> Deed.SEND_SUCCESS;
            case Message.HigherBallot _ -> Deed.SEND_HIGHER_BALLOT;
        };
    }

    // ---- Words

    private String why(Deed deed, Moment moment) {
        return "%s was crashed %s, as was asked.".formatted(name, switch (moment) {
            case Moment.BeforeWrite(_, var after) -> "before " + writing(deed, after);
            case Moment.AfterWrite(_, var after) -> "after %s, before %s".formatted(writing(deed, after), next(deed, after));
            case Moment.BeforeSend(var send) -> "before sending " + sent(send);
            case Moment.AfterSend(var send) -> "after sending %s, before anything else".formatted(sent(send));
        });
    }

    private static String writing(Deed deed, Ledger after) {
        return switch (deed) {
            case WRITE_LAST_TRIED -> "writing that it tries ballot " + after.lastTried();
            case WRITE_PROMISE -> "writing its promise of ballot " + after.nextBal();
            case WRITE_VOTE -> after.prevVote().map(vote -> "writing its vote for %s in ballot %s"
                    .formatted(vote.decree(), vote.ballot())).orElseThrow();
            case WRITE_DECREE -> "writing the decree " + after.decree().orElseThrow();
            case SEND_NEXT_BALLOT, SEND_LAST_VOTE, SEND_BEGIN_BALLOT, SEND_VOTED, SEND_SUCCESS, SEND_HIGHER_BALLOT ->
                throw new IllegalArgumentException(deed + " is no write.");
        };
    }

    /// What would have followed. Who learns the decree tells nobody; who passes it tells all.
    private static String next(Deed deed, Ledger after) {
        return switch (deed) {
            case WRITE_LAST_TRIED -> "sending NextBallot " + after.lastTried();
            case WRITE_PROMISE -> "sending LastVote " + after.nextBal();
            case WRITE_VOTE -> after.prevVote().map(vote -> "sending Voted " + vote.ballot()).orElseThrow();
            case WRITE_DECREE -> "telling anybody";
            case SEND_NEXT_BALLOT, SEND_LAST_VOTE, SEND_BEGIN_BALLOT, SEND_VOTED, SEND_SUCCESS, SEND_HIGHER_BALLOT ->
                throw new IllegalArgumentException(deed + " is no write.");
        };
    }

    private String sent(Send send) {
        Ballot b = send.message().ballot();
        return "%s%s to %s".formatted(send.message().getClass().getSimpleName(), b.isNone() ? "" : " " + b,
                send.to().equals(name) ? "itself" : send.to());
    }

    /// Why that can never come for a legislator with this ledger; empty where it may.
    ///
    /// @return a sentence
    public static Optional<String> neverComes(CrashPoint point, Ledger ledger) {
        return switch (point.deed()) {
            case WRITE_DECREE -> ledger.decree().map(decree -> never(point,
                    "the decree %s is in the ledger already, and a decree is written once".formatted(decree)));
            case WRITE_PROMISE -> Optional.of(ledger.nextBal()).filter(LAST::equals)
                    .map(b -> never(point, "the promise of ballot %s is written, and no ballot is above that".formatted(b)));
            case WRITE_VOTE -> ledger.prevVote().filter(vote -> vote.ballot().equals(LAST))
                    .map(vote -> never(point,
                            "a vote in ballot %s is written, and no ballot is above that".formatted(vote.ballot())));
            case WRITE_LAST_TRIED, SEND_NEXT_BALLOT -> Optional.of(Ballot.max(ledger.lastTried(), ledger.nextBal()))
                    .filter(LAST::equals)
                    .map(b -> never(point,
                            "the ledger knows of ballot %s, and no ballot is above that to be started".formatted(b)));
            case SEND_LAST_VOTE, SEND_BEGIN_BALLOT, SEND_VOTED, SEND_SUCCESS, SEND_HIGHER_BALLOT -> Optional.empty();
        };
    }

    private static String never(CrashPoint point, String because) {
        return "It can never crash %s: %s. Choose another point, or begin a new parliament.".formatted(point.words(), because);
    }
}
