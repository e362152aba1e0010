package paxos.app;

/// What was done and found, in one round or in several.
///
/// @param rounds    how many rounds
/// @param asked     ballots that were asked for
/// @param ballots   ballots that were started, as the ledgers have it: those of presidents who tried again, too
/// @param decided   ballots in which a majority voted, as the ledgers have it
/// @param contested rounds in which there were votes for more than one decree
/// @param kills     processes killed
/// @param restarts  processes started again after that
/// @param compacted how often a ledger was shorter than when the process before had ended
/// @param cuts      wires cut, silently or with resets; each way counts
/// @param slowed    wires slowed down
/// @param events    events audited
/// @param checks    checks that the audit made
/// @param backed    messages received that were compared with the ledger of their sender
/// @param untold    those of them that are in no trace of their sender any more, as it was killed
/// @param violations what was found
record KillSoakFigures(int rounds, long asked, long ballots, long decided, int contested, long kills, long restarts, long compacted, long cuts,
        long slowed, long events, long checks, long backed, long untold, long violations) {

    static final KillSoakFigures NONE = new KillSoakFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    KillSoakFigures plus(KillSoakFigures more) {
        return new KillSoakFigures(rounds + more.rounds, asked + more.asked, ballots + more.ballots, decided + more.decided,
                contested + more.contested, kills + more.kills, restarts + more.restarts, compacted + more.compacted, cuts + more.cuts, slowed + more.slowed,
                events + more.events, checks + more.checks, backed + more.backed, untold + more.untold, violations + more.violations);
    }

    /// Without the number of rounds.
    @Override
    public String toString() {
        return ("%d ballots asked for, %d ballots started, %d decided, %d kills, %d restarts, %d ledgers compacted, %d cuts, %d wires slowed, "
                + "%d events audited by %d checks, %d messages backed by their sender's ledger (%d of them in no trace of the sender), "
                + "%d violations").formatted(asked, ballots, decided, kills, restarts, compacted, cuts, slowed, events, checks, backed, untold,
                        violations);
    }
}
