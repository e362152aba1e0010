package paxos.view;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import paxos.fault.FaultBench;
import paxos.fault.Hold;

/// Conducts all nodes of this process together: pauses them, lets one message go at a time, makes them slow. Everything
/// returns at once. For one thread, JavaFX's.
///
/// To pause is to hold the messages of each node: what a node is doing it does to its end, which is at once, and whatever
/// it would do next begins with a message (or, of a president that was outbid, with a try that waits as well).
public final class Conductor {

    private final List<HostedNode> players;

    /// @param players the nodes of this process, in the order of the configuration
    public Conductor(List<HostedNode> players) {
        this.players = List.copyOf(players);
    }

    /// The nodes of this process.
    public List<HostedNode> players() {
        return players;
    }

    /// Whether every node's messages are held.
    public boolean isPaused() {
        return !players.isEmpty() && benches().allMatch(bench -> bench.hold().isHolding());
    }

    /// Holds the messages of every node, or lets all go.
    public void pause(boolean on) {
        benches().forEach(bench -> bench.hold().hold(on));
    }

    /// Pauses, where it does not yet; else delivers, of all messages that wait anywhere, the one that has waited longest.
    /// Where none waits, a president that waits to try again does so.
    ///
    /// @return whether anything was there to let go
    public boolean step() {
        if (!isPaused()) {
            pause(true);
            return true;
        }
        record First(FaultBench bench, Hold.Waiting waiting) {
        }
        Optional<First> first = benches()
                .flatMap(bench -> bench.hold().waiting().stream().limit(1).map(waiting -> new First(bench, waiting)))
                .min(Comparator.comparing(each -> each.waiting().arrived()));
        return first.map(each -> each.bench().hold().deliver(each.waiting().number()))
                .orElseGet(() -> benches().anyMatch(FaultBench::step));
    }

    /// How many messages wait, at all nodes together.
    public int waiting() {
        return benches().mapToInt(bench -> bench.hold().waiting().size()).sum();
    }

    /// How long messengers walk, in milliseconds: of several, the longest.
    public int delayMillis() {
        return players.stream().mapToInt(each -> each.messengers().millis()).max().orElse(0);
    }

    /// Changes how long all messengers walk.
    ///
    /// @param millis 0 (real time) to [paxos.fault.Delay#LONGEST_MILLIS]
    public void setDelay(int millis) {
        players.forEach(each -> each.messengers().setMillis(millis));
    }

    private Stream<FaultBench> benches() {
        return players.stream().map(HostedNode::bench);
    }
}
