package paxos.fault;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import paxos.node.Disk;
import paxos.synod.Ledger;
import paxos.trace.Rule;

/// A disk on which promises and votes are written in pencil while [Rule#KEEP_PROMISES] is off: `nextBal` and `prevVote` are
/// kept in memory while it is open, and a crash loses them. `lastTried` and the decree are in ink all the same. Once the rule
/// holds again, the next write writes all in ink; until it comes, what was in pencil stays so.
///
/// What the disk behind it is asked for its history, or damaged by, is ink alone.
public final class Pencil implements Disk {

    private final Disk inner;
    private final Supplier<Set<Rule>> off;

    /// @param inner where ink goes
    /// @param off   the rules that are switched off now; asked at each write
    public Pencil(Disk inner, Supplier<Set<Rule>> off) {
        this.inner = inner;
        this.off = off;
    }

    @Override
    public Open open() throws IOException {
        return new Page(inner.open());
    }

    @Override
    public void forget() throws IOException {
        inner.forget();
    }

    @Override
    public List<Ledger> history(int most) throws IOException {
        return inner.history(most);
    }

    @Override
    public void damage(Damage damage) throws IOException {
        inner.damage(damage);
    }

    private final class Page implements Open {

        private final Open ink;
        private Ledger ledger;

        Page(Open ink) {
            this.ink = ink;
            this.ledger = ink.ledger();
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public void write(Ledger next) throws IOException {
            Ledger inked = off.get().contains(Rule.KEEP_PROMISES) ? lasting(next) : next;
            if (!inked.equals(ink.ledger())) {
                ink.write(inked);
            }
            ledger = next;
        }

        /// What of it is in ink: the promise and the vote are as they were when the rule was last kept.
        private Ledger lasting(Ledger next) {
            Ledger before = ink.ledger();
            return new Ledger(next.lastTried(), before.nextBal(), before.prevVote(), next.decree());
        }

        @Override
        public void close() {
            ink.close();
        }
    }
}
