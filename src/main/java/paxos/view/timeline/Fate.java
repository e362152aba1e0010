package paxos.view.timeline;

/// What became of a message, as far as the records tell.
public enum Fate {
    /// Its messenger is on the way.
    WALKING("on its way"),
    /// It was handed over to the receiver's machine; whether it was read there is not known.
    HANDED_OVER("handed over"),
    /// It came, and is made to wait: it was not read yet.
    HELD("waits to be delivered"),
    /// It came, and was sent away on purpose: it was not read.
    DISCARDED("not read"),
    /// It was received, and counted.
    RECEIVED("received"),
    /// It was received, and answered with a HigherBallot.
    REFUSED("refused"),
    /// It was received, and added nothing.
    IGNORED("ignored"),
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

    /// Whether it came to the receiver, as far as is known.
    public boolean isArrival() {
        return this != WALKING && this != LOST;
    }

    /// Whether the receiver's record tells that it came.
    public boolean hasCome() {
        return isRead() || this == HELD || this == DISCARDED;
    }

    /// Whether it is known that nobody will read it.
    public boolean isLost() {
        return this == LOST || this == DISCARDED;
    }

    /// Whether the receiver is known to have read it.
    public boolean isRead() {
        return this == RECEIVED || this == REFUSED || this == IGNORED;
    }
}
