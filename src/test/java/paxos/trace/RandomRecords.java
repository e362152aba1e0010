package paxos.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.State;

/// The records of some nodes that send each other messages at random, from one seed: their clocks differ by minutes,
/// messengers overtake each other, a message may come twice or never, and a process may end and begin again, with a
/// Lamport clock that begins anew.
final class RandomRecords {

    static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

    private static final Message MESSAGE = new Message.NextBallot(new Ballot(1));

    private final Random random;
    private final SequencedMap<String, Node> nodes = new LinkedHashMap<>();
    private final List<OnItsWay> onTheirWay = new ArrayList<>();
    private long micros;

    private record OnItsWay(String from, String to, String id, long lamport) {
    }

    private static final class Node {
        final List<Event> record = new ArrayList<>();
        long skew;
        long lamport;
        int life;
        int messages;
    }

    RandomRecords(long seed) {
        random = new Random(seed);
        for (String name : NAMES) {
            Node node = new Node();
            node.skew = random.nextLong(-200_000_000, 200_000_000);
            nodes.put(name, node);
            enter(name);
        }
    }

    /// Each node's record, after this many more things have happened.
    SequencedMap<String, List<Event>> live(int steps) {
        for (int i = 0; i < steps; i++) {
            micros += random.nextInt(5);
            String name = NAMES.get(random.nextInt(NAMES.size()));
            switch (random.nextInt(20)) {
                case 0 -> enter(name);
                case 1, 2 -> append(name, new Happening.PeerSeen("nobody", true));
                case 3, 4, 5, 6, 7, 8, 9 -> send(name, NAMES.get(random.nextInt(NAMES.size())));
                default -> receive();
            }
        }
        SequencedMap<String, List<Event>> records = new LinkedHashMap<>();
        nodes.forEach((name, node) -> records.put(name, List.copyOf(node.record)));
        return records;
    }

    /// The same records with some stretches gone, each with a note of it in its place.
    static SequencedMap<String, List<Event>> withGaps(Map<String, List<Event>> whole, Random random) {
        SequencedMap<String, List<Event>> records = new LinkedHashMap<>();
        whole.forEach((name, events) -> {
            List<Event> kept = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                if (random.nextInt(30) == 0) {
                    int missed = Math.min(1 + random.nextInt(10), events.size() - i);
                    i += missed - 1;
                    Event last = events.get(i);
                    kept.add(new Event(last.number(), last.at(), last.lamport(), name, new Happening.Missed(missed)));
                } else {
                    kept.add(events.get(i));
                }
            }
            records.put(name, kept);
        });
        return records;
    }

    private void enter(String name) {
        Node node = nodes.get(name);
        node.life++;
        node.lamport = 0;
        node.messages = 0;
        append(name, new Happening.Opened("127.0.0.1:1", State.afterRestart(Ledger.BLANK)));
    }

    private void send(String name, String to) {
        Node node = nodes.get(name);
        node.lamport++;
        node.messages++;
        // As ours are: two nodes that began in the same instant have the same ids.
        String id = node.life + "-" + node.messages;
        append(name, new Happening.Sent(id, to, MESSAGE));
        int copies = switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> 2;
            default -> 1;
        };
        for (int i = 0; i < copies; i++) {
            onTheirWay.add(new OnItsWay(name, to, id, node.lamport));
        }
    }

    private void receive() {
        if (onTheirWay.isEmpty()) {
            return;
        }
        OnItsWay message = onTheirWay.remove(random.nextInt(onTheirWay.size()));
        Node node = nodes.get(message.to());
        node.lamport = Math.max(node.lamport, message.lamport()) + 1;
        // A C++ node does not sign.
        boolean signed = random.nextInt(10) > 0;
        append(message.to(), new Happening.Received(Optional.of(message.from()).filter(_ -> signed),
                Optional.of(message.id()).filter(_ -> signed), MESSAGE));
    }

    private void append(String name, Happening what) {
        Node node = nodes.get(name);
        node.record.add(new Event(node.record.size(), Instant.EPOCH.plusNanos((micros + node.skew) * 1000), node.lamport, name, what));
    }
}
