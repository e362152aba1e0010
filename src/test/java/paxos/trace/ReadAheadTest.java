package paxos.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadAheadTest {

    private static ReadAhead.Batch batch(long position) {
        return new ReadAhead.Batch(position, position, Optional.empty(), List.of());
    }

    @Test
    void batchesComeInTheirOrder() throws Exception {
        ReadAhead ahead = new ReadAhead(put -> {
            for (int i = 0; i < 1_000; i++) {
                assertTrue(put.put(batch(i)));
            }
        });
        List<Long> positions = new ArrayList<>();
        for (Optional<ReadAhead.Batch> next = ahead.next(); next.isPresent(); next = ahead.next()) {
            positions.add(next.get().position());
        }
        assertEquals(1_000, positions.size());
        assertEquals(positions.stream().sorted().toList(), positions);
    }

    @Test
    void theReaderIsOnlyAFewBatchesAhead() throws Exception {
        AtomicLong read = new AtomicLong();
        ReadAhead ahead = new ReadAhead(put -> {
            while (put.put(batch(read.incrementAndGet()))) {
                // As long as more is wanted.
            }
        });
        for (int i = 1; i <= 100; i++) {
            assertEquals(i, ahead.next().orElseThrow().position());
            assertTrue(read.get() <= i + 6, "it is at " + read.get());
        }
        ahead.stop();
    }

    @Test
    void whoeverStopsEndsTheReadingThread() throws Exception {
        CompletableFuture<Thread> reading = new CompletableFuture<>();
        CountDownLatch unwanted = new CountDownLatch(1);
        ReadAhead ahead = new ReadAhead(put -> {
            reading.complete(Thread.currentThread());
            while (put.put(batch(0))) {
                // As long as more is wanted.
            }
            unwanted.countDown();
        });
        ahead.next();
        Thread thread = reading.get(10, TimeUnit.SECONDS);
        ahead.stop();
        assertTrue(unwanted.await(10, TimeUnit.SECONDS), "it hears that no more is wanted");
        thread.join(10_000);
        assertTrue(!thread.isAlive(), "though nobody takes what it says last");
    }

    @Test
    void aDefectOfTheReadingThreadIsThrownInTheOther() {
        Error error = new StackOverflowError();
        assertSame(error, assertThrows(StackOverflowError.class, new ReadAhead(_ -> {
            throw error;
        })::next));
        RuntimeException defect = new ArithmeticException();
        assertSame(defect, assertThrows(IllegalStateException.class, new ReadAhead(_ -> {
            throw defect;
        })::next).getCause());
    }
}
