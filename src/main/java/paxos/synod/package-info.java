/// The Synod protocol of Leslie Lamport's *The Part-Time Parliament* (section 2), as one pure function.
///
/// [paxos.synod.Legislator#step] takes what a legislator knows and one thing that happens to it, and returns what it
/// knows next and what it wants said. It does no I/O, reads no clock and draws no random number, so the code that
/// runs in a window is the very code that a test, a simulation or an exhaustive search drives.
///
/// The caller's duties, in this order, for each step:
///
/// 1. **Write.** Where `step.next().ledger()` differs from the ledger before, make it durable. If that fails, the
///    legislator has crashed: send nothing.
/// 2. **Send** every `step.sends()`. A message to the legislator itself is handed back as an [paxos.synod.Input]
///    like any other, after the write and never by a call from within the step.
/// 3. **Step again** with the next input. One input at a time.
///
/// A crash loses the [paxos.synod.Slip] and keeps the [paxos.synod.Ledger]: to restart, begin with
/// [paxos.synod.State#afterRestart]. Where the slip is [paxos.synod.Slip.Outbid], give the legislator
/// [paxos.synod.Input.TryAgain] after a pause of your choosing: how long is a question of time, which is not known here.
///
/// | the paper, and this code | elsewhere |
/// | --- | --- |
/// | legislator | node: proposer, acceptor and learner in one |
/// | president of a ballot | proposer of that proposal number |
/// | ballot number | proposal number, round |
/// | NextBallot, LastVote | prepare, promise |
/// | BeginBallot, Voted | accept request, accepted |
/// | Success, HigherBallot | learn, reject |
/// | nextBal, prevVote, lastTried | promised ballot, accepted proposal, own highest proposal |
/// | decree | value |
/// | ledger, slip of paper | durable state, volatile state |
package paxos.synod;
