package paxos.trace;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.State;

/// Nothing comes before its cause, nothing is left out, nothing waits for ever.
@Timeout(60)
class MergeTest {

    private static final Message MESSAGE = new Message.NextBallot(new Ballot(1));
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Event> out = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private Merge live(int most, String... heard) {
        Merge merge = new Merge(out::add, () -> now, PATIENCE, most);
        for (String name : heard) {
            merge.heard(name, true);
        }
        return merge;
    }

    private static Event event(String node, int number, long lamport, Happening what) {
        return new Event(number, Instant.EPOCH, lamport, node, what);
    }

    private static Event sent(String node, int number, long lamport, String id, String to) {
        return event(node, number, lamport, new Happening.Sent(id, to, MESSAGE));
    }

    private static Event received(String node, int number, long lamport, String from, String id) {
        return event(node, number, lamport, new Happening.Received(Optional.of(from), Optional.of(id), MESSAGE));
    }

    private static Event seen(String node, int number, long lamport) {
        return event(node, number, lamport, new Happening.PeerSeen("somebody", true));
    }

    /// Like "alpha0 beta0 alpha1".
    private String shown() {
        return String.join(" ", out.stream().map(event -> event.node() + event.number()).toList());
    }

    // ---- One case each

    @Test
    void aMessageIsReceivedAfterItWasSentWhateverTheClocksSay() {
        Merge merge = Merge.ofWhole(out::add);
        merge.add(received("alpha", 0, 1, "beta", "m"));
        merge.add(sent("beta", 0, 9, "m", "alpha"));
        merge.drain();
        assertEquals("beta0 alpha0", shown());
    }

    @Test
    void ofWhatIsFreeTheEarlierTimeThenTheLowerLamportClockThenTheFirstNameGoes() {
        Merge merge = live(100);
        Happening what = new Happening.Closed();
        merge.add(new Event(0, Instant.ofEpochSecond(5), 3, "beta", what));
        merge.add(new Event(1, Instant.ofEpochSecond(5), 4, "beta", what));
        merge.add(new Event(0, Instant.ofEpochSecond(9), 2, "gamma", what));
        merge.add(new Event(1, Instant.ofEpochSecond(4), 4, "gamma", what));
        merge.add(new Event(0, Instant.ofEpochSecond(5), 4, "alpha", what));
        merge.drain();
        assertEquals("beta0 alpha0 beta1 gamma0 gamma1", shown());
    }

    /// Whoever was away while the others went on has a low Lamport clock still.
    @Test
    void theEarlierTimeGoesWhateverTheLamportClocksSay() {
        Merge merge = live(100);
        Happening what = new Happening.Closed();
        merge.add(new Event(0, Instant.ofEpochSecond(1), 1, "alpha", what));
        merge.add(new Event(1, Instant.ofEpochSecond(90), 2, "alpha", what));
        merge.add(new Event(0, Instant.ofEpochSecond(5), 70, "beta", what));
        merge.add(new Event(1, Instant.ofEpochSecond(80), 99, "beta", what));
        merge.drain();
        assertEquals("alpha0 beta0 beta1 alpha1", shown());
    }

    /// Beta's clock is an hour behind, as its message tells.
    @Test
    void ofWholeRecordsTheClocksAreComparedByTheirMessages() {
        Merge merge = Merge.ofWhole(out::add);
        Happening what = new Happening.Closed();
        merge.add(new Event(0, Instant.ofEpochSecond(3600), 1, "alpha", new Happening.Sent("m", "beta", MESSAGE)));
        merge.add(new Event(1, Instant.ofEpochSecond(3700), 9, "alpha", what));
        merge.add(new Event(0, Instant.ofEpochSecond(1), 2, "beta", new Happening.Received(Optional.of("alpha"), Optional.of("m"), MESSAGE)));
        merge.add(new Event(1, Instant.ofEpochSecond(110), 3, "beta", what));
        merge.drain();
        assertEquals("alpha0 beta0 alpha1 beta1", shown());
    }

