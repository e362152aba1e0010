package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Observation;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Live nodes are observed while they hold ballots, crash and come back.
@Timeout(60)
class ObservedParliamentTest {

    private static final Limits EAGER = Limits.STANDARD.withObserving(
            Limits.Observing.STANDARD.withAgain(Duration.ofMillis(5), Duration.ofHours(1)));

    private final Spectator spectator = new Spectator();

    private Observer observe(Chamber chamber, String peer) {
        return Observer.open("visitor", peer, chamber.addresses.get(peer), List.copyOf(chamber.addresses.sequencedKeySet()),
                spectator, Optional.empty(), EAGER);
    }

    private static List<Event> recordOf(EventLog log, String node) {
        List<Event> all = new ArrayList<>();
        for (List<Event> some = log.from(0); !some.isEmpty(); some = log.from(some.getLast().number() + 1)) {
            some.stream().filter(event -> event.node().equals(node)).forEach(all::add);
        }
        return all;
    }

    private void awaitSuccess() throws InterruptedException {
        spectator.await(told -> told.events().stream().anyMatch(event ->
                event.what() instanceof Happening.Wrote wrote && wrote.after().decree().isPresent()), "a decree");
    }

    private void awaitAllOf(Chamber chamber, String node) throws InterruptedException {
        spectator.await(told -> told.events().size() >= recordOf(chamber.log, node).size(), "all of " + node);
        assertEquals(recordOf(chamber.log, node), spectator.events());
    }

    @Test
    void aBallotIsSeenAsItIsHeld() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "beta", "gamma");
                Observer _ = observe(chamber, "beta")) {
            spectator.awaitStates("beta CONNECTING", "beta STREAMING");
            chamber.startBallot("alpha");
            awaitSuccess();
            awaitAllOf(chamber, "beta");
            assertEquals(List.of(), chamber.droppedBy("beta"));
        }
    }

    @Test
    void whenTheObservedCrashesAndComesBackNothingIsLostOrToldTwice() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "beta", "gamma");
                Observer _ = observe(chamber, "beta")) {
            for (int crash = 0; crash < 5; crash++) {
                chamber.startBallot(List.of("alpha", "beta", "gamma").get(crash % 3));
                if (crash % 2 == 0) {
                    awaitAllOf(chamber, "beta");
                }
                chamber.crash("beta");
                spectator.await(told -> told.states().getLast().equals("beta " + Observation.State.UNREACHABLE), "unreachable");
                chamber.restart("beta");
            }
            chamber.startBallot("beta");
            spectator.await(told -> told.events().stream().filter(event -> event.what() instanceof Happening.Opened).count() == 6,
                    "six openings");
            awaitAllOf(chamber, "beta");
        }
    }

    @Test
    void anObserverThatTakesNothingDelaysNoBallot() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "beta", "gamma");
                RawPeer.Line slow = chamber.lineTo("alpha").write(WireFormat.encodeObserve("visitor", "alpha", -1))) {
            for (int i = 0; i < 1000; i++) {
                chamber.startBallot("alpha");
            }
            assertEquals(chamber.awaitDecree("alpha"), chamber.awaitDecree("gamma"));
            assertTrue(slow.readLine().orElseThrow().startsWith("{\"paxos-trace\":2"));
        }
    }

    @Test
    void aCppNodeHasNoTelemetryAndGoesOnVoting() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha");
                CppNode beta = new CppNode("beta", chamber.addresses);
                Observer _ = observe(chamber, "beta")) {
            spectator.awaitStates("beta CONNECTING", "beta NO_TELEMETRY");
            chamber.startBallot("alpha");
            assertEquals(0, chamber.awaitDecree("alpha"));
            assertEquals(List.of("unknown method Observe"),
                    beta.logged().stream().filter(line -> line.contains("Observe")).toList());
        }
    }
}
