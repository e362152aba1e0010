/// The conditions on which the parliament's safety rests, checked over the record of what happened: agreement, B1 to B3 of
/// section 2.1, and the promises of section 2.3. And what can still be chosen.
///
/// An [paxos.audit.Audit] reads events and nothing else: it believes no legislator, only what was sent and written. What is
/// not known (a gap in the record, a legislator whose record is not heard) it does not judge: it is never red by mistake.
package paxos.audit;
