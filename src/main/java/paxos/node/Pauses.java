package paxos.node;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// How long a president waits before it tries again above the ballot that outbid it. Two presidents that outbid each
/// other for ever (the paper leaves this to chance, section 2.4) are parted by pauses that are random and grow.
@FunctionalInterface
public interface Pauses {

    /// The pause before the next try.
    ///
    /// @param tries how many times in a row it was outbid, from 1
    Duration before(int tries);

    /// Waits, on a thread of its own, until the pause is over.
    ///
    /// @param pause as [#before] said
    /// @throws InterruptedException where the president need not try any more
    default void await(Duration pause) throws InterruptedException {
        Thread.sleep(pause);
    }

    /// Random pauses, evenly spread between 0 and a bound. The bound doubles with each try, from the time that a whole
    /// ballot takes to at most 64 times that.
    ///
    /// @param random         where chance comes from; used by one thread
    /// @param messengerDelay how long a messenger walks now, in milliseconds
    static Pauses random(RandomGenerator random, LongSupplier messengerDelay) {
        return tries -> {
            long ballot = 25 + 5 * messengerDelay.getAsLong();
            long bound = ballot << Math.min(tries - 1, 6);
            return Duration.ofMillis(random.nextLong(bound));
        };
    }
}
