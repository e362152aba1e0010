package paxos.view.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import paxos.synod.Message;
import paxos.synod.Reason;

/// All arrows, in columns: about a hundred bytes a message, so that a million fit. They come in pages; the oldest pages
/// make way.
public final class Arrows {

    static final int PAGE = ArrowPage.SIZE;
    static final int NONE = ArrowPage.NONE;

    /// What a message is, by its type's place here.
    public enum Type {
        NEXT_BALLOT, LAST_VOTE, BEGIN_BALLOT, VOTED, SUCCESS, HIGHER_BALLOT;

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

    private final List<String> names;
    private final Ids ids;
    private final ArrowIndex index = new ArrowIndex(this::page);
    private final List<ArrowPage> pages = new ArrayList<>();
    private final int mostPages;
    private int first;
    private int next;
    private int walking;
    private int lastStart = NONE;
    private boolean inOrder = true;

    /// @param names the legislators; an arrow's ends are their places here
    /// @param most  how many arrows are kept at least
    Arrows(List<String> names, int most) {
        this.names = names;
        this.mostPages = most / PAGE + 2;
        this.ids = new Ids(names.size());
    }

    // ---- Writing

    /// Adds one that is on its way.
    ///
    /// @param time what the sender's clock said
    int add(int from, int to, Message message, String id, long lamport, Spot start, long time) {
        if (next - first == pages.size() * PAGE) {
            addPage();
        }
        ArrowPage page = page(next);
        int at = next % PAGE;
        page.from[at] = (short) from;
        page.to[at] = (short) to;
        page.endEvent[at] = NONE;
        page.write(at, message);
        walking++;
        long packed = ids.shorten(from, id);
        page.name(at, packed, id);
        setOut(next, start, time, lamport);
        index.add(next, first);
        return next++;
    }

    /// Adds a copy of one that has come, from the same departure.
    int addCopy(int arrow) {
        Arrow first = get(arrow);
        int copy = add(from(arrow), to(arrow), first.message(), first.id(), first.lamport(), first.start(), startTime(arrow));
        page(copy).copy[copy % PAGE] = (byte) Math.min(Byte.MAX_VALUE, copy(arrow) + 1);
        return copy;
    }

    private void addPage() {
        if (pages.size() == mostPages) {
            walking -= pages.removeFirst().walking;
            first += PAGE;
        }
        pages.add(new ArrowPage());
    }

    /// Says where it set out, perhaps only now.
    void setOut(int arrow, Spot start, long time, long lamport) {
        ArrowPage page = page(arrow);
        int at = arrow % PAGE;
        page.lamport[at] = lamport;
        page.startWall[at] = start.wall();
        page.startStep[at] = start.step();
        page.startEvent[at] = start.event();
        page.startTime.set(at, time);
        page.bound(at);
        inOrder &= start.event() == NONE || arrow == next && start.event() >= lastStart;
        lastStart = Math.max(lastStart, start.event());
    }

    /// Gives it an end, or another than before.
    ///
    /// @param by   whose record tells of it
    /// @param time what that one's clock said
    void settle(int arrow, Fate fate, Spot end, int by, long time) {
        ArrowPage page = page(arrow);
        int at = arrow % PAGE;
        walking -= page.isWalking(at) ? 1 : 0;
        page.settle(at, fate);
        page.endWall[at] = end.wall();
        page.endStep[at] = end.step();
        page.endEvent[at] = end.event();
        page.endTime.set(at, time);
        page.endBy[at] = (short) by;
        page.bound(at);
    }

    /// Says which rule the receiver applied.
    void judge(int arrow, Reason reason) {
        ArrowPage page = page(arrow);
        int at = arrow % PAGE;
        page.judge(at, reason);
        page.settle(at, switch (reason.kind()) {
            case DONE, ALARM -> Fate.RECEIVED;
            case REFUSED -> Fate.REFUSED;
            case IGNORED -> Fate.IGNORED;
        });
    }

    /// Forgets all of them; numbers begin anew.
    void clear() {
        pages.clear();
        first = 0;
        next = 0;
        walking = 0;
        lastStart = NONE;
        inOrder = true;
        index.clear();
    }

