package paxos.trace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Brings the records of several nodes into one order in which nothing comes before its cause:
///
/// 1. each node's events stay in their own order;
/// 2. a message is received after it was sent;
/// 3. of what is free to go, the earliest time goes first, then the lowest Lamport clock, then the first name. Times are by
///    clocks that are corrected so that no message seems to arrive before it was sent, as far as messages have told. (By
///    Lamport clocks alone, whoever was away for long would come first with all that it did since.)
///
/// Live, the sender's record may lag behind the receiver's. Then the receiver's events wait, but only while the sender
/// is [#heard] and for a bounded time, which is longer while the sender's record is catching up; after that they go on
/// without. Records that contradict themselves (each message was received before the other was sent) hold nothing up.
///
/// For one thread.
public final class Merge {

    /// How many messages are remembered as sent; a second copy that comes later than that waits in vain.
    static final int REMEMBERED = 1 << 17;
    /// How many times as long an event waits for a record that is catching up.
    static final int LONGER = 10;

    private final Consumer<Event> out;
    private final InstantSource clock;
    private final Duration patience;
    private final int most;
    /// Whether the records are complete, so that all messages tell of the clocks before anything goes.
    private final boolean whole;
    private Clocks clocks = new Clocks("");

    private final SortedMap<String, Lane> byName = new TreeMap<>();
    /// The same for the many times that one of them is looked up.
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Collection<Lane> inOrder = byName.values();
    /// What was sent according to an event that still waits.
    private final Set<Letter> toCome = new HashSet<>();
    /// What was sent according to an event that has gone out; the oldest are forgotten.
    private final LinkedHashMap<Letter, Instant> sent = new LinkedHashMap<>();

    /// A merge of live records.
    ///
    /// @param out      takes the events in their common order
    /// @param clock    measures patience
    /// @param patience how long an event waits, from [#add] on, for the cause of it or of one before it
    /// @param most     how many events of one node may wait, at least 1; one more, and they go on without their causes
    public Merge(Consumer<Event> out, InstantSource clock, Duration patience, int most) {
        this(out, clock, patience, most, false);
    }

    private Merge(Consumer<Event> out, InstantSource clock, Duration patience, int most, boolean whole) {
        this.whole = whole;
        this.out = out;
        this.clock = clock;
        this.patience = patience;
        this.most = most;
    }

    /// A merge of records that are complete: add all of them, then [#drain].
    ///
    /// @param out takes the events in their common order
    public static Merge ofWhole(Consumer<Event> out) {
        return new Merge(out, InstantSource.fixed(Instant.EPOCH), Duration.ZERO, Integer.MAX_VALUE, true);
    }

    /// A message, as its sender names it: ids are unique per sender only.
    private record Letter(String sender, String id) {
    }

    /// @param cause what must go first; empty where nothing must
    /// @param since when it was added
    private record Waiting(Event event, Optional<Letter> cause, Instant since) {
    }

    /// What waits of one node.
    private static final class Lane {

        private final String name;
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        private boolean heard;
        /// When its last event came, and up to which Lamport clock its record has come in this life of its process.
        private Instant came = Instant.MIN;
        private long reached;
        /// Whether the first that waits may go. Only ever becomes true while a pass lasts.
        private boolean free;

        Lane(String name) {
            this.name = name;
        }

        void add(Waiting next) {
            waiting.add(next);
            came = next.since();
            long lamport = next.event().lamport();
            // What became of a message has the clock of when it was sent.
            reached = next.event().what() instanceof Happening.Opened ? lamport : Math.max(reached, lamport);
        }

        boolean isBefore(Lane other, Clocks clocks) {
            Event mine = waiting.element().event();
            Event its = other.waiting.element().event();
            int sooner = clocks.corrected(name, mine.at()).compareTo(clocks.corrected(other.name, its.at()));
            if (sooner != 0) {
                return sooner < 0;
            }
            if (mine.lamport() != its.lamport()) {
                return mine.lamport() < its.lamport();
            }
            return name.compareTo(other.name) < 0;
        }
    }

    /// Whether a node's record is being heard, so that it is worth waiting for. At first it is not.
    public void heard(String node, boolean heard) {
        lane(node).heard = heard;
    }

    /// Adds the next event of its node. It goes out in a later [#pass] or [#drain]; in this call only where too many of
    /// its node wait.
    public void add(Event event) {
        Lane lane = lane(event.node());
        lane.add(new Waiting(event, cause(event), clock.instant()));
        if (event.what() instanceof Happening.Sent message) {
            toCome.add(new Letter(event.node(), message.id()));
        }
        if (lane.waiting.size() > most) {
            pass();
        }
    }

    /// Lets out what may go.
    ///
    /// @return whether anything still waits; then this wants to be called again soon, new events or not
    public boolean pass() {
        Instant now = clock.instant();
        return pass(waiting -> isWorthWaiting(waiting, now));
    }

    /// Lets out all that waits; nothing more will come.
    public void drain() {
        if (whole) {
            clocks = compared();
        }
        pass(_ -> false);
    }

