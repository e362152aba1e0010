package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Against Lamport's definition, worked out event by event.
class CausalityTest {

    private static final int CASES = 4_000;

    private record Letter(int from, int to, String id, Message message) {
    }

    /// Random messages among a few, each of them handed over, lost, read, read twice or none of that; some events come in
    /// another order than they happened.
    private static final class Case {

        private final SplittableRandom random;
        private final List<String> names;
        private final Timeline timeline;
        private final List<Event> events = new ArrayList<>();
        /// By the number of an event: those that are just before it.
        private final Map<Integer, List<Integer>> causes = new HashMap<>();
        private final int[] latest;
        private final List<Boolean> heard;
        private final List<Letter> letters = new ArrayList<>();
        private final List<Letter> unsent = new ArrayList<>();
        private final Map<Letter, Integer> sentAt = new HashMap<>();
        private final Map<Letter, List<Integer>> readAt = new HashMap<>();

        Case(long seed, boolean disorder) {
            random = new SplittableRandom(seed);
            names = IntStream.range(0, random.nextInt(2, 6)).mapToObj(i -> "n" + i).toList();
            timeline = new Timeline(new Parliament(names));
            latest = new int[names.size()];
            Arrays.fill(latest, -1);
            heard = IntStream.range(0, names.size()).mapToObj(_ -> random.nextInt(5) > 0).toList();
            for (int i = random.nextInt(4, 40); i > 0; i--) {
                int dice = random.nextInt(10);
                if (dice < 4 || letters.isEmpty()) {
                    write(i, disorder && random.nextInt(3) == 0);
                } else if (dice < 5 && !unsent.isEmpty()) {
                    send(unsent.remove(random.nextInt(unsent.size())));
                } else {
                    carry(letters.get(random.nextInt(letters.size())));
                }
            }
        }

        private void write(int number, boolean later) {
            int from = random.nextInt(names.size());
            int to = (from + random.nextInt(1, names.size())) % names.size();
            Letter letter = new Letter(from, to, "m" + number, new Message.NextBallot(new Ballot(number)));
            letters.add(letter);
            if (heard.get(from) && later) {
                unsent.add(letter);
            } else if (heard.get(from)) {
                send(letter);
            }
        }

        private void send(Letter letter) {
            int number = record(letter.from(), new Happening.Sent(letter.id(), names.get(letter.to()), letter.message()));
            sentAt.put(letter, number);
            // Where it was read before, it is the cause of that; of several times, of the last.
            readAt.getOrDefault(letter, List.of()).stream().reduce((_, last) -> last).ifPresent(read -> causes.get(read).add(number));
        }

        private void carry(Letter letter) {
            int dice = random.nextInt(4);
            String to = names.get(letter.to());
            boolean sent = sentAt.containsKey(letter);
            if (dice == 0 && sent) {
                record(letter.from(), new Happening.HandedOver(letter.id(), to, letter.message()));
            } else if (dice == 1 && sent) {
                record(letter.from(), new Happening.Lost(letter.id(), to, letter.message(), "lost"));
            } else if (dice > 1 && heard.get(letter.to())) {
                int number = record(letter.to(), new Happening.Received(Optional.of(names.get(letter.from())),
                        Optional.of(letter.id()), letter.message()));
                readAt.computeIfAbsent(letter, _ -> new ArrayList<>()).add(number);
                if (sent) {
                    causes.get(number).add(sentAt.get(letter));
                }
            }
        }

        private int record(int lane, Happening what) {
            int number = events.size() * 3;
            events.add(new Event(number, Throng.BEGIN.plusMillis(number), number, names.get(lane), what));
            timeline.take(events.getLast());
            causes.put(number, new ArrayList<>());
            if (latest[lane] >= 0) {
                causes.get(number).add(latest[lane]);
            }
            latest[lane] = number;
            return number;
        }

        /// All that an event may follow from, itself among them.
        BitSet past(int event) {
            BitSet past = new BitSet();
            List<Integer> open = new ArrayList<>(List.of(event));
            while (!open.isEmpty()) {
                int each = open.removeLast();
                if (!past.get(each)) {
                    past.set(each);
                    open.addAll(causes.get(each));
                }
            }
            return past;
        }
    }

    private static void check(Case play, String what) {
        Map<Integer, BitSet> pasts = play.events.stream().collect(Collectors.toMap(event -> (int) event.number(),
                event -> play.past((int) event.number())));
        Arrows arrows = play.timeline.arrows();
        for (int arrow = arrows.first(); arrow < arrows.next(); arrow++) {
            Causality causality = Causality.of(play.timeline, arrow);
            boolean seen = arrows.startEvent(arrow) >= 0;
            BitSet past = seen ? pasts.get(arrows.startEvent(arrow)) : new BitSet();
            int begin = seen ? arrows.startEvent(arrow) : arrows.fate(arrow).isRead() ? arrows.endEvent(arrow) : -1;
            for (Event event : play.events) {
                int number = (int) event.number();
                boolean follows = begin >= 0 && pasts.get(number).get(begin);
                assertEquals(past.get(number) || follows, causality.concerns(play.names.indexOf(event.node()), number),
                        () -> what + ", event " + event);
            }
            for (int other = arrows.first(); other < arrows.next(); other++) {
                boolean isPast = arrows.fate(other).isRead() && past.get(arrows.endEvent(other));
                boolean isFuture = arrows.startEvent(other) >= 0 && begin >= 0 && pasts.get(arrows.startEvent(other)).get(begin);
                assertEquals(isPast, causality.isPast(arrows, other), what);
                assertEquals(isFuture, causality.isFuture(arrows, other), what);
                assertEquals(isPast || isFuture, causality.concerns(arrows, other), what);
            }
        }
    }

    @Test
    void pastAndFutureAreThoseOfTheDefinition() {
        int arrows = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Case play = new Case(seed, false);
            check(play, "seed " + seed);
            arrows += play.timeline.arrows().next();
        }
        assertTrue(arrows > 5 * CASES, "the cases are no empty ones: " + arrows);
    }

    @Test
    void alsoWhereAnArrivalIsToldOfBeforeTheDeparture() {
        int disordered = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Case play = new Case(seed, true);
            check(play, "seed " + seed);
            disordered += play.timeline.arrows().inOrder() ? 0 : 1;
        }
        assertTrue(disordered > CASES / 10, "such cases do come: " + disordered);
    }

    @Test
    void ofABallotTheQuestionLedToTheAnswersAndTheOtherDoesNotConcernIt() {
        Timeline timeline = new Timeline(new Parliament(List.of("n0", "n1", "n2")));
        Throng play = new Throng(3, 1, timeline::take);
        play.openAll();
        play.play(1);
        Causality causality = Causality.of(timeline, 0);
        Arrows arrows = timeline.arrows();
        Set<Fate> fates = IntStream.range(0, arrows.next()).filter(arrow -> causality.isFuture(arrows, arrow)).mapToObj(arrows::fate)
                .collect(Collectors.toSet());
        assertFalse(fates.isEmpty());
        assertTrue(IntStream.range(0, arrows.next()).noneMatch(arrow -> causality.isPast(arrows, arrow)), "nothing was before it");
    }
}
