package paxos.view;

import java.time.Instant;
import paxos.synod.Ballot;
import paxos.synod.Reason;

/// A line of the *Why* panel.
///
/// @param at       when
/// @param ballot   the ballot it is about, [Ballot#NONE] where there is none
/// @param kind     what it amounts to
/// @param section  where the paper has the rule; empty where it is no rule of the paper's
/// @param sentence why
public record WhyLine(Instant at, Ballot ballot, Reason.Kind kind, String section, String sentence) {
}