    /// What the messages of all records say of their clocks.
    private Clocks compared() {
        Map<Letter, Event> departures = new HashMap<>();
        inOrder.forEach(lane -> lane.waiting.forEach(each -> {
            if (each.event().what() instanceof Happening.Sent message) {
                departures.putIfAbsent(new Letter(lane.name, message.id()), each.event());
            }
        }));
        Clocks compared = new Clocks(byName.isEmpty() ? "" : byName.firstKey());
        inOrder.forEach(lane -> lane.waiting.forEach(each -> each.cause().map(departures::get).ifPresent(sent ->
                compared.message(sent.node(), sent.at(), lane.name, each.event().at()))));
        return compared;
    }

    /// Whether a cause that has not come yet still may.
    private interface Patience {
        boolean lasts(Waiting waiting);
    }

    private boolean pass(Patience patienceNow) {
        for (Lane lane : inOrder) {
            lane.free = isFree(lane, patienceNow);
        }
        while (true) {
            Optional<Lane> next = firstFree().or(this::firstThatMustGo);
            if (next.isEmpty()) {
                return inOrder.stream().anyMatch(lane -> !lane.waiting.isEmpty());
            }
            letOut(next.get(), patienceNow);
        }
    }

    private Optional<Lane> firstFree() {
        Lane first = null;
        for (Lane lane : inOrder) {
            if (lane.free && (first == null || lane.isBefore(first, clocks))) {
                first = lane;
            }
        }
        return Optional.ofNullable(first);
    }

    /// A lane that is held up, and has to go on all the same: one that holds up another in which too many wait, or the
    /// first of some that hold up each other in a circle.
    private Optional<Lane> firstThatMustGo() {
        for (Lane lane : inOrder) {
            if (!lane.waiting.isEmpty()) {
                Lane root = root(lane);
                if (lane.waiting.size() > most || holder(root).isPresent()) {
                    return Optional.of(root);
                }
            }
        }
        return Optional.empty();
    }

    /// Where one gets to from this lane, going on from each lane to the one that holds it up: to one whose cause has not
    /// come; or round in a circle, and then to the circle's first.
    private Lane root(Lane lane) {
        Lane at = lane;
        for (int step = 0; step < lanes.size(); step++) {
            Optional<Lane> holder = holder(at);
            if (holder.isEmpty()) {
                return at;
            }
            at = holder.get();
        }
        Lane first = at;
        for (Lane next = holder(at).orElseThrow(); next != at; next = holder(next).orElseThrow()) {
            first = next.isBefore(first, clocks) ? next : first;
        }
        return first;
    }

    /// The lane in which the cause of this lane's first event waits.
    private Optional<Lane> holder(Lane lane) {
        return lane.waiting.element().cause().filter(toCome::contains).map(letter -> lanes.get(letter.sender()));
    }

    private void letOut(Lane lane, Patience patienceNow) {
        Waiting waiting = lane.waiting.remove();
        Event event = waiting.event();
        waiting.cause().ifPresent(letter -> {
            if (sent.containsKey(letter)) {
                clocks.message(letter.sender(), sent.get(letter), lane.name, event.at());
            }
        });
        lane.free = isFree(lane, patienceNow);
        if (event.what() instanceof Happening.Sent message) {
            Letter letter = new Letter(lane.name, message.id());
            toCome.remove(letter);
            remember(letter, event.at());
            // All of them: a record may say that somebody got what was not for him.
            for (Lane held : inOrder) {
                held.free = held.free || isFree(held, patienceNow);
            }
        }
        out.accept(event);
    }

    private void remember(Letter letter, Instant at) {
        sent.put(letter, at);
        if (sent.size() > REMEMBERED) {
            sent.pollFirstEntry();
        }
    }

    private boolean isFree(Lane lane, Patience patienceNow) {
        Waiting first = lane.waiting.peek();
        if (first == null) {
            return false;
        }
        return first.cause().isEmpty() || !toCome.contains(first.cause().get()) && !patienceNow.lasts(first);
    }

    private boolean isWorthWaiting(Waiting waiting, Instant now) {
        Letter letter = waiting.cause().orElseThrow();
        Lane sender = lanes.get(letter.sender());
        if (sender == null || !sender.heard || sent.containsKey(letter)) {
            return false;
        }
        boolean catchingUp = sender.reached < waiting.event().lamport() && isWithin(patience, sender.came, now);
        return isWithin(catchingUp ? patience.multipliedBy(LONGER) : patience, waiting.since(), now);
    }

    /// A clock that was set back must not make anybody wait for longer.
    private static boolean isWithin(Duration patience, Instant since, Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(patience));
    }

    /// A node's message to itself is in order by itself, or never will be.
    private static Optional<Letter> cause(Event event) {
        return switch (event.what()) {
            case Happening.Received(var from, var id, _) -> letter(event, from, id);
            case Happening.Held(var from, var id, _) -> letter(event, from, id);
            case Happening.Discarded(var from, var id, _, _) -> letter(event, from, id);
            default -> Optional.empty();
        };
    }

    private static Optional<Letter> letter(Event event, Optional<String> from, Optional<String> id) {
        return from.isPresent() && id.isPresent() && !from.get().equals(event.node())
                ? Optional.of(new Letter(from.get(), id.get())) : Optional.empty();
    }

    private Lane lane(String node) {
        return lanes.computeIfAbsent(node, name -> {
            Lane lane = new Lane(name);
            byName.put(name, lane);
            return lane;
        });
    }
}
