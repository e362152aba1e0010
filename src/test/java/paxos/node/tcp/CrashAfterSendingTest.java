package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import paxos.fault.BrokenRules;
import paxos.fault.CrashPoint;
import paxos.fault.CrashPoints;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.node.Node;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.trace.Happening;

/// A legislator that is to crash after sending resets its connections at once; and yet what it sent has come.
@Timeout(60)
class CrashAfterSendingTest {

    @RepeatedTest(3)
    void whatWasSentBeforeTheCrashArrivesAndNothingElse() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("beta", "gamma")) {
            CrashPoints points = new CrashPoints("alpha", chamber.log);
            Node node = new Node("alpha", new BrokenRules(new Parliament(List.of("alpha", "beta", "gamma")), "alpha"), new MemoryDisk(),
                    new TcpNetwork("alpha", chamber.addresses, Limits.STANDARD, Optional.empty(), Optional.empty()), _ -> Duration.ofHours(1), points,
                    chamber.log);
            chamber.nodes.put("alpha", node);
            node.open().get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            points.arm(new CrashPoint(CrashPoint.When.AFTER, CrashPoint.Deed.SEND_BEGIN_BALLOT));
            node.propose(Optional.empty()).get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            Logs.await(chamber.log, "alpha", Happening.Crashed.class, _ -> true);
            Happening.Sent sent = Logs.of(chamber.log, "alpha", Happening.Sent.class).getLast();
            assertEquals(Message.BeginBallot.class, sent.message().getClass());
            Logs.await(chamber.log, sent.to(), Happening.Received.class, received -> received.message().equals(sent.message()));
        }
    }
}
