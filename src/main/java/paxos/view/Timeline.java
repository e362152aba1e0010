package paxos.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

/// What the space-time diagram shows: a lane for each legislator, an arrow for each message. Made from the events of
/// all nodes of this process; of the others only what reached us is known. For one thread, JavaFX's.
public final class Timeline {

    /// How many arrows are kept; the oldest make way, a tenth of them at a time.
    static final int MOST_ARROWS = 5_000;
    /// How far before its arrival an arrow begins whose departure was not seen, in milliseconds.
    static final double UNSEEN_WALK = 90;

    private final Set<String> hosted;
    private final TimeAxis axis = new TimeAxis();
    private final SequencedMap<String, Lane> lanes = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();
    /// Where in the list the arrow of a message is that may still change.
    private final Map<String, Integer> open = new HashMap<>();
    /// Who here reaches a peer elsewhere.
    private final Map<String, Set<String>> reaching = new HashMap<>();
    private int removed;
    private int walking;

    /// An empty timeline.
    ///
    /// @param parliament whose
    /// @param hosted     the legislators whose events will come
    public Timeline(Parliament parliament, Set<String> hosted) {
        this.hosted = Set.copyOf(hosted);
        parliament.legislators().forEach(name -> lanes.put(name, new Lane(name)));
    }

    /// Takes in an event of any node of this process.
    public void take(Event event) {
        Lane lane = lanes.get(event.node());
        switch (event.what()) {
            case Happening.Opened(_, var state) -> opened(lane, place(event, true), state.ledger());
            case Happening.Crashed _ -> gone(lane, Lane.Stretch.CRASHED, place(event, true));
            case Happening.Closed _ -> gone(lane, Lane.Stretch.UNREACHABLE, place(event, true));
            case Happening.Forgot _ -> forgot(lane, place(event, true));
            case Happening.Wrote(Ledger before, Ledger after) -> wrote(lane, place(event, false), before, after);
            case Happening.Sent(_, String to, _) when to.equals(event.node()) -> { }
            case Happening.Sent sent -> sent(event, sent);
            case Happening.HandedOver handed -> handedOver(event, handed, hosted.contains(handed.to()));
            case Happening.Lost lost ->
                settle(key(event.node(), lost.id()), place(event, true), Arrow.Fate.LOST, false);
            case Happening.Received(Optional<String> from, _, _) when from.equals(Optional.of(event.node())) -> { }
            case Happening.Received received -> received(event, received);
            case Happening.PeerSeen(String peer, boolean reachable) ->
                peerSeen(event.node(), peer, reachable, place(event, false));
            case Happening.Stepped _, Happening.Dropped _, Happening.Missed _ -> { }
        }
    }

    private void opened(Lane lane, double place, Ledger ledger) {
        lane.end(Lane.Stretch.CRASHED, place);
        lane.end(Lane.Stretch.UNREACHABLE, place);
        if (!ledger.nextBal().isNone()) {
            lane.begin(Lane.Stretch.PROMISE, ledger.nextBal(), place);
        }
    }

    private void gone(Lane lane, Lane.Stretch how, double place) {
        // The promise is on the disk, and binds; but nobody is here to keep it until the ledger is read again.
        lane.end(Lane.Stretch.PROMISE, place);
        lane.begin(how, Ballot.NONE, place);
        reaching.values().forEach(those -> those.remove(lane.name()));
        // What was handed over and not read is lost with the legislator.
        List<String> unread = open.entrySet().stream()
                .filter(each -> arrow(each.getValue()).to().equals(lane.name()) && arrow(each.getValue()).fate() == Arrow.Fate.ARRIVED)
                .map(Map.Entry::getKey).toList();
        unread.forEach(key -> settle(key, place, Arrow.Fate.LOST, false));
    }

    private Arrow arrow(int index) {
        return arrows.get(index - removed);
    }

    private void forgot(Lane lane, double place) {
        lane.end(Lane.Stretch.PROMISE, place);
    }

