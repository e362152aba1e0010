package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Ledger;

class LedgerWatchTest {

    private static final Ledger PROMISED = Ledger.BLANK.withNextBal(new Ballot(3));

    private final AtomicReference<Optional<Ledger>> disk = new AtomicReference<>(Optional.of(PROMISED));
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    /// A look at beta comes after one at alpha: once it has begun, what was seen of alpha stands.
    private final CyclicBarrier looked = new CyclicBarrier(2);

    private Optional<Ledger> read(String name) throws IOException {
        if (name.equals("alpha")) {
            if (broken.get()) {
                throw new IOException("between two writes");
            }
            return disk.get();
        }
        await();
        return Optional.empty();
    }

    private void await() {
        try {
            looked.await(10, TimeUnit.SECONDS);
        } catch (Exception over) {
            throw new AssertionError("nobody looks any more", over);
        }
    }

    @Test
    void seesWhatTheFilesSayAndKeepsItWhileTheyCannotBeRead() {
        try (LedgerWatch watch = new LedgerWatch(List.of("alpha", "beta"), this::read, name -> wanted.get() || name.equals("beta"))) {
            await();
            assertEquals(Optional.of(PROMISED), watch.ledger("alpha"));
            assertEquals(Optional.empty(), watch.ledger("gamma"));
            broken.set(true);
            await();
            await();
            assertEquals(Optional.of(PROMISED), watch.ledger("alpha"));
            broken.set(false);
            disk.set(Optional.empty());
            await();
            await();
            assertEquals(Optional.empty(), watch.ledger("alpha"));
            disk.set(Optional.of(PROMISED));
            wanted.set(false);
            await();
            await();
            assertEquals(Optional.empty(), watch.ledger("alpha"), "somebody else tells now what it says");
            assertTrue(watch.ledger("beta").isEmpty());
        }
    }
}
