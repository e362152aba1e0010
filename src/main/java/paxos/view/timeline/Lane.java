package paxos.view.timeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;
import paxos.trace.Rule;

/// A legislator's line on the timeline: what was written in its ledger, and how the legislator stands, entry after entry.
/// Bounded: the oldest entries make way, a page at a time.
public final class Lane {

    /// How a legislator stands from an entry on.
    public enum Standing {
        /// Nothing is known of it.
        UNKNOWN,
        /// It is in the chamber, as far as is known.
        OPEN,
        /// It has crashed.
        CRASHED,
        /// It has left in good order.
        LEFT,
        /// Nobody can reach it.
        UNREACHABLE
    }

    /// What an entry changed.
    public enum Change {
        /// Only how the legislator stands.
        STANDING,
        /// `lastTried` was written.
        TRIED,
        /// `nextBal` was written: a promise.
        PROMISE,
        /// `prevVote` was written: a vote.
        VOTE,
        /// The decree was written.
        DECREE,
        /// Events are missing from the record here.
        GAP,
        /// What is on the disk was changed on purpose, while the legislator was away.
        TAMPERED,
        /// A rule was switched off on purpose, or on again.
        RULES,
        /// Something was done on purpose to what is around the legislator.
        INTERVENED;

        /// Whether it is not the legislator's own doing, and so stands above the lane rather than on it.
        public boolean isOnPurpose() {
            return this == TAMPERED || this == RULES || this == INTERVENED;
        }
    }

    /// Something that stands on the lane.
    ///
    /// @param spot     where
    /// @param change   what it changed: of several, the one that weighs most
    /// @param standing how the legislator stands from here on
    /// @param ledger   what its ledger says from here on
    /// @param cause    the number of the event, mostly of a message's arrival, that it follows from
    /// @param off      the rules that are switched off at the legislator from here on, on purpose
    public record Entry(Spot spot, Change change, Standing standing, Ledger ledger, int cause, Set<Rule> off) {
    }

    static final int PAGE = 256;
    private static final Change[] CHANGES = Change.values();
    private static final Standing[] STANDINGS = Standing.values();
    private static final Rule[] RULES = Rule.values();

    private static final class Page {
        private final double[] wall = new double[PAGE];
        private final int[] step = new int[PAGE];
        private final int[] event = new int[PAGE];
        private final short[] by = new short[PAGE];
        private final Times time = new Times(PAGE);
        private final int[] cause = new int[PAGE];
        private final byte[] change = new byte[PAGE];
        private final byte[] standing = new byte[PAGE];
        /// A bit for each rule.
        private final byte[] off = new byte[PAGE];
        private final int[] lastTried = new int[PAGE];
        private final int[] nextBal = new int[PAGE];
        private final int[] voteBallot = new int[PAGE];
        private final int[] voteDecree = new int[PAGE];
        private final boolean[] decided = new boolean[PAGE];
        private final int[] decree = new int[PAGE];

        long corrected(WallClocks clocks, int at) {
            return clocks.corrected(by[at], time.get(at), event[at]);
        }
    }

    private final String name;
    private final int mostPages;
    private final List<Page> pages = new ArrayList<>();
    private int first;
    private int next;
    private Standing standing = Standing.UNKNOWN;
    private Ledger ledger = Ledger.BLANK;
    private byte off;

    /// @param most how many entries are kept at least
    Lane(String name, int most) {
        this.name = name;
        this.mostPages = most / PAGE + 2;
    }

    /// What is written down of an event.
    ///
    /// @param spot where it is
    /// @param by   whose record tells of it
    /// @param time what that one's clock said
    record Note(Spot spot, int by, long time) {
    }

    void stand(Standing now, Note note, int cause) {
        standing = now;
        add(note, Change.STANDING, cause);
    }

    /// Events are missing here.
    void gap(Note note) {
        add(note, Change.GAP, note.spot().event());
    }

    /// The ledger says what was never seen to be written.
    void catchUp(Ledger found, Note note) {
        ledger = found;
        gap(note);
    }

    /// The ledger as it is read by somebody who comes in. All rules hold then.
    void read(Ledger found, Note note) {
        ledger = found;
        off = 0;
        stand(Standing.OPEN, note, note.spot().event());
    }

    /// From here on the ledger says something else, though nobody wrote it.
    void tamper(Ledger after, Note note) {
        ledger = after;
        add(note, Change.TAMPERED, note.spot().event());
    }

    /// From here on these rules are off.
    void rule(Set<Rule> switchedOff, Note note) {
        off = 0;
        for (Rule rule : switchedOff) {
            off |= (byte) (1 << rule.ordinal());
        }
        add(note, Change.RULES, note.spot().event());
    }

    /// Somebody did something around it.
    void intervene(Note note) {
        add(note, Change.INTERVENED, note.spot().event());
    }

    void forget(Note note) {
        ledger = Ledger.BLANK;
        add(note, Change.STANDING, note.spot().event());
    }

    void write(Ledger before, Ledger after, Note note, int cause) {
        Change change = !after.decree().equals(before.decree()) ? Change.DECREE
                : !after.prevVote().equals(before.prevVote()) ? Change.VOTE
                : !after.nextBal().equals(before.nextBal()) ? Change.PROMISE : Change.TRIED;
        ledger = after;
        standing = Standing.OPEN;
        add(note, change, cause);
    }

