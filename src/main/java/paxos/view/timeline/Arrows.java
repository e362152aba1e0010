package paxos.view.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Reason;
import paxos.synod.Vote;

/// All arrows, a column for each thing to know of them: about 70 bytes a message, so that a million fit. They come in
/// pages; the oldest pages make way.
public final class Arrows {

    static final int PAGE = 4096;
    private static final int NONE = -1;
    private static final Reason[] REASONS = Reason.values();
    private static final Fate[] FATES = Fate.values();

    /// What a message is, by its type's place here.
    public enum Type {
        NEXT_BALLOT, LAST_VOTE, BEGIN_BALLOT, VOTED, SUCCESS, HIGHER_BALLOT;

        private static final Type[] ALL = values();

        static Type of(Message message) {
            return switch (message) {
                case Message.NextBallot _ -> NEXT_BALLOT;
                case Message.LastVote _ -> LAST_VOTE;
                case Message.BeginBallot _ -> BEGIN_BALLOT;
                case Message.Voted _ -> VOTED;
                case Message.Success _ -> SUCCESS;
                case Message.HigherBallot _ -> HIGHER_BALLOT;
            };
        }
    }

    private static final class Page {
        private final double[] startWall = new double[PAGE];
        private final double[] endWall = new double[PAGE];
        private final int[] startStep = new int[PAGE];
        private final int[] endStep = new int[PAGE];
        private final int[] startEvent = new int[PAGE];
        private final int[] endEvent = new int[PAGE];
        private final short[] from = new short[PAGE];
        private final short[] to = new short[PAGE];
        private final byte[] type = new byte[PAGE];
        private final byte[] fate = new byte[PAGE];
        private final byte[] reason = new byte[PAGE];
        private final int[] ballot = new int[PAGE];
        private final int[] decree = new int[PAGE];
        private final int[] voteBallot = new int[PAGE];
        private final short[] idBeginning = new short[PAGE];
        private final int[] idNumber = new int[PAGE];
        private final int[] lamport = new int[PAGE];
        /// Bounds of what stands on the page; one that walks reaches as far as the clock.
        private final double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        private final double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        private int walking;

        void bound(double startWall, double endWall, int startStep, int endStep) {
            least[0] = Math.min(least[0], startWall);
            least[1] = Math.min(least[1], startStep);
            most[0] = Math.max(most[0], endWall);
            most[1] = Math.max(most[1], endStep);
        }
    }

    private final List<String> names;
    private final Ids ids = new Ids();
    private final List<Page> pages = new ArrayList<>();
    private final int mostPages;
    private int first;
    private int next;

    /// @param names the legislators; an arrow's ends are their places here
    /// @param most  how many arrows are kept at least
    Arrows(List<String> names, int most) {
        this.names = names;
        this.mostPages = most / PAGE + 2;
    }

    // ---- Writing

    /// Adds one that is on its way.
    int add(int from, int to, Message message, Ids.Id id, long lamport, double wall, int step, int event) {
        if (next - first == pages.size() * PAGE) {
            if (pages.size() == mostPages) {
                pages.removeFirst();
                first += PAGE;
            }
            pages.add(new Page());
        }
        Page page = page(next);
        int at = next % PAGE;
        page.from[at] = (short) from;
        page.to[at] = (short) to;
        page.type[at] = (byte) Type.of(message).ordinal();
        page.fate[at] = (byte) Fate.WALKING.ordinal();
        page.reason[at] = NONE;
        page.ballot[at] = message.ballot().number();
        page.idBeginning[at] = (short) id.beginning();
        page.idNumber[at] = id.number();
        page.lamport[at] = Math.clamp(lamport, 0, Integer.MAX_VALUE);
        page.startWall[at] = wall;
        page.startStep[at] = step;
        page.startEvent[at] = event;
        page.endEvent[at] = NONE;
        switch (message) {
            case Message.LastVote(_, Optional<Vote> vote) -> {
                page.voteBallot[at] = vote.map(cast -> cast.ballot().number()).orElse(NONE);
                page.decree[at] = vote.map(cast -> cast.decree().value()).orElse(NONE);
            }
            case Message.BeginBallot(_, Decree decree) -> page.decree[at] = decree.value();
            case Message.Voted(_, Decree decree) -> page.decree[at] = decree.value();
            case Message.Success(_, Decree decree) -> page.decree[at] = decree.value();
            case Message.NextBallot _, Message.HigherBallot _ -> { }
        }
        page.walking++;
        page.bound(wall, wall, step, step);
        return next++;
    }

    /// Gives it an end, or another than before.
    void settle(int arrow, Fate fate, double wall, int step, int event) {
        Page page = page(arrow);
        int at = arrow % PAGE;
        page.walking -= page.fate[at] == Fate.WALKING.ordinal() ? 1 : 0;
        page.fate[at] = (byte) fate.ordinal();
        page.endWall[at] = wall;
        page.endStep[at] = step;
        page.endEvent[at] = event;
        page.bound(page.startWall[at], wall, page.startStep[at], step);
    }

    /// Says which rule the receiver applied.
    void judge(int arrow, Reason reason) {
        Page page = page(arrow);
        page.reason[arrow % PAGE] = (byte) reason.ordinal();
        Fate fate = switch (reason.kind()) {
            case DONE, ALARM -> Fate.RECEIVED;
            case REFUSED -> Fate.REFUSED;
            case IGNORED -> Fate.IGNORED;
        };
        page.fate[arrow % PAGE] = (byte) fate.ordinal();
    }

    Ids ids() {
        return ids;
    }

    private Page page(int arrow) {
        return pages.get((arrow - first) / PAGE);
    }

