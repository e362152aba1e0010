package paxos.app;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.node.Observation;
import paxos.node.tcp.Observer;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.LogReader;
import paxos.trace.Merge;

/// The record of the whole parliament: what happens here and what the others tell, brought into one order in which
/// nothing comes before its cause. One for a process, whether it hosts some legislators, all, or none.
///
/// One thread merges, one reads the log of this process, one for each other legislator observes it. No node waits for
/// any of them. Safe for use by any thread.
final class Observatory implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Observatory.class);

    /// How long an event waits for what others tell of its cause. A little longer than it takes until one that comes back
    /// after a crash is asked again.
    private static final Duration PATIENCE = Duration.ofMillis(2500);
    /// How often to look whether it has waited for long enough.
    private static final Duration LOOK = Duration.ofMillis(50);
    /// How long events of this process are gathered.
    private static final Duration GATHER = Duration.ofMillis(10);
    /// How many events may wait in all, and at least of one legislator.
    private static final int MOST_WAITING = 400_000;
    private static final int FAIR_SHARE = 10_000;
    /// How many batches of events may wait to be merged; those who bring more wait with them.
    private static final int BATCHES = 64;
    private static final Duration LAST_THREAD = Duration.ofSeconds(2);

    private final EventLog whole;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(BATCHES);
    private final List<Observer> observers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    // Guarded by itself.
    private final SequencedMap<String, Observation.State> telemetry = new LinkedHashMap<>();

    // The merging thread's own.
    private final Merge merge;

    private Observatory(EventLog whole, int legislators, Duration patience) {
        this.whole = whole;
        this.merge = new Merge(whole::append, InstantSource.system(), patience, Math.max(FAIR_SHARE, MOST_WAITING / legislators));
    }

    /// Begins to observe all legislators that are not hosted here.
    ///
    /// @param configuration the parliament
    /// @param local         what happens in this process
    /// @param hosted        who is hosted here; perhaps nobody
    /// @param kept          how many events of the whole are kept. Where all are hosted here, the log of this process is
    ///                      the whole.
    static Observatory open(Configuration configuration, EventLog local, Collection<String> hosted, int kept) {
        return open(configuration, local, hosted, kept, PATIENCE);
    }

    static Observatory open(Configuration configuration, EventLog local, Collection<String> hosted, int kept,
            Duration patience) {
        SequencedMap<String, InetSocketAddress> peers = configuration.addresses();
        peers.keySet().removeAll(hosted);
        if (peers.isEmpty()) {
            return closed(local);
        }
        Observatory observatory = new Observatory(new EventLog(InstantSource.system(), kept), configuration.names().size(),
                patience);
        observatory.begin(configuration, peers, local, Set.copyOf(hosted));
        return observatory;
    }

    /// Observes nobody: what happens in this process is all there is.
    static Observatory closed(EventLog local) {
        return new Observatory(local, 1, PATIENCE);
    }

    private void begin(Configuration configuration, SequencedMap<String, InetSocketAddress> peers, EventLog local,
            Set<String> hosted) {
        List<String> legislators = configuration.names();
        // Whoever may still be heard is worth waiting for, from the first event on.
        legislators.forEach(name -> merge.heard(name, true));
        threads.add(Thread.ofVirtual().name("observatory-merges").start(this::mergeAll));
        if (!hosted.isEmpty()) {
            LogReader reader = new LogReader(local, hosted, -1);
            threads.add(Thread.ofVirtual().name("observatory-reads").start(() -> readAll(reader)));
        }
        String me = legislators.stream().filter(hosted::contains).findFirst().orElse("chamber");
        Told told = new Told();
        peers.forEach((peer, address) -> {
            synchronized (telemetry) {
                telemetry.put(peer, Observation.State.CONNECTING);
            }
            observers.add(Observer.open(me, peer, address, legislators, told, configuration.secret()));
        });
    }

    /// Everybody's events, in their common order. Those of other machines have the times and Lamport clocks of their own
    /// records; their numbers are of this log.
    EventLog whole() {
        return whole;
    }

    /// How it stands with the record of each legislator that is not hosted here, in the order of the configuration.
    SequencedMap<String, Observation.State> telemetry() {
        synchronized (telemetry) {
            return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(telemetry));
        }
    }

    /// Ends it all at once.
    @Override
    public void close() {
        List<Thread> ending = observers.stream().map(observer -> Thread.startVirtualThread(observer::close)).toList();
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + LAST_THREAD.toNanos();
        try {
            for (List<Thread> some : List.of(ending, threads)) {
                for (Thread thread : some) {
                    thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- On the thread that merges

    private void mergeAll() {
        try {
            List<Runnable> batches = new ArrayList<>();
            boolean held = false;
            while (true) {
                Runnable first = held ? waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS) : waiting.take();
                if (first != null) {
                    batches.add(first);
                    waiting.drainTo(batches);
                    batches.forEach(Runnable::run);
                    batches.clear();
                }
                held = merge.pass();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error defect) {
            LOGGER.error("The whole parliament is no longer shown, because of a defect in this program", defect);
        }
    }

    /// Has the merging thread do it, in the order of the calls; waits while it has too much to do.
    private void bring(Runnable batch) {
        try {
            waiting.put(batch);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void bring(List<Event> events) {
        bring(() -> events.forEach(merge::add));
    }

    // ---- On the thread that reads the log of this process

    private void readAll(LogReader reader) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Event> events = reader.read();
                if (!events.isEmpty()) {
                    bring(events);
                } else if (reader.await(Duration.ofSeconds(1))) {
                    // Where much happens, it is a hundred looks a second, not one for each event.
                    Thread.sleep(GATHER);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- On the observers' threads

    private final class Told implements Observation {

        @Override
        public void events(String peer, List<Event> events) {
            bring(events);
        }

        @Override
        public void state(String peer, State state) {
            synchronized (telemetry) {
                telemetry.put(peer, state);
            }
            bring(() -> merge.heard(peer, isWorthWaitingFor(state)));
        }

        /// Nothing new comes from one that is really away, so there is nothing to be waited for. But when it comes back, its
        /// messages may be here before its record.
        private boolean isWorthWaitingFor(State state) {
            return switch (state) {
                case CONNECTING, STREAMING, UNREACHABLE -> true;
                case NO_TELEMETRY -> false;
            };
        }
    }
}
