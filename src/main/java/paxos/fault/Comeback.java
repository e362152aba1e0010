package paxos.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import paxos.node.Disk;
import paxos.synod.Ledger;
import paxos.trace.Rule;

/// A way in which a crashed legislator can come back: with its disk as it was kept, or damaged.
///
/// @param title         for a menu, like "Last write torn"
/// @param damage        what is to be done to the disk first; empty where it is kept
/// @param ledger        what the legislator will find in its ledger
/// @param breaksPromise whether it forgets anything that others count on: a ballot it started, its promise, its vote. To
///                      forget the decree alone breaks nothing: it can be learnt again.
/// @param sentence      what that does to the promise, for a class
public record Comeback(String title, Optional<Disk.Damage> damage, Ledger ledger, boolean breaksPromise, String sentence) {

    /// Why it may not come back so while these rules are off and all others hold; empty where it may.
    ///
    /// @return a sentence that says which rule to switch off first
    public Optional<String> refusal(Set<Rule> off) {
        return breaksPromise && !off.contains(Rule.KEEP_PROMISES)
                ? Optional.of("It would forget what others count on. To see what comes of that, switch off the rule “%s” first."
                        .formatted(Rule.KEEP_PROMISES.title()))
                : Optional.empty();
    }

    /// All the ways there are, first with the disk as it was kept.
    ///
    /// @param name    who comes back
    /// @param history what is on its disk, as [Disk#history] tells it: as many older copies are offered as it goes back
    /// @param said    what others count on, as [Said#ledger] tells it; empty means all that is on the disk
    /// @param off     the rules that are switched off now
    /// @throws IllegalArgumentException where the history is empty
    public static List<Comeback> all(String name, List<Ledger> history, Optional<Ledger> said, Set<Rule> off) {
        if (history.isEmpty()) {
            throw new IllegalArgumentException("A disk always has a history; a new one begins with the blank ledger.");
        }
        Ledger last = history.getLast();
        Losses losses = new Losses(name, last, said.orElse(last));
        List<Comeback> all = new ArrayList<>();
        // Ink is never lost so; and pencil may have been used before the rule was switched on again.
        boolean pencil = off.contains(Rule.KEEP_PROMISES) || losses.breaksPromise(last);
        all.add(losses.comeback("Disk kept", Optional.empty(), last,
                pencil ? "The disk is kept, but not what was in pencil" : "The disk is kept"));
        for (int writes = 1; writes < history.size(); writes++) {
            Ledger older = history.get(history.size() - 1 - writes);
            if (writes == 1) {
                all.add(losses.comeback("Last write torn", Optional.of(new Disk.Damage.TornWrite()), older,
                        "The last write of %s tears".formatted(name)));
            }
            all.add(losses.comeback(writes == 1 ? "Older copy of the disk, 1 write back"
                    : "Older copy of the disk, %s writes back".formatted(writes),
                    Optional.of(new Disk.Damage.SetBack(writes)), older, writes == 1
                            ? "A copy of the disk from before the last write"
                            : "A copy of the disk from before the last %s writes".formatted(writes)));
        }
        all.add(losses.comeback("Disk wiped", Optional.of(new Disk.Damage.Wiped()), Ledger.BLANK, "An empty disk"));
        return List.copyOf(all);
    }
}