    private void wrote(Lane lane, double place, Ledger before, Ledger after) {
        if (!after.nextBal().equals(before.nextBal())) {
            lane.begin(Lane.Stretch.PROMISE, after.nextBal(), place);
        }
        if (!after.prevVote().equals(before.prevVote())) {
            lane.vote(after.prevVote().orElseThrow(), place);
        }
        if (!after.decree().equals(before.decree())) {
            lane.decree(after.decree().orElseThrow(), place);
        }
    }

    private void sent(Event event, Happening.Sent sent) {
        // All that one step sends sets out from one place.
        double place = place(event, false);
        open.put(key(event.node(), sent.id()), removed + arrows.size());
        add(new Arrow(event.node(), sent.to(), sent.message(), place, true, Double.NaN, Arrow.Fate.WALKING));
    }

    private void handedOver(Event event, Happening.HandedOver handed, boolean seenThereToo) {
        settle(key(event.node(), handed.id()), place(event, !seenThereToo), Arrow.Fate.ARRIVED, seenThereToo);
    }

    private void received(Event event, Happening.Received received) {
        double place = place(event, true);
        String from = received.from().orElse("");
        String key = key(from, received.id().orElse(""));
        if (open.containsKey(key)) {
            settle(key, place, Arrow.Fate.ARRIVED, false);
        } else if (lanes.containsKey(from)) {
            add(new Arrow(from, event.node(), received.message(), place - UNSEEN_WALK, false, place, Arrow.Fate.ARRIVED));
        }
    }

    /// @param mayChange whether the receiver is of this process, so that its own event will tell better
    private void settle(String key, double place, Arrow.Fate fate, boolean mayChange) {
        Integer index = mayChange ? open.get(key) : open.remove(key);
        if (index != null && index >= removed) {
            Arrow before = arrow(index);
            walking -= before.fate() == Arrow.Fate.WALKING ? 1 : 0;
            arrows.set(index - removed, before.ended(place, fate));
        }
    }

    private void add(Arrow arrow) {
        arrows.add(arrow);
        walking += arrow.fate() == Arrow.Fate.WALKING ? 1 : 0;
        if (arrows.size() > MOST_ARROWS) {
            int oldest = MOST_ARROWS / 10;
            List<Arrow> forgotten = arrows.subList(0, oldest);
            walking -= (int) forgotten.stream().filter(each -> each.fate() == Arrow.Fate.WALKING).count();
            forgotten.clear();
            removed += oldest;
            open.values().removeIf(index -> index < removed);
        }
    }

    /// A peer elsewhere is unreachable while nobody here reaches it: one alone may be cut off itself.
    private void peerSeen(String by, String peer, boolean reachable, double place) {
        if (hosted.contains(peer) || !lanes.containsKey(peer)) {
            return;
        }
        Lane lane = lanes.get(peer);
        Set<String> those = reaching.computeIfAbsent(peer, _ -> new HashSet<>());
        if (reachable) {
            those.add(by);
            lane.end(Lane.Stretch.UNREACHABLE, place);
        } else {
            those.remove(by);
            if (those.isEmpty() && !lane.lasts(Lane.Stretch.UNREACHABLE)) {
                lane.begin(Lane.Stretch.UNREACHABLE, Ballot.NONE, place);
            }
        }
    }

    private double place(Event event, boolean apart) {
        return axis.place(event.at(), apart, !moving());
    }

    private static String key(String sender, String id) {
        return sender + "/" + id;
    }

    /// The lanes, in the order of the configuration.
    public List<Lane> lanes() {
        return List.copyOf(lanes.values());
    }

    /// The arrows that are kept, in the order in which they were first seen. A view: it changes with the timeline.
    public List<Arrow> arrows() {
        return Collections.unmodifiableList(arrows);
    }

    /// Whether any messenger is on its way, so that the picture changes with the clock alone.
    public boolean moving() {
        return walking > 0;
    }

    /// The place that the wall clock has reached.
    public double now(Instant at) {
        return axis.now(at, !moving());
    }
}
