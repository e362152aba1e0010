package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import paxos.trace.EventLog;
import paxos.trace.Happening;

class EventFeedTest {

    private final List<Long> read = new ArrayList<>();

    private static void append(EventLog log, int events) {
        for (int i = 0; i < events; i++) {
            log.append("alpha", i, new Happening.Closed());
        }
    }

    @Test
    void handsOverEachEventOnceAndInOrder() {
        EventLog log = new EventLog(InstantSource.system(), 100);
        EventFeed feed = new EventFeed(log);
        assertEquals(0, feed.poll(event -> read.add(event.number())));
        append(log, 3);
        assertEquals(3, feed.poll(event -> read.add(event.number())));
        append(log, 2);
        assertEquals(2, feed.poll(event -> read.add(event.number())));
        assertEquals(0, feed.poll(event -> read.add(event.number())));
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), read);
    }

    @Test
    void aFloodIsSpreadOverSeveralPulses() {
        EventLog log = new EventLog(InstantSource.system(), 20_000);
        EventFeed feed = new EventFeed(log);
        append(log, EventLog.BATCH + 10);
        assertEquals(EventLog.BATCH, feed.poll(event -> read.add(event.number())));
        assertEquals(10, feed.poll(event -> read.add(event.number())));
        assertEquals(LongStream.range(0, EventLog.BATCH + 10).boxed().toList(), read);
    }

    @Test
    void goesOnAfterWhatTheLogHasForgotten() {
        EventLog log = new EventLog(InstantSource.system(), 10);
        EventFeed feed = new EventFeed(log);
        append(log, 25);
        assertEquals(10, feed.poll(event -> read.add(event.number())));
        append(log, 11);
        feed.poll(event -> read.add(event.number()));
        assertEquals(LongStream.concat(LongStream.range(15, 25), LongStream.range(26, 36)).boxed().toList(), read);
    }

    @Test
    void whatAReaderCannotTakeDoesNotComeTwice() {
        EventLog log = new EventLog(InstantSource.system(), 10);
        EventFeed feed = new EventFeed(log);
        append(log, 3);
        try {
            feed.poll(event -> {
                read.add(event.number());
                throw new IllegalStateException("a defect in the screen");
            });
        } catch (IllegalStateException expected) {
            // The window's next pulse goes on.
        }
        feed.poll(event -> read.add(event.number()));
        assertEquals(List.of(0L, 1L, 2L), read);
    }
}
