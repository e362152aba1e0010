package paxos.app;

import java.time.Instant;
import paxos.synod.Ballot;

/// One line of the story that the terminal tells.
///
/// @param at     when it happened
/// @param node   at which legislator; empty for what is about none
/// @param ballot the ballot it is about, or [Ballot#NONE]
/// @param tone   how it is told
/// @param text   a sentence
record StoryLine(Instant at, String node, Ballot ballot, Tone tone, String text) {

    /// How a line is told.
    enum Tone {
        /// As it is, with nothing before it: for programs that read along.
        BARE,
        /// The protocol went on.
        PLAIN,
        /// Worth a line, for whoever wants to know all.
        QUIET,
        /// Something got lost or was refused.
        NOTICE,
        /// Nobody must miss it.
        ALARM
    }
}
