package paxos.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import paxos.node.Envelope;
import paxos.node.Network;
import paxos.trace.Happening;

/// The links of one legislator, with what is wrong with them: see [Links].
///
/// Messages that it sends are lost, walk longer or go twice here. Of those that come, only messages of legislators who are
/// not hosted in this process meet with something here; a message whose sender did not sign it (a C++ node) always comes
/// through, as nobody knows by which link it came.
///
/// A peer counts as one that can be reached where the network says so and the link to it is not cut.
public final class FaultyLinks implements Network {

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Delay inner;
    private final String name;
    private final Links links;

    /// @param inner sends what is not lost
    /// @param name  the legislator's
    /// @param links what is wrong with whose links
    public FaultyLinks(Delay inner, String name, Links links) {
        this.inner = inner;
        this.name = name;
        this.links = links;
    }

    @Override
    public String address() {
        return inner.address();
    }

    @Override
    public Open open(Receiver receiver) throws IOException {
        Arriving arriving = new Arriving(receiver);
        try {
            return new Sending(inner.open(arriving), arriving, receiver);
        } catch (IOException | RuntimeException failed) {
            arriving.end("left");
            throw failed;
        }
    }

    private final class Sending implements Open {

        private final Delay.Walking open;
        private final Arriving arriving;
        private final Receiver receiver;

        Sending(Delay.Walking open, Arriving arriving, Receiver receiver) {
            this.open = open;
            this.arriving = arriving;
            this.receiver = receiver;
        }

        @Override
        public void send(Envelope envelope) {
            Links.Fate fate = links.next(name, envelope.to());
            fate.lost().ifPresentOrElse(why -> receiver.lost(envelope, why), () -> {
                open.send(envelope, fate.longer());
                if (fate.twice()) {
                    open.send(envelope, fate.longer());
                }
            });
        }

        @Override
        public void crash() {
            open.crash();
            arriving.end("crashed");
        }

        @Override
        public void close() {
            open.close();
            arriving.end("left");
        }
    }

    /// What comes in, on its way to the legislator.
    private final class Arriving extends Relay {

        private final Walk walk;
        private final Runnable watcher = this::wake;
        private final Thread teller;

        // Guarded by this.
        private final Map<String, Boolean> reachable = new LinkedHashMap<>();
        private final Map<String, Boolean> told = new HashMap<>();

        Arriving(Receiver receiver) {
            super(receiver);
            this.walk = new Walk("arrivals-of-" + name, receiver::received);
            this.teller = Thread.ofVirtual().name("peers-of-" + name).start(this::tell);
            links.watch(watcher);
        }

        @Override
        public void received(Envelope envelope) {
            if (envelope.from().map(links::isHosted).orElse(true)) {
                receiver().received(envelope);
                return;
            }
            Links.Fate fate = links.next(envelope.from().orElseThrow(), name);
            fate.lost().ifPresentOrElse(why -> discard(envelope, why), () -> {
                arrive(envelope, fate.longer());
                if (fate.twice()) {
                    arrive(envelope, fate.longer());
                }
            });
        }

        private void arrive(Envelope envelope, int longer) {
            if (longer == 0) {
                receiver().received(envelope);
            } else if (walk.setOut(envelope, longer) == Walk.Start.TOO_MANY) {
                discard(envelope, "%d messengers are on their way to %s already.".formatted(Walk.MOST_ON_THEIR_WAY, name));
            }
        }

        private void discard(Envelope envelope, String why) {
            receiver().noted(new Happening.Discarded(envelope.from(), envelope.id(), envelope.message(), why));
        }

        // Who can be reached: told by a thread of its own, as whoever cuts a link must not have to wait for the legislator.

        @Override
        public synchronized void peerSeen(String peer, boolean nowReachable) {
            reachable.put(peer, nowReachable);
            notifyAll();
        }

        private synchronized void wake() {
            notifyAll();
        }

        private void tell() {
            try {
                while (true) {
                    News news = nextNews();
                    receiver().peerSeen(news.peer(), news.reachable());
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        private record News(String peer, boolean reachable) {
        }

        /// Waits until there is a peer of whom something else is to be told than before.
        private synchronized News nextNews() throws InterruptedException {
            while (true) {
                for (String peer : reachable.keySet()) {
                    boolean seen = reachable.get(peer) && !links.of(name, peer).cut();
                    if (!Boolean.valueOf(seen).equals(told.put(peer, seen))) {
                        return new News(peer, seen);
                    }
                }
                wait();
            }
        }

        void end(String what) {
            links.unwatch(watcher);
            teller.interrupt();
            Waits.join(teller, LAST_WORDS);
            walk.end().forEach(envelope -> discard(envelope, "%s %s while this messenger was on its way.".formatted(name, what)));
        }
    }
}
