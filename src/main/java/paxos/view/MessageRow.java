package paxos.view;

import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;

/// A row of the *Messages* panel: a message that this legislator sent or received. Its fate may still change.
public final class MessageRow {

    /// Which way a message went.
    public enum Direction {
        /// To another legislator.
        OUT("→"),
        /// From another legislator.
        IN("←"),
        /// To the legislator itself.
        SELF("↻");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }

        /// The sign that the table shows.
        public String sign() {
            return sign;
        }
    }

    /// What became of a message.
    public enum Fate {
        /// Its messenger is on the way.
        WALKING("on its way"),
        /// It was handed over to the receiver's machine.
        HANDED_OVER("handed over"),
        /// It came, and is made to wait: it was not read yet.
        HELD("waits"),
        /// It came, here.
        RECEIVED("received"),
        /// It got lost.
        LOST("lost");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        /// For a person.
        public String words() {
            return words;
        }
    }

    private final Instant at;
    private final Direction direction;
    private final String peer;
    private final Message message;
    private final String id;
    private final ReadOnlyObjectWrapper<Fate> fate;
    private String lostBecause = "";

    /// @param id the sender's id of the message; empty where it gave none
    MessageRow(Instant at, Direction direction, String peer, Message message, String id, Fate fate) {
        this.at = at;
        this.direction = direction;
        this.peer = peer;
        this.message = message;
        this.id = id;
        this.fate = new ReadOnlyObjectWrapper<>(this, "fate", fate);
    }

    void setFate(Fate changed, String because) {
        lostBecause = because;
        fate.set(changed);
    }

    /// When it was sent or received here.
    public Instant at() {
        return at;
    }

    /// Which way it went.
    public Direction direction() {
        return direction;
    }

    /// The other legislator; "?" where it did not sign.
    public String peer() {
        return peer;
    }

    /// What it says.
    public Message message() {
        return message;
    }

    /// The sender's id of it; empty where it gave none.
    public String id() {
        return id;
    }

    /// Its type, as the paper calls it.
    public String type() {
        return MessageText.type(message);
    }

    /// Its type, as most other texts call it.
    public String modernType() {
        return MessageText.modern(message);
    }

    /// The ballot that it is about.
    public Ballot ballot() {
        return message.ballot();
    }

    /// The decree that it names, if it does; for a LastVote that of the vote.
    public Optional<Decree> decree() {
        return MessageText.decree(message);
    }

    /// What became of it.
    public ReadOnlyObjectProperty<Fate> fate() {
        return fate.getReadOnlyProperty();
    }

    /// Why it was lost, or not read; empty where it was not.
    public String lostBecause() {
        return lostBecause;
    }

    /// Whether every word of a search is found somewhere in this row; see [MessageQuery].
    public boolean matches(String search) {
        return matches(MessageQuery.parse(search));
    }

    /// Whether every word of a search is found somewhere in this row. (That the legislator itself is the other end goes
    /// without saying.)
    public boolean matches(MessageQuery search) {
        return search.finds(new MessageQuery.Letter(message, direction == Direction.OUT ? "" : peer,
                direction == Direction.IN ? "" : peer, fate.get().words(), fate.get() == Fate.LOST, fate.get() == Fate.HELD));
    }
}