    // ---- Reading

    /// The number of the oldest that is kept.
    public int first() {
        return first;
    }

    /// The number that the next one will have.
    public int next() {
        return next;
    }

    /// Whether this one is kept.
    public boolean has(int arrow) {
        return arrow >= first && arrow < next;
    }

    /// Calls for each arrow that is, with any part of it, within a stretch of the axis; in their order.
    public void within(Axis axis, double from, double to, IntConsumer reader) {
        int a = axis.ordinal();
        for (int p = 0; p < pages.size(); p++) {
            Page page = pages.get(p);
            if (page.least[a] > to || page.walking == 0 && page.most[a] < from) {
                continue;
            }
            int base = first + p * PAGE;
            int end = Math.min(PAGE, next - base);
            for (int at = 0; at < end; at++) {
                boolean meets = switch (axis) {
                    case WALL_CLOCK -> page.startWall[at] <= to && (page.endWall[at] >= from || isWalking(page, at));
                    case LOGICAL_STEPS -> page.startStep[at] <= to && (page.endStep[at] >= from || isWalking(page, at));
                };
                if (meets) {
                    reader.accept(base + at);
                }
            }
        }
    }

    /// Calls for each arrow that is on its way; in their order.
    public void walking(IntConsumer reader) {
        for (int p = 0; p < pages.size(); p++) {
            Page page = pages.get(p);
            int base = first + p * PAGE;
            for (int at = 0; page.walking > 0 && at < Math.min(PAGE, next - base); at++) {
                if (isWalking(page, at)) {
                    reader.accept(base + at);
                }
            }
        }
    }

    private static boolean isWalking(Page page, int at) {
        return page.fate[at] == 0;
    }

    /// The sender's place in the parliament.
    public int from(int arrow) {
        return page(arrow).from[arrow % PAGE];
    }

    /// The receiver's place in the parliament.
    public int to(int arrow) {
        return page(arrow).to[arrow % PAGE];
    }

    /// What became of it.
    public Fate fate(int arrow) {
        return FATES[page(arrow).fate[arrow % PAGE]];
    }

    /// What kind of message it is.
    public Type type(int arrow) {
        return Type.ALL[page(arrow).type[arrow % PAGE]];
    }

    /// The number of the ballot that it is about; −1 for none.
    public int ballot(int arrow) {
        return page(arrow).ballot[arrow % PAGE];
    }

    /// Where it set out.
    public double start(Axis axis, int arrow) {
        Page page = page(arrow);
        return axis == Axis.WALL_CLOCK ? page.startWall[arrow % PAGE] : page.startStep[arrow % PAGE];
    }

    /// Where it arrived or got lost; for one on its way infinite.
    public double end(Axis axis, int arrow) {
        Page page = page(arrow);
        int at = arrow % PAGE;
        if (isWalking(page, at)) {
            return Double.POSITIVE_INFINITY;
        }
        return axis == Axis.WALL_CLOCK ? page.endWall[at] : page.endStep[at];
    }

    /// The number of the event with which it set out; −1 where that was not seen.
    public int startEvent(int arrow) {
        return page(arrow).startEvent[arrow % PAGE];
    }

    /// The number of the event with which it arrived or got lost; −1 while it is on its way.
    public int endEvent(int arrow) {
        return page(arrow).endEvent[arrow % PAGE];
    }

    /// All about one.
    public Arrow get(int arrow) {
        Page page = page(arrow);
        int at = arrow % PAGE;
        boolean walking = isWalking(page, at);
        return new Arrow(arrow, names.get(page.from[at]), names.get(page.to[at]), message(page, at),
                ids.whole(page.idBeginning[at], page.idNumber[at]), page.lamport[at],
                new Spot(page.startWall[at], page.startStep[at], page.startEvent[at]), page.startEvent[at] != NONE,
                walking ? Optional.empty() : Optional.of(new Spot(page.endWall[at], page.endStep[at], page.endEvent[at])),
                FATES[page.fate[at]], page.reason[at] == NONE ? Optional.empty() : Optional.of(REASONS[page.reason[at]]));
    }

    private static Message message(Page page, int at) {
        Ballot ballot = new Ballot(page.ballot[at]);
        Decree decree = new Decree(page.decree[at]);
        return switch (Type.ALL[page.type[at]]) {
            case NEXT_BALLOT -> new Message.NextBallot(ballot);
            case LAST_VOTE -> new Message.LastVote(ballot, page.voteBallot[at] == NONE ? Optional.empty()
                    : Optional.of(new Vote(new Ballot(page.voteBallot[at]), decree)));
            case BEGIN_BALLOT -> new Message.BeginBallot(ballot, decree);
            case VOTED -> new Message.Voted(ballot, decree);
            case SUCCESS -> new Message.Success(ballot, decree);
            case HIGHER_BALLOT -> new Message.HigherBallot(ballot);
        };
    }

    /// The number of the arrow of this message, if it is kept; searched from the newest.
    public Optional<Integer> find(MessageKey key) {
        int from = names.indexOf(key.from());
        Ids.Id id = ids.shorten(key.id());
        for (int arrow = next - 1; arrow >= first && !key.id().isEmpty(); arrow--) {
            Page page = page(arrow);
            int at = arrow % PAGE;
            if (page.idNumber[at] == id.number() && page.idBeginning[at] == id.beginning() && page.from[at] == from) {
                return Optional.of(arrow);
            }
        }
        return Optional.empty();
    }

    /// How many bytes the columns of one arrow take.
    static int bytesEach() {
        return 2 * Double.BYTES + 9 * Integer.BYTES + 3 * Short.BYTES + 3;
    }
}
