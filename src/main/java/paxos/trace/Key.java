package paxos.trace;

/// The keys of a trace's lines. Written out here, not taken from the classes: renaming a record's component must not
/// change the format.
final class Key {

    static final String VERSION = "paxos-trace";
    static final String LEGISLATORS = "legislators";
    static final String RECORDED_BY = "recordedBy";
    static final String BORN = "born";

    static final String WHAT = "what";
    static final String NUMBER = "n";
    static final String AT = "at";
    static final String LAMPORT = "lamport";
    static final String NODE = "node";

    static final String ADDRESS = "address";
    static final String WHY = "why";
    static final String BY_ITSELF = "byItself";
    static final String BEFORE = "before";
    static final String AFTER = "after";
    static final String REASON = "reason";
    static final String ABOUT = "about";
    static final String LEDGER = "ledger";
    static final String SLIP = "slip";
    static final String ID = "id";
    static final String TO = "to";
    static final String FROM = "from";
    static final String MESSAGE = "message";
    static final String PEER = "peer";
    static final String REACHABLE = "reachable";
    static final String EVENTS = "events";
    static final String OFF = "off";
    static final String TIMES = "times";

    static final String TYPE = "type";
    static final String BALLOT = "ballot";
    static final String DECREE = "decree";
    static final String VOTE = "vote";

    static final String LAST_TRIED = "lastTried";
    static final String NEXT_BAL = "nextBal";
    static final String PREV_VOTE = "prevVote";

    static final String WISH = "wish";
    static final String PREV_VOTES = "prevVotes";
    static final String QUORUM = "quorum";
    static final String VOTERS = "voters";
    static final String ABOVE = "above";

    private Key() {
    }
}
