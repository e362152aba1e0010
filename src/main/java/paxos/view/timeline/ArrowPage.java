package paxos.view.timeline;

import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Vote;

/// Some arrows, a column for each thing to know of them.
final class ArrowPage {

    /// How many arrows there are on a page. A power of two.
    static final int SIZE = 4096;
    static final int NONE = -1;

    private static final Reason[] REASONS = Reason.values();
    private static final Fate[] FATES = Fate.values();
    private static final Arrows.Type[] TYPES = Arrows.Type.values();
    private static final byte WALKING = (byte) Fate.WALKING.ordinal();

    final double[] startWall = new double[SIZE];
    final double[] endWall = new double[SIZE];
    final int[] startStep = new int[SIZE];
    final int[] endStep = new int[SIZE];
    final int[] startEvent = new int[SIZE];
    final int[] endEvent = new int[SIZE];
    /// By the sender's clock.
    final Times startTime = new Times(SIZE);
    /// By the clock of the legislator whose record tells of the end.
    final Times endTime = new Times(SIZE);
    final short[] endBy = new short[SIZE];
    final short[] from = new short[SIZE];
    final short[] to = new short[SIZE];
    final short[] idBeginning = new short[SIZE];
    final int[] idNumber = new int[SIZE];
    /// The arrow before this one whose id has the same hash.
    final int[] sameHash = new int[SIZE];
    final long[] lamport = new long[SIZE];
    /// How many of the same message came before it.
    final byte[] copy = new byte[SIZE];
    private final byte[] type = new byte[SIZE];
    private final byte[] fate = new byte[SIZE];
    private final byte[] reason = new byte[SIZE];
    final int[] ballot = new int[SIZE];
    private final int[] decree = new int[SIZE];
    private final int[] voteBallot = new int[SIZE];
    /// Ids that are kept whole; made when the first is.
    private String[] ids;

    /// Bounds of what stands on the page, by axis; one that walks reaches as far as the clock.
    private final double[] least = new double[2];
    private final double[] most = new double[2];
    int walking;

    ArrowPage() {
        unbound();
    }

    /// What columns one arrow takes, in bytes.
    static int bytesEach() {
        return 2 * Double.BYTES + Long.BYTES + 11 * Integer.BYTES + 4 * Short.BYTES + 4;
    }

    // ---- What it says

    void write(int at, Message message) {
        type[at] = (byte) Arrows.Type.of(message).ordinal();
        fate[at] = WALKING;
        reason[at] = NONE;
        ballot[at] = message.ballot().number();
        decree[at] = decree(message);
        voteBallot[at] = voteBallot(message);
        walking++;
    }

    /// Whether it says the same as a message.
    boolean says(int at, Message message) {
        return ballot[at] == message.ballot().number() && type[at] == Arrows.Type.of(message).ordinal()
                && decree[at] == decree(message) && voteBallot[at] == voteBallot(message);
    }

    private static int decree(Message message) {
        return switch (message) {
            case Message.LastVote(_, Optional<Vote> vote) -> vote.isPresent() ? vote.get().decree().value() : NONE;
            case Message.BeginBallot(_, Decree decree) -> decree.value();
            case Message.Voted(_, Decree decree) -> decree.value();
            case Message.Success(_, Decree decree) -> decree.value();
            case Message.NextBallot _, Message.HigherBallot _ -> NONE;
        };
    }

    private static int voteBallot(Message message) {
        return message instanceof Message.LastVote(_, Optional<Vote> vote) && vote.isPresent() ? vote.get().ballot().number() : NONE;
    }

    Message message(int at) {
        Ballot about = new Ballot(ballot[at]);
        Decree named = new Decree(decree[at]);
        return switch (TYPES[type[at]]) {
            case NEXT_BALLOT -> new Message.NextBallot(about);
            case LAST_VOTE -> new Message.LastVote(about, voteBallot[at] == NONE ? Optional.empty()
                    : Optional.of(new Vote(new Ballot(voteBallot[at]), named)));
            case BEGIN_BALLOT -> new Message.BeginBallot(about, named);
            case VOTED -> new Message.Voted(about, named);
            case SUCCESS -> new Message.Success(about, named);
            case HIGHER_BALLOT -> new Message.HigherBallot(about);
        };
    }

    Arrows.Type type(int at) {
        return TYPES[type[at]];
    }

    /// Whether it names a decree.
    boolean namesDecree(int at) {
        return switch (TYPES[type[at]]) {
            case LAST_VOTE -> voteBallot[at] != NONE;
            case BEGIN_BALLOT, VOTED, SUCCESS -> true;
            case NEXT_BALLOT, HIGHER_BALLOT -> false;
        };
    }

    int decree(int at) {
        return decree[at];
    }

    // ---- What became of it

    boolean isWalking(int at) {
        return fate[at] == WALKING;
    }

    Fate fate(int at) {
        return FATES[fate[at]];
    }

    void settle(int at, Fate now) {
        walking -= isWalking(at) ? 1 : 0;
        fate[at] = (byte) now.ordinal();
    }

    void judge(int at, Reason applied) {
        reason[at] = (byte) applied.ordinal();
    }

    Optional<Reason> reason(int at) {
        return reason[at] == NONE ? Optional.empty() : Optional.of(REASONS[reason[at]]);
    }

    // ---- Its id

    void name(int at, long packed, String id) {
        idBeginning[at] = (short) Ids.beginning(packed);
        idNumber[at] = Ids.number(packed);
        if (idBeginning[at] == Ids.WHOLE && !id.isEmpty()) {
            ids = ids == null ? new String[SIZE] : ids;
            ids[at] = id;
        }
    }

    boolean isNamed(int at, long packed, String id) {
        return idNumber[at] == Ids.number(packed) && idBeginning[at] == Ids.beginning(packed)
                && (idBeginning[at] != Ids.WHOLE || whole(at).equals(id));
    }

    /// The id of one that is kept whole; empty where it has none.
    String whole(int at) {
        return ids == null || ids[at] == null ? "" : ids[at];
    }

    // ---- Where it is

    long correctedStart(WallClocks clocks, int at) {
        return clocks.corrected(from[at], startTime.get(at), startEvent[at]);
    }

    long correctedEnd(WallClocks clocks, int at) {
        return clocks.corrected(endBy[at], endTime.get(at), endEvent[at]);
    }

    void unbound() {
        for (int axis = 0; axis < 2; axis++) {
            least[axis] = Double.POSITIVE_INFINITY;
            most[axis] = Double.NEGATIVE_INFINITY;
        }
    }

    /// Takes this arrow into the bounds.
    void bound(int at) {
        boolean over = !isWalking(at);
        least[0] = Math.min(least[0], startWall[at]);
        least[1] = Math.min(least[1], startStep[at]);
        most[0] = Math.max(most[0], over ? endWall[at] : startWall[at]);
        most[1] = Math.max(most[1], over ? endStep[at] : startStep[at]);
    }

    /// Whether an arrow of this page may be, with any part of it, within a stretch.
    boolean mayMeet(Axis axis, double from, double to) {
        int a = axis.ordinal();
        return least[a] <= to && (walking > 0 || most[a] >= from);
    }

    boolean meets(Axis axis, int at, double from, double to) {
        return switch (axis) {
            case WALL_CLOCK -> startWall[at] <= to && (endWall[at] >= from || isWalking(at));
            case LOGICAL_STEPS -> startStep[at] <= to && (endStep[at] >= from || isWalking(at));
        };
    }
}
