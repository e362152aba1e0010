package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import paxos.fault.FaultBench;
import paxos.fault.Hold;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Message.BeginBallot;
import paxos.synod.Message.LastVote;
import paxos.synod.Message.NextBallot;
import paxos.synod.Message.Success;
import paxos.synod.Message.Voted;
import paxos.trace.Rule;
import paxos.view.HostedNode;

/// The doors of all nodes in a parlour, at which messages wait: what comes next is said message by message.
final class Doors {

    private final Parlour parlour;

    Doors(Parlour parlour) {
        this.parlour = parlour;
    }

    FaultBench at(String name) {
        return parlour.house().hosted().stream().map(HostedNode::bench).filter(bench -> bench.name().equals(name)).findFirst()
                .orElseThrow();
    }

    void holdAll(boolean on) {
        parlour.house().hosted().forEach(each -> each.bench().hold().hold(on));
    }

    void propose(String president, int decree) {
        Parlour.join(at(president).node().propose(Optional.of(new Decree(decree))));
    }

    /// The first message of this kind from somebody that waits at somebody's door, once it does.
    Hold.Waiting waiting(String to, String from, Class<? extends Message> type) {
        parlour.await("a %s from %s waits at %s".formatted(type.getSimpleName(), from, to), () -> first(to, from, type).isPresent());
        return first(to, from, type).orElseThrow();
    }

    private Optional<Hold.Waiting> first(String to, String from, Class<? extends Message> type) {
        return at(to).hold().waiting().stream().filter(each -> each.envelope().from().equals(Optional.of(from))
                && type.isInstance(each.envelope().message())).findFirst();
    }

    void deliver(String to, String from, Class<? extends Message> type) {
        assertTrue(at(to).hold().deliver(waiting(to, from, type).number()));
    }

    /// A ballot that passes with the votes of its president and another; what tells that one of it is sent away.
    void pass(String president, String with) {
        deliver(with, president, NextBallot.class);
        deliver(president, with, LastVote.class);
        deliver(with, president, BeginBallot.class);
        deliver(president, with, Voted.class);
        at(with).hold().drop(waiting(with, president, Success.class).number());
    }

    /// Two decrees: gamma voted for 17, crashed, came back with its disk wiped, and voted for 99.
    void forgetAPromise() throws Exception {
        holdAll(true);
        propose("alpha", 17);
        pass("alpha", "gamma");
        FaultBench gamma = at("gamma");
        Parlour.join(gamma.node().crash());
        gamma.setRules(Set.of(Rule.KEEP_PROMISES));
        Parlour.join(gamma.restart(gamma.comebacks().getLast()));
        propose("beta", 99);
        pass("beta", "gamma");
    }
}
