package paxos.synod;

import java.util.Optional;

/// What messengers carry between legislators.
///
/// ```
/// Message
/// ├── NextBallot(b)       president → all       may raise the receiver's promise (nextBal)
/// ├── LastVote(b, v)      answer                may begin the ballot
/// ├── BeginBallot(b, d)   president → quorum    may add a vote (prevVote)
/// ├── Voted(b, d)         answer                may pass the decree
/// ├── Success(d)          president → all       may enter the decree; changes no promise
/// └── HigherBallot(c)     refusal               may make the president try again above c
/// ```
///
/// Who sent it, its id and its clocks travel in the caller's envelope.
public sealed interface Message {

    /// The ballot that the message is about; [Ballot#NONE] only for a [Success] whose sender did not say.
    Ballot ballot();

    /// Step 1 (prepare): "I am starting ballot b. How did you last vote?"
    record NextBallot(Ballot ballot) implements Message {

        /// @throws IllegalArgumentException for [Ballot#NONE]
        public NextBallot {
            requireNumber(ballot);
        }
    }

    /// Step 2 (promise): "I vote in no ballot below b, and my latest vote below it is v."
    record LastVote(Ballot ballot, Optional<Vote> vote) implements Message {

        /// @throws IllegalArgumentException for [Ballot#NONE]
        public LastVote {
            requireNumber(ballot);
        }
    }

    /// Step 3 (accept request): "Ballot b has begun; it is for d."
    record BeginBallot(Ballot ballot, Decree decree) implements Message {

        /// @throws IllegalArgumentException for [Ballot#NONE]
        public BeginBallot {
            requireNumber(ballot);
        }
    }

    /// Step 4 (accepted): "I voted for d in ballot b."
    record Voted(Ballot ballot, Decree decree) implements Message {

        /// @throws IllegalArgumentException for [Ballot#NONE]
        public Voted {
            requireNumber(ballot);
        }
    }

    /// Step 5 (learn): "The decree is d."
    ///
    /// @param ballot the ballot it passed in, or [Ballot#NONE] where the sender did not say
    record Success(Ballot ballot, Decree decree) implements Message {
    }

    /// The refusal of section 2.4 (reject): "I have promised ballot c, which is above yours."
    record HigherBallot(Ballot ballot) implements Message {

        /// @throws IllegalArgumentException for [Ballot#NONE]
        public HigherBallot {
            requireNumber(ballot);
        }
    }

    private static void requireNumber(Ballot ballot) {
        if (ballot.isNone()) {
            throw new IllegalArgumentException("Only a Success may leave its ballot out.");
        }
    }
}