    /// What one message has told of them counts from then on.
    @Test
    void liveClocksAreComparedByTheMessagesThatHaveGoneOut() {
        Merge merge = live(100);
        Happening what = new Happening.Closed();
        merge.add(new Event(0, Instant.ofEpochSecond(3600), 1, "alpha", new Happening.Sent("m", "beta", MESSAGE)));
        merge.add(new Event(0, Instant.ofEpochSecond(1), 2, "beta", new Happening.Received(Optional.of("alpha"), Optional.of("m"), MESSAGE)));
        merge.pass();
        merge.add(new Event(1, Instant.ofEpochSecond(3700), 9, "alpha", what));
        merge.add(new Event(1, Instant.ofEpochSecond(110), 3, "beta", what));
        merge.pass();
        assertEquals("alpha0 beta0 alpha1 beta1", shown());
    }

    @Test
    void aNodesOwnOrderStaysAlsoWhereItsLamportClockBeginsAnew() {
        Merge merge = Merge.ofWhole(out::add);
        merge.add(seen("alpha", 0, 70));
        merge.add(seen("alpha", 1, 0));
        merge.add(seen("beta", 0, 69));
        merge.add(seen("beta", 1, 71));
        merge.drain();
        assertEquals("beta0 alpha0 alpha1 beta1", shown());
    }

    @Test
    void whileTheSenderIsHeardTheReceiversEventsWaitForIt() {
        Merge merge = live(10, "alpha", "beta");
        merge.add(received("alpha", 0, 2, "beta", "m"));
        merge.add(seen("alpha", 1, 3));
        assertTrue(merge.pass());
        assertEquals("", shown());
        now = now.plusMillis(1999);
        assertTrue(merge.pass());
        merge.add(sent("beta", 0, 1, "m", "alpha"));
        assertFalse(merge.pass());
        assertEquals("beta0 alpha0 alpha1", shown());
    }

    @Test
    void patienceHasAnEndCountedFromWhenTheEventCame() {
        Merge merge = live(10, "alpha", "beta");
        merge.add(received("alpha", 0, 2, "beta", "m1"));
        now = now.plusMillis(1500);
        merge.add(received("alpha", 1, 3, "beta", "m2"));
        merge.pass();
        now = now.plusMillis(500);
        assertTrue(merge.pass());
        assertEquals("alpha0", shown());
        now = now.plusMillis(1500);
        assertFalse(merge.pass());
        assertEquals("alpha0 alpha1", shown());
    }

    @Test
    void forARecordThatIsCatchingUpThereIsMorePatience() {
        Merge merge = live(100, "alpha", "beta");
        merge.add(received("alpha", 0, 50, "beta", "m"));
        for (int i = 0; i < 10; i++) {
            now = now.plusMillis(1900);
            merge.add(seen("beta", i, 10 + i));
            assertTrue(merge.pass());
        }
        merge.add(sent("beta", 10, 40, "m", "alpha"));
        assertFalse(merge.pass());
        assertEquals(12, out.size());
        assertEquals("alpha", out.getLast().node());
    }

    @Test
    void morePatienceThanThatIsFutileWhereTheRecordIsPastTheCause() {
        Merge merge = live(100, "alpha", "beta");
        merge.add(received("alpha", 0, 50, "beta", "m"));
        now = now.plusMillis(1900);
        merge.add(seen("beta", 0, 50));
        assertTrue(merge.pass());
        merge.add(event("beta", 1, 3, new Happening.HandedOver("n", "alpha", MESSAGE)));
        now = now.plusMillis(100);
        assertFalse(merge.pass(), "what became of an older message has an older clock");
    }

    @Test
    void aRecordThatBeginsAnewIsNotPastTheCause() {
        Merge merge = live(100, "alpha", "beta");
        merge.add(seen("beta", 0, 1000));
        merge.add(received("alpha", 0, 50, "beta", "m"));
        merge.add(event("beta", 1, 0, new Happening.Opened("", State.afterRestart(Ledger.BLANK))));
        now = now.plusMillis(1900);
        merge.add(seen("beta", 2, 49));
        now = now.plusMillis(1900);
        assertTrue(merge.pass());
        assertEquals("beta0 beta1 beta2", shown());
    }

    @Test
    void forARecordThatStopsOrNeverArrivesPatienceHasAnEndToo() {
        Merge merge = live(100, "alpha", "beta");
        merge.add(received("alpha", 0, 50, "beta", "m"));
        now = now.plusMillis(1900);
        merge.add(seen("beta", 0, 1));
        now = now.plusMillis(1999);
        assertTrue(merge.pass());
        now = now.plusMillis(1);
        assertFalse(merge.pass(), "it has stopped");

        merge.add(received("alpha", 1, 50, "beta", "m2"));
        for (int i = 1; i < 20; i++) {
            now = now.plusSeconds(1);
            merge.add(seen("beta", i, 1));
            assertTrue(merge.pass());
        }
        now = now.plusSeconds(1);
        assertFalse(merge.pass(), "it goes on and never arrives");
    }