    // ---- By their ids

    private int find(int from, String id, int oldest, IntPredicate fits) {
        return id.isEmpty() || from < 0 ? NONE : index.find(from, ids.shorten(from, id), id, oldest, fits);
    }

    /// The newest arrow that is this message and has not come yet, as far as is known; else the newest that is this message
    /// and has; [#NONE] where no such is kept. Messages without an id are never found.
    ///
    /// @param among how many of the newest arrows it may be
    int find(int from, int to, String id, Message message, int among) {
        int oldest = Math.max(first, next - among);
        int awaited = find(from, id, oldest, arrow -> to(arrow) == to && !fate(arrow).hasCome() && says(arrow, message));
        return awaited != NONE ? awaited : find(from, id, oldest, arrow -> to(arrow) == to && says(arrow, message));
    }

    /// Whether an arrow is this message; one without an id is each that says the same.
    boolean is(int arrow, int from, String id, Message message) {
        return from(arrow) == from && says(arrow, message) && get(arrow).id().equals(id);
    }

    private boolean says(int arrow, Message message) {
        return page(arrow).says(arrow % PAGE, message);
    }

    /// The number of the arrow of this message, if it is kept; where it came more than once, of the last.
    public Optional<Integer> find(MessageKey key) {
        int found = find(names.indexOf(key.from()), key.id(), first, _ -> true);
        return found == NONE ? Optional.empty() : Optional.of(found);
    }

    // ---- Reading

    private ArrowPage page(int arrow) {
        return pages.get((arrow - first) / PAGE);
    }

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

    /// How many are on their way.
    int walking() {
        return walking;
    }

    /// Whether all whose departure was seen are in the order in which they set out.
    boolean inOrder() {
        return inOrder;
    }

    /// Calls for each arrow that is, with any part of it, within a stretch of the axis; in their order.
    public void within(Axis axis, double from, double to, IntConsumer reader) {
        withinWhile(axis, from, to, arrow -> {
            reader.accept(arrow);
            return true;
        });
    }