    private void add(Note note, Change change, int cause) {
        if (next - first == pages.size() * PAGE) {
            if (pages.size() == mostPages) {
                pages.removeFirst();
                first += PAGE;
            }
            pages.add(new Page());
        }
        Page page = page(next);
        int at = next % PAGE;
        page.wall[at] = note.spot().wall();
        page.step[at] = note.spot().step();
        page.event[at] = note.spot().event();
        page.by[at] = (short) note.by();
        page.time.set(at, note.time());
        page.cause[at] = cause;
        page.change[at] = (byte) change.ordinal();
        page.standing[at] = (byte) standing.ordinal();
        page.off[at] = off;
        page.lastTried[at] = ledger.lastTried().number();
        page.nextBal[at] = ledger.nextBal().number();
        page.voteBallot[at] = ledger.prevVote().map(vote -> vote.ballot().number()).orElse(-1);
        page.voteDecree[at] = ledger.prevVote().map(vote -> vote.decree().value()).orElse(0);
        page.decided[at] = ledger.decree().isPresent();
        page.decree[at] = ledger.decree().map(Decree::value).orElse(0);
        next++;
    }

    /// Forgets all entries; numbers begin anew. How the legislator stands and what its ledger says is kept.
    void clear() {
        pages.clear();
        first = 0;
        next = 0;
    }

    // ---- Placing anew

    /// Gives all times.
    void times(WallClocks clocks, Stretches stretches) {
        for (int entry = first; entry < next; entry++) {
            Page page = page(entry);
            long time = page.corrected(clocks, entry % PAGE);
            stretches.add(time, time);
        }
    }

    /// Puts back what a clock said after some corrected time; of the latest only.
    void putBack(int latest, WallClocks clocks, int clock, long after, long by) {
        for (int entry = Math.max(first, next - latest); entry < next; entry++) {
            Page page = page(entry);
            int at = entry % PAGE;
            if (page.by[at] == clock && page.corrected(clocks, at) > after) {
                page.time.set(at, page.time.get(at) - by);
            }
        }
    }

    /// Places all entries anew, as their times and the axis are now.
    ///
    /// @return the place of the last; 0 where there is none
    double place(WallClocks clocks, WallAxis axis) {
        double last = 0;
        for (int entry = first; entry < next; entry++) {
            Page page = page(entry);
            int at = entry % PAGE;
            last = Math.max(last, axis.placeOf(page.corrected(clocks, at)));
            page.wall[at] = last;
        }
        return last;
    }

    // ---- Reading

    private Page page(int entry) {
        return pages.get((entry - first) / PAGE);
    }

    /// Whose lane it is.
    public String name() {
        return name;
    }

    /// How the legislator stands now.
    public Standing standing() {
        return standing;
    }

    /// What its ledger says now, as far as is known.
    public Ledger ledger() {
        return ledger;
    }

    /// The number of the oldest entry that is kept.
    public int first() {
        return first;
    }

    /// The number that the next entry will have.
    public int next() {
        return next;
    }

    /// The number of the first entry right of a place; [#next] where there is none.
    public int after(Axis axis, double place) {
        int low = first;
        int high = next;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (place(axis, middle) <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Where an entry stands.
    public double place(Axis axis, int entry) {
        Page page = page(entry);
        return axis == Axis.WALL_CLOCK ? page.wall[entry % PAGE] : page.step[entry % PAGE];
    }

    /// What an entry changed.
    public Change change(int entry) {
        return CHANGES[page(entry).change[entry % PAGE]];
    }

    /// How the legislator stands after an entry.
    public Standing standing(int entry) {
        return STANDINGS[page(entry).standing[entry % PAGE]];
    }

    /// The number of the ballot that is promised after an entry; −1 for none.
    public int promise(int entry) {
        return page(entry).nextBal[entry % PAGE];
    }

    /// Whether any rule is switched off at the legislator after an entry.
    public boolean isRuleOff(int entry) {
        return page(entry).off[entry % PAGE] != 0;
    }

    private static Set<Rule> rules(int bits) {
        if (bits == 0) {
            return Set.of();
        }
        Set<Rule> rules = EnumSet.noneOf(Rule.class);
        for (Rule rule : RULES) {
            if ((bits & 1 << rule.ordinal()) != 0) {
                rules.add(rule);
            }
        }
        return Collections.unmodifiableSet(rules);
    }

    /// The rules that were switched off anywhere between two places, in their order.
    public Set<Rule> rulesOff(Axis axis, double from, double to) {
        int bits = 0;
        int beyond = after(axis, to);
        for (int entry = Math.max(first, after(axis, from) - 1); entry < beyond; entry++) {
            bits |= page(entry).off[entry % PAGE];
        }
        return rules(bits);
    }

    /// All about an entry.
    public Entry get(int entry) {
        Page page = page(entry);
        int at = entry % PAGE;
        return new Entry(new Spot(page.wall[at], page.step[at], page.event[at]), CHANGES[page.change[at]],
                STANDINGS[page.standing[at]],
                new Ledger(new Ballot(page.lastTried[at]), new Ballot(page.nextBal[at]),
                        page.voteBallot[at] < 0 ? Optional.empty()
                                : Optional.of(new Vote(new Ballot(page.voteBallot[at]), new Decree(page.voteDecree[at]))),
                        page.decided[at] ? Optional.of(new Decree(page.decree[at])) : Optional.empty()),
                page.cause[at], rules(page.off[at]));
    }

    /// How the ledger and its legislator were at a place; empty before the first entry that is kept.
    public Optional<Entry> at(Axis axis, double place) {
        int entry = after(axis, place) - 1;
        return entry < first ? Optional.empty() : Optional.of(get(entry));
    }
}
