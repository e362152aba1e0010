package paxos.view;

import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Ledger;

/// Ballot numbers have 32 bits, and none is ever taken back. Honest legislators never come near the end: at a thousand ballots
/// a second it takes them weeks, at one a second a lifetime. One promise to a stranger may: then nobody can go higher.
public final class NumbersLeft {

    /// So few numbers before the end, something is wrong.
    private static final int FEW = 1_000_000;

    private NumbersLeft() {
    }

    /// What to say of a write that brought a ledger near the end of the numbers, or nearer; empty where all is well.
    ///
    /// @param name whose ledger it is
    public static Optional<String> warning(String name, Ledger before, Ledger after) {
        Ballot highest = highest(after);
        int left = Integer.MAX_VALUE - Math.max(0, highest.number());
        if (left >= FEW || highest.equals(highest(before))) {
            return Optional.empty();
        }
        String none = left == 0 ? "It is the last there is: %s can start no ballot any more, and refuses everybody else's.".formatted(name)
                : "Numbers left above it, for all together: %d.".formatted(left);
        String decree = after.decree().map("The decree %s stays as it is."::formatted)
                .orElse("A decree that has passed stays as it is; where none has, perhaps none can.");
        return Optional.of("%s wrote down ballot %s. %s No honest legislator comes so far: somebody sent that number on purpose. %s For another "
                .formatted(name, highest, none, decree)
                + "ballot begin a new parliament everywhere, with a secret in the configuration (README, Security).");
    }

    private static Ballot highest(Ledger ledger) {
        return Ballot.max(ledger.nextBal(), ledger.lastTried());
    }
}