    /// Calls for each arrow that is, with any part of it, within a stretch of the axis, in their order, until that says it is
    /// enough.
    ///
    /// @param reader says whether to go on
    /// @return whether it never was enough
    public boolean withinWhile(Axis axis, double from, double to, IntPredicate reader) {
        for (int p = 0; p < pages.size(); p++) {
            ArrowPage page = pages.get(p);
            if (!page.mayMeet(axis, from, to)) {
                continue;
            }
            int base = first + p * PAGE;
            int end = Math.min(PAGE, next - base);
            for (int at = 0; at < end; at++) {
                if (page.meets(axis, at, from, to) && !reader.test(base + at)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// How many arrows are within a stretch of the axis, to within a page or two.
    int roughlyWithin(Axis axis, double from, double to) {
        return PAGE * (int) pages.stream().filter(page -> page.mayMeet(axis, from, to)).count();
    }

    /// Calls for each arrow that is on its way; in their order.
    public void walking(IntConsumer reader) {
        for (int p = 0; p < pages.size(); p++) {
            ArrowPage page = pages.get(p);
            int base = first + p * PAGE;
            for (int at = 0; page.walking > 0 && at < Math.min(PAGE, next - base); at++) {
                if (page.isWalking(at)) {
                    reader.accept(base + at);
                }
            }
        }
    }

    /// The sender's place in the parliament.
    public int from(int arrow) {
        return page(arrow).from[arrow % PAGE];
    }

    /// The receiver's place in the parliament.
    public int to(int arrow) {
        return page(arrow).to[arrow % PAGE];
    }

    /// How many of the same message came before this one, from the same departure; no more than 127 are counted.
    public int copy(int arrow) {
        return page(arrow).copy[arrow % PAGE];
    }

    /// What became of it.
    public Fate fate(int arrow) {
        return page(arrow).fate(arrow % PAGE);
    }

    /// What kind of message it is.
    public Type type(int arrow) {
        return page(arrow).type(arrow % PAGE);
    }

    /// The number of the ballot that it is about; −1 for none.
    public int ballot(int arrow) {
        return page(arrow).ballot[arrow % PAGE];
    }

    /// Whether it names a decree; for a LastVote, whether it tells of a vote.
    public boolean namesDecree(int arrow) {
        return page(arrow).namesDecree(arrow % PAGE);
    }

    /// The decree that it names; without meaning where it names none.
    public int decree(int arrow) {
        return page(arrow).decree(arrow % PAGE);
    }

    /// Where it set out.
    public double start(Axis axis, int arrow) {
        ArrowPage page = page(arrow);
        return axis == Axis.WALL_CLOCK ? page.startWall[arrow % PAGE] : page.startStep[arrow % PAGE];
    }

    /// Where it arrived or got lost; for one on its way infinite.
    public double end(Axis axis, int arrow) {
        ArrowPage page = page(arrow);
        int at = arrow % PAGE;
        if (page.isWalking(at)) {
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

    /// What the sender's clock said when it set out, in microseconds of the epoch.
    long startTime(int arrow) {
        return page(arrow).startTime.get(arrow % PAGE);
    }

    /// By whose clock that is known: by its place in the parliament.
    int endBy(int arrow) {
        return page(arrow).endBy[arrow % PAGE];
    }

    /// What the clock said with which it ended.
    long endTime(int arrow) {
        return page(arrow).endTime.get(arrow % PAGE);
    }

    /// All about one.
    public Arrow get(int arrow) {
        ArrowPage page = page(arrow);
        int at = arrow % PAGE;
        String id = page.idBeginning[at] == Ids.WHOLE ? page.whole(at) : ids.whole(page.idBeginning[at], page.idNumber[at]);
        return new Arrow(arrow, names.get(page.from[at]), names.get(page.to[at]), page.message(at), id, page.lamport[at],
                new Spot(page.startWall[at], page.startStep[at], page.startEvent[at]), page.startEvent[at] != NONE,
                page.isWalking(at) ? Optional.empty()
                        : Optional.of(new Spot(page.endWall[at], page.endStep[at], page.endEvent[at])),
                page.fate(at), page.reason(at));
    }

    // ---- Placing anew

    /// Gives all times.
    void times(WallClocks clocks, Stretches stretches) {
        for (int arrow = first; arrow < next; arrow++) {
            ArrowPage page = page(arrow);
            int at = arrow % PAGE;
            long start = page.correctedStart(clocks, at);
            long end = page.correctedEnd(clocks, at);
            if (page.isWalking(at)) {
                stretches.begin(start);
            } else if (page.startEvent[at] == NONE) {
                stretches.add(end, end);
            } else {
                stretches.add(Math.min(start, end), end);
            }
        }
    }

    /// Puts back what a clock said after some corrected time; of the latest only.
    void putBack(int latest, WallClocks clocks, int clock, long after, long by) {
        for (int arrow = Math.max(first, next - latest); arrow < next; arrow++) {
            ArrowPage page = page(arrow);
            int at = arrow % PAGE;
            boolean start = page.from[at] == clock && page.correctedStart(clocks, at) > after;
            boolean end = page.endBy[at] == clock && page.correctedEnd(clocks, at) > after;
            if (start) {
                page.startTime.set(at, page.startTime.get(at) - by);
            }
            if (end) {
                page.endTime.set(at, page.endTime.get(at) - by);
            }
        }
    }

    /// Places all of them anew, as their times and the axis are now.
    ///
    /// @return how far they reach
    double place(WallClocks clocks, WallAxis axis) {
        double reach = 0;
        pages.forEach(ArrowPage::unbound);
        for (int arrow = first; arrow < next; arrow++) {
            ArrowPage page = page(arrow);
            int at = arrow % PAGE;
            boolean seen = page.startEvent[at] != NONE;
            double end = axis.placeOf(page.correctedEnd(clocks, at));
            page.startWall[at] = seen ? axis.placeOf(page.correctedStart(clocks, at)) : end - Sheet.UNSEEN_WALK;
            page.endWall[at] = Math.max(end, page.startWall[at] + Sheet.LEAST_WALK);
            page.bound(at);
            reach = Math.max(reach, page.isWalking(at) ? page.startWall[at] : page.endWall[at]);
        }
        return reach;
    }
}
