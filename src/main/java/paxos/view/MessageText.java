package paxos.view;

import java.util.Optional;
import paxos.synod.Decree;
import paxos.synod.Message;

/// How a message is called on the screen.
public final class MessageText {

    private MessageText() {
    }

    /// The paper's name, like "LastVote".
    public static String type(Message message) {
        return message.getClass().getSimpleName();
    }

    /// The name that most other texts use.
    public static String modern(Message message) {
        return switch (message) {
            case Message.NextBallot _ -> "prepare";
            case Message.LastVote _ -> "promise";
            case Message.BeginBallot _ -> "accept request";
            case Message.Voted _ -> "accepted";
            case Message.Success _ -> "learn";
            case Message.HigherBallot _ -> "reject";
        };
    }

    /// Short enough to stand along an arrow, like "Last 4 · 1→17" for a vote for 17 in ballot 1.
    public static String label(Message message) {
        return switch (message) {
            case Message.NextBallot next -> "Next " + next.ballot();
            case Message.LastVote last -> "Last " + last.ballot() + " · "
                    + last.vote().map(vote -> vote.ballot() + "→" + vote.decree()).orElse("–");
            case Message.BeginBallot begin -> "Begin " + begin.ballot() + " · " + begin.decree();
            case Message.Voted voted -> "Voted " + voted.ballot();
            case Message.Success success -> "Success · " + success.decree();
            case Message.HigherBallot higher -> "Higher " + higher.ballot();
        };
    }

    /// The decree that it names, if it does.
    public static Optional<Decree> decree(Message message) {
        return switch (message) {
            case Message.LastVote last -> last.vote().map(vote -> vote.decree());
            case Message.BeginBallot begin -> Optional.of(begin.decree());
            case Message.Voted voted -> Optional.of(voted.decree());
            case Message.Success success -> Optional.of(success.decree());
            case Message.NextBallot _, Message.HigherBallot _ -> Optional.empty();
        };
    }
}
