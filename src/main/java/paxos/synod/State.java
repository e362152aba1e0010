package paxos.synod;

/// All that a legislator knows.
///
/// @param ledger in ink: durable
/// @param slip   in pencil: volatile
public record State(Ledger ledger, Slip slip) {

    /// The state of a legislator that comes back, or comes for the first time, with this ledger: the slip is lost.
    public static State afterRestart(Ledger ledger) {
        return new State(ledger, new Slip.Idle());
    }

    State with(Ledger changed) {
        return new State(changed, slip);
    }

    State with(Slip changed) {
        return new State(ledger, changed);
    }
}
