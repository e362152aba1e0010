package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import paxos.trace.EventLog;
import paxos.trace.Happening;

class EventFeedTest {

    private final List<Long> read = new ArrayList<>();

    private void append(EventLog log, int events) {
        for (int i = 0; i < events; i++) {
            log.append("alpha", 0, new Happening.Closed());
        }
    }

    @Test
    void eachEventIsReadOnceAndInOrder() {
        EventLog log = new EventLog(() -> Instant.EPOCH, 100);
        EventFeed feed = new EventFeed(log);
        append(log, 2);
        feed.poll(event -> read.add(event.number()));
        append(log, 1);
        feed.poll(event -> read.add(event.number()));
        assertEquals(0, feed.poll(event -> read.add(event.number())));
        assertEquals(List.of(0L, 1L, 2L), read);
    }

    @Test
    void aFloodIsReadOverSeveralPulses() {
        EventLog log = new EventLog(() -> Instant.EPOCH, 3 * EventLog.BATCH);
        append(log, EventLog.BATCH + 1);
        EventFeed feed = new EventFeed(log);
        assertEquals(EventLog.BATCH, feed.poll(event -> read.add(event.number())));
        assertEquals(1, feed.poll(event -> read.add(event.number())));
        assertEquals(EventLog.BATCH + 1L, read.stream().distinct().count());
    }

    @Test
    void whatTheLogHasForgottenIsPassedOver() {
        EventLog log = new EventLog(() -> Instant.EPOCH, 10);
        EventFeed feed = new EventFeed(log);
        append(log, 25);
        feed.poll(event -> read.add(event.number()));
        assertEquals(List.of(15L, 16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L), read);
        assertEquals(0, feed.poll(event -> read.add(event.number())), "and no event is read twice");
    }

    /// A defect in the screen must not show the same event again in each pulse for ever.
    @Test
    void anEventThatAReaderCannotTakeDoesNotComeAgain() {
        EventLog log = new EventLog(() -> Instant.EPOCH, 10);
        EventFeed feed = new EventFeed(log);
        append(log, 3);
        assertThrows(IllegalStateException.class, () -> feed.poll(event -> {
            read.add(event.number());
            throw new IllegalStateException("a defect in the screen");
        }));
        feed.poll(event -> read.add(event.number()));
        assertEquals(List.of(0L, 1L, 2L), read);
    }
}
