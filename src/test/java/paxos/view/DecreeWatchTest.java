package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class DecreeWatchTest {

    private volatile Optional<String> onDisk = Optional.empty();
    private volatile boolean unreadable;

    private Optional<String> read() throws IOException {
        if (unreadable) {
            throw new IOException("The disk is gone.");
        }
        return onDisk;
    }

    private static void waitUntilItShows(Optional<String> text, DecreeWatch watch) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> watch.text().equals(text));
    }

    @Test
    void showsWhatTheFileHoldsNow() throws TimeoutException {
        try (DecreeWatch watch = new DecreeWatch(this::read)) {
            onDisk = Optional.of("17\n");
            waitUntilItShows(Optional.of("17"), watch);
            onDisk = Optional.of("by hand");
            waitUntilItShows(Optional.of("by hand"), watch);
            onDisk = Optional.empty();
            waitUntilItShows(Optional.empty(), watch);
        }
    }

    @Test
    void goesOnAfterAFileThatCannotBeRead() throws TimeoutException {
        try (DecreeWatch watch = new DecreeWatch(this::read)) {
            unreadable = true;
            waitUntilItShows(Optional.of("?"), watch);
            onDisk = Optional.of("17");
            unreadable = false;
            waitUntilItShows(Optional.of("17"), watch);
        }
    }

    @Test
    void aDiskThatDoesNotAnswerHoldsNobodyUp() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        DecreeWatch watch = new DecreeWatch(() -> {
            reading.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                ended.countDown();
            }
            return Optional.of("17");
        });
        assertTrue(reading.await(10, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), watch.text());
        watch.close();
        assertTrue(ended.await(10, TimeUnit.SECONDS), "closing ends the watch");
    }
}
