package paxos.fault;

/// Where a legislator is to crash: just before or just after something it does.
///
/// @param when before or after
/// @param deed what it does
public record CrashPoint(When when, Deed deed) {

    /// On which side of the deed.
    public enum When {
        /// Nothing of it is done: nothing written, nothing sent.
        BEFORE,
        /// The write is durable and nothing that follows from it was sent; or the first message of that kind to another
        /// legislator has left, and the others of the same step have not.
        AFTER;

        /// "before", "after".
        public String word() {
            return switch (this) {
                case BEFORE -> "before";
                case AFTER -> "after";
            };
        }
    }

    /// What a legislator does that others can come to know of: four writes, six kinds of messages.
    public enum Deed {
        /// Starting a ballot: `lastTried` is written.
        WRITE_LAST_TRIED("writing the ballot it tries", "own highest proposal number"),
        /// Step 2: `nextBal` is written.
        WRITE_PROMISE("writing the promise", "promised ballot"),
        /// Step 4: `prevVote` is written.
        WRITE_VOTE("writing the vote", "accepted value"),
        /// Steps 5 and 6: the decree is written.
        WRITE_DECREE("writing the decree", "chosen value"),
        /// Step 1.
        SEND_NEXT_BALLOT("sending NextBallot", "prepare"),
        /// Step 2.
        SEND_LAST_VOTE("sending LastVote", "promise"),
        /// Step 3.
        SEND_BEGIN_BALLOT("sending BeginBallot", "accept request"),
        /// Step 4.
        SEND_VOTED("sending Voted", "accepted"),
        /// Step 5.
        SEND_SUCCESS("sending Success", "learn"),
        /// A refusal.
        SEND_HIGHER_BALLOT("sending HigherBallot", "reject");

        private final String words;
        private final String modernTerm;

        Deed(String words, String modernTerm) {
            this.words = words;
            this.modernTerm = modernTerm;
        }

        /// Like "writing the vote", "sending Voted".
        public String words() {
            return words;
        }

        /// What it is called elsewhere.
        public String modernTerm() {
            return modernTerm;
        }

        /// Whether something is written, rather than sent.
        public boolean isWrite() {
            return switch (this) {
                case WRITE_LAST_TRIED, WRITE_PROMISE, WRITE_VOTE, WRITE_DECREE -> true;
                case SEND_NEXT_BALLOT, SEND_LAST_VOTE, SEND_BEGIN_BALLOT, SEND_VOTED, SEND_SUCCESS, SEND_HIGHER_BALLOT -> false;
            };
        }
    }

    /// Like "after writing the vote", "after sending BeginBallot to one other legislator".
    public String words() {
        return "%s %s%s".formatted(when.word(), deed.words(),
                when == When.AFTER && !deed.isWrite() ? " to one other legislator" : "");
    }

    /// What will happen, for a person.
    ///
    /// @param name who is to crash
    public String sentence(String name) {
        return "%s is to crash once, %s (%s).".formatted(name, words(), deed.modernTerm());
    }
}
