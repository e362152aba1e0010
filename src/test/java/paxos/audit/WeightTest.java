package paxos.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// A long replay: what is kept stays bounded.
class WeightTest {

    @Test
    void aLongRecordIsPassedThrough() {
        Audit[] audit = new Audit[1];
        long[] events = new long[1];
        long begin = System.nanoTime();
        Storm storm = new Storm(5, 14, Set.of(), event -> {
            events[0]++;
            if (audit[0] != null) {
                audit[0].take(event);
            }
        });
        audit[0] = new Audit(storm.parliament, 2_000);
        storm.play(Integer.getInteger("audit.ticks", 60_000));
        long played = System.nanoTime();
        audit[0].outlook(true);
        System.out.printf("%d events in %d ms, outlook in %d us, %d facts%n", events[0], (played - begin) / 1_000_000,
                (System.nanoTime() - played) / 1_000, audit[0].facts());
        assertTrue(audit[0].facts() <= 2_000);
        assertTrue(audit[0].findings().isGreen());
        assertTrue(audit[0].findings().of(Check.B3).made() > 100);
    }
}
