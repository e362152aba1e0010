package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paxos.node.Logs;
import paxos.node.VirtualThreads;
import paxos.synod.Ballot;
import paxos.trace.Happening;

/// Live nodes crash and come back at the same address.
@Timeout(60)
class CrashTest {

    @Test
    void aParliamentOutlivesACrashAndWhoComesBackHasItsLedgerAndItsPort() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "beta", "gamma")) {
            chamber.startBallot("alpha");
            assertEquals(0, chamber.awaitDecree("beta"));
            chamber.crash("beta");
            chamber.crash("alpha");
            assertEquals(List.of(), VirtualThreads.beginning("beta-"));
            long restarts = chamber.log.next();

            chamber.restart("beta");
            Happening.Opened opened = Logs.await(chamber.log, restarts, "beta", Happening.Opened.class, _ -> true);
            assertEquals(chamber.disks.get("beta").ledger(), opened.state().ledger());
            chamber.startBallot("beta");

            Logs.await(chamber.log, restarts, "beta", Happening.Stepped.class,
                    stepped -> stepped.state().ledger().prevVote().filter(vote -> vote.ballot().equals(new Ballot(1))).isPresent());
            assertEquals(0, chamber.awaitDecree("gamma"));
        }
    }

    @Test
    void theOthersSeeItGoAndComeBackAndLoseWhatTheySendMeanwhile() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "beta", "gamma")) {
            chamber.startBallot("alpha");
            chamber.awaitDecree("beta");
            chamber.awaitDecree("gamma");
            Logs.await(chamber.log, "alpha", Happening.PeerSeen.class, seen -> seen.peer().equals("beta") && seen.reachable());
            long crash = chamber.log.next();
            chamber.crash("beta");
            Logs.await(chamber.log, crash, "alpha", Happening.PeerSeen.class, seen -> seen.peer().equals("beta") && !seen.reachable());
            chamber.startBallot("alpha");
            Happening.Lost lost = Logs.await(chamber.log, crash, "alpha", Happening.Lost.class, _ -> true);
            assertTrue(lost.why().matches("Nobody listens on 127\\.0\\.0\\.1:\\d+ \\(beta\\)\\."), lost.why());
            chamber.restart("beta");
            Logs.await(chamber.log, crash, "alpha", Happening.PeerSeen.class, seen -> seen.peer().equals("beta") && seen.reachable());
            long back = chamber.log.next();
            chamber.startBallot("alpha");
            Logs.await(chamber.log, back, "beta", Happening.Received.class, _ -> true);
        }
    }
}