    @Test
    void aThousandThatWaitInVainWaitAtTheSameTime() {
        Merge merge = live(10_000, "alpha", "beta");
        for (int i = 0; i < 1000; i++) {
            merge.add(received("alpha", i, i, "beta", "m" + i));
        }
        merge.pass();
        assertEquals("", shown());
        now = now.plus(PATIENCE);
        assertFalse(merge.pass());
        assertEquals(1000, out.size());
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWaitLonger() {
        Merge merge = live(10, "alpha", "beta");
        merge.add(received("alpha", 0, 2, "beta", "m1"));
        now = now.minusSeconds(3600);
        assertFalse(merge.pass());
        assertEquals("alpha0", shown());
    }

    @Test
    void nobodyWaitsForARecordThatIsNotHeard() {
        Merge merge = live(10, "alpha", "gamma");
        merge.heard("beta", false);
        merge.add(received("alpha", 0, 2, "beta", "m1"));
        assertFalse(merge.pass());
        merge.add(received("alpha", 1, 3, "delta", "m1"));
        assertFalse(merge.pass());
        merge.add(received("alpha", 2, 3, "gamma", "m1"));
        assertTrue(merge.pass());
        merge.heard("gamma", false);
        assertFalse(merge.pass());
        assertEquals("alpha0 alpha1 alpha2", shown());
    }

    @Test
    void aSecondCopyAndAMessageToOneselfWaitForNothing() {
        Merge merge = live(10, "alpha", "beta");
        merge.add(sent("beta", 0, 1, "m", "alpha"));
        merge.add(received("alpha", 0, 2, "beta", "m"));
        merge.add(received("alpha", 1, 3, "beta", "m"));
        merge.add(received("alpha", 2, 4, "alpha", "lost-in-a-gap"));
        assertFalse(merge.pass());
        assertEquals("beta0 alpha0 alpha1 alpha2", shown());
    }

    @Test
    void theSameIdOfTwoSendersIsTwoMessages() {
        Merge merge = live(10, "alpha", "beta", "gamma");
        merge.add(sent("gamma", 0, 1, "m", "alpha"));
        merge.add(received("alpha", 0, 2, "beta", "m"));
        assertTrue(merge.pass());
        assertEquals("gamma0", shown());
    }

    @Test
    void oneThatWaitsForSomebodyWhoWaitsGoesAfterIt() {
        Merge merge = live(10, "alpha", "beta", "gamma");
        merge.add(received("alpha", 0, 2, "beta", "m1"));
        now = now.plusMillis(1900);
        merge.add(received("beta", 0, 5, "gamma", "m2"));
        merge.add(sent("beta", 1, 6, "m1", "alpha"));
        now = now.plusMillis(1900);
        assertTrue(merge.pass(), "the cause is here, only held up itself");
        assertEquals("", shown());
        now = now.plusMillis(100);
        assertFalse(merge.pass());
        assertEquals("beta0 beta1 alpha0", shown());
    }

    @Test
    void recordsThatContradictThemselvesHoldNothingUp() {
        Merge merge = live(10, "alpha", "beta", "gamma");
        merge.add(received("alpha", 0, 4, "beta", "m2"));
        merge.add(sent("alpha", 1, 5, "m1", "beta"));
        merge.add(received("beta", 0, 3, "alpha", "m1"));
        merge.add(sent("beta", 1, 6, "m2", "alpha"));
        merge.add(received("gamma", 0, 1, "beta", "m2"));
        assertFalse(merge.pass());
        assertEquals("beta0 beta1 gamma0 alpha0 alpha1", shown());
    }

    @Test
    void ofRecordsThatContradictThemselvesTheLowestLamportClockGoesFirst() {
        List<String> circle = List.of("alpha", "beta", "gamma");
        for (int first = 0; first < 3; first++) {
            out.clear();
            Merge merge = Merge.ofWhole(out::add);
            for (int i = 0; i < 3; i++) {
                merge.add(received(circle.get(i), 0, i == first ? 1 : 2, circle.get((i + 1) % 3), "m"));
                merge.add(sent(circle.get(i), 1, 3, "m", circle.get((i + 2) % 3)));
            }
            merge.drain();
            assertEquals(circle.get(first), out.getFirst().node());
            assertEquals(6, out.size());
        }
    }

    @Test
    void whenTooManyOfANodeWaitTheyGoOnWithoutTheirCause() {
        Merge merge = live(3, "alpha", "beta", "gamma");
        merge.add(received("alpha", 0, 1, "beta", "m1"));
        merge.add(seen("alpha", 1, 2));
        merge.add(received("alpha", 2, 3, "beta", "m2"));
        assertEquals("", shown());
        merge.add(seen("alpha", 3, 4));
        assertEquals("alpha0 alpha1", shown());
        assertTrue(merge.pass());
        assertEquals("alpha0 alpha1", shown());
    }

    @Test
    void whenTooManyOfANodeWaitForSomebodyWhoWaitsThatOneGoesOn() {
        Merge merge = live(2, "alpha", "beta", "gamma");
        merge.add(received("beta", 0, 1, "gamma", "m1"));
        merge.add(sent("beta", 1, 2, "m2", "alpha"));
        merge.add(received("alpha", 0, 3, "beta", "m2"));
        merge.add(seen("alpha", 1, 4));
        assertTrue(merge.pass());
        assertEquals("", shown());
        merge.add(seen("alpha", 2, 5));
        assertEquals("beta0 beta1 alpha0 alpha1 alpha2", shown());
    }

    @Test
    void onlySoManyMessagesAreRememberedAsSent() {
        Merge merge = live(10, "alpha", "beta");
        for (int i = 0; i <= Merge.REMEMBERED; i++) {
            merge.add(sent("beta", i, i, "m" + i, "alpha"));
            merge.pass();
        }
        merge.add(received("alpha", 0, 1, "beta", "m1"));
        assertFalse(merge.pass());
        merge.add(received("alpha", 1, 1, "beta", "m0"));
        assertTrue(merge.pass());
    }

    // ---- Thousands of cases

    /// A message, as its sender names it.
    private record Letter(String sender, String id) {
        static Optional<Letter> sent(Event event) {
            return event.what() instanceof Happening.Sent sent ? Optional.of(new Letter(event.node(), sent.id())) : Optional.empty();
        }

        static Optional<Letter> received(Event event) {
            return event.what() instanceof Happening.Received(var from, var id, _) && from.isPresent() && id.isPresent()
                    ? Optional.of(new Letter(from.get(), id.get())) : Optional.empty();
        }
    }

    private static void assertEachNodesOwnOrderAndComplete(Map<String, List<Event>> records, List<Event> merged, String seed) {
        assertEquals(records, merged.stream().collect(groupingBy(Event::node)), seed);
    }

    private static void assertNothingBeforeItsCause(List<Event> merged, String seed) {
        Set<Letter> toCome = merged.stream().flatMap(event -> Letter.sent(event).stream()).collect(toCollection(HashSet::new));
        for (Event event : merged) {
            Letter.sent(event).ifPresent(toCome::remove);
            Letter.received(event).ifPresent(letter -> assertFalse(toCome.contains(letter), () -> seed + ": " + event));
        }
    }

    /// Adds all events to a merge, each node's in their order, in an order that is otherwise random; a stream that has
    /// begun goes on for a while.
    private static void feed(Map<String, List<Event>> records, Random random, Merge merge, Runnable now_and_then) {
        Map<String, Queue<Event>> left = records.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> new ArrayDeque<>(entry.getValue()), (a, _) -> a, LinkedHashMap::new));
        int stretch = 1 + random.nextInt(60);
        left.values().removeIf(Queue::isEmpty);
        while (!left.isEmpty()) {
            Queue<Event> stream = List.copyOf(left.values()).get(random.nextInt(left.size()));
            for (int i = random.nextInt(stretch); i >= 0 && !stream.isEmpty(); i--) {
                merge.add(stream.remove());
            }
            now_and_then.run();
            left.values().removeIf(Queue::isEmpty);
        }
    }

    /// Rule 3, word for word, as slow as that is.
    private static List<Event> slowly(Map<String, List<Event>> records) {
        List<Queue<Event>> left = new ArrayList<>();
        records.values().forEach(events -> left.add(new ArrayDeque<>(events)));
        Set<Letter> toCome = records.values().stream().flatMap(List::stream).flatMap(event -> Letter.sent(event).stream())
                .collect(toCollection(HashSet::new));
        Clocks clocks = compared(records);
        List<Event> merged = new ArrayList<>();
        while (left.stream().anyMatch(queue -> !queue.isEmpty())) {
            Queue<Event> next = left.stream().filter(queue -> !queue.isEmpty())
                    .filter(queue -> Letter.received(queue.element()).filter(toCome::contains).isEmpty())
                    .min(Comparator.comparing(Queue::element, Comparator.comparing((Event event) -> clocks.corrected(event.node(), event.at()))
                            .thenComparing(Event::lamport).thenComparing(Event::node))).orElseThrow();
            Letter.sent(next.element()).ifPresent(toCome::remove);
            merged.add(next.remove());
        }
        return merged;
    }

    private static Clocks compared(Map<String, List<Event>> records) {
        List<Event> inOrder = new TreeMap<>(records).values().stream().flatMap(List::stream).toList();
        Map<Letter, Event> departures = new HashMap<>();
        inOrder.forEach(event -> Letter.sent(event).ifPresent(letter -> departures.putIfAbsent(letter, event)));
        Clocks clocks = new Clocks(inOrder.getFirst().node());
        inOrder.forEach(event -> Letter.received(event).map(departures::get)
                .ifPresent(sent -> clocks.message(sent.node(), sent.at(), event.node(), event.at())));
        return clocks;
    }

    @Test
    void wholeRecordsComeIntoTheOneOrderThatTheRulesSay() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(~seed);
            Map<String, List<Event>> whole = new RandomRecords(seed).live(100 + random.nextInt(200));
            Map<String, List<Event>> records = random.nextBoolean() ? whole : RandomRecords.withGaps(whole, random);
            List<Event> expected = slowly(records);
            for (int i = 0; i < 3; i++) {
                List<Event> merged = new ArrayList<>();
                Merge merge = Merge.ofWhole(merged::add);
                feed(records, random, merge, () -> { });
                merge.drain();
                assertEquals(expected, merged, "seed " + seed);
            }
            assertEachNodesOwnOrderAndComplete(records, expected, "seed " + seed);
            assertNothingBeforeItsCause(expected, "seed " + seed);
        }
    }

    @Test
    void liveStreamsThatLagBehindEachOtherComeIntoCausalOrderWithoutARest() {
        for (long seed = 0; seed < 2000; seed++) {
            List<Event> first = runLive(seed, false);
            assertEquals(first, runLive(seed, false), "the same streams give the same order, seed " + seed);
        }
    }

    @Test
    void liveStreamsWithGapsComeIntoCausalOrderAndNothingWaitsForever() {
        for (long seed = 0; seed < 2000; seed++) {
            runLive(seed, true);
        }
    }

    private List<Event> runLive(long seed, boolean gaps) {
        Random random = new Random(~seed);
        Map<String, List<Event>> whole = new RandomRecords(seed).live(50 + random.nextInt(150));
        Map<String, List<Event>> records = gaps ? RandomRecords.withGaps(whole, random) : whole;
        out.clear();
        Merge merge = live(100_000, RandomRecords.NAMES.toArray(String[]::new));
        feed(records, random, merge, () -> {
            now = now.plusMillis(random.nextInt(3));
            merge.pass();
        });
        boolean waits = merge.pass();
        if (gaps) {
            now = now.plus(PATIENCE);
            waits = merge.pass();
        }
        assertFalse(waits, "seed " + seed);
        assertEachNodesOwnOrderAndComplete(records, out, "seed " + seed);
        assertNothingBeforeItsCause(out, "seed " + seed);
        return List.copyOf(out);
    }

    @Test
    void howeverLittleMayWaitAndWhoeverIsHeardNothingIsLeftOutOrChangesItsOrder() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(~seed);
            Map<String, List<Event>> records = RandomRecords.withGaps(new RandomRecords(seed).live(200), random);
            out.clear();
            Merge merge = live(1 + random.nextInt(5));
            feed(records, random, merge, () -> {
                now = now.plusMillis(random.nextInt(500));
                merge.heard(RandomRecords.NAMES.get(random.nextInt(4)), random.nextBoolean());
                merge.pass();
            });
            merge.drain();
            assertFalse(merge.pass());
            assertEachNodesOwnOrderAndComplete(records, out, "seed " + seed);
        }
    }
}
