package paxos.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

class RehearsalTest {

    private static final Parliament SEVEN =
            new Parliament(List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"));
    private static final int MESSAGES = 100_000;
    private static final List<Event> EVENTS = rehearse(1, MESSAGES);

    private static List<Event> rehearse(long seed, int messages) {
        List<Event> events = new ArrayList<>();
        new Rehearsal(SEVEN, seed, events::add).run(messages);
        return List.copyOf(events);
    }

    @Test
    void theSameSeedMakesTheSameRun() {
        assertEquals(rehearse(7, 2_000), rehearse(7, 2_000));
        assertNotEquals(rehearse(7, 2_000), rehearse(8, 2_000));
    }

    @Test
    void asManyMessagesAreSentAsWereAskedForAtTheRightPace() {
        long sent = EVENTS.stream().filter(RehearsalTest::isSentToAnother).count();
        assertTrue(sent >= MESSAGES && sent < MESSAGES + 1000, "messages: " + sent);
        Duration took = Duration.between(EVENTS.getFirst().at(), EVENTS.getLast().at());
        double pace = sent * 1000.0 / took.toMillis();
        assertTrue(pace > 0.9 * Rehearsal.MESSAGES_A_SECOND && pace < 1.1 * Rehearsal.MESSAGES_A_SECOND, "a second: " + pace);
    }

    private static boolean isSentToAnother(Event event) {
        return event.what() instanceof Happening.Sent sent && !sent.to().equals(event.node());
    }

    @Test
    void eventsAreNumberedAndInTimeAndNothingComesBeforeItsCause() {
        Map<String, Long> clocks = new HashMap<>();
        Map<String, Long> sentAt = new HashMap<>();
        for (int i = 0; i < EVENTS.size(); i++) {
            Event event = EVENTS.get(i);
            assertEquals(i, event.number());
            assertTrue(i == 0 || !event.at().isBefore(EVENTS.get(i - 1).at()));
            switch (event.what()) {
                case Happening.Sent sent -> sentAt.put(sent.id(), event.lamport());
                case Happening.HandedOver handed -> assertEquals(sentAt.get(handed.id()), event.lamport());
                case Happening.Lost lost -> assertEquals(sentAt.get(lost.id()), event.lamport());
                case Happening.Received received ->
                    assertTrue(event.lamport() > sentAt.get(received.id().orElseThrow()), event::toString);
                default -> { }
            }
            if (!(event.what() instanceof Happening.HandedOver) && !(event.what() instanceof Happening.Lost)) {
                assertTrue(clocks.merge(event.node(), event.lamport(), (before, now) -> now < before ? -1 : now) >= 0, event::toString);
            }
        }
    }

    @Test
    void everyMessageIsHandedOverAndReceivedOrIsLost() {
        Map<String, List<String>> fates = new HashMap<>();
        for (Event event : EVENTS) {
            switch (event.what()) {
                case Happening.Sent sent when !sent.to().equals(event.node()) -> fates.put(sent.id(), new ArrayList<>());
                case Happening.HandedOver handed -> fates.get(handed.id()).add("handed over");
                case Happening.Lost lost -> fates.get(lost.id()).add("lost");
                case Happening.Received received when !received.from().orElseThrow().equals(event.node()) ->
                    fates.get(received.id().orElseThrow()).add("received");
                default -> { }
            }
        }
        assertEquals(Set.of(List.of("handed over", "received"), List.of("lost")), Set.copyOf(fates.values()));
        long lost = fates.values().stream().filter(List.of("lost")::equals).count();
        assertTrue(lost > 0.005 * MESSAGES && lost < 0.1 * MESSAGES, "lost: " + lost);
    }

    @Test
    void everybodyStartsBallotsAndSomebodyCrashesAndComesBack() {
        Set<String> presidents = EVENTS.stream().filter(event -> event.what() instanceof Happening.Sent(_, _, Message.NextBallot _))
                .map(Event::node).collect(Collectors.toSet());
        assertEquals(Set.copyOf(SEVEN.legislators()), presidents);
        Set<String> away = new HashSet<>();
        int returns = 0;
        for (Event event : EVENTS) {
            switch (event.what()) {
                case Happening.Crashed _ -> away.add(event.node());
                case Happening.Opened _ -> returns += away.remove(event.node()) ? 1 : 0;
                case Happening.Stepped _ -> assertTrue(!away.contains(event.node()), event::toString);
                default -> { }
            }
        }
        assertTrue(returns > 0 && away.isEmpty(), returns + " came back, away are " + away);
    }

    @Test
    void allHoldOneDecree() {
        Set<Object> decrees = EVENTS.stream().map(Event::what).filter(Happening.Wrote.class::isInstance)
                .map(what -> ((Happening.Wrote) what).after().decree()).flatMap(decree -> decree.stream()).collect(Collectors.toSet());
        assertEquals(1, decrees.size());
    }
}
