package paxos.fault;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import paxos.node.Disk;
import paxos.node.Network;
import paxos.node.Node;
import paxos.node.Pauses;
import paxos.synod.Parliament;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// One legislator on the fault bench: its node, and all that can be done on purpose to what is around it. Nothing of it
/// can be reached from outside the process. Safe for any thread.
public final class FaultBench {

    /// How many older copies of the ledger are offered.
    private static final int OLDER_COPIES = 6;

    private final Node node;
    private final Delay messengers;
    private final Hold hold;
    private final Links links;
    private final PauseSwitch pauses;
    private final BrokenRules rules;
    private final CrashPoints crashPoints;
    private final Said said;
    private final Disk disk;

    /// Puts a node on the bench; all is as it would be without. It is not open yet.
    ///
    /// @param disk        where its ledger is kept
    /// @param network     how its messages travel
    /// @param links       the links of all nodes of this process
    /// @param delayMillis how long its messengers walk at first
    /// @param pausing     how long it pauses when outbid, given how long its messengers walk, in milliseconds
    /// @param log         where it records what happens
    public FaultBench(Parliament parliament, String name, Disk disk, Network network, Links links, int delayMillis,
            Function<LongSupplier, Pauses> pausing, EventLog log) {
        this.links = links;
        this.crashPoints = new CrashPoints(name, log);
        this.said = new Said();
        this.rules = new BrokenRules(parliament, name);
        this.disk = new Pencil(disk, rules::off);
        this.messengers = new Delay(network, delayMillis);
        // What was lost on its way does not wait, and what is let in has arrived.
        this.hold = new Hold(new FaultyLinks(messengers, name, links));
        this.pauses = new PauseSwitch(pausing.apply(messengers::millis), hold);
        this.node = new Node(name, rules, this.disk, hold, pauses, moment -> {
            said.strikes(moment);
            return crashPoints.strikes(moment);
        }, log);
    }

    /// The legislator's name.
    public String name() {
        return node.name();
    }

    /// The node.
    public Node node() {
        return node;
    }

    /// How long its messengers walk.
    public Delay messengers() {
        return messengers;
    }

    /// What arrives, and may be made to wait.
    public Hold hold() {
        return hold;
    }

    /// The links of all nodes of this process.
    public Links links() {
        return links;
    }

    /// Whether it pauses when outbid.
    public PauseSwitch pauses() {
        return pauses;
    }

    /// By which rules it acts; to change them, see [#setRules].
    public BrokenRules rules() {
        return rules;
    }

    /// Where it is to crash; to arm one, see [#crashWhen].
    public CrashPoints crashPoints() {
        return crashPoints;
    }

    /// Delivers the next message that waits; where none does, a retry that waits.
    ///
    /// @return whether anything waited
    public boolean step() {
        return hold.step();
    }

    /// Switches rules off, and all others on. It is recorded.
    public void setRules(Set<Rule> off) {
        if (!rules.off().equals(off)) {
            rules.set(off);
            node.note(new Happening.Rules(off));
        }
    }

    /// Has it crash there, once. It is recorded.
    public void crashWhen(CrashPoint point) {
        crashPoints.arm(point);
        node.note(new Happening.Intervened(point.sentence(name())));
    }

    /// Has it not crash after all. It is recorded.
    public void disarm() {
        crashPoints.armed().ifPresent(point -> {
            crashPoints.disarm();
            node.note(new Happening.Intervened("%s is not to crash %s any more.".formatted(name(), point.words())));
        });
    }

    /// The ways in which it could come back now, first with its disk as it was kept. Reads the disk.
    ///
    /// @throws IOException where the disk cannot be read
    public List<Comeback> comebacks() throws IOException {
        return Comeback.all(name(), disk.history(OLDER_COPIES + 1), said.ledger(), rules.off());
    }

    /// Brings it back so. Fails, with a sentence, where the disk is to be damaged and a rule that holds forbids it.
    public CompletableFuture<Void> restart(Comeback how) {
        if (how.damage().isEmpty()) {
            return node.open();
        }
        Optional<String> refusal = how.refusal(rules.off());
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(new IOException(refusal.get()));
        }
        return node.damage(how.damage().get(), how.sentence()).thenCompose(_ -> {
            said.comesBack(how.ledger());
            return node.open();
        });
    }
}
