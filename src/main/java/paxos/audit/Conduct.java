package paxos.audit;

import java.util.Optional;
import paxos.synod.Explanation;
import paxos.synod.Slip;

/// A step of a legislator whose sends are coming.
final class Conduct {

    final Explanation why;
    /// Where the record tells the slip, and it is of a ballot that has begun.
    final Optional<Slip.Polling> polling;
    /// Whether its NextBallot was seen.
    boolean started;
    /// What is begun by this step.
    Optional<Poll.Beginning> beginning = Optional.empty();

    Conduct(Explanation why, Slip slip) {
        this.why = why;
        this.polling = slip instanceof Slip.Polling now ? Optional.of(now) : Optional.empty();
    }
}
