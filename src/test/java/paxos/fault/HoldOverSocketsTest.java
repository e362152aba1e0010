package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.node.Node;
import paxos.node.tcp.Ports;
import paxos.node.tcp.TcpNetwork;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Legislator;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// Two live legislators on real sockets, whose messages are held.
@Timeout(60)
class HoldOverSocketsTest {

    private final EventLog log = new EventLog(InstantSource.system(), 10_000);
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private Links links;

    @BeforeEach
    void enter() throws Exception {
        SequencedMap<String, InetSocketAddress> addresses = Ports.addresses("alpha", "beta");
        Parliament parliament = new Parliament(List.copyOf(addresses.keySet()));
        links = new Links(parliament, addresses.keySet(), 1,
                (name, sentence) -> nodes.get(name).note(new Happening.Intervened(sentence)));
        for (String name : addresses.keySet()) {
            Hold hold = new Hold(new FaultyLinks(new Delay(new TcpNetwork(name, addresses), 0), name, links));
            Node node = new Node(new Legislator(parliament, name), new MemoryDisk(), hold,
                    new PauseSwitch(_ -> Duration.ofMillis(1), hold), log);
            nodes.put(name, node);
            holds.put(name, hold);
            hold.hold(true);
            node.open().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void leave() throws IOException {
        nodes.values().forEach(Node::close);
    }

    @Test
    void aBallotPassesWhenItsMessagesAreLetInOneByOne() throws Exception {
        Ballot b = new Ballot(0);
        startBallot("alpha", 7);
        letIn("beta", new Message.NextBallot(b));
        letIn("alpha", new Message.LastVote(b, Optional.empty()));
        letIn("beta", new Message.BeginBallot(b, new Decree(7)));
        letIn("alpha", new Message.Voted(b, new Decree(7)));
        awaitDecree("alpha", 7);
        assertEquals(List.of(), Logs.of(log, "beta", Happening.Wrote.class).stream()
                .filter(wrote -> wrote.after().decree().isPresent()).toList(), "its messenger still waits");
        letIn("beta", new Message.Success(b, new Decree(7)));
        awaitDecree("beta", 7);
    }

    @Test
    void aMessageThatIsSentAwayIsNeverRead() throws Exception {
        startBallot("alpha", 7);
        letIn("beta", new Message.NextBallot(new Ballot(0)));
        long answer = awaitHeld("alpha", new Message.LastVote(new Ballot(0), Optional.empty()));
        assertTrue(holds.get("alpha").drop(answer));
        holds.values().forEach(hold -> hold.hold(false));
        startBallot("alpha", 8);
        awaitDecree("beta", 8);
        awaitDecree("alpha", 8);
        assertEquals(1, Logs.of(log, "alpha", Happening.Discarded.class).size());
        assertEquals(List.of(new Message.LastVote(new Ballot(2), Optional.empty()), new Message.Voted(new Ballot(2), new Decree(8))),
                receivedBy("alpha", "beta"));
    }

    @Test
    void aCopyIsReadAsWellAndDoesNoHarm() throws Exception {
        startBallot("alpha", 7);
        long message = awaitHeld("beta", new Message.NextBallot(new Ballot(0)));
        assertTrue(holds.get("beta").duplicate(message));
        holds.values().forEach(hold -> hold.hold(false));
        awaitDecree("alpha", 7);
        awaitDecree("beta", 7);
        assertEquals(2, receivedBy("beta", "alpha").stream().filter(Message.NextBallot.class::isInstance).count());
        assertEquals(1, receivedBy("alpha", "beta").stream().filter(Message.LastVote.class::isInstance).count());
    }

    @Test
    void aMessageThatIsMovedOvertakes() throws Exception {
        startBallot("alpha", 7);
        startBallot("alpha", 8);
        awaitHeld("beta", new Message.NextBallot(new Ballot(0)));
        long second = awaitHeld("beta", new Message.NextBallot(new Ballot(2)));
        assertTrue(holds.get("beta").move(second, 0));
        holds.get("beta").hold(false);
        Logs.await(log, "beta", Happening.Stepped.class, stepped -> stepped.why().reason() == Reason.REFUSED);
        assertEquals(List.of(new Message.NextBallot(new Ballot(2)), new Message.NextBallot(new Ballot(0))),
                receivedBy("beta", "alpha"));
        holds.get("alpha").hold(false);
        awaitDecree("beta", 8);
    }

    @Test
    void aPresidentThatWasOutbidWaitsToTryAgain() throws Exception {
        startBallot("beta", 5);
        awaitHeld("alpha", new Message.NextBallot(new Ballot(1)));
        startBallot("alpha", 7);
        letIn("beta", new Message.NextBallot(new Ballot(0)));
        letIn("alpha", new Message.HigherBallot(new Ballot(1)));
        Hold hold = holds.get("alpha");
        Post.await("the retry waits", hold::retryWaits);
        assertTrue(hold.step(), "beta's messenger goes first");
        assertTrue(hold.retryWaits());
        assertTrue(hold.step());
        awaitHeld("beta", new Message.NextBallot(new Ballot(2)));
    }

    @Test
    void whatWaitsOutlastsACrashAndARestartHoldsAgain() throws Exception {
        startBallot("alpha", 7);
        awaitHeld("beta", new Message.NextBallot(new Ballot(0)));
        nodes.get("beta").crash().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(1, holds.get("beta").waiting().size());
        nodes.get("beta").open().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        startBallot("alpha", 7);
        letIn("beta", new Message.NextBallot(new Ballot(0)));
        letIn("beta", new Message.NextBallot(new Ballot(2)));
        assertEquals(List.of(new Message.NextBallot(new Ballot(0)), new Message.NextBallot(new Ballot(2))), receivedBy("beta", "alpha"));
    }

    @Test
    void aMinorityDecidesNothingUntilThePartitionHeals() throws Exception {
        holds.values().forEach(hold -> hold.hold(false));
        links.partition(List.of(Set.of("alpha"), Set.of("beta")));
        startBallot("alpha", 7);
        assertEquals("The link from alpha to beta is cut.", Logs.await(log, "alpha", Happening.Lost.class, _ -> true).why());
        Logs.await(log, "alpha", Happening.PeerSeen.class, seen -> !seen.reachable());
        links.heal();
        startBallot("alpha", 8);
        awaitDecree("alpha", 8);
        awaitDecree("beta", 8);
        assertEquals(List.of("The parliament is parted: alpha | beta.", "All links are as they should be again."),
                Logs.of(log, "beta", Happening.Intervened.class).stream().map(Happening.Intervened::what)
                        .filter(what -> !what.startsWith("Messengers")).toList());
    }

    // ---- Shorthand

    private void startBallot(String president, int wish) throws Exception {
        nodes.get(president).propose(Optional.of(new Decree(wish))).get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// Waits until it is held, and lets it in.
    private void letIn(String name, Message message) throws InterruptedException {
        assertTrue(holds.get(name).deliver(awaitHeld(name, message)));
        Logs.await(log, name, Happening.Received.class, received -> received.message().equals(message));
    }

    /// Waits until it is held.
    ///
    /// @return its number
    private long awaitHeld(String name, Message message) throws InterruptedException {
        Logs.await(log, name, Happening.Held.class, held -> held.message().equals(message));
        return holds.get(name).waiting().stream().filter(waiting -> waiting.envelope().message().equals(message)).findFirst()
                .orElseThrow().number();
    }

    private void awaitDecree(String name, int decree) throws InterruptedException {
        assertEquals(decree, Logs.await(log, name, Happening.Wrote.class, wrote -> wrote.after().decree().isPresent())
                .after().decree().orElseThrow().value());
    }

    /// What it has received from the other one.
    private List<Message> receivedBy(String name, String from) {
        return Logs.of(log, name, Happening.Received.class).stream().filter(received -> received.from().equals(Optional.of(from)))
                .map(Happening.Received::message).toList();
    }
}
